"""The chart of the yearly figures: a line a publisher, and the periods that are compared.

Many publishers have a panel each, on one scale, so that no line lies upon another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from averment.report import words
from averment.report.charts.layers import Spec, amount, fixed, layer, name, until
from averment.report.charts.scale import Scale, axis, scale
from averment.report.charts.sheet import Sheet, Sizes
from averment.report.charts.svg import PALETTE, plain
from averment.report.charts.yearly import Yearly, is_stock, yearly
from averment.verdict import FigureRow, Outcome, Verdict

HEIGHT, PANEL = 230, 92  # pixels: of one chart for all, of a publisher's panel
TICKS, EDGE = 70, 24  # pixels left of the plot for the axis, right of it for what hangs over
GAP = 14  # pixels between panels
LEAST_POINTS = 3  # fewer yearly figures than this need no chart
MOST_TOGETHER = 3  # publishers up to this many share one chart
_SHAPES = ["circle", "square", "triangle-up"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart's specification, its points and the highest of them, in order of time.

    `shaded` and `compared` say that the period, and what it is compared with, are drawn in.
    """

    drawn: Sizes
    points: tuple[Yearly, ...]
    peak: Yearly
    shaded: bool
    compared: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    title: str
    ends: Scale
    years: tuple[int, int]
    publishers: tuple[str, ...]
    marked: bool

    def x(self, ticks: int) -> Spec:
        scale = {
            "domain": [self.years[0] - 0.6, self.years[1] + 1.1],
            "nice": False,
            "zero": False,
        }
        ruler = {
            "format": "d",
            "title": None,
            "grid": False,
            "tickMinStep": 1,
            "tickCount": ticks,
            "labelOverlap": False,
        }
        return amount("x", scale=scale, axis=ruler)


def timeline(verdict: Verdict, published: dt.date | None) -> Timeline | None:
    """Specify the chart of a claim's yearly figures; none where there are too few to tell."""
    points = yearly(verdict)
    ends = scale([p.value for p in points], [], change=False)
    if len(points) < LEAST_POINTS or ends is None or len({p.year for p in points}) < LEAST_POINTS:
        return None
    if not ends.log:
        ends = Scale(0.0, ends.high)
    first, last = _years(points, published)
    periods = list(_periods(verdict.own_reading, first, last))
    marks = [*periods, *_day_of_text(published, first, last)]
    names = tuple(dict.fromkeys(plain(p.publisher, 40) for p in points))
    frame = _Frame(_title(points[0].row), ends, (first, last), names, bool(marks))
    make = _together if len(names) <= MOST_TOGETHER else _apart
    runs = _runs(points)

    def on(sheet: Sheet) -> Spec:
        said = _with_room(marks, (sheet.width - TICKS - EDGE) / (last - first + 1.7), sheet)
        return {**make(frame, sheet), "datasets": {"points": runs, "marks": said}}

    return Timeline(
        drawn=Sizes.of(on),
        points=points,
        peak=max(points, key=lambda p: (p.value, -p.year)),
        shaded=bool(periods),
        compared=len(periods) > 1,
    )


def _years(points: Sequence[Yearly], published: dt.date | None) -> tuple[int, int]:
    years = [p.year for p in points]
    return min(years), max(max(years), published.year if published else 0)


def _together(frame: _Frame, sheet: Sheet) -> Spec:
    """One chart for all publishers."""
    width = sheet.width - TICKS - EDGE
    hang = TICKS - 8 if sheet.narrow else 0
    ruler = axis(frame.title, frame.ends, left=hang)
    y = amount("value", scale=frame.ends.drawn(), axis=ruler)
    names = list(frame.publishers)
    colours = {"domain": names, "range": [PALETTE[f"s{i + 1}"] for i in range(len(names))]}
    legend = {"offset": 28, "columns": 1 if sheet.narrow else 0}  # clear of the axis's title
    place = {"x": frame.x(width // 55), "y": y, "color": name("who", scale=colours, legend=legend)}
    shape = name("who", scale={"domain": names, "range": _SHAPES[: len(names)]})
    line = {**place, "detail": name("run")}
    layers = [
        *(_behind(labelled=True) if frame.marked else ()),
        layer("points", "line", line, strokeWidth=1.6, opacity=0.75),
        layer("points", "point", {**place, "shape": shape}, filled=True, size=46, opacity=1),
    ]
    return {"layer": layers, "width": width, "height": HEIGHT}


def _apart(frame: _Frame, sheet: Sheet) -> Spec:
    """A panel for each publisher, on one scale."""
    across = 2 if sheet.narrow else 3
    width = (sheet.width - TICKS) // across - GAP
    panels = [
        _panel(frame, index, width, ruled=index % across == 0)
        for index in range(len(frame.publishers))
    ]
    head = {"text": frame.title, "anchor": "start", "fontWeight": "normal", "offset": 12}
    return {"title": head, "concat": panels, "columns": across, "spacing": GAP}


def _panel(frame: _Frame, index: int, width: int, *, ruled: bool) -> Spec:
    """A publisher's panel; the first of each row has the scale's labels for all."""
    ruler = {**axis("", frame.ends), "title": None, "tickCount": 3, "labels": ruled}
    y = amount("value", scale=frame.ends.drawn(), axis=ruler)
    place = {"x": frame.x(max(2, width // 60)), "y": y, "color": fixed(PALETTE["s1"])}
    line = {**place, "detail": name("run")}
    mine = f"datum.panel == {index}"
    layers = [
        *(_behind(labelled=False) if frame.marked else ()),
        layer("points", "line", line, only=mine, strokeWidth=1.4, opacity=0.75),
        layer("points", "point", place, only=mine, filled=True, size=22, opacity=1),
    ]
    head = {"text": frame.publishers[index], "anchor": "start", "offset": 8, "frame": "group"}
    return {"title": head, "layer": layers, "width": width, "height": PANEL}


def _behind(*, labelled: bool) -> Iterator[Spec]:
    """The periods compared, shaded behind the lines, and the day of the text."""
    x, muted = amount("x"), PALETTE["muted"]
    shade = {"x": x, "x2": until("to"), "color": name("colour", scale=None)}
    yield layer("marks", "rect", shade)
    moment = "datum.x == datum.to"
    yield layer("marks", "rule", {"x": x}, only=moment, strokeDash=[3, 3], color=muted)
    if not labelled:
        return
    label = {"x": x, "text": name("label"), "y": amount("at", scale=None)}
    style: Spec = {"baseline": "top", "dy": 3, "color": muted, "fontSize": 11}
    yield layer("marks", "text", label, only=f"!({moment})", align="left", dx=3, **style)
    yield layer("marks", "text", label, only=moment, align="right", dx=EDGE, **style)


def _with_room(marks: Sequence[Spec], a_year: float, sheet: Sheet) -> list[Spec]:
    """Leave out the labels of periods that are narrower than the words; the caption has them."""
    return [
        mark
        if mark["x"] == mark["to"]
        or (mark["to"] - mark["x"]) * a_year > sheet.pixels(len(mark["label"])) + 4
        else {**mark, "label": ""}
        for mark in marks
    ]


def _title(row: FigureRow) -> str:
    how = words.table("chart")["stock" if is_stock(row) else "flow"]
    return plain(f"{words.opening(row.measure.replace('_', ' '))}, {how}")


def _runs(points: Sequence[Yearly]) -> list[dict[str, Any]]:
    """Number the unbroken runs of years, so that a line never bridges years without a figure."""
    made: list[dict[str, Any]] = []
    panels: dict[str, int] = {}
    for point in points:
        who = plain(point.publisher, 40)
        panel = panels.setdefault(who, len(panels))
        value = {"x": point.year, "value": point.value, "who": who, "panel": panel}
        last = made[-1] if made else None
        follows = last and last["who"] == value["who"] and value["x"] == last["x"] + 1
        run = last["run"] if last and follows else len(made)
        made.append({**value, "run": run})
    return made


def _periods(own: Outcome | None, first: int, last: int) -> Iterator[dict[str, Any]]:
    """The own reading's period and what it is compared with, as far as the axis reaches."""
    if own is None or own.window is None:
        return
    said = words.table("chart")
    spans = [("base", said["baseline"], 14, span) for span in own.baseline]
    for colour, label, at, (start, end) in [*spans, ("period", said["period"], 0, own.window)]:
        a, b = max(year_of(start), first - 0.6), min(year_of(end), last + 1.1)
        if a < b:
            yield {"x": a, "to": b, "label": label, "colour": PALETTE[colour], "at": at}


def _day_of_text(published: dt.date | None, first: int, last: int) -> Iterator[dict[str, Any]]:
    if published is not None and first - 0.5 <= year_of(published) <= last + 1:
        day, label = year_of(published), words.table("chart")["day"]
        yield {"x": day, "to": day, "label": label, "colour": PALETTE["base"], "at": -16}


def year_of(day: dt.date) -> float:
    """A day on the axis of years, on which a year's figure stands at its whole number."""
    start = dt.date(day.year, 1, 1).toordinal()
    return day.year - 0.5 + (day.toordinal() - start) / 365.25
