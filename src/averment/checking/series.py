"""Series of published figures, and what they say about the total of any period.

A publisher's figures are totals of periods of its own choosing: years, half-years, months. A period
that they do not match is bounded by the figures inside it and the figures touching it; those are a
lower and an upper bound, never rival readings.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import nan
from typing import Protocol

from averment.evidence import Dataset, Figure
from averment.query import Period


@dataclass(frozen=True, slots=True)
class Total:
    """What a series says about a period: `[low, high]`, from which figures.

    `period` is the part of the period asked for that the series covers; `cut` says that this is not
    all of it. Both ends are NaN where the series does not cover enough.
    """

    low: float
    high: float
    period: Period
    figures: tuple[str, ...] = ()
    cut: bool = False

    @property
    def covered(self) -> bool:
        """Say whether the series answers at all."""
        return self.low == self.low


class Series(Protocol):
    """What the checker asks of a series, be it of flows or of stocks."""

    key: SeriesKey
    figures: tuple[Figure, ...]

    def total(self, period: Period, least: float) -> Total:
        """Return what the series says about `period`, of which at least `least` must be covered."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """Where a series comes from: the axes from publisher to measure, as option ids."""

    publisher: str
    dataset: str
    release: str
    estimate: str
    measure: str


def build_series(
    figures: Sequence[Figure], datasets: dict[str, Dataset], *, stock: bool
) -> tuple[Flows | Stocks, ...]:
    """Sort figures into series: one for each dataset, definition, release rule and estimate.

    A second release rule (`first`) exists only where a publisher revised a figure, and low and high
    estimates only where it gives them.
    """
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        if figure.unit == "count":
            groups.setdefault((figure.dataset, figure.measure), []).append(figure)
    made: list[Flows | Stocks] = []
    make = Stocks if stock else Flows
    for (dataset, measure), group in sorted(groups.items()):
        for release, chosen in _releases(group).items():
            for estimate in _estimates(group):
                key = SeriesKey(datasets[dataset].publisher, dataset, release, estimate, measure)
                made.append(make(key, chosen))
    return tuple(made)


def _releases(figures: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    periods: dict[tuple[dt.date, dt.date], list[Figure]] = {}
    for figure in figures:
        periods.setdefault((figure.start, figure.end), []).append(figure)
    ordered = {p: sorted(same, key=_issued) for p, same in sorted(periods.items())}
    releases = {"latest": tuple(same[-1] for same in ordered.values())}
    first = tuple(same[0] for same in ordered.values())
    if any(a.value != b.value for a, b in zip(first, releases["latest"], strict=True)):
        releases["first"] = first
    return releases


def _issued(figure: Figure) -> tuple[dt.date, bool, str]:
    return (figure.published or dt.date.min, not figure.provisional, figure.id)


def _estimates(figures: Iterable[Figure]) -> tuple[str, ...]:
    ranged = any(f.low is not None and f.high is not None and f.low != f.high for f in figures)
    return ("best", "low", "high") if ranged else ("best",)


def amount(figure: Figure, estimate: str) -> float | None:
    """Return the figure's value under an estimate; the other ends where it gives no such one."""
    best = figure.value
    if estimate == "low":
        return figure.low if figure.low is not None else best
    if estimate == "high":
        return figure.high if figure.high is not None else best
    return best


@dataclass(frozen=True)
class Flows:
    """Totals of events over periods, of one publisher under one definition and release."""

    key: SeriesKey
    figures: tuple[Figure, ...]
    _memo: dict[tuple[dt.date, dt.date], tuple[float, tuple[str, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def total(self, period: Period, least: float) -> Total:
        """Bound the total of `period`; cut it to the covered part if at least `least` is covered."""
        part = self._covered(period, least)
        if part is None:
            return Total(nan, nan, period)
        low, inside = self._inside(part)
        high, touching = self._touching(part)
        used = inside if low == high else tuple(dict.fromkeys((*inside, *touching)))
        return Total(low, max(low, high), part, used, cut=part != period)

    @cached_property
    def _edges(self) -> dict[dt.date, list[tuple[dt.date, float, str]]]:
        edges: dict[dt.date, list[tuple[dt.date, float, str]]] = {}
        for figure in self.figures:
            value = amount(figure, self.key.estimate)
            if value is not None:
                edges.setdefault(figure.start, []).append((figure.end, value, figure.id))
                edges.setdefault(figure.end, []).append((figure.start, -value, figure.id))
        return {node: sorted(ends, key=lambda e: e[2]) for node, ends in sorted(edges.items())}

    @cached_property
    def _parts(self) -> tuple[tuple[dt.date, ...], ...]:
        """The dates that figures connect with one another, in groups, each in order."""
        seen: set[dt.date] = set()
        parts = []
        for node in self._edges:
            if node not in seen:
                part = self._reach(node)
                seen |= part
                parts.append(tuple(sorted(part)))
        return tuple(parts)

    def _reach(self, node: dt.date) -> set[dt.date]:
        reached, todo = {node}, [node]
        while todo:
            for end, _, _ in self._edges[todo.pop()]:
                if end not in reached:
                    reached.add(end)
                    todo.append(end)
        return reached

    def _between(self, start: dt.date, end: dt.date) -> tuple[float, tuple[str, ...]]:
        """Return the exact total from `start` to `end` by the fewest figures, added or taken off."""
        if (start, end) not in self._memo:
            self._memo[start, end] = self._fewest(start, end)
        return self._memo[start, end]

    def _fewest(self, start: dt.date, end: dt.date) -> tuple[float, tuple[str, ...]]:
        queue: deque[tuple[dt.date, float, tuple[str, ...]]] = deque([(start, 0.0, ())])
        seen = {start}
        while queue:
            node, total, used = queue.popleft()
            if node == end:
                return max(total, 0.0), used
            for other, value, figure in self._edges[node]:
                if other not in seen:
                    seen.add(other)
                    queue.append((other, total + value, (*used, figure)))
        raise LookupError(f"no figures connect {start} and {end}")

    def _covered(self, period: Period, least: float) -> Period | None:
        best: Period | None = None
        for part in self._parts:
            start, end = max(part[0], period.start), min(part[-1], period.end)
            if start < end and (best is None or (end - start).days > best.days):
                best = Period(start, end)
        enough = best is not None and best.days >= least * period.days
        return best if enough else None

    def _inside(self, period: Period) -> tuple[float, tuple[str, ...]]:
        best: tuple[float, tuple[str, ...]] = (0.0, ())
        for part in self._parts:
            nodes = [n for n in part if period.start <= n <= period.end]
            if len(nodes) > 1:
                best = max(best, self._between(nodes[0], nodes[-1]), key=lambda found: found[0])
        return best

    def _touching(self, period: Period) -> tuple[float, tuple[str, ...]]:
        covers = []
        for part in self._parts:
            before = [n for n in part if n <= period.start]
            after = [n for n in part if n >= period.end]
            if before and after:
                covers.append(self._between(before[-1], after[0]))
        return min(covers, key=lambda found: found[0])


@dataclass(frozen=True)
class Stocks:
    """Levels at moments (a figure's `start` is its day), of one publisher under one definition."""

    key: SeriesKey
    figures: tuple[Figure, ...]

    def levels(self, until: dt.date | None = None) -> list[tuple[dt.date, float, str]]:
        """Return day, level and figure id, in order, of the moments before `until`."""
        found = []
        for figure in sorted(self.figures, key=lambda f: f.start):
            value = amount(figure, self.key.estimate)
            if value is not None and (until is None or figure.start < until):
                found.append((figure.start, value, figure.id))
        return found

    def total(self, period: Period, least: float) -> Total:
        """Return the level at the end of `period`: the last one known inside it.

        A stock is a level, not a sum: `least` asks nothing of it, but a level from before the
        period does not answer for it.
        """
        inside = [found for found in self.levels(period.end) if found[0] >= period.start]
        if not inside:
            return Total(nan, nan, period)
        _, value, figure = inside[-1]
        return Total(value, value, period, (figure,))
