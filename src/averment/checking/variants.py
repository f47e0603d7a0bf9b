"""The axes that a series settles, by the hundred: options by number, rules, and weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from averment.checking.exclusions import Exclusion
from averment.checking.series import Series
from averment.checking.totals import SeriesKey
from averment.kinds.rules import Floats
from averment.verdict import Option

Numbers = NDArray[np.intp]

#: The axes, in the order in which weight splits, each with the part of a series' key it hangs on.
_AXES = {
    "publisher": "dataset",
    "dataset": "dataset",
    "release": "release",
    "estimate": "estimate",
    "measure": "measure",
    "perpetrator": "by",
}


@dataclass(frozen=True, slots=True)
class Variants:
    """The options of series: for each axis those there are, and the number that a series takes."""

    options: Mapping[str, tuple[Option | None, ...]]
    taken: Mapping[str, Numbers]

    def offered(self) -> Iterator[tuple[str, Option]]:
        """Yield the options with their axes."""
        for axis, options in self.options.items():
            yield from ((axis, option) for option in options if option)

    def numbers(self, axes: Sequence[str]) -> Numbers:
        """Number the combinations of options on some axes that series take."""
        found = np.zeros_like(self.taken[axes[0]])
        for axis in axes:
            found = found * len(self.options[axis]) + self.taken[axis]
        return found

    def named_by(self, rule: Exclusion) -> NDArray[np.bool_]:
        """Say of which series a rule names the options."""
        named = np.ones(len(self.taken["dataset"]), dtype=bool)
        for axis, options in self.options.items():
            found = np.array([rule.takes(axis, option) for option in options], dtype=bool)
            named &= found[self.taken[axis]]
        return named

    def weights(self, roots: Mapping[str, str], members: NDArray[np.bool_]) -> Floats:
        """Split a weight of one over some of the series, as `weigh` splits that of readings."""
        publishers = [option.id if option else "" for option in self.options["publisher"]]
        first = [roots.get(publisher, publisher) for publisher in publishers]
        branch = np.array([first.index(one) for one in first])[self.taken["publisher"][members]]
        weights = np.full(len(branch), 1 / max(1, len(np.unique(branch))))
        for axis, options in list(self.options.items())[1:]:
            even = axis in ("dataset", "release")
            worths = np.array([1.0 if even or not option else option.worth for option in options])
            ways = branch * len(options) + self.taken[axis][members]
            found, branch_of = np.unique(ways, return_inverse=True)
            above, worth = found // len(options), worths[found % len(options)]
            weights *= (worth / np.bincount(above, worth)[above])[branch_of]
            branch = branch_of
        return weights


def variants(
    series: Sequence[Series], options: Callable[[SeriesKey], Mapping[str, Option]]
) -> Variants:
    """Lay out the options of series; they are asked for once for each option."""
    found: dict[str, tuple[Option | None, ...]] = {}
    taken: dict[str, Numbers] = {}
    asked: dict[SeriesKey, Mapping[str, Option]] = {}
    for axis, part in _AXES.items():
        names = [getattr(one.key, part) for one in series]
        holders = dict(zip(reversed(names), reversed(series), strict=True))
        numbers = {name: number for number, name in enumerate(holders)}
        taken[axis] = np.array([numbers[name] for name in names], dtype=np.intp)
        for one in holders.values():
            if one.key not in asked:
                asked[one.key] = options(one.key)
        found[axis] = tuple(asked[one.key].get(axis) for one in holders.values())
    return Variants(found, taken)
