"""Windows with their baselines, laid out as arrays: a row each, and what each weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from averment.checking.baselines import BaselineChoice
from averment.checking.exclusions import Exclusion
from averment.checking.windows import WindowChoice
from averment.kinds.rules import Floats
from averment.query import Period
from averment.verdict import Option

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each window with each of its baselines, or alone where nothing is compared.

    `window_of` and `base_of` are the places of a pair's window and baseline among `windows` and
    `bases`; the pairs of one window follow one another, from its place in `starts`.
    """

    each: tuple[tuple[WindowChoice, BaselineChoice | None], ...]
    windows: tuple[WindowChoice, ...]
    bases: tuple[Period, ...]
    window_of: Numbers
    base_of: Numbers
    starts: Numbers

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.each)

    def offered(self) -> Iterator[tuple[str, Option]]:
        """Yield the options of both axes with their names."""
        yield from (("window", window.option) for window in self.windows)
        yield from (("baseline", base.option) for _, base in self.each if base)

    def named_by(self, rule: Exclusion) -> NDArray[np.bool_]:
        """Say of which pairs a rule names the options."""
        found = [
            rule.takes("window", window.option)
            and rule.takes("baseline", base.option if base else None)
            for window, base in self.each
        ]
        return np.array(found, dtype=bool)

    def weights(self, exists: NDArray[np.bool_]) -> Floats:
        """Split a weight of one over windows, then baselines: those of each column that exist."""
        worths = np.array([[base.option.worth if base else 1.0] for _, base in self.each]) * exists
        sums = np.add.reduceat(worths, self.starts, axis=0)
        windows = (sums > 0) * np.array([[window.option.worth] for window in self.windows])
        whole = windows.sum(axis=0) * sums
        each = np.divide(windows, whole, out=np.zeros(sums.shape), where=whole > 0)
        split: Floats = worths * each[self.window_of]
        return split


def pairs(
    windows: Sequence[WindowChoice], bases: Mapping[Period, Sequence[BaselineChoice]] | None
) -> Pairs:
    """Pair windows with their baselines, given by window; with none for a kind without."""
    each: list[tuple[WindowChoice, BaselineChoice | None]] = [
        (window, base)
        for window in windows
        for base in (bases[window.period] if bases is not None else (None,))
    ]
    runs = [(window, len(list(same))) for window, same in groupby(each, key=lambda pair: pair[0])]
    sizes = [size for _, size in runs]
    periods = list(dict.fromkeys(base.period for _, base in each if base))
    at = {period: number for number, period in enumerate(periods)}
    return Pairs(
        each=tuple(each),
        windows=tuple(window for window, _ in runs),
        bases=tuple(periods),
        window_of=np.repeat(np.arange(len(sizes)), sizes),
        base_of=np.array([at[base.period] if base else 0 for _, base in each], dtype=np.intp),
        starts=np.cumsum([0, *sizes[:-1]]),
    )
