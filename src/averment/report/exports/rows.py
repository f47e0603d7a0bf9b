"""An analysis as three tables: its claims, their readings, and the figures that were looked at.

A cell is a text, a number, a truth, a day or nothing; lists are written as one text, parted by
semicolons. The columns are the same for every analysis.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from averment.claim import EntityRef, Window
from averment.report.words import label_name, who_says
from averment.verdict import Analysis, Checked, FigureRow, Outcome

Cell = str | float | int | bool | dt.date | None
Row = dict[str, Cell]
#: Name and SQL type of every column.
Columns = Mapping[str, str]

_TEXT, _NUMBER, _DAY, _TRUTH, _WHOLE = "VARCHAR", "DOUBLE", "DATE", "BOOLEAN", "BIGINT"
CLAIMS: Columns = {
    "id": _TEXT, "kind": _TEXT, "text": _TEXT, "start": _WHOLE, "end": _WHOLE, "who_says": _TEXT,
    "stance": _TEXT, "polarity": _TEXT, "checkable": _TRUTH, "measure": _TEXT, "number": _NUMBER,
    "low": _NUMBER, "high": _NUMBER, "unit": _TEXT, "direction": _TEXT, "window_start": _DAY,
    "window_end": _DAY, "baseline_start": _DAY, "baseline_end": _DAY, "place": _TEXT,
    "label": _TEXT, "label_name": _TEXT, "why": _TEXT, "reason": _TEXT, "flags": _TEXT,
    "readings": _WHOLE, "share": _NUMBER, "weighted_share": _NUMBER, "undetermined": _NUMBER,
    "value_min": _NUMBER, "value_median": _NUMBER, "value_max": _NUMBER, "decides": _TEXT,
    "counterclaim": _TEXT, "counterclaim_share": _NUMBER, "stretch": _TEXT, "known_then": _TEXT,
    "fragility": _WHOLE, "window_percentile": _NUMBER,
}  # fmt: skip
READINGS: Columns = {
    "claim": _TEXT, "reading": _WHOLE, "truth": _TEXT, "weight": _NUMBER, "value": _NUMBER,
    "low": _NUMBER, "high": _NUMBER, "window_start": _DAY, "window_end": _DAY,
    "baseline_start": _DAY, "baseline_end": _DAY, "options": _TEXT, "figures": _TEXT,
    "base_figures": _TEXT, "sentence": _TEXT,
}  # fmt: skip
FIGURES: Columns = {
    "id": _TEXT, "dataset": _TEXT, "publisher": _TEXT, "standing": _TEXT, "measure": _TEXT,
    "definition": _TEXT, "place": _TEXT, "start": _DAY, "end": _DAY, "value": _NUMBER,
    "low": _NUMBER, "high": _NUMBER, "unit": _TEXT, "report": _TEXT, "published": _DAY,
    "provisional": _TRUTH, "confirmed": _TRUTH, "url": _TEXT, "note": _TEXT,
}  # fmt: skip


def claims(analysis: Analysis) -> Iterator[Row]:
    """Yield a row for each claim, in text order."""
    for checked in analysis:
        yield _claim(checked)


def readings(analysis: Analysis) -> Iterator[Row]:
    """Yield a row for each reading of each claim."""
    for checked in analysis:
        for number, outcome in enumerate(checked.verdict.outcomes, start=1):
            yield _reading(checked.claim.id, number, outcome)


def figures(analysis: Analysis) -> Iterator[Row]:
    """Yield a row for each figure that was looked at, once, those of closed datasets left out."""
    closed = {s.id for c in analysis for s in c.verdict.evidence if not s.redistributable}
    found: dict[str, FigureRow] = {r.id: r for c in analysis for r in c.verdict.rows}
    for _, row in sorted(found.items()):
        if row.dataset not in closed:
            yield {name: getattr(row, name) for name in FIGURES}


def _claim(checked: Checked) -> Row:
    claim, verdict = checked.claim, checked.verdict
    value, values, counter = claim.value, verdict.values, verdict.counterclaim
    return {
        "id": claim.id,
        "kind": claim.kind.value,
        "text": claim.text,
        "start": claim.span.start,
        "end": claim.span.end,
        "who_says": who_says(claim),
        "stance": claim.stance.value if claim.stance else None,
        "polarity": claim.polarity.value,
        "checkable": claim.checkable,
        "measure": claim.measure.id or claim.measure.text if claim.measure else None,
        "number": value.number if value else None,
        "low": value.low if value else None,
        "high": value.high if value else None,
        "unit": value.unit if value else None,
        "direction": claim.direction.value if claim.direction else None,
        **_period("window", claim.window),
        **_period("baseline", claim.baseline),
        "place": _ids(claim.place),
        "label": verdict.label.value,
        "label_name": label_name(verdict.label),
        "why": verdict.why.value if verdict.why else None,
        "reason": verdict.reason,
        "flags": "; ".join(flag.id for flag in verdict.flags),
        "readings": verdict.readings,
        "share": verdict.share,
        "weighted_share": verdict.weighted_share,
        "undetermined": verdict.undetermined,
        "value_min": values.min if values else None,
        "value_median": values.median if values else None,
        "value_max": values.max if values else None,
        "decides": verdict.flips[0].axis if verdict.flips else None,
        "counterclaim": counter.sentence if counter else None,
        "counterclaim_share": counter.share if counter else None,
        "stretch": verdict.stretch.sentence if verdict.stretch else None,
        "known_then": verdict.known_then.label.value if verdict.known_then else None,
        "fragility": verdict.fragility,
        "window_percentile": verdict.window_percentile,
    }


def _reading(claim: str, number: int, outcome: Outcome) -> Row:
    base = outcome.baseline[0] if outcome.baseline else (None, None)
    window = outcome.window or (None, None)
    return {
        "claim": claim,
        "reading": number,
        "truth": outcome.truth.value,
        "weight": outcome.weight,
        "value": outcome.value,
        "low": outcome.low,
        "high": outcome.high,
        "window_start": window[0],
        "window_end": window[1],
        "baseline_start": base[0],
        "baseline_end": base[1],
        "options": "; ".join(f"{axis}={option}" for axis, option in outcome.options.items()),
        "figures": "; ".join(outcome.figures),
        "base_figures": "; ".join(outcome.base_figures),
        "sentence": outcome.sentence,
    }


def _period(name: str, window: Window | None) -> Row:
    return {
        f"{name}_start": window.start if window else None,
        f"{name}_end": window.end if window else None,
    }


def _ids(entities: Iterable[EntityRef]) -> str | None:
    return "; ".join(one.id or one.text for one in entities) or None
