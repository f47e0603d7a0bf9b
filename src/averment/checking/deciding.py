"""Which choices decide: the axes by their share of the variance of truth."""

from __future__ import annotations

from collections.abc import Sequence

from averment.checking.choices import Choices, choices
from averment.checking.shapley import Ints, shares
from averment.verdict import Axis, Flip, Outcome


def flips(found: Sequence[Outcome], axes: Sequence[Axis]) -> tuple[Flip, ...]:
    """Return the axes by how much each decides, with the options that make the claim true or not.

    Only decided readings count. An option stands under `mixed` where it gives both. Of axes that
    part the readings alike only the first is named, lest they share what is one choice.
    """
    laid = choices(found, axes)
    open_ = laid.parted()
    split = shares([codes for _, codes in open_], laid.truth, laid.weight) if open_ else []
    named = zip(open_, split, strict=True)
    made = [_flip(laid, axis, codes, share) for (axis, codes), share in named if share > 1e-9]
    order = [axis.id for axis in axes]
    return tuple(sorted(made, key=lambda f: (-round(f.share, 9), order.index(f.axis))))


def _flip(laid: Choices, axis: Axis, codes: Ints, share: float) -> Flip:
    sides: dict[str, list[str]] = {"true": [], "false": [], "mixed": []}
    for number, option in enumerate(axis.options, start=1):
        truths = laid.truth[codes == number]
        if len(truths):
            side = "true" if truths.all() else "mixed" if truths.any() else "false"
            sides[side].append(option.label)
    return Flip(
        axis=axis.id,
        label=axis.label,
        share=share,
        true=tuple(dict.fromkeys(sides["true"])),
        false=tuple(dict.fromkeys(sides["false"])),
        mixed=tuple(dict.fromkeys(sides["mixed"])),
    )
