"""Series of published figures, sorted by who counted what, and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
