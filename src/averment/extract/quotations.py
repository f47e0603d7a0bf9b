"""Quotations: the stretches of a text between quotation marks.

A mark that can open or close (`"`, `''`, and `”` where somebody typed it for `“`) is judged by
the blanks around it. A quotation ends at the latest with its paragraph; one that is not closed
there counts where nothing else in the paragraph was quoted after it, as in a speech of several
paragraphs, each opened and only the last closed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from averment.claim import Span

# Single marks also stand for what is left out ("’90s", "the dogs’ home"): they count beside a word.
_MARKS = re.compile(
    r"[“”„«»\"]|``|''"
    r"|(?P<single>(?<![^\s(\[—–-])[‘'](?=[^\W\d]))"
    r"|(?P<shut>(?<=[.,!?…\w])[’'](?!\w))"
)
_PARAGRAPH = re.compile(r"\n\s*\n|\Z")
#: Words that are quotation marks.
MARKS = frozenset({"“", "”", '"', "``", "''", "«", "»", "„", "‘", "’", "'", "`"})
#: No more openings than this are kept in mind.
DEEPEST = 8
#: A longer stretch between two marks is an unclosed quotation and the next; it is let go.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; `span` leaves the marks out. `words` is their number.

    `closed` is false where the paragraph ends before the quotation does.
    """

    span: Span
    words: int
    closed: bool = True


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order; one inside another is left out."""
    found: list[Quotation] = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        found += _in_paragraph(text, start, gap.start())
        start = gap.end()
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of a paragraph, its marks read from left to right."""
    opened: list[re.Match[str]] = []
    made: list[Quotation] = []
    for mark in _MARKS.finditer(text, start, end):
        shut = bool(mark["shut"])
        alike = [one for one in opened if bool(one["single"]) == shut]
        if (shut or _closes(text, mark, start, opened=bool(alike))) and alike:
            first = alike[-1]
            del opened[opened.index(first) :]
            span = Span(first.end(), mark.start())
            while made and span.covers(made[-1].span):
                made.pop()
            made += _quotation(text, span)
        elif not shut:
            opened = [*opened[-DEEPEST:], mark]
    double = [one for one in opened if not one["single"]]
    if double and not (made and made[-1].span.start > double[-1].start()):
        made += _quotation(text, Span(double[-1].end(), end), closed=False)
    return made


def _closes(text: str, mark: re.Match[str], start: int, *, opened: bool) -> bool:
    """Say whether a mark closes: by its shape, or by the blanks beside it."""
    if mark[0] in ("”", "»"):
        return opened or not _opening_place(text, mark, start)
    if mark[0] == "“":  # closes what „ opened, or was typed for ”
        return opened and not _opening_place(text, mark, start)
    return mark[0] in ('"', "''") and opened


def _opening_place(text: str, mark: re.Match[str], start: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1] or " "
    return (before.isspace() or before in "([—–-:") and not after.isspace()


def _quotation(text: str, span: Span, *, closed: bool = True) -> Iterator[Quotation]:
    words = len(text[span.start : span.end].split())
    if words and span.end - span.start <= LONGEST:
        yield Quotation(span, words, closed)


def within(quoted: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    """Return the quotations that begin inside a span; `quoted` is in text order."""
    first = bisect_left(quoted, span.start, key=lambda q: q.span.start)
    last = bisect_left(quoted, span.end, lo=first, key=lambda q: q.span.start)
    return quoted[first:last]


def open_at(quoted: Sequence[Quotation], place: int) -> Quotation | None:
    """Return the quotation that began before a place and still runs there, or none."""
    index = bisect_left(quoted, place, key=lambda q: q.span.start) - 1
    return quoted[index] if index >= 0 and quoted[index].span.end > place else None
