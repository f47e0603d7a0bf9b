"""One reading evaluated from its rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from math import inf, log, nan

from averment.checking.candidate import Candidate
from averment.checking.oracle.judges import (
    Ends,
    Slow,
    judge_change,
    judge_count,
    judge_rank,
    judge_share,
    judge_trend,
)
from averment.checking.oracle.rows import Known, flow, level, rows_of
from averment.checking.periods import BEGINNING
from averment.checking.series import Series, Stocks
from averment.query import Period
from averment.verdict import Truth


def ask_slowly(reading: Candidate, least: float) -> Slow:
    """Evaluate one reading from its rows; `least` is the part of a period that must be covered."""
    if reading.rivals:
        return _rank(reading)
    if reading.beside:
        return _share(reading, least)
    statistic = reading.options.get("statistic")
    if statistic is not None and statistic.id != "before":
        return _course(reading, statistic.id)
    num = _window(reading, least)
    if reading.baseline is None:
        most = num[1] + reading.unseen.most
        least = 0.0 if reading.unseen.others else num[0]
        return replace(judge_count(least, most, reading.interval), low=num[0])
    den = _of(reading.series, reading.baseline.period, least, reading)
    plain = isinstance(reading.series, Stocks)
    years = (1.0, 1.0) if plain else (num[2].years, den[2].years)
    if statistic is not None:
        return judge_trend(num[:2], den[:2], years[1] / years[0], reading.interval)
    return judge_change(num[:2], den[:2], *years, reading.interval)


def _window(reading: Candidate, least: float) -> Known:
    """What the rows say of the window; of a stock, at the moment that its form names."""
    window, series = reading.window.period, reading.series
    if isinstance(series, Stocks):
        form = reading.window.form
        return level(rows_of(series), window, form, reading.interval)
    if window.start == BEGINNING:
        window = Period(min(figure.start for figure in series.figures), window.end)
    return _of(series, window, least, reading)


def _of(series: Series, period: Period, least: float, reading: Candidate) -> Known:
    """What the rows of a series say of a period; of a stock, at its end."""
    if isinstance(series, Stocks):
        return level(rows_of(series), period, "at-end", reading.interval)
    return flow(series, period, least, reading.spread == "pro-rata")


def _course(reading: Candidate, statistic: str) -> Slow:
    """A trend inside its window: by the years or months on record, in order."""
    levels = []
    for unit in _units(reading):
        low, high, _ = _of(reading.series, unit, 1.0, reading)
        levels.append((unit, low if low == high else nan))
    while levels[0][1] != levels[0][1]:
        levels.pop(0)
    while levels[-1][1] != levels[-1][1]:
        levels.pop()
    values = [value for _, value in levels]
    first, last = levels[0][0], levels[-1][0]
    scale = 1.0 if isinstance(reading.series, Stocks) else first.years / last.years
    early, late = values[0], values[-1]
    if statistic == "halves":
        half = len(values) // 2
        early, late = sum(values[:half]), sum(values[-half:])
        parts = [
            Period(some[0][0].start, some[-1][0].end) for some in (levels[:half], levels[-half:])
        ]
        scale = parts[0].years / parts[1].years
    if statistic == "steps":
        return _steps(levels, reading)
    if statistic == "line":
        early, late = _line(values)
    return judge_trend((late, late), (early, early), scale, reading.interval)


def _steps(levels: list[tuple[Period, float]], reading: Candidate) -> Slow:
    """The step that bears the words out least: true only where every one does."""
    found = []
    for (first, early), (last, late) in pairwise(levels):
        plain = isinstance(reading.series, Stocks)
        scale = 1.0 if plain else first.years / last.years
        found.append(judge_trend((late, late), (early, early), scale, reading.interval))
    every = all(one.truth is Truth.TRUE for one in found)
    ratios = [one.low for one in found]
    least = min(ratios)
    if reading.interval.low is None:
        least = max(ratios)
    elif reading.interval.high is not None:
        least = max(ratios, key=lambda ratio: abs(log(ratio)) if 0 < ratio < inf else inf)
    return Slow(Truth.TRUE if every else Truth.FALSE, least, least)


def _line(values: list[float]) -> Ends:
    """The first and the last value of the line of least squares, by the textbook's sums."""
    n = len(values)
    x, y = sum(range(n)), sum(values)
    xx, xy = sum(i * i for i in range(n)), sum(i * value for i, value in enumerate(values))
    slope = (n * xy - x * y) / (n * xx - x * x)
    start = (y - slope * x) / n
    return max(start, 0.0), max(start + slope * (n - 1), 0.0)


def _units(reading: Candidate) -> list[Period]:
    """The years that lie in the window, or its months where it is a few months long."""
    start, end = reading.window.period
    found: list[Period] = []
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day == end.day == 1 and 3 <= months < 24 and not start.month == end.month == 1:
        for n in range(months):
            days = [divmod(start.year * 12 + start.month - 1 + n + k, 12) for k in (0, 1)]
            a, b = (dt.date(year, month + 1, 1) for year, month in days)
            found.append(Period(a, b))
        return found
    for year in range(start.year, end.year):
        if dt.date(year, 1, 1) >= start and dt.date(year + 1, 1, 1) <= end:
            found.append(Period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1)))
    if isinstance(reading.series, Stocks):
        before = found[0].start.year - 1
        found.insert(0, Period(dt.date(before, 1, 1), found[0].start))
    return found


def _share(reading: Candidate, least: float) -> Slow:
    """A part of a whole, both of one period; of stocks, on the last day of the whole's."""
    whole_series, *wider = reading.beside
    period = reading.window.period
    if isinstance(whole_series, Stocks):
        day = max(f.start for f in whole_series.figures if period.start <= f.start < period.end)
        period = Period(day, day + dt.timedelta(days=1))
        part = _of(reading.series, period, least, reading)
    else:
        part = _window(reading, least)
        period = part[2]
    whole = _of(whole_series, period, least, reading)
    unknown = reading.options.get("unknown")
    if unknown is None or unknown.id == "in-whole":
        return judge_share(part[:2], whole[:2], reading.interval)
    both = _of(wider[0], period, least, reading)
    if unknown.id == "in-part":
        return judge_share(both[:2], whole[:2], reading.interval)
    low = max(whole[0] - (both[1] - part[0]), 0.0)
    high = max(whole[1] - max(both[0] - part[1], 0.0), 0.0)
    return judge_share(part[:2], (low, high), reading.interval)


def _rank(reading: Candidate) -> Slow:
    """A rank among periods of one series, or among the series of places in one period."""
    lowest = reading.interval.unit.endswith("lowest")
    among = reading.options["among"].id
    if ":" in among:
        item = _of(reading.series, reading.window.period, 1.0, reading)
        first, after = map(dt.date.fromisoformat, among.partition(":")[2].split("/"))
        rivals = [
            _of(reading.series, unit, 1.0, reading)
            for unit in _calendar(reading.window.period, first, after)
        ]
    else:
        period = reading.num.period
        item = _of(reading.series, period, 1.0, reading)
        others = (rival.series for rival in reading.rivals)
        rivals = [_of(one, period, 0.0, reading) for one in others if one is not None]
        rivals = [(0.0, 0.0, period) if one[0] != one[0] else one for one in rivals]
    known = [one[:2] for one in rivals if one[0] == one[0]]
    return judge_rank(item[:2], known, lowest, reading.interval)


def _calendar(item: Period, first: dt.date, after: dt.date) -> list[Period]:
    """The calendar years or months from a day to another, whichever the item is one of."""
    starts = [
        dt.date(year, month, 1)
        for year in range(first.year, after.year + 1)
        for month in ((1,) if item.days > 31 else range(1, 13))
    ]
    following = [*starts[1:], dt.date(after.year + 1, 1, 1)]
    pairs = [Period(a, b) for a, b in zip(starts, following, strict=True)]
    return [p for p in pairs if first <= p.start and p.end <= after and p != item]
