"""From evaluated readings to the records a report shows: outcomes and their quartiles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from averment.checking.candidate import Candidate
from averment.checking.evaluate import Evaluated
from averment.checking.labels import Tally
from averment.checking.sentences import in_unit, say_reading
from averment.kinds.rules import FALSE, TRUE, UNDETERMINED
from averment.query import Period, Query
from averment.verdict import Outcome, Quartiles, Truth

TRUTH = {int(TRUE): Truth.TRUE, int(FALSE): Truth.FALSE, int(UNDETERMINED): Truth.UNDETERMINED}


def outcomes(
    candidates: Sequence[Candidate], evaluated: Evaluated, count: Tally, query: Query
) -> tuple[Outcome, ...]:
    """Return each reading with its value, truth, weight and rows."""
    return tuple(
        _outcome(candidate, index, evaluated, count, query)
        for index, candidate in enumerate(candidates)
    )


def _outcome(
    candidate: Candidate, index: int, evaluated: Evaluated, count: Tally, query: Query
) -> Outcome:
    judged, num, den = evaluated.judged, candidate.num, candidate.den
    low, high = float(judged.low[index]), float(judged.high[index])
    ends = _own(low, high, candidate, query)
    band = _own(float(judged.band_low[index]), float(judged.band_high[index]), candidate, query)
    used = {*num.figures, *(den.figures if den else ())}
    series = (candidate.series, *candidate.beside, *(r.series for r in candidate.rivals))
    each = {id(one): one for one in series if one is not None}
    rows = (figure for one in each.values() for figure in one.figures)
    return Outcome(
        options={axis: option.id for axis, option in candidate.options.items()},
        weight=candidate.weight,
        truth=TRUTH[int(count.truth[index])],
        value=ends[0] if low == high else None,
        low=_finite(ends[0]),
        high=_finite(ends[1]),
        band=band if den and np.isfinite(band).all() else None,
        numerator=(num.low, num.high),
        denominator=(den.low, den.high) if den else None,
        figures=num.figures,
        base_figures=den.figures if den else (),
        window=_days(num.period),
        baseline=(_days(den.period),) if den else (),
        cut=num.cut or bool(den and den.cut),
        provisional=any(row.provisional for row in rows if row.id in used),
        pro_rata=candidate.spread == "pro-rata",
        sentence=say_reading(candidate, query, low, high),
    )


def _own(low: float, high: float, candidate: Candidate, query: Query) -> tuple[float, float]:
    """Two values in the unit of the claim, in order, without what binary arithmetic adds."""
    ends = (round(in_unit(v, query.claim, candidate.interval), 6) for v in (low, high))
    first, last = sorted(ends)
    return first, last


def _days(period: Period) -> tuple[dt.date, dt.date]:
    return period.start, period.end


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def quartiles(found: Sequence[Outcome]) -> Quartiles | None:
    """Return the quartiles of the readings' exact values, or none where there is no such value."""
    values = [o.value for o in found if o.value is not None and np.isfinite(o.value)]
    if not values:
        return None
    ends = np.quantile(values, [0, 0.25, 0.5, 0.75, 1])
    low, q1, median, q3, high = (round(float(end), 6) for end in ends)
    return Quartiles(min=low, q1=q1, median=median, q3=q3, max=high)
