"""Ranks: a superlative, or a place in an order of years, months or places.

Left open: who counted, which estimate, which definition, and those that the item is ranked among. A
rank is one more than the number of those strictly ahead. Plain figures decide whether something is
the highest or the second-highest, and what shares its place does not hold it. "Among the three" is
true of what shares the third place, and is granted a band of one event in each count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from averment.claim import Claim
from averment.kinds.rules import FALSE, Band, Floats, Judged, Totals, compare, rules
from averment.kinds.tolerance import Tolerance
from averment.query import Comparator

#: The unit of a rank, by the end that the order runs from.
UNITS = {"highest": "rank from the highest", "lowest": "rank from the lowest"}


def comparators(claim: Claim, tolerance: Tolerance) -> Mapping[str, Comparator]:
    """Return the ranks that make the words true: one place, or all down to one ("among").

    "One of the deadliest", without a number, is among a few.
    """
    assert claim.rank is not None
    position, unit = float(claim.rank.position), UNITS[claim.rank.extremum]
    said = claim.text.casefold()
    if not any(re.search(pattern, said) for pattern in tolerance.among_patterns):
        return {"plain": Comparator(position, position, unit)}
    return {"plain": Comparator(1.0, position if position > 1 else tolerance.among_few, unit)}


def judge(totals: Totals, interval: Comparator) -> Judged:
    """Count those ahead of each reading's item: surely, and at the most."""
    item, rivals = _turned(totals, from_lowest=interval.unit == UNITS["lowest"])
    low, high = 1 + _over(rivals.low, item.high), 1 + _over(rivals.high, item.low)
    band = Band(1 + _over(rivals.low - 2, item.high), 1 + _over(rivals.high + 2, item.low))
    if interval.low != interval.high:
        granted = 1 + _over(rivals.high - 2, item.low)
        truth, side = compare(Band(band.low, low), Band(granted, high), interval)
        return Judged(truth, side, low, high, band.low, band.high)
    shared = 1 + _over(rivals.high, item.low, tied=True)
    truth, side = compare(Band(low, low), Band(shared, shared), interval)
    level = (rivals.low == rivals.high) & (rivals.low == item.low[:, None])
    truth[level.any(axis=1) & (item.low == item.high)] = FALSE
    return Judged(truth, side, low, high, band.low, band.high)


def _turned(totals: Totals, *, from_lowest: bool) -> tuple[Band, Band]:
    """The items and their rivals, all below zero where the order runs from the lowest."""
    assert totals.rivals_low is not None
    assert totals.rivals_high is not None
    if from_lowest:
        return (
            Band(-totals.num_high, -totals.num_low),
            Band(-totals.rivals_high, -totals.rivals_low),
        )
    return Band(totals.num_low, totals.num_high), Band(totals.rivals_low, totals.rivals_high)


def _over(rivals: Floats, item: Floats, *, tied: bool = False) -> Floats:
    """How many rivals of each row lie over its item, or level with it; NaN is nobody."""
    over = rivals >= item[:, None] if tied else rivals > item[:, None]
    return np.asarray(over.sum(axis=1), dtype=np.float64)


RANK = rules("rank", against="rivals", comparators=comparators, judge=judge)
