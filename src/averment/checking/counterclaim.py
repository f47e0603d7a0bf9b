"""The nearest statement of the same form that the evidence does support."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf, log10

from averment.checking.sentences import what_where
from averment.checking.state import State
from averment.checking.words import capital, say_day, say_large, say_number, say_when
from averment.claim import Direction, Kind, Polarity
from averment.query import Period
from averment.verdict import Counterclaim, Label

Holds = Callable[[float, float], bool]


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The bounds of every reading's value with its weight."""

    lows: Sequence[float]
    highs: Sequence[float]
    weights: Sequence[float]

    def share(self, holds: Holds) -> float:
        """Return the weighted share of readings for which `holds` is true."""
        pairs = zip(self.weights, self.lows, self.highs, strict=True)
        return sum(w for w, a, b in pairs if holds(a, b)) / sum(self.weights)

    def least(self, tail: float) -> float:
        """Return the greatest value under which at most `tail` of the weight begins."""
        return _quantile(self.lows, self.weights, tail)

    def most(self, tail: float) -> float:
        """Return the least value over which at most `tail` of the weight ends."""
        return -_quantile([-high for high in self.highs], self.weights, tail)


def _quantile(values: Sequence[float], weights: Sequence[float], tail: float) -> float:
    passed, allowed = 0.0, tail * sum(weights) + 1e-9
    for value, weight in sorted(zip(values, weights, strict=True)):
        passed += weight
        if passed > allowed:
            return value
    return max(values)


def counterclaim(state: State) -> Counterclaim | None:
    """Return the nearest looser statement of the same form that holds in nearly all readings.

    Its figures are rounded to two digits outwards, so that what is printed holds.
    """
    if state.label in (Label.SUPPORTED, Label.NOT_COVERED):
        return None
    if state.query.claim.polarity is Polarity.NEGATED:
        return None
    found = _Bounds(
        [-inf if o.low is None else o.low for o in state.decided],
        [inf if o.high is None else o.high for o in state.decided],
        [o.weight for o in state.decided],
    )
    tail = 1 - state.settings.flags["counterclaim"]
    ends = _rounded(found.least(tail), down=True), _rounded(found.most(tail), down=False)
    change = state.query.claim.kind is Kind.CHANGE
    said = (_change if change else _count)(state, *ends)
    if said is None:
        return None
    sentence, holds = said
    return Counterclaim(sentence=sentence, share=found.share(holds))


def _rounded(value: float, *, down: bool) -> float | None:
    if value in (inf, -inf):
        return None
    unit = 10.0 ** max(floor(log10(abs(value))) - 1, 0) if value else 1.0
    return (floor if down else ceil)(round(value / unit, 6)) * unit


def _change(state: State, low: float | None, high: float | None) -> tuple[str, Holds] | None:
    value, down = state.query.claim.value, state.query.claim.direction is Direction.DOWN
    if value is None or value.unit == "times":
        return None
    verbs = ("fell", "rose") if down else ("rose", "fell")
    unit = " percent" if value.unit == "percent" or value.from_ is not None else ""
    if low is not None and low > 0:
        said = f"{verbs[0]} by at least {say_number(low)}{unit}"
        return _sentence(state, said), lambda a, b: a >= low
    if high is not None and high < 0:
        said = f"{verbs[1]} by at least {say_number(-high)}{unit}"
        return _sentence(state, said), lambda a, b: b <= high
    if low is None or high is None:
        return None
    ends = f"{verbs[1]} by up to {say_number(-low)} or {verbs[0]} by up to {say_number(high)}"
    return _sentence(state, f"{ends}{unit}"), lambda a, b: a >= low and b <= high


def _sentence(state: State, said: str) -> str:
    query = state.query
    subject = capital(what_where(query))
    if query.anchor is not None:
        day = say_day(query.anchor.dates[0])
        name = query.anchor.name.partition(" (")[0]
        return f"{subject} {said} after {day} ({name})."
    base = say_when(query.baseline) if query.baseline else "before"
    return f"{subject} {said}{_when(state)}, compared with {base.removeprefix('in ')}."


def _count(state: State, low: float | None, high: float | None) -> tuple[str, Holds] | None:
    floor_, said = state.stated[0], state.query.measure.said
    where = f" in {state.query.scope.where}" if state.query.scope.where else ""
    rest = f"{said}{where}{_when(state)}."
    if floor_ is not None and high is not None and high < floor_:
        return f"At most {say_large(high)} {rest}", lambda a, b: b <= high
    if low is not None and low > 0:
        return f"At least {say_large(low)} {rest}", lambda a, b: a >= low
    return None


def _when(state: State) -> str:
    """The period asked for; where the text names none, the one that the readings span."""
    query = state.query
    if query.measure.stock and query.window is None:
        return f" by {say_day(query.asked_on)}"
    if query.window is not None:
        return f" {say_when(query.window)}"
    periods = [c.num.period for c in state.candidates]
    return f" {say_when(Period(min(p.start for p in periods), max(p.end for p in periods)))}"
