"""Which choice decides: the variance of truth, split over the axes.

The split is Shapley's (L. S. Shapley, "A value for n-person games", 1953) with the weighted
variance of the mean truth given the options of a set of axes as that set's worth, as for the
effects of dependent inputs in A. B. Owen, "Sobol' indices and Shapley value", SIAM/ASA JUQ 2(1),
2014. It counts interactions, is exact, and its shares add up to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray


def shares(
    codes: Sequence[NDArray[np.int64]], truth: NDArray[np.float64], weight: NDArray[np.float64]
) -> list[float]:
    """Return each axis' share of the variance of `truth`, in the order of `codes`.

    `codes` holds, for each axis, the number of the option that each reading takes; `truth` is 0 or
    1 for each reading and `weight` its weight. Without any variance all shares are zero.
    """
    count = len(codes)
    worth = {
        subset: _explained([codes[axis] for axis in subset], truth, weight)
        for size in range(count + 1)
        for subset in combinations(range(count), size)
    }
    whole = worth[tuple(range(count))]
    if whole <= 1e-12:
        return [0.0] * count
    return [_value(axis, count, worth) / whole for axis in range(count)]


def _value(axis: int, count: int, worth: dict[tuple[int, ...], float]) -> float:
    others = [other for other in range(count) if other != axis]
    total = 0.0
    for size in range(count):
        factor = factorial(size) * factorial(count - size - 1) / factorial(count)
        for subset in combinations(others, size):
            total += factor * (worth[tuple(sorted((*subset, axis)))] - worth[subset])
    return total


def _explained(
    codes: Sequence[NDArray[np.int64]], truth: NDArray[np.float64], weight: NDArray[np.float64]
) -> float:
    """The weighted variance of the mean truth, given the options of these axes."""
    cell = np.zeros(len(truth), dtype=np.int64)
    for code in codes:
        _, cell = np.unique(cell * (int(code.max()) + 1) + code, return_inverse=True)
    mass = np.bincount(cell, weights=weight)
    mean = np.bincount(cell, weights=weight * truth) / mass
    overall = float((weight * truth).sum() / weight.sum())
    return float((mass * (mean - overall) ** 2).sum() / weight.sum())
