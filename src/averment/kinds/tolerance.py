"""How far a stated figure is widened before it is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from averment.claim import Bound, Value
from averment.query import Comparator


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a figure's interval is widened.

    `unit_share` is the part of the last non-zero digit's unit; `exact_share` the least relative
    widening of exact counts from `exact_from` on; `about_share` that of `about`; `most_share` the
    greatest, of any figure; `nearly` the
    lower end, as a part of the figure, of "nearly" and "almost" (`nearly_words`). A multiple beside
    one of `more_words` may be meant as "by" or as "to". What held (`level`) stayed within that part
    of where it began. A rank whose words meet one of `among_patterns` may be shared; without a
    number it is among `among_few`. A percentage that is a fraction in words (`fraction_words`: "a
    third") is as rough as `about`.
    """

    unit_share: float
    exact_share: float
    exact_from: float
    about_share: float
    most_share: float
    nearly: float
    nearly_words: tuple[str, ...]
    more_words: tuple[str, ...]
    level: float
    among_few: float
    among_patterns: tuple[str, ...]
    fraction_words: tuple[str, ...]


def has_word(text: str, words: tuple[str, ...]) -> bool:
    """Say whether one of `words` (lower case) stands in `text` as a word of its own."""
    return bool(words_in(text, words))


def words_in(text: str, words: tuple[str, ...]) -> list[str]:
    """Return those of `words` (lower case) that stand in `text` as words of their own."""
    said = text.casefold()
    return [word for word in words if re.search(rf"\b{re.escape(word)}\b", said)]


def last_digit_unit(number: float) -> float:
    """Return the unit of a figure's last non-zero digit: 2,267 gives 1, 500 gives 100, 12.5 0.1."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return float(Decimal(1).scaleb(exponent)) if isinstance(exponent, int) and number else 1.0


def widened(value: Value, text: str, tolerance: Tolerance) -> Comparator:
    """Return the interval of true values that bear the words out, in the unit of the figure.

    Bounds are never widened; an exact or rounded figure is, by the largest of the tolerances and
    not by their sum.
    """
    number = value.number
    if value.bound is Bound.LESS_THAN and number is not None:
        nearly = has_word(text, tolerance.nearly_words)
        low = tolerance.nearly * number if nearly else None
        return Comparator(low, number, value.unit, strict_high=True)
    if value.bound is Bound.MORE_THAN:
        low = value.low if value.low is not None else number
        return Comparator(low, None, value.unit, strict_low=True)
    if value.bound is Bound.AT_LEAST:
        return Comparator(value.low if value.low is not None else number, value.high, value.unit)
    if value.bound is Bound.AT_MOST:
        return Comparator(value.low, value.high if value.high is not None else number, value.unit)
    if number is None:  # a stated range says itself how wide it is
        return Comparator(value.low, value.high, value.unit)
    rough = value.unit == "percent" and has_word(text, tolerance.fraction_words)
    margin = _margin(number, value, tolerance, rough=rough)
    low = number if value.low is None else value.low
    high = number if value.high is None else value.high
    return Comparator(low - margin, high + margin, value.unit)


def _margin(number: float, value: Value, tolerance: Tolerance, *, rough: bool) -> float:
    digit = tolerance.unit_share * last_digit_unit(number)
    margins = [min(digit, tolerance.most_share * abs(number))]
    if value.bound is Bound.ABOUT or rough:
        margins.append(tolerance.about_share * abs(number))
    elif value.unit == "count" and abs(number) >= tolerance.exact_from:
        margins.append(tolerance.exact_share * abs(number))
    return max(margins)
