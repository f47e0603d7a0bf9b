"""Options that the words do not fairly bear but that speakers lean on; evaluated apart.

They never count towards the verdict. They say what the claim would have to mean. `LEANINGS` is the
list; each function yields the readings of one way to lean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from averment.checking.answers import window_total
from averment.checking.baselines import BaselineChoice
from averment.checking.candidate import Candidate
from averment.checking.evaluate import evaluate
from averment.checking.outcomes import TRUTH
from averment.checking.periods import BEGINNING, years
from averment.checking.reason import say_gap
from averment.checking.sentences import claimed_number, in_unit, say_reading
from averment.checking.series import Series, Stocks
from averment.checking.settings import Settings
from averment.checking.windows import WindowChoice, window_choices
from averment.checking.words import say_large, say_period
from averment.claim import Direction, Kind
from averment.evidence import Figure
from averment.kinds import Rules
from averment.query import Comparator, Period, Query
from averment.verdict import Option, Stretch


@dataclass(frozen=True, slots=True)
class Leaning:
    """What is needed to look for stretches: the question, the series and the fair readings."""

    query: Query
    fair: Sequence[Candidate]
    fair_series: Sequence[Series]
    wide_series: Sequence[Series]
    party_figures: Sequence[Figure]
    interval: Comparator
    settings: Settings

    def said(self, series: Series) -> str:
        """Return how the settings say what a series counts."""
        return self.settings.definitions.get(series.key.measure, series.key.measure)


@dataclass(frozen=True, slots=True)
class Leant:
    """One way to lean: on which axis, how it is said, and the reading that it gives."""

    axis: str
    label: str
    candidate: Candidate


def find_stretches(lean: Leaning, rules: Rules) -> tuple[Stretch, ...]:
    """Return the stretches, nearest first: for each way of leaning, one for every publisher.

    One that equals a fair reading is dropped, and so is one of which only bounds are known, or
    that comes no nearer to the claim than the nearest fair reading does.
    """
    fair = {_identity(candidate) for candidate in lean.fair}
    found = [
        leant
        for leaning in LEANINGS
        for leant in leaning(lean)
        if leant.candidate.exact and _identity(leant.candidate) not in fair
    ]
    judged = evaluate([leant.candidate for leant in found], rules).judged
    plain = evaluate(lean.fair, rules).judged
    ends = zip((*plain.low, *plain.high), (*lean.fair, *lean.fair), strict=True)
    least = min(abs(_gap(lean, float(value), one)[1]) for value, one in ends)
    made = [
        _stretch(lean, leant, float(judged.low[index]), int(judged.truth[index]))
        for index, leant in enumerate(found)
        if isfinite(judged.low[index])
    ]
    made = [stretch for stretch in made if abs(stretch.gap) < least - 1e-9]
    ordered = sorted(made, key=lambda s: (round(abs(s.gap), 9), s.axis, s.publisher, s.label))
    nearest: dict[tuple[str, str, str], Stretch] = {}
    for stretch in ordered:
        nearest.setdefault((stretch.axis, stretch.label, stretch.publisher), stretch)
    return tuple(nearest.values())


def _identity(candidate: Candidate) -> tuple[object, ...]:
    den = candidate.den
    return (candidate.key.measure, candidate.num.figures, den.figures if den else ())


def _stretch(lean: Leaning, leant: Leant, value: float, truth: int) -> Stretch:
    candidate, query = leant.candidate, lean.query
    own, gap = _gap(lean, value, candidate)
    publisher, den = candidate.key.publisher, candidate.den
    figure = f"{say_large(own)} ({publisher}), {say_gap(gap)}"
    if den is None:
        sentence = f"{leant.label}: {figure}"
    else:
        reading = say_reading(candidate, query, value, value)  # which names another measure itself
        sentence = reading if leant.axis == "measure" else f"{leant.label}, {reading}"
    return Stretch(
        axis=leant.axis,
        label=leant.label,
        value=own,
        gap=gap,
        publisher=publisher,
        truth=TRUTH[truth],
        figures=(*candidate.num.figures, *(den.figures if den else ())),
        sentence=sentence,
    )


def _gap(lean: Leaning, value: float, candidate: Candidate) -> tuple[float, float]:
    """Return a value in the unit of the claim and its relative distance from what is claimed."""
    own = in_unit(value, lean.query.claim, candidate.interval)
    claimed = claimed_number(lean.query) or 1.0
    return own, (own - claimed) / abs(claimed)


def _measure(lean: Leaning) -> Iterator[Leant]:
    """Another, wider thing counted, in the most usual window that a publisher answers."""
    windows = window_choices(lean.query, lean.settings)
    usual = sorted(windows, key=lambda w: -w.option.naturalness * w.option.relevance)
    for series in lean.wide_series:
        found = (_in_window(lean, series, window) for window in usual)
        candidate = next((one for one in found if one is not None), None)
        if candidate is not None:
            yield Leant("measure", lean.said(series), candidate)


def _in_window(lean: Leaning, series: Series, window: WindowChoice) -> Candidate | None:
    """The series in this window, if it answers exactly; a change is compared as a fair one is."""
    num = window_total(series, window, lean.interval, lean.settings.coverage)
    if not num.covered or not num.exact or num.cut:
        return None
    bare = Candidate(_options(lean, series, window), series, window, num, lean.interval)
    if lean.query.claim.kind is not Kind.CHANGE:
        return bare
    for fair in lean.fair:
        if fair.window.period == window.period and fair.baseline is not None:
            den = series.total(fair.baseline.period, lean.settings.coverage)
            if den.covered and den.exact and den.low > 0:
                return replace(bare, baseline=fair.baseline, den=den)
    return None


def _options(lean: Leaning, series: Series, window: WindowChoice) -> Mapping[str, Option]:
    measure = Option(id=series.key.measure, label=lean.said(series))
    return {"measure": measure, "window": window.option}


def _party_window(lean: Leaning) -> Iterator[Leant]:
    """The period of an earlier official statement of the same figure, in whole months."""
    number = claimed_number(lean.query)
    if lean.query.measure.stock or lean.query.claim.kind is not Kind.COUNT:
        return
    stated = {(f.start, f.end) for f in lean.party_figures if f.value == number}
    for start, end in sorted(stated):
        period = Period(start.replace(day=1), end.replace(day=1))
        if period.days <= 0:
            continue
        label = f"{lean.settings.stretches['party-window']} ({say_period(period)})"
        window = WindowChoice(Option(id="party-window", label=label), period, "party-window")
        for series in (*lean.fair_series, *lean.wide_series):
            candidate = _in_window(lean, series, window)
            if candidate is not None:
                yield Leant("window", f"{lean.said(series)}, in {label}", candidate)


def _base(lean: Leaning) -> Iterator[Leant]:
    """A base picked for its size: the year on record that makes most of it; or one year on."""
    if lean.query.claim.kind is not Kind.CHANGE or lean.query.measure.stock:
        return
    down = lean.query.claim.direction is Direction.DOWN
    for fair in {(c.key, c.window.period): c for c in lean.fair if c.window.years}.values():
        for form, period in _picked_years(fair, down=down):
            den = fair.series.total(period, lean.settings.coverage)
            if den.covered and den.exact and den.low > 0 and not den.cut:
                label = f"{lean.settings.stretches[form]} ({say_period(period)})"
                baseline = BaselineChoice(Option(id=form, label=label), period)
                yield Leant("baseline", label, replace(fair, baseline=baseline, den=den))


def _picked_years(fair: Candidate, *, down: bool) -> Iterator[tuple[str, Period]]:
    window, anchor = fair.window.period, fair.window.anchor
    earlier = [
        f
        for f in fair.series.figures
        if f.end <= window.start and f.value > 0 and Period(f.start, f.end).years == 1.0
    ]
    if earlier and down:
        highest = max(earlier, key=lambda f: (f.value, f.start))
        yield "highest-year", Period(highest.start, highest.end)
    elif earlier:
        lowest = min(earlier, key=lambda f: (f.value, -f.start.toordinal()))
        yield "lowest-year", Period(lowest.start, lowest.end)
    before = years(window.start.year - 1, window.start.year - 1)
    if anchor is not None and before.start >= anchor and window.years == 1.0:
        yield "year-on-year", before


def _peak_now(lean: Leaning) -> Iterator[Leant]:
    """The highest level ever, where the words speak of the present."""
    if not lean.query.measure.stock or lean.query.claim.tense != "present":
        return
    label = lean.settings.stretches["peak-now"]
    period = Period(BEGINNING, lean.query.asked_on)
    window = WindowChoice(Option(id="peak-now", label=label), period, "peak")
    for series in lean.fair_series:
        candidate = _in_window(lean, series, window)
        if isinstance(series, Stocks) and candidate is not None:
            yield Leant("window", label, candidate)


LEANINGS: tuple[Callable[[Leaning], Iterator[Leant]], ...] = (
    _measure,
    _party_window,
    _base,
    _peak_now,
)
