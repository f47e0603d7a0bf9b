"""Flows: totals of events over periods, and what they say about the total of any period.

A publisher's figures are totals of periods of its own choosing: years, half-years, months. Days at
which figures begin or end are nodes, figures the ways between them; the total from one node to
another is the sum along the way of the fewest figures, taken off where it is walked backwards (the
second half-year is the year less the first). A period that no such way matches is bounded by the
longest way inside it and the shortest one around it: a lower and an upper bound, never rival
readings.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from averment.checking.totals import SeriesKey, Spread, Total, amount
from averment.evidence import Figure
from averment.query import Period

Sum = tuple[float, tuple[str, ...]]


@dataclass(frozen=True)
class Flows:
    """Totals over periods, of one publisher under one definition, release and estimate."""

    key: SeriesKey
    figures: tuple[Figure, ...]
    _memo: dict[tuple[dt.date, dt.date], Sum] = field(
        default_factory=dict, repr=False, compare=False
    )

    def total(self, period: Period, least: float, spread: Spread = "bounds") -> Total:
        """Say what is known of the total of `period`, cut to the covered part.

        NaN where less than `least` of its days are covered; with `pro-rata`, also where less than
        half of a figure that the period only touches lies inside it.
        """
        covered = self._covered(period)
        if covered is None or covered.days < least * period.days:
            return Total(nan, nan, period)
        cut = covered != period
        along = self._along(covered)
        if along is not None:
            return Total(along[0], along[0], covered, along[1], cut)
        if spread == "pro-rata":
            shared = self._pro_rata(covered)
            if shared is None:
                return Total(nan, nan, period)
            return Total(shared[0], shared[0], covered, shared[1], cut)
        low, inside = self._inside(covered)
        high, around = self._around(covered)
        used = inside if low == high else tuple(dict.fromkeys((*inside, *around)))
        return Total(low, max(low, high), covered, used, cut)

    @cached_property
    def chain(self) -> tuple[NDArray[np.int64], NDArray[np.float64]] | None:
        """The days between the figures, as ordinals, and the running sum at each.

        None where the figures do not follow one another without a gap or an overlap.
        """
        if self._chain is None:
            return None
        places, values, _ = self._chain
        days = np.array([day.toordinal() for day in places], dtype=np.int64)
        with np.errstate(over="ignore"):
            return days, np.cumsum([0.0, *values])

    @cached_property
    def begins(self) -> dt.date:
        """The first day on record."""
        return min(figure.start for figure in self.figures)

    @cached_property
    def _chain(self) -> tuple[dict[dt.date, int], list[float], list[str]] | None:
        """The places of the nodes, values and ids of figures that follow one another; else none."""
        known = sorted((f.start, f.end, amount(f, self.key.estimate), f.id) for f in self.figures)
        values = [value for _, _, value, _ in known if value is not None and isfinite(value)]
        gaps = any(before[1] != after[0] for before, after in pairwise(known))
        if gaps or not known or len(values) < len(known):
            return None
        nodes = [known[0][0], *(end for _, end, _, _ in known)]
        return {day: at for at, day in enumerate(nodes)}, values, [id for *_, id in known]

    def _along(self, period: Period) -> Sum | None:
        """The sum of the figures that make up a period one after the other, if they do."""
        if self._chain is None:
            return None
        places, values, ids = self._chain
        first, last = places.get(period.start), places.get(period.end)
        if first is None or last is None:
            return None
        return max(sum(values[first:last]), 0.0), tuple(ids[first:last])

    @cached_property
    def _ways(self) -> dict[dt.date, list[tuple[dt.date, float, str]]]:
        ways: dict[dt.date, list[tuple[dt.date, float, str]]] = {}
        for figure in sorted(self.figures, key=lambda f: f.id):
            value = amount(figure, self.key.estimate)
            if value is not None:
                ways.setdefault(figure.start, []).append((figure.end, value, figure.id))
                ways.setdefault(figure.end, []).append((figure.start, -value, figure.id))
        return dict(sorted(ways.items()))

    @cached_property
    def _parts(self) -> tuple[tuple[dt.date, ...], ...]:
        """The nodes that figures connect with one another, in groups, each in order."""
        if self._chain is not None:
            return (tuple(self._chain[0]),)
        seen: set[dt.date] = set()
        parts = []
        for node in self._ways:
            if node not in seen:
                part = self._reach(node)
                seen |= part
                parts.append(tuple(sorted(part)))
        return tuple(parts)

    def _reach(self, node: dt.date) -> set[dt.date]:
        reached, todo = {node}, [node]
        while todo:
            for end, _, _ in self._ways[todo.pop()]:
                if end not in reached:
                    reached.add(end)
                    todo.append(end)
        return reached

    def between(self, start: dt.date, end: dt.date) -> Sum:
        """Return the exact total from one node to another of its part, by the fewest figures."""
        if (start, end) not in self._memo:
            found = self._along(Period(start, end))
            self._memo[start, end] = found or self._fewest(start, end)
        return self._memo[start, end]

    def _fewest(self, start: dt.date, end: dt.date) -> Sum:
        queue: deque[tuple[dt.date, float, tuple[str, ...]]] = deque([(start, 0.0, ())])
        seen = {start}
        while queue:
            node, total, used = queue.popleft()
            if node == end:
                return max(total, 0.0), used
            for other, value, figure in self._ways[node]:
                if other not in seen:
                    seen.add(other)
                    queue.append((other, total + value, (*used, figure)))
        raise LookupError(f"no figures connect {start} and {end}")

    def _covered(self, period: Period) -> Period | None:
        start, end = period
        found = [
            Period(max(part[0], start), min(part[-1], end))
            for part in self._parts
            if part[0] < end and part[-1] > start
        ]
        return max(found, key=lambda p: p.days, default=None)

    def _inside(self, period: Period) -> Sum:
        best: Sum = (0.0, ())
        for part in self._parts:
            first, last = _within(part, period)
            if last > first:
                best = max(best, self.between(part[first], part[last]), key=lambda found: found[0])
        return best

    def _around(self, period: Period) -> Sum:
        around = [self.between(*_outside(part, period)) for part in self._spanning(period)]
        return min(around, key=lambda found: found[0])

    def _spanning(self, period: Period) -> list[tuple[dt.date, ...]]:
        start, end = period
        return [part for part in self._parts if part[0] <= start and part[-1] >= end]

    def _pro_rata(self, period: Period) -> Sum | None:
        """Share out by days what the period touches; of several parts, the first that can."""
        shared = (self._shared(part, period) for part in self._spanning(period))
        return next((found for found in shared if found is not None), None)

    def _shared(self, part: tuple[dt.date, ...], period: Period) -> Sum | None:
        """What lies inside in full, and the stretches at either end by their share of days."""
        first, last = _within(part, period)
        inner = (part[first], part[last]) if last >= first else ()
        total, used = 0.0, dict[str, None]()
        for start, end in pairwise(sorted({*inner, *_outside(part, period)})):
            inside = (min(end, period.end) - max(start, period.start)).days
            days = (end - start).days
            if 2 * inside < days:
                return None
            value, figures = self.between(start, end)
            total += value * inside / days
            used.update(dict.fromkeys(figures))
        return total, tuple(used)


def _within(part: tuple[dt.date, ...], period: Period) -> tuple[int, int]:
    """Return the places of the first and the last node in a period; the last is less if none is."""
    return bisect_left(part, period.start), bisect_right(part, period.end) - 1


def _outside(part: tuple[dt.date, ...], period: Period) -> tuple[dt.date, dt.date]:
    """Return the nearest nodes around a period that a part spans."""
    return part[bisect_right(part, period.start) - 1], part[bisect_left(part, period.end)]
