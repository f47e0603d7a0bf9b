"""How the words of a trend are tested: each way compares two levels, an earlier and a later one.

A trend says that something rose, fell or held, and not from when to when. What is fair depends on
the period: a single year is compared with what was before it; several years also, or only, with one
another: the last against the first, the later half against the earlier one, and by the straight
line fitted through all of them by least squares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf, log

import numpy as np

from averment.checking.candidate import Around, Candidate
from averment.checking.changes import compared
from averment.checking.periods import add_months, january, months_between, whole_years, years
from averment.checking.series import added
from averment.checking.totals import Total
from averment.checking.windows import WindowChoice
from averment.claim import Direction
from averment.kinds.tolerance import has_word
from averment.query import Period, Query
from averment.verdict import Option

NO_COURSE = "the publisher's figures are of too few or too long periods to follow the course"
#: From so many months on, and under so many, a course is followed month by month.
MONTHS = (3, 24)

Levels = Sequence[tuple[Period, Total]]


def courses(bare: Candidate, around: Around) -> Iterator[Candidate | str]:
    """Yield a reading, or why there is none, for each way to test a trend in one window."""
    query = around.query
    within = _follows(query, bare.window)
    each = has_word(query.claim.text, tuple(around.settings.raw["course"]["each"]))
    runs = query.anchor or query.since or bare.window.period.end == query.asked_on
    first = query.since and (query.measure.stock or bare.window.form == "first-year")
    if (not within or (runs and not query.measure.stock)) and not each and not first:
        form = "before" if not within or query.anchor else "before-since"
        option = around.settings.option("statistic", "before", form=form)
        for found in compared(bare, around):
            yield found if isinstance(found, str) else _with(found, option)
    if within:
        yield from _inside(bare, around, within, _EACH if each else _WAYS)


def _with(found: Candidate, statistic: Option) -> Candidate:
    return replace(found, options={**found.options, "statistic": statistic})


def _follows(query: Query, window: WindowChoice) -> list[Period]:
    """The years or months of a window that the words follow; none where they do not.

    A year that the words give as the beginning is where the course begins: that it may be left
    out of a sum makes no other beginning.
    """
    period = window.period
    if query.baseline is not None or window.form in ("first-12", "first-24", "last-12"):
        return []
    if query.since and not query.measure.stock and period.start != query.since[0]:
        return []
    ends = query.since or query.anchor or period.end == query.asked_on
    if not ends and months_between(period) not in range(*MONTHS):
        period = _whole(period)
    return units(period, before=query.measure.stock and bool(query.since or query.anchor))


def _whole(period: Period) -> Period:
    """The whole calendar years in a period; the period itself where there is none."""
    first = period.start.year + (period.start != january(period.start.year))
    return years(first, period.end.year - 1) if first < period.end.year else period


def units(period: Period, *, before: bool) -> list[Period]:
    """Return the whole years of a period of two or more, or its months where it is shorter.

    With `before`, the year before as well: levels stand at the end of each year, and what has
    grown since an event in one is held against the end of the last. "Between 2008 and 2009" begins
    with the level of 2008. None where the period is no whole number of either.
    """
    if whole_years(period):
        found = [years(y, y) for y in range(period.start.year, period.end.year)]
        last = years(period.start.year - 1, period.start.year - 1)
        return [] if len(found) < 2 else [last, *found] if before else found
    if period.start.day == 1 and months_between(period) in range(*MONTHS):
        starts = [add_months(period.start, n) for n in range(months_between(period) + 1)]
        return [Period(start, end) for start, end in pairwise(starts)]
    return []


def _inside(
    bare: Candidate, around: Around, asked: Sequence[Period], ways: Mapping[str, _Way]
) -> Iterator[Candidate | str]:
    """Compare the levels inside the window in each of some ways."""
    levels = [(unit, bare.series.total(unit, 1.0)) for unit in asked]
    known = _known(levels)
    if len(known) < max(2.0, around.settings.coverage * len(levels)):
        yield NO_COURSE
        return
    cut = len(known) < len(levels)
    for form, make in ways.items():
        ends = make(known, around.query)
        if ends is not None:
            option = around.settings.option("statistic", form)
            den, num = (replace(total, cut=cut) for total in ends)
            yield _with(replace(bare, num=num, den=den), option)


def _known(levels: Levels) -> Levels:
    """The levels that are known exactly, without what is missing at either end.

    None where one is missing between others.
    """
    exact = [total.covered and total.exact for _, total in levels]
    if not any(exact):
        return []
    first, last = exact.index(True), len(exact) - exact[::-1].index(True)
    return levels[first:last] if all(exact[first:last]) else []


def _ends(levels: Levels, query: Query) -> tuple[Total, Total] | None:
    return levels[0][1], levels[-1][1]


def _halves(levels: Levels, query: Query) -> tuple[Total, Total] | None:
    """The sums of the halves; the unit in the middle of an odd number belongs to neither."""
    if query.measure.stock or len(levels) < 4:
        return None
    half = len(levels) // 2
    return _sum(levels[:half]), _sum(levels[-half:])


def _sum(levels: Levels) -> Total:
    return added([total for _, total in levels], Period(levels[0][0].start, levels[-1][0].end))


def _line(levels: Levels, query: Query) -> tuple[Total, Total] | None:
    """The first and the last value of the line through the levels, fitted by least squares.

    Where it would fall under zero it ends there: nothing is counted below it.
    """
    count = len(levels)
    if count < 3:
        return None
    y = np.array([total.low for _, total in levels])
    x = np.arange(count) - (count - 1) / 2
    slope, half = float((x * y).sum() / (x * x).sum()), (count - 1) / 2
    (first, early), (last, _) = levels[0], levels[-1]
    start, end = (max(float(y.mean()) + slope * at, 0.0) for at in (-half, half))
    others = dict.fromkeys(id for _, total in reversed(levels[1:]) for id in total.figures)
    return Total(start, start, first, early.figures), Total(end, end, last, tuple(others))


def _steps(levels: Levels, query: Query) -> tuple[Total, Total] | None:
    """The step from one level to the next that bears a rise or fall of every year out least."""
    way = query.claim.direction
    steps = [(a, b) for (_, a), (_, b) in pairwise(levels)]
    growth = [
        b.low / a.low * (a.period.years / b.period.years) if a.low else (inf if b.low else 1.0)
        for a, b in steps
    ]
    if way is Direction.DOWN:
        return steps[growth.index(max(growth))]
    if way is Direction.LEVEL:
        growth = [-abs(log(one)) if one else -inf for one in growth]
    return steps[growth.index(min(growth))]


_Way = Callable[[Levels, Query], tuple[Total, Total] | None]
_WAYS: Mapping[str, _Way] = {"ends": _ends, "halves": _halves, "line": _line}
#: What is said of every year is tested year by year alone.
_EACH: Mapping[str, _Way] = {"steps": _steps}


def course_periods(query: Query, windows: Sequence[WindowChoice]) -> Iterator[Period]:
    """Yield the months in which a course is followed: years are figures anyway."""
    if not query.measure.stock:
        for window in windows:
            yield from _follows(query, window)
