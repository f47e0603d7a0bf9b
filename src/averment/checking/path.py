"""The decision path: which choices make a claim true or false, one after the other.

Each step takes the axis that explains most of what is still open; options that lead to the same are
put together, and a group that is all true or all false ends there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from averment.checking.choices import Choices, choices
from averment.checking.shapley import alone, shares
from averment.checking.words import say_choice
from averment.verdict import Axis, Branch, Flip, Outcome, Truth

#: Steps beyond which nobody follows a path.
DEEPEST = 3
#: Branches that a sentence tells.
TOLD = 2
#: Options of a branch that a sentence names.
NAMED = 2
#: The first axis that explains this part of what the best one does is taken: the coarser one.
NEARLY = 0.95


def path(
    found: Sequence[Outcome], axes: Sequence[Axis], flips: Sequence[Flip]
) -> tuple[Branch, ...]:
    """Return the steps from the choice that decides most; none where all readings agree.

    `flips` are the axes in the order of how much each decides, interactions included: the first
    one is the first step.
    """
    if not flips:
        return ()
    first = next(axis for axis in axes if axis.id == flips[0].axis)
    laid = choices(found, axes)
    return _parted(laid, first, float(laid.weight.sum()), DEEPEST)


def _parted(laid: Choices, axis: Axis, whole: float, depth: int) -> tuple[Branch, ...]:
    """The branches of an axis, each parted further while it is mixed; alike ones put together."""
    codes = laid.codes[laid.axes.index(axis)]
    alike: dict[object, list[Branch]] = {}
    for number, option in enumerate(axis.options, start=1):
        members = codes == number
        if members.any():
            below = laid.take(members, without=axis)
            branch = _branch(axis, option.label, below, whole)
            further = _most(below) if branch.truth is None and depth > 1 else None
            if further is not None:
                branches = _parted(below, further, whole, depth - 1)
                branch = branch.model_copy(update={"branches": branches})
            alike.setdefault(_shape(branch), []).append(branch)
    return tuple(sorted(map(_together, alike.values()), key=_order))


def _most(laid: Choices) -> Axis | None:
    """The axis that explains most of the variance of truth, by itself or with others."""
    open_ = laid.parted()
    gains = [alone(codes, laid.truth, laid.weight) for _, codes in open_]
    if open_ and max(gains) <= 1e-12:
        gains = shares([codes for _, codes in open_], laid.truth, laid.weight)
    if not open_ or max(gains) <= 1e-12:
        return None
    reach = zip(open_, gains, strict=True)
    return next(axis for (axis, _), gain in reach if gain >= NEARLY * max(gains))


def _branch(axis: Axis, label: str, laid: Choices, whole: float) -> Branch:
    weight, true = float(laid.weight.sum()), float((laid.weight * laid.truth).sum())
    pure = Truth.TRUE if laid.truth.all() else None if laid.truth.any() else Truth.FALSE
    return Branch(
        axis=axis.id,
        label=axis.label,
        options=(label,),
        weight=weight / whole,
        share=true / weight,
        truth=pure,
    )


def _shape(branch: Branch) -> tuple[object, ...]:
    """The same for branches that lead to the same; below the top, by the same options."""
    return (branch.truth, *((b.axis, b.options, _shape(b)) for b in branch.branches))


def _together(alike: Iterable[Branch]) -> Branch:
    """Make one branch of those of one shape."""
    found = tuple(alike)
    weight = sum(b.weight for b in found)
    options = dict.fromkeys(option for b in found for option in b.options)
    return found[0].model_copy(
        update={
            "options": tuple(options),
            "weight": weight,
            "share": sum(b.weight * b.share for b in found) / weight,
            "branches": tuple(map(_together, zip(*(b.branches for b in found), strict=True))),
        }
    )


def _order(branch: Branch) -> int:
    """True first, then false, then what must be parted further."""
    return (Truth.TRUE, Truth.FALSE, None).index(branch.truth)


def say_path(branches: Sequence[Branch]) -> str:
    """Say the first two steps of a path: "… is who counted: true with A figures; …".

    Of what must be parted further only the weightiest is told, nothing where the first step gives
    both true and false, and nothing that takes more than a second step.
    """
    pure = [b for b in branches if b.truth is not None]
    mixed = sorted((b for b in branches if b.truth is None), key=lambda b: -b.weight)
    parted = [b for b in mixed if b.branches and all(s.truth is not None for s in b.branches)]
    told = [*pure, *parted[: max(0, TOLD - len(pure))]]
    left = [b for b in mixed if b not in told]
    further = say_choice(tuple(dict.fromkeys(_lower(s.label) for b in left for s in b.branches)))
    lead = f"What decides most is {_lower(branches[0].label)}"
    if not told:
        return f"{lead}, then {further}." if further else f"{lead}."
    said = list(map(_said, told))
    if left:
        said.append(f"otherwise it depends on {further or 'more than that'}")
    return f"{lead}: {'; '.join(said)}."


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _said(branch: Branch) -> str:
    choice = say_option(branch)
    if branch.truth is not None:
        return f"{branch.truth.value} {choice}"
    return f"{choice}, {' but '.join(f'{b.truth} {say_option(b)}' for b in branch.branches)}"


def say_option(branch: Branch) -> str:
    """Say the options of a branch as a condition: "compared with 2020 or 2021"."""
    return phrases().get(branch.axis, "with {}").format(say_choice(branch.options, most=NAMED))


@lru_cache(maxsize=1)
def phrases() -> dict[str, str]:
    """Return how a choice on each axis is said as a condition."""
    entries = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    return {axis: entry["said"] for axis, entry in entries["choice"].items()}
