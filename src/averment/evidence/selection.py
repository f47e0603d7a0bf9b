"""Rows of the record that a person asks for: of a dataset, of its rejects, or behind a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from averment.errors import DatasetUnknown, FigureUnknown, RowsRefused
from averment.evidence.pack_tables import TABLES
from averment.evidence.record import Evidence, rejects_table
from averment.evidence.sql import named, quoted
from averment.evidence.store import File, Holding, describe, newest
from averment.evidence.trace import Trace


@dataclass(frozen=True, slots=True)
class Source:
    """SQL that gives rows, their order, the file that they were read from, and how it is cited.

    `trace` is set where they are the rows behind a figure.
    """

    sql: str
    order: str
    file: File
    citation: str
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows with the names of their columns, and where they come from.

    `total` is how many rows answer, of which `rows` may be the first.
    """

    source: Source
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int


def select(
    record: Evidence,
    name: str,
    *,
    where: str | None = None,
    limit: int = 0,
    rejects: bool = False,
) -> Selection:
    """Fetch rows of a dataset (`ID`, `ID@VINTAGE`; the newest release) or behind a figure's id.

    `where` is a condition in SQL on the columns of the rows; `limit` the most rows, 0 for all.
    Raises `DatasetUnknown`, `VintageUnknown` or `FigureUnknown` where nothing has the name, and
    `RowsRefused` for a condition that cannot be answered.
    """
    source = _source(record, name, rejects=rejects)
    sql = f"SELECT *\nFROM (\n{source.sql}\n)"
    if where is not None:
        sql += f"\nWHERE (\n{where}\n)"
    try:
        if len(duckdb.extract_statements(sql)) != 1:
            raise RowsRefused("A condition on rows is one expression.", hint=_CONDITION)
        counted = record.query(f"SELECT count(*) FROM (\n{sql}\n)").fetchone()
        ordered = f"{sql}\nORDER BY {source.order}"
        found = record.query(f"{ordered}\nLIMIT {limit}" if limit else ordered)
        columns = tuple(column[0] for column in found.description or ())
        rows = tuple(found.fetchall())
    except duckdb.Error as error:
        said = " ".join(str(error).splitlines()[0].split())
        known = record.query(f"{source.sql}\nLIMIT 0").description or ()
        raise RowsRefused(
            f"The condition cannot be answered: {said.rstrip('.!')}.",
            hint=f"{_CONDITION} They are {', '.join(column[0] for column in known)}.",
        ) from None
    return Selection(source, columns, rows, counted[0] if counted else 0)


_CONDITION = "It is SQL on the columns of the rows, such as \"place = 'PAK' AND deaths > 9\"."


def _source(record: Evidence, name: str, *, rejects: bool) -> Source:
    dataset, _, vintage = name.partition("@")
    if "/" not in name and record.vintages(dataset):
        holding = _vintage(record, dataset, vintage)
        table = rejects_table(holding) if rejects else named(holding.name)
        return Source(f"SELECT *\nFROM {table}", "line", holding.source, holding.citation)
    if rejects:
        raise DatasetUnknown(
            f"No dataset “{dataset}” was added to the store.",
            hint="Only what was added has rows that could not be used.",
        )
    if name in TABLES:
        file = describe(record.pack.tables[name])
        return Source(f"SELECT *\nFROM {name}", "ALL", file, record.pack.title)
    if name in record.packed:
        file = describe(record.pack.tables["figures"])
        sql = f"SELECT *\nFROM figures\nWHERE dataset = {quoted(name)}"
        return Source(sql, 'measure, "start", "end", id', file, record.packed[name].citation)
    try:
        trace = record.trace(name)
    except FigureUnknown:
        raise FigureUnknown(
            f"No dataset and no figure is called “{name}”.",
            hint="averment evidence list names the datasets; a report names its figures.",
        ) from None
    order = "line" if "/" in name else "id"
    return Source(trace.rows_sql, order, trace.file, trace.citation, trace)


def _vintage(record: Evidence, dataset: str, vintage: str) -> Holding:
    """Return the vintage that is named, or the newest one."""
    if not vintage or record.store is None:
        return newest(record.vintages(dataset))
    return record.store.find(f"{dataset}@{vintage}")[0]
