"""Whom a name means: which actor, at which time, or any member of a class."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from averment.claim import EntityRef
from averment.query import Period
from averment.reference import Gazetteer
from averment.reference.words import folded, words

DATA = Path(__file__).with_name("identities.toml")


@dataclass(frozen=True, slots=True)
class Class:
    """Actors that words without a name mean; the fields are those of the data file."""

    id: str
    label: str
    words: frozenset[str]
    sorts: frozenset[str]
    others: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """An actor that a name may mean in `[start, end)`, none for no end.

    `records` are the ids under which records have it, `actor` is that of the name itself. With a
    class any of its members will do, of one of `countries` where any are named.
    """

    id: str
    label: str
    records: frozenset[str] = frozenset()
    actor: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    sort: str = ""
    naturalness: float = 1.0
    reason: str = ""
    members: Class | None = None
    countries: frozenset[str] = frozenset()

    def holds(self, ids: Collection[str], names: Gazetteer) -> bool:
        """Say whether one of `ids` means this actor, or a member of the class."""
        if self.members is None:
            return not self.records.isdisjoint(ids)
        known = [names.known(id) for id in ids]
        return any(
            one is not None
            and one.sort in self.members.sorts
            and (not self.countries or one.country in self.countries)
            for one in known
        )

    def within(self, period: Period) -> Period | None:
        """Return the part of a period in which the name means this actor, or none."""
        start, end = max(period.start, self.start or period.start), period.end
        end = min(end, self.end or end)
        return Period(start, end) if start < end else None


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, tuple[Identity, ...]]:
    known: dict[str, tuple[Identity, ...]] = {}
    for entry in _data()["identity"]:
        made = Identity(**{**entry, "records": frozenset(entry["records"])})
        known[entry["actor"]] = (*known.get(entry["actor"], ()), made)
    return known


@lru_cache(maxsize=1)
def classes() -> tuple[Class, ...]:
    """Return the classes of the data file."""
    return tuple(
        Class(
            id=entry["id"],
            label=entry["label"],
            words=frozenset(entry["words"]),
            sorts=frozenset(entry["sorts"]),
            others=tuple(entry.get("others", ())),
            reason=entry["reason"],
        )
        for entry in _data()["class"]
    )


def rest_of(subject: str) -> str:
    """Return the class of which a record's subject is every member not named, or nothing."""
    return next((one.id for one in classes() if subject in one.others), "")


def class_of(text: str) -> Class | None:
    """Return the class that words without a name mean; a word in capitals belongs to a name."""
    said = {word.folded for word in words(text) if word.written.islower()}
    return next((one for one in classes() if one.words & said), None)


def identities(
    ref: EntityRef,
    said: str,
    period: Period,
    names: Gazetteer,
    sorts: Collection[str] = (),
) -> tuple[Identity, ...]:
    """Return whom a name in the text `said` may mean in a period, the most usual first.

    `sorts` are those that the tie can have. Of several, the words behind the name choose.
    """
    if ref.id is None:
        members = class_of(ref.text)
        if members is not None:
            named = (found.entry for found in names.find(ref.text))
            countries = frozenset(one.country or one.id for one in named if one is not None)
            whom = Identity(members.id, ref.text, reason=members.reason, members=members)
            return (replace(whom, countries=countries),)
        return (Identity(_key(ref.text), ref.text, frozenset({_key(ref.text)})),)
    known = [one for one in _known().get(ref.id, ()) if one.within(period)]
    for wanted in ({_sort_said(ref.text, said)} - {""}, frozenset(sorts)):
        known = [one for one in known if one.sort in wanted] or known
    return tuple(known) or (Identity(ref.id, ref.text, frozenset({ref.id})),)


def _key(name: str) -> str:
    return "-".join(folded(name))


def _sort_said(name: str, said: str) -> str:
    """Return the sort of actor that the words of a name, or those right behind it, tell."""
    own, around = folded(name), folded(said)
    size = len(own)
    at = next((i for i in range(len(around)) if around[i : i + size] == own), None)
    behind = (
        [w for w in around[at + size : at + size + 2] if w != "s"][:1] if at is not None else []
    )
    told = {*own[-1:], *behind}
    return next((sort for sort, words_ in _data()["sorts"].items() if told & set(words_)), "")
