"""The verdict on a tie, an event or an order: label, reason, flags, and who said what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from averment.checking.ask import Context, days_of
from averment.checking.attested.readings import Case, Inquiry, Reading
from averment.checking.attested.reasons import reason, uncovered
from averment.checking.attested.testimonies import (
    by_parties,
    said_by_then,
    sources,
    statements,
    testimonies,
)
from averment.checking.deciding import flips
from averment.checking.labels import Tally, add_up, label
from averment.checking.path import path
from averment.checking.words import capital, say_day
from averment.claim import Claim, Polarity
from averment.kinds.rules import FALSE, TRUE, UNDETERMINED
from averment.verdict import Flag, Label, Outcome, Truth, Verdict, WouldSettle

_CODES = {Truth.TRUE: TRUE, Truth.FALSE: FALSE, Truth.UNDETERMINED: UNDETERMINED}
#: What one source that claims to list nothing whole can say at most.
_CAPPED = {
    Label.SUPPORTED: Label.MOSTLY_SUPPORTED,
    Label.CONTRADICTED: Label.MOSTLY_CONTRADICTED,
}


def verdict_of(claim: Claim, case: Case, inquiry: Inquiry) -> Verdict:
    """Label the readings of a case and explain the label."""
    asked_on = days_of(inquiry.context)[-1]
    negated = claim.polarity is Polarity.NEGATED
    outcomes = tuple(_outcome(reading, negated=negated) for reading in case.readings)
    said = by_parties(case.told, inquiry.context)
    base = Verdict(
        label=Label.NOT_COVERED,
        reason="",
        testimonies=tuple(testimonies(case)),
        said_by_parties=said,
        excluded=case.excluded,
        evidence=tuple(sources(case, inquiry.evidence)),
        sql=tuple(statements(case)),
    )
    settle = WouldSettle(
        record=f"{capital(case.record)}.",
        keepers=case.keepers,
        question=f"On {say_day(asked_on)} a text said: “{claim.text}”. What do your records have "
        f"on {case.asked}, with dates and sources?",
    )
    if not outcomes:
        why, words = uncovered(case, said)
        told = {"why": why, "reason": words, "would_settle": settle}
        return base.model_copy(update=told)
    tally = _tally(outcomes)
    name, why_ = label(tally, inquiry.settings.labels)
    roots = {r.root for r in case.readings if r.truth is not Truth.UNDETERMINED}
    if len(roots) == 1 and not roots & case.alone:
        name = _CAPPED.get(name, name)
    decided = flips(outcomes, case.axes)
    return base.model_copy(
        update={
            "label": name,
            "why": why_,
            "flags": tuple(_flags(claim, case, roots, negated=negated, context=inquiry.context)),
            "reason": reason(case, name, decided, negated=negated),
            "readings": len(outcomes),
            "share": tally.share,
            "weighted_share": tally.weighted_share,
            "undetermined": tally.undetermined,
            "flips": decided,
            "path": path(outcomes, case.axes, decided),
            "best_reading": _best(outcomes),
            "own_reading": _own(outcomes),
            "would_settle": settle if why_ else None,
            "axes": case.axes,
            "outcomes": outcomes,
        }
    )


def _outcome(reading: Reading, *, negated: bool) -> Outcome:
    return Outcome(
        options={axis: option.id for axis, option in reading.options.items()},
        weight=reading.weight,
        truth=reading.truth.negated() if negated else reading.truth,
        window=(reading.period.start, reading.period.end),
        sentence=reading.sentence,
    )


def _tally(outcomes: Sequence[Outcome]) -> Tally:
    truth = np.array([_CODES[o.truth] for o in outcomes], dtype=np.int8)
    weight = np.array([o.weight for o in outcomes])
    return add_up(weight, truth, np.zeros_like(truth))


def _own(outcomes: Sequence[Outcome]) -> Outcome | None:
    decided = [o for o in outcomes if o.truth is not Truth.UNDETERMINED]
    return max(decided, key=lambda o: round(o.weight, 9), default=None)


def _best(outcomes: Sequence[Outcome]) -> Outcome | None:
    decided = [o for o in outcomes if o.truth is not Truth.UNDETERMINED]
    return max(decided, key=lambda o: (o.truth is Truth.TRUE, round(o.weight, 9)), default=None)


# --- flags -----------------------------------------------------------------------------------


def _flags(
    claim: Claim, case: Case, roots: set[str], *, negated: bool, context: Context
) -> Iterator[Flag]:
    if len(roots) == 1:
        root = next(iter(roots))
        reports = {a.says for r in case.readings for a in r.bears if a.root == root}
        more = f" Its {len(reports)} reports are one source." if len(reports) > 1 else ""
        whole = root in case.alone
        lack = "" if whole else ", which does not claim to list such things whole"
        yield Flag(id="single_source", sentence=f"It rests on one source, {root}{lack}.{more}")
    against = [
        a for a in case.told if a.party and a.affirms is negated and said_by_then(a, context)
    ]
    if against:
        latest = max(against, key=lambda a: (a.published is not None, a.published))
        day = f" on {say_day(latest.published)}" if latest.published else ""
        yield Flag(
            id="party_denies",
            sentence=f"A party to the dispute denies it: “{latest.detail}” ({latest.says}{day}).",
        )
