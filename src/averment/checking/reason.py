"""The one plain reason that a reader can repeat. Its first sentence can stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from averment.checking.labels import straddled
from averment.checking.path import say_path
from averment.checking.series import Stocks
from averment.checking.state import State
from averment.checking.words import say_large, say_number, say_years
from averment.claim import Direction, Kind
from averment.query import Period
from averment.verdict import Label, Outcome, Stretch, Truth


def reason(state: State) -> str:
    """Say why the label is what it is: the range of the readings, and which choice decides."""
    parts = [_range(state), _deciding(state), _nearest(state), _perspective(state)]
    return " ".join(part for part in parts if part)


def _range(state: State) -> str:
    if state.label is Label.NOT_COVERED:
        return _too_coarse(state)
    known = [o for o in state.decided if o.low is not None and o.high is not None]
    exact = [o for o in known if o.value is not None] or known or state.decided
    ends = sorted(exact, key=lambda o: (o.low or 0.0, -o.weight))
    low, high = ends[0], ends[-1]
    if state.query.claim.direction is Direction.DOWN:
        low, high = high, low  # a fall is said with a minus: the steepest is the lowest
    if low is high or low.low == high.high:
        return f"{_lead(state)}: {_said(low, state)}."
    return f"{_lead(state)}; they run from {_run(_said(low, state), _said(high, state))}."


def _run(low: str, high: str) -> str:
    """Say two ends, what they share once: "387 to 439 in 2024 (UCDP)"."""
    one, other = (re.match(r"(.+?) (?=(?:in|from|on) )", end) for end in (low, high))
    if one and other and low[one.end() :] == high[other.end() :]:
        return f"{one.group(1)} to {high}"
    return f"{low} to {high}"


def _too_coarse(state: State) -> str:
    """The narrowest bounds that leave it open, and what decides for all that."""
    open_ = [o for o in state.outcomes if o.truth is Truth.UNDETERMINED]
    narrow = min(open_, key=lambda o: (inf if o.high is None else o.high) - (o.low or 0.0))
    said = f"The record bounds the figure too widely to decide: {_said(narrow, state)}."
    if state.candidates[state.outcomes.index(narrow)].unseen.others:
        blamed = f"those of “{state.query.scope.blamed}” may be any part of them"
        whose = f"The record does not tell whose deeds it counts, and {blamed}"
        said = f"{whose}: {_said(narrow, state)}."
    if state.own is None:
        return said
    holds = "true" if state.own.truth is Truth.TRUE else "false"
    part = f"{(1 - state.tally.undetermined) * 100:.0f} percent of the weight decides"
    return f"{said} Only {part}; its main reading is {holds}: {_said(state.own, state)}."


def _lead(state: State) -> str:
    held = sum(o.truth is Truth.TRUE for o in state.decided)
    count, share = len(state.decided), state.tally.weighted_share or 0.0
    if straddled(state.tally, state.settings.labels):
        what = "place" if state.query.claim.kind is Kind.RANK else "figure"
        meets = "meet" if held > 1 else "meets"
        some = f"{held} of {count} {meets}" if held else f"none of them {meets}"
        return f"The {what} lies amid what fair readings give, and {some} it"
    if count == 1:
        return f"The one fair reading {'bears' if held else 'does not bear'} this out"
    if held in (0, count):
        return f"{'Every' if held else 'No'} fair reading bears this out"
    said = f"{held} of {count} fair readings {'bears' if held == 1 else 'bear'} this out"
    return f"{said}, with {share * 100:.0f} percent of the weight"


def _said(outcome: Outcome, state: State) -> str:
    """The reading with its figure first: "+625 % (PICSS: 4 in 2021, 29 in 2023)"."""
    if state.query.claim.kind in (Kind.COUNT, Kind.RANK):
        who, _, rest = outcome.sentence.partition(": ")
        return f"{rest} ({who})"
    parts = outcome.sentence.split(", ")
    change = next((part for part in parts if part[:1] in "+−" or " %" in part), None)
    if change is None:
        return outcome.sentence
    rest = ", ".join(part for part in parts if part is not change)
    return f"{change.replace(' (', ', ').removesuffix(')')} ({rest})"


def _deciding(state: State) -> str:
    """What flips the outcome: the first steps of the decision path."""
    if not state.path or state.label in (Label.SUPPORTED, Label.CONTRADICTED):
        return ""
    return say_path(state.path)


def _nearest(state: State) -> str:
    """The nearest stretch, from either side, where the record contradicts the claim."""
    if state.label not in (Label.CONTRADICTED, Label.MOSTLY_CONTRADICTED) or not state.stretches:
        return ""
    nearest = state.stretches[0]
    same = [s for s in state.stretches if s.label == nearest.label]
    sides = [s for s in (_first(same, above=True), _first(same, above=False)) if s is not None]
    figures = [f"{say_large(s.value)} ({s.publisher}), {say_gap(s.gap)}" for s in sides]
    if state.query.claim.kind is Kind.CHANGE:
        return f"Nearest: {nearest.sentence}."
    return f"Nearest: {nearest.label}, {'; '.join(figures)}."


def _first(found: Sequence[Stretch], *, above: bool) -> Stretch | None:
    return next((s for s in found if (s.gap > 0) is above), None)


def say_gap(gap: float) -> str:
    """Say a relative distance: "16 % below"."""
    if abs(gap) < 0.005:
        return "the same"
    return f"{abs(gap) * 100:.0f} % {'above' if gap > 0 else 'below'}"


def _perspective(state: State) -> str:
    """Where a rise still leaves the level below that of earlier years, say which."""
    claim = state.query.claim
    flows = [c for c in state.candidates if not isinstance(c.series, Stocks)]
    if claim.kind is not Kind.CHANGE or claim.direction is Direction.DOWN or not flows:
        return ""
    reached = max(c.num.high / max(c.num.period.years, 1.0) for c in flows)
    first = min(c.window.period.start for c in flows)
    asked = {c.key.publisher for c in flows}  # levels are compared within one body's count
    higher = [
        f
        for f in state.figures
        if f.unit == "count"
        and not f.by
        and f.measure in state.query.measure.fair
        and state.datasets[f.dataset].publisher in asked
        and Period(f.start, f.end).years == 1.0
        and f.end <= first
        and f.value > reached
    ]
    if not higher:
        return ""
    peak = max(higher, key=lambda f: (f.value, f.start, f.id))  # of equal years the last
    top, who = say_number(peak.value), state.datasets[peak.dataset].publisher
    if len({f.start.year for f in higher}) == 1:
        return f"Still below {peak.start.year}, with {top} ({who})."
    return (
        f"Still below {say_years(f.start.year for f in higher)}, when the peak was {top} in "
        f"{peak.start.year} ({who})."
    )
