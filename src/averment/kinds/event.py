"""Events: that a dated thing happened, then, there, with these parties.

Left open: whose word is taken, which actors the names stand for, which day is meant, and how near
to the words it must lie. It holds where a record dates such a thing inside the period asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from averment.kinds.relation import Asked, Days, Flags
from averment.kinds.rules import FALSE, TRUE, UNDETERMINED, Truths


@dataclass(frozen=True, slots=True)
class Dates:
    """Recorded days, each beside one reading: it happened on a day in `[low, high)`, as ordinals.

    `affirms` tells a record that it happened from one that it did not happen in those days.
    """

    reading: NDArray[np.int64]
    low: Days
    high: Days
    affirms: Flags


def judge(dates: Dates, asked: Asked) -> Truths:
    """Return the truth of every reading.

    True where a recorded day surely lies in the period; undetermined where one only may; false
    where the records are closed, or exclude the whole period, and no day may lie in it.
    """
    start, end = asked.start[dates.reading], asked.end[dates.reading]
    count = len(asked.start)
    inside = dates.affirms & (dates.low >= start) & (dates.high <= end)
    may = dates.affirms & (dates.low < end) & (dates.high > start)
    never = ~dates.affirms & (dates.low <= start) & (dates.high >= end)
    has, may_have, lacks = (
        np.bincount(dates.reading[holds], minlength=count) > 0 for holds in (inside, may, never)
    )
    truth = np.full(count, UNDETERMINED, dtype=np.int8)
    truth[~may_have & (lacks | asked.closed)] = FALSE
    truth[has & ~lacks] = TRUE
    return truth
