"""Support of a trend line: how much it hangs on the two points that were chosen.

Asudeh, Jagadish, Wu, Yu, "On detecting cherry-picked trendlines", PVLDB 13(6), 2020.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from averment.checking.landscape.values import Floats


def support(begins: Floats, ends: Floats, low: float, high: float) -> float | None:
    """Return the share of pairs of a begin and an end whose change lies in `(low, high]`.

    NaN is a gap. None without a pair. Exact in O(n log n): each end looks up how many begins lie
    within reach among all begins in order.
    """
    first, last = np.sort(begins[~np.isnan(begins)]), ends[~np.isnan(ends)]
    if not len(first) or not len(last):
        return None
    reach = _above(first, last, low) - _above(first, last, high)
    return float(reach.sum() / (len(first) * len(last)))


def _above(first: Floats, last: Floats, limit: float) -> NDArray[np.int64]:
    """How many begins, from the lowest, each end lies above by more than `limit`.

    By halves, on the changes themselves: `e - low` rounds otherwise than `e - b` does.
    """
    some, all_ = np.zeros(len(last), np.int64), np.full(len(last), len(first))
    for _ in range(len(first).bit_length()):
        middle = (some + all_) // 2
        change = last - first[np.minimum(middle, len(first) - 1)]
        above = (some < all_) & (change > limit)
        some, all_ = np.where(above, middle + 1, some), np.where(above, all_, middle)
    return some
