"""The nearest statements that the evidence does support: what can be said instead of the claim.

They are of the claim's form, with a looser figure, another measure, scope or period. `SEARCHES` is
the list; how far each lies from the claim is told by distances that are data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from averment.checking.looser import Ground, looser
from averment.checking.other_years import other_years
from averment.checking.state import State
from averment.checking.statements import (
    change_statement,
    count_statement,
    foremost_statement,
    say_claimed,
    verbs,
)
from averment.claim import Bound, Kind, Polarity
from averment.query import Period, Query, Scope
from averment.reference import Gazetteer
from averment.verdict import Counterclaim, Label, Outcome

#: Kinds whose figure may be that of something else.
FIGURES = (Kind.COUNT, Kind.CHANGE)
#: The claim put again with something of it changed; none where no record answers that.
Again = Callable[[Query], Ground | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that holds, and how far it lies from the claim."""

    statement: Counterclaim
    distance: float


def counterclaims(state: State, again: Again) -> tuple[Counterclaim, ...]:
    """Return the nearest statement of each sort that holds in nearly all readings, nearest first.

    None are sought where the claim itself holds, or is turned round, or is a pair of figures
    ("from 5 to 23" is no size of a change).
    """
    claim = state.query.claim
    pair = claim.value is not None and claim.value.from_ is not None
    if state.label in (Label.SUPPORTED, Label.NOT_COVERED) or pair:
        return ()
    if claim.polarity is Polarity.NEGATED:
        return ()
    found = [one for search in SEARCHES for one in search(state, again)]
    nearest: dict[str, Counterclaim] = {}
    for one in sorted(found, key=lambda f: (round(f.distance, 9), f.statement.sentence)):
        nearest.setdefault(one.statement.changes, one.statement)
    return tuple(nearest.values())


def _bound(state: State, again: Again) -> Iterator[Found]:
    """A looser figure."""
    costs = state.settings.counterclaim
    said = looser(state.ground, state.settings.flags["counterclaim"])
    if said is not None:
        made = Counterclaim(sentence=said.sentence, share=said.share, changes="bound")
        yield Found(made, said.gap * costs["bound"])


def _measure(state: State, again: Again) -> Iterator[Found]:
    """Another, wider thing counted: "all deaths, not civilians"."""
    query, known = state.query, state.settings.measures
    if query.claim.kind not in FIGURES or not _contradicted(state):
        return
    for code in query.measure.stretch:
        if code in known:
            other = replace(known[code], fair=(code,), stretch=())
            not_only = state.settings.definitions[query.measure.fair[0]]
            put = again(replace(query, measure=other))
            yield from _put(state, put, "measure", f", not {not_only} alone")


def _scope(state: State, again: Again) -> Iterator[Found]:
    """A wider scope that the record counts apart: all people, all doers, the whole country."""
    if state.query.claim.kind in FIGURES and _contradicted(state):
        for other in _wider(state):
            yield from _put(state, again(replace(state.query, scope=other)), "scope", "")


def _wider(state: State) -> Iterator[Scope]:
    scope = state.query.scope
    if scope.of:
        yield replace(scope, of=None, whose="")
    if any(c.key.by for c in state.candidates):
        yield replace(scope, by=None, blamed="")
    country, _, division = (scope.place or "").partition("/")
    if division:
        yield replace(scope, place=country, where=Gazetteer.default().name(country) or country)


def _window(state: State, again: Again) -> Iterator[Found]:
    """The years for which the record bears the figure out."""
    costs, least = state.settings.counterclaim, state.settings.flags["counterclaim"]
    if state.query.claim.kind not in FIGURES or not _contradicted(state):
        return
    found = other_years(state, least, int(costs["years"]))
    if found is None:
        return
    sentence = _restated(state.ground, found.periods)
    made = Counterclaim(sentence=sentence, share=found.share, changes="window")
    yield Found(made, costs["window"] + found.moved * costs["year"])


def _foremost(state: State, again: Again) -> Iterator[Found]:
    """Who is first in an order, where that is another, and the same in nearly all readings."""
    rank, least = state.query.claim.rank, state.settings.flags["counterclaim"]
    if rank is None or rank.position != 1 or not _contradicted(state):
        return
    weights: dict[str, float] = {}
    for one in state.candidates:
        if one.den is not None:
            name = next(rival.name for rival in one.rivals if rival.total == one.den)
            weights[name] = weights.get(name, 0.0) + one.weight
    name, weight = max(weights.items(), key=lambda found: found[1], default=("", 0.0))
    if weight < least * sum(weights.values()) or state.weight_where(_first) > 1 - least:
        return
    changes = "window" if state.query.times else "scope"
    said = foremost_statement(state.query, Gazetteer.default().name(name) or name)
    made = Counterclaim(sentence=said, share=weight / sum(weights.values()), changes=changes)
    yield Found(made, state.settings.counterclaim["foremost"])


def _first(outcome: Outcome) -> bool:
    return outcome.low is not None and outcome.low <= 1


def _put(state: State, put: Ground | None, changes: str, tail: str) -> Iterator[Found]:
    """The claim put again: as it stands if it holds, else with a looser figure near to its own.

    A looser figure is told only where it comes nearer than that of the claim itself.
    """
    least, costs = state.settings.flags["counterclaim"], state.settings.counterclaim
    if put is None or not put.decided:
        return
    if round(put.share, 9) >= least:
        sentence, share, gap = _restated(put), put.share, 0.0
    else:
        said, own = looser(put, least), looser(state.ground, least)
        if said is None or said.gap > costs["reach"] or (own and own.gap <= said.gap):
            return
        sentence, share, gap = said.sentence, said.share, said.gap
    made = Counterclaim(sentence=f"{sentence[:-1]}{tail}.", share=share, changes=changes)
    yield Found(made, costs[changes] + gap * costs["bound"])


def _restated(ground: Ground, periods: Sequence[Period] = ()) -> str:
    """Say the claim's own figure, of another measure or scope, or of other periods."""
    value = ground.query.claim.value
    assert value is not None
    about = "about " if value.bound is Bound.EXACT else ""  # it holds within the tolerance
    figure = about + say_claimed(value)
    if ground.query.claim.kind is Kind.CHANGE:
        verb, times = verbs(ground.query)[0], value.unit == "times"
        said = f"{verb} {figure.removesuffix(' times')}-fold" if times else f"{verb} by {figure}"
        return change_statement(ground.query, said, ground.span, periods)
    return count_statement(ground.query, figure, ground.span, periods)


Search = Callable[[State, Again], Iterator[Found]]
SEARCHES: tuple[Search, ...] = (_bound, _measure, _scope, _window, _foremost)


def _contradicted(state: State) -> bool:
    return state.label in (Label.CONTRADICTED, Label.MOSTLY_CONTRADICTED)
