"""What is on record of ties and happenings, each account with whose word it is and its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from averment.checking.attested.bodies import (
    by_years,
    last_day_of,
    lister,
    root_of,
    vague_ends,
)
from averment.checking.attested.identities import rest_of
from averment.evidence import Evidence
from averment.evidence.sql import quoted
from averment.evidence.testimony import (
    AGREEMENTS,
    Agreement,
    Clashes,
    Register,
    Tie,
    agreements,
    clashes,
    registers,
    ties,
)
from averment.reference import Gazetteer
from averment.reference.codes import Codes
from averment.reference.words import folded

Sides = tuple[frozenset[str], frozenset[str]]
Between = tuple[dt.date, dt.date]

AGREEMENT, FIGHTS = "agreement", "fights"
#: The types of ties that a measure of a register counts.
_LISTED = {AGREEMENTS: (AGREEMENT, "signs_with")}
_DAY = dt.timedelta(days=1)
#: How the loaders name a state as a party, and mark one that only sent troops.
_STATE, _SECONDARY = "Government of ", "a secondary party"


@dataclass(frozen=True, slots=True)
class Account:
    """A tie or a happening as one source has it, or excludes it.

    `sides` are the ids of the two sides; of an agreement both hold all parties. It began on a day
    in `begins` and its first day after the end lies in `ends`, both ends included. `root` is the
    independent body behind `says`; `party` the party to the dispute whose word it is. `others` is
    the class of which the subject is every member that the same body does not name, empty for
    none; `secondary` a side that only sent troops; `place` a country. `row` is the
    condition in SQL by which `table` gives the rows that it was made of.
    """

    type: str
    sides: Sides
    affirms: bool
    root: str
    says: str
    standing: str
    begins: Between
    ends: Between
    party: str = ""
    others: str = ""
    published: dt.date | None = None
    detail: str = ""
    name: str = ""
    url: str = ""
    place: str = ""
    confirmed: bool = False
    secondary: bool = False
    dataset: str = ""
    table: str = "relations"
    row: str = ""

    @property
    def decides(self) -> bool:
        """Whether it may decide: a party's word does not."""
        return not self.party


class Accounts:
    """All accounts on record, and which registers list what whole, by body and type."""

    def __init__(
        self,
        known: Iterable[Account] = (),
        lists: Mapping[tuple[str, str], Register] | None = None,
    ) -> None:
        self.known = tuple(known)
        self.lists = dict(lists or {})
        self._by_type: dict[str, list[int]] = {}
        self._by_id: dict[tuple[str, str], list[int]] = {}
        for number, account in enumerate(self.known):
            self._by_type.setdefault(account.type, []).append(number)
            for id in account.sides[0] | account.sides[1]:
                self._by_id.setdefault((account.type, id), []).append(number)

    def of(self, types: Iterable[str], ids: Iterable[str] | None = None) -> Iterator[Account]:
        """Yield the accounts of some types, in order; with `ids`, those of one of these actors."""
        numbers = {
            number
            for type in types
            for found in (
                [self._by_type.get(type, [])]
                if ids is None
                else [self._by_id.get((type, id), []) for id in ids]
            )
            for number in found
        }
        return (self.known[number] for number in sorted(numbers))


def key(name: str) -> str:
    """Return the id of an actor that the gazetteer does not know, made of its name."""
    return "-".join(folded(name))


@lru_cache(maxsize=2)
def accounts(evidence: Evidence, names: Gazetteer) -> Accounts:
    """Gather all accounts of an open record."""
    roots = {d.id: root_of(d.publisher) for d in evidence.datasets()}
    ends: dict[str, dt.date] = {}
    lists: dict[tuple[str, str], Register] = {}
    for register in registers(evidence):
        ends[register.dataset] = register.end
        for type in _LISTED.get(register.measure, (register.measure,)):
            root = roots[register.dataset]
            if lister(root, type):
                known = lists.get((root, type))
                lists[root, type] = register if known is None else _longer(known, register)
    told = [_tie(tie, ends.get(tie.dataset), lists, names) for tie in ties(evidence)]
    signed = [_agreement(one, roots[one.dataset], names) for one in agreements(evidence)]
    return Accounts((*told, *signed), lists)


def _longer(one: Register, other: Register) -> Register:
    return max(one, other, key=lambda register: register.end - register.start)


def fought(evidence: Evidence, sides: Sides) -> Iterator[Account]:
    """Yield what lists of violent events have of two sides."""
    for found in clashes(evidence, sorted(sides[0]), sorted(sides[1])):
        yield _clash(found, evidence)


def _clash(found: Clashes, evidence: Evidence) -> Account:
    dataset = evidence.dataset(found.dataset)
    what = "deadly event" if found.events == 1 else "deadly events"
    return Account(
        type=FIGHTS,
        sides=(frozenset({found.first}), frozenset({found.second})),
        affirms=True,
        root=root_of(dataset.publisher),
        says=dataset.publisher,
        standing=dataset.standing,
        party=dataset.party,
        begins=(found.start, max(found.start, found.end - _DAY)),
        ends=(found.start + _DAY, found.end),
        detail=f"{found.events} {what} between the two",
        url=dataset.url,
        dataset=found.dataset,
        table=found.table,
        row=f"side_a_id = {quoted(found.first)} AND side_b_id = {quoted(found.second)}",
    )


def _tie(
    tie: Tie,
    known_to: dt.date | None,
    lists: Mapping[tuple[str, str], Register],
    names: Gazetteer,
) -> Account:
    row, vague = tie.row, vague_ends(tie.row.note)
    root = root_of(row.says)
    begins, ends = _days(row.start, row.end, row.published, known_to)
    register = lists.get((root, row.type))
    if known_to and not row.end and register and register.end > known_to:
        ends = (known_to, known_to)  # whether it went on, the longer register of the body says
    if row.start and "start" in vague:
        begins = (row.start, max(row.start, last_day_of(row.start) - _DAY))
        begins = (row.start, row.end) if vague["start"] and row.end else begins
    if row.end and ("end" in vague or (by_years(root) and (row.end.month, row.end.day) == (1, 1))):
        first = row.start if vague.get("end") and row.start else _first_day_before(row.end)
        ends = (max(first, row.start or dt.date.min), row.end)
    return Account(
        type=row.type,
        sides=(frozenset({_id(row.subject, names)}), frozenset({_id(row.object, names)})),
        affirms=not row.denied,
        root=root,
        says=row.says,
        standing=row.standing,
        party=row.party,
        others=rest_of(row.subject),
        begins=begins,
        ends=ends,
        published=row.published,
        detail=row.detail,
        url=row.source,
        confirmed=row.confirmed,
        secondary=_SECONDARY in row.note,
        dataset=tie.dataset,
        table=tie.table,
        row=f"type = {quoted(row.type)} AND subject = {quoted(row.subject)} "
        f'AND "object" = {quoted(row.object)}',
    )


def _days(
    start: dt.date | None, end: dt.date | None, said: dt.date | None, known_to: dt.date | None
) -> tuple[Between, Between]:
    """Return the bounds of the first day and of the day after the last, as far as a row says.

    A tie without an end went on at least to the day on which it was said, or to the end of what its
    register covers; one without a beginning began by then.
    """
    begins = (start, start) if start else (dt.date.min, said or end or dt.date.max)
    if end:
        return begins, (end, end)
    least = known_to or (said + _DAY if said else None) or (start + _DAY if start else dt.date.min)
    return begins, (max(least, start + _DAY) if start else least, dt.date.max)


def _first_day_before(end: dt.date) -> dt.date:
    """Return the first day of the year or month that ends on the day before; else the day."""
    if (end.month, end.day) == (1, 1):
        return end.replace(year=end.year - 1)
    return (end - _DAY).replace(day=1) if end.day == 1 else end


def _id(name: str, names: Gazetteer) -> str:
    return name if names.known(name) else key(name)


def _agreement(one: Agreement, root: str, names: Gazetteer) -> Account:
    parties = frozenset(_parties(one, names))
    return Account(
        type=AGREEMENT,
        sides=(parties, parties),
        affirms=True,
        root=root,
        says=root,
        standing="independent",
        begins=(one.start, one.end - _DAY),
        ends=(one.start + _DAY, dt.date.max),
        name=one.name.partition("; it stands in ")[0],
        detail=one.parties,
        url=one.url,
        place=one.place,
        dataset=one.dataset,
        table=one.table,
        row=f"id = {quoted(one.id)}",
    )


def _parties(one: Agreement, names: Gazetteer) -> Iterator[str]:
    """Yield the ids of those who signed: states by their names on the day, others as known."""
    for name in filter(None, one.parties.split(", ")):
        state = name.removeprefix(_STATE)
        country = Codes.default().find(state, "name", one.start) if state != name else None
        actor = names.of(name, near={one.place})
        yield (country and country.country) or (actor and actor.id) or key(name)
