"""Changes: by how much something rose or fell.

Left open, beside what a count leaves open: the baseline, and whether a multiple is meant as "by" or
as "to". A change holds when the ratio of the window's rate to the baseline's lies in the claim's
interval, or does so with one event recorded otherwise in either count.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from averment.claim import Claim, Direction, Value
from averment.kinds.rules import (
    FALSE,
    UNDETERMINED,
    Floats,
    Judged,
    Rules,
    Tolerance,
    Totals,
    Truths,
    compare,
    has_word,
    widened,
)
from averment.query import Comparator


def comparators(claim: Claim, tolerance: Tolerance) -> dict[str, Comparator]:
    """Return the intervals of the ratio window/baseline that bear the words out.

    A pair ("from 5 to 23") must have both its figures right. "Three times more" may be meant
    as "to" three times or "by" three times: two options.
    """
    assert claim.value is not None
    value = claim.value
    if value.from_ is not None and value.to is not None:
        return {"plain": _pair(value, tolerance)}
    interval = widened(value, claim.text, tolerance)
    down = claim.direction is Direction.DOWN
    if value.unit == "times":
        options = {"to": interval}
        if has_word(claim.text, tolerance.more_words) and not down:
            options["by"] = _shifted(interval, 1.0)
        if down:
            options = {name: _inverse(option) for name, option in options.items()}
        return {"plain": options["to"]} if len(options) == 1 else options
    return {"plain": _percent(interval, down)}


def _pair(value: Value, tolerance: Tolerance) -> Comparator:
    base, reached = (
        widened(value.model_copy(update={"number": n, "low": n, "high": n}), "", tolerance)
        for n in (value.from_, value.to)
    )
    return replace(reached, base=base)


def _percent(interval: Comparator, down: bool) -> Comparator:
    low = None if interval.low is None else interval.low / 100
    high = None if interval.high is None else interval.high / 100
    if not down:
        ends = (None if low is None else 1 + low, None if high is None else 1 + high)
        return replace(interval, low=ends[0], high=ends[1], unit="ratio")
    return Comparator(
        None if high is None else 1 - high,
        None if low is None else 1 - low,
        "ratio",
        strict_low=interval.strict_high,
        strict_high=interval.strict_low,
    )


def _shifted(interval: Comparator, by: float) -> Comparator:
    low = None if interval.low is None else interval.low + by
    high = None if interval.high is None else interval.high + by
    return replace(interval, low=low, high=high)


def _inverse(interval: Comparator) -> Comparator:
    return Comparator(
        1 / interval.high if interval.high else None,
        1 / interval.low if interval.low else None,
        "ratio",
        strict_low=interval.strict_high,
        strict_high=interval.strict_low,
    )


def judge(totals: Totals, interval: Comparator) -> Judged:
    """Compare the ratio of yearly rates, as a band of one event either way, with the interval."""
    scale = totals.den_years / totals.num_years
    low = _ratio(totals.num_low, totals.den_high, scale)
    high = _ratio(totals.num_high, totals.den_low, scale)
    upper_of_low = _ratio(totals.num_low + 1, totals.den_high - 1, scale)
    lower_of_high = _ratio(np.maximum(totals.num_high - 1, 0), totals.den_low + 1, scale)
    band_high = _ratio(totals.num_high + 1, totals.den_low - 1, scale)
    band_low = _ratio(np.maximum(totals.num_low - 1, 0), totals.den_high + 1, scale)
    if interval.base is None:
        truth = compare(low, high, upper_of_low, lower_of_high, band_high, band_low, interval)
    else:
        truth = _both(
            _plain(totals.num_low, totals.num_high, interval),
            _plain(totals.den_low, totals.den_high, interval.base),
        )
    return Judged(truth, low, high, band_low, band_high)


def _plain(low: Floats, high: Floats, interval: Comparator) -> Truths:
    return compare(low, high, low, high, high, low, interval)


def _both(one: Truths, other: Truths) -> Truths:
    both = np.minimum(one, other)
    both[(one == UNDETERMINED) | (other == UNDETERMINED)] = UNDETERMINED
    both[(one == FALSE) | (other == FALSE)] = FALSE
    return both


def _ratio(num: Floats, den: Floats, scale: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(den > 0, num / den * scale, np.inf)
    return np.where(np.isnan(num) | np.isnan(den), np.nan, ratio)


CHANGE = Rules(
    axes=(
        "publisher",
        "dataset",
        "release",
        "estimate",
        "measure",
        "window",
        "baseline",
        "percent",
    ),
    comparators=comparators,
    judge=judge,
)
