"""Which choice decides: the variance of truth, split over the axes.

The split is Shapley's (L. S. Shapley, "A value for n-person games", 1953) with the weighted
variance of the mean truth given the options of a set of axes as that set's worth, as for the
effects of dependent inputs in A. B. Owen, "Sobol' indices and Shapley value", SIAM/ASA JUQ 2(1),
2014. It counts interactions, is exact, and its shares add up to one. Every set of axes is worked
out from one with an axis more, by adding up its cells, so that ten axes cost little more than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

from averment.kinds.rules import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Readings put together by the options of some axes: the weight of each cell and its true part.

    `cell` numbers the options in mixed radix, with the first axis as the lowest digit; `sizes` are
    the radices, one for an axis that was added up.
    """

    sizes: tuple[int, ...]
    cell: Ints
    mass: Floats
    true: Floats

    def without(self, axis: int) -> _Cells:
        """Add up over the options of one axis."""
        step = int(np.prod(self.sizes[:axis], dtype=np.int64))
        left = self.cell % step + self.cell // (step * self.sizes[axis]) * step
        cell, place = np.unique(left, return_inverse=True)
        sizes = (*self.sizes[:axis], 1, *self.sizes[axis + 1 :])
        return _Cells(sizes, cell, _added(place, self.mass), _added(place, self.true))

    def explained(self) -> float:
        """The weighted variance of the mean truth, given the options of these axes."""
        held = self.mass > 0
        whole = self.mass.sum()
        mean = self.true.sum() / whole
        return float((self.true[held] ** 2 / self.mass[held]).sum() / whole - mean**2)


def shares(codes: Sequence[Ints], truth: Floats, weight: Floats) -> list[float]:
    """Return each axis' share of the variance of `truth`, in the order of `codes`.

    `codes` holds, for each axis, the number of the option that each reading takes; `truth` is 0 or
    1 for each reading and `weight` its weight. Without any variance all shares are zero.
    """
    count = len(codes)
    worth = np.zeros(1 << count)
    for members, cells in _subsets(_cells(codes, truth, weight), (1 << count) - 1, count):
        worth[members] = cells.explained()
    if worth[-1] <= 1e-12:
        return [0.0] * count
    return [_value(axis, count, worth) / float(worth[-1]) for axis in range(count)]


def alone(codes: Ints, truth: Floats, weight: Floats) -> float:
    """Return the variance of `truth` that one axis explains by itself."""
    return _cells([codes], truth, weight).explained()


def _cells(codes: Sequence[Ints], truth: Floats, weight: Floats) -> _Cells:
    cell = np.zeros(len(truth), dtype=np.int64)
    sizes: list[int] = []
    for code in codes:
        _, place = np.unique(code, return_inverse=True)
        cell += place * int(np.prod(sizes, dtype=np.int64))
        sizes.append(int(place.max()) + 1)
    kept, place = np.unique(cell, return_inverse=True)
    mass, true = _added(place, weight), _added(place, weight * truth)
    return _Cells(tuple(sizes), kept, mass, true)


def _added(place: Ints, weight: Floats) -> Floats:
    return np.bincount(place, weight).astype(np.float64)


def _subsets(cells: _Cells, members: int, below: int) -> Iterator[tuple[int, _Cells]]:
    """Yield every set of axes once, as bits, with its cells; axes go from the last one on."""
    yield members, cells
    for axis in range(below):
        yield from _subsets(cells.without(axis), members & ~(1 << axis), axis)


def _value(axis: int, count: int, worth: Floats) -> float:
    """The axis' mean gain in worth, over all orders in which the axes may be known."""
    sets = np.arange(1 << count)
    without = sets[sets & (1 << axis) == 0]
    factors = [
        factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)
    ]
    sizes = np.array([int(members).bit_count() for members in without])
    return float((np.array(factors)[sizes] * (worth[without | (1 << axis)] - worth[without])).sum())
