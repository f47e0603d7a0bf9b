"""What was known by the day of a text."""

from __future__ import annotations

import datetime as dt

import made
from hypothesis import given
from hypothesis import strategies as st

from averment.checking.known import known
from averment.evidence import Figure

DAY = dt.date(2024, 3, 25)


def release(vintage: str, published: str, values: dict[int, float]) -> list[Figure]:
    """Figures of one stored vintage, all out on one day."""
    day = dt.date.fromisoformat(published)
    return [
        made.replace(figure, id=f"one@{vintage}/{figure.id}")
        for figure in made.yearly("one", values, published=day)
    ]


def years_of(found: list[Figure]) -> list[tuple[int, float]]:
    return sorted((figure.start.year, figure.value) for figure in found)


def test_figures_that_came_out_one_by_one() -> None:
    early = made.yearly("one", {2021: 1.0}, published=dt.date(2022, 1, 1))
    late = made.yearly("one", {2022: 2.0}, published=dt.date(2024, 6, 1))
    assert known([*early, *late], DAY) == early


def test_before_a_release_earlier_ones_gave_the_years_long_past() -> None:
    found = release("25.1", "2025-06-01", {2021: 1.0, 2022: 2.0, 2023: 3.0})
    assert years_of(known(found, DAY)) == [(2021, 1.0), (2022, 2.0)]


def test_of_several_releases_the_day_knows_those_that_were_out() -> None:
    old = release("23.1", "2023-06-01", {2021: 1.0, 2022: 2.0})
    new = release("25.1", "2025-06-01", {2021: 10.0, 2022: 20.0, 2023: 30.0})
    assert years_of(known([*new, *old], DAY)) == [(2021, 1.0), (2022, 2.0)]
    assert len(known([*new, *old], dt.date(2025, 7, 1))) == 5
    before = known([*new, *old], dt.date(2022, 3, 1))
    assert years_of(before) == []
    assert years_of(known([*new, *old], dt.date(2023, 3, 1))) == [(2021, 1.0)]


@given(made.figures(), st.dates(dt.date(2015, 1, 1), dt.date(2026, 1, 1)))
def test_nothing_is_forgotten_again(figures: list[Figure], day: dt.date) -> None:
    then, later = known(figures, day), known(figures, day + dt.timedelta(days=400))
    assert {f.id for f in figures if f.published <= day} <= {f.id for f in then}
    assert {f.id for f in then} <= {f.id for f in later}
