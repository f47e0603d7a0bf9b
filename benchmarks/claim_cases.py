"""Measure the checker on the claim cases, whose labels follow from SQL over compiled tables.

    python benchmarks/claim_cases.py [NAME] [--passing]

Says what became of the cases whose names begin with NAME (all, without one): those whose label is
not what the SQL says, with what was read and the reason given. `--passing` prints the names of the
others instead, the manifest that a test keeps.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from averment import extract
from averment.checking import load_settings
from averment.claim import Document
from averment.evidence import Evidence, open_evidence
from averment.evidence.adding import add
from averment.evidence.store import Store
from averment.pipeline import weigh
from averment.reference import Gazetteer
from averment.verdict import Checked

ROOT = Path(__file__).parents[1]
CLAIMS = ROOT / "tests" / "cases" / "claims"
TABLES = ROOT / "tests" / "cases" / "evidence"
PACK = ROOT / "src" / "averment" / "evidence" / "packs" / "afghanistan-pakistan"

#: The labels that a claim may get, by whether it is true.
LABELS = {
    True: ("supported", "mostly_supported"),
    False: ("contradicted", "mostly_contradicted"),
    "contested": ("contested",),
    "not_covered": ("not_covered",),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a text, the kind of its claim, and the labels that are right for it."""

    name: str
    text: str
    published: str
    kind: str
    truth: bool | str
    labels: tuple[str, ...]
    sql: str
    answer: Any
    source: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that its claim may be read as: a dated tie is an event, too."""
        return ("relation", "event") if self.kind in ("relation", "event") else (self.kind,)


def cases() -> list[Case]:
    """Return all cases, by file."""
    found = []
    for path in sorted(CLAIMS.glob("*.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        shared = {key: value for key, value in content.items() if key != "case"}
        for number, own in enumerate(content["case"], start=1):
            entry = {**shared, **own}
            found.append(
                Case(
                    name=f"{path.stem} {number}",
                    text=entry["text"],
                    published=entry["published"],
                    kind=entry["kind"],
                    truth=entry["truth"],
                    labels=tuple(entry.get("labels", LABELS[entry["truth"]])),
                    sql=entry["sql"],
                    answer=entry.get("answer"),
                    source=entry.get("source", ""),
                )
            )
    return found


def tables() -> duckdb.DuckDBPyConnection:
    """Open the compiled tables, and those of the pack, as the tables that the cases ask."""
    connection = duckdb.connect()
    for name, sql in _TABLES.items():
        connection.execute(f"CREATE TABLE {name} AS {sql}")
    return connection


def answer(connection: duckdb.DuckDBPyConnection, case: Case) -> tuple[Any, bool | None]:
    """Return what a case's SQL gives: the figure that decides, and whether the claim holds."""
    connection.execute("CREATE OR REPLACE TEMP TABLE quoted AS SELECT ? AS source", [case.source])
    found = connection.execute(case.sql).fetchall()
    assert len(found) == 1, f"{case.name}: the SQL gives {len(found)} rows"
    ((value, holds),) = found
    return value, holds


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a case: the first claim of its kind, or none, and what was read at all."""

    case: Case
    checked: Checked | None
    read: tuple[str, ...]

    @property
    def label(self) -> str:
        """The label that the claim got."""
        if self.checked is None:
            return f"not read ({', '.join(self.read) or 'nothing'})"
        return str(self.checked.verdict.label)

    @property
    def right(self) -> bool:
        """Whether the label is one that the SQL allows."""
        return self.label in self.case.labels

    def __str__(self) -> str:
        """Say in lines what was wanted, what came, and how the claim was read."""
        lines = [f"{self.case.name}: {self.case.text}"]
        lines += [f"  {self.label}, not {' or '.join(self.case.labels)} ({self.case.answer})"]
        if self.checked is not None:
            claim, verdict = self.checked.claim, self.checked.verdict
            fields = {name: getattr(claim, name) for name in _SHOWN}
            lines += [f"  {name} {value}" for name, value in fields.items() if value]
            lines += [f"  {verdict.reason}"]
        return "\n".join(lines)


#: Of a claim that was misread or mislabelled, these fields are shown.
_SHOWN = ("measure", "place", "actors", "window", "baseline", "value", "rank", "whole", "relation")


@contextmanager
def record(folder: Path) -> Iterator[Evidence]:
    """Open the pack with a store in `folder`, made of the compiled tables if it is empty."""
    store = Store(folder)
    if not store.holds_anything():
        for path in sorted(TABLES.glob("*.csv")):
            add(path, store)
    with open_evidence(folder) as evidence:
        yield evidence


def results(evidence: Evidence, chosen: Iterable[Case]) -> Iterator[Result]:
    """Read and check each case by itself; its text is a document of its own."""
    names = Gazetteer.default().with_names(evidence.names)
    settings = load_settings()
    for case in chosen:
        claims = extract.read(Document.from_text(case.text, published=case.published), names)
        sources = [Document.from_text(case.source, title="Statement")] if case.source else []
        checked = weigh(claims, evidence, settings, names, sources).checked
        own = [one for one in checked if str(one.claim.kind) in case.kinds]
        read = tuple(str(one.claim.kind) for one in checked)
        yield Result(case, own[0] if own else None, read)


def _read(file: Path, *, text: bool = False) -> str:
    return f"read_csv('{file}'{', all_varchar = true' if text else ''})"


_TOTAL = "cumulative_total_deaths_in_orgvio"
_TABLES = {
    "deaths": f"""
        SELECT country_cy AS country, year_cy AS year, {_TOTAL}_best_cy AS best,
            {_TOTAL}_low_cy AS low, {_TOTAL}_high_cy AS high,
            cumulative_total_deaths_civilians_in_orgvio_cy AS civilians,
            cumulative_total_deaths_unknown_in_orgvio_cy AS unknown,
            sb_total_deaths_best_cy AS state_based, ns_total_deaths_best_cy AS non_state,
            os_total_deaths_best_cy AS one_sided
        FROM {_read(TABLES / "ucdp-country-year-25.1.csv")}
    """,
    "months": f"""
        SELECT strftime(column00, '%Y-%m') AS month, country, deaths
        FROM (UNPIVOT {_read(TABLES / "ucdp-deaths-country-month-1989-2025.csv")}
            ON COLUMNS(* EXCLUDE column00) INTO NAME country VALUE deaths)
    """,
    "population": f"""
        SELECT year, coo_iso AS origin, coa_iso AS host, refugees, asylum_seekers, idps,
            returned_refugees AS returned
        FROM {_read(TABLES / "unhcr-population-2025.csv")}
    """,
    "conflicts": f"""
        SELECT * REPLACE (CAST(year AS INT) AS year)
        FROM {_read(TABLES / "ucdp-prio-conflict-24.1.csv", text=True)}
    """,
    "agreements": f"""
        SELECT pa_name AS name, CAST(pa_date AS DATE) AS day, actor_name AS actors,
            gwno AS country
        FROM {_read(TABLES / "ucdp-peace-agreements-221.csv", text=True)}
    """,
    "events": f"FROM {_read(TABLES / 'ucdp-ged-22.1-pakistan-2015-2016.csv')}",
    "figures": f"FROM {_read(PACK / 'figures.csv')}",
    "ties": f"FROM {_read(PACK / 'relations.csv')}",
    "milestones": f"FROM {_read(PACK / 'milestones.csv')}",
}


def main(arguments: list[str]) -> None:
    """Print what the module's text says."""
    named = [one for one in arguments if not one.startswith("--")]
    chosen = [case for case in cases() if not named or case.name.startswith(named[0])]
    with tempfile.TemporaryDirectory() as folder, record(Path(folder)) as evidence:
        found = list(results(evidence, chosen))
    if "--passing" in arguments:
        print("\n".join(result.case.name for result in found if result.right))
        return
    wrong = [result for result in found if not result.right]
    print(*wrong, sep="\n\n")
    print(f"\n{len(found) - len(wrong)} of {len(found)} labels right.")


if __name__ == "__main__":
    main(sys.argv[1:])
