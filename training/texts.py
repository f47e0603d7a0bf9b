"""What treebanks and entity sets share: gzipped lines, and the typography of the press."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

#: Share of the training documents whose straight quotes and dashes are made typographic.
TYPOGRAPHIC_SHARE = 0.4


def open_text(path: Path) -> Iterator[str]:
    """Yield the lines of a gzipped UTF-8 file, without their ends."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def press(words: list[str], spaces: Sequence[bool], rng: random.Random) -> list[str]:
    """Give some of the documents curly quotes, curly apostrophes and real dashes."""
    if rng.random() < TYPOGRAPHIC_SHARE:
        return typographic(words, spaces, rng.choice("–—"))
    return words


def typographic(words: Sequence[str], spaces: Sequence[bool], dash: str) -> list[str]:
    """Give words curly quotes, curly apostrophes and real dashes."""
    out: list[str] = []
    for i, word in enumerate(words):
        opening = i == 0 or (spaces[i - 1] and i + 1 < len(words) and not spaces[i])
        if word in {'"', "``", "''"}:
            word = "“" if opening else "”"
        elif word == "'":
            word = "‘" if opening else "’"
        elif word in {"--", "---"} or (word == "-" and i and spaces[i - 1] and spaces[i]):
            word = dash
        elif len(word) > 1:
            word = word.replace("'", "’")
        out.append(word)
    return out
