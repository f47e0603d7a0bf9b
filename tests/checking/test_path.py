"""The decision path: what it says must be so, step by step."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import averment.checking.path
from averment.checking.deciding import flips
from averment.checking.path import DEEPEST, path, phrases, say_option, say_path
from averment.checking.readings import AXES as ALL_AXES
from averment.verdict import Axis, Branch, Option, Outcome, Truth

NAMES = ("publisher", "window", "baseline")
AXES = [
    Axis(
        id=name,
        label=f"Which {name}",
        options=tuple(Option(id=f"{name}{i}", label=f"{name} {i}") for i in range(3)),
    )
    for name in NAMES
]


def outcome(options: Sequence[int], truth: Truth, weight: float = 1.0) -> Outcome:
    chosen = {name: f"{name}{i}" for name, i in zip(NAMES, options, strict=True)}
    return Outcome(options=chosen, weight=weight, truth=truth)


@st.composite
def outcomes(draw: st.DrawFn) -> list[Outcome]:
    kept = draw(st.sets(st.tuples(*[st.integers(0, 2)] * 3), min_size=1, max_size=20))
    return [
        outcome(options, draw(st.sampled_from(list(Truth))), draw(st.integers(1, 9)))
        for options in sorted(kept)
    ]


def leaves(
    branches: Sequence[Branch], above: dict[str, tuple[str, ...]]
) -> Iterator[tuple[Branch, dict[str, tuple[str, ...]]]]:
    """Every branch with nothing below it, and the options chosen on the way, by axis."""
    for branch in branches:
        chosen = {**above, branch.axis: branch.options}
        if branch.branches:
            yield from leaves(branch.branches, chosen)
        else:
            yield branch, chosen


def taken(found: Sequence[Outcome], chosen: dict[str, tuple[str, ...]]) -> list[Outcome]:
    return [
        o
        for o in found
        if o.truth is not Truth.UNDETERMINED
        and all(o.options[a].replace(a, f"{a} ") in options for a, options in chosen.items())
    ]


@given(outcomes())
@settings(deadline=None, max_examples=100)
def test_every_leaf_says_what_the_readings_give(found: list[Outcome]) -> None:
    branches = path(found, AXES, flips(found, AXES))
    decided = [o for o in found if o.truth is not Truth.UNDETERMINED]
    if len({o.truth for o in decided}) < 2:
        assert branches == ()
        return
    seen: list[Outcome] = []
    for branch, chosen in leaves(branches, {}):
        members = taken(found, chosen)
        seen += members
        assert len(chosen) <= DEEPEST
        assert {o.truth for o in members} == ({branch.truth} if branch.truth else set(TRUTHS))
        weight = sum(o.weight for o in members)
        assert branch.weight == pytest.approx(weight / sum(o.weight for o in decided))
        true = sum(o.weight for o in members if o.truth is Truth.TRUE)
        assert branch.share == pytest.approx(true / weight)
    assert sorted(map(str, seen)) == sorted(map(str, decided))


TRUTHS = (Truth.TRUE, Truth.FALSE)


def test_with_one_publisher_false_with_the_other_it_depends() -> None:
    found = [
        *(outcome((0, 0, base), Truth.FALSE) for base in range(3)),
        *(outcome((1, 0, base), Truth.FALSE if base == 2 else Truth.TRUE) for base in range(3)),
    ]
    assert say_path(path(found, AXES, flips(found, AXES))) == (
        "What decides most is which publisher: false with publisher 0 figures; with publisher 1 "
        "figures, true compared with baseline 0 or baseline 1 but false compared with baseline 2."
    )


def test_what_is_not_told_is_named() -> None:
    found = [
        outcome((0, 0, 0), Truth.TRUE),
        outcome((1, 0, 0), Truth.FALSE),
        outcome((2, 0, 0), Truth.FALSE, 0.1),
        outcome((2, 0, 1), Truth.TRUE, 0.1),
    ]
    assert say_path(path(found, AXES, flips(found, AXES))) == (
        "What decides most is which publisher: true with publisher 0 figures; false with "
        "publisher 1 figures; otherwise it depends on which baseline."
    )


def test_choices_that_only_decide_together_are_parted_too() -> None:
    found = [
        outcome((a, b, 0), Truth.TRUE if a == b else Truth.FALSE) for a in (0, 1) for b in (0, 1)
    ]
    branches = path(found, AXES, flips(found, AXES))
    assert [b.truth for b in branches] == [None, None]
    assert all({s.truth for s in b.branches} == set(TRUTHS) for b in branches)


def test_of_the_ways_that_part_alike_the_coarser_is_named() -> None:
    """Each publisher has its own window: who counted tells as much as which window."""
    found = [outcome((0, 0, 0), Truth.TRUE), outcome((1, 1, 0), Truth.FALSE)]
    assert [b.axis for b in path(found, AXES, flips(found, AXES))] == ["publisher", "publisher"]


PHRASES = Path(averment.checking.path.__file__).with_name("phrases.toml")


def test_every_axis_has_a_phrase() -> None:
    assert set(phrases()) == set(ALL_AXES)


@pytest.mark.parametrize("axis", tomllib.loads(PHRASES.read_text("utf-8"))["choice"].items())
def test_phrases(axis: tuple[str, dict]) -> None:
    name, entry = axis
    branch = Branch(axis=name, label="", options=tuple(entry["options"]), weight=1.0, share=1.0)
    assert say_option(branch) == entry["example"]
