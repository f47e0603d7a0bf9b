"""Claims and readings as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from averment.report.exports import rows
from averment.report.exports.files import Files, Issuer
from averment.report.exports.rows import Cell, Columns, Row
from averment.verdict import Analysis

#: What a cell must not begin with, lest a spreadsheet take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(analysis: Analysis, _: Issuer) -> Files:
    """Return `claims.csv` and `readings.csv`."""
    return {
        "claims.csv": as_csv(rows.claims(analysis), rows.CLAIMS),
        "readings.csv": as_csv(rows.readings(analysis), rows.READINGS),
    }


def as_csv(found: Iterable[Row], columns: Columns) -> bytes:
    """Return a table as CSV. A text that a spreadsheet would run has an apostrophe before it."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in found)
    return held.getvalue().encode("utf-8", "replace")


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
