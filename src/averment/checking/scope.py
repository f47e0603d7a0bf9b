"""Which cases a claim counts: where, whose, by whom. What cannot be asked for is said, not guessed.

A figure for a whole country does not answer for one of its cities, nor all dead for the children
among them: such a claim is not covered, and the reader is told why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from averment.claim import Claim, EntityRef, Kind
from averment.query import Measure, Scope
from averment.reference import Gazetteer, Region, Regions


@dataclass(frozen=True, slots=True)
class Unasked:
    """Why a claim cannot be put to the record, in one sentence."""

    reason: str


def scope_of(
    claim: Claim, claims: Sequence[Claim], measure: Measure, names: Gazetteer
) -> Scope | Unasked:
    """Return the cases that the claim counts, or why no record answers for them."""
    where = _where(claim, claims, measure, names)
    if isinstance(where, Unasked):
        return where
    scope = _whose(claim, claims, measure, where, names)
    if isinstance(scope, Unasked):
        return scope
    against = [one for one in claim.actors.against if one.id != scope.place]
    if against:
        return _not_apart(f"those against {_listed(against)}")
    by = claim.actors.by
    return replace(scope, by=_first(by), blamed=_listed(by))


def _where(
    claim: Claim, claims: Sequence[Claim], measure: Measure, names: Gazetteer
) -> Scope | Unasked:
    if not claim.place:
        settled = measure.placed or measure.placeless
        near = None if settled else _nearby(claim, claims, _countries)
        if near is None:
            return Scope()
        return Scope(near.id, where=_name(near, names), nearby=("place",))
    finest = max(claim.place, key=lambda one: len(one.id or ""))
    if any(one.id is None or not (finest.id or "").startswith(one.id) for one in claim.place):
        unknown = [one for one in claim.place if one.id is None]
        return _not_apart(_listed(unknown) if unknown else f"{_listed(claim.place)} together")
    entry = names.of(finest.text)
    if entry is not None and entry.sort == "city":
        return _not_apart(finest.text)
    return Scope(finest.id, where=_name(finest, names))


def _whose(
    claim: Claim, claims: Sequence[Claim], measure: Measure, scope: Scope, names: Gazetteer
) -> Scope | Unasked:
    """The membership of those counted; that of the country itself is no restriction.

    "The refugees" in a country are those that the text around counts there.
    """
    of = [one for one in claim.actors.of if measure.placed or one.id != scope.place]
    if not of and measure.placed and claim.kind not in (Kind.RANK, Kind.SHARE):
        near = _nearby(claim, claims, lambda other: _same_people(claim, other))
        if near is not None:
            whose = _name(near, names)
            return replace(scope, of=near.id, whose=whose, nearby=(*scope.nearby, "of"))
    if not of:
        return scope
    if len(of) > 1 or of[0].id is None:
        return _not_apart(_listed(of))
    if scope.place is None and not measure.placed and _is_country(of[0].id):
        return Scope(of[0].id, where=_name(of[0], names))
    return replace(scope, of=of[0].id, whose=_name(of[0], names))


def _nearby(
    claim: Claim, claims: Sequence[Claim], part: Callable[[Claim], Sequence[EntityRef]]
) -> EntityRef | None:
    """That part of the nearest claim before which has it; of the nearest after, failing that."""
    before = [c for c in claims if c.span.start < claim.span.start]
    after = [c for c in claims if c.span.start > claim.span.start]
    found = (one for other in (*reversed(before), *after) for one in part(other))
    return next((one for one in found if one.id), None)


def _countries(other: Claim) -> Sequence[EntityRef]:
    """The countries of another claim; a part of one that it names says nothing of the rest."""
    return [one for one in other.place if _is_country(one.id or "")]


def _same_people(claim: Claim, other: Claim) -> Sequence[EntityRef]:
    """Whose are counted in another claim, if it counts the same there."""
    measures = [c.measure.id if c.measure else None for c in (claim, other)]
    places = [{one.id for one in c.place} for c in (claim, other)]
    same = measures[0] == measures[1] and places[0] == places[1]
    return other.actors.of if same else ()


def _not_apart(what: str) -> Unasked:
    return Unasked(f"No record in this evidence counts “{what}” apart.")


def _first(entities: Sequence[EntityRef]) -> str | None:
    return next((one.id for one in entities if one.id), None)


def _listed(entities: Sequence[EntityRef]) -> str:
    return " and ".join(dict.fromkeys(one.text for one in entities))


def region_of(words: str, names: Gazetteer) -> Region | None:
    """Return the region that words name; a country whose name holds one's is none."""
    for found in reversed(names.find(words)):
        if any(one.sort in ("country", "former") for one in found.meanings):
            words = f"{words[: found.start]}, {words[found.end :]}"
    return Regions.default().find(words)


def _is_country(id: str) -> bool:
    return len(id) == 3 and id.isupper()


def _name(entity: EntityRef, names: Gazetteer) -> str:
    """The place's name; the words of the text where the gazetteer has none."""
    return names.name(entity.id or "") or entity.text
