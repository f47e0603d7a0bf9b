"""The whole way from a claim to a verdict: what must hold of every verdict."""

from __future__ import annotations

from typing import Any

import made
import pytest
from golden import NAMES, claim_of, context_of
from hypothesis import given, settings
from hypothesis import strategies as st

from averment.checking import Settings, check_claim
from averment.claim import Claim
from averment.evidence import Evidence, Figure
from averment.verdict import Label, Truth, Verdict, Why


@given(made.claims(), made.figures(), made.figures(("party",)))
@settings(deadline=None, max_examples=200)
def test_every_verdict(claim: Claim, figures: list[Figure], said: list[Figure]) -> None:
    party = {"standing": "official", "party": "XXA"}
    verdict = made.verdict(claim, [*figures, *said], party=party)
    assert verdict == made.verdict(claim, [*figures, *said], party=party)
    assert verdict.reason
    assert not verdict.reason[0].islower()
    assert verdict.reason.endswith(".")
    assert "PARTY" not in {o.options["publisher"] for o in verdict.outcomes}
    assert len(verdict.said_by_parties) == len(said)
    if verdict.label is Label.NOT_COVERED:
        assert verdict.why is not None
        assert verdict.would_settle
    else:
        assert verdict.why is None
        assert sum(o.weight for o in verdict.outcomes) == pytest.approx(1)
        assert any(o.truth is not Truth.UNDETERMINED for o in verdict.outcomes)
    _figures_are_on_record(verdict)


def _figures_are_on_record(verdict: Verdict) -> None:
    """Every figure that the verdict rests on is among the rows it shows."""
    rows = {row.id for row in verdict.rows}
    used = [
        *(figure for o in verdict.outcomes for figure in (*o.figures, *o.base_figures)),
        *(figure for stretch in verdict.stretches for figure in stretch.figures),
        *(figure for one in verdict.derivations for figure in one.figures),
        *(one.figure for one in verdict.said_by_parties),
    ]
    assert set(used) <= rows


@given(made.claims(), made.figures())
@settings(deadline=None, max_examples=100)
def test_the_best_reading_is_true_where_any_is(claim: Claim, figures: list[Figure]) -> None:
    verdict = made.verdict(claim, figures)
    truths = {o.truth for o in verdict.outcomes}
    if verdict.best_reading is not None:
        assert (verdict.best_reading.truth is Truth.TRUE) is (Truth.TRUE in truths)
    if verdict.own_reading is not None:
        decided = [o for o in verdict.outcomes if o.truth is not Truth.UNDETERMINED]
        assert verdict.own_reading.weight == pytest.approx(max(o.weight for o in decided))


@given(st.integers(1, 5000))
@settings(deadline=None, max_examples=50)
def test_a_stretch_comes_nearer_than_every_fair_reading(number: int) -> None:
    """900 civilians, 2,700 dead in all: the wider count is told where it comes nearer."""
    years = {2021: 300.0, 2022: 400.0, 2023: 500.0}
    figures = [
        *made.yearly("one", years, measure="civilian_deaths"),
        *made.yearly("one", {y: 3 * v for y, v in years.items()}, measure="deaths", number=1),
    ]
    claim = made.claim(
        kind="count",
        measure={"id": "civilian_deaths", "text": "civilians"},
        value={"number": number, "low": number, "high": number},
        window={"start": "2022-01-01", "end": "2024-01-01", "text": "in 2022 and 2023"},
    )
    verdict = made.verdict(claim, figures)
    assert [s.value for s in verdict.stretches] == ([2700] if number > 1800 else [])
    assert {o.value for o in verdict.outcomes} == {900}


@pytest.mark.parametrize(
    ("fields", "label", "reason"),
    [
        (
            {"checkable": False, "why_not": "prediction"},
            Label.NOT_CHECKABLE,
            "Not a statement that records can settle (prediction).",
        ),
        (
            {"kind": "trend", "value": None, "direction": None},
            Label.NOT_CHECKABLE,
            "The text does not say which way it went.",
        ),
        ({"value": None}, Label.NOT_CHECKABLE, "The text gives no figure to check."),
        (
            {"value": {"number": 3, "unit": "USD"}},
            Label.NOT_COVERED,
            "No record in this evidence gives such a figure in “USD”.",
        ),
        (
            {"measure": {"id": None, "text": "quarrels"}},
            Label.NOT_COVERED,
            "No record in this evidence counts “quarrels”.",
        ),
        (
            {"measure": {"id": "attacks", "text": "bombings"}},
            Label.NOT_COVERED,
            "No record in this evidence counts “bombings”.",
        ),
        (
            {"text": "a rise in drone attacks"},
            Label.NOT_COVERED,
            "No record in this evidence counts attacks by “drone” apart.",
        ),
        (
            {"place": [{"id": "XXA", "text": "Exland"}, {"id": "XXB", "text": "Whyland"}]},
            Label.NOT_COVERED,
            "No record in this evidence counts “Exland and Whyland together” apart.",
        ),
        (
            {"actors": {"against": [{"id": "XXB", "text": "Whyland"}]}},
            Label.NOT_COVERED,
            "No record in this evidence counts “those against Whyland” apart.",
        ),
        (
            {"place": []},
            Label.NOT_COVERED,
            "The text does not say where, so no record can be asked.",
        ),
    ],
)
def test_what_is_not_put_to_the_record(fields: dict[str, Any], label: Label, reason: str) -> None:
    verdict = made.verdict(made.claim(**fields), made.yearly("one", {2022: 10.0, 2023: 16.0}))
    assert verdict.label is label
    assert reason in verdict.reason
    assert verdict.readings == 0


def test_only_parties_count_it() -> None:
    figures = made.yearly("party", {2022: 10.0, 2023: 16.0})
    verdict = made.verdict(made.claim(), figures, party={"party": "XXA", "standing": "official"})
    assert (verdict.label, verdict.why) == (Label.NOT_COVERED, Why.ONLY_PARTIES)
    assert len(verdict.said_by_parties) == 2


def test_figures_coded_by_perpetrator_verify_the_blame() -> None:
    figures = [
        *made.yearly("one", {2022: 100.0}),
        *made.yearly("one", {2022: 40.0}, by="ttp", number=1),
    ]
    blame = {"by": [{"id": "ttp", "text": "the TTP"}]}
    claim = made.claim(
        kind="count",
        value={"number": 40, "low": 40, "high": 40},
        window={"start": "2022-01-01", "end": "2023-01-01", "text": "in 2022"},
        actors=blame,
    )
    verdict = made.verdict(claim, figures)
    assert {(o.options["perpetrator"], o.truth.value) for o in verdict.outcomes} == {
        ("all", "undetermined"),
        ("ttp", "true"),
    }
    assert "unverified_blame" not in {flag.id for flag in verdict.flags}
    uncoded = made.verdict(claim, figures[:1])
    assert "unverified_blame" in {flag.id for flag in uncoded.flags}


def test_known_then_differs_from_now(evidence: Evidence, settings: Settings) -> None:
    """A figure that was revised after the text: the label of its day is told beside today's."""
    claim = claim_of(
        {
            "kind": "count",
            "text": "3 suicide attacks in 2019",
            "measure": {"id": "suicide_attacks", "text": "suicide attacks"},
            "value": {"number": 3, "low": 3, "high": 3},
            "window": {"start": "2019-01-01", "end": "2020-01-01", "text": "in 2019"},
            "place": [{"id": "PAK", "text": "Pakistan"}],
        }
    )
    verdict = check_claim(claim, evidence, context_of([claim], evidence, "2022-01-01"), settings)
    assert verdict.known_then is not None
    assert verdict.known_then.label is Label.CONTRADICTED
    assert verdict.known_then.sentence == (
        "From what was published by 1 January 2022 alone, the label would be “contradicted” "
        "(CRSS: 9 in 2019). Figures that came out later, from 25 December 2023 on: those of PICSS "
        "for 2019."
    )


def test_the_place_of_the_text_around_is_shown_as_a_choice() -> None:
    other = made.claim()
    claim = claim_of(made.claim().model_dump(exclude={"place", "id", "span", "sentence"}), 9)
    record: Any = made.Record(
        made.yearly("one", {2022: 10.0, 2023: 16.0}), {"one": made.dataset("one")}
    )
    context = made.Context(
        document=made.Document.from_text("A text.", published=made.PUBLISHED),
        claims=[other, claim],
        milestones=made.Milestones(record.milestones()),
        last_day=made.PUBLISHED,
        names=NAMES,
    )
    verdict = check_claim(claim, record, context, made.load_settings())
    assert verdict.axes[0].id == "place"
    assert verdict.axes[0].options[0].label == "Exland"
    assert verdict.label is Label.SUPPORTED


def test_the_same_question_is_asked_once() -> None:
    """Where a claim stands and who says it is no part of its question; its figure is."""
    figures = made.yearly("one", {2022: 10.0, 2023: 16.0})
    record: Any = made.Record(figures, {"one": made.dataset("one")})
    first = made.claim()
    again = claim_of(made.claim().model_dump(exclude={"id", "span", "sentence"}), 5)
    other = claim_of(
        {
            **made.claim().model_dump(exclude={"id", "span", "sentence"}),
            "value": {"number": 20, "unit": "percent", "low": 20, "high": 20},
        },
        6,
    )
    context = made.Context(
        document=made.Document.from_text("A text.", published=made.PUBLISHED),
        claims=[first, again, other],
        milestones=made.Milestones(record.milestones()),
        last_day=made.PUBLISHED,
        names=NAMES,
    )
    verdicts = [check_claim(one, record, context, made.load_settings()) for one in context.claims]
    assert verdicts[0] is verdicts[1]
    assert [v.label for v in verdicts] == [Label.SUPPORTED, Label.SUPPORTED, Label.CONTRADICTED]


def test_the_publisher_that_the_text_names_is_asked_alone() -> None:
    figures = [*made.yearly("one", {2022: 10.0}), *made.yearly("two", {2022: 90.0})]
    full = {"publisher_name": "The Institute, Exton"}
    claim = made.claim(
        kind="count",
        value={"number": 10, "low": 10, "high": 10},
        window={"start": "2022-01-01", "end": "2023-01-01", "text": "in 2022"},
        attribution=[
            {"source": "the Institute", "source_text": "it", "cue": "said", "stance": "asserts"}
        ],
    )
    verdict = made.verdict(claim, figures, one=full)
    assert (verdict.label, verdict.readings) == (Label.SUPPORTED, 1)
    said = {flag.id: flag.sentence for flag in verdict.flags}
    assert said["single_source"] == (
        "The text says who counted, so nobody else was asked: The Institute, Exton."
    )
