"""The slow, plain evaluator that defines correctness for the fast one.

It takes one reading at a time and the rows that its series holds, and uses nothing of the fast
path: totals are found by trying out chains of figures, comparisons are written out. Tests compare
the two on every reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, nan

from averment.query import Comparator, Period
from averment.verdict import Truth

Row = tuple[dt.date, dt.date, float, str]


@dataclass(frozen=True, slots=True)
class Slow:
    """What the oracle says of one reading."""

    truth: Truth
    low: float
    high: float


def exact(rows: Sequence[Row], start: dt.date, end: dt.date) -> float | None:
    """Return the total between two days by the fewest figures, added or taken off, or none.

    Among chains of equal length, the one whose figures' ids come first counts.
    """
    for length in range(len(rows) + 1):
        chains = sorted(_chains(rows, start, end, length, frozenset({start})))
        if chains:
            return max(chains[0][1], 0.0)
    return None


def _chains(
    rows: Sequence[Row], at: dt.date, end: dt.date, length: int, seen: frozenset[dt.date]
) -> Iterator[tuple[tuple[str, ...], float]]:
    if length == 0:
        if at == end:
            yield (), 0.0
        return
    for first, last, value, name in rows:
        for here, there, signed in ((first, last, value), (last, first, -value)):
            if here == at and there not in seen:
                for names, total in _chains(rows, there, end, length - 1, seen | {there}):
                    yield (name, *names), signed + total


def bounds(rows: Sequence[Row], asked: Period, least: float) -> tuple[float, float, Period] | None:
    """Return the lower and upper bound of a total and the covered part, or none if not covered."""
    days = sorted({day for first, last, _, _ in rows for day in (first, last)})
    pairs = [
        (a, b, total)
        for a in days
        for b in days
        if a < b and (total := exact(rows, a, b)) is not None
    ]
    covered = [
        Period(max(a, asked.start), min(b, asked.end))
        for a, b, _ in pairs
        if max(a, asked.start) < min(b, asked.end)
    ]
    part = max(covered, key=lambda p: (p.days, -p.start.toordinal()), default=None)
    if part is None or part.days < least * asked.days:
        return None
    inside = [(a, b, t) for a, b, t in pairs if part.start <= a and b <= part.end]
    # Of the runs inside, only those that reach as far as their figures can: a longer one holds more.
    runs = [
        t
        for a, b, t in inside
        if not any(
            c <= a and b <= d and (c, d) != (a, b) and exact(rows, a, c) is not None
            for c, d, _ in inside
        )
    ]
    around = [(a, b, t) for a, b, t in pairs if a <= part.start and part.end <= b]
    covers = [
        t
        for a, b, t in around
        if not any(
            a <= c and d <= b and (c, d) != (a, b) and exact(rows, a, c) is not None
            for c, d, _ in around
        )
    ]
    low = max(runs, default=0.0)
    return low, max(low, min(covers)), part


def judge_count(low: float, high: float, interval: Comparator) -> Slow:
    """Judge a count of which only bounds may be known."""
    ends = [within(value, value, interval) for value in (low, high)]
    if all(ends):
        truth = Truth.TRUE
    elif _beyond(high, interval, below=True) or _beyond(low, interval, below=False):
        truth = Truth.FALSE
    else:
        truth = Truth.UNDETERMINED
    return Slow(truth, low, high)


def judge_change(
    num: tuple[float, float], den: tuple[float, float], scale: float, interval: Comparator
) -> Slow:
    """Judge a ratio of rates; each value is a band, with one event recorded otherwise."""
    low, high = _divide(num[0], den[1]) * scale, _divide(num[1], den[0]) * scale
    if interval.base is not None:
        base, reached = judge_count(*den, interval.base), judge_count(*num, interval)
        truths = {base.truth, reached.truth}
        if Truth.FALSE in truths:
            return Slow(Truth.FALSE, low, high)
        truth = Truth.UNDETERMINED if Truth.UNDETERMINED in truths else Truth.TRUE
        return Slow(truth, low, high)
    at_low, at_high = _band(num[0], den[1], scale), _band(num[1], den[0], scale)
    if within(*at_low, interval) and within(*at_high, interval):
        truth = Truth.TRUE
    elif _beyond(at_high[1], interval, below=True) or _beyond(at_low[0], interval, below=False):
        truth = Truth.FALSE
    else:
        truth = Truth.UNDETERMINED
    return Slow(truth, low, high)


def _band(num: float, den: float, scale: float) -> tuple[float, float]:
    return _divide(max(num - 1, 0.0), den + 1) * scale, _divide(num + 1, den - 1) * scale


def _divide(num: float, den: float) -> float:
    if num != num or den != den:
        return nan
    return num / den if den > 0 else inf


def within(low: float, high: float, interval: Comparator) -> bool:
    """Say whether a band meets the interval."""
    return not _beyond(high, interval, below=True) and not _beyond(low, interval, below=False)


def _beyond(value: float, interval: Comparator, *, below: bool) -> bool:
    """Say whether a value lies below (or above) the interval; a strict end is itself outside."""
    end = interval.low if below else interval.high
    if end is None:
        return False
    strict = interval.strict_low if below else interval.strict_high
    if value == end:
        return strict
    return value < end if below else value > end
