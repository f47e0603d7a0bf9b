"""What yearly and half-yearly figures say of a period that they do not match."""

from __future__ import annotations

import datetime as dt

import made
import pytest
from hypothesis import given, settings

from averment.checking.flows import Flows
from averment.checking.series import Stocks, build_series
from averment.evidence import Figure
from averment.query import Period

LEAST = 0.75


def flows(*figures: Figure) -> Flows:
    series = build_series(figures, made.catalogue(figures), stock=False)
    assert isinstance(series[0], Flows)
    return series[0]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def period(start: str, end: str) -> Period:
    return Period(day(start), day(end))


YEARS = flows(*made.yearly("one", {2020: 10.0, 2021: 20.0, 2022: 40.0, 2023: 80.0}))


def test_whole_years_are_exact() -> None:
    found = YEARS.total(period("2021-01-01", "2023-01-01"), LEAST)
    assert (found.low, found.high, found.cut) == (60, 60, False)
    assert len(found.figures) == 2


def test_years_inside_and_years_touching_are_bounds() -> None:
    found = YEARS.total(period("2021-10-01", "2023-02-01"), LEAST)
    assert (found.low, found.high) == (40, 140)


def test_a_period_inside_a_year_lies_between_nothing_and_the_year() -> None:
    found = YEARS.total(period("2022-03-01", "2022-09-01"), LEAST)
    assert (found.low, found.high) == (0, 40)


def test_a_half_year_is_the_year_less_the_other_half() -> None:
    half = made.figure("one", day("2022-01-01"), day("2022-07-01"), 15.0)
    found = flows(*YEARS.figures, half).total(period("2022-07-01", "2023-01-01"), LEAST)
    assert (found.low, found.high) == (25, 25)


@pytest.mark.parametrize(
    ("end", "covered"), [("2024-05-01", True), ("2025-01-01", True), ("2025-05-03", False)]
)
def test_three_quarters_must_be_covered(end: str, covered: bool) -> None:
    """Four years on record answer for up to five and a third."""
    found = YEARS.total(period("2020-01-01", end), LEAST)
    assert found.covered is covered
    if covered:
        assert (found.cut, found.period) == (True, period("2020-01-01", "2024-01-01"))


def test_a_gap_in_the_record_is_not_zero() -> None:
    gap = flows(*made.yearly("one", {2020: 10.0, 2022: 40.0}))
    assert not gap.total(period("2020-01-01", "2023-01-01"), LEAST).covered


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2021-07-02", "2023-01-01", 20 * 183 / 365 + 40),  # 183 of 365 days inside
        ("2021-07-03", "2023-01-01", None),  # 182 of 365: less than half
        ("2022-03-01", "2022-09-01", 40 * 184 / 365),
        ("2022-03-01", "2022-08-01", None),
        ("2021-05-01", "2023-09-01", 20 * 245 / 365 + 40 + 80 * 243 / 365),
        ("2021-05-01", "2023-02-01", None),  # one end is fair, the other is not
    ],
)
def test_pro_rata_needs_half_of_each_touched_year(
    start: str, end: str, expected: float | None
) -> None:
    found = YEARS.total(period(start, end), LEAST, "pro-rata")
    assert found.covered is (expected is not None)
    if expected is not None:
        assert found.low == found.high == pytest.approx(expected)


@given(made.figures(("one",)), made.periods())
@settings(deadline=None)
def test_what_is_shared_out_lies_within_the_bounds_where_figures_agree(
    figures: list[Figure], asked: Period
) -> None:
    """Only with figures that never overlap can every total be checked against every other."""
    apart: list[Figure] = []
    for one in sorted(figures, key=lambda f: (f.start, f.end)):
        if not apart or apart[-1].end <= one.start:
            apart.append(one)
    for series in build_series(apart, made.catalogue(apart), stock=False):
        bounds = series.total(asked, LEAST)
        shared = series.total(asked, LEAST, "pro-rata")
        if shared.covered:
            assert bounds.low - 1e-9 <= shared.low <= bounds.high + 1e-9


def test_releases_leave_out_what_was_only_provisional() -> None:
    year = {"start": day("2022-01-01"), "end": day("2023-01-01")}
    drafts = [
        made.figure(
            "one", **year, value=90.0, number=1, provisional=True, published=day("2023-01-01")
        ),
        made.figure("one", **year, value=100.0, number=2, published=day("2023-01-02")),
        made.figure("one", **year, value=110.0, number=3, published=day("2024-01-01")),
    ]
    found = {
        s.key.release: s.figures[0].value
        for s in build_series(drafts, made.catalogue(drafts), stock=False)
    }
    assert found == {"latest": 110, "first": 100}


def test_a_percentage_is_never_taken_for_a_count() -> None:
    figures = made.yearly("one", {2022: 60.0}, unit="percent")
    assert build_series(figures, made.catalogue(figures), stock=False) == ()


def test_figures_coded_by_perpetrator_are_a_series_of_their_own() -> None:
    figures = [
        *made.yearly("one", {2022: 60.0}),
        *made.yearly("one", {2022: 20.0}, by="ttp", number=1),
    ]
    series = build_series(figures, made.catalogue(figures), stock=False)
    assert sorted((s.key.by, s.figures[0].value) for s in series) == [("", 60), ("ttp", 20)]


def test_a_level_from_before_the_period_does_not_answer_for_it() -> None:
    figures = [made.figure("one", day("2020-12-31"), day("2021-01-01"), 1000.0)]
    (series,) = build_series(figures, made.catalogue(figures), stock=True)
    assert isinstance(series, Stocks)
    assert series.total(period("2020-01-01", "2021-01-01"), LEAST).low == 1000
    assert not series.total(period("2021-01-01", "2022-01-01"), LEAST).covered
