"""Where sentences end: a weighed sum of what stands around each place where one may.

Inside a line a sentence may end only after a closing mark; the end of a line counts the more, the
more room was left on it. The weights were learnt from treebanks (`training/boundaries.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from averment.extract.wordpieces import case

#: What a word must end in for a sentence to end there without a line break.
CLOSING = frozenset(".!?…:;\"'”’)]*•|–—-")
#: Marks that end sentences, and those that may still follow them.
_ENDS, _AFTER = frozenset(".!?…"), frozenset("\"'”’)]")
_OPENING = frozenset("([“‘\"'")


class Boundaries:
    """Tells after which words sentences end."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def ends(self, words: Sequence[str], gaps: Sequence[str]) -> list[int]:
        """List the words after which a sentence ends; the last word always ends one.

        *gaps* are the blanks after each word but the last.
        """
        weights = self._weights
        return [
            place
            for place, features in candidates(words, gaps)
            if sum(weights.get(feature, 0.0) for feature in features) > 0
        ] + [len(words) - 1]


def candidates(words: Sequence[str], gaps: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the places where a sentence may end, with what speaks for and against."""
    widest = 0  # the longest line, in characters
    line, lines = 0, []
    for word, gap in zip(words, [*gaps, "\n"], strict=True):
        line += len(word)
        lines.append(line)
        broken = "\n" in gap or "\r" in gap
        widest = max(widest, line)
        line = 0 if broken else line + len(gap)
    last, quotes, brackets = -1, 0, 0
    for place, gap in enumerate(gaps):
        word = words[place]
        mark = word[-1]
        if mark in '"“”':
            quotes = {"“": 1, "”": 0}.get(mark, 1 - quotes)
        elif mark in "()":
            brackets = int(mark == "(")
        broken = "\n" in gap or "\r" in gap
        if not broken and (mark not in CLOSING or not gap):
            continue
        after = words[place + 1]
        if broken:
            room = "room" if lines[place] + 1 + len(after) <= widest else "full"
        else:
            room = "wide" if len(gap) > 1 else "inline"
        open_ = f"{quotes}{brackets}"
        yield place, features(words, place, last, room, open_)
        if mark in _ENDS or mark in _AFTER:
            last = place


def features(words: Sequence[str], place: int, last: int, room: str, open_: str) -> list[str]:
    """Name what stands around the end of a word; *last* is the place looked at before."""
    word, after = words[place], words[place + 1]
    before = words[place - 1] if place else ""
    third = words[place + 2] if place + 2 < len(words) else ""
    end, shape = kind(word, before), case(after)
    opening = after[0] if after[0] in _OPENING else ""
    long = min((place - last).bit_length(), 6)
    return [
        "bias",
        f"end {end}",
        f"room {room}",
        f"word {word.lower()}",
        f"after {after.lower()}",
        f"before {before.lower()} {end}",
        f"{end} {shape}{opening}",
        f"{end} {shape}{opening} {case(third) if third else 0} {open_}",
        f"{end} {room} {shape}{opening}",
        f"{end} {room} {long}",
        f"{end} {open_}",
        f"{end} {long} {shape}",
    ]


def kind(word: str, before: str) -> str:
    """Tell what a word ends in: the marks, and what they hang on."""
    mark = word[-1]
    if len(word) == 1:
        return f"{before[-1]}{mark}" if mark in _AFTER and before[-1:] in _ENDS else mark
    if mark not in CLOSING:
        return "word"
    if word[0].isalpha():
        inner = "." in word[:-1]
        return f"a{min(len(word), 5)}{'.' if inner else ''}{mark}{'A' if word[0].isupper() else ''}"
    return word[-3:] if not word[0].isdigit() else f"0{mark}"
