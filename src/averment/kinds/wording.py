"""The words of a text as a quotation is compared with them, whatever their type and case.

Left aside are case, accents of composition, typographic quotes and dashes, blanks, punctuation, and
the ways of writing that `wording.toml` lists. Square brackets in a quotation are its editor's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from averment.claim import Span
from averment.reference.tables import tables, words_of

DATA = Path(__file__).with_name("wording.toml")

_ELLIPSIS = r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?"
_WORD = r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[%&$€£¥]"
_PLAIN = re.compile(_WORD)
# "[T]he", "weaken[ed]", "[the rebels]": letters and words that the one who quotes put there.
_QUOTED = re.compile(
    rf"(?P<gap>{_ELLIPSIS})|(?P<open>\[)(?![^\W\d_]{{1,3}}\][^\W\d_])|(?P<mended>\[[^\W\d_]{{1,3}}\]"
    rf"[^\W\d_]+|[^\W\d_]+\[[^\W\d_]{{1,4}}\])|(?P<close>\])|(?P<word>{_WORD})"
)
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words as compared, each with its span in the text (two may share one: "don't").

    Of a quotation, `gaps` are the places, as numbers of words before them, where it says that words
    are left out, and `editorial` the numbers of the words in square brackets.
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    gaps: frozenset[int] = frozenset()
    editorial: frozenset[int] = frozenset()


def source_wording(text: str) -> Wording:
    """Return the words of a source."""
    words: list[str] = []
    spans: list[Span] = []
    for found in _PLAIN.finditer(text):
        for word in _compared(found[0]):
            words.append(word)
            spans.append(Span(*found.span()))
    return Wording(tuple(words), tuple(spans))


def quoted_wording(text: str) -> Wording:
    """Return the words of a quotation, with its marks of omission and its editor's brackets."""
    words: list[str] = []
    spans: list[Span] = []
    gaps: set[int] = set()
    editorial: set[int] = set()
    within = False
    for found in _QUOTED.finditer(text):
        if found["gap"]:
            gaps.add(len(words))
        within = (within or bool(found["open"])) and not found["close"]
        written = found["word"] or (found["mended"] or "").replace("[", "").replace("]", "")
        for word in _compared(written) if written else ():
            if within or found["mended"]:
                editorial.add(len(words))
            words.append(word)
            spans.append(Span(*found.span()))
    return Wording(tuple(words), tuple(spans), frozenset(gaps), frozenset(editorial))


@lru_cache(maxsize=65536)
def _compared(word: str) -> tuple[str, ...]:
    """A written word as the one or two words that are compared."""
    same = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("ʼ", "'")
    if _DIGITS.match(same):
        return (same.replace(",", ""),)
    spoken, written = tables(DATA)["spoken"], tables(DATA)["written"]
    return tuple(written.get(part, part) for part in spoken.get(same, same).split())


def turning(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the negations and figures among words: those that turn the sense when changed."""
    turning_words = words_of(DATA, "negation") | words_of(DATA, "figure")
    yield from (word for word in words if word in turning_words or not word[0].isalpha())


def negations(words: tuple[str, ...]) -> list[str]:
    """Return the words that turn a sentence round."""
    return [word for word in words if word in words_of(DATA, "negation")]


def is_small(word: str) -> bool:
    """Say whether the sense stays as it was when this word is changed, left out or added."""
    return word in words_of(DATA, "small")


def is_role(word: str) -> bool:
    """Say whether a word names an office or a body and not a person."""
    return word in words_of(DATA, "role")
