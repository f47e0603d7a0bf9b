"""Times: every pattern and every holiday of the data files is exercised, and dates come out."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from averment import extract
from averment.claim import Document
from averment.extract.holidays import holiday
from averment.extract.notes import Notes, Time
from averment.extract.periods import Dated, day_of, later, months_later, whole
from averment.extract.times import patterns
from averment.reference import Gazetteer

DATA = Path(extract.__file__).parent / "data"
PUBLISHED = dt.date(2024, 3, 25)
TEXTS = [one["text"] for one in tomllib.loads((DATA / "times.toml").read_text("utf-8"))["example"]]
HOLIDAYS = tomllib.loads((DATA / "holidays.toml").read_text("utf-8"))["holiday"]
DAYS = st.dates(dt.date(1500, 1, 1), dt.date(2099, 12, 31))


def times_of(text: str, published: dt.date | None = PUBLISHED) -> tuple[Time, ...]:
    notes = Notes(Document.from_text(text, published=published), Gazetteer.default())
    for one in extract.PASSES[: extract.PASSES.index(extract.times) + 1]:
        notes = one(notes)
    return notes.times


def test_every_pattern_has_an_example() -> None:
    unused = [
        pattern.expression.pattern
        for pattern in patterns()
        if not any(pattern.expression.search(text) for text in TEXTS)
    ]
    assert unused == []


@pytest.mark.parametrize("entry", HOLIDAYS, ids=lambda entry: entry["names"][0])
def test_holidays(entry: dict[str, Any]) -> None:
    spare = 1 if entry["rule"] == "hijri" else 0
    for day in entry["dates"]:
        for name in entry["names"]:
            start = holiday(name, day.year).start
            assert start is not None
            assert abs((start - day).days) <= spare


@settings(deadline=None, max_examples=10)
@given(DAYS)
def test_days_are_read_as_written(day: dt.date) -> None:
    for text in (f"It began on {day.isoformat()}.", f"It began on {day.day} {day:%B} {day.year}."):
        (time,) = times_of(text)
        assert (time.start, time.value) == (day, day.isoformat())


@given(DAYS, st.sampled_from(["day", "week", "weekend", "month", "quarter", "year", "decade"]))
def test_a_unit_holds_its_day(day: dt.date, unit: str) -> None:
    found = whole(unit, day)
    first, end = found.ends
    assert first - dt.timedelta(days=5 * (unit == "weekend")) <= day < end
    assert found.unit == unit


@given(DAYS, st.integers(-2400, 2400))
def test_months_count_back(day: dt.date, months: int) -> None:
    there = months_later(day, months)
    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert there.day <= day.day


def test_the_year_ten_thousand_is_out_of_reach() -> None:
    with pytest.raises((ValueError, OverflowError)):
        later(dt.date(9990, 1, 1), 2, "decade")
    assert times_of("It will end in 9999 years.")[0].value


def test_a_text_without_a_date_of_publication() -> None:
    times = times_of("It fell in 2014, on Friday, in May, last year, two years ago.", None)
    assert [time.value for time in times if time.start] == ["2014"]


def test_agency_style_tells_weekdays() -> None:
    (time,) = times_of("The minister on Monday denied it.")
    assert time.value == "2024-03-18"
    report = "GENEVA (XYZ) -- The minister on Monday denied it."
    assert times_of(report)[0].value == "2024-03-25"


def test_the_text_shows_how_it_writes_days() -> None:
    assert times_of("It fell on 3/4/2019.")[0].value == "2019-03-04"
    assert times_of("It fell on 3/4/2019, not on 22/4/2019.")[0].value == "2019-04-03"


def test_units_of_values() -> None:
    assert day_of(PUBLISHED).unit == "day"
    assert Dated(None, None, "P2Y").unit == ""
