"""Options that the words do not fairly bear but that speakers lean on; evaluated apart.

They never count towards the verdict. They say what the claim would have to mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from averment.checking.evaluate import evaluate
from averment.checking.outcomes import value_of
from averment.checking.readings import Candidate, window_total
from averment.checking.series import Flows, Stocks
from averment.checking.settings import Settings
from averment.checking.windows import (
    BaselineChoice,
    WindowChoice,
    add_months,
    say_period,
    window_choices,
    years,
)
from averment.checking.words import say_number, say_reading
from averment.claim import Kind
from averment.evidence import Figure
from averment.kinds import Rules
from averment.query import Comparator, Period, Query
from averment.verdict import Option, Stretch, Truth

_TRUTH = {1: Truth.TRUE, 0: Truth.FALSE, -1: Truth.UNDETERMINED}


@dataclass(frozen=True, slots=True)
class Leaning:
    """What is needed to look for stretches: the question, the series and the fair readings."""

    query: Query
    fair: Sequence[Candidate]
    fair_series: Sequence[Flows | Stocks]
    wide_series: Sequence[Flows | Stocks]
    party_figures: Sequence[Figure]
    interval: Comparator
    settings: Settings


def find_stretches(lean: Leaning, rules: Rules) -> tuple[Stretch, ...]:
    """Return the stretches, nearest first: for each way of leaning, one for every publisher."""
    found = [pair for source in (_measure, _party_window, _base) for pair in source(lean)]
    if not found:
        return ()
    judged = evaluate([candidate for _, _, candidate in found], rules).judged
    fair = {_identity(candidate) for candidate in lean.fair}
    made = []
    for index, (axis, label, candidate) in enumerate(found):
        low, high = float(judged.low[index]), float(judged.high[index])
        if low == high and np.isfinite(low) and _identity(candidate) not in fair:
            made.append(_stretch(lean, axis, label, candidate, low, _TRUTH[judged.truth[index]]))
    return tuple(sorted(_best(made), key=lambda s: (abs(s.gap), s.axis, s.publisher)))


def _identity(candidate: Candidate) -> tuple[object, ...]:
    den = candidate.den
    return (candidate.key.measure, candidate.num.figures, den.figures if den else ())


def _best(made: Sequence[Stretch]) -> Iterator[Stretch]:
    """Keep the nearest one of each publisher under each way of leaning."""
    kept: dict[tuple[str, str, str], Stretch] = {}
    for stretch in made:
        key = (stretch.axis, stretch.label, stretch.publisher)
        if key not in kept or abs(stretch.gap) < abs(kept[key].gap):
            kept[key] = stretch
    return iter(kept.values())


def _stretch(
    lean: Leaning, axis: str, label: str, candidate: Candidate, value: float, truth: Truth
) -> Stretch:
    claim = lean.query.claim
    own = value_of(value, claim, ratio=candidate.den is not None)
    claimed = claimed_number(lean.query) or 1.0
    gap = (own - claimed) / abs(claimed)
    side = (
        "exactly"
        if abs(gap) < 0.005
        else f"{abs(gap) * 100:.0f} % {'above' if gap > 0 else 'below'}"
    )
    publisher = candidate.key.publisher
    den = candidate.den
    said = say_reading(candidate, lean.query, value, value)
    text = (
        f"{label}, {say_number(own)} ({publisher}), {side}" if den is None else f"{label}: {said}"
    )
    return Stretch(
        axis=axis,
        label=label,
        value=own,
        gap=gap,
        publisher=publisher,
        truth=truth,
        figures=(*candidate.num.figures, *(den.figures if den else ())),
        sentence=text,
    )


def claimed_number(query: Query) -> float | None:
    """Return the figure that the claim states, or the nearest end of its interval."""
    value = query.claim.value
    if value is None:
        return None
    if value.from_ and value.to is not None:
        return (value.to / value.from_ - 1) * 100
    return next((n for n in (value.number, value.low, value.high) if n is not None), None)


def _measure(lean: Leaning) -> Iterator[tuple[str, str, Candidate]]:
    """Another, wider thing counted, in the publisher's most usual window."""
    for series in lean.wide_series:
        label = lean.settings.definitions.get(series.key.measure, series.key.measure)
        for window in _usual(lean):
            candidate = _with_baseline(lean, series, window)
            if candidate is not None:
                yield "measure", label, candidate
                break


def _usual(lean: Leaning) -> list[WindowChoice]:
    choices = window_choices(lean.query, lean.settings)
    return sorted(choices, key=lambda w: -w.option.naturalness * w.option.relevance)


def _with_baseline(lean: Leaning, series: Flows | Stocks, window: WindowChoice) -> Candidate | None:
    """The series in this window, if it answers exactly; changes keep the fair baselines' first."""
    num = window_total(series, window, lean.interval, lean.settings.coverage)
    if not num.covered or num.low != num.high or num.cut:
        return None
    bare = Candidate(_named(lean, series, window), series, window, num, None, None, lean.interval)
    if lean.query.claim.kind is not Kind.CHANGE:
        return bare
    for fair in lean.fair:
        if fair.window.period == window.period and fair.baseline is not None:
            den = series.total(fair.baseline.period, lean.settings.coverage)
            if den.covered and den.low == den.high and den.low > 0:
                return replace(bare, baseline=fair.baseline, den=den)
    return None


def _named(lean: Leaning, series: Flows | Stocks, window: WindowChoice) -> dict[str, Option]:
    label = lean.settings.definitions.get(series.key.measure, series.key.measure)
    return {"measure": Option(id=series.key.measure, label=label), "window": window.option}


def _party_window(lean: Leaning) -> Iterator[tuple[str, str, Candidate]]:
    """The period of an earlier official statement with the same figure, in whole months."""
    number = claimed_number(lean.query)
    periods = {
        (figure.start, figure.end)
        for figure in lean.party_figures
        if figure.value == number and not lean.query.measure.stock
    }
    for start, end in sorted(periods):
        period = Period(start.replace(day=1), add_months(end, 0).replace(day=1))
        if period.days <= 0 or lean.query.claim.kind is not Kind.COUNT:
            continue
        label = f"{lean.settings.stretches['party-window']} ({say_period(period)})"
        window = WindowChoice(Option(id="party-window", label=label), period, "party-window")
        for series in (*lean.fair_series, *lean.wide_series):
            candidate = _with_baseline(lean, series, window)
            if candidate is not None:
                what = lean.settings.definitions.get(series.key.measure, series.key.measure)
                yield "window", f"{what}, in {label}", candidate


def _base(lean: Leaning) -> Iterator[tuple[str, str, Candidate]]:
    """A base picked for its size: the lowest year on record; or a year after the event itself."""
    if lean.query.claim.kind is not Kind.CHANGE or lean.query.measure.stock:
        return
    for fair in {(c.key, c.window.period): c for c in lean.fair if c.window.years}.values():
        for form, period in _picked_years(lean, fair):
            den = fair.series.total(period, lean.settings.coverage)
            if den.covered and den.low == den.high and den.low > 0 and not den.cut:
                label = f"{lean.settings.stretches[form]} ({say_period(period)})"
                baseline = BaselineChoice(Option(id=form, label=label), period)
                yield "baseline", label, replace(fair, baseline=baseline, den=den)


def _picked_years(lean: Leaning, fair: Candidate) -> Iterator[tuple[str, Period]]:
    window = fair.window.period
    earlier = [
        f
        for f in fair.series.figures
        if f.end <= window.start and f.value > 0 and Period(f.start, f.end).years == 1.0
    ]
    if earlier:
        lowest = min(earlier, key=lambda f: (f.value, -f.start.toordinal()))
        yield "lowest-year", Period(lowest.start, lowest.end)
    before = years(window.start.year - 1, window.start.year - 1)
    anchor = fair.window.anchor
    if anchor is not None and before.start > _day_before(anchor) and window.years == 1.0:
        yield "year-on-year", before


def _day_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)
