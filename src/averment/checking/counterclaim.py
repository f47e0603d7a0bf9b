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

    def ends(self, tail: float) -> tuple[float | None, float | None]:
        """Return the values under and over which at most `tail` of the weight lies, each.

        They are rounded to two digits outwards, so that what is printed holds.
        """
        least = _quantile(self.lows, self.weights, tail)
        most = -_quantile([-high for high in self.highs], self.weights, tail)
        return _rounded(least, down=True), _rounded(most, down=False)


def _quantile(values: Sequence[float], weights: Sequence[float], tail: float) -> float:
    passed, allowed = 0.0, (tail + 1e-12) * sum(weights)
    for value, weight in sorted(zip(values, weights, strict=True)):
        passed += weight
        if passed > allowed:
            return value
    return max(values)


def counterclaim(state: State) -> Counterclaim | None:
    """Return the nearest looser statement of the same form that holds in nearly all readings."""
    if state.label in (Label.SUPPORTED, Label.NOT_COVERED):
        return None
    value = state.query.claim.value
    pair = value is not None and value.from_ is not None  # "from 5 to 23" is no size of a change
    if state.query.claim.polarity is Polarity.NEGATED or pair:
        return None
    found = _Bounds(
        [-inf if o.low is None else o.low for o in state.decided],
        [inf if o.high is None else o.high for o in state.decided],
        [o.weight for o in state.decided],
    )
    tail = 1 - state.settings.flags["counterclaim"]
    change = state.query.claim.kind is Kind.CHANGE
    said = (_change if change else _count)(state, *found.ends(tail))
    if said is None and change:  # what is left out is shared between the two ends
        said = _between(state, *found.ends(tail / 2))
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
    verbs, unit = _verbs(state), _unit(state)
    if unit is None:
        return None
    if low is not None and low > 0:
        said = f"{verbs[0]} by at least {say_number(low)}{unit}"
        return _sentence(state, said), lambda a, b: a >= low
    if high is not None and high < 0:
        said = f"{verbs[1]} by at least {say_number(-high)}{unit}"
        return _sentence(state, said), lambda a, b: b <= high
    return None


def _between(state: State, low: float | None, high: float | None) -> tuple[str, Holds] | None:
    """A change that may have gone either way, within bounds."""
    verbs, unit = _verbs(state), _unit(state)
    if unit is None or low is None or high is None:
        return None
    sides = ((verbs[1], -low), (verbs[0], high))
    ways = [f"{verb} by up to {say_number(by)}" for verb, by in sides if by > 0]
    still = "" if len(ways) == 2 else ", or did not change" if ways else "did not change"
    said = " or ".join(ways) + (unit if ways else "") + still
    return _sentence(state, said), lambda a, b: a >= low and b <= high


def _verbs(state: State) -> tuple[str, str]:
    """The verb for the claim's direction, and the verb for the other."""
    down = state.query.claim.direction is Direction.DOWN
    return ("fell", "rose") if down else ("rose", "fell")


def _unit(state: State) -> str | None:
    """What stands after the number; none for multiples, of which no bound is told."""
    value = state.query.claim.value
    if value is None or value.unit == "times":
        return None
    return " percent" if value.unit == "percent" or value.from_ is not None else ""


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
