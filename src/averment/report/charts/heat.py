"""The map of a landscape: for windows of every length and end, how many bear the claim out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from averment.report import words
from averment.report.charts.layers import Spec, amount, layer, name, until
from averment.report.charts.sheet import Sheet, Sizes
from averment.report.charts.svg import PALETTE
from averment.verdict import Grid, Landscape

CELL = 22  # pixels: a cell is at most as wide and as high
LEFT, EDGE = 40, 16  # pixels left of the plot for lengths, right of it
MOST, LEAST = 0.95, 0.05  # shares from which all, or none, of a cell's windows count as alike


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The chart's specification, and the cell of the stated window: its row and column."""

    drawn: Sizes
    own: tuple[int, int] | None


def heat_map(landscape: Landscape) -> HeatMap | None:
    """Specify the map of a landscape; none for one of fewer than four cells with windows."""
    grid = _trimmed(landscape.grid)
    if grid is None or sum(s is not None for row in grid.shares for s in row) < 4:
        return None
    own = _own(landscape, grid)
    return HeatMap(Sizes.of(lambda sheet: _specify(landscape, grid, own, sheet)), own)


def _trimmed(grid: Grid | None) -> Grid | None:
    """The map without the outermost lengths and ends, as far as no window lies there."""
    if grid is None:
        return None
    rows = _span([any(share is not None for share in row) for row in grid.shares])
    ends = _span([any(row[j] is not None for row in grid.shares) for j in range(len(grid.ends))])
    return Grid(
        lengths=grid.lengths[rows],
        ends=grid.ends[ends],
        shares=tuple(row[ends] for row in grid.shares[rows]),
    )


def _span(there: Sequence[bool]) -> slice:
    """From the first that is there to the last."""
    found = [index for index, one in enumerate(there) if one]
    return slice(found[0], found[-1] + 1) if found else slice(0)


def _own(landscape: Landscape, grid: Grid) -> tuple[int, int] | None:
    """The cell nearest to the stated window."""
    if landscape.own is None:
        return None
    start, end = landscape.own.window
    days = {"day": 1.0, "month": 30.44, "year": 365.25}[landscape.unit]
    length = (end - start).days / days
    row = min(range(len(grid.lengths)), key=lambda i: abs(grid.lengths[i] - length))
    column = min(range(len(grid.ends)), key=lambda i: abs((grid.ends[i] - end).days))
    return row, column


def _specify(landscape: Landscape, grid: Grid, own: tuple[int, int] | None, sheet: Sheet) -> Spec:
    across, down = len(grid.ends), len(grid.lengths)
    cell = min(CELL, (sheet.width - LEFT - EDGE) / across)
    high = max(12.0, min(CELL, cell))
    width, height = across * cell, down * high
    x = amount("x", axis=_ends(grid.ends, width), scale={"domain": [-0.5, across - 0.5]})
    y = amount("y", axis=_lengths(landscape, grid, height), scale={"domain": [-0.5, down - 0.5]})
    layers = list(_cells(x, y))
    if own is not None:
        ring = {"x": x, "x2": until("to"), "y": y, "y2": until("top")}
        layers.append(
            layer("own", "rect", ring, filled=False, stroke=PALETTE["ink"], strokeWidth=2)
        )
    data = {"ground": list(_ground(grid)), "cells": list(_data(grid)), "own": _around(own)}
    return {"layer": layers, "width": width, "height": height, "datasets": data}


def _cells(x: Spec, y: Spec) -> Iterator[Spec]:
    """A square a cell, the larger the more of its windows bear the claim out."""
    said = words.table("heat")
    scale = {"domain": [said["most"], said["some"], said["none"]]}
    colours = [PALETTE["true"], PALETTE["open"], PALETTE["false"]]
    x2, y2 = until("to"), until("top")
    place = {"x": x, "x2": x2, "y": y, "y2": y2}
    yield layer("ground", "rect", place, color=PALETTE["base"])
    legend = {"offset": 26}  # clear of the axis's title
    colour = name("sort", scale={**scale, "range": colours}, legend=legend)
    yield layer("cells", "rect", {**place, "color": colour})


def _ground(grid: Grid) -> Iterator[dict[str, float]]:
    """The runs of cells in each row that have windows."""
    for y, row in enumerate(grid.shares):
        for there, run in groupby(enumerate(row), key=lambda cell: cell[1] is not None):
            if there:
                at = [x for x, _ in run]
                yield _box(at[0] - 0.5, at[-1] + 0.5, y, 0.5)


def _data(grid: Grid) -> Iterator[dict[str, Any]]:
    """The squares; full ones side by side are one."""
    said = words.table("heat")
    for y, row in enumerate(grid.shares):
        for sort, run in groupby(enumerate(row), key=lambda cell: _sort(cell[1])):
            cells = [(x, share) for x, share in run if share is not None]
            if sort == "most":
                yield {
                    **_box(cells[0][0] - 0.5, cells[-1][0] + 0.5, y, 0.5),
                    "sort": said[sort],
                }
            elif sort:
                for x, share in cells:
                    half = 0.46 * max(0.22, share**0.5)
                    yield {**_box(x - half, x + half, y, half), "sort": said[sort]}


def _sort(share: float | None) -> str:
    if share is None:
        return ""
    return "most" if share >= MOST else "none" if share <= LEAST else "some"


def _box(start: float, end: float, y: float, half: float) -> dict[str, float]:
    return {"x": start, "to": end, "y": y - half, "top": y + half}


def _around(own: tuple[int, int] | None) -> list[dict[str, float]]:
    if own is None:
        return []
    row, column = own
    return [_box(column - 0.5, column + 0.5, row, 0.5)]


def _ends(ends: Sequence[dt.date], width: float) -> Spec:
    """The axis of ends: the years in which windows end, as far apart as they can be read."""
    last = [end - dt.timedelta(days=1) for end in ends]
    step = max(1, round(len(ends) * 42 / width + 0.499))
    labels = {index: str(last[index].year) for index in range(0, len(ends), step)}
    return _ruler(labels, words.table("heat")["ends"])


def _lengths(landscape: Landscape, grid: Grid, height: float) -> Spec:
    """The axis of lengths, in the series' unit."""
    step = max(1, round(len(grid.lengths) * 34 / height + 0.499))
    said = words.table("heat")
    labels = {i: str(grid.lengths[i]) for i in range(0, len(grid.lengths), step)}
    title = str(said["lengths"]).format(said[landscape.unit])
    return {**_ruler(labels, title), "titleAngle": 0, "titleX": -LEFT + 8, "titleY": -10}


def _ruler(labels: dict[int, str], title: str) -> Spec:
    """An axis whose ticks have words of their own."""
    said = " : ".join(f"datum.value == {at} ? '{label}'" for at, label in labels.items())
    return {
        "title": title,
        "values": list(labels),
        "labelExpr": f"{said} : ''",
        "grid": False,
        "domain": False,
        "ticks": False,
        "labelOverlap": False,
        "titleAlign": "left",
        "titleAnchor": "start",
    }
