"""Measure the record: opening it, loading a large file, adding up events.

    python benchmarks/record.py [--rows N] [--folder DIR] [--runs N] [catalogue|load|cells]...

The file has the columns of UCDP GED and rows that a seeded script makes up, skewed as real ones
are: few countries have most events, most events few deaths. Loading is `averment`'s whole way from
the CSV to Parquet in the store, rejects and coverage included, each run in a process of its own;
beside it stands DuckDB's bare `CREATE TABLE … AS SELECT` of the same columns. Memory is the peak of
the whole process. Adding up is day × country × type, beside the SQL one would write by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from averment.evidence import cells, descriptor
from averment.evidence.adding import add
from averment.evidence.opening import open_record
from averment.evidence.shapes import EVENTS
from averment.evidence.sql import named, quoted
from averment.evidence.store import DATA, REJECTS, File, Source, Store

SEED = 20251125
#: The columns of GED that the loader reads.
READ = (
    "id, type_of_violence, side_a, side_b, number_of_sources, where_prec, adm_1, latitude, "
    "longitude, country, country_id, date_prec, date_start, date_end, deaths_civilians, "
    "deaths_unknown, best, high, low"
)

# `u(k)` is a number in [0, 1) that hangs on the row and the seed alone. Places and dyads follow
# a power law, deaths a heavy tail; one event in twenty lasts more than a day.
MADE = """
CREATE MACRO u(i, k) AS hash(i, k, {seed}) / 18446744073709551616.0;
CREATE TABLE countries AS
  SELECT row_number() OVER (ORDER BY hash(name, {seed})) - 1 AS n, name, code
  FROM (VALUES {countries}) c(name, code);
COPY (
  SELECT i + 1 AS id, 'MAD-' || y || '-1-' || dyad || '-' || i AS relid, y AS year,
    1 AS active_year, 'Clear' AS code_status, kind AS type_of_violence,
    dyad AS conflict_dset_id, dyad + 200 AS conflict_new_id,
    'Place ' || dyad || ': Government' AS conflict_name, dyad AS dyad_dset_id,
    dyad + 400 AS dyad_new_id, 'Side A' || dyad || ' - Side B' || dyad AS dyad_name,
    dyad AS side_a_dset_id, dyad AS side_a_new_id, 'Government of Place ' || dyad AS side_a,
    dyad + 1 AS side_b_dset_id, dyad + 1 AS side_b_new_id,
    'Front, "Movement" of ' || dyad AS side_b,
    if(u(i, 6) < 0.3, -1, 1 + (u(i, 7) * 4)::INT) AS number_of_sources,
    '"Agency, ' || day || ',Attack kills ' || best || ' in province"' AS source_article,
    'Agency' AS source_office, day AS source_date,
    'Attack kills ' || best || ' in province' AS source_headline, 'police' AS source_original,
    1 + (u(i, 8) * 6)::INT AS where_prec, 'Town ' || (u(i, 9) * 900)::INT AS where_coordinates,
    'near the town, on the road' AS where_description,
    'Province ' || (u(i, 9) * 30)::INT AS adm_1, 'District ' || (u(i, 9) * 900)::INT AS adm_2,
    round(lat, 6) AS latitude, round(lon, 6) AS longitude,
    'POINT (' || round(lon, 6) || ' ' || round(lat, 6) || ')' AS geom_wkt,
    (lat * 1000)::INT AS priogrid_gid, name AS country, code AS country_id, 'Asia' AS region,
    1 AS event_clarity, 1 + (u(i, 10) ** 4 * 5)::INT AS date_prec,
    day || ' 00:00:00.000' AS date_start, (day + long) || ' 00:00:00.000' AS date_end,
    a AS deaths_a, b AS deaths_b, civilians AS deaths_civilians,
    best - a - b - civilians AS deaths_unknown, best, best + (u(i, 11) * best)::INT AS high,
    (best * (1 - u(i, 12) * 0.5))::INT AS low, code AS gwnoa, NULL AS gwnob
  FROM (
    SELECT *, year(day) AS y, (best * u(i, 13) * 0.3)::INT AS a, (best * u(i, 14) * 0.3)::INT AS b,
      (best * u(i, 15) * 0.4)::INT AS civilians
    FROM (
      SELECT i, DATE '1989-01-01' + (13149 * u(i, 1) ** 0.6)::INT AS day,
        (u(i, 2) ** 3 * (SELECT count(*) FROM countries))::INT AS c,
        (u(i, 3) ** 4 * 1500)::INT AS dyad, 1 + (u(i, 4) ** 2 * 3)::INT % 3 AS kind,
        least((1 / (1 - u(i, 5))) ** 0.8, 3000)::INT AS best,
        if(u(i, 16) < 0.05, (u(i, 17) * 20)::INT, 0) AS long,
        20 + u(i, 18) * 20 AS lat, 40 + u(i, 19) * 40 AS lon
      FROM range({rows}) r(i)
    )
  )
  JOIN countries ON n = c % (SELECT count(*) FROM countries)
) TO {target} (HEADER, DELIMITER ',');
"""
COUNTRIES = {
    "Pakistan": 770, "Afghanistan": 700, "India": 750, "Iraq": 645, "Nigeria": 475,
    "Somalia": 520, "Colombia": 100, "Ethiopia": 530, "Ukraine": 369, "Mexico": 70,
    "Brazil": 140, "Philippines": 840, "Mali": 432, "Burkina Faso": 439, "Niger": 436,
    "Sudan": 625, "Syria": 652, "Algeria": 615, "Uganda": 500, "Kenya": 501,
    "Nepal": 790, "Sri Lanka": 780, "Thailand": 800, "Israel": 666, "Lebanon": 660,
    "Chad": 483, "Burundi": 516, "Rwanda": 517, "Angola": 540, "Mozambique": 541,
    "Peru": 135, "Guatemala": 90, "Honduras": 91, "Haiti": 41, "Egypt": 651,
    "Libya": 620, "Georgia": 372, "Azerbaijan": 373, "Tajikistan": 702, "Indonesia": 850,
}  # fmt: skip


def make(rows: int, folder: Path) -> Path:
    """Make the file, unless it is there from an earlier run."""
    target = folder / f"made_ged251_{rows}.csv"
    if not target.exists():
        countries = ", ".join(f"({quoted(name)}, {code})" for name, code in COUNTRIES.items())
        part = target.with_suffix(".part")
        sql = MADE.format(seed=SEED, rows=rows, countries=countries, target=quoted(str(part)))
        with duckdb.connect() as connection:
            connection.execute(f"SET enable_progress_bar = false; {sql}")
        part.rename(target)
    return target


# --- loading -------------------------------------------------------------------------------------


def load_bare(file: Path, folder: Path) -> None:
    """Have DuckDB make a table of the columns that the loader reads."""
    with duckdb.connect(str(folder / "bare.duckdb")) as connection:
        connection.execute(
            "SET enable_progress_bar = false; "
            f"CREATE TABLE bare AS SELECT {READ} FROM read_csv({quoted(str(file))}, header = true)"
        )


def load_ours(file: Path, folder: Path) -> None:
    """Add the file to a store."""
    add(file, Store(folder / "store"), format="ucdp-ged", vintage="25.1")


LOADERS: dict[str, Callable[[Path, Path], None]] = {"bare": load_bare, "ours": load_ours}


def process(*arguments: str) -> tuple[float, float]:
    """Run this script; return its wall time in seconds and its peak memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, __file__, *arguments])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{arguments} ended with {child.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def load(rows: int, folder: Path, runs: int) -> dict[str, Any]:
    """Time both loaders in turn, each in a fresh process."""
    file = make(rows, folder)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in LOADERS}
    for _ in range(runs):
        for name in LOADERS:
            with tempfile.TemporaryDirectory(dir=folder) as work:
                found[name].append(process("--load", name, str(file), work))
    walls = {name: statistics.median(wall for wall, _ in taken) for name, taken in found.items()}
    return {
        "rows": rows,
        "file_megabytes": round(file.stat().st_size / 1e6),
        "seconds": {name: round(wall, 1) for name, wall in walls.items()},
        "ratio": round(walls["ours"] / walls["bare"], 2),
        "peak_megabytes": {n: round(max(m for _, m in taken)) for n, taken in found.items()},
    }


# --- adding up -----------------------------------------------------------------------------------

BY_HAND = """
SELECT "start", place, type, sum(deaths), sum(deaths_low), sum(deaths_high)
FROM {table} GROUP BY "start", place, type
"""


def cells_(rows: int, folder: Path, runs: int) -> dict[str, Any]:
    """Time cells of day × country × type, by the library's SQL and by that written by hand."""
    store = Store(folder / f"store-{rows}")
    if not store.holdings():
        add(make(rows, folder), store, format="ucdp-ged", vintage="25.1")
    (holding,) = store.holdings()
    rule = holding.descriptor.measures["deaths"]
    with open_record(store) as record:
        record.query(f"SELECT count(*) FROM {named(holding.name)}").fetchall()
        jobs = {
            "by_hand": BY_HAND.format(table=named(holding.name)),
            "ours": cells.cells_sql(holding, rule, ("start", "place", "type")),
        }
        found: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(runs + 1):
            for name, sql in jobs.items():
                start = time.perf_counter()
                record.query(f"CREATE OR REPLACE TEMP TABLE made AS {sql}")
                found[name].append(time.perf_counter() - start)
    walls = {name: statistics.median(taken[1:]) for name, taken in found.items()}
    return {
        "rows": rows,
        "seconds": {name: round(wall, 3) for name, wall in walls.items()},
        "ratio": round(walls["ours"] / walls["by_hand"], 2),
    }


# --- opening -------------------------------------------------------------------------------------


def fill(store: Store, count: int) -> None:
    """Put small event lists into a store."""
    shipped = descriptor.shipped("ucdp-ged")
    for number in range(count):
        described = shipped.model_copy(update={"id": f"made-{number:02}"})
        with store.incoming() as made:
            rows = ", ".join(f"NULL::{column.type} AS {named(column.name)}" for column in EVENTS)
            given = (
                "SELECT * REPLACE (range::VARCHAR AS id, range AS line, 'PAK' AS place, "
                "DATE '2015-01-01' + range::INT AS \"start\", "
                "DATE '2015-01-02' + range::INT AS \"end\", 1 AS deaths) "
                f"FROM (SELECT {rows}, range FROM range(3000))"
            )
            for file in (DATA, REJECTS):
                duckdb.execute(
                    f"COPY (SELECT * EXCLUDE range FROM ({given})) "
                    f"TO {quoted(str(made / file))} (FORMAT parquet)"
                )
            source = File(name="made.csv", bytes=1, sha256="0" * 64)
            store.keep(made, described, "25.1", Source(source, 3000, {}, {}))


def catalogue(runs: int) -> dict[str, Any]:
    """Time the opening of a store with 50 datasets and of an empty one, and a question to one."""
    with tempfile.TemporaryDirectory() as folder:
        stores = {"empty": Store(Path(folder) / "none"), "with_50": Store(Path(folder) / "many")}
        fill(stores["with_50"], 50)
        opened: dict[str, list[float]] = {name: [] for name in stores}
        asked: list[float] = []
        for _ in range(runs + 1):
            for name, store in stores.items():
                start = time.perf_counter()
                with open_record(store) as record:
                    opened[name].append(time.perf_counter() - start)
                    if name == "with_50":
                        start = time.perf_counter()
                        record.figures(["deaths"], place="PAK", datasets=["made-07"])
                        asked.append(time.perf_counter() - start)
    walls = {name: statistics.median(taken[1:]) * 1e3 for name, taken in opened.items()}
    return {
        "milliseconds": {name: round(wall, 1) for name, wall in walls.items()},
        "more": round(walls["with_50"] - walls["empty"], 1),
        "one_dataset_asked": round(statistics.median(asked[1:]) * 1e3, 1),
    }


def main() -> None:
    """Measure what the command line names, and print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["catalogue", "load", "cells"])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--load", nargs=3, metavar=("HOW", "FILE", "DIR"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.load:
        how, file, work = chosen.load
        LOADERS[how](Path(file), Path(work))
        return
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="averment-record-"))
    folder.mkdir(parents=True, exist_ok=True)
    measured: dict[str, Any] = {
        "command": "python " + " ".join(["benchmarks/record.py", *sys.argv[1:]]),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "cores": os.cpu_count(),
    }
    for part in chosen.parts:
        jobs: dict[str, Callable[[], dict[str, Any]]] = {
            "catalogue": lambda: catalogue(max(chosen.runs, 9)),
            "load": lambda: load(chosen.rows, folder, chosen.runs),
            "cells": lambda: cells_(chosen.rows, folder, chosen.runs),
        }
        measured[part] = jobs[part]()
    print(json.dumps(measured, indent=2))
    if chosen.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
