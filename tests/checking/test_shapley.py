"""Which choice decides: the split of the variance of truth over the axes."""

from __future__ import annotations

from itertools import permutations

import made
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from averment.checking.deciding import flips
from averment.checking.outcomes import outcomes
from averment.checking.shapley import shares
from averment.evidence import Figure
from averment.query import Query


@st.composite
def split(
    draw: st.DrawFn,
) -> tuple[list[NDArray[np.int64]], NDArray[np.float64], NDArray[np.float64]]:
    count, axes = draw(st.integers(1, 12)), draw(st.integers(1, 4))
    codes = [
        np.array(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
        for _ in range(axes)
    ]
    truth = draw(st.lists(st.sampled_from([0.0, 1.0]), min_size=count, max_size=count))
    weight = draw(st.lists(st.integers(1, 9), min_size=count, max_size=count))
    return codes, np.array(truth), np.array(weight, dtype=np.float64)


@given(split())
def test_shares_sum_to_one_or_to_nothing(given_: tuple) -> None:
    found = shares(*given_)
    assert all(share >= -1e-9 for share in found)
    assert sum(found) == pytest.approx(1) or found == [0.0] * len(found)


@given(split())
@settings(deadline=None)
def test_it_is_what_all_orders_give(given_: tuple) -> None:
    """The definition: an axis' mean gain over all orders in which the axes become known."""
    codes, truth, weight = given_
    orders = list(permutations(range(len(codes))))
    gains = np.zeros(len(codes))
    for order in orders:
        for place, axis in enumerate(order):
            before = [codes[other] for other in order[:place]]
            gains[axis] += explained([*before, codes[axis]], truth, weight)
            gains[axis] -= explained(before, truth, weight)
    whole = explained(list(codes), truth, weight)
    expected = gains / len(orders) / whole if whole > 1e-9 else np.zeros(len(codes))
    assert shares(codes, truth, weight) == pytest.approx(expected.tolist())


def explained(
    codes: list[NDArray[np.int64]], truth: NDArray[np.float64], weight: NDArray[np.float64]
) -> float:
    """The weighted variance of the mean truth by the options of some axes, cell by cell."""
    cells: dict[tuple[int, ...], list[int]] = {}
    for reading in range(len(truth)):
        cells.setdefault(tuple(int(code[reading]) for code in codes), []).append(reading)
    mean = np.average(truth, weights=weight)
    spread = [
        weight[cell].sum() * (np.average(truth[cell], weights=weight[cell]) - mean) ** 2
        for cell in cells.values()
    ]
    return float(sum(spread) / weight.sum())


@given(split())
def test_an_axis_that_never_changes_has_no_share(given_: tuple) -> None:
    codes, truth, weight = given_
    still = np.zeros_like(codes[0])
    assert shares([*codes, still], truth, weight)[-1] == pytest.approx(0)


@given(split())
def test_axes_that_part_alike_share_alike(given_: tuple) -> None:
    codes, truth, weight = given_
    found = shares([codes[0], *codes], truth, weight)
    assert found[0] == pytest.approx(found[1])


def test_the_axis_that_decides_alone_has_all() -> None:
    truth = np.array([1.0, 1.0, 0.0, 0.0])
    found = shares([np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])], truth, np.ones(4))
    assert found == pytest.approx([1, 0])


def test_two_axes_of_which_either_turns_the_truth_share_alike() -> None:
    truth = np.array([0.0, 1.0, 1.0, 0.0])
    found = shares([np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])], truth, np.ones(4))
    assert found == pytest.approx([0.5, 0.5])


@given(made.questions(), made.figures())
@settings(deadline=None, max_examples=50)
def test_the_flips_of_a_claim_sum_to_one(query: Query, figures: list[Figure]) -> None:
    found = made.trial(query, figures)
    made_ = outcomes(found.readings.candidates, found.evaluated, found.tally, query)
    named = flips(made_, found.readings.axes)
    assert not named or sum(flip.share for flip in named) == pytest.approx(1)
    # Shares that are equal on paper may differ in their last digits.
    falling = [round(flip.share, 9) for flip in named]
    assert falling == sorted(falling, reverse=True)
    truths = {o.truth.value for o in made_} - {"undetermined"}
    assert bool(named) == (len(truths) == 2)


def test_publishers_with_one_dataset_each_are_one_choice() -> None:
    """Who counted decides alone; the dataset parts the readings alike and is not named beside."""
    low, high = made.yearly("one", {2022: 100.0}), made.yearly("two", {2022: 200.0})
    value = {"number": 200, "low": 200, "high": 200}
    window = {"start": "2022-01-01", "end": "2023-01-01", "text": "in 2022"}
    verdict = made.verdict(made.claim(kind="count", value=value, window=window), [*low, *high])
    assert [(f.axis, f.true, f.false) for f in verdict.flips] == [("publisher", ("TWO",), ("ONE",))]
    assert verdict.flips[0].share == pytest.approx(1)
