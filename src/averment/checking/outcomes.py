"""From evaluated readings to the records a report shows: outcomes, quartiles, what decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from averment.checking.evaluate import Evaluated
from averment.checking.labels import Tally
from averment.checking.readings import AXES, Candidate
from averment.checking.shapley import shares
from averment.checking.words import in_unit, say_reading
from averment.claim import Claim
from averment.kinds.rules import FALSE, TRUE, UNDETERMINED
from averment.query import Query
from averment.verdict import Axis, Flip, Outcome, Quartiles, Truth

_TRUTH = {int(TRUE): Truth.TRUE, int(FALSE): Truth.FALSE, int(UNDETERMINED): Truth.UNDETERMINED}


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
    judged, den = evaluated.judged, candidate.den
    low, high = float(judged.low[index]), float(judged.high[index])
    used = {f.id: f for f in candidate.series.figures}
    rows = (*candidate.num.figures, *(den.figures if den else ()))
    ends = sorted(value_of(v, query.claim, ratio=den is not None) for v in (low, high))
    band = sorted(
        value_of(float(v), query.claim, ratio=den is not None)
        for v in (judged.band_low[index], judged.band_high[index])
    )
    return Outcome(
        options={axis: option.id for axis, option in candidate.options.items()},
        weight=candidate.weight,
        truth=_TRUTH[int(count.truth[index])],
        value=ends[0] if low == high else None,
        low=finite(ends[0]),
        high=finite(ends[1]),
        band=(band[0], band[1]) if den and np.isfinite(band).all() else None,
        numerator=(candidate.num.low, candidate.num.high),
        denominator=(den.low, den.high) if den else None,
        figures=candidate.num.figures,
        base_figures=den.figures if den else (),
        window=tuple(candidate.num.period),
        baseline=(tuple(den.period),) if den else (),
        cut=candidate.num.cut or bool(den and den.cut),
        provisional=any(used[row].provisional for row in rows),
        sentence=say_reading(candidate, query, low, high),
    )


def value_of(value: float, claim: Claim, *, ratio: bool) -> float:
    """Return a reading's value in the unit of the claim."""
    return in_unit(value, claim) if ratio else value


def finite(value: float) -> float | None:
    """Return the value, or none where it has no limit."""
    return value if np.isfinite(value) else None


def quartiles(found: Sequence[Outcome]) -> Quartiles | None:
    """Return the quartiles of the readings' exact values, or none where there is no such value."""
    values = [o.value for o in found if o.value is not None and np.isfinite(o.value)]
    if not values:
        return None
    low, q1, median, q3, high = (float(v) for v in np.quantile(values, [0, 0.25, 0.5, 0.75, 1]))
    return Quartiles(min=low, q1=q1, median=median, q3=q3, max=high)


def flips(found: Sequence[Outcome], axes: Sequence[Axis]) -> tuple[Flip, ...]:
    """Return the axes by how much each decides, with the options that make the claim true or not.

    Only decided readings count. An option stands under `mixed` where it gives both.
    """
    decided = [o for o in found if o.truth is not Truth.UNDETERMINED]
    open_axes = [axis for axis in axes if len({_taken(o, axis) for o in decided}) > 1]
    if not decided or not open_axes:
        return ()
    truth = np.array([o.truth is Truth.TRUE for o in decided], dtype=np.float64)
    weight = np.array([o.weight for o in decided])
    codes = [_codes(decided, axis) for axis in open_axes]
    split = shares(codes, truth, weight)
    made = [_flip(axis, share, decided) for axis, share in zip(open_axes, split, strict=True)]
    order = {axis: place for place, axis in enumerate(AXES)}
    deciding = [flip for flip in made if flip.share > 1e-9]
    return tuple(sorted(deciding, key=lambda f: (-round(f.share, 9), order[f.axis])))


def _taken(outcome: Outcome, axis: Axis) -> str:
    return outcome.options.get(axis.id, "")


def _codes(decided: Sequence[Outcome], axis: Axis) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    numbers = {option.id: number for number, option in enumerate(axis.options, start=1)}
    return np.array([numbers.get(_taken(o, axis), 0) for o in decided], dtype=np.int64)


def _flip(axis: Axis, share: float, decided: Sequence[Outcome]) -> Flip:
    sides: dict[str, list[str]] = {"true": [], "false": [], "mixed": []}
    for option in axis.options:
        truths = {o.truth for o in decided if _taken(o, axis) == option.id}
        if truths:
            side = "mixed" if len(truths) > 1 else truths.pop().value
            sides[side].append(option.label)
    return Flip(
        axis=axis.id,
        label=axis.label,
        share=share,
        true=tuple(dict.fromkeys(sides["true"])),
        false=tuple(dict.fromkeys(sides["false"])),
        mixed=tuple(dict.fromkeys(sides["mixed"])),
    )
