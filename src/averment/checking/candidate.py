"""A reading before its evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from averment.checking.baselines import BaselineChoice
from averment.checking.series import Series
from averment.checking.settings import Settings
from averment.checking.totals import SeriesKey, Spread, Total
from averment.checking.unseen import NOTHING, Unseen
from averment.checking.windows import WindowChoice
from averment.query import Comparator, Period, Query
from averment.verdict import Option


@dataclass(frozen=True, slots=True)
class Rival:
    """One of those that an item is ranked among: what it is called, and its total.

    `series` is what the total comes from, none for the item's own.
    """

    name: str
    total: Total
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading before its evaluation: its options by axis, its totals, its weight.

    `den` is the total of the baseline, of the whole or of the foremost rival. `beside` are the
    series that a whole is made of: what it is a total of and, where the unknown dead are left out
    of it or counted to the part, those with and without them. `unseen` is what its figures may
    leave out of a count.
    """

    options: Mapping[str, Option]
    series: Series
    window: WindowChoice
    num: Total
    interval: Comparator
    baseline: BaselineChoice | None = None
    den: Total | None = None
    spread: Spread = "bounds"
    weight: float = 0.0
    rivals: tuple[Rival, ...] = ()
    beside: tuple[Series, ...] = ()
    unseen: Unseen = NOTHING

    @property
    def key(self) -> SeriesKey:
        """Where its figures come from."""
        return self.series.key

    @property
    def exact(self) -> bool:
        """Whether all its totals are known, and not only bounded."""
        return self.num.exact and (self.den is None or self.den.exact)


#: Series beside those of the claim itself, each with a name, by what they are series of.
Beside = Mapping[SeriesKey, Sequence[tuple[str, Series]]]


@dataclass(frozen=True, slots=True)
class Around:
    """What readings are compared with: baselines by window, and series beside the claim's own."""

    query: Query
    settings: Settings
    bases: Mapping[Period, Sequence[BaselineChoice]]
    beside: Beside
