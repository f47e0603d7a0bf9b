"""How readings are said, each in one plain sentence."""

from __future__ import annotations

from averment.checking.candidate import Candidate
from averment.checking.series import Stocks
from averment.checking.totals import Total
from averment.checking.words import say_between, say_large, say_percent, say_signed, say_when
from averment.claim import Claim, Direction
from averment.query import Comparator, Query


def in_unit(value: float, claim: Claim, interval: Comparator) -> float:
    """Turn what was compared into the unit of the claim; falls are positive where it says fell."""
    down = claim.direction is Direction.DOWN
    if interval.unit == "count":
        return value
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
    parts = [say_total(candidate, t) for t in (candidate.den, candidate.num) if t is not None]
    if candidate.den is not None:
        ends = dict.fromkeys(say_change(value, candidate.interval) for value in (low, high))
        parts.append(" to ".join(ends))
    if candidate.spread == "pro-rata":
        parts.append("shared out by days")
    return f"{who}: {', '.join(parts)}"
