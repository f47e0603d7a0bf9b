"""Compile the evidence pack on Afghanistan and Pakistan from its sources.

    python scripts/compile_pack.py --source DIRECTORY [--target DIRECTORY]

`DIRECTORY` holds the source files as their publishers issue them (UCDP, UNHCR, and the table of
published figures); what was curated by hand lies in `scripts/pack_sources/`, and `scripts/packing/`
says how each source becomes rows. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from csv import DictWriter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # where the script is loaded from elsewhere

from packing import published, ties, ucdp, unhcr  # noqa: E402
from packing.tables import CURATED, Row, read  # noqa: E402

TARGET = HERE.parent / "src/averment/evidence/packs/afghanistan-pakistan"

DAY = dt.timedelta(days=1)
DEFAULTS = {"unit": "count", "flow": "flow", "provisional": "false", "confirmed": "false"}
#: Datasets that give each figure once; the others may give several, told apart by a letter.
SINGLE = {"ucdp-country-year", "ucdp-monthly", "unhcr"}
FIGURE_ORDER = ("dataset", "measure", "start", "end", "published", "id")
TIE_ORDER = ("type", "subject", "object", "start", "published", "source")

# --- figures ---------------------------------------------------------------------------------


def figures(source: Path) -> list[Row]:
    rows = [
        *published.published(source),
        *ucdp.country_years(source),
        *ucdp.months(source),
        *unhcr.population(source),
        *published.found(),
    ]
    named = name_rows([{**DEFAULTS, **{k: v for k, v in row.items() if v != ""}} for row in rows])
    confirm(named)
    return ordered(named, FIGURE_ORDER)


def ordered(rows: Iterable[Row], fields: Iterable[str]) -> list[Row]:
    return sorted(rows, key=lambda row: [str(row.get(field, "")) for field in fields])


def name_rows(rows: list[Row]) -> list[Row]:
    """Give every row an id: what, where, when, and a letter in the order of the sources."""
    seen: Counter[str] = Counter()
    for row in rows:
        stem = id_stem(row)
        row["id"] = stem + ("" if row["dataset"] in SINGLE else f"-{chr(97 + seen[stem])}")
        seen[stem] += 1
    return rows


def id_stem(row: Row) -> str:
    parts = [row["dataset"], row["measure"], row["place"]]
    parts += [f"{name}-{row[name]}" for name in ("of", "by") if row.get(name)]
    parts += [period_name(row["start"], row["end"])]
    parts += ["change"] if is_change(row) else []
    return "-".join(parts)


def is_change(row: Row) -> bool:
    return row["unit"] == "percent" and not row["measure"].endswith("_share")


def period_name(start: str, end: str) -> str:
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    if start[4:] == "-12-31" or (start[4:] == end[4:] == "-01-01" and last.year == first.year + 1):
        return start[:4]
    if first.day == last.day == 1 and (last - first).days <= 31:
        return start[:7]
    return f"{first:%Y%m%d}" + (f"-{last - DAY:%Y%m%d}" if last > first + DAY else "")


def confirm(rows: list[Row]) -> None:
    """Add what a second source says to the rows it speaks of."""
    by_id = {row["id"]: row for row in rows}
    for found in read(CURATED / "confirmations.csv"):
        row = by_id[found["id"]]
        row |= {k: found[k] for k in ("confirmed", "second_url") if found[k]}
        row["note"] = "; ".join(part for part in (row.get("note", ""), found["note"]) if part)


# --- the other tables ------------------------------------------------------------------------


def relations(source: Path) -> list[Row]:
    rows = [*read(CURATED / "relations.csv"), *ties.conflicts(source), *ties.agreements(source)]
    return ordered(rows, TIE_ORDER)


def milestones() -> list[Row]:
    return ordered(read(CURATED / "milestones.csv"), ("date", "id"))


def datasets(rows: list[Row]) -> list[Row]:
    """Return the catalogue: one descriptor a file, with the coverage that the figures have."""
    return [descriptor(path, rows) for path in sorted((CURATED / "datasets").glob("*.toml"))]


def descriptor(path: Path, rows: list[Row]) -> Row:
    entry = tomllib.loads(path.read_text("utf-8"))
    own = [row for row in rows if row["dataset"] == path.stem]
    coverage = {
        "coverage_start": min(row["start"] for row in own),
        "coverage_end": max(row["end"] for row in own),
        "places": ";".join(sorted({row["place"] for row in own})),
    }
    return {"id": path.stem, "party": "", **{k: as_cell(v) for k, v in entry.items()}, **coverage}


def as_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)


# --- writing ---------------------------------------------------------------------------------


def write_table(path: Path, fields: Iterable[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = DictWriter(handle, list(fields), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def resource(path: Path, described: dict[str, Any], entries: list[Row]) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": path.stem,
        "path": path.name,
        "title": described["title"],
        "description": described["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": described["licenses"],
        "sources": [{"title": e["citation"], "path": e["url"]} for e in entries]
        if path.stem == "figures"
        else described["sources"],
        "schema": described["schema"],
    }


def compile_pack(source: Path, target: Path) -> None:
    """Write the pack's tables and its `datapackage.json` into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    described = json.loads((CURATED / "schema.json").read_text("utf-8"))
    rows = figures(source)
    tables = {
        "datasets": datasets(rows),
        "figures": rows,
        "milestones": milestones(),
        "relations": relations(source),
    }
    for name, content in tables.items():
        fields = [field["name"] for field in described["resources"][name]["schema"]["fields"]]
        write_table(target / f"{name}.csv", fields, content)
    package = described["package"] | {
        "resources": [
            resource(target / f"{name}.csv", described["resources"][name], tables["datasets"])
            for name in tables
        ]
    }
    text = json.dumps(package, indent=2, ensure_ascii=False)
    (target / "datapackage.json").write_text(text + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=re.sub(r"\n.*", "", __doc__ or ""))
    parser.add_argument("--source", type=Path, required=True, help="folder of the source files")
    parser.add_argument("--target", type=Path, default=TARGET, help="folder of the pack")
    arguments = parser.parse_args()
    compile_pack(arguments.source, arguments.target)


if __name__ == "__main__":
    main()
