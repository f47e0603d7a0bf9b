"""A file loaded: its rows as one Parquet file, and beside it the rows that cannot be used.

First pass: the file is read once, in parallel and in order, and its rows are written as canonical
ones, each with the reason why it cannot be used, if there is one. Second pass: they are numbered by
their place in the file, and parted into `data.parquet` and `rejects.parquet`. DuckDB does both.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from averment.errors import FileDamaged, StoreUnwritable
from averment.evidence.intake import tables
from averment.evidence.intake.compiling import compile_format
from averment.evidence.intake.connection import add_countries, connect, prepared_columns
from averment.evidence.intake.forms import Columns
from averment.evidence.intake.naming import add_ids
from averment.evidence.intake.source import Source, digest
from averment.evidence.intake.understanding import Understood
from averment.evidence.shapes import SHAPES
from averment.evidence.sql import named, quoted

DATA = "data.parquet"
REJECTS = "rejects.parquet"
_LONGEST = 2_000  # characters of a row that is kept among the rejects


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a file came to.

    `rejects` counts the rows that cannot be used by reason, `cautions` those that were taken with a
    note. `encoding` is the one that the file turned out to have. `sha256` and `size` (bytes) are
    the file's.
    """

    rows: int
    rejects: Mapping[str, int]
    cautions: Mapping[str, int]
    encoding: str
    source: str
    sha256: str
    size: int


def load(understood: Understood, folder: Path) -> Loaded:
    """Write `data.parquet` and `rejects.parquet` into `folder`.

    Raises `FileDamaged` for a file that breaks off, and `StoreUnwritable` where the disk is full or
    the folder cannot be written. What a failed load leaves in `folder` is of no use.
    """
    path = understood.source.path
    with ThreadPoolExecutor(1) as aside, _full_disks(folder):
        hashed = aside.submit(digest, path)
        with TemporaryDirectory(dir=folder, prefix=".work-") as work:
            counted = _load(understood, folder, Path(work))
        return replace(counted, sha256=hashed.result())


def _load(understood: Understood, folder: Path, work: Path) -> Loaded:
    encoding = understood.encoding
    readable = tables.readable(understood.source, encoding, work)
    staged = work / "staged.parquet"
    with connect(work) as connection:
        fast = _stage(connection, understood, readable, staged, as_text=False)
        if fast and _kept_back(connection, "CAST"):
            _stage(connection, understood, readable, staged, as_text=True)
        if encoding == "utf-8" and _kept_back(connection, "INVALID ENCODING"):
            encoding = "cp1252"
            readable = tables.readable(understood.source, encoding, work)
            _stage(connection, understood, readable, staged, as_text=True)
        _check_end(connection, understood.source, readable)
        _number(connection, understood, staged)
        return _part(connection, understood, folder, encoding)


def _stage(
    connection: duckdb.DuckDBPyConnection,
    understood: Understood,
    readable: Path,
    target: Path,
    *,
    as_text: bool,
) -> bool:
    """Write all rows of the file as canonical ones, in their order.

    Cells that should be numbers or days are read as such at once, unless `as_text`; return whether
    any were. Where one of them is something else, its row is not among those written.
    """
    form, skipped = understood.format, tables.before(understood.layout)
    connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    columns = prepared_columns(form, understood.header)
    compiled = compile_format(form, columns, understood.descriptor, understood.vintage)
    if compiled.types and not as_text:
        columns = Columns(columns.names, compiled.types)
        compiled = compile_format(form, columns, understood.descriptor, understood.vintage)
    add_countries(connection, compiled.sql)
    if form.plain:
        read = tables.read_sql(readable, understood.layout, columns)
        sql = f"WITH prepared AS (SELECT * FROM {read}) {compiled.sql}"
    else:
        read = tables.read_sql(readable, understood.layout, Columns(understood.header))
        numbered = f"SELECT row_number() OVER () + {skipped} AS line, * FROM {read}"
        prepared = form.prepare or "SELECT * FROM raw"
        sql = (
            f"WITH raw AS MATERIALIZED ({numbered}), prepared AS MATERIALIZED ({prepared}) "
            f"SELECT * FROM ({compiled.sql}) ORDER BY ALL"
        )
    _write(connection, sql, target)
    return bool(columns.types)


def _kept_back(connection: duckdb.DuckDBPyConnection, why: str) -> bool:
    return bool(
        _one(connection, f"SELECT count(*) FROM reject_errors WHERE error_type = {quoted(why)}")
    )


def _check_end(connection: duckdb.DuckDBPyConnection, source: Source, readable: Path) -> None:
    """Raise `FileDamaged` where the file ends inside a row.

    So does a file in which a quotation mark is never closed: its last row holds all that follows.
    """
    last = connection.execute(
        "SELECT line, csv_line FROM reject_errors WHERE error_type IN ('UNQUOTED VALUE', "
        "'MISSING COLUMNS') ORDER BY byte_position DESC LIMIT 1"
    ).fetchone()
    if last is None:
        return
    row, text = last
    unclosed = text.count('"') % 2 == 1
    if unclosed or _ends_with(readable, text):
        why = "a quotation mark is never closed" if unclosed else "its last row is not whole"
        raise FileDamaged(
            f"{source.name} breaks off in row {row}: {why}.",
            hint="Get the file again, whole, or mend that row.",
        )


def _ends_with(path: Path, text: str) -> bool:
    """Say whether a file ends with a text, without a line break after it."""
    tail = text.encode("utf-8")[-_LONGEST:]
    with path.open("rb") as handle:
        handle.seek(-min(len(tail), path.stat().st_size), os.SEEK_END)
        return handle.read() == tail


def _number(connection: duckdb.DuckDBPyConnection, understood: Understood, staged: Path) -> None:
    """Make a view `numbered` of the staged rows with their line in the file.

    Rows that could not be read at all are not among the staged ones; those after them move down.
    `place` is a row's place among the staged ones.
    """
    rows = f"read_parquet({quoted(str(staged))}, file_row_number = true)"
    known = {row[0] for row in connection.execute(f"DESCRIBE FROM {rows}").fetchall()}
    empty = "".join(
        f", CAST(NULL AS {column.type}) AS {named(column.name)}"
        for column in SHAPES[understood.format.shape]
        if column.name not in known and column.name != "line"
    )
    sql = f"SELECT file_row_number AS nth, * EXCLUDE (file_row_number){empty} FROM {rows}"
    if understood.format.plain:
        first = tables.before(understood.layout) + 1
        connection.execute(
            f"CREATE TABLE gaps AS SELECT line - {first} - n + 1 AS place, max(n) AS n "
            "FROM (SELECT line, row_number() OVER (ORDER BY line) AS n "
            "FROM (SELECT DISTINCT line FROM reject_errors)) GROUP BY 1"
        )
        sql = f"SELECT nth + {first} AS line, * FROM ({sql})"
        if _one(connection, "SELECT count(*) FROM gaps"):
            sql = (
                f"SELECT s.* REPLACE (s.line + coalesce(g.n, 0) AS line) FROM ({sql}) s "
                "ASOF LEFT JOIN gaps g ON s.nth >= g.place ORDER BY line"
            )
    connection.execute(f"CREATE VIEW numbered AS {sql}")


def _part(
    connection: duckdb.DuckDBPyConnection, understood: Understood, folder: Path, encoding: str
) -> Loaded:
    """Write the rows that can be used and those that cannot, and count both."""
    shape = understood.format.shape
    _find_doubles(connection, shape)
    good = "SELECT * FROM numbered WHERE reject IS NULL"
    if _one(connection, "SELECT count(*) FROM doubles"):
        good = f"SELECT * FROM ({good}) ANTI JOIN doubles USING (nth) ORDER BY line"
    chosen = ", ".join(named(column.name) for column in SHAPES[shape])
    finished = _FIGURES.format(good=good) if shape == "figures" else good
    with_ids = add_ids(connection, finished, shape, understood.format.states)
    _write(connection, f"SELECT {chosen} FROM ({with_ids})", folder / DATA)
    _write(connection, _REJECTED, folder / REJECTS)
    data, rejects = (quoted(str(folder / name)) for name in (DATA, REJECTS))
    noted = f"SELECT caution, count(*) FROM ({good}) WHERE caution IS NOT NULL GROUP BY 1"
    return Loaded(
        rows=_one(connection, f"SELECT count(*) FROM {data}"),
        rejects=_counts(connection, f"SELECT reason, count(*) FROM {rejects} GROUP BY 1"),
        cautions=_counts(connection, noted),
        encoding=encoding,
        source=understood.source.path.name,
        sha256="",
        size=understood.source.path.stat().st_size,
    )


def _find_doubles(connection: duckdb.DuckDBPyConnection, shape: str) -> None:
    """Make a table `doubles` of the rows that say again what a row above them said.

    Events and milestones do where they have the same id, the others where all columns are the same.
    """
    connection.execute("CREATE TABLE doubles (nth BIGINT, said VARCHAR)")
    columns = [named(column.name) for column in SHAPES[shape] if column.name not in ("line", "id")]
    if shape in ("events", "milestones"):
        columns = ["id"]
    key = ", ".join(columns)
    apart = "SELECT count(*) = count(DISTINCT hash(id)) FROM numbered WHERE reject IS NULL"
    if shape == "events" and _one(connection, apart):
        return
    connection.execute(
        f"INSERT INTO doubles SELECT nth, concat_ws('; ', {key}) FROM numbered "
        f"WHERE reject IS NULL QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY nth) > 1"
    )


# Figures are published at the latest when their periods are over; of figures with one id, those
# after the first are numbered.
_FIGURES = """
SELECT * REPLACE (
  coalesce(published, max("end") OVER ()) AS published,
  id || CASE row_number() OVER again WHEN 1 THEN '' ELSE '-' || row_number() OVER again END AS id
) FROM ({good}) WINDOW again AS (PARTITION BY id ORDER BY nth) ORDER BY nth
"""

_REJECTED = f"""
SELECT line, reject AS reason, cells[:{_LONGEST}] AS text FROM numbered WHERE reject IS NOT NULL
UNION ALL
SELECT line, 'a row above says the same', said[:{_LONGEST}] FROM numbered JOIN doubles USING (nth)
UNION ALL
SELECT CAST(line AS BIGINT), CASE error_type
  WHEN 'TOO MANY COLUMNS' THEN 'it has more cells than the header'
  WHEN 'MISSING COLUMNS' THEN 'it has fewer cells than the header'
  WHEN 'UNQUOTED VALUE' THEN 'a quotation mark stands where none may'
  WHEN 'INVALID ENCODING' THEN 'it holds bytes that are no text'
  ELSE 'it cannot be read' END, csv_line[:{_LONGEST}]
FROM (SELECT DISTINCT ON (line) * FROM reject_errors ORDER BY line, byte_position)
ORDER BY ALL
"""


def _write(connection: duckdb.DuckDBPyConnection, sql: str, target: Path) -> None:
    connection.execute(f"COPY ({sql}) TO {quoted(str(target))} (FORMAT parquet)")


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return int(row[0])


def _counts(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, int]:
    return dict(connection.execute(f"{sql} ORDER BY 2 DESC, 1").fetchall())


@contextmanager
def _full_disks(folder: Path) -> Iterator[None]:
    """Say it in words when a disk is full or a folder cannot be written."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        full = getattr(error, "errno", None) == errno.ENOSPC or "No space left" in str(error)
        full = full or "max_temp_directory_size" in str(error)
        if not full and not isinstance(error, PermissionError):
            raise
        what = "the disk is full" if full else "it may not be written"
        raise StoreUnwritable(
            f"{folder} cannot hold the data: {what}.",
            hint="Make room and try again; nothing was changed.",
        ) from None
