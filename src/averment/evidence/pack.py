"""An evidence pack on disk: its descriptor, its tables, and whether they are what they claim."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from averment.errors import PackBroken, PackMissing
from averment.evidence.tables import columns, required

SHIPPED = Path(__file__).parent / "packs" / "afghanistan-pakistan"
DESCRIPTOR = "datapackage.json"

_AGAIN = "Fetch the pack again, or write its hash anew if the change was meant."


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose files are all there and unchanged. `sha256` is that of its descriptor."""

    folder: Path
    name: str
    title: str
    version: str
    vintage: str
    sha256: str
    tables: Mapping[str, Path]


def read_pack(path: Path | str | None = None) -> Pack:
    """Read the pack in a folder (none: the one shipped) and check every file against its hash.

    Raises `PackMissing` where there is none, `PackBroken` where it is damaged.
    """
    folder = SHIPPED if path is None else Path(path)
    folder = folder.parent if folder.name == DESCRIPTOR else folder
    content = _descriptor_bytes(folder)
    described = _descriptor(content, folder / DESCRIPTOR)
    return Pack(
        folder=folder,
        name=str(described.get("name", folder.name)),
        title=str(described.get("title", "")),
        version=str(described.get("version", "")),
        vintage=str(described.get("vintage", described.get("version", ""))),
        sha256=hashlib.sha256(content).hexdigest(),
        tables={entry["name"]: _verified(folder, entry) for entry in _resources(described, folder)},
    )


def _descriptor_bytes(folder: Path) -> bytes:
    if not folder.is_dir():
        raise PackMissing(
            f"There is no evidence pack at {folder}.", hint=f"Give the folder with {DESCRIPTOR}."
        )
    try:
        return (folder / DESCRIPTOR).read_bytes()
    except OSError:
        raise PackMissing(
            f"{folder} holds no {DESCRIPTOR} that can be read.",
            hint="An evidence pack is a Frictionless data package.",
        ) from None


def _descriptor(content: bytes, path: Path) -> dict[str, Any]:
    try:
        described = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PackBroken(f"{path} is not JSON: {error}.", hint=_AGAIN) from None
    if not isinstance(described, dict):
        raise PackBroken(f"{path} is not a data package: it is no object.", hint=_AGAIN)
    return described


def _resources(described: dict[str, Any], folder: Path) -> list[dict[str, str]]:
    """Return the resources, each with name, path and hash as texts."""
    entries = described.get("resources")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PackBroken(f"{folder / DESCRIPTOR} lists no resources.", hint=_AGAIN)
    for entry in entries:
        for key in ("name", "path", "hash"):
            if not isinstance(entry.get(key), str):
                raise PackBroken(
                    f"{folder / DESCRIPTOR}: a resource has no {key}.",
                    hint="Each resource has a name, a path and a hash (sha256:…).",
                )
    return entries


def _verified(folder: Path, entry: dict[str, str]) -> Path:
    """Return the resource's file, if it lies in the folder and has the hash it should have."""
    path = folder / entry["path"]
    if not path.resolve().is_relative_to(folder.resolve()):
        raise PackBroken(f"{entry['path']} lies outside the pack {folder}.", hint=_AGAIN)
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise PackBroken(f"The pack's table {path} is missing.", hint=_AGAIN) from None
    if f"sha256:{found}" != entry["hash"].lower():
        raise PackBroken(f"{path} is not the file that the pack describes.", hint=_AGAIN)
    return path


# --- what is wrong with a table ----------------------------------------------------------------


def header(path: Path, record: type[object]) -> list[str]:
    """Return the table's columns as the file has them. Raises `PackBroken` if one is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            found = next(csv.reader(handle), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackBroken(f"{path} is no CSV in UTF-8: {error}.") from None
    missing = [name for name in columns(record) if name not in found]
    if missing:
        raise PackBroken(f"{path} has no column {', '.join(missing)}.")
    return found


def diagnose(path: Path, record: type[object], error: Exception) -> PackBroken:
    """Find the first cell that a table cannot hold, and say which it is.

    The row counts as a spreadsheet counts it: the header is row 1.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for number, row in enumerate(csv.DictReader(handle), start=2):
                fault = _fault(row, record)
                if fault:
                    return PackBroken(f"{path}, row {number}, {fault}.")
    except (UnicodeDecodeError, csv.Error) as unreadable:
        return PackBroken(f"{path} is no CSV in UTF-8: {unreadable}.")
    return PackBroken(f"{path} cannot be read as a table: {error}.")


def _fault(row: dict[str, Any], record: type[object]) -> str | None:
    if None in row or None in row.values():
        return "which has more or fewer cells than the header"
    for name, kind in columns(record).items():
        if (row[name] or name in required(record)) and not _fits(row[name], kind):
            return f"column {name}: “{row[name]}” is not {_WORDS[kind]}"
    return None


_WORDS = {"DOUBLE": "a number", "DATE": "a date (year-month-day)", "BOOLEAN": "true or false"}


def _fits(cell: str, kind: str) -> bool:
    try:
        if kind == "DOUBLE":
            float(cell)
        if kind == "DATE":
            dt.date.fromisoformat(cell)
    except ValueError:
        return False
    return kind != "BOOLEAN" or cell in ("true", "false")
