"""How numbers, periods and alternatives are said."""

from __future__ import annotations

import datetime as dt

import pytest

from averment.checking.periods import BEGINNING, add_months, shift_back, whole_years
from averment.checking.reason import say_gap
from averment.checking.words import (
    say_between,
    say_choice,
    say_large,
    say_number,
    say_percent,
    say_when,
    say_years,
)
from averment.query import Period


def period(start: str, end: str) -> Period:
    return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3, "3"),
        (3.667, "3.7"),
        (10.4, "10"),
        (2267, "2,267"),
        (9.99, "10"),
        (float("inf"), "no limit"),
    ],
)
def test_numbers(value: float, said: str) -> None:
    assert say_number(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3_272_290, "3.27 million"),
        (3e6, "3 million"),
        (999_999, "999,999"),
        (1_987_717, "1.99 million"),
    ],
)
def test_large_numbers(value: float, said: str) -> None:
    assert say_large(value) == said


@pytest.mark.parametrize(("value", "said"), [(625, "+625 %"), (-12.4, "−12 %"), (0, "+0 %")])
def test_percent(value: float, said: str) -> None:
    assert say_percent(value) == said


def test_bounds_are_said_once_where_they_are_the_same() -> None:
    assert (say_between(5, 5), say_between(5, 1234)) == ("5", "5 to 1,234")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2022-01-01", "2023-01-01", "in 2022"),
        ("2022-01-01", "2024-01-01", "in 2022–2023"),
        ("2022-01-01", "2022-07-01", "in January–June 2022"),
        ("2022-03-01", "2022-04-01", "in March 2022"),
        ("2021-10-01", "2024-03-01", "from October 2021 to February 2024"),
        ("2021-09-07", "2024-03-25", "from 7 September 2021 to 24 March 2024"),
        ("2023-01-30", "2023-01-31", "on 30 January 2023"),
    ],
)
def test_periods(start: str, end: str, said: str) -> None:
    assert say_when(period(start, end)) == said


def test_all_on_record() -> None:
    assert say_when(Period(BEGINNING, dt.date(2024, 3, 25))) == "on record to 24 March 2024"


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([1987, 1988, 1989], "1987–1989"),
        ([1990, 1987], "1987 and 1990"),
        ([1981, 1982, 2007, 2000], "1981–1982, 2000 and 2007"),
        ([], ""),
    ],
)
def test_years(years: list[int], said: str) -> None:
    assert say_years(years) == said


def test_choices() -> None:
    assert [say_choice("ABCDE"[:n]) for n in (1, 2, 3, 5)] == [
        "A",
        "A or B",
        "A, B or C",
        "A, B, C or 2 more",
    ]


@pytest.mark.parametrize(
    ("gap", "said"), [(-0.163, "16 % below"), (0.105, "10 % above"), (0.001, "the same")]
)
def test_gaps(gap: float, said: str) -> None:
    assert say_gap(gap) == said


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ("2022-01-01", "2024-01-01", "2020-01-01"),
        ("2022-03-25", "2024-03-25", "2020-03-25"),
        ("2021-09-07", "2022-09-07", "2020-09-07"),
        ("2024-02-01", "2024-03-01", "2024-01-01"),
        ("2021-09-07", "2024-03-25", "2019-02-20"),  # 930 days, no whole months
    ],
)
def test_the_equal_period_just_before(start: str, end: str, before: str) -> None:
    assert shift_back(period(start, end)) == period(before, start)


def test_months_end_where_they_must() -> None:
    assert add_months(dt.date(2024, 3, 31), -1) == dt.date(2024, 2, 29)
    assert add_months(dt.date(2023, 1, 31), 1) == dt.date(2023, 2, 28)


def test_whole_years_are_calendar_years() -> None:
    assert whole_years(period("2022-01-01", "2024-01-01"))
    assert not whole_years(period("2022-03-25", "2024-03-25"))
