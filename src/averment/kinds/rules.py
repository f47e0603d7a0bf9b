"""What the kinds share: the arrays they are evaluated on, and three-valued comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from averment.claim import Claim
from averment.kinds.tolerance import Tolerance
from averment.query import Comparator

Floats = NDArray[np.float64]
Truths = NDArray[np.int8]

TRUE, FALSE, UNDETERMINED = np.int8(1), np.int8(0), np.int8(-1)
BELOW, ABOVE = np.int8(-1), np.int8(1)

#: Two figures nearer than this part of their size are the same: what arithmetic in binary loses.
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Totals:
    """What the record gives each reading: arrays of one length, one element a reading.

    `num_*` bound the total in the window, `den_*` that in the baseline; lengths are in years. A
    stock has length one. Where a kind has no baseline, `den_*` are ones.
    """

    num_low: Floats
    num_high: Floats
    num_years: Floats
    den_low: Floats
    den_high: Floats
    den_years: Floats

    def take(self, members: list[int]) -> Totals:
        """Return the totals of some of the readings."""
        return Totals(*(getattr(self, one.name)[members] for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Band:
    """The values that a figure takes with one event recorded otherwise, from `low` to `high`."""

    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Judged:
    """Truth and value of each reading.

    `low` and `high` bound the value, `band_*` move one event. `side` says where a false reading
    lies: -1 below the claim's interval, 1 above it, 0 for all others.
    """

    truth: Truths
    side: Truths
    low: Floats
    high: Floats
    band_low: Floats
    band_high: Floats


@dataclass(frozen=True, slots=True)
class Rules:
    """One kind of claim: its units, its comparison and its evaluation.

    `units` are those of the figures that can be checked. `comparators` gives the closed intervals
    that make the words true, by the option of the axis `percent` (one entry, `plain`, where the
    words are plain). `judge` evaluates readings; `compares` says whether against a baseline.
    """

    compares: bool
    units: frozenset[str]
    comparators: Callable[[Claim, Tolerance], Mapping[str, Comparator]]
    judge: Callable[[Totals, Comparator], Judged]


def compare(at_low: Band, at_high: Band, interval: Comparator) -> tuple[Truths, Truths]:
    """Compare values known only within bounds with an interval; return truth and side.

    `at_low` and `at_high` are the bands of the two bounds. A reading is true if the band of every
    value in its bounds meets the interval, false if that of none does, undetermined otherwise.
    Bands grow with their value, so the ends decide.
    """
    below = ~_reaches_up(at_high.high, interval)
    above = ~_reaches_down(at_low.low, interval)
    truth = np.full(below.shape, UNDETERMINED, dtype=np.int8)
    truth[_reaches_up(at_low.high, interval) & _reaches_down(at_high.low, interval)] = TRUE
    truth[below | above] = FALSE
    return truth, np.where(below, BELOW, np.where(above, ABOVE, 0)).astype(np.int8)


def _reaches_up(values: Floats, interval: Comparator) -> NDArray[np.bool_]:
    if interval.low is None:
        return np.ones(values.shape, dtype=bool)
    same = np.isclose(values, interval.low, rtol=SAME, atol=SAME)
    return (
        ~same & (values > interval.low) if interval.strict_low else same | (values > interval.low)
    )


def _reaches_down(values: Floats, interval: Comparator) -> NDArray[np.bool_]:
    if interval.high is None:
        return np.ones(values.shape, dtype=bool)
    same = np.isclose(values, interval.high, rtol=SAME, atol=SAME)
    if interval.strict_high:
        return ~same & (values < interval.high)
    return same | (values < interval.high)
