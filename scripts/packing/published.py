"""Figures that bodies published, each read on a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from packing.tables import CURATED, Row, read

DAY = dt.timedelta(days=1)


def published(source: Path) -> Iterator[Row]:
    """Yield the table of published figures, each with its report and its definition."""
    reports = {_report(row): row for row in read(CURATED / "reports.csv")}
    metrics = {row["metric"]: row for row in read(CURATED / "metrics.csv")}
    for row in read(source / "published-figures-pakistan.csv"):
        yield _figure(row, reports[_report(row)], metrics[row["metric"]])


def _report(row: dict[str, str]) -> tuple[str, str, str]:
    return row["publisher"], row["report"], row["url"]


def _figure(row: dict[str, str], report: dict[str, str], metric: dict[str, str]) -> Row:
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


def found() -> Iterator[Row]:
    """Yield the figures found since, and those derived from published ones: one file a dataset."""
    for path in sorted((CURATED / "figures").glob("*.csv")):
        for row in read(path):
            yield {"dataset": path.stem, **row}
