"""Which choices decide: the axes by their share of the variance of truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from averment.checking.readings import AXES
from averment.checking.shapley import shares
from averment.verdict import Axis, Flip, Outcome, Truth


def flips(found: Sequence[Outcome], axes: Sequence[Axis]) -> tuple[Flip, ...]:
    """Return the axes by how much each decides, with the options that make the claim true or not.

    Only decided readings count. An option stands under `mixed` where it gives both. Of axes that
    part the readings alike (each publisher with one dataset) only the first is named, lest they
    share what is one choice.
    """
    decided = [o for o in found if o.truth is not Truth.UNDETERMINED]
    parted: dict[tuple[int, ...], tuple[Axis, NDArray[np.int64]]] = {}
    for axis in axes:
        codes = _codes(decided, axis)
        if len(set(codes.tolist())) > 1:
            parted.setdefault(_partition(codes), (axis, codes))
    if not parted:
        return ()
    truth = np.array([o.truth is Truth.TRUE for o in decided], dtype=np.float64)
    weight = np.array([o.weight for o in decided])
    split = shares([codes for _, codes in parted.values()], truth, weight)
    named = zip(parted.values(), split, strict=True)
    made = [_flip(axis, share, decided) for (axis, _), share in named if share > 1e-9]
    order = list(AXES)
    return tuple(sorted(made, key=lambda f: (-round(f.share, 9), order.index(f.axis))))


def _codes(decided: Sequence[Outcome], axis: Axis) -> NDArray[np.int64]:
    numbers = {option.id: number for number, option in enumerate(axis.options, start=1)}
    return np.array([numbers.get(o.options.get(axis.id, ""), 0) for o in decided], dtype=np.int64)


def _partition(codes: NDArray[np.int64]) -> tuple[int, ...]:
    """The same for all codes that part the readings alike: options numbered as they come."""
    seen: dict[int, int] = {}
    return tuple(seen.setdefault(code, len(seen)) for code in codes.tolist())


def _flip(axis: Axis, share: float, decided: Sequence[Outcome]) -> Flip:
    sides: dict[str, list[str]] = {"true": [], "false": [], "mixed": []}
    for option in axis.options:
        truths = {o.truth for o in decided if o.options.get(axis.id) == option.id}
        if truths:
            side = "mixed" if len(truths) > 1 else truths.pop().value
            sides[side].append(option.label)
    return Flip(
        axis=axis.id,
        label=axis.label,
        share=share,
        true=tuple(dict.fromkeys(sides["true"])),
        false=tuple(dict.fromkeys(sides["false"])),
        mixed=tuple(dict.fromkeys(sides["mixed"])),
    )
