"""Where the lines of choices stand below the curve: their labels broken, their places in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from averment.report.charts.columns import Row
from averment.report.charts.sheet import Sheet

LABELS, TICKS = 235, 56  # pixels left of the plot, at most: for labels, for the axis's alone
TEXT, ROW, GAP = 13, 12, 6  # pixels: a line of a label, a row of choices, above a heading


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a row of choices: `top` is where its label begins, `middle` of its choices."""

    axis: str
    options: tuple[str, ...]
    label: list[str]
    top: float
    middle: float


def left(rows: Sequence[Row], sheet: Sheet) -> int:
    """The room left of the plot, in pixels: what the labels of options need, where beside it."""
    if sheet.narrow:
        return TICKS
    longest = max((len(row.label) for row in rows if row.options), default=0)
    return min(LABELS, max(2 * TICKS, 24 + sheet.pixels(longest)))


def lines(rows: Sequence[Row], sheet: Sheet, room: int) -> list[Line]:
    """Set out the rows below each other, with `room` left of the plot for labels beside them."""
    made, y = list[Line](), 0.0
    for row in rows:
        heading = not row.options
        beside = not (heading or sheet.narrow)
        label = sheet.lines(row.label, room - 16 if beside else sheet.width)
        y += GAP if heading and made else 0
        words = TEXT * len(label)
        middle = y + (words / 2 if beside else words + ROW / 2)
        made.append(Line(row.axis, row.options, label, y, middle))
        y += max(words, ROW) + 4 if beside else words + (2 if heading else ROW + 2)
    return made


def height(set_out: Sequence[Line]) -> float:
    """The height of all lines together, in pixels."""
    return set_out[-1].middle + ROW if set_out else 0.0
