"""The alignment of two runs of words against a plain recursion that tries everything."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from averment.kinds.alignment import ADDED, EACH, LEFT_OUT, OTHER, Step, align

WORDS = st.lists(st.sampled_from("abcd"), max_size=7).map(tuple)


def least(quoted: tuple[str, ...], source: tuple[str, ...], gaps: frozenset[int]) -> int:
    """The least cost of finding a quotation in a source, by trying every way."""

    @cache
    def cost(row: int, column: int) -> int:
        if row == 0:
            return 0
        ways = [cost(row - 1, column) + ADDED]
        if column:
            same = quoted[row - 1] == source[column - 1]
            ways.append(cost(row - 1, column - 1) + (0 if same else OTHER))
        if row < len(quoted) or row in gaps:
            for before in range(column):
                left_out = 0 if row in gaps else LEFT_OUT + EACH * (column - before)
                ways.append(cost(row, before) + left_out)
        return min(ways)

    return min(cost(len(quoted), column) for column in range(len(source) + 1))


def price(steps: tuple[Step, ...], gaps: frozenset[int]) -> int:
    total = 0
    for step in steps:
        said, stands = step.quoted_end - step.quoted, step.stands_end - step.stands
        if step.sort == "missing":
            total += 0 if step.quoted in gaps else LEFT_OUT + EACH * stands
        else:
            total += {"equal": 0, "replaced": OTHER, "added": ADDED}[step.sort] * said
    return total


@given(WORDS.filter(len), WORDS, st.frozensets(st.integers(1, 6), max_size=2))
def test_no_way_is_cheaper(
    quoted: tuple[str, ...], source: tuple[str, ...], gaps: frozenset[int]
) -> None:
    steps = align(quoted, source, gaps)
    assert price(steps, gaps) == least(quoted, source, gaps)
    assert (steps[0].quoted, steps[-1].quoted_end) == (0, len(quoted))
    for step, following in pairwise(steps):
        assert (step.quoted_end, step.stands_end) == (following.quoted, following.stands)
    for step in steps:
        same = quoted[step.quoted : step.quoted_end] == source[step.stands : step.stands_end]
        assert same == (step.sort == "equal")


def test_words_left_out_by_the_score_cost_less_than_the_half_beyond_them() -> None:
    left, right = ("one", "two", "three"), ("four", "five", "six")
    between = ("and", "then", "a", "great", "deal", "more", "was", "said") * 4
    sorts = [step.sort for step in align((*left, *right), (*left, *between, *right))]
    assert sorts == ["equal", "missing", "equal"]
