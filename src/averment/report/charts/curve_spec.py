"""The marks of the readings chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from averment.report import words
from averment.report.charts.layers import Spec, amount, fixed, layer, name, until
from averment.report.charts.scale import Scale, axis
from averment.report.charts.svg import PALETTE

HEIGHT, LINE, LABELS = 210, 18, 235  # pixels: the curve, one row of choices, the row labels
LEAST_WIDTH, MOST_WIDTH, STEP = 300, 500, 34
BELOW = 8  # pixels between the curve and the choices
_SHAPES = {"true": "circle", "false": "cross", "undetermined": "diamond"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the marks need to know beside their data.

    `truths` are those that occur; `stated` says which ends the claimed interval has,
    `label_below` that there is no room for its label above it.
    """

    columns: int
    rows: int
    truths: tuple[str, ...]
    ends: Scale
    title: str
    signed: bool
    stated: tuple[bool, bool]
    label_below: bool

    @property
    def width(self) -> int:
        """The chart's width in pixels, without labels."""
        return min(MOST_WIDTH, max(LEAST_WIDTH, STEP * self.columns))

    @property
    def size(self) -> int:
        """The area of a mark in square pixels."""
        return 75 if self.columns <= 24 else 45 if self.columns <= 60 else 26

    @property
    def x(self) -> Spec:
        """The place of a column."""
        return amount("x", axis=None, scale={"domain": [-0.5, self.columns - 0.5]})

    def truth(self) -> Spec:
        """Colour and shape for the truth of a reading."""
        domain = [words.say("truth", truth) for truth in self.truths]
        colours = [PALETTE[truth] for truth in self.truths]
        shapes = [_SHAPES[truth] for truth in self.truths]
        return {
            "color": name("truth", scale={"domain": domain, "range": colours}),
            "shape": name("truth", scale={"domain": domain, "range": shapes}),
        }


def specify(frame: Frame, data: dict[str, Any]) -> Spec:
    """Return the Vega-Lite specification of the curve with the choices below it."""
    upper = {"layer": list(_curve(frame)), "width": frame.width, "height": HEIGHT}
    lower = {"layer": list(_choices(frame)), "width": frame.width, "height": LINE * frame.rows}
    return {
        "vconcat": [upper, lower] if frame.rows else [upper],
        "spacing": BELOW,
        "resolve": {"scale": {"color": "shared", "shape": "shared"}},
        "datasets": data,
    }


def _curve(frame: Frame) -> Iterator[Spec]:
    if any(frame.stated):
        yield from _stated(frame)
    band = {"x": frame.x, "y": amount("band_low"), "y2": until("band_high")}
    yield layer("points", "rule", band, color=PALETTE["faint"])
    truth = frame.truth()
    bounds = {"x": frame.x, "y": amount("low"), "y2": until("high"), "color": truth["color"]}
    yield layer("points", "rule", bounds, strokeWidth=2)
    scale = axis(frame.title, signed=frame.signed, log=frame.ends.log)
    place = {"x": frame.x, "y": amount("y", scale=frame.ends.drawn(), axis=scale)}
    dot = {"filled": True, "opacity": 1, "size": frame.size}
    yield layer("points", "point", {**place, **truth}, only="datum.exact", **dot)
    ring = {"filled": False, "size": frame.size * 3.2, "strokeWidth": 1.6}
    own = {**place, "color": fixed(PALETTE["ink"])}
    yield layer("points", "point", own, only="datum.own", **ring)


def _stated(frame: Frame) -> Iterator[Spec]:
    """The claimed interval, as a band across the chart with a line at each end that it has."""
    across = {"x": fixed(0), "x2": fixed("width")}
    colour = PALETTE["claim"]
    low, high = amount("low"), amount("high")
    band = {**across, "y": low, "y2": until("high")}
    yield layer("stated", "rect", band, color=colour, opacity=0.16)
    for end, there in zip((low, high), frame.stated, strict=True):
        if there:
            yield layer("stated", "rule", {**across, "y": end}, color=colour, strokeWidth=1.2)
    below = frame.label_below
    label = {
        "x": fixed(0),
        "y": low if below and frame.stated[0] else high,
        "text": name("words"),
    }
    style: Spec = {"align": "left", "dx": 4, "color": colour, "fontStyle": "italic"}
    hung: Spec = {"baseline": "top", "dy": 4} if below else {"baseline": "bottom", "dy": -3}
    yield layer("stated", "text", label, **style, **hung)


def _choices(frame: Frame) -> Iterator[Spec]:
    y = amount("y", axis=None, scale={"domain": [frame.rows - 0.5, -0.5]})
    line = {"x": fixed(0), "x2": fixed("width"), "y": y}
    yield layer("options", "rule", line, color=PALETTE["line"])
    heading = {"x": fixed(-LABELS), "y": y, "text": name("label")}
    yield layer("headings", "text", heading, align="left", fontWeight="bold")
    option = {"x": fixed(-12), "y": y, "text": name("label")}
    yield layer("options", "text", option, align="right", color=PALETTE["muted"], fontSize=11)
    part = amount("part", scale={"domain": [0, 1], "range": [0.15, 1]}, legend=None)
    dot = {"x": frame.x, "y": y, "opacity": part, **frame.truth()}
    yield layer("dots", "point", dot, filled=True, size=frame.size * 0.8)
