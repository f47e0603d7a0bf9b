"""Trends: that something rose, fell or held, without a figure.

Left open, beside what a change leaves open: how the words are tested (the axis `statistic`, in
`checking.courses`). All of these end in two levels: a trend is up where the later one is higher,
down where it is lower, level where it lies within the tolerance. Plain figures decide, so that what
rose never fell as well; how few events would turn it is told beside.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from averment.claim import Claim, Direction
from averment.kinds.change import ratios
from averment.kinds.rules import Band, Judged, Totals, compare, rules
from averment.kinds.tolerance import Tolerance
from averment.query import Comparator


def comparators(claim: Claim, tolerance: Tolerance) -> Mapping[str, Comparator]:
    """Return the one interval of the ratio of the later level to the earlier one."""
    if claim.direction is Direction.LEVEL:
        return {"plain": Comparator(1 - tolerance.level, 1 + tolerance.level, "ratio")}
    if claim.direction is Direction.DOWN:
        return {"plain": Comparator(None, 1.0, "ratio", strict_high=True)}
    return {"plain": Comparator(1.0, None, "ratio", strict_low=True)}


def judge(totals: Totals, interval: Comparator) -> Judged:
    """Compare the later level with the earlier one; of nothing and nothing the ratio is one."""
    low, high, at_low, at_high = ratios(totals)
    low = np.where((totals.num_low == 0) & (totals.den_high == 0), 1.0, low)
    high = np.where((totals.num_high == 0) & (totals.den_low == 0), 1.0, high)
    truth, side = compare(Band(low, low), Band(high, high), interval)
    return Judged(truth, side, low, high, at_low.low, at_high.high)


TREND = rules("trend", against="course", comparators=comparators, judge=judge)
