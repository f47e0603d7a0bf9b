"""The marks of the readings chart, as Altair has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt

from averment.report import words
from averment.report.charts.scale import X2_VALUE, X_VALUE, Scale, axis, unit
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
    def x(self) -> Any:
        """The place of a column."""
        scale = alt.Scale(domain=[-0.5, self.columns - 0.5])
        return alt.X("x:Q", axis=None, scale=scale)

    def truth(self) -> dict[str, Any]:
        """Colour and shape for the truth of a reading."""
        domain = [words.say("truth", truth) for truth in self.truths]
        colours = [PALETTE[truth] for truth in self.truths]
        shapes = [_SHAPES[truth] for truth in self.truths]
        return {
            "color": alt.Color("truth:N", scale=alt.Scale(domain=domain, range=colours)),
            "shape": alt.Shape("truth:N", scale=alt.Scale(domain=domain, range=shapes)),
        }


def specify(frame: Frame, data: dict[str, Any]) -> dict[str, Any]:
    """Return the Vega-Lite specification of the curve with the choices below it."""
    upper = {"layer": list(_curve(frame)), "width": frame.width, "height": HEIGHT}
    lower = {"layer": list(_choices(frame)), "width": frame.width, "height": LINE * frame.rows}
    return {
        "vconcat": [upper, lower] if frame.rows else [upper],
        "spacing": BELOW,
        "resolve": {"scale": {"color": "shared", "shape": "shared"}},
        "datasets": data,
    }


def _curve(frame: Frame) -> Iterator[dict[str, Any]]:
    scale = axis(frame.title, signed=frame.signed, log=frame.ends.log)
    y = alt.Y("y:Q", scale=frame.ends.altair(), axis=scale)
    base = alt.Chart(alt.NamedData("points")).encode(x=frame.x, y=y)
    if any(frame.stated):
        yield from _stated(frame)
    truth = frame.truth()
    band = base.mark_rule(color=PALETTE["faint"])
    yield unit(band.encode(y=alt.Y("band_low:Q"), y2=alt.Y2("band_high:Q")))
    bounds = base.mark_rule(strokeWidth=2)
    ends = {"y": alt.Y("low:Q"), "y2": alt.Y2("high:Q"), "color": truth["color"]}
    yield unit(bounds.encode(**ends))
    exact = base.transform_filter("datum.exact")
    yield unit(exact.mark_point(filled=True, opacity=1, size=frame.size).encode(**truth))
    ring = base.mark_point(filled=False, size=frame.size * 3.2, strokeWidth=1.6)
    yield unit(ring.transform_filter("datum.own").encode(color=alt.ColorValue(PALETTE["ink"])))


def _stated(frame: Frame) -> Iterator[dict[str, Any]]:
    """The claimed interval, as a band across the chart with a line at each end that it has."""
    across = {"x": X_VALUE(0), "x2": X2_VALUE("width")}
    colour = PALETTE["claim"]
    base = alt.Chart(alt.NamedData("stated"))
    low, high = alt.Y("low:Q"), alt.Y("high:Q")
    band = base.mark_rect(color=colour, opacity=0.16)
    yield unit(band.encode(y=low, y2=alt.Y2("high:Q"), **across))
    for end, there in zip((low, high), frame.stated, strict=True):
        if there:
            yield unit(base.mark_rule(color=colour, strokeWidth=1.2).encode(y=end, **across))
    below = frame.label_below
    text = base.mark_text(
        align="left",
        dx=4,
        color=colour,
        fontStyle="italic",
        baseline="top" if below else "bottom",
        dy=4 if below else -3,
    )
    place = low if below and frame.stated[0] else high
    yield unit(text.encode(x=X_VALUE(0), y=place, text=alt.Text("words:N")))


def _choices(frame: Frame) -> Iterator[dict[str, Any]]:
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[frame.rows - 0.5, -0.5]))
    options = alt.Chart(alt.NamedData("options")).encode(y=y)
    line = options.mark_rule(color=PALETTE["line"])
    yield unit(line.encode(x=X_VALUE(0), x2=X2_VALUE("width")))
    heading = alt.Chart(alt.NamedData("headings")).mark_text(align="left", fontWeight="bold")
    yield unit(heading.encode(x=X_VALUE(-LABELS), y=y, text=alt.Text("label:N")))
    name = options.mark_text(align="right", color=PALETTE["muted"], fontSize=11)
    yield unit(name.encode(x=X_VALUE(-12), text=alt.Text("label:N")))
    opacity = alt.Opacity("part:Q", scale=alt.Scale(domain=[0, 1], range=[0.15, 1]), legend=None)
    dot = alt.Chart(alt.NamedData("dots")).mark_point(filled=True, size=frame.size * 0.8)
    yield unit(dot.encode(x=frame.x, y=y, opacity=opacity, **frame.truth()))
