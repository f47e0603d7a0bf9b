"""Whose word a record is: the independent body behind it, and what that body lists whole."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DATA = Path(__file__).with_name("bodies.toml")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that others repeat or that keeps registers; the fields are those of the data file."""

    root: str
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    definition: str = ""
    of_states: bool = False
    by_years: bool = False


@dataclass(frozen=True, slots=True)
class Inexact:
    """What a note says of a record's days: which `ends` it makes inexact.

    With `wide` nothing between the two days given is sure.
    """

    words: str
    ends: tuple[str, ...]
    wide: bool = False


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """Return the bodies of the data file."""
    fields: list[dict[str, Any]] = [
        {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
        for entry in _entries("body")
    ]
    return tuple(Body(**own) for own in fields)


@lru_cache(maxsize=1)
def inexact() -> tuple[Inexact, ...]:
    """Return the notes that make days inexact."""
    entries = _entries("inexact")
    return tuple(Inexact(e["words"], tuple(e["ends"]), e.get("wide", False)) for e in entries)


def _entries(name: str) -> list[dict[str, Any]]:
    found = tomllib.loads(DATA.read_text("utf-8"))[name]
    return [{k: v for k, v in entry.items() if k != "example"} for entry in found]


def root_of(says: str) -> str:
    """Return the independent body behind an author as a record names it."""
    named = [(name, body.root) for body in bodies() for name in body.names if says.startswith(name)]
    if named:
        return max(named, key=lambda pair: len(pair[0]))[1]
    return says.partition(" (")[0].partition(",")[0].strip()


def root_of_address(url: str) -> str:
    """Return the body that publishes at an address; its host where no body is known there."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    known = (b.root for b in bodies() for own in b.hosts if host == own or host.endswith(f".{own}"))
    return next(known, host)


def lister(root: str, type: str) -> Body | None:
    """Return the body as one that lists this type of ties or happenings whole, or none."""
    return next((body for body in bodies() if body.root == root and type in body.lists), None)


def listing(root: str, types: Iterable[str]) -> str:
    """Say a body with what it lists whole: "UCDP, which lists every …,"."""
    body = next(filter(None, (lister(root, type) for type in types)), None)
    return f"{root}, which lists {body.definition}," if body else root


def by_years(root: str) -> bool:
    """Say whether the body's days at the turn of a year stand for the year."""
    return any(body.by_years for body in bodies() if body.root == root)


def vague_ends(note: str) -> dict[str, bool]:
    """Return which ends a note makes inexact, each with whether all between the two is unsure."""
    return {end: one.wide for one in inexact() if one.words in note for end in one.ends}


def last_day_of(day: dt.date) -> dt.date:
    """Return the day after the year or month that begins on a day stands for; else the day."""
    if (day.month, day.day) == (1, 1):
        return day.replace(year=day.year + 1)
    if day.day == 1:
        return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day
