"""The fair windows and baselines of a question."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import made
import pytest
from hypothesis import given, settings

from averment.checking import load_settings
from averment.checking.baselines import baseline_choices
from averment.checking.windows import window_choices
from averment.query import Period, Query

SETTINGS = load_settings()


def forms(query: Query) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for choice in window_choices(query, SETTINGS):
        found.setdefault(choice.form, []).append(choice.option.label)
    return found


def test_since_an_event_with_two_dates() -> None:
    assert forms(made.query(made.claim(), anchor=made.EVENT)) == {
        "literal": ["7 September 2021 to 24 March 2024", "15 August 2021 to 24 March 2024"],
        "months": ["October 2021 to February 2024", "September 2021 to February 2024"],
        "first-12": ["7 September 2021 to 6 September 2022", "15 August 2021 to 14 August 2022"],
        "first-24": ["7 September 2021 to 6 September 2023", "15 August 2021 to 14 August 2023"],
        "first-year": ["2022"],
        "full-years": ["2022–2023"],
        "latest-year": ["2023"],
    }


def test_the_last_two_years() -> None:
    window = Period(dt.date(2022, 3, 25), made.PUBLISHED)
    assert forms(made.query(made.claim(kind="count"), window=window)) == {
        "literal": ["25 March 2022 to 24 March 2024"],
        "months": ["March 2022 to February 2024"],
        "full-years": ["2022–2023"],
    }


def test_a_year_that_is_named_is_that_year() -> None:
    window = Period(dt.date(2022, 1, 1), dt.date(2023, 1, 1))
    assert forms(made.query(made.claim(), window=window)) == {"literal": ["2022"]}


def test_since_a_year_may_leave_that_year_out() -> None:
    starts = (dt.date(2021, 1, 1), dt.date(2022, 1, 1))
    query = made.query(made.claim(), since=starts, window=Period(starts[0], made.PUBLISHED))
    found = forms(query)
    assert found["full-years"] == ["2021–2023", "2022–2023"]
    assert "first-12" not in found


def test_a_window_that_ends_before_the_text_stays_there() -> None:
    until = dt.date(2023, 1, 1)
    query = made.query(made.claim(), anchor=made.EVENT, until=until)
    assert all(choice.period.end <= until for choice in window_choices(query, SETTINGS))


def test_an_unknown_date_is_tried_with_every_end() -> None:
    days = tuple(dt.date(year, 1, 1) for year in (2023, 2024, 2025))
    query = made.query(made.claim(), anchor=made.EVENT, days=days, dated=False)
    assert forms(query)["full-years"] == ["2022–2023", "2022–2024"]
    assert forms(query)["first-year"] == ["2022"]


@pytest.mark.parametrize(
    ("tense", "expected"),
    [("past", ["peak", "ever"]), ("perfect", ["peak", "ever"]), ("present", ["latest"])],
)
def test_the_tense_of_a_stock_names_its_moment(tense: str, expected: list[str]) -> None:
    refugees = SETTINGS.measures["refugees"]
    query = made.query(made.claim(kind="count", tense=tense), measure=refugees)
    assert list(forms(query)) == expected


def test_a_level_since_an_event_was_reached_after_it() -> None:
    refugees = SETTINGS.measures["refugees"]
    query = made.query(made.claim(kind="count"), measure=refugees, anchor=made.EVENT)
    starts = {choice.period.start for choice in window_choices(query, SETTINGS)}
    assert starts == {made.EVENT.dates[0]}


def baselines(query: Query, form: str) -> list[str]:
    choice = next(c for c in window_choices(query, SETTINGS) if c.form == form)
    return [b.option.label for b in baseline_choices(query, choice, SETTINGS)]


def test_years_before_an_event_most_of_whose_year_lies_before_it() -> None:
    query = made.query(made.claim(), anchor=made.EVENT)
    assert baselines(query, "latest-year") == [
        "2021",
        "2020",
        "the mean of 2020–2021",
        "the mean of 2019–2021",
        "the mean of 2017–2021",
    ]
    assert baselines(query, "full-years") == [
        "2021",
        "2020",
        "2020–2021",
        "the mean of 2019–2021",
        "the mean of 2017–2021",
    ]
    assert baselines(query, "first-12") == ["7 September 2020 to 6 September 2021"]


def test_the_year_of_an_early_event_is_no_base() -> None:
    event = replace(made.EVENT, dates=(dt.date(2021, 2, 1),))
    assert baselines(made.query(made.claim(), anchor=event), "latest-year")[0] == "2020"


def test_a_year_is_compared_with_the_year_before() -> None:
    window = Period(dt.date(2022, 1, 1), dt.date(2023, 1, 1))
    assert baselines(made.query(made.claim(), window=window), "literal") == ["2021"]


def test_months_are_compared_with_those_before_and_those_a_year_earlier() -> None:
    window = Period(dt.date(2022, 7, 1), dt.date(2022, 10, 1))
    found = baselines(made.query(made.claim(), window=window), "literal")
    assert found == ["April–June 2022", "July–September 2021"]


def test_a_baseline_that_the_words_give_is_the_only_one() -> None:
    given_ = Period(dt.date(2013, 1, 1), dt.date(2014, 1, 1))
    query = made.query(made.claim(), anchor=made.EVENT, baseline=given_)
    assert baselines(query, "latest-year") == ["2013"]


def test_a_baseline_that_overlaps_the_window_is_none() -> None:
    """Not even where the words seem to give it: a period is not compared with itself."""
    whole = Period(dt.date(2021, 1, 1), dt.date(2024, 1, 1))
    query = made.query(made.claim(), anchor=made.EVENT, baseline=whole)
    assert baselines(query, "latest-year") == []


def test_a_level_has_no_mean() -> None:
    query = made.query(made.claim(), anchor=made.EVENT, measure=SETTINGS.measures["refugees"])
    levels = made.yearly("one", dict.fromkeys(range(2014, 2025), 10.0), measure="refugees")
    found = made.readings(query, levels)
    assert found.candidates
    assert not [c for c in found.candidates if c.options["baseline"].id.startswith("mean")]
    assert any("a level has no mean" in left_out.reason for left_out in found.excluded)


@given(made.questions())
@settings(deadline=None)
def test_windows_and_baselines_never_overlap(query: Query) -> None:
    windows = window_choices(query, SETTINGS)
    assert len({choice.period for choice in windows}) == len(windows)
    for choice in windows:
        found = baseline_choices(query, choice, SETTINGS)
        assert len({b.period for b in found}) == len(found)
        assert not any(b.period.overlaps(choice.period) for b in found)
        assert all(choice.period.end <= query.asked_on or choice.form == "literal" for _ in found)
