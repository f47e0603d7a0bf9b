"""A series at equal steps (days, months, years), as whole numbers with gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import isinf

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: The finest decimals that a series keeps, and the largest sum that is compared exactly.
DECIMALS = 6
LARGEST = 2**53


@dataclass(frozen=True, eq=False)
class Values:
    """The units of a series: `counts` in `1/scale`, and which of them are `known`.

    Window sums are whole numbers, so that comparing two of them is exact.
    """

    counts: Ints
    known: NDArray[np.bool_]
    scale: int = 1

    @classmethod
    def of(cls, values: Iterable[float]) -> Values:
        """Make a series of figures, in order of time.

        NaN is a gap. So is a negative figure: it corrects earlier units, nobody says which, and
        takes its own with it. Figures are kept to six decimals. Raises `ValueError` for an infinite
        figure, and where sums grow too large to be compared exactly.
        """
        given = np.fromiter(values, dtype=np.float64)
        if any(map(isinf, given)):
            raise ValueError("an infinite figure cannot be added up")
        known = given >= 0
        amounts = np.where(known, given, 0.0)
        scale = next((10**d for d in range(DECIMALS) if _whole(amounts * 10**d)), 10**DECIMALS)
        if float(amounts.sum()) * scale >= LARGEST:
            raise ValueError("the sums of the series are too large to be compared exactly")
        return cls(np.rint(amounts * scale).astype(np.int64), known, scale)

    def __len__(self) -> int:
        """Return the number of units, gaps included."""
        return len(self.counts)

    @property
    def total(self) -> int:
        """The sum of all known units."""
        return int(self.sums_to[-1])

    @cached_property
    def sums_to(self) -> Ints:
        """The sum of the units before each end, from none to all: length n + 1."""
        return np.concatenate(([0], np.cumsum(self.counts)))

    @cached_property
    def gaps_to(self) -> Ints:
        """The number of gaps before each end: length n + 1."""
        return np.concatenate(([0], np.cumsum(~self.known)))

    def sums(self, width: int) -> Ints:
        """Return the sums of all windows of one width by their end; -1 where one holds a gap."""
        found = self.sums_to[width:] - self.sums_to[:-width]
        found[self.gaps_to[width:] > self.gaps_to[:-width]] = -1
        return found


def _whole(amounts: NDArray[np.float64]) -> bool:
    return bool(np.all(np.abs(amounts - np.rint(amounts)) < 1e-6))
