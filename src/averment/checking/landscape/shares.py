"""What part of all windows bears a claim out, and where the stated one stands among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from averment.checking.landscape.bars import Bar
from averment.checking.landscape.counts import bases, clearing
from averment.checking.landscape.sensible import Window
from averment.checking.landscape.values import Floats, Ints, Values
from averment.query import Comparator


@dataclass(frozen=True, slots=True)
class Shares:
    """Of all `windows` with a base above zero, the `share` that lies in the claim's interval and
    the part (`uniqueness`) that falls short of the stated window. `zero_base` were left out."""

    windows: int
    zero_base: int
    share: float
    uniqueness: float


def bars_of(interval: Comparator) -> tuple[Bar, Bar | None]:
    """Return the bars that a ratio in the interval clears, and that one above it clears."""
    low = Bar(_fraction(interval.low or 0.0), strict=interval.strict_low)
    if interval.high is None:
        return low, None
    return low, Bar(_fraction(interval.high), strict=not interval.strict_high)


def inside(ratios: Floats, interval: Comparator) -> NDArray[np.bool_]:
    """Say which ratios lie in the interval."""
    low, above = bars_of(interval)
    held = _over(ratios, low)
    return held & ~_over(ratios, above) if above else held


def _over(ratios: Floats, bar: Bar) -> NDArray[np.bool_]:
    return ratios > float(bar.ratio) if bar.strict else ratios >= float(bar.ratio)


def _fraction(ratio: float) -> Fraction:
    """Return the plain fraction that a ratio was meant as: 1.6 is 8/5."""
    return Fraction(ratio).limit_denominator(1_000_000)


def shares(
    values: Values, stated: Window, interval: Comparator, *, down: bool = False
) -> Shares | None:
    """Count over all windows, exactly; none where no window has a base above zero.

    Raises `ValueError` where the stated window itself has no base.
    """
    low, above = bars_of(interval)
    bars = [low, Bar(_own(values, stated), strict=down), *([above] if above else [])]
    base = bases(values)
    if base.comparable == 0:
        return None
    counts, _ = clearing(values, bars)
    within = counts[0] - (counts[2] if above else 0)
    short = counts[1] if down else base.comparable - counts[1]
    return Shares(base.comparable, base.zero, within / base.comparable, short / base.comparable)


def _own(values: Values, stated: Window) -> Fraction:
    """Return the stated window's ratio, exactly."""
    if stated.ratio(values) is None:
        raise ValueError("the stated window has no base to be compared with")
    sums = values.sums(stated.width)
    at = stated.end - stated.width
    return Fraction(int(sums[at]), int(sums[at - stated.distance]))


def percentile(values: Values, stated: Window, *, down: bool = False) -> tuple[float, int]:
    """Return which share of the windows of its width the stated one is stronger than, and how
    many there are. For a fall, stronger is lower."""
    bar = Bar(_own(values, stated), strict=down)
    width = np.array([stated.width])
    (windows, counted), _ = clearing(values, [Bar(Fraction(0)), bar], width)
    return (counted if down else windows - counted) / windows, windows


def grid(
    values: Values, interval: Comparator, widths: Sequence[int], ends: Sequence[int]
) -> list[list[float | None]]:
    """Return, by width and end, the share of distances at which a window bears the claim out."""
    low, above = bars_of(interval)
    rows = []
    for width in widths:
        sums = values.sums(width)
        base = np.where(sums > 0, sums, -1)
        at = np.array(ends, dtype=np.int64) - width
        top = np.where(at >= 0, sums[np.maximum(at, 0)], -1)
        usable = (base > 0) & (np.arange(len(sums)) < at[:, None]) & (top[:, None] >= 0)
        held = usable & (base <= low.cuts(top)[:, None])
        if above:
            held &= base > above.cuts(top)[:, None]
        rows.append(_divided(held.sum(axis=1), usable.sum(axis=1)))
    return rows


def _divided(held: Ints, usable: Ints) -> list[float | None]:
    parts: Floats = held / np.maximum(usable, 1)
    return [float(p) if u else None for p, u in zip(parts, usable, strict=True)]
