"""Ties before the record: which sources have one actor tied to another, and which exclude it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from averment.checking.ask import Context
from averment.checking.attested.bodies import lister
from averment.checking.attested.happenings import has
from averment.checking.attested.identities import identities
from averment.checking.attested.phrases import say_actor
from averment.checking.attested.readings import (
    SILENT,
    Case,
    Inquiry,
    Reading,
    asked_of,
    axes_of,
    judged,
    times,
    weighed,
)
from averment.checking.attested.search import Pair, Search, beyond
from averment.checking.attested.tie_types import Tie, tie_types
from averment.checking.attested.tie_words import elsewhere, near, others, otherwise, say
from averment.checking.settings import Settings
from averment.claim import Claim
from averment.kinds import relation as kind
from averment.verdict import Excluded, Truth

FULFILLED = "the words ask whether it ever was so, and of another time it was"


def tie_case(
    claim: Claim,
    inquiry: Inquiry,
    *,
    closes: bool = True,
) -> Case:
    """Put a tie before the record; with `closes` the silence of a register says no."""
    assert claim.relation is not None
    relation = claim.relation
    tie = tie_types()[relation.type]
    closes = closes and not has(claim.text, tie.figurative)
    search = Search(tie, inquiry.known, inquiry.evidence, inquiry.names, inquiry.settings, closes)
    pairs = list(_pairs(claim, tie, inquiry.context, inquiry.settings))
    found = [(pair, search.ties_of(pair)) for pair in pairs]
    made = [reading for pair, own in found for reading in search.readings_of(pair, own)]
    silent = [reading for reading in made if reading.silent]
    heard = [reading for reading in made if not reading.silent]
    truths = kind.judge(_arrays(heard), asked_of(heard))
    told = judged(heard, truths, lambda reading: say(reading, tie, inquiry.names))
    kept, moot = _ever(told)
    excluded = [Excluded(reason=SILENT, readings=len(silent))] if silent else []
    excluded += [Excluded(reason=FULFILLED, readings=len(moot))] if moot else []
    readings = weighed(kept) if kept else ()
    touching = dict.fromkeys(account for _, own in found for account in own)
    who = {
        "a": say_actor(relation.subject, claim.text, inquiry.names),
        "b": say_actor(relation.object, claim.text, inquiry.names),
    }
    return Case(
        readings=readings,
        told=tuple(touching),
        record=tie.record.format(**who),
        keepers=tie.keepers,
        asked=tie.asked.format(**who),
        extra=(*otherwise(moot, kept), *others(search, pairs, readings)),
        elsewhere=(
            *elsewhere(silent),
            *(beyond(inquiry.known, tie.records, claim.window) if claim.window and closes else ()),
        ),
        near=tuple(near(search, pairs, who)),
        alone=frozenset(r.root for r in readings if _keeps(r, tie)),
        excluded=tuple(excluded),
        axes=axes_of(readings),
    )


def _keeps(reading: Reading, tie: Tie) -> bool:
    """Say whether the one word of a source is enough: it lists such ties, and this as one."""
    named = [a for a in reading.bears if a.affirms]
    helping = bool(named) and all(a.secondary for a in named)
    return not helping and any(lister(reading.root, type) for type in tie.records)


def _pairs(claim: Claim, tie: Tie, context: Context, settings: Settings) -> Iterator[Pair]:
    assert claim.relation is not None
    for when in times(claim, context, settings):
        firsts = identities(claim.relation.subject, claim.text, when.period, context.names)
        seconds = identities(
            claim.relation.object, claim.text, when.period, context.names, tie.sorts
        )
        for first in firsts:
            for second in seconds:
                period = first.within(when.period)
                period = second.within(period) if period else None
                if period:
                    yield Pair(when, first, second, period)


def _arrays(readings: Sequence[Reading]) -> kind.Ties:
    rows = [(number, account) for number, r in enumerate(readings) for account in r.bears]

    def days(which: int, of: str) -> kind.Days:
        found = (getattr(account, of)[which].toordinal() for _, account in rows)
        return np.fromiter(found, dtype=np.int64, count=len(rows))

    return kind.Ties(
        reading=np.array([number for number, _ in rows], dtype=np.int64),
        begins_low=days(0, "begins"),
        begins_high=days(1, "begins"),
        ends_low=days(0, "ends"),
        ends_high=days(1, "ends"),
        affirms=np.array([account.affirms for _, account in rows], dtype=np.bool_),
    )


def _ever(told: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Part the readings that count from those that an "ever" makes moot.

    What is said to have been so at some time is so if it was of one of the times at which the name
    meant the same actor; that it was not at another takes nothing from it.
    """
    fulfilled = {
        axis: {r.options[axis].id for r in told if r.truth is Truth.TRUE and axis in r.options}
        for axis in ("identity", "identity_of_other")
    }

    def is_moot(reading: Reading) -> bool:
        if reading.options["when"].id != "ever" or reading.truth is Truth.TRUE:
            return False
        return any(
            axis in reading.options and chosen and reading.options[axis].id not in chosen
            for axis, chosen in fulfilled.items()
        )

    return [r for r in told if not is_moot(r)], [r for r in told if is_moot(r)]
