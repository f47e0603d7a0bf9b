"""Charts of a verdict as static SVG: its readings, yearly figures, testimonies, its landscape."""

from averment.report.charts.curve import Curve, curve
from averment.report.charts.engine import WORKERS, prepare
from averment.report.charts.heat import HeatMap, heat_map
from averment.report.charts.sheet import Drawing, Sizes
from averment.report.charts.strip import Strip, strip
from averment.report.charts.svg import draw
from averment.report.charts.timeline import Timeline, timeline

__all__ = [
    "WORKERS",
    "Curve",
    "Drawing",
    "HeatMap",
    "Sizes",
    "Strip",
    "Timeline",
    "curve",
    "draw",
    "heat_map",
    "prepare",
    "strip",
    "timeline",
]
