"""One finished analysis as something to read: an HTML page, a table, JSON.

Nothing here asks the record or judges again; a report says what the analysis holds.
"""

from __future__ import annotations

from averment.report.charts import prepare
from averment.report.charts.export import chart_files
from averment.report.html import render
from averment.report.reading import render_reading
from averment.report.terminal import table
from averment.verdict import Analysis

__all__ = ["chart_files", "prepare", "render", "render_reading", "table", "to_json"]


def to_json(analysis: Analysis) -> bytes:
    """Return the published verdicts record as UTF-8 JSON: same analysis, same bytes."""
    return analysis.to_json()
