"""The dated strip: when each source says that a tie held or an event took place, row by row."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from averment.claim import Claim
from averment.report import words
from averment.report.charts.layers import Spec, amount, fixed, layer, moment, name, until
from averment.report.charts.sheet import Sheet, Sizes
from averment.report.charts.svg import PALETTE
from averment.verdict import Testimony, Verdict

LABELS, EDGE = 214, 20  # pixels left of the plot for the sources' names, right of it
TEXT, ROW, TOP = 13, 18, 16  # pixels: a line of a name, a row, above the first
MOST_ROWS = 24
_SHAPES = {"affirms": "circle", "denies": "cross", "excludes": "square"}
_COLOURS = {"affirms": "true", "denies": "false", "excludes": "false"}


@dataclass(frozen=True, slots=True)
class Strip:
    """The chart's specification, the testimonies on it, and how many are not."""

    drawn: Sizes
    dated: tuple[Testimony, ...]
    left_out: int


def strip(claim: Claim, verdict: Verdict, published: dt.date | None) -> Strip | None:
    """Specify the strip of the dated testimonies on a claim; none where none has a date."""
    found = [one for one in verdict.testimonies if _days(one)]
    if not found:
        return None
    dated = sorted(found, key=lambda one: (not one.decides, _days(one), one.source))[:MOST_ROWS]
    marks = list(_marks(claim, published))
    ends = _ends([day for one in dated for day in _days(one) or ()], marks)

    def on(sheet: Sheet) -> Spec:
        return _specify(dated, marks, ends, sheet)

    return Strip(Sizes.of(on), tuple(dated), len(verdict.testimonies) - len(dated))


def _days(one: Testimony) -> tuple[dt.date, dt.date] | None:
    """The first and last day that a testimony speaks of; failing those, the day it was given."""
    known = [day for day in (one.start, one.end) if day] or [one.published or dt.date.min]
    return None if known[0] == dt.date.min else (known[0], known[-1])


def _marks(claim: Claim, published: dt.date | None) -> Iterator[dict[str, Any]]:
    """The period that the claim speaks of, and the day of the text."""
    said, window = words.table("chart"), claim.window
    if window is not None and (window.start or window.end):
        first, last = window.start or window.end, window.end or window.start
        yield {"x": first, "to": last, "label": said["period"], "at": 0}
    if published is not None:
        yield {"x": published, "to": published, "label": said["day"], "at": -16}


def _ends(days: list[dt.date], marks: Sequence[dict[str, Any]]) -> tuple[dt.date, dt.date]:
    """The first and last day of the axis, with room on both sides."""
    days = days + [mark[end] for mark in marks for end in ("x", "to")]
    first, last = min(days), max(days)
    room = dt.timedelta(days=max(15, (last - first).days // 30))
    return max(first, dt.date.min + room) - room, min(last, dt.date.max - room) + room


def _specify(
    dated: Sequence[Testimony],
    marks: Sequence[dict[str, Any]],
    ends: tuple[dt.date, dt.date],
    sheet: Sheet,
) -> Spec:
    left = 0 if sheet.narrow else LABELS
    width = sheet.width - left - EDGE
    rows, height = _rows(dated, sheet, left - 12 if left else width)
    domain = {"domain": [day.isoformat() for day in ends], "type": "utc", "nice": False}
    x = moment("x", scale=domain, axis=_ruler(ends, width))
    layers = [*_behind(x), *_said(x, height, [row["says"] for row in rows])]
    label = {"x": fixed(-left), "y": amount("label_y"), "text": name("label")}
    style: Spec = {"align": "left", "baseline": "top", "lineHeight": TEXT, "fontSize": 11}
    layers.append(layer("rows", "text", label, color=PALETTE["ink"], **style))
    behind = [{**mark, "x": str(mark["x"]), "to": str(mark["to"])} for mark in marks]
    data = {"rows": rows, "marks": behind}
    return {"layer": layers, "width": width, "height": height, "datasets": data}


def _rows(
    dated: Sequence[Testimony], sheet: Sheet, pixels: float
) -> tuple[list[dict[str, Any]], float]:
    """The rows with their places in pixels, names beside their marks or above; and the height."""
    said, times = words.table("testimony"), Counter(one.source for one in dated)
    rows, y = list[dict[str, Any]](), float(TOP)
    for one in dated:
        first, last = _days(one) or (dt.date.min, dt.date.min)
        told = f"{one.source}: {one.sentence}" if times[one.source] > 1 else one.source
        label = sheet.lines(told, pixels, most=2)
        tall = TEXT * len(label)
        rows.append(
            {
                "x": first.isoformat(),
                "to": last.isoformat(),
                "says": said.get(one.says, one.says),
                "decides": one.decides,
                "y": y + (tall + ROW / 2 if sheet.narrow else tall / 2),
                "label_y": y,
                "label": label,
            }
        )
        y += tall + ROW + 2 if sheet.narrow else max(ROW, tall) + 6
    return rows, y


def _ruler(ends: tuple[dt.date, dt.date], width: float) -> Spec:
    days = (ends[1] - ends[0]).days
    form = "%Y" if days > 1500 else "%b %Y" if days > 120 else "%-d %b %Y"
    room = 45 if days > 1500 else 80
    return {
        "title": None,
        "format": form,
        "tickCount": max(2, int(width / room)),
        "grid": True,
        "labelOverlap": True,
    }


def _behind(x: Spec) -> Iterator[Spec]:
    """The period of the claim, shaded, and the day of the text."""
    muted, same = PALETTE["muted"], "datum.x == datum.to"
    yield layer("marks", "rect", {"x": x, "x2": until("to")}, color=PALETTE["period"])
    yield layer("marks", "rule", {"x": x}, only=same, strokeDash=[3, 3], color=muted)
    label = {"x": x, "y": amount("at", scale=None), "text": name("label")}
    style: Spec = {"baseline": "top", "dy": 3, "color": muted, "fontSize": 11}
    yield layer("marks", "text", label, only=f"!({same})", align="left", dx=3, **style)
    yield layer("marks", "text", label, only=same, align="right", dx=EDGE, **style)


def _said(x: Spec, height: float, occurring: Sequence[str]) -> Iterator[Spec]:
    """What each source says: a bar over its days, a mark where they begin; hollow for a party."""
    said = words.table("testimony")
    known = [key for key in _SHAPES if said[key] in occurring]
    domain = [said[key] for key in known]
    colour = name("says", scale={"domain": domain, "range": [PALETTE[_COLOURS[k]] for k in known]})
    shape = name("says", scale={"domain": domain, "range": [_SHAPES[k] for k in known]})
    down = {"domain": [height, 0], "nice": False, "zero": False}
    y = amount("y", axis=None, scale=down)
    line = {"x": fixed(0), "x2": fixed("width"), "y": y}
    yield layer("rows", "rule", line, color=PALETTE["line"])
    bar = {"x": x, "x2": until("to"), "y": y, "color": colour}
    yield layer("rows", "rule", bar, strokeWidth=4, opacity=0.6)
    mark = {"x": x, "y": y, "color": colour, "shape": shape}
    yield layer("rows", "point", mark, only="datum.decides", filled=True, size=80, opacity=1)
    hollow: Spec = {"filled": False, "size": 70, "strokeWidth": 1.8, "opacity": 1}
    yield layer("rows", "point", mark, only="!datum.decides", **hollow)
