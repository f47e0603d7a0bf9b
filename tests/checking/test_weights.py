"""How the weight of one is split: over publishers first, and no matter how often they repeat."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from hypothesis import assume, given, settings

from averment.checking.weights import weigh
from averment.evidence import Figure
from averment.query import Query


@given(made.questions(), made.figures())
@settings(deadline=None)
def test_weights_sum_to_one(query: Query, figures: list[Figure]) -> None:
    found = made.readings(query, figures).candidates
    assume(found)
    assert sum(one.weight for one in found) == pytest.approx(1)
    assert all(one.weight > 0 for one in found)


@given(made.questions(), made.figures(("one", "two", "three")))
@settings(deadline=None)
def test_publishers_weigh_the_same(query: Query, figures: list[Figure]) -> None:
    weights = made.weight_of(made.readings(query, figures).candidates)
    assert all(weight == pytest.approx(1 / len(weights)) for weight in weights.values())


@given(made.questions(), made.figures())
@settings(deadline=None)
def test_a_dataset_given_twice_changes_no_share(query: Query, figures: list[Figure]) -> None:
    """A publisher's second dataset with the same figures shares the weight of the first."""
    copies = [replace(f, id=f"{f.id}-copy", dataset="copy") for f in figures if f.dataset == "one"]
    before = made.trial(query, figures)
    after = made.trial(query, [*figures, *copies], copy={"publisher": "ONE"})
    assert made.weight_of(after.readings.candidates) == pytest.approx(
        made.weight_of(before.readings.candidates)
    )
    assert after.label is before.label
    assert after.tally.weighted_share == pytest.approx(before.tally.weighted_share)


@given(made.questions(), made.figures())
@settings(deadline=None)
def test_a_figure_published_twice_changes_nothing(query: Query, figures: list[Figure]) -> None:
    again = [replace(f, id=f"{f.id}-again") for f in figures]
    before, after = made.trial(query, figures), made.trial(query, [*figures, *again])
    assert len(after.readings.candidates) == len(before.readings.candidates)
    assert after.tally.share == before.tally.share
    assert after.tally.weighted_share == pytest.approx(before.tally.weighted_share)


def test_a_publisher_that_repeats_another_shares_its_weight() -> None:
    values = dict.fromkeys(range(2016, 2024), 10.0)
    figures = [f for source in ("one", "two", "three") for f in made.yearly(source, values)]
    found = made.readings(made.query(made.claim(), anchor=made.EVENT), figures).candidates
    roots = {"ONE": "ONE", "TWO": "ONE", "THREE": "THREE"}
    weights = made.weight_of(weigh(found, roots))
    assert weights == pytest.approx({"ONE": 0.25, "TWO": 0.25, "THREE": 0.5})


def test_a_period_with_many_baselines_weighs_no_more_than_one_with_few() -> None:
    """What is left out renormalises inside its own branch."""
    figures = made.yearly("one", dict.fromkeys(range(2016, 2024), 10.0))
    query = made.query(made.claim(), anchor=made.EVENT)
    all_of_them = made.readings(query, figures).candidates
    fewer = made.readings(query, [f for f in figures if f.start.year >= 2020]).candidates

    def weight(found: object, form: str) -> float:
        return sum(one.weight for one in found if one.window.form == form)  # type: ignore[attr-defined]

    first = [
        weight(found, "first-year") / weight(found, "latest-year") for found in (all_of_them, fewer)
    ]
    assert first[0] == pytest.approx(first[1])


def test_dates_of_one_event_share_its_weight() -> None:
    """An event with a second date makes the precise periods weigh no more than with one."""
    figures = made.yearly("one", dict.fromkeys(range(2016, 2025), 10.0))
    once = replace(made.EVENT, dates=made.EVENT.dates[:1])
    shares = []
    for event in (once, made.EVENT):
        found = made.readings(made.query(made.claim(), anchor=event), figures).candidates
        shares.append(sum(one.weight for one in found if one.window.form == "first-year"))
    assert shares[0] == pytest.approx(shares[1])
