"""The charts of an analysis as files of their own: SVG, PNG and Vega-Lite JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from markupsafe import escape

from averment.report.charts import drawing, engine
from averment.report.charts.svg import CONFIG, plain
from averment.report.pictures import Picture, Shape, pictures
from averment.verdict import Analysis

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SCALE = 2.0  # pixels of a PNG for each of the chart's


def chart_files(analysis: Analysis) -> Iterator[tuple[str, bytes]]:
    """Give the name and content of each file, as `claim-06-readings.svg`; numbers as in the report.

    Same analysis, same bytes. The SVG has the chart's finding in words as its title, the JSON as
    its `description`.
    """
    specs = dict(_specs(analysis))
    with ThreadPoolExecutor(engine.WORKERS) as workers:
        drawn = workers.map(engine.svg, specs.values())
        for (name, spec), svg in zip(specs.items(), drawn, strict=True):
            title = escape(json.loads(spec)["description"])
            yield f"{name}.svg", svg.replace(">", f"><title>{title}</title>", 1).encode()
            yield f"{name}.png", drawing.draw_png(spec, SCALE)
            yield f"{name}.vl.json", spec.encode() + b"\n"


def _specs(analysis: Analysis) -> Iterator[tuple[str, str]]:
    published = analysis.document.published
    for number, checked in enumerate(analysis.checked, start=1):
        for picture in pictures(checked.claim, checked.verdict, published):
            spec = json.dumps(_standing_alone(picture), ensure_ascii=False)
            yield f"claim-{number:02}-{picture.name}", spec


def _standing_alone(picture: Picture[Shape]) -> dict[str, Any]:
    """The specification with all that it needs outside the report: colours, ground and words."""
    ground = {"background": "#ffffff", "padding": 12, "aria": True}
    return {
        "$schema": SCHEMA,
        "description": plain(picture.finding, len(picture.finding)),
        **picture.shape.drawn.wide,
        "config": {**CONFIG, **ground},
    }
