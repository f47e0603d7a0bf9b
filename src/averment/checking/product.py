"""Readings by the million: evaluated as products of axes, on arrays, without listing each.

A series, a window with one of its baselines, a way to share figures out and an interval make a
reading. Totals are found once for every series and period, and what is there and what it weighs
once for every shape of series; the truth of a reading is then one comparison of a row of windows
with a row of baselines, some series at a time. What comes out is exact: tests compare it with the
readings listed one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from averment.checking.answers import window_total
from averment.checking.baselines import BaselineChoice
from averment.checking.pairs import Numbers, pairs
from averment.checking.runs import Repeats, equals, paired, runs
from averment.checking.series import Series, Stocks
from averment.checking.settings import Settings
from averment.checking.shapes import Layer, Mask, Terms, shapes
from averment.checking.tables import Ledger, Table, blank, ledger, levels
from averment.checking.totals import SeriesKey
from averment.checking.unseen import may_be_others, part_of, threshold_of
from averment.checking.variants import Variants, variants
from averment.checking.windows import WindowChoice
from averment.evidence import Dataset
from averment.kinds.factors import Bounds, Factors, factors, sides, values, zeros
from averment.kinds.rules import Floats
from averment.query import Comparator, Period, Query
from averment.verdict import Option


@dataclass(frozen=True, slots=True)
class Sums:
    """What the readings of series come to: arrays with a column a series.

    `counts` are those of all readings, the decided ones and the true ones. `masses` are parts of
    the weight of one that a series has for itself: of its decided readings, the true ones, those
    below and those above the claim. `values` are the exact values of decided readings, in the unit
    in which they are compared, NaN for none, each of as many readings as `times` says. Of readings
    with equal figures, earlier releases and estimates give their weight and are not counted again.
    `left_out` says how many are none, and why.
    """

    series: tuple[Series, ...]
    variants: Variants
    exists: Mask
    counts: Numbers
    masses: Floats
    values: Floats
    times: int
    left_out: Counter[str]


@dataclass(frozen=True, slots=True)
class _Held:
    """Totals of windows and baselines in one way of sharing out, and where they repeat others.

    `num` is what truth is judged by, `known` what values are of: the deeds of others included.
    """

    num: Bounds
    known: Bounds
    den: Bounds
    repeats: Sequence[Repeats]


class Product:
    """All readings of a question whose kind holds a total against nothing or a baseline."""

    def __init__(
        self,
        query: Query,
        windows: Sequence[WindowChoice],
        bases: Mapping[Period, Sequence[BaselineChoice]] | None,
        intervals: Mapping[str, Comparator],
        options: Callable[[SeriesKey, WindowChoice], dict[str, Option]],
        settings: Settings,
        datasets: Mapping[str, Dataset],
    ) -> None:
        """Lay the axes out: `bases` by window, none for a kind without; `options` of a series."""
        self.pairs = pairs(windows, bases)
        self.intervals = tuple(intervals.values())
        self.terms = Terms(self.pairs, intervals, settings, datasets)
        self.query, self.options = query, options

    def __len__(self) -> int:
        """Return how many readings each series implies, before any is left out or shared out."""
        return len(self.pairs) * len(self.intervals)

    def sums(self, series: Sequence[Series]) -> Sums:
        """Evaluate the readings of series."""
        ordered = sorted(series if len(self) else (), key=_definition)
        taken = variants(ordered, lambda key: self.options(key, self.pairs.windows[0]))
        counts = np.zeros((3, len(ordered)), dtype=np.intp)
        masses = np.zeros((4, len(ordered)))
        if not ordered:
            return Sums((), taken, counts[0] > 0, counts, masses, np.zeros(0), 1, Counter())
        known = ledger(ordered)
        nums, den = self._nums(known), self._den(known)
        found = shapes(self.terms, ordered, taken, nums, den)
        times = self._times(found.layers, nums)
        each: dict[tuple[int, bool], _Held] = {}
        for layer in found.layers:
            way = (id(nums[layer.interval]), layer.shared)
            if way not in each:
                each[way] = self._held(layer.shared, nums[layer.interval], den, ordered, taken)
        exact = [np.zeros(0)]
        for run in runs(found.of, len(self.pairs)):
            ready: dict[tuple[int, str], tuple[Factors, ...]] = {}
            for layer, weights in zip(found.layers, found.weights, strict=True):
                at, interval = paired(self.pairs, layer, run.shape), self.intervals[layer.interval]
                held = each[id(nums[layer.interval]), layer.shared]
                num, base = held.num.columns(run.columns), held.den.columns(run.columns)
                unit = (id(held), interval.unit)
                if unit not in ready:
                    ready[unit] = factors(num, base, interval)
                judged = sides(ready[unit], interval, at.window_of, at.base_of)
                decided = judged.true | judged.below | judged.above
                weight = weights[at.rows, run.shape]
                for row, mask in enumerate(judged, start=1):
                    masses[row, run.columns] += np.einsum("p,ps->s", weight, mask)
                new = run.new(held.repeats, layer, found.of, at)
                for row, mask in enumerate((new, new & decided, new & judged.true)):
                    counts[row, run.columns] += mask.sum(axis=0)
                if times == 1 or layer.interval == 0:
                    some = layer.exact[at.rows, run.shape]
                    window_of, base_of = at.window_of[some], at.base_of[some]
                    known_ = held.known.columns(run.columns)
                    own = values(known_, base, interval, window_of, base_of)
                    wanted = (new & decided)[some] & known_.exact[window_of]
                    np.copyto(own, np.nan, where=~wanted)
                    exact.append(own.ravel())
                    nothing = zeros(num, base, interval, at.window_of[~some], at.base_of[~some])
                    if nothing is not None:
                        exact.append(np.zeros(np.count_nonzero(nothing & new[~some])))
        masses[0] = masses[1:].sum(axis=0)
        return Sums(
            tuple(ordered),
            taken,
            np.logical_or.reduce([layer.exists.any(axis=0) for layer in found.layers])[found.of],
            counts,
            masses,
            np.concatenate(exact),
            times,
            found.left_out,
        )

    def _held(
        self, shared: bool, num: Table, den: Table, series: Sequence[Series], taken: Variants
    ) -> _Held:
        windows, bases = num.bounds(shared=shared), den.bounds(shared=shared)
        definitions = taken.numbers(("dataset", "measure", "perpetrator"))
        repeats = tuple(equals(definitions, windows, bases))
        if self.pairs.bases:
            return _Held(windows, windows, bases, repeats)
        known = self._open(windows, num, series)
        others = np.array([may_be_others(one.key, self.query) for one in series])
        least = np.where(others, known.low * 0, known.low) if others.any() else known.low
        return _Held(known._replace(low=least), known, bases, repeats)

    def _open(self, num: Bounds, table: Table, series: Sequence[Series]) -> Bounds:
        """Bound counts by how many more there may be."""
        known = [threshold_of(one.key, self.terms.settings) for one in series]
        yearly = np.array([float(entry["most"]) if entry else 0.0 for entry in known])
        more: Floats = (table.high == 0) * yearly * np.ceil(table.years)
        parts = [part_of(one.key, self.query, self.terms.settings) is not None for one in series]
        more[:, parts] = np.inf
        return num._replace(high=num.high + more) if more.any() else num

    def _times(self, layers: Sequence[Layer], nums: Sequence[Table]) -> int:
        """Return how many intervals there are if all have the same readings and values, else 1."""
        held = {(one.spread, one.exists.tobytes()) for one in layers}
        units = {interval.unit for interval in self.intervals}
        alike = len(held) * len(self.intervals) == len(layers) and len(units) == 1
        return len(self.intervals) if alike and all(one is nums[0] for one in nums) else 1

    def _nums(self, known: Ledger) -> list[Table]:
        """Totals of the windows, for each interval: levels are those of the moments it names."""
        windows, least, series = self.pairs.windows, self.terms.settings.coverage, known.series
        if not isinstance(series[0], Stocks):
            periods = [window.period for window in windows]
            return [known.totals(periods, least, on_record=True)] * len(self.intervals)
        made = [blank(len(windows), len(series)) for _ in self.intervals]
        for table, interval in zip(made, self.intervals, strict=True):
            for number, one in enumerate(series):
                totals = [window_total(one, window, interval, least) for window in windows]
                table.put([number], levels(totals))
        return made

    def _den(self, known: Ledger) -> Table:
        """Totals of the baselines; ones where nothing is compared."""
        if self.pairs.bases:
            return known.totals(self.pairs.bases, self.terms.settings.coverage)
        ones = np.ones((1, len(known.series)))
        return Table(ones, ones, ones, ones)


def _definition(series: Series) -> tuple[str, str, str]:
    """What series share that differ only in release and estimate."""
    return (series.key.dataset, series.key.measure, series.key.by)
