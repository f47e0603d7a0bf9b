"""What records leave out: a part counted is a lower bound, none counted is not nobody."""

from __future__ import annotations

from typing import Any

import made
import pytest

from averment.checking import Settings
from averment.claim import Claim
from averment.evidence import Evidence, Figure
from averment.verdict import Label, Verdict

YEAR = {"start": "2022-01-01", "end": "2023-01-01", "text": "2022"}


def count(number: float, bound: str, words: str, measure: str) -> Claim:
    ends = {
        "at_least": (number, None),
        "at_most": (None, number),
        "exact": (number, number),
    }
    low, high = ends[bound]
    return made.claim(
        kind="count",
        text=words,
        measure={"id": measure, "text": words},
        value={"number": number, "unit": "count", "bound": bound, "low": low, "high": high},
        direction=None,
        window=YEAR,
    )


def returned(number: float, bound: str, words: str = "people returned") -> Verdict:
    """A verdict on returns, of whom a body that counts refugees alone counted 500."""
    figures = made.yearly("unhcr", {2022: 500.0}, measure="returnees")
    return made.verdict(count(number, bound, words, "returnees"), figures)


@pytest.mark.parametrize(
    ("number", "bound", "label"),
    [
        (400, "at_least", Label.SUPPORTED),
        (600, "at_least", Label.NOT_COVERED),
        (600, "exact", Label.NOT_COVERED),
        (600, "at_most", Label.NOT_COVERED),
        (400, "exact", Label.CONTRADICTED),
        (400, "at_most", Label.CONTRADICTED),
    ],
)
def test_a_part_is_a_lower_bound(number: float, bound: str, label: Label) -> None:
    assert returned(number, bound).label is label


def test_words_that_name_the_part_ask_for_no_more() -> None:
    assert returned(600, "at_least", "refugees returned").label is Label.CONTRADICTED
    assert returned(500, "exact", "refugees returned").label is Label.SUPPORTED


def test_the_reason_says_what_the_part_is() -> None:
    said = returned(600, "at_least").reason
    assert "500 in 2022, at least: it counts refugees who went back, not the others" in said


def killed(number: float, bound: str, **by_year: float) -> Verdict:
    figures: list[Figure] = made.yearly(
        "ucdp-ged", {int(year[1:]): value for year, value in by_year.items()}, measure="deaths"
    )
    return made.verdict(count(number, bound, "people killed", "deaths"), figures)


@pytest.mark.parametrize(
    ("number", "bound", "label"),
    [
        (3, "exact", Label.NOT_COVERED),
        (10, "at_least", Label.NOT_COVERED),
        (25, "at_least", Label.CONTRADICTED),
        (30, "at_most", Label.SUPPORTED),
        (0, "exact", Label.NOT_COVERED),
    ],
)
def test_none_above_a_threshold_is_not_nobody(number: float, bound: str, label: Label) -> None:
    assert killed(number, bound, y2022=0.0).label is label


def test_some_counted_are_so_many() -> None:
    assert killed(40, "exact", y2022=30.0).label is Label.CONTRADICTED


def test_a_threshold_is_of_each_year() -> None:
    window: dict[str, Any] = {"start": "2021-01-01", "end": "2023-01-01", "text": "then"}
    claim = count(40, "at_least", "people killed", "deaths")
    claim = claim.model_copy(update={"window": made.claim(window=window).window})
    figures = made.yearly("ucdp-ged", {2021: 0.0, 2022: 0.0}, measure="deaths")
    assert made.verdict(claim, figures).label is Label.NOT_COVERED


def test_the_entries_name_what_is_on_record(settings: Settings, evidence: Evidence) -> None:
    known = {dataset.id for dataset in evidence.datasets()} | {"ucdp-ged"}
    codes = {code for measure in settings.measures.values() for code in measure.fair}
    for entry in (*settings.raw["part"], *settings.raw["threshold"]):
        assert set(entry["datasets"]) <= known, entry["id"]
        assert set(entry["measures"]) <= codes
        assert entry["said"]


def blamed(number: float, bound: str) -> Verdict:
    """A verdict on deaths that somebody is blamed for; 100 were counted, whoever did it."""
    claim = count(number, bound, "people killed by the Front", "deaths")
    by = made.claim(actors={"by": [{"id": "front", "text": "the Front"}]}).actors
    claim = claim.model_copy(update={"actors": by})
    return made.verdict(claim, made.yearly("one", {2022: 100.0}, measure="deaths"))


@pytest.mark.parametrize(
    ("number", "bound", "label"),
    [
        (200, "exact", Label.CONTRADICTED),
        (200, "at_least", Label.CONTRADICTED),
        (60, "exact", Label.NOT_COVERED),
        (100, "exact", Label.NOT_COVERED),
        (60, "at_least", Label.NOT_COVERED),
        (60, "at_most", Label.NOT_COVERED),
        (200, "at_most", Label.SUPPORTED),
    ],
)
def test_what_all_did_is_the_most_that_one_did(number: float, bound: str, label: Label) -> None:
    assert blamed(number, bound).label is label


def test_the_reason_says_that_the_doers_are_not_told_apart() -> None:
    verdict = blamed(60, "exact")
    assert verdict.reason.startswith("The record does not tell whose deeds it counts")
    assert "unverified_blame" in {flag.id for flag in verdict.flags}


def test_who_may_have_left_some_out_keeps_its_weight() -> None:
    """One body counts a part and leaves it open; another counts all, and its word decides."""
    figures = [
        *made.yearly("unhcr", {2022: 500.0}, measure="returnees"),
        *made.yearly("one", {2022: 700.0}, measure="returnees"),
    ]
    verdict = made.verdict(count(700, "exact", "people returned", "returnees"), figures)
    assert (verdict.label, verdict.undetermined) == (Label.SUPPORTED, pytest.approx(0.5))
