"""Codes and names that data sets use for countries, and what they meant when.

A state's id is its ISO 3166 alpha-3 code, that of a former state too (`SUN`, `YUG`, `DDR`). One
code may have stood for several states one after the other: UCDP writes 365 for the Soviet Union
and for Russia. The days come from Gleditsch and Ward's list of independent states and ISO 3166.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from averment.errors import ReferenceBroken
from averment.reference.gazetteer import DATA
from averment.reference.words import folded

#: The codes known: ISO 3166 letters and numbers, Gleditsch and Ward's numbers, UCDP's, UNHCR's own;
#: and the names of countries as data sets spell them.
SCHEMES = ("alpha", "numeric", "gw", "ucdp", "unhcr", "name")

# Whose a place was as a matter of statehood. UCDP, and Gleditsch and Ward, write the state of the
# day; the others write today's state for the past too.
_STATE = "state"
_OF_THE_DAY = frozenset({_STATE, "gw", "ucdp"})


@dataclass(frozen=True, slots=True)
class CountryCode:
    """What a code or name means on the days in `[start, end)`; `None` is without bound.

    `code` is as the scheme writes it: letters in capitals, numbers without leading zeros, names
    folded (`code_of`). `country` is `None` for what stands for no state ("Stateless").
    """

    scheme: str
    code: str
    country: str | None
    start: dt.date | None = None
    end: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Say whether the code means this on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Holding:
    """That a place (`country`) stood under the state `under` on the days in `[start, end)`.

    `scheme` is `state` where this is so as a matter of statehood, else whose practice it is.
    """

    country: str
    under: str
    start: dt.date | None
    end: dt.date | None
    scheme: str
    note: str

    def covers(self, day: dt.date) -> bool:
        """Say whether the place stood there on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class Codes:
    """The codes and names of countries through time.

    `codes` and `names` hold what each means, day by day without a gap: the first meaning of a code
    holds for the days before it too, the last for those after it. They can be joined as they are.
    """

    def __init__(
        self,
        codes: Iterable[CountryCode],
        names: Iterable[CountryCode] = (),
        holdings: Iterable[Holding] = (),
    ) -> None:
        self._written = tuple(codes)
        self.codes = tuple(_without_gaps(self._written))
        self.names = tuple(_without_gaps(names))
        self.holdings = tuple(holdings)
        meanings: dict[tuple[str, str], list[CountryCode]] = defaultdict(list)
        for one in (*self.codes, *self.names):
            meanings[one.scheme, one.code].append(one)
        self._meanings = {key: tuple(found) for key, found in meanings.items()}

    @classmethod
    @lru_cache(maxsize=2)
    def default(cls, folder: Path = DATA) -> Codes:
        """Read the shipped tables. Raises `ReferenceBroken` where one is missing or malformed."""
        try:
            return cls(_codes(folder), _names(folder), _holdings(folder))
        except (OSError, KeyError, ValueError, csv.Error) as problem:
            raise ReferenceBroken(
                f"The country codes in {folder.name} cannot be used: {problem}.",
                hint="Restore its files or reinstall Averment.",
            ) from problem

    def meanings(self, code: str, scheme: str) -> tuple[CountryCode, ...]:
        """Return what a code or name means through time, in order; nothing where it is unknown."""
        return self._meanings.get((scheme, code_of(code, scheme)), ())

    def find(self, code: str, scheme: str, day: dt.date | None = None) -> CountryCode | None:
        """Return what a code or name means on a day, or none where it is unknown.

        Without a day the last meaning counts.
        """
        meanings = self.meanings(code, scheme)
        if day is None:
            return meanings[-1] if meanings else None
        return next((meaning for meaning in meanings if meaning.covers(day)), None)

    def written(self, country: str, scheme: str, day: dt.date) -> str | None:
        """Return the code that a scheme had for a country on a day, or none."""
        own = (one for one in self._written if (one.country, one.scheme) == (country, scheme))
        return next((one.code for one in own if one.covers(day)), None)

    def place_on(self, country: str, day: dt.date, scheme: str = _STATE) -> str:
        """Return the state under which a place stood on a day: East Timor under Indonesia in 1999.

        With a scheme of codes: the country under which its users write what happened there on that
        day (UCDP: the West Bank under Israel). A place under nobody else is returned as it is.
        """
        schemes = (scheme, _STATE) if scheme in _OF_THE_DAY else (scheme,)
        seen: set[str] = set()
        while country not in seen:
            seen.add(country)
            held = (
                one.under
                for wanted in schemes
                for one in self.holdings
                if (one.country, one.scheme) == (country, wanted) and one.covers(day)
            )
            country = next(held, country)
        return country


def country_codes() -> tuple[CountryCode, ...]:
    """Return the codes of the shipped tables, without gaps, ready to be joined."""
    return Codes.default().codes


def country_names() -> tuple[CountryCode, ...]:
    """Return the names of the shipped tables, folded, without gaps, ready to be joined."""
    return Codes.default().names


def code_of(text: str, scheme: str) -> str:
    """Return a code or name as the tables have it: "007" is 7, "Côte d’Ivoire" cote d ivoire."""
    if scheme == "name":
        return " ".join(folded(text))
    text = text.strip()
    return str(int(text)) if text.isascii() and text.isdecimal() else text.upper()


def _without_gaps(codes: Iterable[CountryCode]) -> Iterator[CountryCode]:
    """Yield codes so that each meaning holds until the next one begins."""
    by_code: dict[tuple[str, str], list[CountryCode]] = defaultdict(list)
    for one in codes:
        by_code[one.scheme, one.code].append(one)
    for found in by_code.values():
        found.sort(key=lambda one: one.start or dt.date.min)
        starts = [None, *(one.start for one in found[1:]), None]
        for one, start, end in zip(found, starts[:-1], starts[1:], strict=True):
            yield replace(one, start=start, end=end)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _day(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if cell else None


def _codes(folder: Path) -> Iterator[CountryCode]:
    for row in _rows(folder / "country_codes.csv"):
        code = code_of(row["code"], row["scheme"])
        days = _day(row["start"]), _day(row["end"])
        yield CountryCode(row["scheme"], code, row["id"] or None, *days)


def _names(folder: Path) -> Iterator[CountryCode]:
    """Yield the spellings of data sets, then the names in the gazetteer that they leave alone.

    "Congo" is Congo-Brazzaville in every data set, and the larger Congo in most newspapers.
    """
    spelt = set()
    for row in _rows(folder / "country_names.csv"):
        code = code_of(row["name"], "name")
        spelt.add(code)
        yield CountryCode("name", code, row["id"] or None, _day(row["start"]), _day(row["end"]))
    for row in _rows(folder / "countries.csv"):
        own = (*row["aliases"].split(";"), *row["former"].split(";"))
        for code in sorted({code_of(name, "name") for name in (row["name"], *own) if name} - spelt):
            yield CountryCode("name", code, row["id"])


def _holdings(folder: Path) -> Iterator[Holding]:
    for row in _rows(folder / "territories.csv"):
        days = _day(row["start"]), _day(row["end"])
        yield Holding(row["id"], row["under"], *days, row["scheme"], row["note"])
