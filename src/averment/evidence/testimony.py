"""What the record says of ties and happenings, row by row, each with the dataset it is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from averment.evidence.record import Evidence
from averment.evidence.sql import among, named
from averment.evidence.store import Holding
from averment.evidence.tables import Relation, columns, record_of

#: The measure of an event list that counts peace agreements.
AGREEMENTS = "agreements"


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of ties: what it says, and the dataset of the store that it is of, empty for a pack."""

    row: Relation
    dataset: str
    table: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A peace agreement, signed on a day in `[start, end)`.

    `parties` are those who signed as the source names them, with commas; empty if it names none.
    """

    dataset: str
    table: str
    id: str
    name: str
    parties: str
    place: str
    start: dt.date
    end: dt.date
    url: str


@dataclass(frozen=True, slots=True)
class Clashes:
    """Violent events between two sides that fall in `[start, end)`, and how many there are."""

    dataset: str
    table: str
    first: str
    second: str
    start: dt.date
    end: dt.date
    events: int


@dataclass(frozen=True, slots=True)
class Register:
    """What a dataset of the store claims to list whole, `measure`, in `[start, end)`."""

    dataset: str
    measure: str
    start: dt.date
    end: dt.date


def ties(evidence: Evidence) -> Iterator[Tie]:
    """Yield the ties of the pack and of the store."""
    tables = [("relations", "")]
    tables += [(named(h.name), h.descriptor.id) for h in _of(evidence, "relations")]
    names = ", ".join(map(named, columns(Relation)))
    for table, dataset in tables:
        for row in evidence.query(f"SELECT {names} FROM {table}").fetchall():
            yield Tie(record_of(Relation, row), dataset, table)


def agreements(evidence: Evidence) -> Iterator[Agreement]:
    """Yield the peace agreements of the store."""
    for holding in _of(evidence, "events"):
        if AGREEMENTS not in holding.descriptor.measures:
            continue
        table = named(holding.name)
        found = evidence.query(
            "SELECT id, coalesce(note, ''), coalesce(side_a, ''), coalesce(place, ''), "
            f'"start", "end", coalesce(url, \'\') FROM {table} ORDER BY line'
        )
        for row in found.fetchall():
            yield Agreement(holding.descriptor.id, table, *row)


def clashes(evidence: Evidence, first: Sequence[str], second: Sequence[str]) -> Iterator[Clashes]:
    """Yield the days of the events between two sides, each given by the ids that may mean it."""
    for holding in _of(evidence, "events"):
        table = named(holding.name)
        sides = " OR ".join(
            f"({among('side_a_id', one)} AND {among('side_b_id', other)})"
            for one, other in ((first, second), (second, first))
        )
        found = evidence.query(
            f'SELECT side_a_id, side_b_id, "start", "end", count(*) FROM {table} '
            f"WHERE {sides} GROUP BY ALL ORDER BY ALL"
        )
        for row in found.fetchall():
            yield Clashes(holding.descriptor.id, table, *row)


def registers(evidence: Evidence) -> Iterator[Register]:
    """Yield what the datasets of the store claim to list whole."""
    for holding in evidence.holdings:
        described = holding.descriptor
        if described.exhaustive and described.shape in ("relations", "events"):
            for measure in described.measures:
                yield Register(described.id, measure, holding.start, holding.end)


def _of(evidence: Evidence, shape: str) -> Iterator[Holding]:
    return (holding for holding in evidence.holdings if holding.descriptor.shape == shape)
