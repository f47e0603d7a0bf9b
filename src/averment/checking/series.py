"""Series of published figures, sorted by who counted what, and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import nan

from averment.checking.flows import Flows
from averment.checking.totals import SeriesKey, Spread, Total, amount
from averment.evidence import Dataset, Figure
from averment.query import Period

Level = tuple[dt.date, float, str]


@dataclass(frozen=True, slots=True)
class Stocks:
    """Levels at moments (a figure's `start` is its day), of one publisher under one definition."""

    key: SeriesKey
    figures: tuple[Figure, ...]

    def levels(self, period: Period) -> list[Level]:
        """Return day, level and figure id, in order, of the moments in a period."""
        known = [(f.start, amount(f, self.key.estimate), f.id) for f in self.figures]
        return sorted(
            (day, value, name)
            for day, value, name in known
            if value is not None and period.start <= day < period.end
        )

    def total(self, period: Period, least: float, spread: Spread = "bounds") -> Total:
        """Return the level at the end of `period`: the last one known inside it.

        A stock is a level, not a sum: `least` and `spread` ask nothing of it, but a level from
        before the period does not answer for it.
        """
        inside = self.levels(period)
        if not inside:
            return Total(nan, nan, period)
        _, value, figure = inside[-1]
        return Total(value, value, period, (figure,))


NEVER = Period(dt.date.min, dt.date.min)


@dataclass(frozen=True)
class SummedFlows(Flows):
    """Flows of several places, added up.

    On the days of `complete` a place without a figure counts nothing; outside them nobody knows.
    """

    parts: tuple[Flows, ...] = ()
    complete: Period = NEVER
    _sums: dict[tuple[Period, float, Spread], Total] = field(
        default_factory=dict, repr=False, compare=False
    )

    def total(self, period: Period, least: float, spread: Spread = "bounds") -> Total:
        """Add up the totals of the places in `period`, cut to the complete part."""
        asked = (period, least, spread)
        if asked not in self._sums:
            self._sums[asked] = self._sum(period, least, spread)
        return self._sums[asked]

    def _sum(self, period: Period, least: float, spread: Spread) -> Total:
        start = max(period.start, self.complete.start)
        end = min(period.end, self.complete.end)
        if (end - start).days < max(least * period.days, 1):
            return Total(nan, nan, period)
        covered = Period(start, end)
        sum_ = added([part.total(covered, 0.0, spread) for part in self.parts], covered)
        return replace(sum_, cut=covered != period)


@dataclass(frozen=True, slots=True)
class SummedStocks(Stocks):
    """Levels of several places, added up; a place without a figure on a day counts nothing."""

    parts: tuple[Stocks, ...] = ()

    def levels(self, period: Period) -> list[Level]:
        """Return day, sum and the id of one of its figures, in order, in a period."""
        days: dict[dt.date, tuple[float, str]] = {}
        for day, value, figure in sorted(one for part in self.parts for one in part.levels(period)):
            sum_, first = days.get(day, (0.0, figure))
            days[day] = (sum_ + value, first)
        return [(day, value, figure) for day, (value, figure) in days.items()]

    def total(self, period: Period, least: float, spread: Spread = "bounds") -> Total:
        """Return the sum on the last day known in `period`."""
        inside = self.levels(period)
        if not inside:
            return Total(nan, nan, period)
        day = Period(inside[-1][0], inside[-1][0] + dt.timedelta(days=1))
        return replace(added([part.total(day, least) for part in self.parts], day), period=period)


def added(totals: Sequence[Total], period: Period) -> Total:
    """Add up the totals of a period; those that are not covered count nothing."""
    known = [total for total in totals if total.covered]
    figures = dict.fromkeys(figure for total in known for figure in total.figures)
    low, high = sum(total.low for total in known), sum(total.high for total in known)
    return Total(float(low), float(high), period, tuple(figures))


Series = Flows | Stocks


def build_series(
    figures: Iterable[Figure], datasets: Mapping[str, Dataset], *, stock: bool
) -> tuple[Series, ...]:
    """Sort figures of one place into series: one for each dataset, definition, perpetrator,
    release rule and estimate.

    A second release rule (`first`) exists only where a publisher revised a figure that it had not
    called provisional, and low and high estimates only where it gives them.
    """
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        if figure.unit == "count":
            groups.setdefault((figure.dataset, figure.measure, figure.by), []).append(figure)
    made: list[Series] = []
    make = Stocks if stock else Flows
    for (dataset, measure, by), group in sorted(groups.items()):
        for release, chosen in _releases(group).items():
            for estimate in _estimates(group):
                publisher = datasets[dataset].publisher
                key = SeriesKey(publisher, dataset, release, estimate, measure, by)
                made.append(make(key, chosen))
    return tuple(made)


def _releases(figures: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    periods: dict[tuple[dt.date, dt.date], list[Figure]] = {}
    for figure in figures:
        periods.setdefault((figure.start, figure.end), []).append(figure)
    ordered = [sorted(same, key=_issued) for _, same in sorted(periods.items())]
    releases = {"latest": tuple(same[-1] for same in ordered)}
    first = tuple(next((f for f in same if not f.provisional), same[-1]) for same in ordered)
    if any(a.value != b.value for a, b in zip(first, releases["latest"], strict=True)):
        releases["first"] = first
    return releases


def _issued(figure: Figure) -> tuple[dt.date, bool, str]:
    return (figure.published, not figure.provisional, figure.id)


def _estimates(figures: Sequence[Figure]) -> tuple[str, ...]:
    ranged = any(f.low is not None and f.high is not None and f.low != f.high for f in figures)
    return ("best", "low", "high") if ranged else ("best",)


def over_places(
    figures: Iterable[Figure],
    datasets: Mapping[str, Dataset],
    everywhere: Mapping[str, Period],
    *,
    stock: bool,
) -> tuple[Series, ...]:
    """Sort figures of many places into series of their sums, of the datasets that hold all places.

    `everywhere` gives the days on which a dataset does, by its id. One that knows some places only
    has no sum.
    """
    known = [f for f in figures if f.dataset in everywhere]
    parts = [build_series(some, datasets, stock=stock) for some in by_place(known).values()]
    return tuple(
        summed(key, found, everywhere[key.dataset]) for key, found in sorted(alike(parts).items())
    )


def alike(places: Iterable[Sequence[Series]]) -> dict[SeriesKey, list[Series]]:
    """Put together the series of several places by dataset, definition, release and estimate.

    A place whose figures were not revised, or have no range, stands for each of these as it is.
    """
    sorts: dict[tuple[str, str, str], list[dict[SeriesKey, Series]]] = {}
    for some in places:
        own: dict[tuple[str, str, str], dict[SeriesKey, Series]] = {}
        for series in some:
            key = series.key
            own.setdefault((key.dataset, key.measure, key.by), {})[key] = series
        for sort, variants in own.items():
            sorts.setdefault(sort, []).append(variants)
    found: dict[SeriesKey, list[Series]] = {}
    for alike_ in sorts.values():
        for key in {key for variants in alike_ for key in variants}:
            found[key] = [_variant(variants, key) for variants in alike_]
    return found


def _variant(variants: Mapping[SeriesKey, Series], key: SeriesKey) -> Series:
    plain = replace(key, estimate="best", release="latest")
    near = (key, replace(key, estimate="best"), replace(key, release="latest"), plain)
    return next(variants[one] for one in near if one in variants)


def by_place(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Sort figures by place, in alphabetical order."""
    places: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda f: f.place):
        places.setdefault(figure.place, []).append(figure)
    return places


def summed(key: SeriesKey, parts: Sequence[Series], complete: Period) -> Series:
    """Return the sum of series of several places, complete on some days."""
    figures = tuple(figure for part in parts for figure in part.figures)
    stocks = tuple(part for part in parts if isinstance(part, Stocks))
    if stocks:
        return SummedStocks(key, figures, stocks)
    flows = tuple(part for part in parts if isinstance(part, Flows))
    return SummedFlows(key, figures, parts=flows, complete=complete)
