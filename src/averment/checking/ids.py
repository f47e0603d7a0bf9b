"""The ids that a claim built by hand may use: those of measures, places and actors on record."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from averment.checking.settings import Settings
from averment.claim import Claim
from averment.errors import BadClaim
from averment.reference import Gazetteer


def check_ids(claim: Claim, settings: Settings, names: Gazetteer) -> None:
    """Raise `BadClaim` where a measure, a place or an actor of the claim is not known by its id."""
    if claim.measure and claim.measure.id not in settings.measures:
        raise _unknown("measure", claim.measure.id or "", settings.measures)
    actors = (*claim.actors.by, *claim.actors.against, *claim.actors.of)
    for sort, known in (("place", claim.place), ("actor", actors)):
        for entry in known:
            _check_name(sort, entry.id or "", names)


def _check_name(sort: str, id: str, names: Gazetteer) -> None:
    if names.known(id) is not None:
        return
    meant = names.of(id)
    hint = f"The id of {meant.name} is {meant.id}." if meant else _IDS
    raise BadClaim(f"There is no {sort} “{id}”.", hint=hint)


_IDS = "Countries go by ISO 3166-1 codes of three letters, such as PAK or PAK/Balochistan."


def _unknown(sort: str, id: str, known: Iterable[str]) -> BadClaim:
    near = get_close_matches(id, list(known), n=1)
    hint = f"Did you mean {near[0]}?" if near else f"It is one of {', '.join(known)}."
    return BadClaim(f"There is no {sort} “{id}”.", hint=hint)
