"""The words of Vega-Lite that both charts are written in, as plain values."""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]


def layer(data: str, mark: str, encoding: Spec, *, only: str = "", **style: Any) -> Spec:
    """Return one layer: a mark with its style for each row of `data` (those where `only` holds)."""
    made = {"data": {"name": data}, "mark": {"type": mark, **style}, "encoding": encoding}
    return {**made, "transform": [{"filter": only}]} if only else made


def amount(field: str, **how: Any) -> Spec:
    """Return a channel that shows a number of the data."""
    return {"field": field, "type": "quantitative", **how}


def name(field: str, **how: Any) -> Spec:
    """Return a channel that shows a name of the data."""
    return {"field": field, "type": "nominal", **how}


def until(field: str) -> Spec:
    """Return the far end of a mark that runs from one number to another."""
    return {"field": field}


def fixed(value: Any) -> Spec:
    """Return a channel with one value for all: pixels, a colour, or `width`."""
    return {"value": value}


def moment(field: str, **how: Any) -> Spec:
    """Return a channel that shows a day of the data, given as an ISO date."""
    return {"field": field, "type": "temporal", **how}
