"""Charts of a verdict as static SVG: every reading of a claim, and its figures over the years."""

from averment.report.charts.curve import Curve, curve
from averment.report.charts.engine import prepare
from averment.report.charts.svg import draw
from averment.report.charts.timeline import Timeline, timeline

__all__ = ["Curve", "Timeline", "curve", "draw", "prepare", "timeline"]
