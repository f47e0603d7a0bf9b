"""How many more or fewer there may be than a record counts.

A body that counts a part of what the words name (refugees among all who went back) gives a lower
bound; one that takes in a fight only from so many deaths a year on does not say, where it counts
none, that nobody died. Both are told of each dataset in the settings. A figure that does not tell
whose deeds it counts is an upper bound of those of anyone.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, inf
from typing import Any, NamedTuple

from averment.checking.settings import Settings
from averment.checking.totals import SeriesKey
from averment.kinds.tolerance import has_word
from averment.query import Query


class Unseen(NamedTuple):
    """How many more there may be at most, infinite where nobody knows, and how that is said.

    `others`: those counted may be the doing of others than the claim blames, be it all of them.
    """

    most: float = 0.0
    said: str = ""
    others: bool = False


NOTHING = Unseen()


def unseen(key: SeriesKey, query: Query, settings: Settings, high: float, years: float) -> Unseen:
    """Return what a series may leave out of a count of `high` in so many years."""
    part, others = part_of(key, query, settings), may_be_others(key, query)
    if part is not None:
        return Unseen(inf, part["said"], others)
    threshold = threshold_of(key, settings)
    if high or threshold is None:
        return Unseen(others=True) if others else NOTHING
    most = threshold["most"] * ceil(years)
    return Unseen(most, threshold["said"].format(most), others)


def may_be_others(key: SeriesKey, query: Query) -> bool:
    """Say whether a claim blames somebody and a series does not tell whose deeds it counts."""
    return bool(query.claim.actors.by) and not (key.by or query.measure.stock)


def part_of(key: SeriesKey, query: Query, settings: Settings) -> Mapping[str, Any] | None:
    """Return the entry of a series that counts a part of what the words name, if one does.

    Words that name the part ask for no more than it.
    """
    claim = query.claim
    said = f"{claim.text} {claim.measure.text if claim.measure else ''}"
    entry = _entry("part", key, settings)
    return None if entry is None or has_word(said, tuple(entry["named"])) else entry


def threshold_of(key: SeriesKey, settings: Settings) -> Mapping[str, Any] | None:
    """Return the entry of a series that counts only from a threshold on, if it does."""
    return _entry("threshold", key, settings)


def _entry(table: str, key: SeriesKey, settings: Settings) -> Mapping[str, Any] | None:
    entries: list[Mapping[str, Any]] = settings.raw[table]
    known = (e for e in entries if key.dataset in e["datasets"] and key.measure in e["measures"])
    return next(known, None)
