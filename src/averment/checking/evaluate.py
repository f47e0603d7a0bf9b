"""All readings of a claim evaluated at once, on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from averment.checking.readings import Candidate
from averment.checking.series import Stocks, Total
from averment.kinds import Rules, Totals
from averment.kinds.rules import Floats, Judged
from averment.query import Comparator


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Truth and value of every reading, in the order of the readings, as arrays."""

    totals: Totals
    judged: Judged


def totals_of(candidates: Sequence[Candidate]) -> Totals:
    """Lay the readings' totals out as arrays; a reading without a baseline is compared with one."""

    def column(pick: object) -> Floats:
        return np.fromiter(pick, dtype=np.float64, count=len(candidates))  # type: ignore[call-overload,no-any-return]

    return Totals(
        num_low=column(c.num.low for c in candidates),
        num_high=column(c.num.high for c in candidates),
        num_years=column(_years(c, c.num) for c in candidates),
        den_low=column(c.den.low if c.den else 1.0 for c in candidates),
        den_high=column(c.den.high if c.den else 1.0 for c in candidates),
        den_years=column(_years(c, c.den) for c in candidates),
    )


def _years(candidate: Candidate, total: Total | None) -> float:
    """The length that a total is divided by; a stock is a level and has none."""
    if total is None or isinstance(candidate.series, Stocks):
        return 1.0
    return total.period.years


def evaluate(candidates: Sequence[Candidate], rules: Rules) -> Evaluated:
    """Evaluate all readings. Those that share an interval are compared in one go."""
    totals = totals_of(candidates)
    intervals: dict[Comparator, list[int]] = {}
    for index, candidate in enumerate(candidates):
        intervals.setdefault(candidate.interval, []).append(index)
    judged = Judged(
        truth=np.full(len(candidates), -1, dtype=np.int8),
        low=np.full(len(candidates), np.nan),
        high=np.full(len(candidates), np.nan),
        band_low=np.full(len(candidates), np.nan),
        band_high=np.full(len(candidates), np.nan),
    )
    for interval, members in intervals.items():
        part = rules.judge(_take(totals, members), interval)
        for name in Judged.__slots__:
            getattr(judged, name)[members] = getattr(part, name)
    return Evaluated(totals, judged)


def _take(totals: Totals, members: list[int]) -> Totals:
    return Totals(*(getattr(totals, name)[members] for name in Totals.__slots__))
