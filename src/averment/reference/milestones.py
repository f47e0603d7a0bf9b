"""Milestones: the events on which texts hang periods, found by the words used for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from averment.reference.words import folded, within


@dataclass(frozen=True, slots=True)
class Anchor:
    """A milestone on which a text hangs a window, with its candidate dates, the usual one first."""

    id: str
    name: str
    dates: tuple[dt.date, ...]


class _Milestone(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def dates(self) -> tuple[dt.date, ...]: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


class Milestones:
    """The milestones of an evidence pack, by the words that texts use for them."""

    def __init__(self, milestones: Iterable[_Milestone]) -> None:
        aliases: dict[tuple[str, ...], Anchor] = {}
        for one in milestones:
            anchor = Anchor(one.id, one.name, one.dates)
            for alias in (one.name, *one.aliases):
                aliases.setdefault(folded(alias), anchor)
        # The longest alias first: "fall of Kabul in 1996" is not the "fall of Kabul".
        self._aliases = sorted(aliases.items(), key=lambda pair: (-len(pair[0]), pair[0]))

    def find(self, text: str) -> Anchor | None:
        """Return the milestone that the words name, or none; the longest alias decides."""
        said = folded(text)
        return next((anchor for alias, anchor in self._aliases if within(alias, said)), None)
