"""Lines on pages to paragraphs: what repeats on every page is dropped, cut words are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: Heads and feet stand among so many lines from the edge of a page, on this part of the pages.
_EDGE, _REPEATED = 2, 0.4
#: More than this many times the usual distance of two lines parts paragraphs; so does this much
#: of a difference in the height of the letters, and a line ending this part of the width early.
_GAP, _HEIGHT, _SHORT = 1.4, 0.15, 0.12
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_CUT = re.compile(r"(?<=[a-z])-$")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page with its box, in points from the lower left; zeros where it is not known."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """The height of the line, in points, never nothing."""
        return max(self.top - self.bottom, 1.0)


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of a text, of which lines are known by page, in reading order.

    A paragraph ends where the distance to the next line, the size of the letters or a short last
    line says so; it may go on overleaf.
    """
    kept = [_without_edges(page, _running(pages)) for page in pages]
    made: list[list[str]] = []
    before: Line | None = None
    for page in kept:
        leading = _leading(page)
        width = max((line.right for line in page), default=0.0)
        for index, line in enumerate(page):
            overleaf = index == 0
            if before is None or _parted(before, line, leading, width, overleaf=overleaf):
                made.append([])
            made[-1].append(line.text.translate(_LIGATURES))
            before = line
    return [_joined(lines) for lines in made]


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """What stands at the edge of many pages, numbers apart: running heads, feet, page numbers."""
    found = Counter(shape for page in pages for shape in set(map(_shape, _edges(page))))
    return frozenset(s for s, count in found.items() if count >= max(2, _REPEATED * len(pages)))


def _edges(page: Sequence[Line]) -> Sequence[Line]:
    return page if len(page) <= 2 * _EDGE else (*page[:_EDGE], *page[-_EDGE:])


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _without_edges(page: Sequence[Line], running: frozenset[str]) -> list[Line]:
    edges = {id(line) for line in _edges(page) if _shape(line) in running}
    return [line for line in page if id(line) not in edges]


def _leading(page: Sequence[Line]) -> float:
    """The usual distance of two lines, in heights of a line."""
    falls = [(a.bottom - b.bottom) / a.height for a, b in pairwise(page) if a.bottom > b.bottom]
    return median(falls) if falls else 0.0


def _parted(before: Line, line: Line, leading: float, width: float, *, overleaf: bool) -> bool:
    """Say whether a new paragraph begins with a line."""
    ended = bool(_ENDS.search(before.text))
    if abs(before.height - line.height) > _HEIGHT * max(before.height, line.height):
        return True
    fall = before.bottom - line.bottom
    if overleaf or fall <= 0:  # another page or column: the sentence tells
        return ended
    short = before.right < width - _SHORT * (width - before.left)
    return fall > _GAP * leading * before.height or (short and ended)


def _joined(lines: Sequence[str]) -> str:
    """Join lines; a word that was cut at the end of one is made whole."""
    return " ".join(_glued(lines))


def _glued(lines: Sequence[str]) -> Iterator[str]:
    held = ""
    for line in lines:
        text = held + line
        held = ""
        if _CUT.search(text) and line is not lines[-1]:
            held = text[:-1]
        else:
            yield text
