"""All readings of a claim evaluated at once, on arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from averment.checking.candidate import Candidate
from averment.checking.series import Stocks
from averment.checking.totals import Total
from averment.kinds import Judged, Rules, Totals
from averment.kinds.rules import Floats
from averment.query import Comparator


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Truth and value of every reading, in the order of the readings, as arrays."""

    totals: Totals
    judged: Judged


def totals_of(candidates: Sequence[Candidate]) -> Totals:
    """Lay the readings' totals out as arrays; a reading without a baseline is compared with one."""

    def column(values: Iterable[float]) -> Floats:
        return np.fromiter(values, dtype=np.float64, count=len(candidates))

    rivals = [candidate.rivals for candidate in candidates]
    return Totals(
        num_low=column(c.num.low for c in candidates),
        num_high=column(c.num.high + c.unseen.most for c in candidates),
        num_years=column(_years(c, c.num) for c in candidates),
        den_low=column(c.den.low if c.den else 1.0 for c in candidates),
        den_high=column(c.den.high if c.den else 1.0 for c in candidates),
        den_years=column(_years(c, c.den) for c in candidates),
        rivals_low=_padded([[rival.total.low for rival in some] for some in rivals]),
        rivals_high=_padded([[rival.total.high for rival in some] for some in rivals]),
    )


def _padded(rows: Sequence[Sequence[float]]) -> Floats:
    """Rows of unequal length as one array, with NaN where a row has ended."""
    table = np.full((len(rows), max(map(len, rows), default=0)), np.nan)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table


def _years(candidate: Candidate, total: Total | None) -> float:
    """The length that a total is divided by; a stock is a level and has none."""
    if total is None or isinstance(candidate.series, Stocks):
        return 1.0
    return total.period.years


def evaluate(candidates: Sequence[Candidate], rules: Rules) -> Evaluated:
    """Evaluate all readings. Those that share an interval are compared in one go.

    Of a figure that may count the deeds of others, any part may be meant.
    """
    totals = totals_of(candidates)
    others = np.array([candidate.unseen.others for candidate in candidates], dtype=bool)
    intervals: dict[Comparator, list[int]] = {}
    for index, candidate in enumerate(candidates):
        intervals.setdefault(candidate.interval, []).append(index)
    judged = _blank(len(candidates))
    for interval, members in intervals.items():
        part = rules.judge(totals.take(members), interval)
        if others[members].any():
            least = np.where(others, 0.0, totals.num_low)
            open_ = rules.judge(replace(totals, num_low=least).take(members), interval)
            part = replace(part, truth=open_.truth, side=open_.side)
        for one in fields(Judged):
            getattr(judged, one.name)[members] = getattr(part, one.name)
    return Evaluated(totals, judged)


def _blank(count: int) -> Judged:
    truths, floats = np.zeros(count, dtype=np.int8), np.zeros(count)
    return Judged(truths, truths.copy(), floats, floats.copy(), floats.copy(), floats.copy())
