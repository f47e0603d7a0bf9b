"""How figures, periods and readings are said in one plain sentence."""

from __future__ import annotations

from math import isfinite

from averment.checking.readings import Candidate
from averment.checking.series import Stocks, Total
from averment.checking.windows import say_day, say_period
from averment.claim import Claim, Direction
from averment.query import Query


def say_number(value: float) -> str:
    """Say a number: thousands parted by commas, one decimal only where it tells something."""
    if not isfinite(value):
        return "no limit"
    if abs(value) < 10 and abs(value - round(value)) > 0.05:
        return f"{value:.1f}"
    return f"{value:,.0f}"


def say_large(value: float) -> str:
    """Say a count, in millions from one million on: "3.27 million"."""
    if abs(value) >= 1_000_000:
        return f"{value / 1_000_000:.2f}".rstrip("0").rstrip(".") + " million"
    return say_number(value)


def say_percent(value: float) -> str:
    """Say a change in percent with its sign: "+625 %", "−12 %"."""
    sign = "−" if value < 0 else "+"
    return f"{sign}{say_number(abs(value))} %"


def in_unit(ratio: float, claim: Claim) -> float:
    """Turn a ratio of rates into the unit of the claim: percent of rise or fall, or times."""
    assert claim.value is not None
    down = claim.direction is Direction.DOWN
    if claim.value.unit == "times":
        return (1 / ratio if ratio else float("inf")) if down else ratio
    return (1 - ratio) * 100 if down else (ratio - 1) * 100


def say_change(ratio: float) -> str:
    """Say a ratio as a change in percent."""
    return say_percent((ratio - 1) * 100)


def say_total(candidate: Candidate, total: Total, *, base: bool = False) -> str:
    """Say a total with its period: "29 (2023)", "6 a year (mean of 2019–2021)"."""
    if isinstance(candidate.series, Stocks):
        day = next(f.start for f in candidate.series.figures if f.id == total.figures[0])
        return f"{say_large(total.low)} ({day.year})"
    years = total.period.years
    rate = _averaged(candidate, base) and years > 1.5
    divisor = years if rate else 1.0
    low, high = say_number(total.low / divisor), say_number(total.high / divisor)
    amount = low if low == high else f"{low} to {high}"
    return f"{amount}{' a year' if rate else ''} ({say_period(total.period)})"


def _averaged(candidate: Candidate, base: bool) -> bool:
    """Totals of unequal length are said as yearly rates, on both sides."""
    if candidate.den is None:
        return False
    return abs(candidate.den.period.years - candidate.num.period.years) > 0.1


def say_reading(candidate: Candidate, query: Query, low: float, high: float) -> str:
    """Say a reading: who counted, how many, and what that comes to."""
    who = candidate.key.publisher
    if candidate.key.measure != query.measure.fair[0]:
        who = f"{who}, {candidate.options['measure'].label}"
    reached = say_total(candidate, candidate.num)
    if candidate.den is None:
        return f"{who}: {reached}"
    change = say_change(low) if low == high else f"{say_change(low)} to {say_change(high)}"
    return f"{who}: {say_total(candidate, candidate.den, base=True)} → {reached}, {change}"


__all__ = [
    "in_unit",
    "say_change",
    "say_day",
    "say_large",
    "say_number",
    "say_percent",
    "say_period",
    "say_reading",
    "say_total",
]
