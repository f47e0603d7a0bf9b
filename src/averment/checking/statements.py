"""Statements of the form of a claim, with another figure, scope, measure or period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from averment.checking.sentences import say_ordinal, what_where
from averment.checking.words import capital, say_day, say_large, say_period, say_when, say_years
from averment.claim import Bound, Direction, Value
from averment.query import Period, Query, Whole

#: How a bound is said before its figure.
_BOUNDS = {
    Bound.EXACT: "",
    Bound.ABOUT: "about",
    Bound.AT_LEAST: "at least",
    Bound.MORE_THAN: "more than",
    Bound.AT_MOST: "at most",
    Bound.LESS_THAN: "under",
}


def say_claimed(value: Value) -> str:
    """Say the figure of a claim with its bound: "more than 3 million", "about 60 percent"."""
    unit = _UNITS.get(value.unit, "")
    if value.from_ is not None and value.to is not None:
        return f"from {say_large(value.from_)} to {say_large(value.to)}"
    if value.number is None and value.low is not None and value.high is not None:
        return f"between {say_large(value.low)} and {say_large(value.high)}{unit}"
    number = next(n for n in (value.number, value.low, value.high, 0.0) if n is not None)
    return f"{_BOUNDS[value.bound]} {say_large(number)}{unit}".lstrip()


_UNITS = {"percent": " percent", "times": " times", "points": " points"}


def verbs(query: Query) -> tuple[str, str]:
    """Return the verb for the claim's direction, and the verb for the other."""
    down = query.claim.direction is Direction.DOWN
    return ("fell", "rose") if down else ("rose", "fell")


def change_statement(query: Query, said: str, span: Period, others: Sequence[Period] = ()) -> str:
    """Say a change: "Attacks in Pakistan rose by at least 9 percent after 7 September 2021 (…).".

    `span` is the period of the readings, said where the text names none; `others` are periods to
    say instead of the claim's own, each against as long a time before.
    """
    subject = capital(what_where(query))
    if others:
        before = "the year before" if others[0].years == 1 else "as many years before"
        return f"{subject} {said} {say_periods(others)}, compared with {before}."
    if query.anchor is not None:
        day = say_day(query.anchor.dates[0])
        name = query.anchor.name.partition(" (")[0]
        return f"{subject} {said} after {day} ({name})."
    return f"{subject} {said}{_when(query, span)}, compared with {_base(query)}."


def _base(query: Query) -> str:
    """What a change is compared with, where the text says it or its period makes it plain."""
    if query.baseline is not None:
        return say_when(query.baseline).removeprefix("in ")
    year = query.window is not None and query.window.years == 1
    return "the year before" if year else "the time before"


def count_statement(query: Query, said: str, span: Period, others: Sequence[Period] = ()) -> str:
    """Say a count: "At most 800 civilians were killed in Pakistan in 2022–2023."."""
    when = f" {say_periods(others)}" if others else _when(query, span)
    where = f" in {query.scope.where}" if query.scope.where else ""
    whose = f" from {query.scope.whose}" if query.scope.whose else ""
    noun, verb, rest = query.measure.said.partition(" were ")
    return f"{capital(said)} {noun}{whose}{verb}{rest}{where}{when}."


def none_statement(query: Query, span: Period) -> str:
    """Say that nothing was counted: "No deaths in Norway were counted in 2011."."""
    return f"No {what_where(query)} were counted{_when(query, span)}."


def share_statement(query: Query, said: str, span: Period) -> str:
    """Say a share: "Civilian deaths in Syria were at most 27 percent of deaths there in 2014."."""
    part, whole = what_where(query), query.whole
    assert whole is not None
    same = whole.scope.where == query.scope.where
    where = "there" if same and whole.scope.where else ""
    other = what_where(replace(query, measure=whole.measure, scope=whole.scope))
    of = f"{_what(query, whole)} {where}" if where else other
    return f"{capital(part)} were {said} percent of {of}{_when(query, span)}."


def _what(query: Query, whole: Whole) -> str:
    """What a whole counts, without where."""
    bare = replace(whole.scope, where="")
    return what_where(replace(query, measure=whole.measure, scope=bare))


def trend_statement(query: Query, said: str, span: Period) -> str:
    """Say a trend: "Deaths in Mali rose by at least 90 percent over 2018–2022."."""
    when = say_period(query.window or span)
    return f"{capital(what_where(query))} {said} over {when}."


def rank_statement(query: Query, low: int, high: int, span: Period) -> str:
    """Say a place in an order: "By deaths in Mali, 2013 ranks second among the years compared."."""
    assert query.claim.rank is not None
    places = say_ordinal(low) if low == high else f"{say_ordinal(low)} to {say_ordinal(high)}"
    end = " from the lowest" if query.claim.rank.extremum == "lowest" else ""
    if query.times:
        item = query.window or span
        among = "years" if item.days > 31 else "months"
        return (
            f"By {what_where(query)}, {say_period(item)} ranks {places}{end} among the {among} "
            "compared."
        )
    item_, by = query.scope.whose or query.scope.where, query.measure.label
    return f"By {by}, {item_} ranks {places}{end} among the countries compared{_when(query, span)}."


def foremost_statement(query: Query, name: str) -> str:
    """Say who is first in an order: "The most deaths in Syria were counted in 2014."."""
    assert query.claim.rank is not None
    most = "fewest" if query.claim.rank.extremum == "lowest" else "most"
    what = what_where(query) if query.times else query.measure.label
    where = "from" if query.field and query.field.of == "origins" else "in"
    when = "" if query.times or query.window is None else f" {say_when(query.window)}"
    return f"Of those compared, the {most} {what} were counted {where} {name}{when}."


def say_periods(periods: Sequence[Period]) -> str:
    """Say several whole years as one phrase, "in each of 2009–2013"; one period as it is said."""
    if len(periods) == 1:
        return say_when(periods[0])
    return f"in each of the years {say_years(period.start.year for period in periods)}"


def _when(query: Query, span: Period) -> str:
    """The period asked for; where the text names none, the one that the readings span."""
    if query.measure.stock and query.window is None:
        return f" by {say_day(query.asked_on)}"
    return f" {say_when(query.window or span)}"
