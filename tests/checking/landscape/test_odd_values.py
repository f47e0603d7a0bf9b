"""Series that there is nothing to compare in: a defined outcome, or an error that says why."""

from __future__ import annotations

from fractions import Fraction
from math import inf, nan

import numpy as np
import pytest
from made_values import TASTE

from averment.checking.landscape import counts
from averment.checking.landscape.bars import Bar
from averment.checking.landscape.quartiles import quartiles
from averment.checking.landscape.sensible import Window, sensible
from averment.checking.landscape.shares import shares
from averment.checking.landscape.values import Values
from averment.query import Comparator

RISE = Comparator(1.6, None, "ratio")


@pytest.mark.parametrize("given", [[], [3.0], [nan, nan], [-1.0, 2.0]])
def test_nothing_to_compare(given: list[float]) -> None:
    values = Values.of(given)
    assert counts.bases(values) == counts.Base(0, 0)
    assert counts.clearing(values, [Bar(Fraction(0))])[0] == [0]
    assert quartiles(values) is None
    assert Window(1, 2, 1).ratio(values) is None


def test_all_zeros_are_windows_without_a_base() -> None:
    assert counts.bases(Values.of([0.0] * 5)) == counts.Base(0, 20)


@pytest.mark.parametrize("window", [Window(0, 2, 1), Window(1, 2, 2), Window(1, 9, 1)])
def test_a_window_outside_the_series(window: Window) -> None:
    values = Values.of([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="no base"):
        shares(values, window, RISE)
    with pytest.raises(ValueError, match="no ratio"):
        sensible(values, window, TASTE)


def test_a_stated_window_with_a_base_of_zero() -> None:
    values = Values.of([0.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="no base"):
        shares(values, Window(1, 2, 1), RISE)


@pytest.mark.parametrize(("given", "why"), [([1.0, inf], "infinite"), ([1e16, 1.0], "too large")])
def test_series_that_cannot_be_compared_exactly(given: list[float], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Values.of(given)


def test_large_sums_are_compared_exactly() -> None:
    """Products of these sums do not fit 64 bits, and their ratios differ in the last digit."""
    least = 2**51
    values = Values.of([float(least), float(least + 1)])
    bars = [Bar(Fraction(least + 1, least), strict) for strict in (False, True)]
    assert counts.clearing(values, bars)[0] == [1, 0]


def test_one_more_event_moves_no_window_before_it() -> None:
    flat = Values.of([2.0] * 6)
    more = Values.of([2.0] * 5 + [3.0])
    bar = [Bar(Fraction(1), strict=True)]
    assert counts.clearing(flat, bar)[0] == [0]
    last = sum(6 - width for width in range(1, 6))
    assert counts.clearing(more, bar)[0] == [last]
    assert np.array_equal(flat.sums(2)[:-1], more.sums(2)[:-1])
