"""The gazetteer: names of places and actors, found in text by their words.

A name is found by its folded words (no case, accents or punctuation), the longest first, where its
capitals stand as they should: "US" is a state, "us" is not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from averment.errors import ReferenceBroken
from averment.reference.words import Word, words

DATA = Path(__file__).parent / "data"

#: Names of places; a country is an actor as well, a city or division only a place.
PLACES = frozenset({"country", "former", "adjective", "demonym", "city", "division"})


#: Names that hold the name of a place or an actor and mean something else ("South America").
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name: whose it is (`id`) and what sort of name (`country`, `adjective`, `group`, …)."""

    id: str
    sort: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a text, at `[start, end)`."""

    start: int
    end: int
    entry: Entry


class Gazetteer:
    """Names by their first word, each with its entry; the first entry given for a name counts."""

    def __init__(self, entries: Iterable[Entry], nouns: Mapping[str, str] | None = None) -> None:
        self._names: dict[tuple[str, ...], dict[tuple[str, ...], Entry]] = {}
        self._longest: dict[str, int] = {}
        self._places: dict[str, str] = {}
        #: Role and organ words ("army", "officials"): `organ` or `person`.
        self.nouns = dict(nouns or {})
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        if entry.sort in ("country", "division"):
            self._places.setdefault(entry.id, entry.name)
        parts = tuple(words(entry.name))
        if parts:
            key = tuple(part.folded for part in parts)
            written = tuple(part.written for part in parts)
            self._names.setdefault(key, {}).setdefault(written, entry)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    @classmethod
    @lru_cache(maxsize=2)
    def default(cls, folder: Path = DATA) -> Gazetteer:
        """Read the shipped names. Raises `ReferenceBroken` where a file is missing or malformed."""
        try:
            nouns = {row["word"]: row["kind"] for row in _rows(folder / "nouns.csv")}
            return cls(_entries(folder), nouns)
        except (OSError, KeyError, UnicodeDecodeError, csv.Error) as problem:
            raise ReferenceBroken(
                f"The gazetteer in {folder.name} cannot be used: {problem}.",
                hint="Restore its files or reinstall Averment.",
            ) from problem

    def find(self, text: str) -> list[Found]:
        """Return the names in a text, in order, none overlapping, the longest at each place."""
        said = list(words(text))
        found: list[Found] = []
        at = 0
        while at < len(said):
            hit = self._at(said, at)
            if hit is None:
                at += 1
                continue
            size, entry = hit
            if entry.sort != OTHER:
                found.append(Found(said[at].start, said[at + size - 1].end, entry))
            at += size
        return found

    def of(self, name: str) -> Entry | None:
        """Return the entry whose name the words are, all of them, or none."""
        said = list(words(name))
        hit = self._at(said, 0) if said else None
        return hit[1] if hit and hit[0] == len(said) else None

    def name(self, id: str) -> str | None:
        """Return the usual name of a country or division, or none where the id is not known."""
        return self._places.get(id)

    def _at(self, said: Sequence[Word], at: int) -> tuple[int, Entry] | None:
        longest = self._longest.get(said[at].folded, 0)
        for size in range(min(longest, len(said) - at), 0, -1):
            part = said[at : at + size]
            names = self._names.get(tuple(word.folded for word in part), {})
            for written, entry in names.items():
                if all(_fits(w.written, own) for w, own in zip(part, written, strict=True)):
                    return size, entry
        return None


def _fits(said: str, name: str) -> bool:
    """Say whether a word is written as the name has it: acronyms in capitals, names with one."""
    if name.isupper() and 1 < len(name) <= 5:
        return said.isupper()
    return said[:1].isupper() or not name[:1].isupper()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _list(cell: str) -> list[str]:
    return [item for item in cell.split(";") if item]


def _entries(folder: Path) -> Iterator[Entry]:
    for row in _rows(folder / "actors.csv"):
        for name in (row["name"], *_list(row["aliases"])):
            yield Entry(row["id"], row["kind"], name)
    countries = list(_rows(folder / "countries.csv"))
    for row in countries:
        for name in (row["name"], *_list(row["aliases"])):
            yield Entry(row["id"], "country", name)
    for row in countries:
        for column, sort in _COLUMNS.items():
            for name in _list(row[column]):
                yield Entry(row["id"], sort, name)
    for row in _rows(folder / "others.csv"):
        yield Entry("", OTHER, row["name"])
    for row in _rows(folder / "divisions.csv"):
        bare = [row["name"]] if row["bare"] == "true" else []
        for name in (*bare, *_list(row["aliases"])):
            yield Entry(f"{row['country']}/{row['name']}", "division", name)


_COLUMNS = {
    "former": "former",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "capital": "city",
    "cities": "city",
}
