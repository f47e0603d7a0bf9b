"""Words as the encoder sees them: pieces of the lower-case form, and the case apart.

The pieces are those of BERT's uncased vocabulary: accents off, marks apart, then the longest piece
that fits, again and again. Only the vocabulary is data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

#: No word has more pieces than this; the rest of a longer one is not looked at.
MAX_PIECES = 12
#: Marks of the press that mean what a typewriter's marks mean.
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "…": "..."})


class WordPieces:
    """Cuts words into numbered pieces of a vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: i for i, piece in enumerate(vocabulary)}
        self.start, self.end = self._numbers["[CLS]"], self._numbers["[SEP]"]
        self.unknown = self._numbers["[UNK]"]
        self.ids = lru_cache(maxsize=50_000)(self._ids)

    def _ids(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's pieces, at least one."""
        found: list[int] = []
        for part in _parts(word.translate(_PLAIN)):
            found += self._longest(part)
        return tuple(found[:MAX_PIECES]) or (self.unknown,)

    def _longest(self, part: str) -> list[int]:
        """Cut a part from the left, the longest known piece first."""
        found: list[int] = []
        at = 0
        while at < len(part):
            for stop in range(len(part), at, -1):
                number = self._numbers.get(part[at:stop] if at == 0 else "##" + part[at:stop])
                if number is not None:
                    break
            else:
                return [self.unknown]
            found.append(number)
            at = stop
        return found


def _parts(word: str) -> list[str]:
    """Lower a word, take its accents off, and set marks apart."""
    parts: list[str] = []
    joined = False  # whether the last part is open
    for char in unicodedata.normalize("NFD", word.lower())[:200]:
        kind = unicodedata.category(char)
        if kind == "Mn" or kind[0] in "CZ":
            continue
        if kind[0] == "P" or (char.isascii() and not char.isalnum()) or _han(char):
            parts.append(char)
            joined = False
        elif joined:
            parts[-1] += char
        else:
            parts.append(char)
            joined = True
    return parts


def _han(char: str) -> bool:
    """Tell whether a character is an ideograph, which is always a part of its own."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


#: How many cases of words there are; 0 is for what is no word.
CASES = 7


def case(word: str) -> int:
    """Tell how a word is written: 1 small, 2 capitals, 3 title, 4 digits, 5 mixed, 6 other."""
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 2
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return 3
    if any(char.isdigit() for char in word):
        return 4
    return 5 if any(char.isupper() for char in word) else 6
