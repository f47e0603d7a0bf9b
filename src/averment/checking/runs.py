"""Readings in runs: series of one shape, some at a time, with the pairs of which they have any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from averment.checking.pairs import Numbers, Pairs
from averment.checking.shapes import Layer, Mask
from averment.kinds.factors import Bounds

#: So many readings are evaluated at a time.
CHUNK = 100_000


@dataclass(frozen=True, slots=True)
class Run:
    """The places of some series of one shape."""

    shape: int
    places: Numbers

    @property
    def columns(self) -> slice | Numbers:
        """Their places, as a slice if they follow one another: no array need be copied."""
        first, last = int(self.places[0]), int(self.places[-1])
        return slice(first, last + 1) if last - first < len(self.places) else self.places

    def new(
        self, repeats: Sequence[Repeats], layer: Layer, shape_of: Numbers, paired: Paired
    ) -> Mask:
        """Say which readings are not those of an earlier release or estimate over again."""
        found = np.ones((len(paired.rows), len(self.places)), dtype=bool)
        for one in repeats:
            equal = one.num[:, self.columns][paired.window_of]
            equal &= one.den[:, self.columns][paired.base_of]
            before = shape_of[self.places - one.apart]
            if (before != self.shape).any():
                equal &= layer.exists[np.ix_(paired.rows, before)]
            found &= ~equal
        return found


def runs(shape_of: Numbers, pairs: int) -> Iterator[Run]:
    """Yield the series, no more at a time than fit with their pairs into a processor's cache."""
    step = max(1, CHUNK // max(1, pairs))
    for shape in range(shape_of.max() + 1):
        places = np.flatnonzero(shape_of == shape)
        yield from (Run(shape, places[at : at + step]) for at in range(0, len(places), step))


class Paired(NamedTuple):
    """The pairs of which series of one shape have readings: their places, and those of both."""

    rows: Numbers
    window_of: Numbers
    base_of: Numbers


def paired(pairs: Pairs, layer: Layer, shape: int) -> Paired:
    """Return the pairs of which there are readings."""
    rows = np.flatnonzero(layer.exists[:, shape])
    return Paired(rows, pairs.window_of[rows], pairs.base_of[rows])


@dataclass(frozen=True, slots=True)
class Repeats:
    """Where totals equal those of the series of the same definition that stands `apart` before.

    `num` has a row a window and `den` one a baseline; both have a column a series.
    """

    apart: int
    num: Mask
    den: Mask


def equals(definitions: Numbers, num: Bounds, den: Bounds) -> Iterator[Repeats]:
    """Yield where figures are those of an earlier release or estimate.

    The series of one definition, which has a number, follow one another.
    """
    for apart in range(1, len(definitions)):
        alike = np.zeros(len(definitions), dtype=bool)
        alike[apart:] = definitions[apart:] == definitions[:-apart]
        if not alike.any():
            return
        found = Repeats(apart, _equal(num, apart, alike), _equal(den, apart, alike))
        if found.num.any() and found.den.any():
            yield found


def _equal(bounds: Bounds, apart: int, alike: Mask) -> Mask:
    """Compare all columns with those before, as one row; those that are not alike do not count."""
    equal = np.zeros(bounds.low.shape, dtype=bool)
    low, high, found = bounds.low.ravel(), bounds.high.ravel(), equal.ravel()
    np.equal(low[apart:], low[:-apart], out=found[apart:])
    equal &= alike
    if equal.any() and bounds.high is not bounds.low:
        found[apart:] &= high[apart:] == high[:-apart]
    return equal
