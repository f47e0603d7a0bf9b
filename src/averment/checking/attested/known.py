"""What was known by the day of the text: the label on what had been said by then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from averment.checking.ask import days_of
from averment.checking.attested.accounts import Account, Accounts
from averment.checking.attested.readings import Case, Inquiry
from averment.checking.attested.verdicts import verdict_of
from averment.checking.known import say_known
from averment.checking.words import say_all, say_day
from averment.claim import Claim
from averment.verdict import KnownThen, Label, Verdict


def known_then(
    claim: Claim,
    case_of: Callable[[Claim, Inquiry], Case],
    case: Case,
    now: Verdict,
    inquiry: Inquiry,
) -> KnownThen | None:
    """Label the claim without what was said after the day of the text, where that differs.

    Registers are taken as they are: their releases carry the day of the last one alone, and what
    an earlier one lacked is not on record.
    """
    day = days_of(inquiry.context)[-1]

    def is_later(account: Account) -> bool:
        listed = (account.root, account.type) in inquiry.known.lists
        return account.published is not None and account.published > day and not listed

    later = [a for a in case.told if a.decides and is_later(a)]
    if not later or inquiry.context.document.published is None:
        return None
    told = (a for a in inquiry.known.known if not is_later(a))
    then = replace(inquiry, known=Accounts(told, inquiry.known.lists))
    past = verdict_of(claim, case_of(claim, then), then)
    if past.label in (now.label, Label.NOT_COVERED) or past.own_reading is None:
        return None
    came = sorted({(a.published, a.says) for a in later if a.published})
    said = say_all([f"{who} on {say_day(on)}" for on, who in came])
    words = say_known(day, past.label, past.own_reading.sentence)
    return KnownThen(label=past.label, value=None, sentence=f"{words} Said later: {said}.")
