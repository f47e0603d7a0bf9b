"""Counts: how many, in a window or at a time.

Left open: who counted, which estimate, what exactly is counted, which window; for stocks, which
moment. It holds when the total lies in the claim's interval. No band is drawn around a count: the
claim's own interval says how exact it wants to be.
"""

from __future__ import annotations

from averment.claim import Claim
from averment.kinds.rules import Band, Judged, Totals, compare, rules
from averment.kinds.tolerance import Tolerance, widened
from averment.query import Comparator


def comparators(claim: Claim, tolerance: Tolerance) -> dict[str, Comparator]:
    """Return the one interval of counts that bears the words out."""
    assert claim.value is not None
    return {"plain": widened(claim.value, claim.text, tolerance)}


def judge(totals: Totals, interval: Comparator) -> Judged:
    """Compare each reading's total with the interval."""
    low, high = totals.num_low, totals.num_high
    truth, side = compare(Band(low, low), Band(high, high), interval)
    return Judged(truth, side, low, high, low, high)


COUNT = rules("count", against="nothing", comparators=comparators, judge=judge)
