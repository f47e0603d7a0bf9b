"""The file as a table: laid out, and then read by DuckDB as cells of text.

Spreadsheets, JSON, packed files, and text in another encoding than UTF-8 are written out as CSV in
UTF-8 first; everything else is read where it lies.
"""

from __future__ import annotations

import codecs
import shutil
from pathlib import Path

from averment.evidence.intake import layout as layouts
from averment.evidence.intake.forms import Columns
from averment.evidence.intake.layout import Layout
from averment.evidence.intake.source import Source
from averment.evidence.sql import quoted

_BLOCK = 1 << 20


def lay_out(source: Source) -> Layout:
    """Find out how the table is laid out. Raises `NoTable` where it is none."""
    if source.kind == "sheet":
        from averment.evidence.intake import sheets

        return layouts.of_rows(sheets.first_rows(source))
    if source.kind == "json":
        from averment.evidence.intake import objects

        return layouts.of_rows(objects.first_rows(source))
    return layouts.lay_out(source)


def readable(source: Source, encoding: str, folder: Path) -> Path:
    """Return a file that DuckDB can read: bare CSV in UTF-8.

    What has to be written anew is written into `folder`.
    """
    if source.kind == "sheet":
        from averment.evidence.intake import sheets

        return sheets.write(source, folder / "table.csv")
    if source.kind == "json":
        from averment.evidence.intake import objects

        return objects.write(source, folder / "table.csv")
    if encoding == "utf-8" and not source.packing:
        return source.path
    return _rewrite(source, encoding, folder / "table.csv")


def _rewrite(source: Source, encoding: str, target: Path) -> Path:
    with source.open() as stream, target.open("wb") as handle:
        if encoding == "utf-8":
            shutil.copyfileobj(stream, handle, _BLOCK)
            return target
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        while block := stream.read(_BLOCK):
            handle.write(decoder.decode(block).encode("utf-8"))
        handle.write(decoder.decode(b"", final=True).encode("utf-8"))
    return target


def read_sql(path: Path, layout: Layout, columns: Columns) -> str:
    """Return the SQL that reads the file's rows under the columns' names and with their types.

    A row that has too many or too few cells, or that cannot be read, is kept back by DuckDB in its
    table `reject_errors`.
    """
    typed = ", ".join(
        f"{quoted(name)}: '{columns.types.get(name, 'VARCHAR')}'" for name in columns.names
    )
    return (
        f"read_csv({quoted(str(path))}, columns = {{{typed}}}, header = false, "
        f"skip = {before(layout)}, auto_detect = false, delim = {quoted(layout.delimiter)}, "
        f"quote = '\"', escape = '\"', nullstr = '', compression = 'none', "
        "store_rejects = true, rejects_limit = 0)"
    )


def before(layout: Layout) -> int:
    """Return how many rows of the file come before its data."""
    return layout.first + (1 if layout.header else 0) + layout.tags
