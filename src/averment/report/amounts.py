"""How the values of a claim's readings are said, in its unit; a fall is shown with a minus."""

from __future__ import annotations

from averment.claim import Claim
from averment.report import words
from averment.verdict import Outcome, Verdict


def say_amount(claim: Claim, verdict: Verdict, value: float) -> str:
    """Say a value of a claim."""
    sign = -1.0 if words.is_fall(claim) else 1.0
    return words.amount(sign * value, verdict.unit, change=words.is_signed(claim))


def say_reading(claim: Claim, verdict: Verdict, outcome: Outcome) -> str:
    """Say a reading's value, or the bounds between which the record leaves it; a dash for none."""
    if outcome.value is not None:
        return say_amount(claim, verdict, outcome.value)
    if outcome.low is None and outcome.high is None:
        return "–"
    return say_interval(claim, verdict, outcome.low, outcome.high)


def say_stated(claim: Claim, verdict: Verdict) -> str:
    """Say what the text says, as the interval that bears it out."""
    low, high = verdict.interval or (None, None)
    return say_interval(claim, verdict, low, high)


def say_interval(claim: Claim, verdict: Verdict, low: float | None, high: float | None) -> str:
    """Say an interval of values; none is an open end."""
    if words.is_fall(claim):
        low, high = (None if high is None else -high), (None if low is None else -low)
    return words.interval(low, high, verdict.unit, change=words.is_signed(claim))
