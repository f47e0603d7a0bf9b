"""How a cost grows, as a picture for the docs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import vl_convert


def picture(rows: Sequence[dict[str, Any]], over: dict[str, Any], seconds: Sequence[float]) -> str:
    """Draw `seconds` of the rows, on powers of ten, over another field of theirs.

    `over` is that field's channel as Vega-Lite has it, `seconds` the marks on its scale. Rows with
    a field `way` are drawn as a line each.
    """
    cost = {"field": "seconds", "type": "quantitative", "title": "seconds"}
    cost |= {"scale": {"type": "log", "nice": False}, "axis": {"values": list(seconds)}}
    encoding = {"x": {"type": "quantitative", **over}, "y": cost}
    mark = {"type": "line", "point": True, "color": "#1f5a8a"}
    if any("way" in row for row in rows):
        way = {"field": "way", "type": "nominal", "title": None}
        encoding |= {"color": {**way, "scale": {"range": ["#1f5a8a", "#b3541e"]}}}
        encoding |= {"shape": {**way, "legend": None}}
    spec = {
        "width": 420,
        "height": 240,
        "data": {"values": list(rows)},
        "mark": mark,
        "encoding": encoding,
    }
    return str(vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[]))
