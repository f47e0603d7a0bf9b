"""Where and when a stored dataset can answer, found from its rows and from what is declared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from averment.errors import DatasetEmpty
from averment.evidence.descriptor import Descriptor, Part
from averment.evidence.sql import quoted


class Span(Part):
    """The days `[start, end)` in which a dataset can answer for a place (empty: for none)."""

    place: str
    start: dt.date
    end: dt.date


def spans(path: Path, descriptor: Descriptor) -> tuple[Span, ...]:
    """Return the spans of the rows in a Parquet file, by place.

    An event list ends for every place with the file's last event; it begins with the day that its
    descriptor declares, or else with the place's own first event. Both are rounded outward to the
    units in which it is released, and kept within what is declared. Raises `DatasetEmpty` where no
    row is left.
    """
    first, last, place = _ENDS[descriptor.shape]
    unit = descriptor.coverage.unit
    whole = f"date_trunc('{unit}', {{}})::DATE"
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        found = connection.execute(
            f"SELECT {place} AS place, {whole.format(f'min({first})')}, "
            f"({whole.format(f'max({last}) - 1')} + INTERVAL 1 {unit})::DATE "
            f"FROM read_parquet({quoted(str(path))}) GROUP BY ALL "
            f"HAVING place IS NOT NULL AND min({first}) IS NOT NULL ORDER BY place"
        ).fetchall()
    declared = descriptor.coverage
    named = [row for row in found if not declared.places or row[0] in declared.places]
    if not named:
        raise DatasetEmpty(
            f"No row of the file can be used for {descriptor.id}.",
            hint="See which rows were left out, and why, above.",
        )
    if descriptor.shape != "events":
        return tuple(Span(place=p, start=start, end=end) for p, start, end in named)
    begins = min(start for _, start, _ in named)
    ends = max(end for _, _, end in named)
    if declared.end:
        ends = min(ends, declared.end)
    return tuple(
        Span(place=p, start=max(declared.start, begins) if declared.start else start, end=ends)
        for p, start, _ in named
        if start < ends
    )


# First day, day after the last, and place of a row, by shape. Ties have neither a place nor always
# days; they are found whenever they are asked for. One that goes on reaches the day it began at
# the least.
_ENDS = {
    "events": ('"start"', '"end"', "place"),
    "figures": ('"start"', '"end"', "place"),
    "relations": (
        "coalesce(\"start\", published, DATE '1900-01-01')",
        'coalesce("end", published + 1, "start" + 1, DATE \'1900-01-02\')',
        "''",
    ),
    "milestones": ('"date"', '"date" + 1', "place"),
}


def unknown_parties(path: Path, descriptor: Descriptor) -> tuple[str, ...]:
    """Return the parties of the events in a Parquet file that the gazetteer does not know."""
    if descriptor.shape != "events":
        return ()
    sides = " UNION ".join(
        f"SELECT {side} FROM read_parquet({quoted(str(path))}) "
        f"WHERE {side} IS NOT NULL AND {side}_id IS NULL"
        for side in ("side_a", "side_b")
    )
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        return tuple(name for (name,) in connection.execute(f"{sides} ORDER BY 1").fetchall())
