"""The vertical scale of a chart: its ends, what lies beyond them, and how its ticks are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import Any

import numpy as np

WIDE = 100  # the ratio of the largest to the smallest value from which counts go on a log axis
FEW = 2.0  # on an axis of more than this ticks are whole numbers: there are no half places
FAR = 4.0  # values this many middle ranges beyond the middle half are drawn at the edge

TICKS = (
    "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~g') + ' million' "
    ": format(datum.value, datum.value ? '{sign},~g' : '~g')"
)


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of an axis, and whether it is logarithmic."""

    low: float
    high: float
    log: bool = False

    def clamp(self, value: float | None, *, missing: float) -> float:
        """Return the value, moved to the nearer end where it lies beyond; `missing` for none."""
        if value is None or value != value:
            return self.low if missing < 0 else self.high
        return min(max(value, self.low), self.high)

    def beyond(self, value: float | None) -> bool:
        """Say whether a value lies off the axis."""
        return value is not None and not self.low <= value <= self.high

    def powers(self) -> list[float]:
        """Return the powers of ten on the axis and, where they are few, three times each."""
        tens = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
        each = (1, 3) if len(tens) < 6 else (1,)
        found = [times * 10.0**power for power in tens for times in each]
        return [value for value in found if self.low <= value <= self.high]

    def drawn(self) -> dict[str, Any]:
        """Return the scale as charts take it."""
        ends, sort = [self.low, self.high], "log" if self.log else "linear"
        return {"domain": ends, "type": sort, "nice": False, "zero": False}


def scale(values: Sequence[float], wanted: Sequence[float], *, change: bool) -> Scale | None:
    """Choose the axis for `values` so that the `wanted` ones, too, are on it; none for no value.

    Far outliers of a change are left to the edge; counts that span orders of magnitude go on a log
    axis.
    """
    finite = np.array([v for v in values if isfinite(v)])
    named = [v for v in wanted if isfinite(v)]
    if not finite.size:
        return None
    ends = [float(finite.min()), float(finite.max()), *named]
    if not change and min(ends) > 0 and max(ends) / min(ends) >= WIDE:
        return Scale(min(ends) / 1.3, max(ends) * 1.3, log=True)
    low, high = _within(finite) if change else (ends[0], ends[1])
    low, high = min([low, *named, 0.0]), max([high, *named, 0.0])
    room = (high - low or 1.0) * 0.06
    return Scale(low - room if low < 0 else 0.0, high + room)


def _within(values: Any) -> tuple[float, float]:
    """The ends of the values without far outliers."""
    q1, q3 = np.quantile(values, [0.25, 0.75])
    reach = FAR * max(float(q3 - q1), abs(float(np.median(values))) * 0.25, 1e-9)
    kept = values[(values >= q1 - reach) & (values <= q3 + reach)]
    return float(kept.min()), float(kept.max())


def axis(title: str, ends: Scale, *, signed: bool = False, left: int = 0) -> dict[str, Any]:
    """Return the vertical axis, its title above the topmost tick, `left` pixels left of the plot.

    No tick is left out for want of room, which would take an engine long to find.
    """
    ruler = _ruler(title, signed=signed, left=left)
    if ends.log:
        ruler |= {"title": f"{title} (log scale)", "values": ends.powers()}
    elif ends.high - ends.low > FEW:
        ruler |= {"tickMinStep": 1}
    return ruler


def _ruler(title: str, *, signed: bool, left: int) -> dict[str, Any]:
    return {
        "title": title,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleX": -left,
        "titleY": -10,
        "tickCount": 5,
        "labelExpr": TICKS.replace("{sign}", "+" if signed else ""),
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "labelOverlap": False,
        "labelBound": False,
    }
