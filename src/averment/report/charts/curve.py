"""The chart of all readings: their values in order above, the choices behind each below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from averment.claim import Claim
from averment.report import words
from averment.report.charts.columns import Column, Row, columns, rows, telling
from averment.report.charts.curve_spec import Frame, specify
from averment.report.charts.scale import Scale, scale
from averment.report.charts.svg import plain
from averment.verdict import Axis, Truth, Verdict

Ends = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Curve:
    """The chart's specification, and what its caption has to say."""

    spec: dict[str, Any]
    shown: tuple[Axis, ...]
    folded: tuple[Axis, ...]
    per_column: int
    beyond: int


def curve(claim: Claim, verdict: Verdict) -> Curve | None:
    """Specify the chart of a claim's readings.

    None where a sentence tells it: for fewer than two readings, or where all come to one value; and
    where no reading has a figure.
    """
    if len({(outcome.value, outcome.low, outcome.high) for outcome in verdict.outcomes}) < 2:
        return None
    sign = -1.0 if words.is_fall(claim) else 1.0
    found = columns(verdict, sign)
    stated = _stated(verdict, sign)
    ends = _scale(found, stated, change=verdict.unit != "count")
    if ends is None:
        return None
    shown, folded = telling(verdict)
    lines = rows(verdict, shown)
    signed = claim.kind.value == "change" and verdict.unit == "percent"
    frame = Frame(
        columns=len(found),
        rows=len(lines),
        truths=tuple(t.value for t in Truth if any(c.truth == t for c in found)),
        ends=ends,
        title=_title(claim, "change" if signed else verdict.unit),
        signed=signed,
        stated=(stated[0] is not None, stated[1] is not None),
        label_below=stated[1] is None or stated[1] > ends.low + 0.8 * (ends.high - ends.low),
    )
    data = {"points": _points(found, ends), "stated": _band(stated, ends), **_dots(found, lines)}
    return Curve(
        spec=specify(frame, data),
        shown=tuple(shown),
        folded=tuple(folded),
        per_column=max(c.readings for c in found),
        beyond=sum(ends.beyond(c.value) for c in found),
    )


def _stated(verdict: Verdict, sign: float) -> Ends:
    low, high = verdict.interval or (None, None)
    if sign < 0:
        low, high = (None if high is None else -high), (None if low is None else -low)
    return low, high


def _scale(found: Sequence[Column], stated: Ends, *, change: bool) -> Scale | None:
    """The axis that the decided readings need; what is undecided may run over its ends."""
    decided = [c for c in found if c.truth != Truth.UNDETERMINED] or found
    numbers = [v for c in decided for v in (c.value, c.low, c.high) if v is not None]
    return scale(numbers, [v for v in stated if v is not None], change=change)


def _title(claim: Claim, unit: str) -> str:
    what = claim.measure.text if claim.measure else ""
    name = words.say("axis", unit)
    return plain(words.opening(f"{what}: {name}" if what else name))


def _points(found: Sequence[Column], ends: Scale) -> list[dict[str, Any]]:
    return [_point(index, column, ends) for index, column in enumerate(found)]


def _point(index: int, column: Column, ends: Scale) -> dict[str, Any]:
    low, high = ends.clamp(column.low, missing=-1), ends.clamp(column.high, missing=1)
    middle = column.value if column.value is not None else (low + high) / 2
    band = column.band or (middle, middle)
    return {
        "x": index,
        "truth": words.say("truth", column.truth),
        "own": column.own,
        "exact": column.value is not None,
        "y": ends.clamp(middle, missing=1),
        "low": low,
        "high": high,
        "band_low": ends.clamp(band[0], missing=-1),
        "band_high": ends.clamp(band[1], missing=1),
    }


def _band(stated: Ends, ends: Scale) -> list[dict[str, Any]]:
    low, high = ends.clamp(stated[0], missing=-1), ends.clamp(stated[1], missing=1)
    return [{"low": low, "high": high, "words": words.table("chart")["stated"]}]


def _dots(found: Sequence[Column], lines: Sequence[Row]) -> dict[str, Any]:
    """The matrix of choices: a dot where a reading takes an option, fainter for part of a bin."""
    names: dict[str, list[dict[str, Any]]] = {"headings": [], "options": []}
    dots = []
    for y, line in enumerate(lines):
        label = {"y": y, "label": plain(line.label, 44)}
        names["options" if line.options else "headings"].append(label)
        for x, column in enumerate(found):
            part = sum(column.parts.get((line.axis, option), 0.0) for option in line.options)
            if part > 0:
                truth = words.say("truth", column.truth)
                dots.append({"x": x, "y": y, "part": round(part, 3), "truth": truth})
    return {"dots": dots, **names}
