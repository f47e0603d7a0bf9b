"""Odd records and odd claims: each gives an outcome with its reason, never a silent zero."""

from __future__ import annotations

import datetime as dt
from typing import Any

import made
import pytest

from averment.claim import Claim
from averment.evidence import Figure
from averment.verdict import Label, Verdict, Why

IN_2022 = {"start": dt.date(2022, 1, 1), "end": dt.date(2023, 1, 1), "text": "in 2022"}
IN_2021 = {"start": dt.date(2021, 1, 1), "end": dt.date(2022, 1, 1), "text": "in 2021"}


def count(number: float, window: dict[str, Any] | None = None, **fields: Any) -> Claim:
    value = {"number": number, "unit": "count", "low": number, "high": number}
    return made.claim(kind="count", value=value, window=window or IN_2022, **fields)


def rise(number: float = 60.0, **fields: Any) -> Claim:
    value = {"number": number, "unit": "percent", "low": number, "high": number}
    return made.claim(value=value, window=IN_2022, baseline=IN_2021, **fields)


def one_year(value: float, year: int = 2022, **fields: Any) -> list[Figure]:
    return made.yearly("one", {year: value}, **fields)


def why(verdict: Verdict) -> str:
    return " | ".join(f"{left_out.readings} {left_out.reason}" for left_out in verdict.excluded)


def test_no_figures_at_all() -> None:
    found = made.verdict(count(3), [])
    assert (found.label, found.why) == (Label.NOT_COVERED, Why.NO_DATASET)
    assert found.reason
    assert found.readings == 0
    assert found.share is None


def test_one_point_answers_for_itself_alone() -> None:
    assert made.verdict(count(3), one_year(3.0)).label is Label.SUPPORTED
    elsewhere = made.verdict(count(0), one_year(3.0, year=2018))
    assert (elsewhere.label, elsewhere.why) == (Label.NOT_COVERED, Why.OUTSIDE_COVERAGE)
    change = made.verdict(rise(), one_year(3.0))
    assert change.label is Label.NOT_COVERED
    assert "do not cover enough of the period compared with" in why(change)


def test_zeros_are_counts() -> None:
    """A zero that was published is a figure; nothing on record is none."""
    zeros = made.yearly("one", dict.fromkeys(range(2016, 2024), 0.0))
    assert made.verdict(count(0), zeros).label is Label.SUPPORTED
    assert made.verdict(count(7), zeros).label is Label.CONTRADICTED
    none = made.verdict(rise(), zeros)
    assert none.label is Label.NOT_COVERED
    assert "nothing was counted in the period compared with" in why(none)


def test_a_base_of_zero_has_no_rate_of_change() -> None:
    found = made.verdict(rise(), made.yearly("one", {2021: 0.0, 2022: 5.0}))
    assert found.label is Label.NOT_COVERED
    assert "there is no rate of change" in why(found)
    more = made.claim(
        value={"number": 5, "unit": "count", "low": 5, "high": 5}, window=IN_2022, baseline=IN_2021
    )
    assert made.verdict(more, made.yearly("one", {2021: 0.0, 2022: 5.0})).label is Label.SUPPORTED


@pytest.mark.parametrize("value", [-4.0, float("nan"), float("inf")])
@pytest.mark.parametrize("claim", [count(0), count(4), rise()], ids=["zero", "four", "rise"])
def test_what_counts_nothing_is_left_out(value: float, claim: Claim) -> None:
    found = made.verdict(claim, one_year(value))
    assert found.label is Label.NOT_COVERED
    assert found.reason
    assert "count nothing" in why(found)


def test_a_correction_takes_nothing_from_other_figures() -> None:
    figures = [*made.yearly("one", {2022: 9.0}), *made.yearly("two", {2022: -9.0})]
    found = made.verdict(count(9), figures)
    assert found.label is Label.SUPPORTED
    assert [o.value for o in found.outcomes] == [9.0]
    assert "count nothing" in why(found)


def test_sums_that_overflow_are_no_answer() -> None:
    huge = made.yearly("one", {2021: 1.5e308, 2022: 1.5e308})
    window = {"start": dt.date(2021, 1, 1), "end": dt.date(2023, 1, 1), "text": "in two years"}
    found = made.verdict(count(5, window), huge)
    assert found.label is Label.NOT_COVERED
    assert found.reason
    assert found.excluded
    assert made.verdict(count(5), huge).label is Label.CONTRADICTED


@pytest.mark.parametrize("year", [1901, 2015, 2024])
def test_windows_outside_the_record(year: int) -> None:
    window = {"start": dt.date(year, 1, 1), "end": dt.date(year + 1, 1, 1), "text": str(year)}
    figures = made.yearly("one", dict.fromkeys(range(2016, 2024), 5.0))
    found = made.verdict(count(0, window), figures)
    assert (found.label, found.why) == (Label.NOT_COVERED, Why.OUTSIDE_COVERAGE)
    assert "do not cover enough" in why(found)


def test_a_window_that_ends_before_it_begins() -> None:
    window = {"start": dt.date(2023, 1, 1), "end": dt.date(2022, 1, 1), "text": "backwards"}
    found = made.verdict(count(0, window), made.yearly("one", {2022: 5.0}))
    assert found.label in (Label.NOT_COVERED, Label.CONTRADICTED)
    assert found.reason


def test_low_above_high_is_no_interval() -> None:
    """Nothing lies between 9 and 3: no reading bears it out."""
    value = {"number": None, "unit": "count", "bound": "about", "low": 9.0, "high": 3.0}
    backwards = made.claim(kind="count", value=value, window=IN_2022)
    found = made.verdict(backwards, one_year(5.0))
    assert found.label is not Label.SUPPORTED
    assert found.reason
