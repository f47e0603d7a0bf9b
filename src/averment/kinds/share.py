"""Shares: a part of a whole.

Left open: who counted, which estimate, which period, and what becomes of the dead of unknown status
(the axis `unknown`). Part and whole come from one publisher, dataset, release and estimate. A share
holds when it lies in the claim's interval, or does so with one event recorded otherwise in the part
or in the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from averment.claim import Claim
from averment.kinds.rules import Band, Floats, Judged, Totals, compare, divided, rules
from averment.kinds.tolerance import Tolerance, widened
from averment.query import Comparator


def comparators(claim: Claim, tolerance: Tolerance) -> Mapping[str, Comparator]:
    """Return the one interval of the part that bears the words out, the whole being one."""
    assert claim.value is not None
    stated = widened(claim.value, claim.text, tolerance)
    low, high = (None if end is None else end / 100 for end in (stated.low, stated.high))
    return {"plain": replace(stated, low=low, high=high, unit="part")}


def judge(totals: Totals, interval: Comparator) -> Judged:
    """Compare the share, as a band of one event either way, with the interval."""
    ends = ((totals.num_low, totals.den_high), (totals.num_high, totals.den_low))
    low, high = (_share(num, den) for num, den in ends)
    at_low, at_high = (
        Band(_share(np.maximum(num - 1, 0), den + 1), _share(num + 1, den - 1)) for num, den in ends
    )
    truth, side = compare(at_low, at_high, interval)
    return Judged(truth, side, low, high, at_low.low, at_high.high)


def _share(num: Floats, den: Floats) -> Floats:
    """The part of a whole; never more than all of it."""
    return np.minimum(divided(num, den), 1.0)


SHARE = rules("share", against="whole", comparators=comparators, judge=judge)
