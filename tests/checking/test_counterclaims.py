"""What can be said instead of a claim: each sort, and that it holds."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import made
import pytest
from hypothesis import given, settings

from averment.evidence import Figure
from averment.verdict import Counterclaim, Label, Truth

CIVILIANS = {"id": "civilian_deaths", "text": "civilians"}


def said(found: tuple[Counterclaim, ...], changes: str) -> str:
    return next((one.sentence for one in found if one.changes == changes), "")


def year(number: int) -> dict[str, str]:
    return {"start": f"{number}-01-01", "end": f"{number + 1}-01-01", "text": f"in {number}"}


def count(number: int, **fields: Any) -> Any:
    value = {"number": number, "low": number, "high": number}
    return made.claim(kind="count", value=value, **{"window": year(2022), **fields})


def test_a_looser_figure() -> None:
    figures = [*made.yearly("one", {2022: 110.0}), *made.yearly("two", {2022: 134.0})]
    found = made.verdict(count(300), figures).counterclaims
    assert said(found, "bound") == "At most 140 attacks were counted in Exland in 2022."
    found = made.verdict(count(50), figures).counterclaims
    assert said(found, "bound") == "At least 110 attacks were counted in Exland in 2022."


def test_nothing_counted() -> None:
    found = made.verdict(count(30), made.yearly("one", {2021: 5.0, 2022: 0.0})).counterclaims
    assert said(found, "bound") == "No attacks in Exland were counted in 2022."


def test_another_measure() -> None:
    """300 civilians, 905 dead in all: of 900 civilians it can be said of all the dead."""
    figures = [
        *made.yearly("one", {2022: 300.0}, measure="civilian_deaths"),
        *made.yearly("one", {2022: 905.0}, measure="deaths", number=1),
    ]
    verdict = made.verdict(count(900, measure=CIVILIANS), figures)
    assert said(verdict.counterclaims, "measure") == (
        "About 900 people, soldiers and militants included, were killed in Exland in 2022, "
        "not civilians alone."
    )
    assert verdict.counterclaim is not None
    assert verdict.counterclaim.changes == "bound"  # 300 against 900 is less than another measure


def test_another_measure_with_a_looser_figure_only_where_it_comes_nearer() -> None:
    figures = [
        *made.yearly("one", {2022: 300.0}, measure="civilian_deaths"),
        *made.yearly("one", {2022: 700.0}, measure="deaths", number=1),
    ]
    near = made.verdict(count(900, measure=CIVILIANS), figures).counterclaims
    assert "At most 700 people" in said(near, "measure")
    far = made.verdict(count(200, measure=CIVILIANS), figures).counterclaims
    assert said(far, "measure") == ""


def test_a_wider_scope() -> None:
    """100 refugees from Whyland, 900 from everywhere."""
    day = {"start": dt.date(2022, 12, 31), "end": dt.date(2023, 1, 1), "measure": "refugees"}
    figures = [
        made.figure("one", value=100.0, of="XXB", **day),
        made.figure("one", value=900.0, number=1, **day),
    ]
    claim = count(
        900,
        text="900 refugees from Whyland",
        measure={"id": "refugees", "text": "refugees"},
        actors={"of": [{"id": "XXB", "text": "Whyland"}]},
    )
    found = made.verdict(claim, figures).counterclaims
    assert said(found, "scope") == "About 900 refugees were registered in Exland in 2022."
    assert said(found, "bound") == (
        "At most 100 refugees from Whyland were registered in Exland in 2022."
    )


def test_the_years_that_bear_it_out() -> None:
    values = {2016: 900.0, 2017: 905.0, 2018: 100.0, 2019: 895.0, 2020: 50.0, 2022: 60.0}
    found = made.verdict(count(900), made.yearly("one", values)).counterclaims
    assert said(found, "window") == (
        "About 900 attacks were counted in Exland in each of the years 2016–2017 and 2019."
    )


def test_a_change_of_another_year() -> None:
    values = {2016: 10.0, 2017: 30.0, 2018: 100.0, 2019: 160.0, 2020: 150.0, 2021: 90.0}
    claim = made.claim(window=year(2021), baseline=year(2020))
    found = made.verdict(claim, made.yearly("one", values)).counterclaims
    assert said(found, "window") == (
        "Attacks in Exland rose by about 60 percent in 2019, compared with the year before."
    )
    assert said(found, "bound") == (
        "Attacks in Exland fell by at least 40 percent in 2021, compared with 2020."
    )


def test_multiples() -> None:
    value = {"number": 5, "unit": "times", "low": 5, "high": 5}
    claim = made.claim(value=value, window=year(2022), baseline=year(2021))
    found = made.verdict(claim, made.yearly("one", {2021: 100.0, 2022: 200.0})).counterclaims
    assert said(found, "bound") == (
        "Attacks in Exland rose at most 2-fold in 2022, compared with 2021."
    )


def test_trends_go_the_other_way() -> None:
    claim = made.claim(kind="trend", value=None, window=year(2022))
    found = made.verdict(claim, made.yearly("one", {2021: 100.0, 2022: 60.0})).counterclaims
    assert said(found, "bound") == "Attacks in Exland fell by at least 40 percent over 2022."


def test_another_year_was_the_first() -> None:
    rank = {"position": 1, "extremum": "highest", "among": "years"}
    since = {"start": "2018-01-01", "end": "2023-01-01", "text": "since 2018"}
    claim = made.claim(
        kind="rank", value=None, direction=None, rank=rank, window=year(2020), baseline=since
    )
    values = {2018: 10.0, 2019: 80.0, 2020: 30.0, 2021: 20.0, 2022: 15.0}
    found = made.verdict(claim, made.yearly("one", values)).counterclaims
    assert [one.sentence for one in found] == [
        "Of those compared, the most attacks in Exland were counted in 2019.",
        "By attacks in Exland, 2020 ranks second among the years compared.",
    ]


def test_shares() -> None:
    figures = [
        *made.yearly("one", {2022: 300.0}, measure="civilian_deaths"),
        *made.yearly("one", {2022: 900.0}, measure="deaths", number=1),
    ]
    value = {"number": 60, "unit": "percent", "low": 60, "high": 60}
    claim = made.claim(
        kind="share",
        text="60 percent of the dead were civilians",
        value=value,
        measure=CIVILIANS,
        whole="the dead",
        direction=None,
        window=year(2022),
    )
    found = made.verdict(claim, figures).counterclaims
    assert [one.sentence for one in found] == [
        "Civilian deaths in Exland were at most 34 percent of deaths there in 2022."
    ]


@given(made.claims(), made.figures())
@settings(deadline=None, max_examples=100)
def test_they_hold_and_are_of_one_sort_each(claim: Any, figures: list[Figure]) -> None:
    verdict = made.verdict(claim, figures)
    sorts = [one.changes for one in verdict.counterclaims]
    assert len(sorts) == len(set(sorts))
    assert all(0.95 - 1e-9 <= one.share <= 1 + 1e-9 for one in verdict.counterclaims)
    assert all(one.sentence.endswith(".") for one in verdict.counterclaims)
    assert verdict.counterclaim == next(iter(verdict.counterclaims), None)
    if verdict.label is Label.SUPPORTED:
        assert verdict.counterclaims == ()
    bound = re.match(r"At (most|least) ([\d,]+) ", said(verdict.counterclaims, "bound"))
    if bound:
        figure = float(bound[2].replace(",", ""))
        least = bound[1] == "least"
        decided = [o for o in verdict.outcomes if o.truth is not Truth.UNDETERMINED]
        kept = [o for o in decided if (o.low >= figure if least else o.high <= figure)]
        share = sum(o.weight for o in kept) / sum(o.weight for o in decided)
        assert share == pytest.approx(share_of(verdict.counterclaims, "bound"))


def share_of(found: tuple[Counterclaim, ...], changes: str) -> float:
    return next(one.share for one in found if one.changes == changes)


def test_no_change_from_a_tiny_base_is_said_instead() -> None:
    """2 after 1 is a doubling; so it is, give or take one event, of nearly any claim."""
    values = {2016: 1.0, 2017: 2.0, 2018: 100.0, 2019: 110.0, 2020: 150.0, 2021: 90.0}
    claim = made.claim(window=year(2021), baseline=year(2020))
    found = made.verdict(claim, made.yearly("one", values)).counterclaims
    assert said(found, "window") == ""


def test_one_year_tells_nothing_of_every_year() -> None:
    """A fall with one rise in it is no fall of every year; nor is it a rise."""
    values = {2018: 900.0, 2019: 300.0, 2020: 330.0, 2021: 100.0, 2022: 40.0}
    window = {"start": "2018-01-01", "end": "2023-01-01", "text": "from 2018 to 2022"}
    claim = made.claim(
        kind="trend", text="fell every year", value=None, direction="down", window=window
    )
    found = made.verdict(claim, made.yearly("one", values))
    assert found.label is Label.CONTRADICTED
    assert said(found.counterclaims, "bound") == ""
