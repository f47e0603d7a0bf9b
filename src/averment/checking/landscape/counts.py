"""How many windows clear a bar: exact over all widths, ends and distances, none enumerated.

A window (w, t, d) compares the sum of the w units that end at t with that of the w units that end
at t - d. For one width it is a pair of windows, the earlier one the base; a series of n units has
C(n + 1, 3) of them. The pairs of one width that clear a bar are counted as inversions are: each
window asks how many earlier ones are small enough. With Numba installed a compiled kernel answers
(`compiled`); this is the same on plain arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from averment.checking.landscape import compiled
from averment.checking.landscape.bars import ROOM, Bar
from averment.checking.landscape.values import Floats, Ints, Values

#: Windows that are held as arrays at once.
BATCH = 16_384


@dataclass(frozen=True, slots=True)
class Base:
    """Windows by what their base is: above zero, and so comparable, or zero."""

    comparable: int
    zero: int


def bases(values: Values) -> Base:
    """Count the windows without gaps by their base, in O(n · longest run of zeros)."""
    units = len(values)
    runs = np.bincount(_runs(values.known), minlength=units + 1)
    known = 0
    for width in range(1, units):
        reach = np.arange(width, units + 1)
        windows = int(((reach - width + 1) * runs[width:]).sum())
        known += windows * (windows - 1) // 2
    zero = 0
    for width in range(1, max(_runs(values.known & (values.counts == 0)), default=0) + 1):
        sums = values.sums(width)
        later = np.cumsum((sums >= 0)[::-1])[::-1] - 1
        zero += int(later[sums == 0].sum())
    return Base(known - zero, zero)


def _runs(mask: NDArray[np.bool_]) -> list[int]:
    """Return the lengths of the runs of true."""
    return [len(list(run)) for true, run in groupby(mask.tolist()) if true]


def clearing(
    values: Values, bars: Sequence[Bar], widths: Ints | None = None, most: int = 0
) -> tuple[list[int], Floats]:
    """Count the windows with a base above zero that clear each bar, and list those between two.

    Of `widths` only, where given. With `most`, bars 0 and 1, 2 and 3, … are pairs, the lower first,
    and rows of the array are pair and ratio of the windows that clear the one and not the other: of
    all of them, unless they are more than `most`.
    """
    widths = np.arange(1, len(values)) if widths is None else widths
    if compiled.fits(values):
        return compiled.clearing(values, bars, widths, most)
    found, listed = [0] * len(bars), [np.empty((0, 2))]
    for batch in _batches(values, widths):
        reaches = [batch.reach(bar) for bar in bars]
        for index, reach in enumerate(reaches):
            found[index] += batch.below(reach)
        for pair in range(len(bars) // 2 if most else 0):
            ratios = batch.between(reaches[2 * pair + 1], reaches[2 * pair])
            listed.append(np.stack([np.full(len(ratios), pair), ratios], axis=1)[:most])
            most -= len(listed[-1])
    return found, np.concatenate(listed)


def _batches(values: Values, widths: Ints) -> Iterator[_Batch]:
    """Yield the windows of a few widths at a time."""
    at = 0
    while at < len(widths):
        columns = len(values) - int(widths[at]) + 1
        some = widths[at : at + max(1, BATCH // columns)]
        sums = np.full((len(some), columns), -1, dtype=np.int64)
        for row, width in zip(sums, some, strict=True):
            row[: len(values) - width + 1] = values.sums(int(width))
        yield _Batch(sums)
        at += len(some)


class _Batch:
    """The windows of some widths, a row each, and their order by size.

    Time is cut into blocks. `_before[row, block, rank]` counts the windows in the blocks before
    that come earlier in the order; windows of the same block are compared one by one.
    """

    def __init__(self, sums: Ints) -> None:
        rows, columns = sums.shape
        self.block = max(16, int(2 ** np.round(np.log2(columns) / 2 + 1)))
        blocks = -(-columns // self.block)
        self.sums = np.full((rows, blocks * self.block), -1, dtype=np.int64)
        self.sums[:, :columns] = sums
        # No window clears a bar over a base of zero or one with a gap: they come last.
        earlier = np.where(self.sums > 0, self.sums, ROOM)
        self._order = np.argsort(earlier, axis=1)
        self._sorted = np.take_along_axis(earlier, self._order, axis=1)
        self._ranks = np.empty_like(self._order)
        in_order = np.broadcast_to(np.arange(self._order.shape[1]), self._order.shape)
        np.put_along_axis(self._ranks, self._order, in_order, axis=1)
        self._before = self._tables(blocks)

    def _tables(self, blocks: int) -> Ints:
        rows, columns = self.sums.shape
        cells = np.zeros((rows, blocks, columns + 1), dtype=np.int32)
        block = np.arange(columns) // self.block
        inner = block < blocks - 1
        cells[np.arange(rows)[:, None], block[inner] + 1, self._ranks[:, inner] + 1] = 1
        np.cumsum(cells, axis=2, out=cells)
        for at in range(2, blocks):
            cells[:, at] += cells[:, at - 1]
        return cells

    def reach(self, bar: Bar) -> Ints:
        """Return, for each window, how many of its width are small enough to be cleared as base."""
        cuts = bar.cuts(self.sums)
        return np.array(
            [np.searchsorted(*row, side="right") for row in zip(self._sorted, cuts, strict=True)]
        )

    def below(self, reach: Ints) -> int:
        """Count the pairs of windows the earlier one of which is within the later one's reach."""
        rows, columns = self.sums.shape
        block = np.arange(columns) // self.block
        found = int(self._before[np.arange(rows)[:, None], block, reach].sum())
        ranks, limits = (
            np.ascontiguousarray(a.reshape(-1, self.block).T) for a in (self._ranks, reach)
        )
        for lag in range(1, self.block):
            found += int(np.count_nonzero(ranks[:-lag] < limits[lag:]))
        return found

    def between(self, least: Ints, most: Ints) -> Floats:
        """Return the ratios over the bases that come before one reach and not before the other."""
        rows, ends = np.nonzero(least < most)
        spread = (most - least)[rows, ends]
        rows, ends = np.repeat(rows, spread), np.repeat(ends, spread)
        first = np.repeat(np.cumsum(spread) - spread, spread)
        starts = self._order[rows, least[rows, ends] + np.arange(len(rows)) - first]
        rows, ends, starts = (column[starts < ends] for column in (rows, ends, starts))
        found: Floats = self.sums[rows, ends] / self.sums[rows, starts]
        return found
