"""Claims and readings as Parquet, typed as their columns are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb

from averment.report.exports import rows
from averment.report.exports.files import Files, Issuer
from averment.report.exports.rows import Cell, Columns, Row
from averment.verdict import Analysis


def write(analysis: Analysis, _: Issuer) -> Files:
    """Return `claims.parquet` and `readings.parquet`."""
    return {
        "claims.parquet": _as_parquet(rows.claims(analysis), rows.CLAIMS),
        "readings.parquet": _as_parquet(rows.readings(analysis), rows.READINGS),
    }


def relation(found: Iterable[Row], columns: Columns) -> duckdb.DuckDBPyRelation:
    """Return a table as DuckDB has it, to be written or taken in any form."""
    connection = duckdb.connect()
    typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(f"CREATE TABLE found ({typed})")
    cells = [tuple(_whole(row[name]) for name in columns) for row in found]
    if cells:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO found VALUES ({marks})", cells)
    return connection.sql("FROM found")


def _whole(cell: Cell) -> Cell:
    """Return a text without halves of characters, which no encoding has."""
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def _as_parquet(found: Iterable[Row], columns: Columns) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        relation(found, columns).write_parquet(str(path))
        return path.read_bytes()
