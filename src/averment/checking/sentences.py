"""How readings are said, each in one plain sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

from averment.checking.candidate import Candidate
from averment.checking.series import Stocks
from averment.checking.totals import Total
from averment.checking.words import (
    say_between,
    say_large,
    say_number,
    say_percent,
    say_period,
    say_signed,
    say_when,
)
from averment.claim import Claim, Direction
from averment.kinds import KINDS
from averment.kinds.rank import UNITS
from averment.kinds.rules import Against
from averment.query import Comparator, Period, Query
from averment.reference import Gazetteer


def in_unit(value: float, claim: Claim, interval: Comparator) -> float:
    """Turn what was compared into the unit of the claim; falls are positive where it says fell."""
    down = claim.direction is Direction.DOWN
    if interval.unit == "count" or interval.unit in UNITS.values():
        return value
    if interval.unit == "part":
        return value * 100
    if interval.unit == "difference":
        return -value if down else value
    if claim.value is not None and claim.value.unit == "times":
        return (1 / value if value else float("inf")) if down else value
    return (1 - value) * 100 if down else (value - 1) * 100


def claimed_number(query: Query) -> float | None:
    """Return the figure that the claim states, or the nearest end of its interval."""
    value = query.claim.value
    if value is None:
        return None
    if value.from_ and value.to is not None:
        rise = (value.to / value.from_ - 1) * 100
        return -rise if query.claim.direction is Direction.DOWN else rise
    return next((n for n in (value.number, value.low, value.high) if n is not None), None)


def what_where(query: Query) -> str:
    """Say what is asked for: "suicide attacks in Pakistan", "refugees from Afghanistan in Iran"."""
    measure, scope = query.measure, query.scope
    what = measure.whose.format(scope.whose) if scope.whose else measure.label
    return f"{what} in {scope.where}" if scope.where else what


def say_change(value: float, interval: Comparator) -> str:
    """Say a change as it went: "+625 %", "−12 %"; a difference in events: "+120"."""
    if interval.unit == "difference":
        return say_signed(value)
    return say_percent((value - 1) * 100)


def say_total(candidate: Candidate, total: Total) -> str:
    """Say a total with its period: "29 in 2023", "4.7 a year in 2019–2021"."""
    if isinstance(candidate.series, Stocks):
        day = next(f.start for f in candidate.series.figures if f.id == total.figures[0])
        return f"{say_large(total.low)} in {day.year}"
    years = total.period.years
    rate = _unequal(candidate) and abs(years - 1) > 0.1
    divisor = years if rate else 1.0
    amount = say_between(total.low / divisor, total.high / divisor)
    return f"{amount}{' a year' if rate else ''} {say_when(total.period)}"


def _unequal(candidate: Candidate) -> bool:
    """Totals of unequal length are said as yearly rates, on both sides."""
    if candidate.den is None:
        return False
    return abs(candidate.den.period.years - candidate.num.period.years) > 0.1


def say_reading(candidate: Candidate, query: Query, low: float, high: float) -> str:
    """Say a reading: who counted, how many, and what that comes to.

    `low` and `high` bound its value, in the unit compared.
    """
    who = candidate.key.publisher
    if candidate.key.measure != query.measure.fair[0]:
        who = f"{who}, {candidate.options['measure'].label}"
    rules = KINDS[query.claim.kind]
    statistic = candidate.options.get("statistic")
    form = statistic.id if statistic is not None else "reading"
    parts = _SAID[rules.against](candidate, query, low, high)
    said = rules.templates[form].format(who=who, **parts)
    return f"{said}, shared out by days" if candidate.spread == "pro-rata" else said


def _total(candidate: Candidate, query: Query, low: float, high: float) -> dict[str, str]:
    reached = say_total(candidate, candidate.num)
    return {"reached": ", ".join(filter(None, (reached, candidate.unseen.said)))}


def _change(candidate: Candidate, query: Query, low: float, high: float) -> dict[str, str]:
    assert candidate.den is not None
    ends = dict.fromkeys(say_change(value, candidate.interval) for value in (low, high))
    return {
        "base": say_total(candidate, candidate.den),
        "reached": say_total(candidate, candidate.num),
        "change": " to ".join(ends),
    }


def _course(candidate: Candidate, query: Query, low: float, high: float) -> dict[str, str]:
    assert candidate.den is not None
    span = Period(candidate.den.period.start, candidate.num.period.end)
    said = _change(candidate, query, low, high)
    if low == high and not isfinite(low):
        said["change"] = "up from nothing"
    return {**said, "span": say_period(span)}


def _part(candidate: Candidate, query: Query, low: float, high: float) -> dict[str, str]:
    part, whole = candidate.num, candidate.den
    assert whole is not None
    assert query.whole is not None
    ends = dict.fromkeys(f"{say_number(value * 100)} %" for value in (low, high))
    unknown = candidate.options.get("unknown")
    return {
        "part": say_between(part.low, part.high),
        "whole": f"{say_between(whole.low, whole.high)} {query.whole.measure.label}",
        "when": _when(candidate, part.period),
        "share": " to ".join(ends) + (f" (the unknown {unknown.label})" if unknown else ""),
    }


def _place(candidate: Candidate, query: Query, low: float, high: float) -> dict[str, str]:
    assert candidate.den is not None
    times, foremost = query.times, candidate.den
    places = query.field is not None and query.field.of == "places"
    item, scope = candidate.num, query.scope
    name = next(rival.name for rival in candidate.rivals if rival.total == foremost)
    way = "next" if high == 1 else "ahead"
    way = "level" if (foremost.low, foremost.high) == (item.low, item.high) else way
    rival = (
        KINDS[query.claim.kind]
        .templates[way]
        .format(
            name=name if times else Gazetteer.default().name(name) or name,
            total=say_between(foremost.low, foremost.high),
        )
    )
    months = item.period.days <= 31
    return {
        "item": say_period(item.period) if times else scope.where if places else scope.whose,
        "place": " to ".join(dict.fromkeys((say_ordinal(int(low)), say_ordinal(int(high))))),
        "count": str(len(candidate.rivals) + 1),
        "what": ("months" if months else "years")
        if times
        else f"countries {_when(candidate, item.period)}",
        "reached": say_between(item.low, item.high),
        "rival": rival,
    }


def _when(candidate: Candidate, period: Period) -> str:
    """The period of a total; of stocks, whose levels stand at the end of years, the year."""
    return f"in {period.start.year}" if isinstance(candidate.series, Stocks) else say_when(period)


def say_ordinal(place: int) -> str:
    """Say a place in an order: "first", "36th"."""
    if place <= len(_ORDINALS):
        return _ORDINALS[place - 1]
    teens = place % 100 in (11, 12, 13)
    return f"{place}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

_SAID: Mapping[Against, Callable[[Candidate, Query, float, float], dict[str, str]]] = {
    "nothing": _total,
    "baseline": _change,
    "course": _course,
    "whole": _part,
    "rivals": _place,
}
