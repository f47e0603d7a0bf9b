"""The chart of the yearly figures: a line a publisher, and the periods that are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from averment.report import words
from averment.report.charts.layers import Spec, amount, layer, name, until
from averment.report.charts.scale import Scale, axis, scale
from averment.report.charts.svg import PALETTE, plain
from averment.verdict import FigureRow, Outcome, Verdict

WIDTH, HEIGHT = 640, 230
LEAST_POINTS = 3  # fewer yearly figures than this need no chart
MOST_LINES = 6
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]


@dataclass(frozen=True, slots=True)
class Yearly:
    """A publisher's figure for a year, as last given."""

    publisher: str
    year: int
    value: float
    row: FigureRow


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart's specification, its points and the highest of them, in order of time."""

    spec: Spec
    points: tuple[Yearly, ...]
    peak: Yearly


def timeline(verdict: Verdict, published: dt.date | None) -> Timeline | None:
    """Specify the chart of a claim's yearly figures; none where there are too few to tell."""
    points = yearly(verdict)
    ends = scale([p.value for p in points], [], change=False)
    if len(points) < LEAST_POINTS or ends is None or len({p.year for p in points}) < LEAST_POINTS:
        return None
    if not ends.log:
        ends = Scale(0.0, ends.high)
    first, last = _years(points, published)
    marks = [*_periods(verdict.own_reading, first, last), *_day_of_text(published, first, last)]
    chart = _chart(_title(points[0].row), points, ends, (first, last), bool(marks))
    data = {"points": _runs(points), "marks": marks}
    peak = max(points, key=lambda p: (p.value, -p.year))
    return Timeline({**chart, "datasets": data}, points, peak)


def yearly(verdict: Verdict) -> tuple[Yearly, ...]:
    """Return the yearly figures of what the readings count, parties' left out, as last given."""
    subject = _subject(verdict)
    latest: dict[tuple[str, int], FigureRow] = {}
    for row in verdict.rows:
        if (row.measure, row.place, row.unit) == subject and _of_year(row):
            key = (row.publisher, row.start.year)
            if key not in latest or _release(latest[key]) < _release(row):
                latest[key] = row
    made = [
        Yearly(publisher, year, row.value, row)
        for (publisher, year), row in sorted(latest.items())
        if row.value is not None
    ]
    return tuple(_most_told(made))


def _subject(verdict: Verdict) -> tuple[str, str, str] | None:
    """What the own reading counts, and where."""
    own = verdict.own_reading
    named = (row for row in verdict.rows if own and row.id in own.figures)
    return next(((row.measure, row.place, row.unit) for row in named), None)


def _of_year(row: FigureRow) -> bool:
    whole = (row.start.month, row.start.day) == (1, 1) and row.end == row.start.replace(
        year=row.start.year + 1
    )
    return (whole or _is_stock(row)) and row.standing != "official"


def _is_stock(row: FigureRow) -> bool:
    """Say whether a figure is a level at the end of a year."""
    return (row.end - row.start).days <= 1 and (row.end.month, row.end.day) == (1, 1)


def _release(row: FigureRow) -> tuple[dt.date, str]:
    return (row.published or dt.date.min, row.id)


def _most_told(points: Sequence[Yearly]) -> Iterator[Yearly]:
    counts: dict[str, int] = {}
    for point in points:
        counts[point.publisher] = counts.get(point.publisher, 0) + 1
    kept = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_LINES]
    return (point for point in points if point.publisher in kept)


def _years(points: Sequence[Yearly], published: dt.date | None) -> tuple[int, int]:
    years = [p.year for p in points]
    return min(years), max(max(years), published.year if published else 0)


def _chart(
    title: str, points: Sequence[Yearly], ends: Scale, years: tuple[int, int], marked: bool
) -> Spec:
    x = amount(
        "x",
        scale={"domain": [years[0] - 0.6, years[1] + 1.1], "nice": False, "zero": False},
        axis={"format": "d", "title": None, "grid": False, "tickMinStep": 1, "tickCount": 12},
    )
    y = amount("value", scale=ends.drawn(), axis=axis(title, signed=False, log=ends.log))
    names = list(dict.fromkeys(plain(p.publisher, 40) for p in points))
    colours = {"domain": names, "range": [PALETTE[f"s{i + 1}"] for i in range(len(names))]}
    legend = {"offset": 28}  # clear of the axis's title
    place = {"x": x, "y": y, "color": name("who", scale=colours, legend=legend)}
    line = {**place, "detail": name("run")}
    shape = name("who", scale={"domain": names, "range": _SHAPES[: len(names)]})
    layers = [
        *(_behind() if marked else ()),
        layer("points", "line", line, strokeWidth=1.6, opacity=0.75),
        layer("points", "point", {**place, "shape": shape}, filled=True, size=46, opacity=1),
    ]
    return {"layer": layers, "width": WIDTH, "height": HEIGHT}


def _behind() -> Iterator[Spec]:
    """The periods compared, shaded behind the lines, and the day of the text."""
    x, muted = amount("x"), PALETTE["muted"]
    shade = {"x": x, "x2": until("to"), "color": name("colour", scale=None)}
    yield layer("marks", "rect", shade)
    moment = "datum.x == datum.to"
    yield layer("marks", "rule", {"x": x}, only=moment, strokeDash=[3, 3], color=muted)
    label = {"x": x, "text": name("label"), "y": amount("at", scale=None)}
    style: Spec = {
        "align": "left",
        "baseline": "top",
        "dx": 3,
        "dy": 3,
        "color": muted,
        "fontSize": 11,
    }
    yield layer("marks", "text", label, **style)


def _title(row: FigureRow) -> str:
    how = words.table("chart")["stock" if _is_stock(row) else "flow"]
    return plain(f"{words.opening(row.measure.replace('_', ' '))}, {how}")


def _runs(points: Sequence[Yearly]) -> list[dict[str, Any]]:
    """Number the unbroken runs of years, so that a line never bridges years without a figure."""
    made: list[dict[str, Any]] = []
    for point in points:
        value = {"x": point.year, "value": point.value, "who": plain(point.publisher, 40)}
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
        a, b = max(_at(start), first - 0.6), min(_at(end), last + 1.1)
        if a < b:
            yield {"x": a, "to": b, "label": label, "colour": PALETTE[colour], "at": at}


def _day_of_text(published: dt.date | None, first: int, last: int) -> Iterator[dict[str, Any]]:
    if published is not None and first - 0.5 <= _at(published) <= last + 1:
        day = _at(published)
        yield {
            "x": day,
            "to": day,
            "label": words.table("chart")["day"],
            "colour": PALETTE["base"],
            "at": -16,
        }


def _at(day: dt.date) -> float:
    """A day on the axis of years, on which a year's figure stands at its whole number."""
    start = dt.date(day.year, 1, 1).toordinal()
    return day.year - 0.5 + (day.toordinal() - start) / 365.25
