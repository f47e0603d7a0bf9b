"""How the weight of one is split over the readings of a claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from averment.checking.candidate import Candidate

Item = TypeVar("Item")
Level = Callable[[Candidate], tuple[str, float]]

#: The axes below the publisher's records, in the order in which weight splits over them.
CHOICES = (
    "estimate",
    "measure",
    "unknown",
    "perpetrator",
    "statistic",
    "window",
    "baseline",
    "among",
    "spread",
    "percent",
)


def weigh(candidates: Sequence[Candidate], roots: Mapping[str, str]) -> list[Candidate]:
    """Give each reading its weight; the weights sum to one.

    Weight splits equally over independent publishers, then over a publisher's datasets and their
    releases, then over the options of each further axis by naturalness times relevance. A split is
    over those branches that hold a reading, so that what is excluded renormalises inside its own
    branch: a period with many fair baselines weighs no more than one with few. `roots` maps each
    publisher to the one whose count it repeats (itself, if its own).
    """
    levels: list[Level] = [
        lambda c: (roots.get(c.key.publisher, c.key.publisher), 1.0),
        lambda c: (f"{c.key.publisher}/{c.key.dataset}", 1.0),
        lambda c: (c.key.release, 1.0),
        *(_level(axis) for axis in CHOICES),
    ]
    shared = split(list(candidates), 1.0, levels)
    return [replace(one, weight=weight) for one, weight in shared]


def _level(axis: str) -> Level:
    def branch(candidate: Candidate) -> tuple[str, float]:
        option = candidate.options.get(axis)
        return (option.id, option.worth) if option else ("", 1.0)

    return branch


def split(
    readings: Sequence[Item], weight: float, levels: Sequence[Callable[[Item], tuple[str, float]]]
) -> list[tuple[Item, float]]:
    """Share a weight out over readings, level by level; each level gives a branch and its worth."""
    if not levels:
        return [(one, weight / len(readings)) for one in readings]
    branches: dict[str, list[Item]] = {}
    worths: dict[str, float] = {}
    for one in readings:
        name, worth = levels[0](one)
        branches.setdefault(name, []).append(one)
        worths[name] = worth
    total = sum(worths.values())
    return [
        done
        for name, branch in branches.items()
        for done in split(branch, weight * worths[name] / total, levels[1:])
    ]
