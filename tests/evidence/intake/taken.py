"""A table written down as a user would have it, understood and loaded."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import duckdb
import pytest

from averment.evidence.intake import DATA, REJECTS, Loaded, Understood, load, understand


@dataclass(frozen=True)
class Taken:
    """What came of a file: the rows by column, the rejects (line, reason, text), the summary."""

    understood: Understood
    loaded: Loaded
    rows: list[dict[str, Any]]
    rejects: list[tuple[int, str, str]]
    folder: Path

    def one(self, **wanted: Any) -> dict[str, Any]:
        """Return the one row that has these values."""
        found = [row for row in self.rows if all(row[k] == v for k, v in wanted.items())]
        assert len(found) == 1, f"{len(found)} rows have {wanted}"
        return found[0]

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the loaded rows as the table `data`."""
        with duckdb.connect() as connection:
            connection.execute(f"CREATE VIEW data AS FROM read_parquet('{self.folder / DATA}')")
            return connection.execute(query).fetchall()


def take(path: Path, folder: Path, **how: Any) -> Taken:
    understood = understand(path, **how)
    folder.mkdir(exist_ok=True)
    loaded = load(understood, folder)
    with duckdb.connect() as connection:
        found = connection.execute(f"FROM read_parquet('{folder / DATA}')")
        names = [column[0] for column in found.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        rejects = connection.execute(f"FROM read_parquet('{folder / REJECTS}')").fetchall()
    assert len(rows) == loaded.rows
    assert sum(loaded.rejects.values()) == len(rejects)
    assert {path.name for path in folder.iterdir()} == {DATA, REJECTS}, "work files are left"
    return Taken(understood, loaded, rows, rejects, folder)


def shared_path(name: str) -> Path:
    """Return a publisher's file, or skip where it is not here."""
    named = os.environ.get("AVERMENT_EVIDENCE_SOURCES")
    folder = Path(named) if named else Path(__file__).parents[4] / "shared" / "evidence"
    if not (folder / name).is_file():
        pytest.skip("the publishers' files are not here; AVERMENT_EVIDENCE_SOURCES can name them")
    return folder / name


def workbook(path: Path, rows: Sequence[Sequence[str | int | float]]) -> Path:
    """Write a spreadsheet (xlsx) of one sheet, with nothing but its cells."""

    def cell(value: str | int | float) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def gzipped(path: Path, content: bytes) -> Path:
    path.write_bytes(gzip.compress(content))
    return path
