"""Bars that the ratio of two window sums may clear, as fractions, so that comparing is exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from averment.checking.landscape.values import Ints

#: The largest product that 64 bits hold with room to spare.
ROOM = 2**62


@dataclass(frozen=True, slots=True)
class Bar:
    """A ratio to be reached, or with `strict` to be passed."""

    ratio: Fraction
    strict: bool = False

    def cuts(self, sums: Ints) -> Ints:
        """Return the largest base over which each window sum clears the bar; -1 for none."""
        num, den = self.ratio.numerator, self.ratio.denominator
        if num <= 0:
            passed = (sums > 0) if self.strict and num == 0 else (sums >= 0)
            return np.where(passed, ROOM - 1, -1)
        largest = int(sums.max(initial=0))
        wide = sums if den * largest < ROOM and num < ROOM else sums.astype(object)
        found = (wide * den - 1) // num if self.strict else (wide * den) // num
        return np.where(sums < 0, -1, np.minimum(found, ROOM - 1)).astype(np.int64)
