"""The gazetteer: names of places and actors, found in text by their words.

A name is found by its folded words (no case, accents or punctuation), the longest first, where its
capitals stand as they should: "US" is a state, "us" is not. A name may have several meanings: NLA
was an army in Macedonia, in Morocco and in Tunisia. Those that are `local` hold only in a text
that speaks of their country, of the body above them, or of themselves by another name.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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

#: How far from a name in a text an id is spoken of; `inf` where nowhere.
Distance = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name: whose it is (`id`) and what sort of name (`country`, `adjective`, `group`, …).

    `country` is where the actor or place belongs, `parent` the id of the body that it is part of;
    `since` and `until` are the first and the last year of an actor, none where not known or still
    going on. A `local` name means this only where something else in the text speaks for it.
    """

    id: str
    sort: str
    name: str
    country: str = ""
    parent: str = ""
    since: int | None = None
    until: int | None = None
    local: bool = False

    @property
    def kin(self) -> frozenset[str]:
        """The ids that speak for this meaning where a text names them."""
        return frozenset({self.id, self.country, self.parent} - {""})

    def was_there(self, years: Collection[int]) -> bool:
        """Say whether it existed in one of the years; in no years at all nothing speaks against."""
        first, last = self.since or -math.inf, self.until or math.inf
        return not years or any(first <= year <= last for year in years)


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a text, at `[start, end)`, with what it can mean, the likeliest first."""

    start: int
    end: int
    meanings: tuple[Entry, ...]

    @property
    def entry(self) -> Entry | None:
        """What the name means by itself; none where only its surroundings can say."""
        return next((one for one in self.meanings if not one.local), None)

    def meant(self, distance: Distance, years: Collection[int] = ()) -> Entry | None:
        """Return the meaning whose kin the text names nearest, or what the name means by itself.

        Of meanings, those that existed in the years spoken of go first.
        """
        near = {one: min(map(distance, one.kin), default=math.inf) for one in self.meanings}
        return min(
            (one for one in self.meanings if not one.local or near[one] < math.inf),
            key=lambda one: (not one.was_there(years), near[one]),
            default=None,
        )


class Gazetteer:
    """Names by their first word, each with its meanings; of those that hold anywhere, the first."""

    def __init__(self, entries: Iterable[Entry], nouns: Mapping[str, str] | None = None) -> None:
        self._names: dict[tuple[str, ...], dict[tuple[str, ...], tuple[Entry, ...]]] = {}
        self._longest: dict[str, int] = {}
        self._places: dict[str, str] = {}
        self._first: dict[str, Entry] = {}
        self._countries: dict[str, Entry] = {}
        #: Role and organ words ("army", "officials"): `organ` or `person`.
        self.nouns = dict(nouns or {})
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        if entry.sort in ("country", "division"):
            self._places.setdefault(entry.id, entry.name)
        if entry.sort == "country":
            self._countries.setdefault(entry.id, entry)
        self._first.setdefault(entry.id, entry)
        parts = tuple(words(entry.name))
        if not parts:
            return
        key = tuple(part.folded for part in parts)
        written = tuple(part.written for part in parts)
        meanings = self._names.setdefault(key, {})
        known = meanings.get(written, ())
        if entry.local or all(one.local for one in known):
            meanings[written] = (*known, entry)
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    @classmethod
    @lru_cache(maxsize=2)
    def default(cls, folder: Path = DATA) -> Gazetteer:
        """Read the shipped names. Raises `ReferenceBroken` where a file is missing or malformed."""
        try:
            nouns = {row["word"]: row["kind"] for row in _rows(folder / "nouns.csv")}
            return cls(_entries(folder), nouns)
        except (OSError, KeyError, ValueError, csv.Error) as problem:
            raise ReferenceBroken(
                f"The gazetteer in {folder.name} cannot be used: {problem}.",
                hint="Restore its files or reinstall Averment.",
            ) from problem

    def with_names(self, names: Iterable[tuple[str, str]]) -> Gazetteer:
        """Return this gazetteer with further actors, each an id and a name, as data sets have them.

        What is known already keeps its meaning. Words that a sentence may begin with are no names:
        "Civilians", "Military Forces".
        """
        if not (names := tuple(names)):
            return self
        more = Gazetteer((), self.nouns)
        more._names = {key: dict(written) for key, written in self._names.items()}
        more._longest = dict(self._longest)
        more._places = dict(self._places)
        more._first, more._countries = dict(self._first), dict(self._countries)
        for id, name in names:
            if self.of(name) is None and not self._is_common(name):
                more._add(Entry(id, "group", name))
        return more

    def _is_common(self, name: str) -> bool:
        said = list(words(name))
        plain = len(said) == 1 and said[0].written.isalpha() and said[0].written[1:].islower()
        return plain or all(word.folded in self.nouns for word in said)

    def find(self, text: str) -> list[Found]:
        """Return the names in a text, in order, none overlapping, the longest at each place."""
        said = list(words(text))
        found: list[Found] = []
        at = 0
        while at < len(said):
            size, meanings = self._at(said, at)
            if meanings and meanings[0].sort != OTHER:
                found.append(Found(said[at].start, said[at + size - 1].end, meanings))
            at += size
        return found

    def of(self, name: str, near: Collection[str] = ()) -> Entry | None:
        """Return whose name the words are, all of them, or none.

        Of several meanings, that whose country, body or own id is among `near`; without one, what
        the name means by itself; else the only one it has.
        """
        said = list(words(name))
        size, meanings = self._at(said, 0) if said else (0, ())
        if not meanings or size != len(said):
            return None
        found = Found(0, len(name), meanings)
        only = meanings[0] if len(meanings) == 1 else None
        return found.meant(lambda id: 0 if id in near else math.inf) or only

    def name(self, id: str) -> str | None:
        """Return the usual name of a country or division, or none where the id is not known."""
        return self._places.get(id)

    def known(self, id: str) -> Entry | None:
        """Return the usual name of a place or an actor, with what is known of it, or none."""
        return self._countries.get(id) or self._first.get(id)

    def _at(self, said: Sequence[Word], at: int) -> tuple[int, tuple[Entry, ...]]:
        """Return how many words the name at a place has, and its meanings; one word where none."""
        longest = self._longest.get(said[at].folded, 0)
        for size in range(min(longest, len(said) - at), 0, -1):
            part = said[at : at + size]
            names = self._names.get(tuple(word.folded for word in part), {})
            fitting = tuple(
                entry
                for written, entries in names.items()
                if all(_fits(w.written, own) for w, own in zip(part, written, strict=True))
                for entry in entries
            )
            if fitting:
                return size, fitting
        return 1, ()


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
            yield _actor(row, name)
        for name in _list(row["local"]):
            yield _actor(row, name, local=True)
    countries = list(_rows(folder / "countries.csv"))
    for row in countries:
        for name in (row["name"], *_list(row["aliases"])):
            yield Entry(row["id"], "country", name)
    for row in countries:
        for column, sort in _COLUMNS.items():
            for name in _list(row[column]):
                yield Entry(row["id"], sort, name)
        for name in _list(row["local"]):
            yield Entry(row["id"], "city", name, local=True)
    for row in _rows(folder / "others.csv"):
        yield Entry("", OTHER, row["name"])
    for row in _rows(folder / "divisions.csv"):
        division = f"{row['country']}/{row['name']}"
        bare = [row["name"]] if row["bare"] == "true" else []
        for name in (*bare, *_list(row["aliases"])):
            yield Entry(division, "division", name, row["country"])
        for name in _list(row["local"]):
            yield Entry(division, "division", name, row["country"], local=True)


def _actor(row: Mapping[str, str], name: str, *, local: bool = False) -> Entry:
    since, until = (int(row[column]) if row[column] else None for column in ("since", "until"))
    home = row["country"], row["parent"]
    return Entry(row["id"], row["kind"], name, *home, since=since, until=until, local=local)


_COLUMNS = {
    "former": "former",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "capital": "city",
    "cities": "city",
}
