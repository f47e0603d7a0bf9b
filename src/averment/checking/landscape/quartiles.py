"""Quartiles of the ratio over all windows: exact, by counting and not by listing them.

A sample says roughly where a quartile lies, and counts on a few widths more nearly; counts on all
of them then say how many windows lie below, and only those left between two bars are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from averment.checking.landscape.bars import Bar
from averment.checking.landscape.counts import bases, clearing
from averment.checking.landscape.values import Floats, Ints, Values

QUARTERS = (0.25, 0.5, 0.75)
#: Windows drawn for the first guess, and widths counted for the second.
SAMPLE, THIN = 20_000, 48
#: What a bracket keeps of its width to either side when it is drawn closer.
NEAR = 0.02
#: Windows that are listed for one quartile.
LISTED = 16_000
#: Ratios are told apart to this part of one.
FINEST = 2.0**-30


@dataclass(frozen=True, slots=True)
class _Bracket:
    """The ratio of a rank, counted from zero, lies above `low` and not above `high`.

    `below` are the windows whose ratio is not above either end. `probe` are the ends to try next.
    """

    rank: int
    low: float
    high: float
    below: tuple[int, int]
    probe: tuple[float, float]

    @property
    def inside(self) -> int:
        """The number of windows between the ends."""
        return self.below[1] - self.below[0]

    def settled(self, few: int) -> bool:
        """Say whether both ends were just tried and there is nothing to gain from closer ones."""
        alike = self.high - self.low <= 3 * FINEST
        return self.probe == (self.low, self.high) and (self.inside <= few or alike)

    def tried(self, below: tuple[int, int], few: int) -> _Bracket:
        """Return what is known once the windows below both ends of the probe were counted."""
        (low, high), wide = self.probe, 5 * (self.probe[1] - self.probe[0]) + FINEST
        if below[0] > self.rank:
            return self._with(high=low, below=(self.below[0], below[0])).aimed(low - wide, low)
        if below[1] <= self.rank:
            return self._with(low=high, below=(below[1], self.below[1])).aimed(high, high + wide)
        hit = self._with(low=low, high=high, below=below)
        if hit.settled(few):
            return hit
        middle = low + (self.rank + 0.5 - below[0]) / hit.inside * (high - low)
        half = max(FINEST, NEAR * (high - low))
        return hit.aimed(middle - half, middle + half)

    def aimed(self, low: float, high: float) -> _Bracket:
        """Return it with a probe, cut to where the ratio is known to lie."""
        return self._with(probe=(max(self.low, low), min(self.high, high)))

    def _with(self, **changes: Any) -> _Bracket:
        return replace(self, **changes)


def quartiles(values: Values) -> tuple[float, ...] | None:
    """Return the three quartiles of the ratio: the least that a quarter, … do not exceed.

    None without a window. To nine decimals only where a great many windows lie within 2⁻³⁰ of one
    another.
    """
    count = bases(values).comparable
    if count == 0:
        return None
    whole = (-1.0, values.total + 1.0)
    probes = _guessed(values, whole) if count > LISTED else [whole] * len(QUARTERS)
    found, listed = _closed(values, _around(whole, probes, count), count, LISTED)
    return tuple(_at(bracket, listed[listed[:, 0] == p, 1]) for p, bracket in enumerate(found))


def _around(
    whole: tuple[float, float], probes: Sequence[tuple[float, float]], count: int
) -> list[_Bracket]:
    ranks = [ceil(quarter * count) - 1 for quarter in QUARTERS]
    return [_Bracket(r, *whole, (0, count), p) for r, p in zip(ranks, probes, strict=True)]


def _guessed(values: Values, whole: tuple[float, float]) -> list[tuple[float, float]]:
    """Return where the quartiles of a few widths lie."""
    step = max(1, len(values) // THIN)
    widths = np.arange(1, len(values))[step // 2 :: step]
    count = clearing(values, [Bar(Fraction(0))], widths)[0][0]
    if count == 0:
        return [whole] * len(QUARTERS)
    probes = np.quantile(_sample(values), [[q - 0.02, q + 0.02] for q in QUARTERS])
    found, _ = _closed(values, _around(whole, probes.tolist(), count), count, 0, widths)
    return [(2 * b.low - b.high - FINEST, 2 * b.high - b.low + FINEST) for b in found]


def _sample(values: Values) -> Floats:
    """Return the ratios of some windows: their first unit, distance and width cut the series."""
    cuts = np.sort(np.random.default_rng(0).integers(0, len(values) + 1, (SAMPLE, 3)), axis=1)
    ends = np.stack([cuts[:, 0], cuts[:, 0] + cuts[:, 2] - cuts[:, 1], cuts[:, 1], cuts[:, 2]])
    first, last, start, end = values.sums_to[ends]
    base, top = last - first, end - start
    return np.append(top[base > 0] / base[base > 0], 1.0)


def _closed(
    values: Values,
    brackets: Sequence[_Bracket],
    count: int,
    listed: int,
    widths: Ints | None = None,
) -> tuple[list[_Bracket], Floats]:
    """Draw brackets closer until few windows lie inside: `listed`, or one in a thousand of all.

    Return them with what was listed in the last pass, rows of bracket and ratio.
    """
    few = listed or count // 1000
    while True:
        bars = [bar for bracket in brackets for bar in _bars(bracket.probe)]
        above, found = clearing(values, bars, widths, 3 * listed)
        below = [count - number for number in above]
        pairs = zip(brackets, below[::2], below[1::2], strict=True)
        brackets = [b.tried((low, high), few) for b, low, high in pairs]
        if all(bracket.settled(few) for bracket in brackets):
            return list(brackets), found


def _bars(ends: tuple[float, float]) -> list[Bar]:
    parts = (round(max(end, -FINEST) / FINEST) for end in ends)
    return [Bar(Fraction(part, round(1 / FINEST)), strict=True) for part in parts]


def _at(bracket: _Bracket, ratios: Floats) -> float:
    """Return the ratio at a rank from those inside its bracket, where all of them are listed."""
    if len(ratios) < bracket.inside:
        return round((bracket.low + bracket.high) / 2, 9)
    return float(np.sort(ratios)[bracket.rank - bracket.below[0]])
