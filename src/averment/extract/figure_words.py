"""The words of a sentence as figures need them: digits are values, whatever they are glued to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from averment.extract.lexicon import word_set

# Thousands are parted by commas or by blanks of any width; "1.5e6" is one figure.
_WORD = re.compile(
    r"""
    (?P<link>(?:https?://|www\.)\S+)
  | (?P<dotted>\d+(?:\.\d+){2,})
  | (?P<vulgar>[¼-¾⅐-⅞])
  | (?P<digits>
        (?:(?<![\d.,])\d{1,3}(?:(?P<part>[,\u00a0\u202f\ ])\d{3})(?:(?P=part)\d{3})*
        (?!\d)(?!,\d{1,2}(?!\d))
        (?:\.\d+)?
      | \d+(?:\.\d+)? | (?<!\d)\.\d+)
        (?:[eE][+-]?\d+(?![\w]))?)
  | (?P<word>[^\W\d_](?:[\w]|['’](?=\w))*)
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)(?![\w])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence in lower case; `value` where it is a figure in digits or as a sign (½).

    `glued` says that no blank parts it from the word before. `vulgar` is true of ½ and the like.
    """

    text: str
    start: int
    end: int
    value: float | None = None
    glued: bool = False
    vulgar: bool = False


def words_of(text: str) -> list[Word]:
    """Return the words of a sentence. Ordinals (21st), decades (1990s), versions and addresses
    (192.168.1.2, https://…) are words without a value."""
    found: list[Word] = []
    at = 0
    while match := _WORD.search(text, at):
        at = match.end()
        value, vulgar = None, False
        if match["digits"]:
            if ending := _ORDINAL.match(text, at):
                at = ending.end()
            else:
                value = float(re.sub(r"[,\u00a0\u202f ]", "", match["digits"]))
        elif match["vulgar"]:
            value, vulgar = unicodedata.numeric(match["vulgar"]), True
        elif match["word"] and (cut := _cut(match["word"])):
            at = match.start() + cut
        start = match.start()
        glued = bool(found) and found[-1].end == start
        found.append(Word(text[start:at].lower(), start, at, value, glued, vulgar))
    return found


def _cut(word: str) -> int:
    """Return where money stands before an amount in one word ("US$", "Rs500"), else 0."""
    letters = re.match(r"[^\W\d_]+", word)
    if letters is None or len(letters[0]) == len(word):
        return 0
    glued = (
        letters[0].lower() in word_set("numbers", "before_digits")
        and word[letters.end() :].isdigit()
    )
    return letters.end() if glued else 0
