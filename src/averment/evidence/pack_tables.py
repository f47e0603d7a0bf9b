"""The tables of a pack in DuckDB, every column typed as its record says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import duckdb

from averment.errors import PackBroken
from averment.evidence.catalogue import Dataset
from averment.evidence.pack import Pack, diagnose, header
from averment.evidence.sql import quoted
from averment.evidence.tables import Figure, Milestone, Relation, columns, required

TABLES: Mapping[str, type[object]] = MappingProxyType(
    {"datasets": Dataset, "figures": Figure, "milestones": Milestone, "relations": Relation}
)


def load(connection: duckdb.DuckDBPyConnection, pack: Pack) -> None:
    """Create the pack's tables.

    Raises `PackBroken`, naming file, row and column, where one is not what it should be.
    """
    for table, record in TABLES.items():
        path = pack.tables.get(table)
        if path is None:
            raise PackBroken(f"The pack {pack.folder} has no table {table}.")
        try:
            connection.execute(_load_sql(str(path), header(path, record), table, record))
        except duckdb.Error as error:
            raise diagnose(path, record, error) from None
    _check_references(connection, pack)


def _load_sql(path: str, found: Sequence[str], table: str, record: type[object]) -> str:
    """Return the SQL that makes the table from its file; nothing is guessed from the content."""
    types = columns(record)
    made = ", ".join(f'"{name}" {kind}{_null(name, record)}' for name, kind in types.items())
    selected = ", ".join(_selected(name, kind) for name, kind in types.items())
    typed = ", ".join(f"{quoted(name)}: '{types.get(name, 'VARCHAR')}'" for name in found)
    return (
        f"CREATE TABLE {table} ({made}); INSERT INTO {table} SELECT {selected} "
        f"FROM read_csv({quoted(path)}, columns = {{{typed}}}, {_CSV})"
    )


_CSV = (
    "auto_detect = false, header = true, dateformat = '%Y-%m-%d', delim = ',', "
    "quote = '\"', escape = '\"', nullstr = '', parallel = false"
)


def _selected(name: str, kind: str) -> str:
    """Return the column; an empty text is a text."""
    return f"coalesce(\"{name}\", '')" if kind == "VARCHAR" else f'"{name}"'


def _null(name: str, record: type[object]) -> str:
    return " NOT NULL" if name in required(record) else ""


def _check_references(connection: duckdb.DuckDBPyConnection, pack: Pack) -> None:
    """Raise `PackBroken` for an id that stands twice, or a figure without a dataset."""
    row = connection.execute(_REFERENCES).fetchone()
    if row:
        raise PackBroken(f"{pack.tables[row[0]]}: {row[1]} {row[2]}.")


_REFERENCES = """
SELECT 'figures', 'two rows have the id', id FROM figures GROUP BY id HAVING count(*) > 1
UNION ALL
SELECT 'datasets', 'two rows have the id', id FROM datasets GROUP BY id HAVING count(*) > 1
UNION ALL
SELECT 'figures', 'the catalogue has no dataset', dataset FROM figures ANTI JOIN datasets
ON figures.dataset = datasets.id
LIMIT 1
"""
