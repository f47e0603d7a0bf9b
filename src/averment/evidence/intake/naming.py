"""Names in the rows put to our ids: sides to parties of the gazetteer, divisions to our names.

Each name is looked up once, whatever the number of rows. It may have meant another state or
division at another time, and another party at another place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from averment.evidence.intake.lookups import Meaning, lookup
from averment.evidence.sql import named
from averment.reference.codes import Codes
from averment.reference.divisions import Divisions
from averment.reference.gazetteer import PLACES, Gazetteer

# The day that a row's names are read by.
_DAY = "coalesce(\"start\", DATE '2100-01-01')"

# The columns that hold a party's name, and where its id goes, by shape.
_PARTIES = {
    "events": {"side_a": "side_a_id", "side_b": "side_b_id"},
    "relations": {"subject": "subject", "object": "object"},
}

# Organs of a state carry the id of the state; as the other side of one they are its rebels.
_NO_PARTIES = (PLACES - {"country"}) | {"organ"}


def add_ids(connection: duckdb.DuckDBPyConnection, rows: str, shape: str, states: str) -> str:
    """Return SQL for the rows of `rows` (SQL too) with ids for the names that are known.

    `states` is what stands before a country's name where its government is meant.
    """
    made: dict[str, str] = {}
    columns = _PARTIES.get(shape, {})
    if columns:
        place = "place" if shape == "events" else "NULL"
        found = _distinct(connection, rows, [(place, named(column)) for column in columns])
        names = sorted({name for _, name in found})
        connection.execute(lookup("party_of", _parties(names, states)))
        connection.execute(lookup("party_at", _parties_at(found)))
        for column, target in columns.items():
            at = f"party_at({place} || '/' || {named(column)}, {_DAY})"
            made[target] = f"coalesce({at}, party_of({named(column)}, {_DAY}), {named(target)})"
    if shape == "events":
        found = _distinct(connection, rows, [("place", "division_name")])
        connection.execute(lookup("division_of", _divisions(found)))
        made["division"] = f"coalesce(division_of(place || '/' || division_name, {_DAY}), division)"
    replaced = ", ".join(f"{sql} AS {named(column)}" for column, sql in made.items())
    return f"SELECT * REPLACE ({replaced}) FROM ({rows})" if made else rows


def _distinct(
    connection: duckdb.DuckDBPyConnection, rows: str, columns: Iterable[tuple[str, str]]
) -> list[tuple[str | None, str]]:
    """Return the different pairs of a place, which may be null, and a name, in order."""
    selects = (
        f"SELECT DISTINCT {place} AS place, {name} AS name FROM ({rows}) WHERE {name} IS NOT NULL"
        for place, name in columns
    )
    return connection.execute(f"{' UNION '.join(selects)} ORDER BY ALL").fetchall()


def _parties(names: Iterable[str], states: str) -> Iterator[Meaning]:
    codes, gazetteer = Codes.default(), Gazetteer.default()
    for name in names:
        if states and name.startswith(states):
            for one in codes.meanings(name.removeprefix(states), "name"):
                if one.country:
                    yield name, one.country, one.start, one.end
        elif (entry := gazetteer.of(name)) and entry.sort not in _NO_PARTIES:
            yield name, entry.id, None, None


def _parties_at(found: Iterable[tuple[str | None, str]]) -> Iterator[Meaning]:
    """Yield the names that groups of several countries share, where the place tells them apart."""
    gazetteer = Gazetteer.default()
    for place, name in found:
        entry = gazetteer.of(name, (place,)) if place else None
        if entry and entry.sort not in _NO_PARTIES and entry != gazetteer.of(name):
            yield f"{place}/{name}", entry.id, None, None


def _divisions(found: Iterable[tuple[str | None, str]]) -> Iterator[Meaning]:
    divisions = Divisions.default()
    for place, name in found:
        if place:
            for one in divisions.meanings(name, place):
                yield f"{place}/{name}", one.division, one.start, one.end
