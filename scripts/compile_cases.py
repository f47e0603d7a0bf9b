"""Compile the small tables of evidence that the claim cases are tested on.

    python scripts/compile_cases.py --source DIRECTORY [--target DIRECTORY]

`DIRECTORY` holds the files as their publishers issue them (UCDP, UNHCR);
`tests/cases/evidence/selection.toml` says which rows and columns are taken. The same files give
the same bytes; `--check` writes nothing and fails where they would be others.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import duckdb

TARGET = Path(__file__).parents[1] / "tests" / "cases" / "evidence"


def compile_tables(source: Path, target: Path) -> list[Path]:
    """Write the tables into `target`, and return their paths."""
    selection = tomllib.loads((TARGET / "selection.toml").read_text("utf-8"))
    countries = selection.pop("countries")["names"]
    connection = duckdb.connect()
    connection.execute("SET VARIABLE countries = ?", [countries])
    return [_table(connection, source, target, part, countries) for part in selection.values()]


def _table(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    target: Path,
    part: dict[str, Any],
    countries: list[str],
) -> Path:
    """Write one table; cells are kept as the text that the publisher gives."""
    path = source / part["file"]
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW source AS FROM read_csv('{path}', all_varchar = true)"
    )
    names = [name for name, *_ in connection.execute("DESCRIBE source").fetchall()]
    # In the table of months the first column has no name, and the others are countries.
    columns = [names[0], *countries] if part.get("by_country") else part.get("columns", names)
    chosen = ", ".join(
        f"NULL AS {name}" if name in part.get("empty", []) else f'"{name}"' for name in columns
    )
    rows = connection.execute(
        f"SELECT {chosen} FROM source WHERE {part.get('where', 'true')} "
        f"ORDER BY {', '.join(part.get('order', ['1']))}"
    ).fetchall()
    made = target / part.get("to", part["file"])
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["" if name == "column000" else name for name in columns])
        writer.writerows(rows)
    return made


def main() -> int:
    """Compile the tables, or compare them with those that lie there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    if not given.check:
        for path in compile_tables(given.source, given.target):
            print(f"{path.name}: {path.stat().st_size:,} bytes")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = compile_tables(given.source, Path(folder))
        other = [p.name for p in made if p.read_bytes() != (given.target / p.name).read_bytes()]
    print(f"Other bytes: {', '.join(other)}." if other else "The same bytes.")
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main())
