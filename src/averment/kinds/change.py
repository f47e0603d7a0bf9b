"""Changes: by how much something rose or fell.

Left open, beside what a count leaves open: the baseline, and whether a multiple is meant as "by" or
as "to". A change holds when the window's rate, divided by the baseline's, lies in the claim's
interval, or does so with one event recorded otherwise in either count. A change in events ("120
more attacks") is the difference of the totals, the baseline's brought to the window's length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from averment.claim import Claim, Direction, Value
from averment.kinds.rules import (
    FALSE,
    TRUE,
    UNDETERMINED,
    Band,
    Floats,
    Judged,
    Totals,
    Truths,
    compare,
    divided,
    rules,
)
from averment.kinds.tolerance import Tolerance, widened
from averment.query import Comparator


def comparators(claim: Claim, tolerance: Tolerance) -> dict[str, Comparator]:
    """Return the intervals of the ratio or difference that bear the words out.

    A pair ("from 5 to 23") must have both its figures right. "Three times more" may be meant
    as "to" three times or "by" three times: two options.
    """
    assert claim.value is not None
    if claim.value.from_ is not None and claim.value.to is not None:
        return {"plain": _pair(claim.value, tolerance)}
    down = claim.direction is Direction.DOWN
    stated = _directed(widened(claim.value, claim.text, tolerance), claim.direction)
    if stated.unit == "percent":
        sign = -1 if down else 1
        return {"plain": _mapped(stated, "ratio", lambda x: 1 + sign * x / 100, turned=down)}
    if stated.unit != "times":
        sign = -1 if down else 1
        return {"plain": _mapped(stated, "difference", lambda x: sign * x, turned=down)}
    if down:
        return {"plain": _mapped(stated, "ratio", _inverse, turned=True)}
    plain = replace(stated, unit="ratio")
    if _times_more(claim.text, tolerance.more_words):
        return {"to": plain, "by": _mapped(stated, "ratio", lambda x: x + 1)}
    return {"plain": plain}


def _times_more(text: str, words: Sequence[str]) -> bool:
    """Say whether a multiple is followed by a word such as "more": "three times more"."""
    said = "|".join(map(re.escape, words))
    return re.search(rf"(?:times|fold)\s+(?:{said})\b", text.casefold()) is not None


def _directed(stated: Comparator, direction: Direction | None) -> Comparator:
    """A rise "by at most 5 percent" is a rise: with only the top stated, no change is the floor."""
    if stated.low is not None or direction not in (Direction.UP, Direction.DOWN):
        return stated
    return replace(stated, low=1.0 if stated.unit == "times" else 0.0, strict_low=True)


def _mapped(
    stated: Comparator, unit: str, to: Callable[[float], float | None], *, turned: bool = False
) -> Comparator:
    """Bring both ends to another unit; `turned` says that this turns their order round."""
    low = None if stated.low is None else to(stated.low)
    high = None if stated.high is None else to(stated.high)
    if turned:
        return Comparator(high, low, unit, stated.strict_high, stated.strict_low)
    return Comparator(low, high, unit, stated.strict_low, stated.strict_high)


def _inverse(times: float) -> float | None:
    return 1 / times if times else None


def _pair(value: Value, tolerance: Tolerance) -> Comparator:
    base, reached = (
        widened(value.model_copy(update={"number": n, "low": n, "high": n}), "", tolerance)
        for n in (value.from_, value.to)
    )
    return replace(reached, unit="pair", base=base)


def judge(totals: Totals, interval: Comparator) -> Judged:
    """Compare rates or totals, as a band of one event either way, with the interval."""
    if interval.unit == "difference":
        low, high, at_low, at_high = _differences(totals)
    else:
        low, high, at_low, at_high = ratios(totals)
    if interval.base is None:
        truth, side = compare(at_low, at_high, interval)
    else:
        truth, side = _pairs(totals, interval, interval.base)
    return Judged(truth, side, low, high, at_low.low, at_high.high)


def _differences(totals: Totals) -> tuple[Floats, Floats, Band, Band]:
    length = totals.num_years / totals.den_years
    low = totals.num_low - totals.den_high * length
    high = totals.num_high - totals.den_low * length
    one = 1 + length
    return low, high, Band(low - one, low + one), Band(high - one, high + one)


def ratios(totals: Totals) -> tuple[Floats, Floats, Band, Band]:
    """Return the bounds of the ratio of two rates, each with its band of one event."""
    length = totals.den_years / totals.num_years
    ends = ((totals.num_low, totals.den_high), (totals.num_high, totals.den_low))
    low, high = (divided(num, den) * length for num, den in ends)
    at_low, at_high = (
        Band(
            divided(np.maximum(num - 1, 0), den + 1) * length,
            divided(num + 1, den - 1) * length,
        )
        for num, den in ends
    )
    return low, high, at_low, at_high


def _pairs(totals: Totals, reached: Comparator, base: Comparator) -> tuple[Truths, Truths]:
    """Compare both totals; the side is that of the window's, else the base's turned round."""
    length = totals.num_years / totals.den_years
    low, high = totals.den_low * length, totals.den_high * length
    truth, side = compare(
        Band(totals.num_low, totals.num_low), Band(totals.num_high, totals.num_high), reached
    )
    other, other_side = compare(Band(low, low), Band(high, high), base)
    both = np.full(truth.shape, UNDETERMINED, dtype=np.int8)
    both[(truth == TRUE) & (other == TRUE)] = TRUE
    both[(truth == FALSE) | (other == FALSE)] = FALSE
    return both, np.where(side != 0, side, -other_side).astype(np.int8)


CHANGE = rules("change", against="baseline", comparators=comparators, judge=judge)
