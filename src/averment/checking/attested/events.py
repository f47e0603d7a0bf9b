"""Events before the record: did it happen, then, there, with these parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from averment.checking.attested.accounts import AGREEMENT, FIGHTS, Accounts
from averment.checking.attested.bodies import lister
from averment.checking.attested.dated import Dated, Wanted, found
from averment.checking.attested.event_words import AskedDays, dated_within, elsewhere_days, spoken
from averment.checking.attested.happenings import Happening, happening_of
from averment.checking.attested.identities import Identity, identities
from averment.checking.attested.milestones import milestone_days
from averment.checking.attested.phrases import say_actor
from averment.checking.attested.readings import (
    SILENT,
    Case,
    Inquiry,
    Reading,
    When,
    asked_of,
    axes_of,
    identity_option,
    judged,
    source_option,
    times,
    weighed,
)
from averment.checking.attested.search import Search, beyond, is_listed
from averment.checking.attested.tie_types import tie_types
from averment.checking.attested.ties import tie_case
from averment.claim import Claim, EntityRef, Relation
from averment.kinds import event as kind
from averment.query import Period
from averment.reference import Gazetteer
from averment.verdict import Excluded, Option, Truth

VAGUE = "these sources date it too roughly to say, others do not"
ANY_RECORD = "A dated report of it by a body that is no party to the dispute"


def event_case(
    claim: Claim,
    inquiry: Inquiry,
) -> Case:
    """Put an event before the record."""
    assert claim.event is not None
    happening = happening_of(claim.event.type, claim.text)
    refs = parties_of(claim, happening)
    if happening and happening.role == "during" and happening.records and len(refs) > 1:
        tied = Relation(subject=refs[0], type=FIGHTS, object=refs[1])
        as_tie = claim.model_copy(update={"relation": tied})
        case = tie_case(as_tie, inquiry, closes=happening.closes)
        return _with(case, happening, refs, claim, inquiry.names)
    return _dated_case(claim, happening, refs, inquiry)


def parties_of(claim: Claim, happening: Happening | None) -> tuple[EntityRef, ...]:
    """Return who took part; a war between two countries names them as places."""
    assert claim.event is not None
    refs = (*claim.event.by, *claim.event.against)
    countries = tuple(ref for ref in claim.place if ref.id and "/" not in ref.id)
    if happening and FIGHTS in happening.records and not refs and len(countries) > 1:
        return countries
    return tuple(ref for ref in refs if ref.id)


def _dated_case(
    claim: Claim,
    happening: Happening | None,
    refs: tuple[EntityRef, ...],
    inquiry: Inquiry,
) -> Case:
    asked = [
        one
        for when in times(claim, inquiry.context, inquiry.settings)
        for parties in _identities(claim, refs, when.period, inquiry.names)
        for one in _readings(claim, happening, when, parties, inquiry)
    ]
    silent = [one for one in asked if one.reading.silent]
    heard = [one for one in asked if not one.reading.silent]
    truths = kind.judge(_arrays(heard), asked_of([one.reading for one in heard]))
    days = {id(one.reading): one.days for one in heard}
    told = judged([one.reading for one in heard], truths, lambda r: "")
    pairs = zip(heard, told, strict=True)
    said = [spoken(reading, days[id(one.reading)]) for one, reading in pairs]
    kept, vague = _without_vague(said if refs else _without_namesakes(said))
    readings = weighed(kept) if kept else ()
    excluded = [Excluded(reason=SILENT, readings=len(silent))] if silent else []
    excluded += [Excluded(reason=VAGUE, readings=len(vague))] if vague else []
    case = Case(
        readings=readings,
        told=tuple(dict.fromkeys(a for one in asked for d in one.days for a in d.accounts)),
        record="",
        keepers=(),
        asked="",
        extra=tuple(_placeless(claim, happening, refs, readings)),
        elsewhere=tuple(
            dict.fromkeys((*elsewhere_days(silent), *_beyond(claim, happening, inquiry.known)))
        ),
        near=tuple(dict.fromkeys(_near(claim, happening, refs, inquiry))),
        alone=frozenset(r.root for r in readings if happening and _keeps(r.root, happening)),
        excluded=tuple(excluded),
        axes=axes_of(readings),
    )
    return _with(case, happening, refs, claim, inquiry.names)


def _identities(
    claim: Claim, refs: Sequence[EntityRef], period: Period, names: Gazetteer
) -> Iterator[tuple[Identity, ...]]:
    """Yield what the parties may mean together; from the third on, the most usual alone."""
    each = [identities(ref, claim.text, period, names) for ref in refs]
    yield from product(*(found[: 1 if n > 1 else None] for n, found in enumerate(each)))


def _readings(
    claim: Claim,
    happening: Happening | None,
    when: When,
    parties: tuple[Identity, ...],
    inquiry: Inquiry,
) -> Iterator[AskedDays]:
    """Yield a reading for each source and each of the days that it may mean."""
    days = list(_days(claim, happening, parties, inquiry))
    listing: set[str] = set()
    sides = parties or _sides(claim, when.period, inquiry.names)
    if happening is not None and happening.closing(claim.text) and sides:
        search = Search(
            tie_types()[FIGHTS], inquiry.known, inquiry.evidence, inquiry.names, inquiry.settings
        )
        listing = {
            root
            for root, type in inquiry.known.lists
            if type in happening.records and is_listed(root, type, sides, when.period, search)
        }
    chosen = {}
    for axis, identity in zip(("identity", "identity_of_other"), parties, strict=False):
        if identity.reason:
            chosen[axis] = identity_option(identity, inquiry.settings)
    groups: dict[tuple[str, tuple[tuple[str, Option], ...]], list[Dated]] = {
        (root, ()): [] for root in sorted(listing)
    }
    for day in days:
        groups.setdefault((day.root, day.options), []).append(day)
    for (root, options), own in groups.items():
        if not own and any(other == root and found for (other, _), found in groups.items()):
            continue
        yield _asked(root, options, own, when, chosen, closed=root in listing)


def _sides(claim: Claim, period: Period, names: Gazetteer) -> tuple[Identity, ...]:
    """Return the country whose war is spoken of, where no party is named."""
    countries = [ref for ref in claim.place if ref.id and "/" not in ref.id]
    return tuple(identities(ref, claim.text, period, names)[0] for ref in countries[:1])


def _asked(
    root: str,
    options: tuple[tuple[str, Option], ...],
    own: Sequence[Dated],
    when: When,
    chosen: dict[str, Option],
    *,
    closed: bool,
) -> AskedDays:
    whole = [d for d in own if d.complete]
    near = [d for d in whole if d.low < when.period.end and d.high > when.period.start]
    others = any(
        not d.complete and d.accounts[0].type == AGREEMENT and dated_within(d, when.period)
        for d in own
    )
    settled = any(d.settled and d.affirms and when.period.start < d.spoken for d in whole)
    reading = Reading(
        options={"publisher": source_option(root), **chosen, **dict(options), "when": when.option},
        root=root,
        period=when.period,
        bears=tuple(a for d in near for a in d.accounts),
        closed=closed or settled or (others and not whole),
    )
    return AskedDays(reading, tuple(own))


def _days(
    claim: Claim,
    happening: Happening | None,
    parties: tuple[Identity, ...],
    inquiry: Inquiry,
) -> Iterator[Dated]:
    assert claim.event is not None
    places = tuple(ref.id for ref in claim.place if ref.id)
    if happening is not None and not (happening.needs and len(parties) < 2):
        wanted = Wanted(happening, parties, places, claim.text)
        yield from found(wanted, inquiry.known, inquiry.names, inquiry.settings)
    yield from milestone_days(claim.text, claim.event.type, parties, inquiry)


def _arrays(asked: Sequence[AskedDays]) -> kind.Dates:
    rows = [(number, d) for number, one in enumerate(asked) for d in one.days if d.complete]
    return kind.Dates(
        reading=np.array([number for number, _ in rows], dtype=np.int64),
        low=np.array([d.low.toordinal() for _, d in rows], dtype=np.int64),
        high=np.array([d.high.toordinal() for _, d in rows], dtype=np.int64),
        affirms=np.array([d.affirms for _, d in rows], dtype=np.bool_),
    )


def _without_namesakes(said: Sequence[Reading]) -> list[Reading]:
    """Leave out other things of the same name, where one of that name fits."""
    fitting = {r.root for r in said if r.truth is Truth.TRUE}
    return [r for r in said if r.root in fitting or not fitting or r.truth is not Truth.FALSE]


def _without_vague(said: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Part off the sources none of whose readings decides, where another source's do."""
    decide = {r.root for r in said if r.truth is not Truth.UNDETERMINED}
    kept = [r for r in said if r.root in decide or not decide]
    return kept, [r for r in said if r.root not in decide and decide]


def _placeless(
    claim: Claim,
    happening: Happening | None,
    refs: Sequence[EntityRef],
    readings: Sequence[Reading],
) -> Iterator[str]:
    """Say that the place which the words give was not checked: lists of agreements have none."""
    listed = happening is not None and AGREEMENT in happening.records
    if listed and refs and claim.place and any(r.truth is Truth.TRUE for r in readings):
        yield "Where it was signed these records do not say."


def _beyond(claim: Claim, happening: Happening | None, known: Accounts) -> Iterator[str]:
    """Say which registers of such things do not reach the time that the words give."""
    if happening is not None and happening.closes and claim.window is not None:
        yield from beyond(known, happening.records, claim.window)


def _near(
    claim: Claim,
    happening: Happening | None,
    refs: Sequence[EntityRef],
    inquiry: Inquiry,
) -> Iterator[str]:
    """Say what is on record beside it, and why that is not enough."""
    if happening is None or not happening.not_enough or len(refs) < 2:
        return
    tied = Relation(subject=refs[0], type=FIGHTS, object=refs[1])
    case = tie_case(
        claim.model_copy(update={"relation": tied}),
        inquiry,
        closes=False,
    )
    assert claim.event is not None
    for reading in case.readings:
        if reading.truth is Truth.TRUE:
            words = happening.not_enough[FIGHTS].format(verb=claim.event.type)
            yield f"{reading.sentence}; {words}"


def _keeps(root: str, happening: Happening) -> bool:
    """Say whether the one word of a source is enough; of who invaded whom, no register speaks."""
    return happening.role != "soil" and any(lister(root, type) for type in happening.records)


def _with(
    case: Case,
    happening: Happening | None,
    refs: Sequence[EntityRef],
    claim: Claim,
    names: Gazetteer,
) -> Case:
    """Add what would settle it."""
    who = [say_actor(ref, claim.text, names) for ref in refs]
    sides = {"a": who[0] if who else "the first side", "b": who[1] if len(who) > 1 else "the other"}
    record = happening.record.format(**sides) if happening else ANY_RECORD
    keepers = happening.keepers if happening else ()
    return replace(case, record=record, keepers=keepers, asked=f"“{claim.text}”")
