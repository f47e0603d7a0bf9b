"""The units of a series that a landscape is drawn over: months or years, each with a total."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Literal

from averment.checking.flows import Flows
from averment.checking.landscape.sensible import Window
from averment.checking.landscape.values import Values
from averment.checking.periods import add_months, january, years
from averment.checking.series import Series, Stocks, SummedFlows
from averment.checking.totals import amount
from averment.evidence import Evidence
from averment.evidence.cells import cell_of
from averment.query import Period

#: Months in a unit, and how a landscape names it.
Unit = Literal["month", "year"]
MONTHS: Mapping[Unit, int] = {"month": 1, "year": 12}


@dataclass(frozen=True, eq=False)
class Units:
    """The totals of a dataset's equal units from `start` on, with gaps where one is not known."""

    dataset: str
    unit: Unit
    start: dt.date
    values: Values

    def day(self, at: int) -> dt.date:
        """Return the day on which the unit with a number begins."""
        return add_months(self.start, at * MONTHS[self.unit])

    def number(self, day: dt.date) -> int:
        """Return the number of the unit that begins nearest to a day."""
        months = (day.year - self.start.year) * 12 + day.month - self.start.month
        return round((months + (day.day - 1) / 31) / MONTHS[self.unit])

    def window(self, now: Period, then: Period) -> Window | None:
        """Return two periods as a window in whole units; none where they are of unequal length,
        overlap in time the wrong way, or lie outside."""
        (a, b), (c, d) = ((self.number(day) for day in period) for period in (now, then))
        found = Window(b - a, b, b - d)
        return found if b - a == d - c and found.ratio(self.values) else None

    def periods(self, window: Window) -> tuple[Period, Period]:
        """Return a window and its base as days."""
        ends = (window.end, window.end - window.distance)
        now, then = (Period(self.day(end - window.width), self.day(end)) for end in ends)
        return now, then


def units_of(series: Series, evidence: Evidence, unit: Unit, until: dt.date) -> Units | None:
    """Cut a series into units; none where it is not counted by them.

    Units that end after the day `until` are left out: nobody could have picked them. A stock stands
    for the year by its last level.
    """
    dataset = series.key.dataset
    if unit == "month":
        flows = isinstance(series, Flows) and not isinstance(series, SummedFlows)
        return _laid(dataset, unit, _monthly(series, evidence), until) if flows else None
    if isinstance(series, Stocks):
        levels = series.levels(Period(dt.date.min, until))
        last = {january(day.year): value for day, value, _ in levels}
        return _laid(dataset, unit, last, dt.date.max)
    return _laid(dataset, unit, _yearly(series), until)


def _laid(
    dataset: str, unit: Unit, totals: Mapping[dt.date, float], until: dt.date
) -> Units | None:
    """Lay totals out in order of time, with gaps; none where there are fewer than two."""
    step = MONTHS[unit]
    known = [day for day in totals if add_months(day, step) <= until]
    if len(known) < 2:
        return None
    start, last = min(known), max(known)
    count = ((last.year - start.year) * 12 + last.month - start.month) // step + 1
    days = (add_months(start, number * step) for number in range(count))
    try:
        return Units(dataset, unit, start, Values.of(totals.get(day, nan) for day in days))
    except ValueError:  # too large to be compared exactly
        return None


def _monthly(series: Series, evidence: Evidence) -> Mapping[dt.date, float]:
    """The months that are figures; of an event list all months, those without an event as well."""
    cell = cell_of(series.figures[0].id)
    return _figures(series, 1) if cell is None else evidence.months(cell)


def _yearly(series: Flows) -> Mapping[dt.date, float]:
    """The years that are figures, and those that other figures add up to."""
    found = _figures(series, 12)
    ends = [day for figure in series.figures for day in (figure.start, figure.end)]
    for year in range(min(ends).year, max(ends).year):
        if january(year) not in found:
            total = series.total(years(year, year), 1.0)
            if total.covered and total.exact:
                found[january(year)] = total.low
    return {day: value for day, value in found.items() if day == january(day.year)}


def _figures(series: Series, months: int) -> dict[dt.date, float]:
    """The figures of so many whole months, by their first day."""
    return {
        figure.start: value
        for figure in series.figures
        if figure.end == add_months(figure.start, months)
        and (value := amount(figure, series.key.estimate)) is not None
    }
