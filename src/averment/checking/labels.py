"""From the truth of all readings to one label: a table, read from the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from averment.checking.candidate import Candidate
from averment.checking.evaluate import Evaluated
from averment.kinds.rules import ABOVE, BELOW, FALSE, TRUE, UNDETERMINED, Floats, Truths
from averment.verdict import Label, Why


@dataclass(frozen=True, slots=True)
class Tally:
    """The weights of the readings: true and false among the decided, below and above the claim.

    `weight` and `truth` are arrays, one element a reading; `truth` is turned round for a negated
    claim. `share` and `weighted_share` are none where nothing is decided. `below` and `above` are
    the parts of the decided weight that lie, band and all, under and over the claim's interval.
    """

    truth: Truths
    weight: Floats
    share: float | None
    weighted_share: float | None
    undetermined: float
    below: float
    above: float


def tally(candidates: Sequence[Candidate], evaluated: Evaluated, *, negated: bool) -> Tally:
    """Add up the weights. A negated claim turns the truth of every reading round."""
    weight = np.array([candidate.weight for candidate in candidates], dtype=np.float64)
    truth = _negated(evaluated.judged.truth) if negated else evaluated.judged.truth
    return add_up(weight, truth, evaluated.judged.side)


def add_up(weight: Floats, truth: Truths, side: Truths) -> Tally:
    """Add up the weights of readings; all arrays have one element a reading."""
    decided = truth != UNDETERMINED
    mass = float(weight[decided].sum())
    return Tally(
        truth=truth,
        weight=weight,
        share=float((truth == TRUE).sum() / decided.sum()) if mass else None,
        weighted_share=float(weight[truth == TRUE].sum() / mass) if mass else None,
        undetermined=float(weight[~decided].sum()),
        below=float(weight[decided & (side == BELOW)].sum() / mass) if mass else 0.0,
        above=float(weight[decided & (side == ABOVE)].sum() / mass) if mass else 0.0,
    )


def _negated(truth: Truths) -> Truths:
    turned = truth.copy()
    turned[truth == TRUE], turned[truth == FALSE] = FALSE, TRUE
    return turned


def straddled(count: Tally, lines: Mapping[str, float]) -> bool:
    """Say whether the figure lies amid the readings: enough weight below it, enough above it.

    A figure that most readings meet is not: a best estimate lies between a low and a high one.
    """
    # Sums of weights that are equal on paper differ in their last digits.
    below, above = round(count.below, 9), round(count.above, 9)
    missed = round(below + above, 9) > round(1 - lines["mostly_supported"], 9)
    return min(below, above) >= lines["straddled"] and missed


def label(count: Tally, lines: Mapping[str, float]) -> tuple[Label, Why | None]:
    """Return the label for a tally, with the reason where nothing decides."""
    share = count.weighted_share
    if share is None or count.undetermined > lines["undetermined"]:
        return Label.NOT_COVERED, Why.TOO_COARSE
    share = round(share, 9)
    rows = (
        (straddled(count, lines), Label.CONTESTED),
        (share >= lines["supported"], Label.SUPPORTED),
        (share >= lines["mostly_supported"], Label.MOSTLY_SUPPORTED),
        (share <= lines["contradicted"], Label.CONTRADICTED),
        (share <= lines["mostly_contradicted"], Label.MOSTLY_CONTRADICTED),
    )
    return next((name for holds, name in rows if holds), Label.CONTESTED), None
