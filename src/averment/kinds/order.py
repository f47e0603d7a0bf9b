"""Orders: that one thing came after, or because of, another. Only the order can be checked.

Left open: which happenings are meant and which of their candidate days. It holds where the first
was over before the second began.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from averment.kinds.relation import Days
from averment.kinds.rules import FALSE, TRUE, UNDETERMINED, Truths


@dataclass(frozen=True, slots=True)
class Pairs:
    """The days of two happenings, a pair a reading: each on a day in `[low, high)`, as ordinals."""

    first_low: Days
    first_high: Days
    second_low: Days
    second_high: Days


def judge(pairs: Pairs) -> Truths:
    """Return the truth of every reading; days that may be the same decide nothing."""
    truth = np.full(len(pairs.first_low), UNDETERMINED, dtype=np.int8)
    truth[pairs.first_high <= pairs.second_low] = TRUE
    truth[pairs.second_high <= pairs.first_low] = FALSE
    return truth
