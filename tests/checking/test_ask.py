"""From a claim to a question: days, periods and scope."""

from __future__ import annotations

import datetime as dt
from typing import Any

import made
import pytest
from golden import NAMES, claim_of, context_of

from averment.checking import Context, Settings
from averment.checking.ask import ask, days_of, measure_of
from averment.checking.fragility import fragility
from averment.checking.scope import Unasked, scope_of
from averment.claim import Claim
from averment.evidence import Evidence
from averment.kinds import KINDS
from averment.query import Period, Query

PAK, AFG = {"id": "PAK", "text": "Pakistan"}, {"id": "AFG", "text": "Afghan"}


def question(evidence: Evidence, settings: Settings, published: str | None, **fields: Any) -> Query:
    claim = made.claim(**{"place": [PAK], **fields})
    found = ask(claim, context_of([claim], evidence, published), settings)
    assert isinstance(found, Query)
    return found


def test_an_open_since_hangs_on_its_milestone(evidence: Evidence, settings: Settings) -> None:
    window = {"text": "since", "anchor": "the fall of Kabul", "open": ["start"]}
    found = question(evidence, settings, "2024-03-25", window=window)
    assert found.anchor is not None
    assert found.anchor.id == "fall-of-kabul"
    assert found.asked_on == dt.date(2024, 3, 25)


def test_a_milestone_after_the_text_is_not_meant(evidence: Evidence, settings: Settings) -> None:
    window = {"text": "since", "anchor": "the fall of Kabul", "open": ["start"]}
    claim = made.claim(place=[PAK], window=window)
    found = ask(claim, context_of([claim], evidence, "2020-01-01"), settings)
    assert isinstance(found, Unasked)


def test_since_a_year(evidence: Evidence, settings: Settings) -> None:
    window = {"start": "2021-01-01", "text": "since 2021", "open": ["start"]}
    found = question(evidence, settings, "2024-03-25", window=window)
    assert found.since == (dt.date(2021, 1, 1), dt.date(2022, 1, 1))
    assert found.window == Period(dt.date(2021, 1, 1), dt.date(2024, 3, 25))


def test_an_anchored_window_that_ends_before_the_text(
    evidence: Evidence, settings: Settings
) -> None:
    window = {
        "end": "2023-01-01",
        "text": "until 2023",
        "anchor": "fall of Kabul",
        "open": ["start"],
    }
    assert question(evidence, settings, "2024-03-25", window=window).until == dt.date(2023, 1, 1)


def test_an_undated_text_may_be_of_any_new_year(evidence: Evidence) -> None:
    window = {"start": "2022-01-01", "end": "2023-01-01", "text": "in 2022"}
    days = days_of(context_of([made.claim(window=window)], evidence, None))
    assert days[0] == dt.date(2024, 1, 1)
    assert days == tuple(sorted(days))
    assert days[-1] == max(d.coverage_end for d in evidence.datasets())


@pytest.mark.parametrize(
    ("measure", "text", "expected"),
    [
        ({"id": "attacks", "text": "attacks"}, "attacks", "attacks"),
        ({"id": "deaths", "text": "people"}, "people were killed", "deaths"),
        (
            {"id": "deaths", "text": "people"},
            "people died in suicide bombings",
            "suicide_attack_deaths",
        ),
        (
            {"id": "civilian_deaths", "text": "civilians"},
            "civilians killed in suicide attacks",
            "suicide_attack_civilian_deaths",
        ),
        ({"id": "security_deaths", "text": "soldiers"}, "soldiers killed in suicide attacks", None),
        (
            {"id": None, "text": "nationals"},
            "nationals involved in suicide attacks",
            "participants_in_suicide_attacks",
        ),
        ({"id": "agreements", "text": "accords"}, "accords", "agreements"),
        ({"id": None, "text": "quarrels"}, "quarrels", None),
    ],
)
def test_measures(
    measure: dict[str, Any], text: str, expected: str | None, settings: Settings
) -> None:
    found = measure_of(made.claim(measure=measure, text=text), settings)
    assert (None if isinstance(found, Unasked) else found.id) == expected


def scope(claims: list[Claim], settings: Settings) -> Any:
    measure = measure_of(claims[-1], settings)
    assert not isinstance(measure, Unasked)
    return scope_of(claims[-1], claims, measure, NAMES)


def test_membership_of_the_country_itself_is_no_restriction(settings: Settings) -> None:
    of = {"of": [{"id": "PAK", "text": "Pakistani"}]}
    assert scope([made.claim(place=[PAK], actors=of)], settings).of is None


def test_people_of_a_country_without_a_place_are_counted_there(settings: Settings) -> None:
    found = scope([made.claim(place=[], actors={"of": [AFG]})], settings)
    assert (found.place, found.of, found.where) == ("AFG", None, "Afghanistan")


def test_a_division_is_not_its_country(settings: Settings) -> None:
    place = [PAK, {"id": "PAK/Balochistan", "text": "Balochistan"}]
    assert scope([made.claim(place=place)], settings).place == "PAK/Balochistan"


def test_an_unknown_place_is_not_the_one_before(settings: Settings) -> None:
    near = made.claim(place=[PAK])
    unknown = claim_of({**_fields(made.claim()), "place": [{"id": None, "text": "Nowhere"}]}, 2)
    assert isinstance(scope([near, unknown], settings), Unasked)


def _fields(claim: Claim) -> dict[str, Any]:
    return claim.model_dump(exclude={"id", "span", "sentence"})


def test_the_host_of_refugees_is_not_taken_from_the_text_around(settings: Settings) -> None:
    near = made.claim(place=[PAK])
    refugees = {"id": "refugees", "text": "refugees"}
    claim = claim_of({**_fields(made.claim()), "place": [], "measure": refugees}, 2)
    assert scope([near, claim], settings).place is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [(40, 6), (41, 1), (45, 5), (300, None)],
)
def test_fragility_of_a_count(number: float, expected: int | None) -> None:
    """With 40 on record, "40" holds from 35 to 45, "41" and "45" only for themselves."""
    value = {"number": number, "low": number, "high": number}
    query = made.query(made.claim(kind="count", value=value), window=_year(2022))
    (reading,) = made.readings(query, made.yearly("one", {2022: 40.0})).candidates
    assert fragility(reading, KINDS[query.claim.kind]) == expected


def test_fragility_of_a_change() -> None:
    """31 against 6 is +417 percent: the band meets +450, and does not once an attack is undone."""
    value = {"number": 500, "unit": "percent", "low": 500, "high": 500}
    query = made.query(made.claim(value=value), window=_year(2022))
    (reading,) = made.readings(query, made.yearly("one", {2021: 6.0, 2022: 31.0})).candidates
    assert fragility(reading, KINDS[query.claim.kind]) == 1


def _year(year: int) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))


def test_the_publication_date_is_the_day_asked_on() -> None:
    context = Context(
        document=made.Document.from_text("A text.", published="2023-05-06"),
        claims=[],
        milestones=made.Milestones([]),
        last_day=dt.date(2026, 1, 1),
        names=NAMES,
    )
    assert days_of(context) == (dt.date(2023, 5, 6),)


REFUGEES = {
    "kind": "count",
    "measure": {"id": "refugees", "text": "refugees"},
    "value": {"number": 5000, "unit": "count", "low": 5000, "high": 5000},
    "direction": None,
}


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("5,000 refugees have fled Pakistan", "PAK"),
        ("5,000 refugees have escaped from Pakistan", "PAK"),
        ("5,000 refugees live in Pakistan", None),
    ],
)
def test_a_place_that_people_fled_is_where_they_are_from(
    evidence: Evidence, settings: Settings, words: str, whose: str | None
) -> None:
    scope = question(evidence, settings, "2024-03-25", text=words, **REFUGEES).scope
    assert (scope.of, scope.place) == (whose, None if whose else "PAK")


@pytest.mark.parametrize(
    ("words", "window", "asked"),
    [
        ("Pakistan took in 5,000 refugees in 2022", True, False),
        ("5,000 refugees arrived in Pakistan in 2022", True, False),
        ("5,000 refugees lived in Pakistan in 2022", True, True),
        ("Pakistan has taken in 5,000 refugees", False, True),
    ],
)
def test_who_came_in_a_period_is_not_who_was_there(
    evidence: Evidence, settings: Settings, words: str, window: bool, asked: bool
) -> None:
    said = {"start": "2022-01-01", "end": "2023-01-01", "text": "in 2022"} if window else None
    claim = made.claim(**{**REFUGEES, "place": [PAK], "text": words, "window": said})
    found = ask(claim, context_of([claim], evidence, "2024-03-25"), settings)
    assert isinstance(found, Query) is asked
