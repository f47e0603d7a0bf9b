"""Quotations, looked for in the source documents that the user gave."""

from __future__ import annotations

from averment.checking.ask import Context
from averment.checking.settings import Settings
from averment.claim import Claim
from averment.verdict import Label, Verdict, Why


def check_quote(claim: Claim, context: Context, settings: Settings) -> Verdict:
    """Look for the quoted words in the given sources."""
    words = f"Found and listed; claims of the kind “{claim.kind}” are not checked yet."
    return Verdict(label=Label.NOT_YET_CHECKED, why=Why.KIND, reason=words)
