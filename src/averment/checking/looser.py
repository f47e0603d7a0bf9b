"""A looser figure: the bound that nearly all readings keep, said as a statement of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf, log, log10

from averment.checking.sentences import claimed_number
from averment.checking.statements import (
    change_statement,
    count_statement,
    none_statement,
    rank_statement,
    share_statement,
    trend_statement,
    verbs,
)
from averment.checking.words import say_large, say_number
from averment.claim import Direction, Kind
from averment.query import Period, Query
from averment.verdict import Outcome, Truth

Holds = Callable[[float, float], bool]
Said = tuple[str, Holds, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a statement is made on: the question, what its readings give, and when they look.

    `stated` is the claimed interval in the unit of the claim, `span` the period of the readings.
    """

    query: Query
    outcomes: Sequence[Outcome]
    stated: tuple[float | None, float | None]
    span: Period

    @property
    def decided(self) -> list[Outcome]:
        """The outcomes that are true or false."""
        return [o for o in self.outcomes if o.truth is not Truth.UNDETERMINED]

    @property
    def share(self) -> float:
        """The weighted share of the decided outcomes that are true; zero where none is."""
        whole = sum(o.weight for o in self.decided)
        true = sum(o.weight for o in self.decided if o.truth is Truth.TRUE)
        return true / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Looser:
    """A statement with a looser figure, and the share of readings that keep it.

    `gap` is how far its figure lies from the claimed one, the natural logarithm of their ratio;
    a rise by 60 percent is 1.6 times.
    """

    sentence: str
    share: float
    gap: float


def looser(ground: Ground, least: float) -> Looser | None:
    """Return the nearest bound that holds in at least the share `least` of the decided readings."""
    found = _Bounds(
        [_end(o, o.low, -inf) for o in ground.decided],
        [_end(o, o.high, inf) for o in ground.decided],
        [o.weight for o in ground.decided],
    )
    said = _SAYING[ground.query.claim.kind](ground, found, 1 - least)
    if said is None:
        return None
    sentence, holds, figure = said
    return Looser(sentence, found.share(holds), _gap(ground.query, figure))


def _gap(query: Query, figure: float) -> float:
    """How far a figure lies from the claimed one; a rise by 60 percent is 1.6 times."""
    claimed, value = claimed_number(query), query.claim.value
    if claimed is None:
        return inf
    if query.claim.kind is Kind.CHANGE and value is not None and value.unit == "percent":
        sign = -1 if query.claim.direction is Direction.DOWN else 1
        figure, claimed = (1 + sign * percent / 100 for percent in (figure, claimed))
    return abs(log(figure / claimed)) if claimed and figure / claimed > 0 else inf


def _end(outcome: Outcome, end: float | None, open_: float) -> float:
    """One end of what a reading gives: its value where that has no limit, else as given."""
    if end is not None:
        return end
    return open_ if outcome.value is None else outcome.value


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


def _rounded(value: float, *, down: bool) -> float | None:
    if value in (inf, -inf):
        return None
    unit = 10.0 ** max(floor(log10(abs(value))) - 1, 0) if value else 1.0
    return (floor if down else ceil)(round(value / unit, 6)) * unit


def _change(ground: Ground, found: _Bounds, tail: float) -> Said | None:
    """A change by at least so much, one way or the other; else what it lies between."""
    same, other = verbs(ground.query)
    unit, (low, high) = _unit(ground.query), found.ends(tail)
    if unit is None:
        return _times(ground, low, high)
    if low is not None and low > 0:
        said = f"{same} by at least {say_number(low)}{unit}"
        return change_statement(ground.query, said, ground.span), lambda a, b: a >= low, low
    if high is not None and high < 0:
        said = f"{other} by at least {say_number(-high)}{unit}"
        return change_statement(ground.query, said, ground.span), lambda a, b: b <= high, high
    return _between(ground, *found.ends(tail / 2))  # what is left out is shared between the ends


def _times(ground: Ground, low: float | None, high: float | None) -> Said | None:
    """A multiple of at most, or at least, so much; none where it may have gone either way."""
    (floor_, _), (same, _) = ground.stated, verbs(ground.query)
    if floor_ is not None and high is not None and 1 < high < floor_:
        said = f"{same} at most {say_number(high)}-fold"
        return change_statement(ground.query, said, ground.span), lambda a, b: b <= high, high
    if low is not None and low > 1:
        said = f"{same} at least {say_number(low)}-fold"
        return change_statement(ground.query, said, ground.span), lambda a, b: a >= low, low
    return None


def _between(ground: Ground, low: float | None, high: float | None) -> Said | None:
    """A change that may have gone either way, within bounds."""
    same, other = verbs(ground.query)
    unit = _unit(ground.query) or ""
    if low is None or high is None:
        return None
    sides = ((other, -low), (same, high))
    ways = [f"{verb} by up to {say_number(by)}" for verb, by in sides if by > 0]
    still = "" if len(ways) == 2 else ", or did not change" if ways else "did not change"
    said = " or ".join(ways) + (unit if ways else "") + still
    sentence = change_statement(ground.query, said, ground.span)
    return sentence, lambda a, b: a >= low and b <= high, high


def _unit(query: Query) -> str | None:
    """What stands after the number; none for multiples, which are said otherwise."""
    value = query.claim.value
    if value is None or value.unit == "times":
        return None
    return " percent" if value.unit == "percent" or value.from_ is not None else ""


def _count(ground: Ground, found: _Bounds, tail: float) -> Said | None:
    """A number or a share of at most, or at least, so much."""
    (floor_, _), (low, high) = ground.stated, found.ends(tail)
    share = ground.query.claim.kind is Kind.SHARE
    say = share_statement if share else count_statement
    if high == 0:
        return none_statement(ground.query, ground.span), lambda a, b: b <= 0, 0.0
    if floor_ is not None and high is not None and high < floor_:
        said = f"at most {say_large(high)}"
        return say(ground.query, said, ground.span), lambda a, b: b <= high, high
    if low is not None and low > 0:
        said = f"at least {say_large(low)}"
        return say(ground.query, said, ground.span), lambda a, b: a >= low, low
    return None


def _trend(ground: Ground, found: _Bounds, tail: float) -> Said | None:
    """What did not go the way of the claim: by how much it went the other way, at the least.

    None where it is said of every year or month: that one went the other way tells nothing of all.
    """
    if any(o.options.get("statistic") == "steps" for o in ground.decided):
        return None
    (_, high), (_, other) = found.ends(tail), verbs(ground.query)
    if ground.query.claim.direction is Direction.LEVEL or high is None or high > 0:
        return None
    said = f"{other} by at least {say_number(-high)} percent" if high else f"did not {_BARE[other]}"
    return trend_statement(ground.query, said, ground.span), lambda a, b: b <= high, high


_BARE = {"rose": "fall", "fell": "rise"}


def _rank(ground: Ground, found: _Bounds, tail: float) -> Said | None:
    """The places in the order that it takes."""
    low, high = (None if end is None else round(end) for end in found.ends(tail / 2))
    if low is None or high is None:
        return None
    said = rank_statement(ground.query, low, high, ground.span)
    return said, lambda a, b: a >= low and b <= high, float(high)


Saying = Callable[[Ground, "_Bounds", float], Said | None]
_SAYING: Mapping[Kind, Saying] = {
    Kind.COUNT: _count,
    Kind.SHARE: _count,
    Kind.CHANGE: _change,
    Kind.TREND: _trend,
    Kind.RANK: _rank,
}
