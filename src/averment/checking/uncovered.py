"""What is said where nothing decides: why, and what record would settle it."""

from __future__ import annotations

from collections.abc import Sequence

from averment.checking.sentences import what_where
from averment.checking.words import say_day
from averment.evidence import Figure
from averment.query import Query
from averment.verdict import Excluded, PartyFigure, Why, WouldSettle


def why_uncovered(
    query: Query,
    deciding: Sequence[Figure],
    said: Sequence[PartyFigure],
    excluded: Sequence[Excluded],
) -> tuple[Why, str]:
    """Return why no reading could be made, and the same in one sentence."""
    what = what_where(query)
    if deciding:
        return (
            Why.OUTSIDE_COVERAGE,
            f"The records that count {what} do not answer: {_most(excluded)}.",
        )
    if said:
        names = " and ".join(dict.fromkeys(one.publisher for one in said))
        last = max(said, key=lambda one: (one.said is not None, one.said))
        day = f" (last on {say_day(last.said)})" if last.said else ""
        return (
            Why.ONLY_PARTIES,
            f"Only a party to the dispute gives such a figure: {names}{day}. No independent body "
            f"in this evidence counts {what}.",
        )
    if query.scope.place is None and not query.measure.placeless:
        return Why.NO_DATASET, "The text does not say where, so no record can be asked."
    return Why.NO_DATASET, f"No record in this evidence counts {what}."


#: More cases than this nobody can list one by one.
LISTED = 5_000


def would_settle(query: Query) -> WouldSettle:
    """Say which record would settle the claim."""
    value = query.claim.value
    if value is not None and (value.number or value.low or 0) > LISTED:
        return WouldSettle(
            record=f"A count of {what_where(query)} by a body that is no party to the dispute, "
            "with the period it covers and how it was made."
        )
    told = "names, dates" if query.measure.placeless else "names, dates, places"
    return WouldSettle(
        record=f"A dated list of {what_where(query)}, case by case, that someone other "
        f"than the parties can check: {told} and how each was identified."
    )


def _most(excluded: Sequence[Excluded]) -> str:
    """The reason for which most readings were left out."""
    reasons = max(excluded, key=lambda one: one.readings, default=None)
    return reasons.reason if reasons else "their figures are no counts"
