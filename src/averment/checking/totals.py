"""What a series says of a period, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Literal

from averment.evidence import Figure
from averment.query import Period

#: How a figure counts whose period is only partly asked for: as bounds, or by its days.
Spread = Literal["bounds", "pro-rata"]


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """Where a series comes from: the axes from publisher to perpetrator, as option ids.

    `by` is the perpetrator that its figures are coded for, empty where all are counted.
    """

    publisher: str
    dataset: str
    release: str
    estimate: str
    measure: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """What a series says about a period: `[low, high]`, from which figures.

    `period` is the part of the period asked for that the series covers; `cut` says that this is not
    all of it. Both ends are NaN where the series does not cover enough, or where it cannot be
    shared out by days although that was asked.
    """

    low: float
    high: float
    period: Period
    figures: tuple[str, ...] = ()
    cut: bool = False

    @property
    def covered(self) -> bool:
        """Say whether the series answers at all, with a number that can be reckoned with."""
        return isfinite(self.low) and isfinite(self.high)

    @property
    def exact(self) -> bool:
        """Say whether the series gives one figure, not bounds."""
        return self.low == self.high


def is_sound(figure: Figure) -> bool:
    """Say whether a figure counts something: a correction below zero or no number counts nothing.

    A change in percent may be below zero.
    """
    known = [value for value in (figure.value, figure.low, figure.high) if value is not None]
    return all(isfinite(value) and (value >= 0 or figure.unit != "count") for value in known)


def amount(figure: Figure, estimate: str) -> float | None:
    """Return the figure's value under an estimate; the best one where it gives no other."""
    chosen = {"low": figure.low, "high": figure.high}.get(estimate)
    return figure.value if chosen is None else chosen
