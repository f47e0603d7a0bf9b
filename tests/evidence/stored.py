"""Made-up datasets in a store, and made-up files as publishers shape them."""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from averment.evidence.descriptor import Descriptor, parse
from averment.evidence.shapes import SHAPES
from averment.evidence.sql import quoted
from averment.evidence.store import DATA, REJECTS, File, Holding, Source, Store

Row = Mapping[str, Any]

EVENTS: dict[str, Any] = {
    "id": "made-events",
    "title": "Made-up events",
    "publisher": "MADE",
    "publisher_name": "Institute of Made-up Events",
    "standing": "independent",
    "licence": "CC0",
    "redistributable": True,
    "citation": "Made-up events, {vintage}.",
    "url": "https://example.org/events",
    "counts": "What the tests make up.",
    "does_not_count": "Everything else.",
    "collected_from": ["news"],
    "shape": "events",
    "coverage": {"start": "2015-01-01", "unit": "year"},
    "measures": {
        "deaths": {
            "definition": "killed",
            "value": "sum:deaths",
            "low": "sum:deaths_low",
            "high": "sum:deaths_high",
        },
        "civilian_deaths": {"definition": "civilians killed", "value": "sum:civilian_deaths"},
        "attacks": {"definition": "attacks", "value": "count", "where": {"type": ["attack"]}},
        "suicide_attacks": {
            "definition": "suicide attacks",
            "value": "count",
            "where": {"suicide": True},
        },
        "civilian_deaths_with_unknown": {
            "definition": "civilians and those of unknown status killed",
            "value": "sum:civilian_deaths+unknown_deaths",
        },
    },
}


def described(**fields: Any) -> Descriptor:
    """The descriptor of the made-up events, unless `fields` say otherwise."""
    return parse({**EVENTS, **fields}, "made.toml")


def event(start: str, end: str = "", **fields: Any) -> dict[str, Any]:
    """An event in Pakistan from `start` to `end`, which is its last day (none: the same)."""
    first, last = (dt.date.fromisoformat(day) for day in (start, end or start))
    given = {"start": first, "end": last + dt.timedelta(days=1), "place": "PAK", "type": "attack"}
    return {"date_precision": "day", **given, **fields}


def parquet(rows: Sequence[Row], shape: str, path: Path) -> None:
    """Write rows in the columns of a shape; what a row does not say is null."""
    columns = SHAPES[shape]
    types = ", ".join(f'"{column.name}" {column.type}' for column in columns)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE made ({types})")
        for line, row in enumerate(rows, start=2):
            given = {"id": f"e{line}", "line": line, **row}
            cells = [given.get(column.name) for column in columns]
            connection.execute(f"INSERT INTO made VALUES ({', '.join('?' * len(cells))})", cells)
        connection.execute(f"COPY made TO {quoted(str(path))} (FORMAT parquet)")


def keep(
    store: Store,
    rows: Sequence[Row],
    vintage: str = "1.0",
    descriptor: Descriptor | None = None,
    file: str = "made.csv",
) -> Holding:
    """Keep made-up rows in a store, as if a loader had made them of `file`."""
    described_ = descriptor or described()
    with store.incoming() as made:
        parquet(rows, described_.shape, made / DATA)
        with duckdb.connect() as connection:
            connection.execute(
                "COPY (SELECT 7::BIGINT AS line, 'no date' AS reason, '=cmd|x' AS text) "
                f"TO {quoted(str(made / REJECTS))} (FORMAT parquet)"
            )
        source = File(name=file, bytes=len(rows), sha256=f"{abs(hash_of(rows)):064x}"[:64])
        return store.keep(made, described_, vintage, Source(source, len(rows), {"no date": 1}, {}))[
            0
        ]


def hash_of(rows: Sequence[Row]) -> int:
    """Return a number that differs where the rows differ, the same on every run."""
    return int.from_bytes(repr([dict(row) for row in rows]).encode()[-24:], "big")


# --- files as publishers shape them --------------------------------------------------------------

GED = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date
source_headline source_original where_prec where_coordinates where_description adm_1 adm_2
latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec
date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""


def ged(path: Path, events: Iterable[Mapping[str, Any]]) -> Path:
    """Write a file with the columns of UCDP GED; an event gives some of them."""
    usual = {
        "code_status": "Clear",
        "type_of_violence": 1,
        "conflict_name": "Made: Land",
        "side_a": "Government of Made",
        "side_b": "Makers",
        "number_of_sources": 2,
        "where_prec": 1,
        "adm_1": "Punjab province",
        "latitude": 31.5,
        "longitude": 74.3,
        "country": "Pakistan",
        "country_id": 770,
        "region": "Asia",
        "event_clarity": 1,
        "date_prec": 1,
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": 0,
        "deaths_unknown": 0,
    }
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, GED.split(), restval="")
        writer.writeheader()
        for number, given in enumerate(events, start=1):
            day = f"{given['date_start']} 00:00:00.000"
            row = {**usual, "id": number, "year": day[:4], "active_year": 1, **given}
            row |= {"date_start": day, "date_end": given.get("date_end", given["date_start"])}
            row.setdefault("high", row["best"])
            row.setdefault("low", row["best"])
            writer.writerow(row)
    return path


def shared(name: str) -> Path:
    """Return a publisher's file, or skip where it is not here."""
    named = os.environ.get("AVERMENT_EVIDENCE_SOURCES")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "evidence"
    if not (folder / name).is_file():
        pytest.skip("the publishers' files are not here; AVERMENT_EVIDENCE_SOURCES can name them")
    return folder / name
