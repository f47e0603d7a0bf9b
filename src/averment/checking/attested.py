"""Ties, events and orders of events, put before what sources say of them."""

from __future__ import annotations

from averment.checking.ask import Context
from averment.checking.settings import Settings
from averment.claim import Claim, Kind
from averment.evidence import Evidence
from averment.verdict import Label, Verdict, Why

ATTESTED = (Kind.RELATION, Kind.EVENT, Kind.ORDER)


def check_attested(
    claim: Claim, evidence: Evidence, context: Context, settings: Settings
) -> Verdict:
    """Put a tie, an event or an order before the record, one reading a source and identity."""
    words = f"Found and listed; claims of the kind “{claim.kind}” are not checked yet."
    return Verdict(label=Label.NOT_YET_CHECKED, why=Why.KIND, reason=words)
