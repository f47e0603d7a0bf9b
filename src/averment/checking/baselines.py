"""The fair periods to compare a window with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from averment.checking.periods import add_months, shift_back, years
from averment.checking.settings import Settings
from averment.checking.windows import WindowChoice
from averment.checking.words import say_period
from averment.query import Period, Query
from averment.verdict import Option

MEANS = (2, 3, 5)


@dataclass(frozen=True, slots=True)
class BaselineChoice:
    """One way to settle what a window is compared with."""

    option: Option
    period: Period


def baseline_choices(
    query: Query, window: WindowChoice, settings: Settings
) -> tuple[BaselineChoice, ...]:
    """Return the fair baselines of a window: each period once, none that overlaps the window.

    Totals of unequal length are never compared: both sides are rates, so a baseline longer than
    the window is the mean of its years.
    """
    if query.baseline is not None:
        found = iter([("stated", query.baseline)])
    elif window.years and window.anchor is not None:
        found = _years_before(window.anchor, window.period)
    else:
        found = _just_before(window)
    chosen: dict[Period, BaselineChoice] = {}
    for form, period in found:
        taken = period in chosen and chosen[period].option.worth
        if period.overlaps(window.period) or taken:
            continue
        mark = f"{form}:{period.start}/{period.end}"
        option = settings.option("baseline", mark, say_period(period), form=form)
        chosen[period] = BaselineChoice(option, period)
    return tuple(chosen.values())


def _just_before(window: WindowChoice) -> Iterator[tuple[str, Period]]:
    yield "equal-before", shift_back(window.period)
    if window.anchor is None and window.period.days <= 366:
        start, end = (add_months(day, -12) for day in window.period)
        yield "year-earlier", Period(start, end)


def _years_before(anchor: dt.date, window: Period) -> Iterator[tuple[str, Period]]:
    """Calendar years before an event; its own year counts where most of it lies before."""
    own = anchor.year if anchor > dt.date(anchor.year, 7, 2) else anchor.year - 1
    count = window.end.year - window.start.year
    if own == anchor.year:
        yield "anchor-year", years(own, own)
    yield "year-before", years(anchor.year - 1, anchor.year - 1)
    yield "equal-before", years(own - count + 1, own)
    for length in MEANS:
        yield f"mean-{length}", years(own - length + 1, own)
