"""From a chart's specification to clean SVG that follows the page's light or dark colours."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from averment.report.charts import engine

# The colours that charts are made of; in the page each becomes the CSS variable `--chart-NAME`.
PALETTE = {
    "ink": "#1d2327",
    "muted": "#5c656d",
    "line": "#dcdfe2",
    "faint": "#b4bac0",
    "true": "#0b6e69",
    "false": "#b23a2b",
    "undetermined": "#7b838a",
    "open": "#b07a14",
    "paper": "#fffffe",
    "claim": "#8c6bc8",
    "period": "#e2d9f3",
    "base": "#eceff1",
    "s1": "#2b5f9e",
    "s2": "#c2620b",
    "s3": "#3d7d3a",
    "s4": "#8a4f9e",
    "s5": "#a8325e",
    "s6": "#6b5c1e",
}
_NAMES = {value: name for name, value in PALETTE.items()}
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = {"svg", "g", "path", "line", "rect", "text", "tspan", "circle", "defs", "clipPath"}
_DROPPED = ("class", "role", "pointer-events", "cursor", "version", "width", "height")
# What says nothing, or what the whole chart has from its root.
_FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
_PLAIN = {"opacity": "1", "font-size": "12px", "font-family": _FONT, "stroke-miterlimit": "10"}
_LONG = re.compile(r"-?\d+\.\d{2,}")
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

CONFIG: dict[str, Any] = {
    "aria": False,
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": PALETTE["muted"],
        "titleColor": PALETTE["muted"],
        "gridColor": PALETTE["line"],
        "domainColor": PALETTE["faint"],
        "tickColor": PALETTE["faint"],
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "legend": {
        "labelColor": PALETTE["ink"],
        "labelFontSize": 12,
        "symbolSize": 70,
        "orient": "top",
        "title": None,
        "labelLimit": 260,
        "columnPadding": 18,
    },
    "text": {"color": PALETTE["ink"], "fontSize": 12},
    "title": {"color": PALETTE["ink"], "fontSize": 12},
}


def plain(text: str, most: int = 60) -> str:
    """Return text that XML can hold, shortened to `most` characters."""
    clean = " ".join(_NOT_XML.sub("\ufffd", text).split())
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + "…"


def draw(spec: dict[str, Any], name: str) -> Markup:
    """Draw a Vega-Lite specification; `name` keeps the ids of several charts in one page apart.

    Nothing is loaded: the specification holds its data. What comes back is hidden from assistive
    technology (the page says in words what the chart shows) and holds shapes and text alone.
    """
    root = ElementTree.fromstring(engine.svg(json.dumps({**spec, "config": CONFIG})))
    width = root.get("width", "600")
    _clean(root, name)
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    root.set("style", f"width:{float(width):.0f}px")
    root.set("font-family", _FONT)
    root.set("font-size", "12px")
    ElementTree.register_namespace("", _SVG.strip("{}"))
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _clean(element: ElementTree.Element, name: str) -> None:
    for child in list(element):
        if child.tag.removeprefix(_SVG) not in _DRAWN:
            element.remove(child)
        else:
            _clean(child, name)
    top = element.get("viewBox") is not None
    for key, value in list(element.attrib.items()):
        idle = key.startswith("aria-") or _PLAIN.get(key) == value
        if idle or (key in _DROPPED and (top or key not in ("width", "height"))):
            del element.attrib[key]
        else:
            element.set(key, _value(key, value, name))


def _value(key: str, value: str, name: str) -> str:
    if key == "id":
        return f"{name}-{value}"
    if value in _NAMES:
        return f"var(--chart-{_NAMES[value]},{value})"
    value = _LONG.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value)
    return value.replace("url(#", f"url(#{name}-")
