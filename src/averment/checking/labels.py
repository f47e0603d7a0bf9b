"""From the truth of all readings to one label: a table, read from the top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from averment.checking.evaluate import Evaluated
from averment.checking.readings import Candidate
from averment.kinds.rules import FALSE, TRUE, UNDETERMINED, Floats, Truths
from averment.verdict import Label, Why


@dataclass(frozen=True, slots=True)
class Tally:
    """The weights of the readings: true and false among the decided, below and above the claim.

    `weight` and `truth` are arrays, one element a reading. `share` and `weighted_share` are none
    where nothing is decided.
    """

    truth: Truths
    weight: Floats
    share: float | None
    weighted_share: float | None
    undetermined: float
    below: float
    above: float


def tally(
    candidates: list[Candidate], evaluated: Evaluated, *, negated: bool, midpoints: Floats
) -> Tally:
    """Add up the weights. A negated claim turns the truth of every reading round.

    `midpoints` holds, for each reading, a value inside the claim's interval, in the unit compared:
    a false reading under it lies below the claim.
    """
    weight = np.array([candidate.weight for candidate in candidates])
    content = evaluated.judged.truth
    truth = _negated(content) if negated else content
    decided = truth != UNDETERMINED
    mass = float(weight[decided].sum())
    false = content == FALSE
    high = evaluated.judged.high
    low_side = false & (high < midpoints)
    return Tally(
        truth=truth,
        weight=weight,
        share=float((truth == TRUE).sum() / decided.sum()) if mass else None,
        weighted_share=float(weight[truth == TRUE].sum() / mass) if mass else None,
        undetermined=float(weight[~decided].sum()),
        below=float(weight[low_side].sum() / mass) if mass else 0.0,
        above=float(weight[false & ~low_side].sum() / mass) if mass else 0.0,
    )


def _negated(truth: Truths) -> Truths:
    turned = truth.copy()
    turned[truth == TRUE], turned[truth == FALSE] = FALSE, TRUE
    return turned


def label(count: Tally, lines: Mapping[str, float]) -> tuple[Label, Why | None]:
    """Return the label for a tally, with the reason where nothing decides."""
    share = count.weighted_share
    if share is None or count.undetermined > lines["undetermined"]:
        return Label.NOT_COVERED, Why.TOO_COARSE
    straddled = count.below >= lines["straddled"] and count.above >= lines["straddled"]
    rows = (
        (straddled, Label.CONTESTED),
        (share >= lines["supported"], Label.SUPPORTED),
        (share >= lines["mostly_supported"], Label.MOSTLY_SUPPORTED),
        (share <= lines["contradicted"], Label.CONTRADICTED),
        (share <= lines["mostly_contradicted"], Label.MOSTLY_CONTRADICTED),
    )
    return next((name for holds, name in rows if holds), Label.CONTESTED), None
