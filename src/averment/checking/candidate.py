"""A reading before its evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from averment.checking.baselines import BaselineChoice
from averment.checking.series import Series
from averment.checking.totals import SeriesKey, Spread, Total
from averment.checking.windows import WindowChoice
from averment.query import Comparator
from averment.verdict import Option


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading before its evaluation: its options by axis, its totals, its weight."""

    options: Mapping[str, Option]
    series: Series
    window: WindowChoice
    num: Total
    interval: Comparator
    baseline: BaselineChoice | None = None
    den: Total | None = None
    spread: Spread = "bounds"
    weight: float = 0.0

    @property
    def key(self) -> SeriesKey:
        """Where its figures come from."""
        return self.series.key

    @property
    def exact(self) -> bool:
        """Whether all its totals are known, and not only bounded."""
        return self.num.exact and (self.den is None or self.den.exact)
