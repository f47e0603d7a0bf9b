"""The one plain sentence that a reader can repeat, and the nearest statement that holds."""

from __future__ import annotations

from math import ceil, floor, log10

import numpy as np

from averment.checking.flags import say_years
from averment.checking.series import Stocks
from averment.checking.state import State
from averment.checking.words import say_large, say_number, say_percent
from averment.claim import Direction, Kind, Polarity
from averment.query import Period
from averment.verdict import Counterclaim, Flip, Label, Outcome, Truth


def reason(state: State) -> str:
    """Say why the label is what it is: the range of the readings, and which choice decides."""
    parts = [_range(state), _deciding(state), _nearest(state), _perspective(state)]
    return " ".join(part for part in parts if part)


def _range(state: State) -> str:
    exact = [o for o in state.decided if o.value is not None] or state.decided
    if not exact:
        return "The record only bounds the figure, too widely to decide."
    ends = sorted(exact, key=lambda o: (o.low or 0.0, -o.weight))
    low, high = ends[0], ends[-1]
    lead = _lead(state)
    if low.sentence == high.sentence or low.low == high.high:
        return f"{lead}: {low.sentence}."
    return f"{lead}, from {_short(low, state)} to {_short(high, state)}."


def _lead(state: State) -> str:
    held = sum(o.truth is Truth.TRUE for o in state.decided)
    count = len(state.decided)
    whole = {0: "No fair reading bears this out", count: "Every fair reading bears this out"}
    if count == 1:
        return (
            "The one fair reading bears this out"
            if held
            else "The one fair reading does not bear this out"
        )
    return whole.get(held, f"{held} of {count} fair readings bear this out")


def _short(outcome: Outcome, state: State) -> str:
    if state.query.claim.kind is Kind.CHANGE and outcome.value is not None:
        who, _, figures = outcome.sentence.partition(": ")
        what, _, change = figures.rpartition(", ")
        return f"{change} ({who}, {what})"
    return outcome.sentence


def _deciding(state: State) -> str:
    """What flips the outcome, told by the options of the axis that decides most."""
    for flip in state.flips:
        if flip.true or flip.false:
            return _flip(flip)
    if state.flips:
        return f"What decides most is: {_lower(state.flips[0].label)}."
    return ""


def _flip(flip: Flip) -> str:
    sides = [("true", flip.true), ("false", flip.false), ("either way", flip.mixed)]
    said = "; ".join(f"{truth} with {_join(options)}" for truth, options in sides if options)
    return f"What decides most is {_lower(flip.label)}: {said}."


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _join(options: tuple[str, ...], most: int = 3) -> str:
    shown = list(options[:most])
    if len(options) > most:
        shown.append(f"{len(options) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _nearest(state: State) -> str:
    """The nearest stretch, with its gap, where the record contradicts the claim."""
    if state.label not in (Label.CONTRADICTED, Label.MOSTLY_CONTRADICTED) or not state.stretches:
        return ""
    nearest = state.stretches[0]
    others = [s for s in state.stretches[1:] if s.label == nearest.label]
    more = "".join(f"; {say_number(s.value)} ({s.publisher})" for s in others)
    return f"Nearest: {nearest.sentence}{more}."


def _perspective(state: State) -> str:
    """Where a rise still leaves the level below that of earlier years, say which."""
    own, claim = state.own, state.query.claim
    if claim.kind is not Kind.CHANGE or claim.direction is Direction.DOWN or own is None:
        return ""
    tops = [
        c.num.high / max(c.num.period.years, 1.0)
        for c in state.candidates
        if not isinstance(c.series, Stocks)
    ]
    starts = [c.window.period.start for c in state.candidates]
    yearly = [
        f
        for f in state.figures
        if f.unit == "count"
        and f.measure in state.query.measure.fair
        and state.datasets[f.dataset].decides
        and Period(f.start, f.end).years == 1.0
        and f.end <= min(starts)
    ]
    higher = [f for f in yearly if tops and f.value > 1.05 * max(tops)]
    if not higher:
        return ""
    peak = max(higher, key=lambda f: f.value)
    who = state.datasets[peak.dataset].publisher
    return (
        f"Still below {say_years([f.start.year for f in higher])}, with a peak of "
        f"{say_number(peak.value)} in {peak.start.year} ({who})."
    )


def counterclaim(state: State) -> Counterclaim | None:
    """Return the nearest looser statement of the same form that holds in nearly all readings.

    Found on the weighted quantiles of the readings' bounds; rounded to two digits outwards, so that
    what is printed holds.
    """
    if state.label is Label.SUPPORTED or not state.decided:
        return None
    if state.query.claim.polarity is Polarity.NEGATED:
        return None
    tail = 1 - state.settings.flags["counterclaim"]
    lows = [o.low if o.low is not None else -np.inf for o in state.decided]
    highs = [o.high if o.high is not None else np.inf for o in state.decided]
    weights = [o.weight for o in state.decided]
    floor_, ceiling = _quantile(lows, weights, tail), _quantile(highs, weights, 1 - tail)
    low, high = _rounded(floor_, down=True), _rounded(ceiling, down=False)
    below = state.stated[0] is not None and high is not None and high < state.stated[0]
    statement = _statement(state, low, high, below=below)
    if statement is None:
        return None
    words, holds = statement
    share = sum(w for w, a, b in zip(weights, lows, highs, strict=True) if holds(a, b))
    return Counterclaim(sentence=words, share=share / sum(weights))


def _quantile(values: list[float], weights: list[float], at: float) -> float:
    order = np.argsort(values, kind="stable")
    mass = np.cumsum(np.array(weights)[order]) / sum(weights)
    index = int(np.searchsorted(mass, at + 1e-12 if at < 0.5 else at - 1e-12))
    return float(np.array(values)[order][min(index, len(values) - 1)])


def _rounded(value: float, *, down: bool) -> float | None:
    if not np.isfinite(value):
        return None
    if value == 0:
        return 0.0
    unit = 10.0 ** max(floor(log10(abs(value))) - 1, 0)
    return (floor if down else ceil)(value / unit) * unit


def _statement(state: State, low: float | None, high: float | None, *, below: bool):  # type: ignore[no-untyped-def]
    claim, subject = state.query.claim, _subject(state)
    if claim.kind is Kind.CHANGE:
        if claim.value is not None and claim.value.unit == "times":
            return None
        if low is not None and low > 0:
            verb = "fell" if claim.direction is Direction.DOWN else "rose"
            return f"{subject} {verb} by at least {say_number(low)} percent.", lambda a, b: a >= low
        if low is None or high is None:
            return None
        ends = f"between {say_percent(low)} and {say_percent(high)}"
        return f"{subject} changed by {ends}.", lambda a, b: a >= low and b <= high
    if below and high is not None:
        return f"{subject}: at most {say_large(high)}.", lambda a, b: b <= high
    if low is not None and low > 0:
        return f"{subject}: at least {say_large(low)}.", lambda a, b: a >= low
    return None


def _subject(state: State) -> str:
    label = state.query.measure.label
    return label[:1].upper() + label[1:]
