"""What the kinds share: their rules, the arrays they are evaluated on, three-valued comparison."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from averment.claim import Claim
from averment.kinds.tolerance import Tolerance
from averment.query import Comparator

Floats = NDArray[np.float64]
Truths = NDArray[np.int8]

TRUE, FALSE, UNDETERMINED = np.int8(1), np.int8(0), np.int8(-1)
BELOW, ABOVE = np.int8(-1), np.int8(1)

#: Two figures nearer than this part of their size are the same: what arithmetic in binary loses.
SAME = 1e-9

#: What a total is held against: nothing, a baseline, its own course, the whole that it is a part
#: of, or those that it is ranked among.
Against = Literal["nothing", "baseline", "course", "whole", "rivals"]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the record gives each reading: arrays of one length, one element a reading.

    `num_*` bound the total in the window, `den_*` that in the baseline or of the whole; lengths are
    in years. A stock has length one. Where a kind compares with nothing, `den_*` are ones.
    `rivals_*` bound the totals that a rank is among: one row a reading, padded with NaN.
    """

    num_low: Floats
    num_high: Floats
    num_years: Floats
    den_low: Floats
    den_high: Floats
    den_years: Floats
    rivals_low: Floats | None = None
    rivals_high: Floats | None = None

    def take(self, members: list[int]) -> Totals:
        """Return the totals of some of the readings."""
        columns = {one.name: getattr(self, one.name) for one in fields(self)}
        return replace(
            self,
            **{name: column[members] for name, column in columns.items() if column is not None},
        )


@dataclass(frozen=True, slots=True)
class Band:
    """The values that a figure takes with one event recorded otherwise, from `low` to `high`."""

    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Judged:
    """Truth and value of each reading.

    `low` and `high` bound the value, `band_*` move one event. `side` says where a false reading
    lies: -1 below the claim's interval, 1 above it, 0 for all others.
    """

    truth: Truths
    side: Truths
    low: Floats
    high: Floats
    band_low: Floats
    band_high: Floats


@dataclass(frozen=True, slots=True)
class Rules:
    """One kind of claim.

    `needs` are the fields of a claim without which there is nothing to check, with what is said
    then; `axes` what the kind leaves open. `units` are those of the figures that can be checked
    (empty where the words state none), `unit` that of the readings' values where the claim states
    none. `templates` say a reading; `examples` are run by the tests. `against` is what a total is
    held against. `comparators` gives the intervals that make the words true, by the option of the
    axis `percent` (one entry, `plain`, where the words are plain); `judge` evaluates readings.
    """

    needs: Mapping[str, str]
    axes: tuple[str, ...]
    units: frozenset[str]
    unit: str
    templates: Mapping[str, str]
    examples: tuple[Mapping[str, Any], ...]
    against: Against
    comparators: Callable[[Claim, Tolerance], Mapping[str, Comparator]]
    judge: Callable[[Totals, Comparator], Judged]

    @property
    def compares(self) -> bool:
        """Whether a second total, and not only the claim's interval, is compared with."""
        return self.against != "nothing"


def rules(
    kind: str,
    *,
    against: Against,
    comparators: Callable[[Claim, Tolerance], Mapping[str, Comparator]],
    judge: Callable[[Totals, Comparator], Judged],
) -> Rules:
    """Make the rules of a kind from its data file, `KIND.toml`, and its functions."""
    data = tomllib.loads(Path(__file__).with_name(f"{kind}.toml").read_text("utf-8"))
    return Rules(
        needs=data.get("needs", {}),
        axes=tuple(data["axes"]),
        units=frozenset(data["units"]),
        unit=data["unit"],
        templates=data["templates"],
        examples=tuple(data["example"]),
        against=against,
        comparators=comparators,
        judge=judge,
    )


def compare(at_low: Band, at_high: Band, interval: Comparator) -> tuple[Truths, Truths]:
    """Compare values known only within bounds with an interval; return truth and side.

    `at_low` and `at_high` are the bands of the two bounds. A reading is true if the band of every
    value in its bounds meets the interval, false if that of none does, undetermined otherwise.
    Bands grow with their value, so the ends decide.
    """
    below = ~_reaches_up(at_high.high, interval)
    above = ~_reaches_down(at_low.low, interval)
    truth = np.full(below.shape, UNDETERMINED, dtype=np.int8)
    truth[_reaches_up(at_low.high, interval) & _reaches_down(at_high.low, interval)] = TRUE
    truth[below | above] = FALSE
    return truth, np.where(below, BELOW, np.where(above, ABOVE, 0)).astype(np.int8)


def _reaches_up(values: Floats, interval: Comparator) -> NDArray[np.bool_]:
    if interval.low is None:
        return np.ones(values.shape, dtype=bool)
    return np.greater(values, interval.low + slack(interval.low, strict=interval.strict_low))


def _reaches_down(values: Floats, interval: Comparator) -> NDArray[np.bool_]:
    if interval.high is None:
        return np.ones(values.shape, dtype=bool)
    return np.less(values, interval.high - slack(interval.high, strict=interval.strict_high))


def slack(end: float, *, strict: bool) -> float:
    """Return how far past an end a value must be: a little before it, or after a strict one."""
    return SAME * (1 + abs(end)) * (1 if strict else -1)


def divided(num: Floats, den: Floats) -> Floats:
    """Return a ratio of two counts; without limit where nothing is counted below."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = num / den
    ratio[~(den > 0)] = np.inf
    return ratio
