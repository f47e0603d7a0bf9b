"""Every example in the data files of the kinds gives the truth and the value that it states."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

import numpy as np
import pytest

from averment.checking import load_settings
from averment.checking.outcomes import TRUTH
from averment.checking.readings import AXES
from averment.checking.sentences import in_unit
from averment.claim import Claim, Kind
from averment.kinds import KINDS, Totals
from averment.query import Comparator

TOLERANCE = load_settings().tolerance
EXAMPLES = [(kind, example) for kind, rules in KINDS.items() for example in rules.examples]
#: What may be left out of a reading's sentence depends on the kind; these are in all of them.
COMMON = {"publisher", "dataset", "release", "estimate", "measure", "perpetrator"}


def claim_of(kind: Kind, fields: Mapping[str, Any]) -> Claim:
    given = {"id": "c1", "kind": kind, "text": "so it is said", "span": (0, 1), "sentence": (0, 1)}
    return Claim.model_validate({**given, **fields})


def ends(value: float | list[float]) -> tuple[float, float]:
    return (value[0], value[1]) if isinstance(value, list) else (value, value)


def totals(example: Mapping[str, Any]) -> Totals:
    one, rivals = np.ones(1), [ends(rival) for rival in example.get("rivals", ())]
    num, den = ends(example["num"]), ends(example.get("den", 1.0))
    return Totals(
        one * num[0],
        one * num[1],
        one,
        one * den[0],
        one * den[1],
        one,
        np.array([[low for low, _ in rivals]], dtype=float),
        np.array([[high for _, high in rivals]], dtype=float),
    )


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_example(kind: Kind, example: Mapping[str, Any]) -> None:
    claim = claim_of(kind, example["claim"])
    (interval,) = KINDS[kind].comparators(claim, TOLERANCE).values()
    judged = KINDS[kind].judge(totals(example), interval)
    assert TRUTH[int(judged.truth[0])] == example["truth"]
    found = sorted(said(float(end[0]), claim, interval) for end in (judged.low, judged.high))
    assert found == pytest.approx(sorted(ends(example["value"])))


def said(value: float, claim: Claim, interval: Comparator) -> float:
    return value if value == inf else in_unit(value, claim, interval)


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_data_of_a_kind_are_whole(kind: Kind) -> None:
    rules = KINDS[kind]
    assert set(rules.axes) <= set(AXES) - COMMON
    assert set(rules.needs) <= set(Claim.model_fields)
    assert {example["truth"] for example in rules.examples} - {"undetermined"}
    assert all("{who}" in words for form, words in rules.templates.items() if form == "reading")
