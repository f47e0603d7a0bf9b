"""What the kinds share: the arrays they are evaluated on, and three-valued comparison."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from averment.claim import Bound, Claim, Value
from averment.query import Comparator

Floats = NDArray[np.float64]
Truths = NDArray[np.int8]

TRUE, FALSE, UNDETERMINED = np.int8(1), np.int8(0), np.int8(-1)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a figure's interval is widened.

    `unit_share` is the part of the last non-zero digit's unit; `exact_share` the least relative
    widening of exact counts from `exact_from` on; `about_share` that of `about`; `nearly` the
    lower end, as a part of the figure, of "nearly" and "almost" (`nearly_words`). A multiple beside
    one of `more_words` may be meant as "by" or as "to".
    """

    unit_share: float
    exact_share: float
    exact_from: float
    about_share: float
    nearly: float
    nearly_words: tuple[str, ...]
    more_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the record gives each reading: arrays of one length, one element a reading.

    `num_*` bound the total in the window, `den_*` that in the baseline; lengths are in years. A
    stock has length one. Where a kind has no baseline, `den_*` are ones.
    """

    num_low: Floats
    num_high: Floats
    num_years: Floats
    den_low: Floats
    den_high: Floats
    den_years: Floats


@dataclass(frozen=True, slots=True)
class Judged:
    """Truth and value of each reading. `low`/`high` bound the value; `band_*` move one event."""

    truth: Truths
    low: Floats
    high: Floats
    band_low: Floats
    band_high: Floats


@dataclass(frozen=True, slots=True)
class Rules:
    """One kind of claim: its axes, its comparison and its evaluation.

    `comparators` gives the closed intervals that make the words true, by the option of the axis
    `percent` (one entry, `plain`, where the words are plain). `judge` evaluates readings.
    """

    axes: tuple[str, ...]
    comparators: Callable[[Claim, Tolerance], dict[str, Comparator]]
    judge: Callable[[Totals, Comparator], Judged]


def has_word(text: str, words: tuple[str, ...]) -> bool:
    """Say whether one of `words` (lower case) stands in `text` as a word of its own."""
    return any(re.search(rf"\b{re.escape(word)}\b", text.casefold()) for word in words)


def last_digit_unit(number: float) -> float:
    """Return the unit of a figure's last non-zero digit: 2,267 gives 1, 500 gives 100, 12.5 0.1."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return float(Decimal(1).scaleb(exponent)) if isinstance(exponent, int) and number else 1.0


def widened(value: Value, text: str, tolerance: Tolerance) -> Comparator:
    """Return the interval of true values that bear the words out.

    Bounds are never widened; an exact or rounded figure is, by the largest of the tolerances and
    not by their sum.
    """
    number = value.number
    if value.bound is Bound.LESS_THAN and number is not None:
        nearly = has_word(text, tolerance.nearly_words)
        low = tolerance.nearly * number if nearly else None
        return Comparator(low, number, value.unit, strict_high=True)
    if value.bound is Bound.MORE_THAN:
        return Comparator(value.low, None, value.unit, strict_low=True)
    if value.bound in (Bound.AT_LEAST, Bound.AT_MOST) or number is None:
        return Comparator(value.low, value.high, value.unit)
    margin = _margin(value, number, tolerance)
    return Comparator(
        (value.low if value.low is not None else number) - margin,
        (value.high if value.high is not None else number) + margin,
        value.unit,
    )


def _margin(value: Value, number: float, tolerance: Tolerance) -> float:
    margins = [tolerance.unit_share * last_digit_unit(number)]
    if value.bound is Bound.ABOUT:
        margins.append(tolerance.about_share * abs(number))
    elif value.unit == "count" and abs(number) >= tolerance.exact_from:
        margins.append(tolerance.exact_share * abs(number))
    return max(margins)


def compare(
    low: Floats,
    high: Floats,
    upper_of_low: Floats,
    lower_of_high: Floats,
    upper_of_high: Floats,
    lower_of_low: Floats,
    interval: Comparator,
) -> Truths:
    """Compare values known only within `[low, high]`, each with a band, with an interval.

    A reading is true if the band of every value in its bounds meets the interval, false if that of
    none does, undetermined otherwise. Bands grow with their value, so the ends decide.
    """
    truth = np.full(low.shape, UNDETERMINED, dtype=np.int8)
    reaches = _above(upper_of_low, interval) & _below(lower_of_high, interval)
    misses = ~_above(upper_of_high, interval) | ~_below(lower_of_low, interval)
    truth[reaches] = TRUE
    truth[misses] = FALSE
    truth[np.isnan(low) | np.isnan(high)] = UNDETERMINED
    return truth


def _above(values: Floats, interval: Comparator) -> NDArray[np.bool_]:
    if interval.low is None:
        return np.ones(values.shape, dtype=bool)
    return values > interval.low if interval.strict_low else values >= interval.low


def _below(values: Floats, interval: Comparator) -> NDArray[np.bool_]:
    if interval.high is None:
        return np.ones(values.shape, dtype=bool)
    return values < interval.high if interval.strict_high else values <= interval.high
