"""Everything that is needed to repeat an analysis, as a Frictionless data package.

Rows of datasets that may not be passed on are not in it: their files' hashes and the queries are.
"""

from __future__ import annotations

import hashlib
from typing import Any

from averment.report.exports import citations, rows
from averment.report.exports.csv import as_csv
from averment.report.exports.files import Files, Issuer, dumped
from averment.report.exports.rows import Columns, Row
from averment.verdict import Analysis

_TYPES = {
    "VARCHAR": "string",
    "DOUBLE": "number",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
}
_DATASETS: Columns = {
    name: "BOOLEAN" if name == "redistributable" else "VARCHAR"
    for name in (
        "id", "title", "publisher_name", "standing", "licence", "redistributable", "citation",
        "vintage", "sha256", "url", "counts", "does_not_count",
    )
}  # fmt: skip
_QUERIES: Columns = {"claim": "VARCHAR", "sql": "VARCHAR"}


def write(analysis: Analysis, issuer: Issuer) -> Files:
    """Return the package: its descriptor, tables, the claims with their verdicts, references."""
    tables = {
        "claims": (rows.CLAIMS, rows.claims(analysis)),
        "readings": (rows.READINGS, rows.readings(analysis)),
        "figures": (rows.FIGURES, rows.figures(analysis)),
        "datasets": (_DATASETS, _datasets(analysis)),
        "queries": (_QUERIES, _queries(analysis)),
    }
    files = {
        f"data/{name}.csv": as_csv(found, columns) for name, (columns, found) in tables.items()
    }
    files |= {"verdicts.json": analysis.to_json(), **citations.bibtex(analysis, issuer)}
    resources = [_table(name, columns, files) for name, (columns, _) in tables.items()]
    others = {"verdicts": "verdicts.json", "citations": "citations.bib"}
    resources += [_file(name, path, files) for name, path in others.items()]
    return {"datapackage.json": dumped(_descriptor(analysis, issuer, resources)), **files}


def _descriptor(analysis: Analysis, issuer: Issuer, resources: list[Any]) -> dict[str, Any]:
    found = {
        "name": f"averment-{analysis.document.sha256[:12]}",
        "title": f"{analysis.document.title or 'A text'}, put before the record",
        "description": (
            "Claims, their readings, the figures looked at, and the verdicts with the weights "
            "used. Repeat it with: averment replay verdicts.json"
        ),
        "created": f"{issuer.day}T00:00:00Z" if issuer.day else None,
        "contributors": [{"title": issuer.name, "role": "publisher"}] if issuer.name else None,
        "sources": [
            {"title": source.title, **({"path": source.url} if source.url else {})}
            for source in citations.used(analysis)
        ],
        "averment": {"version": analysis.version, "evidence": analysis.evidence.sha256},
        "resources": resources,
    }
    return {name: value for name, value in found.items() if value is not None}


def _table(name: str, columns: Columns, files: Files) -> dict[str, Any]:
    fields = [{"name": column, "type": _TYPES[kind]} for column, kind in columns.items()]
    schema = {"fields": fields, "missingValues": [""]}
    described = _file(name, f"data/{name}.csv", files)
    return {**described, "profile": "tabular-data-resource", "encoding": "utf-8", "schema": schema}


def _file(name: str, path: str, files: Files) -> dict[str, Any]:
    content = files[path]
    return {
        "name": name,
        "path": path,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _datasets(analysis: Analysis) -> list[Row]:
    return [
        {name: getattr(source, name) for name in _DATASETS} for source in citations.used(analysis)
    ]


def _queries(analysis: Analysis) -> list[Row]:
    asked = ((checked.claim.id, sql) for checked in analysis for sql in checked.verdict.sql)
    return [{"claim": claim, "sql": sql} for claim, sql in asked]
