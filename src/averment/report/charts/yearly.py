"""The yearly figures that a timeline shows: those of what the readings count, as last given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from averment.verdict import FigureRow, Verdict

MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Yearly:
    """A publisher's figure for a year, as last given."""

    publisher: str
    year: int
    value: float
    row: FigureRow


def yearly(verdict: Verdict) -> tuple[Yearly, ...]:
    """Return the yearly figures of what the readings count, parties' left out, as last given."""
    subject = _subject(verdict)
    latest: dict[tuple[str, int], FigureRow] = {}
    for row in verdict.rows:
        if (row.measure, row.place, row.unit) == subject and _of_year(row):
            key = (row.publisher, row.start.year)
            if key not in latest or _release(latest[key]) < _release(row):
                latest[key] = row
    made = [
        Yearly(publisher, year, row.value, row)
        for (publisher, year), row in sorted(latest.items())
        if row.value is not None
    ]
    return tuple(_most_told(made))


def _subject(verdict: Verdict) -> tuple[str, str, str] | None:
    """What the own reading counts, and where."""
    own = verdict.own_reading
    named = (row for row in verdict.rows if own and row.id in own.figures)
    return next(((row.measure, row.place, row.unit) for row in named), None)


def _of_year(row: FigureRow) -> bool:
    whole = (row.start.month, row.start.day) == (1, 1) and row.end == row.start.replace(
        year=row.start.year + 1
    )
    return (whole or is_stock(row)) and row.standing != "official"


def is_stock(row: FigureRow) -> bool:
    """Say whether a figure is a level at the end of a year."""
    return (row.end - row.start).days <= 1 and (row.end.month, row.end.day) == (1, 1)


def _release(row: FigureRow) -> tuple[dt.date, str]:
    return (row.published or dt.date.min, row.id)


def _most_told(points: Sequence[Yearly]) -> Iterator[Yearly]:
    counts: dict[str, int] = {}
    for point in points:
        counts[point.publisher] = counts.get(point.publisher, 0) + 1
    kept = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_LINES]
    return (point for point in points if point.publisher in kept)
