"""How the reference room compares words: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"\w+")


class Word(NamedTuple):
    """A word of a text: its folded form, as written, and where it stands."""

    folded: str
    written: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word without case and accents, for comparison."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text; hyphens, apostrophes and full stops part them."""
    for found in WORD.finditer(text):
        yield Word(fold(found.group()), found.group(), found.start(), found.end())


@lru_cache(maxsize=4096)
def folded(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(word.folded for word in words(text))


def within(some: Sequence[str], all_: Sequence[str]) -> bool:
    """Say whether words stand in others, one after the other; none stand nowhere."""
    size = len(some)
    return size > 0 and any(all_[i : i + size] == some for i in range(len(all_) - size + 1))
