"""Quotations: the stretches of a text between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from averment.claim import Span

_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"'))
#: A longer stretch between two marks is an unclosed one and the next; it is let go.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; `span` leaves the marks out. `words` is their number."""

    span: Span
    words: int


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order. A pair of marks is taken within one paragraph."""
    found: list[Quotation] = []
    for opening, closing in _PAIRS:
        inner = f"[^{opening}{closing}]"
        pattern = re.compile(rf"{opening}({inner}{{1,{LONGEST}}}?){closing}")
        for match in pattern.finditer(text):
            if "\n\n" in match[1]:
                continue
            span = Span(match.start(1), match.end(1))
            if not any(span.start < q.span.end and q.span.start < span.end for q in found):
                found.append(Quotation(span, len(match[1].split())))
    return sorted(found, key=lambda quotation: quotation.span)


def within(quoted: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    """Return the quotations that begin inside a span; `quoted` is in text order."""
    first = bisect_left(quoted, span.start, key=lambda q: q.span.start)
    last = bisect_left(quoted, span.end, lo=first, key=lambda q: q.span.start)
    return quoted[first:last]


def open_at(quoted: Sequence[Quotation], place: int) -> Quotation | None:
    """Return the quotation that began before a place and still runs there, or none."""
    index = bisect_left(quoted, place, key=lambda q: q.span.start) - 1
    return quoted[index] if index >= 0 and quoted[index].span.end > place else None
