"""The marks of the readings chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from averment.report import words
from averment.report.charts.columns import Row
from averment.report.charts.layers import Spec, amount, fixed, layer, name, until
from averment.report.charts.rows import TEXT, Line, height, left
from averment.report.charts.scale import Scale, axis
from averment.report.charts.sheet import Sheet
from averment.report.charts.svg import PALETTE

HEIGHT = 210  # pixels of the curve alone
LEAST_WIDTH, STEP = 300, 34
BELOW = 8  # pixels between the curve and the choices
_SHAPES = {"true": "circle", "false": "cross", "undetermined": "diamond"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the marks need to know beside their data.

    `truths` are those that occur; `stated` says which ends the claimed interval has; `hung` where
    its label is: `above` it, `below` it, or inside it, at its only end (`inside_low`,
    `inside_high`). `rows` are the lines of choices.
    """

    columns: int
    truths: tuple[str, ...]
    ends: Scale
    title: str
    signed: bool
    stated: tuple[bool, bool]
    hung: str
    rows: tuple[Row, ...]

    def left(self, sheet: Sheet) -> int:
        """The room left of the plot in pixels, for labels."""
        return left(self.rows, sheet)

    def width(self, sheet: Sheet) -> int:
        """The plot's width in pixels, without labels."""
        room = sheet.width - self.left(sheet)
        return room if sheet.narrow else min(room, max(LEAST_WIDTH, STEP * self.columns))

    def size(self, sheet: Sheet) -> float:
        """The area of a mark in square pixels."""
        pitch = self.width(sheet) / self.columns
        return min(75.0, max(14.0, (0.9 * pitch) ** 2))

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


def specify(frame: Frame, sheet: Sheet, set_out: Sequence[Line], data: dict[str, Any]) -> Spec:
    """Return the Vega-Lite specification of the curve with the choices below it."""
    width, below = frame.width(sheet), height(set_out)
    upper = {"layer": list(_curve(frame, sheet)), "width": width, "height": HEIGHT}
    lower = {"layer": list(_choices(frame, sheet, below, data)), "width": width, "height": below}
    return {
        "vconcat": [upper, lower] if set_out else [upper],
        "spacing": BELOW,
        "resolve": {"scale": {"color": "shared", "shape": "shared"}},
        "datasets": data,
    }


def _curve(frame: Frame, sheet: Sheet) -> Iterator[Spec]:
    if any(frame.stated):
        yield from _stated(frame)
    band = {"x": frame.x, "y": amount("band_low"), "y2": until("band_high")}
    yield layer("points", "rule", band, color=PALETTE["faint"])
    truth, size = frame.truth(), frame.size(sheet)
    bounds = {"x": frame.x, "y": amount("low"), "y2": until("high"), "color": truth["color"]}
    bounds["opacity"] = {"condition": {"test": "datum.open", "value": 0.4}, "value": 1}
    yield layer("points", "rule", bounds, strokeWidth=2)
    hang = frame.left(sheet) if sheet.narrow else 0
    scale = axis(frame.title, frame.ends, signed=frame.signed, left=hang)
    place = {"x": frame.x, "y": amount("y", scale=frame.ends.drawn(), axis=scale)}
    yield layer(
        "points", "point", {**place, **truth}, only="datum.exact", filled=True, opacity=1, size=size
    )
    ring = {"filled": False, "size": max(size * 3, 90), "strokeWidth": 1.6}
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
    label = {"x": fixed(0), "y": high if frame.hung in ("above", "inside_high") else low}
    style: Spec = {"align": "left", "dx": 4, "color": colour, "fontStyle": "italic"}
    if frame.hung == "inside_low":  # the readings rise to the right, out of its way
        label["x"] = fixed("width")
        style |= {"align": "right", "dx": -4}
    over: Spec = {"baseline": "bottom", "dy": -3}
    under: Spec = {"baseline": "top", "dy": 4}
    place = over if frame.hung in ("above", "inside_low") else under
    yield layer("stated", "text", {**label, "text": name("words")}, **style, **place)


def _choices(frame: Frame, sheet: Sheet, below: float, data: dict[str, Any]) -> Iterator[Spec]:
    """The rows of choices; the vertical scale counts pixels."""
    down = amount("y", axis=None, scale={"domain": [below, 0], "nice": False, "zero": False})
    line = {"x": fixed(0), "x2": fixed("width"), "y": {**down, "field": "at"}}
    yield layer("options", "rule", line, color=PALETTE["line"])
    text: Spec = {"baseline": "top", "lineHeight": TEXT, "fontSize": 11}
    heading = {"x": fixed(-frame.left(sheet)), "y": down, "text": name("label")}
    yield layer("headings", "text", heading, align="left", fontWeight="bold", **text)
    beside = fixed(-frame.left(sheet) if sheet.narrow else -12)
    option = {"x": beside, "y": down, "text": name("label")}
    align = "left" if sheet.narrow else "right"
    yield layer("options", "text", option, align=align, color=PALETTE["muted"], **text)
    part = amount("part", scale={"domain": [0, 1], "range": [0.15, 1]}, legend=None)
    truth = frame.truth()
    if data["dots"] and "to" in data["dots"][0]:
        span = {"x": frame.x, "x2": until("to"), "y": down, "y2": until("end")}
        yield layer("dots", "rect", {**span, "opacity": part, "color": truth["color"]})
    else:
        dot = {"x": frame.x, "y": down, "opacity": part, **truth}
        yield layer("dots", "point", dot, filled=True, size=frame.size(sheet) * 0.7)
