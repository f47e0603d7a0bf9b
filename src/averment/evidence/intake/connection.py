"""The DuckDB in which files are read: bounded in memory, with the macros and tables they need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from averment.evidence.intake.formats import Format
from averment.evidence.intake.forms import Columns
from averment.evidence.intake.lookups import lookup
from averment.evidence.sql import named
from averment.reference.codes import SCHEMES, country_codes, country_names

_MACROS = Path(__file__).with_name("macros.sql")
_CONFIG: dict[str, str | int | float | list[str]] = {
    # Common parts of expressions would be computed for all rows, though few need them.
    "disabled_optimizers": "common_subexpressions",
    "threads": 2,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@contextmanager
def connect(scratch: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory, which may spill over into the folder `scratch`."""
    spill = {"temp_directory": str(scratch)} if scratch else {}
    with duckdb.connect(":memory:", config=_CONFIG | spill) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(_MACROS.read_text("utf-8"))
        yield connection


def add_countries(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Make the macros of country codes that some SQL calls: `country_ucdp` and the like."""
    for scheme in SCHEMES:
        if f"country_{scheme}(" in sql:
            connection.execute(_country_macro(scheme))


@cache
def _country_macro(scheme: str) -> str:
    known = country_names() if scheme == "name" else country_codes()
    own = ((one.code, one.country, one.start, one.end) for one in known if one.scheme == scheme)
    return lookup(f"country_{scheme}", own)


def prepared_columns(form: Format, header: tuple[str, ...]) -> Columns:
    """Return the columns of the rows that a format's columns are made of."""
    if form.plain:
        return Columns(header)
    cells = ", ".join(f"NULL::VARCHAR AS {named(name)}" for name in header)
    raw = f"raw AS (SELECT 0::BIGINT AS line, {cells})"
    with connect() as connection:
        found = connection.execute(
            f"DESCRIBE WITH {raw} SELECT * FROM ({form.prepare or 'SELECT * FROM raw'})"
        ).fetchall()
    return Columns(tuple(row[0] for row in found))
