"""Ties, events and orders of events, put before what sources say of them.

A reading is one independent source under one identity of each name and one choice of time. A record
that affirms counts for, one that excludes counts against, silence only where the source claims to
list such things whole. What parties say is listed, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from averment.checking.ask import Context
from averment.checking.attested.accounts import accounts
from averment.checking.attested.events import event_case
from averment.checking.attested.known import known_then
from averment.checking.attested.orders import order_case
from averment.checking.attested.readings import Case, Inquiry
from averment.checking.attested.ties import tie_case
from averment.checking.attested.verdicts import verdict_of
from averment.checking.settings import Settings
from averment.claim import Claim, Kind
from averment.evidence import Evidence
from averment.verdict import Label, Verdict

ATTESTED = (Kind.RELATION, Kind.EVENT, Kind.ORDER)


def check_attested(
    claim: Claim, evidence: Evidence, context: Context, settings: Settings
) -> Verdict:
    """Put a tie, an event or an order before the record."""
    inquiry = Inquiry(accounts(evidence, context.names), evidence, context, settings)
    cases: tuple[tuple[object, Callable[[Claim, Inquiry], Case]], ...] = (
        (claim.relation, tie_case),
        (claim.event, event_case),
        (claim.order, order_case),
    )
    case_of = next((make for stated, make in cases if stated is not None), None)
    if case_of is None:
        return Verdict(label=Label.NOT_CHECKABLE, reason=f"The claim says no {claim.kind.value}.")
    case = case_of(claim, inquiry)
    now = verdict_of(claim, case, inquiry)
    then = known_then(claim, case_of, case, now, inquiry)
    return now if then is None else now.model_copy(update={"known_then": then})
