"""The chart of all readings: their values in order above, the choices behind each below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from averment.claim import Claim
from averment.report import words
from averment.report.charts.columns import Column, columns, rows, telling
from averment.report.charts.curve_spec import Frame, specify
from averment.report.charts.rows import Line, lines
from averment.report.charts.scale import Scale, scale
from averment.report.charts.sheet import Sheet, Sizes
from averment.report.charts.svg import plain
from averment.verdict import Axis, Truth, Verdict

Ends = tuple[float | None, float | None]
MOST_DOTS = 40  # columns up to this many show their choices as dots, more as bars that run on
_THICK = {"true": 4.5, "false": 2.5, "undetermined": 1.0}  # half a bar's height in pixels


@dataclass(frozen=True, slots=True)
class Curve:
    """The chart's specification, its columns, and what its caption has to say."""

    drawn: Sizes
    columns: tuple[Column, ...]
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
    signed = words.is_signed(claim) and verdict.unit == "percent"
    ends = _scale(found, stated, change=verdict.unit != "count")
    if ends is None:
        return None
    shown, folded = telling(verdict)
    frame = Frame(
        columns=len(found),
        truths=tuple(t.value for t in Truth if any(c.truth == t for c in found)),
        ends=ends,
        title=_title(claim, "change" if signed else verdict.unit),
        signed=signed,
        stated=(stated[0] is not None, stated[1] is not None),
        hung=_hung(stated, ends),
        rows=tuple(rows(verdict, shown)),
    )
    values = {"points": _points(found, ends), "stated": _band(stated, ends)}

    def on(sheet: Sheet) -> dict[str, Any]:
        set_out = lines(frame.rows, sheet, frame.left(sheet))
        data = {**values, **_matrix(found, set_out), **_labels(set_out)}
        return specify(frame, sheet, set_out, data)

    return Curve(
        drawn=Sizes.of(on),
        columns=tuple(found),
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


def _hung(stated: Ends, ends: Scale) -> str:
    """Where the claimed interval's label has room."""
    low, high = stated
    if low is None or high is None:
        return "inside_low" if high is None else "inside_high"
    return "below" if high > ends.low + 0.8 * (ends.high - ends.low) else "above"


def _scale(found: Sequence[Column], stated: Ends, *, change: bool) -> Scale | None:
    """The axis that the decided readings need; what is undecided may run over its ends."""
    decided = [c for c in found if c.truth != Truth.UNDETERMINED] or found
    numbers = [v for c in decided for v in (c.value, c.low, c.high) if v is not None]
    return scale(numbers, [v for v in stated if v is not None], change=change)


def _title(claim: Claim, unit: str) -> str:
    what = claim.measure.text if claim.measure else ""
    name = words.say("axis", unit)
    return plain(words.opening(f"{what}: {name}" if what else name), 52)


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
        "open": column.truth == Truth.UNDETERMINED,
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


def _matrix(found: Sequence[Column], set_out: Sequence[Line]) -> dict[str, Any]:
    """The choices behind each column: dots, fainter for a part of a bin, or bars of many."""
    draw = _dots if len(found) <= MOST_DOTS else _bars
    return {"dots": [mark for line in set_out if line.options for mark in draw(found, line)]}


def _dots(found: Sequence[Column], line: Line) -> Iterator[dict[str, Any]]:
    for x, column in enumerate(found):
        part = column.part(line.axis, line.options)
        if part > 0:
            truth = words.say("truth", column.truth)
            yield {"x": x, "y": line.middle, "part": part, "truth": truth}


def _bars(found: Sequence[Column], line: Line) -> Iterator[dict[str, Any]]:
    """Bars over columns next to each other that are alike; thick where they are true."""
    part_of = partial(Column.part, axis=line.axis, options=line.options)
    start = 0
    for end in range(1, len(found) + 1):
        first = found[start]
        part = round(part_of(first) * 5) / 5  # shades that an eye can tell apart
        alike = end < len(found) and found[end].truth == first.truth
        if alike and round(part_of(found[end]) * 5) / 5 == part:
            continue
        if part > 0:
            thick = _THICK[first.truth]
            yield {
                "x": start - 0.5,
                "to": end - 0.5,
                "y": line.middle - thick,
                "end": line.middle + thick,
                "part": part,
                "truth": words.say("truth", first.truth),
            }
        start = end


def _labels(set_out: Sequence[Line]) -> dict[str, Any]:
    return {
        "headings": [{"y": one.top, "label": one.label} for one in set_out if not one.options],
        "options": [
            {"y": one.top, "at": one.middle, "label": one.label} for one in set_out if one.options
        ],
    }
