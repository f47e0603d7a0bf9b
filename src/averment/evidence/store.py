"""The record that claims are put before: figures, milestones and ties, asked in SQL.

Every answer carries the SQL that gives it, so that anyone can ask again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType

import duckdb

from averment.errors import PackBroken
from averment.evidence.catalogue import Dataset
from averment.evidence.pack import Pack, diagnose, header, read_pack
from averment.evidence.tables import (
    Figure,
    Milestone,
    Record,
    Relation,
    columns,
    record_of,
    required,
)

TABLES: Mapping[str, type[object]] = MappingProxyType(
    {"datasets": Dataset, "figures": Figure, "milestones": Milestone, "relations": Relation}
)
_ORDER = 'dataset, measure, "start", "end", published, id'


@dataclass(frozen=True, slots=True)
class FigureSet:
    """Figures in the order of dataset, measure, period and publication.

    `sql`, run on the pack's tables, gives exactly these rows; `datasets` describes those they
    come from, by id.
    """

    figures: tuple[Figure, ...]
    sql: str
    datasets: Mapping[str, Dataset]

    def __len__(self) -> int:
        """Return the number of figures."""
        return len(self.figures)


class Evidence:
    """An open pack. Close it, or use it in a `with` statement; it holds its tables in memory."""

    def __init__(self, pack: Pack, connection: duckdb.DuckDBPyConnection) -> None:
        self.pack = pack
        self._connection = connection
        self._datasets = {entry.id: entry for entry in self._all(Dataset, "datasets", "id")}

    @property
    def vintage(self) -> str:
        """When the pack was compiled, as it says."""
        return self.pack.vintage

    @property
    def sha256(self) -> str:
        """The hash of the pack's descriptor, which holds the hashes of its tables."""
        return self.pack.sha256

    def figures(
        self,
        measures: Sequence[str],
        *,
        place: str | None = None,
        of: str | None = None,
        by: str | None = None,
        unit: str | None = "count",
        datasets: Sequence[str] | None = None,
        touching: tuple[dt.date, dt.date] | None = None,
        published_by: dt.date | None = None,
    ) -> FigureSet:
        """Fetch the figures on any of `measures`.

        `of` and `by` must match exactly; without them, figures on a part (Afghans among the dead)
        do not answer. `place` and `unit` may be none for any. `touching` is a half-open period
        that shares a day with the figure's; `published_by` the last day of publication.
        """
        conditions = [
            _among("measure", measures),
            None if place is None else f"place = {_text(place)}",
            f'"of" = {_text(of or "")}',
            f'"by" = {_text(by or "")}',
            None if unit is None else f"unit = {_text(unit)}",
            None if datasets is None else _among("dataset", datasets),
            touching and f'"start" < {_day(touching[1])} AND "end" > {_day(touching[0])}',
            published_by and f"published <= {_day(published_by)}",
        ]
        return self._fetch([condition for condition in conditions if condition])

    def rows(self, ids: Sequence[str]) -> FigureSet:
        """Fetch the figures with these ids; ids that the pack does not have are left out."""
        return self._fetch([_among("id", ids)])

    def run(self, sql: str) -> tuple[Figure, ...]:
        """Run a figure set's SQL again. Raises `duckdb.Error` for SQL that the tables refuse."""
        return tuple(Figure(*row) for row in self._connection.cursor().execute(sql).fetchall())

    def dataset(self, name: str) -> Dataset:
        """Return the dataset with this id. Raises `KeyError` where the pack has none."""
        return self._datasets[name]

    def datasets(self) -> tuple[Dataset, ...]:
        """Return the catalogue, by id."""
        return tuple(self._datasets.values())

    def milestones(self) -> tuple[Milestone, ...]:
        """Return the milestones, by date."""
        return self._all(Milestone, "milestones", '"date", id')

    def relations(self) -> tuple[Relation, ...]:
        """Return the ties that sources state or deny, by what they tie."""
        return self._all(Relation, "relations", 'type, subject, "object", published, source')

    def close(self) -> None:
        """Give the memory back. A closed pack answers no more."""
        self._connection.close()

    def __enter__(self) -> Evidence:
        """Return the pack itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the pack."""
        self.close()

    def _fetch(self, conditions: Sequence[str]) -> FigureSet:
        where = "\n  AND ".join(conditions)
        sql = f"SELECT *\nFROM figures\nWHERE {where}\nORDER BY {_ORDER}"
        found = self.run(sql)
        used = sorted({figure.dataset for figure in found})
        return FigureSet(found, sql, {name: self._datasets[name] for name in used})

    def _all(self, record: type[Record], table: str, order: str) -> tuple[Record, ...]:
        rows = self._connection.cursor().execute(f"SELECT * FROM {table} ORDER BY {order}")
        try:
            return tuple(record_of(record, row) for row in rows.fetchall())
        except ValueError as error:
            raise PackBroken(f"{self.pack.tables[table]}: {error}.") from None


def open_evidence(path: Path | str | None = None) -> Evidence:
    """Open the evidence pack in a folder; without one, the pack that is shipped.

    Raises `PackMissing` where there is none, and `PackBroken`, naming file, row and column, where
    a table is not what it should be.
    """
    pack = read_pack(path)
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        for table, record in TABLES.items():
            _load(connection, pack, table, record)
        _check_references(connection, pack)
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        return Evidence(pack, connection)
    except BaseException:
        connection.close()
        raise


def _load(
    connection: duckdb.DuckDBPyConnection, pack: Pack, table: str, record: type[object]
) -> None:
    """Create the table from its file, every column with the type of the record's field."""
    path = pack.tables.get(table)
    if path is None:
        raise PackBroken(f"The pack {pack.folder} has no table {table}.")
    try:
        connection.execute(_load_sql(path, header(path, record), table, record))
    except duckdb.Error as error:
        raise diagnose(path, record, error) from None


def _load_sql(path: Path, found: Sequence[str], table: str, record: type[object]) -> str:
    """Return the SQL that makes the table from its file; nothing is guessed from the content."""
    types = columns(record)
    made = ", ".join(f'"{name}" {kind}{_null(name, record)}' for name, kind in types.items())
    selected = ", ".join(_selected(name, kind) for name, kind in types.items())
    typed = ", ".join(f"{_text(name)}: '{types.get(name, 'VARCHAR')}'" for name in found)
    return (
        f"CREATE TABLE {table} ({made}); INSERT INTO {table} SELECT {selected} "
        f"FROM read_csv({_text(str(path))}, columns = {{{typed}}}, {_CSV})"
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


def _text(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def _day(day: dt.date) -> str:
    return f"DATE '{day.isoformat()}'"


def _among(column: str, values: Sequence[str]) -> str:
    """Return the condition that `column` has one of `values`; of none, that never holds."""
    return f"{column} IN ({', '.join(map(_text, values))})" if values else "false"
