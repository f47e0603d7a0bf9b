"""Measures weighted by how sensible a window is, and the windows that speak against a claim.

A window is the more sensible the more natural its length and distance are and the nearer it lies to
the stated one. Relative strength, fairness and robustness as in Wu, Agarwal, Li, Yang, Yu, "Toward
computational fact-checking", PVLDB 7(7), 2014, and "Computational fact checking through query
perturbations", TODS 42(1), 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import exp

import numpy as np
from numpy.typing import NDArray

from averment.checking.landscape.values import Floats, Ints, Values


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The `width` units before `end` against as many that end `distance` units earlier."""

    width: int
    end: int
    distance: int

    def ratio(self, values: Values) -> float | None:
        """Return the ratio of the two sums; none where one is unknown or the base is zero."""
        if self.width < 1 or self.distance < 1 or self.end > len(values):
            return None
        if self.end - self.distance - self.width < 0:
            return None
        sums = values.sums(self.width)
        top, base = sums[self.end - self.width], sums[self.end - self.distance - self.width]
        return float(top / base) if top >= 0 and base > 0 else None


@dataclass(frozen=True, slots=True)
class Taste:
    """What is natural and what is near: `levels` are (period, weight) pairs, of which the highest
    period that divides a length counts; `spread` is σ of width, end and distance, in units, and
    `reach` how many of them away a window may lie to be weighed."""

    levels: tuple[tuple[int, float], ...]
    spread: tuple[float, float, float]
    reach: float

    def natural(self, lengths: Ints) -> Floats:
        """Return the naturalness of lengths."""
        found = np.zeros(len(lengths))
        for period, weight in sorted(self.levels):
            found[lengths % period == 0] = weight
        return found


@dataclass(frozen=True, eq=False)
class Sensible:
    """The windows that matter, parallel arrays: what they are, their ratio, sensibility, strength.

    Sensibilities add up to one. `strength` is relative to the stated window: r/r0 - 1 for rises,
    r0/r - 1 for falls. `left_out` bounds the part of all sensibility that lies further away.
    """

    width: Ints
    end: Ints
    distance: Ints
    ratio: Floats
    sensibility: Floats
    strength: Floats
    left_out: float

    @property
    def fairness(self) -> float:
        """The mean strength: below zero where the windows around show less than is claimed."""
        return float((self.sensibility * self.strength).sum())

    @property
    def robustness(self) -> float:
        """One where no window around shows less, towards zero the more and the weaker they are."""
        return exp(-float((self.sensibility * np.minimum(0.0, self.strength) ** 2).sum()))

    def window(self, at: int) -> Window:
        """Return one of the windows."""
        return Window(int(self.width[at]), int(self.end[at]), int(self.distance[at]))

    @cached_property
    def _order(self) -> Ints:
        """The most sensible first; ties go to the nearest in strength, then to the latest."""
        keys = (-self.end, _rounded(np.abs(self.strength)), _rounded(-self.sensibility))
        return np.lexsort(keys)

    def ranked(self, among: NDArray[np.bool_], most: int) -> list[int]:
        """Return the places of some windows, the most sensible first."""
        return [int(place) for place in self._order[among[self._order]][:most]]

    def counter(self, most: int) -> list[int]:
        """Return the Pareto front of sensibility against strength: each next window is less
        sensible, or as sensible, and tells more against the claim."""
        strength = _rounded(np.minimum(self.strength[self._order], 0.0))
        lowest = np.minimum.accumulate(np.append(0.0, strength[:-1]))
        return [int(place) for place in self._order[strength < lowest][:most]]


def _rounded(key: Floats) -> Floats:
    """Round to nine digits of the largest: what arithmetic in binary loses makes no order."""
    size = np.abs(key).max(initial=0.0)
    return np.round(key / size, 9) if size else key


def sensible(values: Values, stated: Window, taste: Taste, *, down: bool = False) -> Sensible:
    """Weigh the windows near the stated one.

    Windows that hold a gap or have a base of zero are left out; for a fall also those that end in
    nothing, which no ratio says the depth of. Raises `ValueError` where the stated window itself
    has no ratio above zero.
    """
    own = stated.ratio(values)
    if not own:
        raise ValueError("the stated window has no ratio to measure others by")
    axes, weights, outside = _axes(len(values), stated, taste)
    width, end, distance = np.meshgrid(*axes, indexing="ij")
    start = end - distance - width
    inside = start >= 0
    width, end, distance, start = (axis[inside] for axis in (width, end, distance, start))
    weight = (weights[0][:, None, None] * weights[1][None, :, None] * weights[2])[inside]
    top, base = (
        values.sums_to[stop] - values.sums_to[stop - width] for stop in (end, end - distance)
    )
    gaps = values.gaps_to[end] - values.gaps_to[end - width]
    gaps += values.gaps_to[end - distance] - values.gaps_to[start]
    kept = (gaps == 0) & (base > 0) & ((top > 0) if down else True)
    ratio = top[kept] / base[kept]
    weighed = float(weight[kept].sum())
    return Sensible(
        width=width[kept],
        end=end[kept],
        distance=distance[kept],
        ratio=ratio,
        sensibility=weight[kept] / weighed,
        strength=own / ratio - 1 if down else ratio / own - 1,
        left_out=outside / (outside + weighed),
    )


def _axes(units: int, stated: Window, taste: Taste) -> tuple[list[Ints], list[Floats], float]:
    """Return width, end and distance that are near enough, their weights, and a bound on the rest.

    The bound takes no notice of windows that would begin before the series.
    """
    axes, weights, sums = [], [], []
    middles = (stated.width, stated.end, stated.distance)
    for middle, spread, natural in zip(middles, taste.spread, (True, False, True), strict=True):
        axis = np.arange(1, units + 1)
        weight = np.exp(-(((axis - middle) / spread) ** 2))
        weight *= taste.natural(axis) if natural else 1.0
        near = np.abs(axis - middle) <= taste.reach * spread
        axes.append(axis[near])
        weights.append(weight[near])
        sums.append((float(weight.sum()), float(weight[near].sum())))
    everything, inside = (float(np.prod(part)) for part in zip(*sums, strict=True))
    return axes, weights, max(0.0, everything - inside)
