"""Trees out of scores: one root, no cycle, no crossing arcs, and no better one under that root."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from averment.extract.trees import are_trees, best_tree, heads_of


def is_tree(heads: list[int]) -> bool:
    """Tell whether words' heads (word 1 first, 0 for the root) make a projective tree."""
    below: dict[int, set[int]] = {word: {word} for word in range(len(heads) + 1)}
    for word in range(1, len(heads) + 1):
        above = word
        for _ in heads:
            above = heads[above - 1] if above else 0
            below[above].add(word)
        if above:
            return False
    stretches = all(max(words) - min(words) == len(words) - 1 for words in below.values())
    return stretches and heads.count(0) == 1


def total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads, 1)))


@st.composite
def scores_of(draw: st.DrawFn, most: int) -> np.ndarray:
    size = draw(st.integers(1, most)) + 1
    number = st.integers(-20, 20)
    rows = draw(
        st.lists(st.lists(number, min_size=size, max_size=size), min_size=size, max_size=size)
    )
    return np.array(rows, dtype=np.float32)


@given(scores_of(most=5))
def test_no_tree_under_the_same_root_is_better(scores: np.ndarray) -> None:
    np.fill_diagonal(scores, -1e9)
    found = best_tree(scores).tolist()[1:]
    words = len(scores) - 1
    assert is_tree(found)
    root = found.index(0)
    best = max(
        total(scores, list(heads))
        for heads in product(range(words + 1), repeat=words)
        if heads[root] == 0 and is_tree(list(heads))
    )
    assert total(scores, found) == best


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5))
def test_trees_are_told_from_what_is_none(heads: list[int]) -> None:
    assert are_trees(np.array([[0, *heads]]), np.array([5])).tolist() == [is_tree(heads)]


@given(st.lists(scores_of(most=12), min_size=1, max_size=4))
def test_a_batch_gets_trees(batch: list[np.ndarray]) -> None:
    width = max(map(len, batch))
    arcs = np.zeros((len(batch), width, width), dtype=np.float32)
    for row, scores in enumerate(batch):
        arcs[row, : len(scores), : len(scores)] = scores
    lengths = np.array([len(scores) - 1 for scores in batch])
    heads = heads_of(arcs, lengths)
    for row, length in zip(heads.tolist(), lengths.tolist(), strict=True):
        assert is_tree(row[1 : length + 1])
        assert not any(row[length + 1 :])


@given(scores_of(most=12))
def test_best_heads_that_make_a_tree_stay(scores: np.ndarray) -> None:
    np.fill_diagonal(scores, -1e9)
    wanted = scores.argmax(1)
    if is_tree(wanted.tolist()[1:]):
        found = heads_of(scores[None], np.array([len(scores) - 1]))[0]
        assert found.tolist()[1:] == wanted.tolist()[1:]


def test_a_long_row_of_cycles_is_read() -> None:
    size = 121
    scores = np.full((size, size), -5.0, dtype=np.float32)
    for word in range(1, size):  # every word and its neighbour want each other
        scores[word, word + 1 if word % 2 else word - 1] = 5.0
    assert is_tree(best_tree(scores).tolist()[1:])
