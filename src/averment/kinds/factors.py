"""Comparisons taken apart: what of them a window settles, and what its baseline.

A ratio is above three where the window's rate is above three times the baseline's. With one side
reckoned once for every window and the other once for every baseline, each pair takes one comparison
and nothing is divided. `judge` of a kind says the same of readings listed one by one, with values
and bands; tests hold both to the same truths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from averment.kinds.rules import Floats, slack
from averment.query import Comparator

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]


class Bounds(NamedTuple):
    """Totals of windows or of baselines: a row each, a column a series.

    Lengths, in years, have one column where they are those of all.
    """

    low: Floats
    high: Floats
    years: Floats

    @property
    def exact(self) -> Mask:
        """Where there is one figure, not bounds."""
        return np.equal(self.low, self.high)

    def columns(self, some: slice | Places) -> Bounds:
        """Return some of the columns; what was one array stays one."""
        low = self.low[:, some]
        high = low if self.high is self.low else self.high[:, some]
        years = self.years if self.years.shape[1] == 1 else self.years[:, some]
        return Bounds(low, high, years)


class Sides(NamedTuple):
    """Where the true readings are, and those below and above the interval: a row a pair."""

    true: Mask
    below: Mask
    above: Mask


@dataclass(frozen=True, slots=True)
class Half:
    """One end of a comparison: met where `left - end * each > right`, a row a window and a base.

    Without `each`, where `left > end * right`.
    """

    left: Floats
    right: Floats
    each: Floats | None = None

    def meets(self, end: float | None, window_of: Places, base_of: Places) -> Mask:
        """Say for which pairs of a window and a baseline an end is met; all, if there is none."""
        if end is None:
            return np.ones((len(window_of), self.left.shape[1]), dtype=bool)
        if self.each is None:
            return np.greater(self.left[window_of], (self.right * end)[base_of])
        return np.greater((self.left - end * self.each)[window_of], self.right[base_of])


@dataclass(frozen=True, slots=True)
class Factors:
    """The ends of a comparison: up to the interval and down to it, for either bound of the value.

    The value of exact totals has one bound, `least`, for both.
    """

    least: tuple[Half, Half]
    most: tuple[Half, Half]

    def sides(self, interval: Comparator, window_of: Places, base_of: Places) -> Sides:
        """Compare windows with baselines, as `kinds.rules.compare` compares values."""
        low, high = interval.low, interval.high
        low = None if low is None else low + slack(low, strict=interval.strict_low)
        high = None if high is None else high - slack(high, strict=interval.strict_high)
        (up, down), (up_most, down_most) = self.least, self.most
        rises = up.meets(low, window_of, base_of)
        falls = down_most.meets(high, window_of, base_of)
        if self.most is self.least:
            return Sides(rises & falls, ~rises, rises & ~falls)
        reaches = up_most.meets(low, window_of, base_of)
        return Sides(rises & falls, ~reaches, reaches & ~down.meets(high, window_of, base_of))


def factors(num: Bounds, den: Bounds, interval: Comparator) -> tuple[Factors, ...]:
    """Make totals ready for comparisons in the unit of an interval: two, where it is of a pair."""
    if interval.unit in _RATES:
        ends = _RATES[interval.unit]
        each, base_each = 1 / num.years, 1 / den.years
        least = ends(num.low, den.high, each, base_each)
        if num.high is num.low and den.high is den.low:
            return (Factors(least, least),)
        return (Factors(least, ends(num.high, den.low, each, base_each)),)
    nothing, one = np.zeros_like(den.low), np.ones_like(num.low)
    least, most = ((Half(n, nothing, one), Half(-n, nothing, -one)) for n in (num.low, num.high))
    if interval.base is None:
        return (Factors(least, most),)
    each, zero = 1 / num.years, np.zeros_like(num.low)
    rates = (den.low / den.years, den.high / den.years)
    based = ((Half(zero, -rate, each), Half(zero, rate, -each)) for rate in rates)
    return Factors(least, most), Factors(*based)


def sides(
    parts: Sequence[Factors], interval: Comparator, window_of: Places, base_of: Places
) -> Sides:
    """Compare pairs of a window and a baseline; a pair of figures must have both right."""
    held = parts[0].sides(interval, window_of, base_of)
    if interval.base is None:
        return held
    base = parts[1].sides(interval.base, window_of, base_of)
    settled = held.below | held.above
    return Sides(
        held.true & base.true,
        held.below | (base.above & ~settled),
        held.above | (base.below & ~settled),
    )


def values(
    num: Bounds, den: Bounds, interval: Comparator, window_of: Places, base_of: Places
) -> Floats:
    """Return the values of pairs whose totals are exact, in the unit of the interval."""
    if interval.unit not in ("ratio", "difference", "pair"):
        return num.low[window_of]
    with np.errstate(divide="ignore"):
        if interval.unit == "difference":
            held: Floats = (num.low / num.years)[window_of] - (den.low / den.years)[base_of]
            return held * num.years[window_of]
        rate, inverse = num.low / num.years, den.years / den.low
    return rate[window_of] * inverse[base_of]


def zeros(
    num: Bounds, den: Bounds, interval: Comparator, window_of: Places, base_of: Places
) -> Mask | None:
    """Say which ratios are nothing wherever the baseline lies in its bounds; none if none are."""
    nothing = num.high == 0
    if interval.unit not in ("ratio", "pair") or not nothing.any():
        return None
    found: Mask = nothing[window_of] & (den.low > 0)[base_of]
    return found


def _ratio(num: Floats, den: Floats, each: Floats, base_each: Floats) -> tuple[Half, Half]:
    """A ratio of rates, with one event recorded otherwise; without limit below one of the base."""
    up, down = num + 1, np.minimum(1 - num, 0)
    base_up, base_down = np.maximum(den - 1, 0), den + 1
    for count, length in ((up, each), (down, each), (base_up, base_each), (base_down, -base_each)):
        count *= length
    return Half(up, base_up), Half(down, base_down)


def _difference(num: Floats, den: Floats, each: Floats, base_each: Floats) -> tuple[Half, Half]:
    """A difference of totals, one event recorded otherwise, for each year of the window."""
    up = Half((num + 1) * each, (den - 1) * base_each, each)
    return up, Half((1 - num) * each, (den + 1) * -base_each, -each)


_RATES = {"ratio": _ratio, "difference": _difference}
