"""The slow, plain evaluator that defines correctness for the fast one.

It takes one reading at a time and the rows that its series holds, and uses nothing of the fast
path: totals are found by trying, figure after figure, every way on from every day reached; groups
by merging what shares a day until nothing changes; comparisons are written out. Tests compare the
two on every reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isclose, nan

from averment.checking.candidate import Candidate
from averment.checking.periods import BEGINNING
from averment.checking.series import Stocks
from averment.checking.totals import amount
from averment.query import Comparator, Period
from averment.verdict import Truth

Row = tuple[dt.date, dt.date, float, str]
Known = tuple[float, float, Period]


@dataclass(frozen=True, slots=True)
class Slow:
    """What the oracle says of one reading: its truth, and the bounds of its value."""

    truth: Truth
    low: float
    high: float


def ask_slowly(reading: Candidate, least: float) -> Slow:
    """Evaluate one reading from its rows; `least` is the part of a period that must be covered."""
    pro_rata = reading.spread == "pro-rata"
    rows = rows_of(reading)
    window = reading.window.period
    if isinstance(reading.series, Stocks):
        num = level(rows, window, reading.window.form, reading.interval)
    else:
        if window.start == BEGINNING:
            window = Period(min(row[0] for row in rows), window.end)
        num = total(rows, window, least, pro_rata)
    if reading.baseline is None:
        return judge_count(num[0], num[1], reading.interval)
    base = reading.baseline.period
    if isinstance(reading.series, Stocks):
        den = level(rows, base, "at-end", reading.interval)
        return judge_change(num, den, 1.0, 1.0, reading.interval)
    den = total(rows, base, least, pro_rata)
    return judge_change(num, den, num[2].years, den[2].years, reading.interval)


def rows_of(reading: Candidate) -> list[Row]:
    """Return the rows that a reading may use: period, value under its estimate, id."""
    valued = [(f, amount(f, reading.key.estimate)) for f in reading.series.figures]
    return [(f.start, f.end, value, f.id) for f, value in valued if value is not None]


# --- what rows say of a period -------------------------------------------------------------------


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


# --- whether it bears the words out --------------------------------------------------------------


def judge_count(low: float, high: float, interval: Comparator) -> Slow:
    """Judge a count of which only bounds may be known."""
    return Slow(_truth((low, low), (high, high), interval), low, high)


def judge_change(
    num: Known, den: Known, num_years: float, den_years: float, interval: Comparator
) -> Slow:
    """Judge a change, each of whose values is a band, with one event recorded otherwise."""
    (num_low, num_high, _), (den_low, den_high, _) = num, den
    length = num_years / den_years
    if interval.unit == "difference":
        low, high = num_low - den_high * length, num_high - den_low * length
        one = 1 + length
        truth = _truth((low - one, low + one), (high - one, high + one), interval)
        return Slow(truth, low, high)
    scale = den_years / num_years
    low, high = _divide(num_low, den_high) * scale, _divide(num_high, den_low) * scale
    if interval.base is not None:
        base = judge_count(den_low * length, den_high * length, interval.base).truth
        return Slow(_both(judge_count(num_low, num_high, interval).truth, base), low, high)
    bands = (_band(num_low, den_high, scale), _band(num_high, den_low, scale))
    return Slow(_truth(*bands, interval), low, high)


def _truth(
    at_low: tuple[float, float], at_high: tuple[float, float], interval: Comparator
) -> Truth:
    if within(at_low[0], at_high[1], interval) is False:
        return Truth.FALSE
    if within(*at_low, interval) and within(*at_high, interval):
        return Truth.TRUE
    return Truth.UNDETERMINED


def _both(one: Truth, other: Truth) -> Truth:
    if Truth.FALSE in (one, other):
        return Truth.FALSE
    return Truth.UNDETERMINED if Truth.UNDETERMINED in (one, other) else Truth.TRUE


def _band(num: float, den: float, scale: float) -> tuple[float, float]:
    return _divide(max(num - 1, 0.0), den + 1) * scale, _divide(num + 1, den - 1) * scale


def _divide(num: float, den: float) -> float:
    return num / den if den > 0 else inf


def within(low: float, high: float, interval: Comparator) -> bool:
    """Say whether the values from `low` to `high` meet the interval."""
    return _reaches(high, interval.low, interval.strict_low, 1) and _reaches(
        low, interval.high, interval.strict_high, -1
    )


def _reaches(value: float, end: float | None, strict: bool, sign: int) -> bool:
    """Say whether a value lies on the inner side of an end; a strict end is itself outside."""
    if end is None:
        return True
    if isclose(value, end, rel_tol=1e-9, abs_tol=1e-9):
        return not strict
    return sign * value > sign * end
