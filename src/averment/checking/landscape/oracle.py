"""The oracle of the landscape: every window in turn, in plain Python. It says what is correct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor, isnan

Triple = tuple[int, int, int]


def windows(values: Sequence[float]) -> Iterator[tuple[Triple, Fraction | None]]:
    """Yield width, end and distance of every window without a gap, and its ratio: none where its
    base is zero. NaN and negative figures are gaps."""
    known = [None if isnan(v) or v < 0 else Fraction(floor(v * 10**6 + 0.5), 10**6) for v in values]
    for width in range(1, len(known)):
        for end in range(width + 1, len(known) + 1):
            for distance in range(1, end - width + 1):
                top = known[end - width : end]
                base = known[end - distance - width : end - distance]
                if None not in top and None not in base:
                    below = sum(v for v in base if v is not None)
                    above = sum(v for v in top if v is not None)
                    yield (width, end, distance), Fraction(above) / below if below else None


def supported(
    begins: Sequence[float], ends: Sequence[float], low: float, high: float
) -> float | None:
    """Return the share of pairs of a begin and an end whose change lies in `(low, high]`."""
    changes = [e - b for b in begins for e in ends if not isnan(b) and not isnan(e)]
    return sum(low < c <= high for c in changes) / len(changes) if changes else None
