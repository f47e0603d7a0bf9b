"""Why nothing decides a claim."""

from __future__ import annotations

from collections.abc import Sequence

from averment.checking.sentences import what_where
from averment.checking.words import say_day
from averment.evidence import Figure
from averment.query import Query
from averment.verdict import Excluded, PartyFigure, Why


def why_uncovered(
    query: Query,
    deciding: Sequence[Figure],
    said: Sequence[PartyFigure],
    excluded: Sequence[Excluded],
) -> tuple[Why, str]:
    """Return why no reading could be made, and the same in one sentence."""
    what = what_where(query)
    if deciding:
        words = f"The records that count {what} do not answer: {_most(excluded)}."
        party = f" A party to the dispute has spoken of it: {_parties(said)}." if said else ""
        return Why.OUTSIDE_COVERAGE, words + party
    if said:
        return (
            Why.ONLY_PARTIES,
            f"Only a party to the dispute gives such a figure: {_parties(said)}. No independent "
            f"body in this evidence counts {what}.",
        )
    if query.scope.place is None and not query.measure.placeless:
        return Why.NO_DATASET, "The text does not say where, so no record can be asked."
    return Why.NO_DATASET, f"No record in this evidence counts {what}."


def _parties(said: Sequence[PartyFigure]) -> str:
    """Who spoke of it, and when last."""
    names = " and ".join(dict.fromkeys(one.publisher for one in said))
    last = max(said, key=lambda one: (one.said is not None, one.said))
    return f"{names} (last on {say_day(last.said)})" if last.said else names


def _most(excluded: Sequence[Excluded]) -> str:
    """The reason for which most readings were left out."""
    reasons = max(excluded, key=lambda one: one.readings, default=None)
    return reasons.reason if reasons else "their figures are no counts"
