"""The text with its claims in place: paragraphs cut into pieces, each under the claims it bears.

Claims may nest and overlap in any way; every piece knows all that cover it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from averment.claim import Claim, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same claims, longest claim first; `ends` are those that end here."""

    text: str
    covers: tuple[Claim, ...]
    ends: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as pieces, with the claims that begin in it, in text order."""

    pieces: tuple[Piece, ...]
    begins: tuple[Claim, ...]


def paragraphs(text: str, claims: Sequence[Claim]) -> tuple[Paragraph, ...]:
    """Cut a text into paragraphs of pieces. Every claim begins and ends exactly once.

    Blank lines part paragraphs; in a text without any, every line is one. A claim whose span holds
    no text is left out.
    """
    blocks = [
        _cuts(block, inside)
        for block, inside in _by_block(list(_blocks(text)), sorted(claims, key=_order))
    ]
    last = {
        claim.id: (b, p)
        for b, block in enumerate(blocks)
        for p, (_, covers) in enumerate(block)
        for claim in covers
    }
    seen: set[str] = set()
    made = []
    for b, block in enumerate(blocks):
        pieces = tuple(
            Piece(span.of(text), covers, tuple(c for c in reversed(covers) if last[c.id] == (b, p)))
            for p, (span, covers) in enumerate(block)
        )
        begins = {c.id: c for _, covers in block for c in covers if c.id not in seen}
        seen.update(begins)
        made.append(Paragraph(pieces, tuple(begins.values())))
    return tuple(made)


def _order(claim: Claim) -> tuple[int, int]:
    return (claim.span.start, -claim.span.end)


def _blocks(text: str) -> Iterator[Span]:
    blank = r"\n[^\S\n]*\n\s*"
    start = 0
    for found in re.finditer(blank if re.search(blank, text) else r"\n", text):
        yield from _stripped(text, start, found.start())
        start = found.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    if words.strip():
        yield Span(start, start + len(words.strip()))


def _by_block(
    blocks: Sequence[Span], claims: Sequence[Claim]
) -> Iterator[tuple[Span, list[Claim]]]:
    """Pair each paragraph with the claims that touch it; both come in text order."""
    waiting, reach = list(reversed(claims)), list[Claim]()
    for block in blocks:
        reach = [claim for claim in reach if claim.span.end > block.start]
        while waiting and waiting[-1].span.start < block.end:
            claim = waiting.pop()
            if claim.span.end > max(block.start, claim.span.start):
                reach.append(claim)
        yield block, reach


def _cuts(block: Span, claims: Sequence[Claim]) -> list[tuple[Span, tuple[Claim, ...]]]:
    """Cut a paragraph wherever a claim begins or ends, with the claims over each piece."""
    inside = {end for claim in claims for end in claim.span if block.start < end < block.end}
    points = [block.start, *sorted(inside), block.end]
    waiting, over = sorted(claims, key=_order, reverse=True), list[Claim]()
    cut = []
    for piece in map(Span._make, pairwise(points)):
        over = [claim for claim in over if claim.span.end > piece.start]
        while waiting and waiting[-1].span.start <= piece.start:
            over.append(waiting.pop())
        cut.append((piece, tuple(sorted(over, key=_length))))
    return cut


def _length(claim: Claim) -> tuple[int, int]:
    return (claim.span.start - claim.span.end, claim.span.start)
