"""Whether figures bear the words out, one reading at a time, with every comparison written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isclose

from averment.query import Comparator
from averment.verdict import Truth

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Slow:
    """What the oracle says of one reading: its truth, and the bounds of its value."""

    truth: Truth
    low: float
    high: float


def judge_count(low: float, high: float, interval: Comparator) -> Slow:
    """Judge a count of which only bounds may be known."""
    return Slow(_truth((low, low), (high, high), interval), low, high)


def judge_change(
    num: Ends, den: Ends, num_years: float, den_years: float, interval: Comparator
) -> Slow:
    """Judge a change, each of whose values is a band, with one event recorded otherwise."""
    (num_low, num_high), (den_low, den_high) = num, den
    length = num_years / den_years
    if interval.unit == "difference":
        low, high = num_low - den_high * length, num_high - den_low * length
        one = 1 + length
        truth = _truth((low - one, low + one), (high - one, high + one), interval)
        return Slow(truth, low, high)
    scale = den_years / num_years
    low, high = _divide(num_low, den_high) * scale, _divide(num_high, den_low) * scale
    if interval.base is not None:
        base = judge_count(den_low * length, den_high * length, interval.base).truth
        return Slow(_both(judge_count(num_low, num_high, interval).truth, base), low, high)
    bands = (_band(num_low, den_high, scale), _band(num_high, den_low, scale))
    return Slow(_truth(*bands, interval), low, high)


def judge_trend(num: Ends, den: Ends, scale: float, interval: Comparator) -> Slow:
    """Judge a trend by its plain ratio; of nothing and nothing it is one."""
    low, high = (
        1.0 if over == 0 and under == 0 else _divide(over, under) * scale
        for over, under in ((num[0], den[1]), (num[1], den[0]))
    )
    return Slow(_truth((low, low), (high, high), interval), low, high)


def judge_share(part: Ends, whole: Ends, interval: Comparator) -> Slow:
    """Judge a share, as a band of one event either way; it is never more than all."""
    pairs = ((part[0], whole[1]), (part[1], whole[0]))
    low, high = (min(_divide(num, den), 1.0) for num, den in pairs)
    bands = [
        (min(_divide(max(num - 1, 0.0), den + 1), 1.0), min(_divide(num + 1, den - 1), 1.0))
        for num, den in pairs
    ]
    return Slow(_truth(bands[0], bands[1], interval), low, high)


def judge_rank(item: Ends, rivals: Sequence[Ends], lowest: bool, interval: Comparator) -> Slow:
    """Judge a rank by trying every rival against the item.

    A place of one's own is held where nobody is level; a place among some may be shared, and is
    granted one event in each count.
    """
    assert interval.high is not None
    if lowest:
        item, rivals = (-item[1], -item[0]), [(-high, -low) for low, high in rivals]
    sure = 1 + len([1 for low, _ in rivals if low > item[1]])
    most = 1 + len([1 for _, high in rivals if high > item[0]])
    if interval.low != interval.high:
        best = 1 + len([1 for low, _ in rivals if low - 2 > item[1]])
        worst = 1 + len([1 for _, high in rivals if high - 2 > item[0]])
        holds = worst <= interval.high
        truth = Truth.TRUE if holds else Truth.UNDETERMINED
        return Slow(truth if best <= interval.high else Truth.FALSE, sure, most)
    level = [1 for low, high in rivals if low == high == item[0] == item[1]]
    others = [1 for low, high in rivals if not (low > item[1] or high < item[0])]
    possible = sure <= interval.high <= sure + len(others)
    if level or not possible:
        return Slow(Truth.FALSE, sure, most)
    return Slow(Truth.UNDETERMINED if others else Truth.TRUE, sure, most)


def _truth(at_low: Ends, at_high: Ends, interval: Comparator) -> Truth:
    if within(at_low[0], at_high[1], interval) is False:
        return Truth.FALSE
    if within(*at_low, interval) and within(*at_high, interval):
        return Truth.TRUE
    return Truth.UNDETERMINED


def _both(one: Truth, other: Truth) -> Truth:
    if Truth.FALSE in (one, other):
        return Truth.FALSE
    return Truth.UNDETERMINED if Truth.UNDETERMINED in (one, other) else Truth.TRUE


def _band(num: float, den: float, scale: float) -> tuple[float, float]:
    return _divide(max(num - 1, 0.0), den + 1) * scale, _divide(num + 1, den - 1) * scale


def _divide(num: float, den: float) -> float:
    return num / den if den > 0 else inf


def within(low: float, high: float, interval: Comparator) -> bool:
    """Say whether the values from `low` to `high` meet the interval."""
    return _reaches(high, interval.low, interval.strict_low, 1) and _reaches(
        low, interval.high, interval.strict_high, -1
    )


def _reaches(value: float, end: float | None, strict: bool, sign: int) -> bool:
    """Say whether a value lies on the inner side of an end; a strict end is itself outside."""
    if end is None:
        return True
    if isclose(value, end, rel_tol=1e-9, abs_tol=1e-9):
        return not strict
    return sign * value > sign * end
