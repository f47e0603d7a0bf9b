"""The decided readings laid out as arrays: which option each takes, its truth and its weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from averment.checking.shapley import Ints
from averment.kinds.rules import Floats
from averment.verdict import Axis, Outcome, Truth


@dataclass(frozen=True, slots=True)
class Choices:
    """Decided readings by their choices, one element of each array a reading.

    `codes` holds, for each of `axes`, the number of the option that a reading takes, from 1 on, 0
    for none; `truth` is 1 or 0.
    """

    axes: tuple[Axis, ...]
    codes: tuple[Ints, ...]
    truth: Floats
    weight: Floats

    def take(self, members: NDArray[np.bool_], without: Axis) -> Choices:
        """Return some of the readings, with the axes but one."""
        kept = [pair for pair in zip(self.axes, self.codes, strict=True) if pair[0] is not without]
        return replace(
            self,
            axes=tuple(axis for axis, _ in kept),
            codes=tuple(codes[members] for _, codes in kept),
            truth=self.truth[members],
            weight=self.weight[members],
        )

    def parted(self) -> list[tuple[Axis, Ints]]:
        """Return the axes on which readings differ, with their codes.

        Of axes that part the readings alike (each publisher with one dataset) only the first is
        given.
        """
        found: dict[bytes, tuple[Axis, Ints]] = {}
        for axis, codes in zip(self.axes, self.codes, strict=True):
            if len(codes) and (codes != codes[0]).any():
                found.setdefault(_partition(codes), (axis, codes))
        return list(found.values())


def choices(found: Sequence[Outcome], axes: Sequence[Axis]) -> Choices:
    """Lay out those of the outcomes that are true or false."""
    decided = [o for o in found if o.truth is not Truth.UNDETERMINED]
    return Choices(
        axes=tuple(axes),
        codes=tuple(_codes(decided, axis) for axis in axes),
        truth=np.array([o.truth is Truth.TRUE for o in decided], dtype=np.float64),
        weight=np.array([o.weight for o in decided], dtype=np.float64),
    )


def _codes(decided: Sequence[Outcome], axis: Axis) -> Ints:
    numbers = {option.id: number for number, option in enumerate(axis.options, start=1)}
    return np.array([numbers.get(o.options.get(axis.id, ""), 0) for o in decided], dtype=np.int64)


def _partition(codes: Ints) -> bytes:
    """The same for all codes that part the readings alike: each option by its first reading."""
    _, first, place = np.unique(codes, return_index=True, return_inverse=True)
    return first[place].tobytes()
