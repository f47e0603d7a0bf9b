"""First-level divisions as data sets spell them, and those that became part of another."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from averment.errors import ReferenceBroken
from averment.reference.gazetteer import DATA
from averment.reference.words import folded


@dataclass(frozen=True, slots=True)
class Merger:
    """That a division is part of another since a day."""

    country: str
    division: str
    into: str
    day: dt.date
    note: str


@dataclass(frozen=True, slots=True)
class DivisionName:
    """Which division a name means on the days in `[start, end)`; `None` is without bound."""

    division: str
    start: dt.date | None = None
    end: dt.date | None = None


class Divisions:
    """The names of first-level divisions, country by country.

    Names are compared without the words that only say that they name a division ("province").
    """

    def __init__(
        self,
        names: Mapping[tuple[str, str], str],
        mergers: Iterable[Merger] = (),
        words: Iterable[str] = (),
    ) -> None:
        self._words = frozenset(words)
        self._names = {(c, self._key(name)): division for (c, name), division in names.items()}
        self.mergers = tuple(mergers)
        self._merged = {(one.country, one.division): one for one in self.mergers}

    @classmethod
    @lru_cache(maxsize=2)
    def default(cls, folder: Path = DATA) -> Divisions:
        """Read the shipped tables. Raises `ReferenceBroken` where one is missing or malformed."""
        try:
            return cls(dict(_names(folder)), _mergers(folder), _words(folder))
        except (OSError, KeyError, ValueError, csv.Error) as problem:
            raise ReferenceBroken(
                f"The divisions in {folder.name} cannot be used: {problem}.",
                hint="Restore its files or reinstall Averment.",
            ) from problem

    def meanings(self, name: str, country: str) -> tuple[DivisionName, ...]:
        """Return which division a name means through time; nothing where it is unknown."""
        division = self._names.get((country, self._key(name)))
        if division is None:
            return ()
        merger = self._merged.get((country, division))
        if merger is None:
            return (DivisionName(division),)
        return DivisionName(division, None, merger.day), DivisionName(merger.into, merger.day)

    def find(self, name: str, country: str, day: dt.date) -> str | None:
        """Return our name of the division that a name means on a day, or none."""
        found = self.meanings(name, country)
        return next((one.division for one in found if one.end is None or day < one.end), None)

    def _key(self, name: str) -> tuple[str, ...]:
        return tuple(word for word in folded(name) if word not in self._words) or folded(name)


def division_of(name: str, country: str, day: dt.date) -> str | None:
    """Return our name of a country's division as a data set spells it on a day, or none."""
    return Divisions.default().find(name, country, day)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _names(folder: Path) -> Iterator[tuple[tuple[str, str], str]]:
    for row in _rows(folder / "division_names.csv"):
        yield (row["country"], row["name"]), row["division"]
    for row in _rows(folder / "divisions.csv"):
        for name in (row["name"], *row["aliases"].split(";")):
            if name:
                yield (row["country"], name), row["name"]


def _mergers(folder: Path) -> Iterator[Merger]:
    for row in _rows(folder / "division_mergers.csv"):
        day = dt.date.fromisoformat(row["day"])
        yield Merger(row["country"], row["division"], row["into"], day, row["note"])


def _words(folder: Path) -> Iterator[str]:
    for row in _rows(folder / "division_words.csv"):
        yield row["word"]
