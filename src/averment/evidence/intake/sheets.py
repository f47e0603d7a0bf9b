"""Spreadsheets: the first sheet that holds a table, written out as CSV, row by row."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from averment.errors import FileDamaged, NoTable
from averment.evidence.intake.source import Source

_LOOKED_AT = 200  # rows


def first_rows(source: Source) -> list[list[str]]:
    """Return the first rows of the sheet. Raises `NoTable` and `FileDamaged`."""
    rows = []
    for row in _rows(source):
        rows.append(row)
        if len(rows) == _LOOKED_AT:
            break
    return rows


def write(source: Source, target: Path) -> Path:
    """Write the sheet's rows as CSV in UTF-8; row by row they are those of the sheet."""
    with target.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(_rows(source))
    return target


def _rows(source: Source) -> Iterator[list[str]]:
    """Yield the rows of the first sheet that has more than one filled row and column."""
    try:
        workbook = _workbook(source)
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.height > 1 and sheet.width > 1:
                # Rows above the first filled one are counted, for a row's number is the sheet's.
                above = sheet.start[0] if sheet.start else 0
                left = sheet.start[1] if sheet.start else 0
                yield from ([""] * sheet.total_width for _ in range(above))
                for row in sheet.iter_rows():
                    yield [_cell(value) for value in row[left:]]
                return
    except PasswordError:
        raise NoTable(
            f"{source.name} is locked with a password.", hint="Save it without one."
        ) from None
    except CalamineError as error:
        raise FileDamaged(
            f"{source.name} cannot be read as a spreadsheet: {error}.",
            hint="Open it in a spreadsheet program and save it as CSV.",
        ) from None
    raise NoTable(f"{source.name} has no sheet with a table.", hint="Give the file with the rows.")


def _workbook(source: Source) -> CalamineWorkbook:
    if not source.packing:
        return CalamineWorkbook.from_path(source.path)
    with source.open() as stream:
        return CalamineWorkbook.from_filelike(io.BytesIO(stream.read()))


def _cell(value: Any) -> str:
    """Return a cell as its text: whole numbers without a point, days without a time."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
