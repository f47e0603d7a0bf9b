"""Which readings there are: settled once for all series whose figures cover the same periods.

Series of one shape answer for the same windows and baselines, with bounds for the same of them,
and the same rules hit them; so the same readings exist, and weigh the same within each series.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from averment.checking.changes import NO_BASE, NOT_COVERED, ZERO_BASE
from averment.checking.exclusions import LEFT_OUT, Exclusion
from averment.checking.extracts import EXTRACT, is_extract
from averment.checking.pairs import Numbers, Pairs
from averment.checking.series import Series
from averment.checking.settings import Settings
from averment.checking.tables import Table
from averment.checking.totals import Spread
from averment.checking.variants import Variants
from averment.evidence import Dataset
from averment.kinds.rules import Floats
from averment.query import Comparator
from averment.verdict import Option

Mask = NDArray[np.bool_]
SPREADS: tuple[Spread, ...] = ("bounds", "pro-rata")


@dataclass(frozen=True, slots=True)
class Layer:
    """Readings that share out figures in one way and compare with one interval.

    Arrays with a row a pair and a column a shape. `exact` are those whose totals are figures, not
    bounds; `twin` those that have one that shares out figures the other way.
    """

    spread: Spread
    interval: int
    exists: Mask
    exact: Mask
    twin: Mask

    @property
    def shared(self) -> bool:
        """Whether figures are shared out."""
        return self.spread == "pro-rata"


@dataclass(frozen=True, slots=True)
class Terms:
    """What readings are made of beside their series: pairs, intervals, and the rules in force."""

    pairs: Pairs
    intervals: Mapping[str, Comparator]
    settings: Settings
    datasets: Mapping[str, Dataset]

    def percent(self, interval: int) -> Option | None:
        """Return the option of an interval; none where there is but one."""
        if len(self.intervals) < 2:
            return None
        return self.settings.option("percent", list(self.intervals)[interval])

    def spread(self, way: Spread) -> Option:
        """Return the option of a way to share out figures."""
        return self.settings.option("spread", way)

    def rules(self, variants: Variants) -> list[Exclusion]:
        """Return the rules, those first that leave out an option without weight."""
        percents = [self.percent(number) for number in range(len(self.intervals))]
        offered = [*variants.offered(), *self.pairs.offered()]
        offered += [("percent", option) for option in percents if option]
        offered += [("spread", self.spread(way)) for way in SPREADS]
        weightless = {(axis, o.id): o for axis, o in offered if not o.worth}
        return [
            *(
                Exclusion({axis: frozenset({id})}, LEFT_OUT.format(option.label))
                for (axis, id), option in weightless.items()
            ),
            *self.settings.exclusions,
        ]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of series: which each has, the readings of each, and the weight of each reading.

    `layers` go with `weights`, whose sum is one for each shape. `left_out` counts what is none.
    """

    of: Numbers
    layers: tuple[Layer, ...]
    weights: tuple[Floats, ...]
    left_out: Counter[str]


def shapes(
    terms: Terms,
    series: Sequence[Series],
    variants: Variants,
    nums: Sequence[Table],
    den: Table,
) -> Shapes:
    """Find the shapes of series from their totals: of windows by interval, and of baselines."""
    rules = terms.rules(variants)
    named = [variants.named_by(rule) for rule in rules]
    records = _records(series, terms.datasets)
    known = [*(_known(one) for one in _distinct(nums)), _known(den), den.high == 0, *named]
    marks = np.concatenate([np.atleast_2d(one).view(np.uint8) for one in known]).T
    width, marked = marks.shape[1], marks.tobytes()
    found: dict[object, int] = {}
    keys = ((marked[at * width : (at + 1) * width], record) for at, record in enumerate(records))
    of = np.array([found.setdefault(key, len(found)) for key in keys], dtype=np.intp)
    _, first, sizes = np.unique(of, return_index=True, return_counts=True)
    maker = _Maker(terms, sizes, Counter())
    each = {id(one): one.columns(first) for one in nums}
    layers = maker.layers([each[id(one)] for one in nums], den.columns(first))
    for rule, hit in zip(rules, named, strict=True):
        maker.leave_out(rule, hit[first], layers)
    maker.leave_out_extracts([records[number] for number in first.tolist()], layers)
    return Shapes(of, tuple(layers), tuple(maker.weights(layers)), maker.left_out)


def _distinct(nums: Sequence[Table]) -> list[Table]:
    return list({id(one): one for one in nums}.values())


def _known(table: Table) -> NDArray[np.uint8]:
    """What is known of each total, as one number: whether it is covered, exact, shared out."""
    covered, exact, shared = (
        mask.view(np.uint8) for mask in (table.covered, table.exact, np.isfinite(table.shared))
    )
    return covered + 2 * exact + 4 * shared


#: The publisher, measure and perpetrator of a record, and whether it is the whole one.
Record = tuple[tuple[str, str, str], bool]


def _records(series: Sequence[Series], datasets: Mapping[str, Dataset]) -> list[Record | None]:
    """Return the records of series that hold a whole one or an extract of it; none of others."""
    if not any(is_extract(dataset) for dataset in datasets.values()):
        return [None] * len(series)
    found: list[Record | None] = []
    for one in series:
        key, dataset = one.key, datasets[one.key.dataset]
        fit = dataset.exhaustive or is_extract(dataset)
        record = (key.publisher, key.measure, key.by)
        found.append((record, dataset.exhaustive) if fit else None)
    return found


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the layers of shapes, of which there are so many series each."""

    terms: Terms
    sizes: Numbers
    left_out: Counter[str]

    def layers(self, nums: Sequence[Table], den: Table) -> list[Layer]:
        """Say where there is a reading, for each interval and spread; what is missing counts."""
        made: list[Layer] = []
        window_of, base_of = self.terms.pairs.window_of, self.terms.pairs.base_of
        based, base_exact = den.covered[base_of], den.exact[base_of]
        base_shared = np.isfinite(den.shared)[base_of]
        for number, interval in enumerate(self.terms.intervals.values()):
            num = nums[number]
            there = num.covered[window_of]
            zero = (den.high == 0)[base_of] & (interval.unit == "ratio")
            self._count(NOT_COVERED, ~num.covered)
            self._count(NO_BASE, there & ~based)
            self._count(ZERO_BASE, there & based & zero)
            exists = there & based & ~zero
            exact = num.exact[window_of] & base_exact
            twin = exists & ~exact & np.isfinite(num.shared)[window_of] & base_shared
            made.append(Layer("bounds", number, exists, exact, twin))
            if twin.any():
                made.append(Layer("pro-rata", number, twin.copy(), np.ones_like(twin), twin))
        return made

    def leave_out(self, rule: Exclusion, named: Mask, layers: Sequence[Layer]) -> None:
        """Leave out the combinations that a rule names, of the shapes whose series it names."""
        if not named.any():
            return
        hit = np.logical_and.outer(self.terms.pairs.named_by(rule), named)
        for layer in layers:
            if rule.takes("percent", self.terms.percent(layer.interval)):
                paired = rule.takes("spread", self.terms.spread(layer.spread))
                alone = rule.takes("spread", None)
                self._drop(rule.reason, layer, hit & np.where(layer.twin, paired, alone))

    def leave_out_extracts(self, records: Sequence[Record | None], layers: Sequence[Layer]) -> None:
        """Leave out the readings of extracts that the whole record answers exactly."""
        whole: dict[object, Mask] = {}
        for place, layer, key, exhaustive in self._each(records, layers):
            if exhaustive:
                exact = layer.exists[:, place] & layer.exact[:, place]
                whole[key] = exact | whole.get(key, exact)
        for place, layer, key, exhaustive in self._each(records, layers):
            if not exhaustive and key in whole:
                hit = np.zeros_like(layer.exists)
                hit[:, place] = whole[key]
                self._drop(EXTRACT, layer, hit)

    @staticmethod
    def _each(
        records: Sequence[Record | None], layers: Sequence[Layer]
    ) -> Iterator[tuple[int, Layer, object, bool]]:
        for place, record in enumerate(records):
            if record is not None:
                for layer in layers:
                    yield place, layer, (record[0], layer.interval), record[1]

    def _drop(self, reason: str, layer: Layer, hit: Mask) -> None:
        hit = hit & layer.exists
        self._count(reason, hit)
        layer.exists[hit] = False

    def _count(self, reason: str, hit: Mask) -> None:
        self.left_out[reason] += int(hit.sum(axis=0) @ self.sizes)

    def weights(self, layers: Sequence[Layer]) -> Iterator[Floats]:
        """Yield how a series' weight of one is split: window, baseline, spread, then interval."""
        ways: dict[Spread, list[Layer]] = {}
        for layer in layers:
            ways.setdefault(layer.spread, []).append(layer)
        there = {way: np.logical_or.reduce([o.exists for o in same]) for way, same in ways.items()}
        whole = self.terms.pairs.weights(np.logical_or.reduce(list(there.values())))
        worth = {way: exists * self.terms.spread(way).worth for way, exists in there.items()}
        percents = [self.terms.percent(number) for number in range(len(self.terms.intervals))]
        for layer in layers:
            held = {
                one.interval: one.exists * (option.worth if option else 1.0)
                for one in ways[layer.spread]
                for option in [percents[one.interval]]
            }
            parts = _part(worth, layer.spread), _part(held, layer.interval)
            yield np.prod([whole, *parts], axis=0)


def _part(worths: Mapping[Any, NDArray[Any]], one: object) -> Floats:
    """Return the part that one has of the worth of all, nothing where there is none."""
    whole: Floats = np.sum(list(worths.values()), axis=0)
    found = np.zeros(whole.shape)
    np.divide(worths[one], whole, out=found, where=whole > 0)
    return found
