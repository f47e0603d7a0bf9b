"""What rows say of a period, found in the plainest way.

Totals are found by trying, figure after figure, every way on from every day reached; groups by
merging what shares a day until nothing changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from math import inf, nan

from averment.checking.oracle.judges import within
from averment.checking.series import Series, SummedFlows, SummedStocks
from averment.checking.totals import amount
from averment.query import Comparator, Period

Row = tuple[dt.date, dt.date, float, str]
Known = tuple[float, float, Period]


def rows_of(series: Series) -> list[Row]:
    """Return the rows that a series holds: period, value under its estimate, id; a sum's by day."""
    if isinstance(series, SummedStocks):
        return _by_day([row for part in series.parts for row in rows_of(part)])
    valued = [(f, amount(f, series.key.estimate)) for f in series.figures]
    return [(f.start, f.end, value, f.id) for f, value in valued if value is not None]


def _by_day(rows: Sequence[Row]) -> list[Row]:
    """The rows of several places added up day by day, under the id of the first."""
    days = sorted({row[0] for row in rows})
    return [
        (day, row[1], sum(other[2] for other in rows if other[0] == day), row[3])
        for day, row in ((day, min(r for r in rows if r[0] == day)) for day in days)
    ]


def flow(series: Series, asked: Period, least: float, pro_rata: bool = False) -> Known:
    """Return what the rows of a flow say of a period; of several places, what they add up to."""
    if isinstance(series, SummedFlows):
        start, end = max(asked.start, series.complete.start), min(asked.end, series.complete.end)
        if start >= end or (end - start).days < least * asked.days:
            return nan, nan, asked
        asked, least = Period(start, end), 0.0
    return summed(series, lambda rows: total(rows, asked, least, pro_rata), asked)


def summed(series: Series, of: Callable[[Sequence[Row]], Known], asked: Period) -> Known:
    """Return what rows say, place by place added up; a place without an answer has nothing."""
    if not isinstance(series, SummedFlows):
        return of(rows_of(series))
    answers = [of(rows_of(part)) for part in series.parts]
    known = [one for one in answers if one[0] == one[0]]
    return sum(one[0] for one in known), sum(one[1] for one in known), asked


def exact(rows: Sequence[Row], start: dt.date, end: dt.date) -> float | None:
    """Return the total between two days by the fewest figures, added or taken off, or none.

    Among ways of equal length, the one whose figures' ids come first counts.
    """
    reached: dict[dt.date, tuple[tuple[str, ...], float]] = {start: ((), 0.0)}
    edge = dict(reached)
    while edge and end not in reached:
        further: dict[dt.date, tuple[tuple[str, ...], float]] = {}
        for day, (names, sum_) in edge.items():
            for first, last, value, name in rows:
                for here, there, signed in ((first, last, value), (last, first, -value)):
                    if here == day and there not in reached:
                        way = ((*names, name), sum_ + signed)
                        further[there] = min(further.get(there, way), way)
        reached |= further
        edge = further
    return max(reached[end][1], 0.0) if end in reached else None


def groups(rows: Sequence[Row]) -> list[list[dt.date]]:
    """Return the days at which figures begin or end, those that figures connect together."""
    found: list[set[dt.date]] = []
    for first, last, _, _ in rows:
        touched = [group for group in found if first in group or last in group]
        found = [group for group in found if group not in touched]
        found.append({first, last}.union(*touched))
    return sorted(sorted(group) for group in found)


def total(rows: Sequence[Row], asked: Period, least: float, pro_rata: bool) -> Known:
    """Return the bounds of a total and the part that is covered; NaN if that is too little."""
    nothing = (nan, nan, asked)
    parts = [_overlap(group, asked) for group in groups(rows)]
    covered = [part for part in parts if part is not None]
    if not covered:
        return nothing
    longest = max(part.days for part in covered)
    part = next(part for part in covered if part.days == longest)
    if part.days < least * asked.days:
        return nothing
    low, high = _bounds(rows, part)
    if pro_rata and low != high:
        shared = _shared(rows, part)
        return nothing if shared is None else (shared, shared, part)
    return low, high, part


def _bounds(rows: Sequence[Row], part: Period) -> tuple[float, float]:
    low, high = 0.0, inf
    for days in groups(rows):
        within_ = [day for day in days if part.start <= day <= part.end]
        if len(within_) >= 2:
            low = max(low, exact(rows, within_[0], within_[-1]) or 0.0)
        before, after = _around(days, part)
        if before is not None and after is not None:
            high = min(high, exact(rows, before, after) or 0.0)
    return low, max(low, high)


def _overlap(days: Sequence[dt.date], asked: Period) -> Period | None:
    start, end = max(days[0], asked.start), min(days[-1], asked.end)
    return Period(start, end) if start < end else None


def _around(days: Sequence[dt.date], part: Period) -> tuple[dt.date | None, dt.date | None]:
    before = [day for day in days if day <= part.start]
    after = [day for day in days if day >= part.end]
    return (before[-1] if before else None), (after[0] if after else None)


def _shared(rows: Sequence[Row], part: Period) -> float | None:
    """Share out by days what the period touches; none where less than half of it lies inside."""
    for days in groups(rows):
        before, after = _around(days, part)
        if before is None or after is None:
            continue
        within_ = [day for day in days if part.start <= day <= part.end]
        first, last = (within_[0], within_[-1]) if within_ else (after, after)
        sum_, fair = 0.0, True
        for start, end in ((before, first), (first, last), (last, after)):
            if start >= end:
                continue
            inside = (min(end, part.end) - max(start, part.start)).days
            fair = fair and inside >= (end - start).days / 2
            sum_ += (exact(rows, start, end) or 0.0) * inside / (end - start).days
        if fair:
            return sum_
    return None


def level(rows: Sequence[Row], asked: Period, form: str, interval: Comparator) -> Known:
    """Return the level of a stock at the moment that a form names; NaN where there is none."""
    inside = sorted((first, value) for first, _, value, _ in rows if first in _Days(asked))
    if not inside:
        return nan, nan, asked
    values = [value for _, value in inside]
    value = values[-1]
    if form == "peak":
        value = max(values)
    if form == "ever":
        held = [v for v in values if within(v, v, interval)]
        value = max(held) if held else min(values, key=lambda v: (_gap(v, interval), -v))
    return value, value, asked


class _Days:
    """The days of a period, for `in`."""

    def __init__(self, period: Period) -> None:
        self.period = period

    def __contains__(self, day: dt.date) -> bool:
        return self.period.start <= day < self.period.end


def _gap(value: float, interval: Comparator) -> float:
    ends = [end for end in (interval.low, interval.high) if end is not None]
    return min(abs(value - end) for end in ends)
