"""A time expression in a sentence, before it is joined, bounded or hung on an event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from averment.extract.periods import Dated


@dataclass(frozen=True, slots=True)
class Hit:
    """A time expression at the characters `[start, end)` of a sentence.

    `pair` holds the two periods of "between 2013 and 2016", where they can be compared; `modifies`
    says that a noun follows which it describes ("the 2021 coup").
    """

    start: int
    end: int
    dated: Dated
    pair: tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date]] | None = None
    modifies: bool = False
