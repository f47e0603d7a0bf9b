"""Compile the evidence pack on Afghanistan and Pakistan from its sources.

    python scripts/compile_pack.py --source DIRECTORY [--target DIRECTORY]

`DIRECTORY` holds the source files as their publishers issue them (UCDP, UNHCR, and the table of
published figures); what was curated by hand lies in `scripts/pack_sources/`. The same sources give
the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import hashlib
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CURATED = HERE / "pack_sources"
TARGET = HERE.parent / "src/averment/evidence/packs/afghanistan-pakistan"

Row = dict[str, Any]

PLACES = {"Pakistan": "PAK", "Afghanistan": "AFG"}
HOSTS = ["PAK", "IRN", "DEU", "FRA", "GBR", "USA", "AUT", "GRC", "SWE", "CHE", "NLD", "IND", "SAU"]
LAST_REFUGEE_YEAR = 2025  # provisional
LAST_FULL_MONTH = dt.date(2025, 5, 1)
UCDP_PUBLISHED = {"published": "2025-06-01", "published_precision": "month"}
UCDP_URL = "https://ucdp.uu.se/downloads/"
GED_URL = "https://data.humdata.org/dataset/ucdp-data-for-pakistan"
MONTHLY_URL = "https://github.com/ThomasSchinca/Pace-map-risk"
UNHCR_URL = "https://www.unhcr.org/refugee-statistics/download/"
DAY = dt.timedelta(days=1)


# --- reading ---------------------------------------------------------------------------------


def read(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def schema() -> dict[str, Any]:
    return json.loads((CURATED / "schema.json").read_text("utf-8"))


# --- figures that bodies published -----------------------------------------------------------


def published(source: Path) -> Iterator[Row]:
    """Yield the table of published figures, each with its report and its definition."""
    reports = {report_key(row): row for row in read(CURATED / "reports.csv")}
    metrics = {row["metric"]: row for row in read(CURATED / "metrics.csv")}
    for row in read(source / "published-figures-pakistan.csv"):
        yield published_figure(row, reports[report_key(row)], metrics[row["metric"]])


def report_key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["publisher"], row["report"], row["url"]


def published_figure(row: dict[str, str], report: dict[str, str], metric: dict[str, str]) -> Row:
    low, _, high = row["value"].partition("-")
    return {
        **{k: metric[k] for k in ("measure", "of", "by", "unit", "definition")},
        **{k: metric[k] for k in ("baseline_start", "baseline_end")},
        **{k: report[k] for k in ("dataset", "published", "published_precision", "provisional")},
        "place": "PAK",
        "start": row["period_start"],
        "end": str(dt.date.fromisoformat(row["period_end"]) + DAY),
        "value": low,
        "low": low if high else "",
        "high": high,
        "report": report["title"],
        "url": row["url"],
        "note": "the published range is given by low and high" if high else "",
    }


def added() -> Iterator[Row]:
    """Yield the figures found since, and those derived from published ones."""
    yield from read(CURATED / "added_figures.csv")


# --- UCDP ------------------------------------------------------------------------------------


def country_years(source: Path) -> Iterator[Row]:
    """Yield UCDP's yearly deaths, checked against the sums of GED 22.1 where that reaches."""
    events = ged_sums(source, lambda event: event["year"])
    for row in read(source / "ucdp-country-year-25.1.csv"):
        if row["country_cy"] in PLACES:
            yield from country_year(row, events)


def country_year(row: dict[str, str], events: dict[str, Counter[str]]) -> Iterator[Row]:
    totals = {name: int(row[f"cumulative_total_deaths_{name}_cy"]) for name in TOTALS}
    year = int(row["year_cy"])
    common: Row = {
        "dataset": "ucdp-country-year",
        "place": PLACES[row["country_cy"]],
        "start": f"{year}-01-01",
        "end": f"{year + 1}-01-01",
        "report": "UCDP Country-Year Dataset 25.1",
        "url": UCDP_URL,
        **UCDP_PUBLISHED,
    }
    civilians, unknown = totals["civilians_in_orgvio"], totals["unknown_in_orgvio"]
    low, best, high = (totals[f"in_orgvio_{estimate}"] for estimate in ("low", "best", "high"))
    ged = events.get(str(year)) if common["place"] == "PAK" else None
    yield {
        **common,
        "measure": "deaths",
        "value": best,
        "low": low,
        "high": high,
        "definition": "all killed in organised violence, fighters of all sides included",
        **ged_check(ged, "best", best),
    }
    yield {
        **common,
        "measure": "civilian_deaths",
        "value": civilians,
        "definition": "civilians killed in organised violence, those of unknown status left out",
        **ged_check(ged, "deaths_civilians", civilians),
    }
    yield {
        **common,
        "measure": "civilian_deaths_with_unknown",
        "value": civilians + unknown,
        "definition": "killed civilians and killed people of unknown status together",
        "note": f"sum of {civilians} civilians and {unknown} of unknown status",
    }


TOTALS = (
    "in_orgvio_best",
    "in_orgvio_low",
    "in_orgvio_high",
    "civilians_in_orgvio",
    "unknown_in_orgvio",
)


def ged_sums(source: Path, key: Any) -> dict[str, Counter[str]]:
    """Sum GED 22.1's deaths in Pakistan by `key(event)`; events without a key are left out."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for event in read(source / "ucdp-ged-22.1-pakistan-hdx.csv"):
        if event["id"] and key(event):
            for column in ("best", "deaths_civilians"):
                sums[key(event)][column] += int(event[column])
    return sums


def ged_check(sums: Counter[str] | None, column: str, value: int) -> Row:
    if sums is None:
        return {}
    if sums[column] == value:
        return {"confirmed": "true", "second_url": GED_URL, "note": "equals the sum of GED 22.1"}
    return {"second_url": GED_URL, "note": f"the events of GED 22.1 sum to {sums[column]}"}


def months(source: Path) -> Iterator[Row]:
    """Yield deaths by month, without the incomplete last month."""
    events = ged_sums(source, month_of)
    for row in read(source / "ucdp-deaths-country-month-1989-2025.csv"):
        month = dt.date.fromisoformat(row[""]).replace(day=1)
        if month <= LAST_FULL_MONTH:
            for country, place in PLACES.items():
                sums = events.get(f"{month:%Y-%m}") if place == "PAK" else None
                yield monthly(month, place, int(row[country]), sums)


def month_of(event: dict[str, str]) -> str | None:
    """Return the event's month, or none for an event that spans several."""
    start, end = event["date_start"][:7], event["date_end"][:7]
    return start if start == end else None


def monthly(month: dt.date, place: str, value: int, sums: Counter[str] | None) -> Row:
    candidate = month.year > 2024
    return {
        "dataset": "ucdp-monthly",
        "measure": "deaths",
        "place": place,
        "start": str(month),
        "end": str((month + 31 * DAY).replace(day=1)),
        "value": value,
        "definition": "killed in events of organised violence that lie within the month",
        "report": "UCDP GED 25.1" + (" candidate events" if candidate else ""),
        "provisional": "true" if candidate else "false",
        "url": MONTHLY_URL,
        **UCDP_PUBLISHED,
        **ged_check(sums, "best", value),
    }


# --- UNHCR -----------------------------------------------------------------------------------


def refugees(source: Path) -> Iterator[Row]:
    """Yield refugees from Afghanistan at the end of each year, by country of asylum."""
    for row in read(source / "unhcr-population.csv.gz"):
        if row["coo_iso"] == "AFG" and row["coa_iso"] in HOSTS:
            yield refugee_stock(int(row["year"]), row["coa_iso"], row["refugees"])


def refugee_stock(year: int, place: str, value: str) -> Row:
    provisional = year == LAST_REFUGEE_YEAR
    return {
        "dataset": "unhcr",
        "measure": "refugees",
        "place": place,
        "of": "AFG",
        "start": f"{year}-12-31",
        "end": f"{year + 1}-01-01",
        "value": value,
        "flow": "stock",
        "definition": "refugees from Afghanistan at the end of the year, like situations included",
        "report": "UNHCR Refugee Data Finder",
        "published": f"{year + 1}-06-01",
        "published_precision": "month",
        "provisional": "true" if provisional else "false",
        "url": UNHCR_URL,
        "note": "provisional" if provisional else "",
    }


# --- putting figures together ----------------------------------------------------------------

DEFAULTS = {"unit": "count", "flow": "flow", "provisional": "false", "confirmed": "false"}
LETTERED = {"pips", "picss", "crss", "satp", "gti", "brecorder", "gop", "kp-police", "costs-of-war"}


def figures(source: Path) -> list[Row]:
    sources = (published, country_years, months, refugees)
    rows = [row for yield_rows in sources for row in yield_rows(source)] + list(added())
    named = name_rows([{**DEFAULTS, **{k: v for k, v in row.items() if v != ""}} for row in rows])
    confirm(named)
    return sorted(named, key=lambda row: [str(row.get(k, "")) for k in ORDER])


ORDER = ("dataset", "measure", "start", "end", "published", "id")


def name_rows(rows: list[Row]) -> list[Row]:
    """Give every row an id: what, where, when, and a letter in the order of the sources."""
    seen: Counter[str] = Counter()
    for row in rows:
        stem = id_stem(row)
        row["id"] = stem + (f"-{chr(97 + seen[stem])}" if row["dataset"] in LETTERED else "")
        seen[stem] += 1
    return rows


def id_stem(row: Row) -> str:
    parts = [row["dataset"], row["measure"], row["place"]]
    parts += [f"{name}-{row[name]}" for name in ("of", "by") if row.get(name)]
    parts += [period_name(row["start"], row["end"], row["flow"])]
    parts += ["change"] if is_change(row) else []
    return "-".join(parts)


def is_change(row: Row) -> bool:
    return row["unit"] == "percent" and not row["measure"].endswith("_share")


def period_name(start: str, end: str, flow: str) -> str:
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    if flow == "stock" or (start[4:] == end[4:] == "-01-01" and last.year == first.year + 1):
        return start[:4]
    if first.day == last.day == 1 and (last - first).days <= 31:
        return start[:7]
    return f"{first:%Y%m%d}-{last - DAY:%Y%m%d}"


def confirm(rows: list[Row]) -> None:
    """Add what a second source says to the rows it speaks of."""
    by_id = {row["id"]: row for row in rows}
    for found in read(CURATED / "confirmations.csv"):
        row = by_id[found["id"]]
        row |= {k: found[k] for k in ("confirmed", "second_url") if found[k]}
        row["note"] = "; ".join(part for part in (row.get("note", ""), found["note"]) if part)


# --- the other tables ------------------------------------------------------------------------


def datasets(rows: list[Row]) -> list[Row]:
    """Return the catalogue: one descriptor a file, with the coverage that the figures have."""
    return [descriptor(path, rows) for path in sorted((CURATED / "datasets").glob("*.toml"))]


def descriptor(path: Path, rows: list[Row]) -> Row:
    entry = tomllib.loads(path.read_text("utf-8"))
    own = [row for row in rows if row["dataset"] == path.stem]
    coverage = {
        "coverage_start": min(row["start"] for row in own),
        "coverage_end": max(row["end"] for row in own),
    }
    return {"id": path.stem, "party": "", **{k: as_cell(v) for k, v in entry.items()}, **coverage}


def as_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, list) else str(value)


# --- writing ---------------------------------------------------------------------------------


def write_table(path: Path, fields: Iterable[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(fields), restval="", lineterminator="\n")
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
    described = schema()
    rows = figures(source)
    tables = {
        "datasets": datasets(rows),
        "figures": rows,
        "milestones": read(CURATED / "milestones.csv"),
        "relations": read(CURATED / "relations.csv"),
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
