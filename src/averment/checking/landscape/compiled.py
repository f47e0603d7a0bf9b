"""Counting compiled: window sums of counts are small whole numbers, so running counts answer.

For one width, three levels of running counts over the values seen so far say how many are below
any value: by 1,024 values, by 32 and by one. To add a value raises the rest of its cell on each
level, a few vector instructions without a branch; to ask takes three look-ups. O(n²) for all widths
where sums span up to some ten thousand values. Needs Numba (the extra `fast`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from averment.checking.landscape.bars import Bar
from averment.checking.landscape.values import Floats, Ints, Values

#: Shorter series are done before Numba is imported; larger totals would need too long a table.
SHORTEST = 600
LARGEST_TOTAL = 2**22


def fits(values: Values) -> bool:
    """Say whether the kernel can take a series, and is worth its start."""
    return len(values) >= SHORTEST and values.total <= LARGEST_TOTAL and installed()


@cache
def installed() -> bool:
    """Say whether Numba is there; it is not imported before it is needed."""
    return find_spec("numba") is not None


def clearing(
    values: Values, bars: Sequence[Bar], widths: Ints, most: int = 0
) -> tuple[list[int], Floats]:
    """Do what `counts.clearing` does."""
    table = np.arange(values.total + 1)
    cuts = np.array([bar.cuts(table) for bar in bars]).clip(-1, values.total).astype(np.int32)
    listed = np.empty((most, 2))
    room, small = values.total + 2049, np.int16 if len(values) < 2**15 else np.int32
    counts, used = _kernel()(
        values.sums_to.astype(np.int32),
        values.gaps_to.astype(np.int32),
        np.ascontiguousarray(cuts.T),
        widths,
        listed,
        *(np.zeros(room // size + 33, small) for size in (1, 32, 1024)),
    )
    return [int(count) for count in counts], listed[:used]


@cache
def _kernel() -> Callable[..., Any]:
    import numba

    kernel: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_count)
    return kernel


def _count(  # pragma: no cover
    sums_to: Any,
    gaps_to: Any,
    cuts: Any,
    widths: Any,
    listed: Any,
    ones: Any,
    by_32: Any,
    by_1024: Any,
) -> Any:
    units, bars = sums_to.size - 1, cuts.shape[1]
    one, none = ones.dtype.type(1), ones.dtype.type(0)
    counts, asked, used = np.zeros(bars, np.int64), np.zeros(bars, np.int32), 0
    for width in widths:
        low, high = sums_to[-1] + 1, 0
        for end in range(width, units + 1):
            value = sums_to[end] - sums_to[end - width]
            if value > 0 and gaps_to[end] == gaps_to[end - width]:
                low, high = min(low, value), max(high, value)
        span = high - low + 1
        if span < 1:
            continue
        ones[: (span | 31) + 33] = 0
        by_32[: (span >> 5) + 33] = 0
        by_1024[: (span >> 10) + 1] = 0
        for end in range(width, units + 1):
            if gaps_to[end] != gaps_to[end - width]:
                continue
            value = sums_to[end] - sums_to[end - width]
            for bar in range(bars):
                cut = min(max(cuts[value, bar] - low + 1, 0), span)
                asked[bar] = ones[cut] + by_32[cut >> 5] + by_1024[cut >> 10]
                counts[bar] += asked[bar]
            for pair in range(bars // 2 if used < listed.shape[0] else 0):
                if used == listed.shape[0] or asked[2 * pair] == asked[2 * pair + 1]:
                    continue
                least, most = max(cuts[value, 2 * pair + 1], 0), cuts[value, 2 * pair]
                for first in range(0, end - width, 32):
                    after = min(first + 32, end - width)
                    right, left = sums_to[first + width : after + width], sums_to[first:after]
                    inside = 0
                    for i in range(after - first):
                        inside += (right[i] - left[i] > least) & (right[i] - left[i] <= most)
                    for i in range(after - first if inside else 0):
                        base, start = right[i] - left[i], first + i
                        known = gaps_to[start + width] == gaps_to[start]
                        if least < base <= most and known and used < listed.shape[0]:
                            listed[used, 0], listed[used, 1] = pair, value / base
                            used += 1
            if value > 0:
                at = value - low
                cell, rest = ones[(at >> 5) * 32 : (at >> 5) * 32 + 32], at & 31
                for i in range(32):
                    cell[i] += one if i > rest else none
                for i in range((at >> 5) + 1, min((at >> 10) * 32 + 32, (span >> 5) + 1)):
                    by_32[i] += 1
                for i in range((at >> 10) + 1, (span >> 10) + 1):
                    by_1024[i] += 1
    return counts, used
