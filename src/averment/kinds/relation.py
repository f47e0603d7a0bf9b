"""Relations: that one actor is tied to another.

Left open: whose word is taken, which actor a name stands for, and how near to the time of the words
the tie must lie. It holds where a record has the tie on a day of the period asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from averment.kinds.rules import FALSE, TRUE, UNDETERMINED, Truths

Days = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ties:
    """Records of ties, each beside one reading: arrays of one length, days as ordinals.

    `reading` is the number of the reading. The tie began within `[begins_low, begins_high]` and
    ended within `[ends_low, ends_high]`, the end being the first day without it; equal where the
    day is known. `affirms` tells a record that states the tie from one that excludes it.
    """

    reading: NDArray[np.int64]
    begins_low: Days
    begins_high: Days
    ends_low: Days
    ends_high: Days
    affirms: Flags


@dataclass(frozen=True, slots=True)
class Asked:
    """What each reading asks: the days `[start, end)`; `closed` where silence there says no."""

    start: Days
    end: Days
    closed: Flags


def judge(ties: Ties, asked: Asked) -> Truths:
    """Return the truth of every reading.

    A record surely has the tie in the period where it is known to hold on a day of it, or where all
    of it lies inside. True where a record surely has it, false where one excludes it or where the
    records are closed and have none; undetermined where they only may have it, or contradict each
    other, or are silent.
    """
    start, end = asked.start[ties.reading], asked.end[ties.reading]
    sure = (ties.begins_high < end) & (ties.ends_low > start) & (ties.begins_high < ties.ends_low)
    sure |= (ties.begins_low >= start) & (ties.ends_high <= end)
    may = sure | ((ties.begins_low < end) & (ties.ends_high > start))
    has = _any(ties.reading, sure & ties.affirms, len(asked.start))
    may_have = _any(ties.reading, may & ties.affirms, len(asked.start))
    lacks = _any(ties.reading, sure & ~ties.affirms, len(asked.start))
    truth = np.full(len(asked.start), UNDETERMINED, dtype=np.int8)
    truth[~may_have & (lacks | asked.closed)] = FALSE
    truth[has & ~lacks] = TRUE
    return truth


def _any(reading: NDArray[np.int64], holds: Flags, count: int) -> Flags:
    """Say for each reading whether something holds of one of its records."""
    return np.bincount(reading[holds], minlength=count) > 0
