"""Milestones as happenings: the days that each may mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from averment.checking.attested.accounts import Account
from averment.checking.attested.bodies import root_of_address
from averment.checking.attested.dated import Dated
from averment.checking.attested.happenings import data, is_form
from averment.checking.attested.identities import Identity
from averment.checking.attested.readings import Inquiry
from averment.checking.words import say_day
from averment.evidence.sql import quoted
from averment.evidence.tables import Milestone
from averment.reference.words import folded, within

# --- milestones ------------------------------------------------------------------------------


def milestone_days(
    text: str, verb: str, parties: Sequence[Identity], inquiry: Inquiry
) -> Iterator[Dated]:
    """Yield the days that the milestone in a text may mean, if the text says that it happened."""
    anchor = inquiry.context.milestones.find(text)
    for milestone in inquiry.evidence.milestones() if anchor else ():
        if anchor and milestone.id == anchor.id and _tells(milestone, verb, text):
            yield from _days(milestone, parties, inquiry)


def _days(milestone: Milestone, parties: Sequence[Identity], inquiry: Inquiry) -> Iterator[Dated]:
    names, settings = inquiry.names, inquiry.settings
    took_part = frozenset(milestone.participants)
    complete = not took_part or all(party.holds(took_part, names) for party in parties)
    account = _account(milestone, inquiry)
    for number, day in enumerate(milestone.dates):
        option = settings.option("date", day.isoformat(), say_day(day), form=_FORM[number > 0])
        axis = (("date", option),) if len(milestone.dates) > 1 else ()
        yield Dated(
            root=account.root,
            low=day,
            high=day + _DAY,
            accounts=(account,),
            settled=True,
            complete=complete,
            options=axis,
            said=milestone.name,
        )


_DAY = dt.timedelta(days=1)
_FORM = {False: "usual", True: "other"}


def _tells(milestone: Milestone, verb: str, text: str) -> bool:
    """Say whether the claim's verb is that of the milestone's name, or says that it took place."""
    if verb in data()["occurring"]["verbs"]:
        return True
    said = folded(text)
    called = (folded(name) for name in (milestone.name, *milestone.aliases))
    standing = [name for name in called if within(name, said)]
    return any(is_form(word, verb) for name in standing for word in name)


def _account(milestone: Milestone, inquiry: Inquiry) -> Account:
    """Return a milestone as an account of its day.

    Where a tie was read on the same page, both are of one body.
    """
    same = (a.root for a in inquiry.known.known if a.url == milestone.source and not a.party)
    root = next(same, root_of_address(milestone.source))
    day = milestone.date
    took_part = frozenset(milestone.participants)
    return Account(
        type="milestone",
        sides=(took_part, took_part),
        affirms=True,
        root=root,
        says=root,
        standing="independent",
        begins=(day, day),
        ends=(day + _DAY, day + _DAY),
        name=milestone.name,
        url=milestone.source,
        place=milestone.place,
        table="milestones",
        row=f"id = {quoted(milestone.id)}",
    )
