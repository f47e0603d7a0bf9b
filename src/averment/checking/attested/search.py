"""A tie of two actors, looked for in the accounts on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from averment.checking.attested.accounts import FIGHTS, Account, Accounts, fought
from averment.checking.attested.bodies import lister
from averment.checking.attested.identities import Identity, classes
from averment.checking.attested.readings import (
    BEGINNING,
    Reading,
    When,
    identity_option,
    source_option,
)
from averment.checking.attested.tie_types import Tie
from averment.checking.settings import Settings
from averment.claim import Window
from averment.evidence import Evidence
from averment.query import Period
from averment.reference import Gazetteer
from averment.verdict import Option


@dataclass(frozen=True, slots=True)
class Pair:
    """Two identities at one choice of time."""

    when: When
    first: Identity
    second: Identity
    period: Period


@dataclass(frozen=True, slots=True)
class Search:
    """A tie asked of the record."""

    tie: Tie
    known: Accounts
    evidence: Evidence
    names: Gazetteer
    settings: Settings
    closes: bool = True

    def ties_of(self, pair: Pair) -> list[Account]:
        """Return the accounts of the tie between two identities, at any time."""
        told = [a for a in self.touching(self.tie.records, pair) if self.matches(a, pair)]
        if FIGHTS in self.tie.records and pair.first.records and pair.second.records:
            told += fought(self.evidence, (pair.first.records, pair.second.records))
        named = {a.root for a in told if a.affirms and not a.others}
        return [a for a in told if not (a.others and a.root in named)]

    def touching(self, types: Iterable[str], pair: Pair) -> Iterator[Account]:
        """Yield the accounts of some types that touch the second, or else the first."""
        ids = pair.second.records or pair.first.records
        return self.known.of(types, ids or None)

    def matches(self, account: Account, pair: Pair, *, turned: bool = False) -> bool:
        """Say whether an account is of these two, in this order, or in either."""
        first, second = pair.first, pair.second
        one, other = account.sides
        if account.others:
            members = next(c for c in classes() if c.id == account.others)
            named = [self.names.known(id) for id in first.records]
            mine = any(entry is not None and entry.sort in members.sorts for entry in named)
            return mine and second.holds(other, self.names)
        direct = self._is(first, one, account) and self._is(second, other, account)
        back = self._is(first, other, account) and self._is(second, one, account)
        return direct or (back and (self.tie.symmetric or turned))

    def _is(self, identity: Identity, ids: frozenset[str], account: Account) -> bool:
        """Say whether a side is this actor; by a name it only bore for a time, only in that time.

        What is known of its own name at another time is still worth telling.
        """
        if not identity.holds(ids, self.names):
            return False
        if not identity.actor or identity.actor in ids:
            return True
        start, end = identity.start or dt.date.min, identity.end or dt.date.max
        return account.begins[0] < end and account.ends[1] > start

    def readings_of(self, pair: Pair, told: Sequence[Account]) -> Iterator[Reading]:
        """Yield a reading for each source that tells of the two, or lists such ties whole."""
        listing = {root for root, type in self.known.lists if type in self.tie.records}
        by_root = {a.root for a in told if a.decides} | listing
        for root in sorted(by_root):
            own = [a for a in told if a.root == root and a.decides]
            bears = tuple(a for a in own if may_lie(a, pair.period))
            beside = tuple(a for a in own if a not in bears and a.affirms)
            yield Reading(
                options=self.options(root, pair),
                root=root,
                period=pair.period,
                bears=bears,
                closed=(self.tie.dated and any(_speaks_of(a, pair.period) for a in beside))
                or self.lists(root, pair),
                beside=beside,
            )

    def options(self, root: str, pair: Pair) -> dict[str, Option]:
        """Return the options of a reading; a name that means one actor only is no axis."""
        chosen = {"publisher": source_option(root)}
        for axis, identity in (("identity", pair.first), ("identity_of_other", pair.second)):
            if identity.reason:
                chosen[axis] = identity_option(identity, self.settings)
        return {**chosen, "when": pair.when.option}

    def lists(self, root: str, pair: Pair) -> bool:
        """Say whether the source lists such ties of these two whole, over enough of the period."""
        return self.closes and any(
            is_listed(root, type, (pair.first, pair.second), pair.period, self)
            for type in self.tie.records
        )


def is_listed(
    root: str, type: str, sides: Sequence[Identity], period: Period, search: Search
) -> bool:
    """Say whether a source's register of a type covers two sides over enough of a period.

    A register of agreements between those who fought each other covers only those who did.
    """
    register, body = search.known.lists.get((root, type)), lister(root, type)
    if register is None or body is None or any(side.members for side in sides):
        return False
    if body.of_states and not any(_is_state(side, search.names) for side in sides):
        return False
    if not body.of_states and not _fought(sides, search):
        return False
    asked = Period(max(period.start, register.start), max(period.end, register.start))
    start = asked.start if period.start == BEGINNING else period.start
    covered = (min(asked.end, register.end) - asked.start).days
    return covered >= search.settings.coverage * max(1, (period.end - start).days)


def _is_state(side: Identity, names: Gazetteer) -> bool:
    return any(names.name(id) is not None for id in side.records)


def _fought(sides: Sequence[Identity], search: Search) -> bool:
    """Say whether two of the sides are on record as having fought, by others than themselves."""
    return any(
        account.affirms
        and account.decides
        and one.holds(account.sides[0], search.names)
        and other.holds(account.sides[1], search.names)
        for one in sides
        for account in search.known.of((FIGHTS,), one.records)
        for other in sides
        if one is not other
    )


def _speaks_of(account: Account, period: Period) -> bool:
    """Say whether an account with its days can speak of a period: one before it was given."""
    return period.end <= max(account.begins[0], account.published or account.ends[0])


def beyond(known: Accounts, types: Sequence[str], window: Window) -> Iterator[str]:
    """Say which registers of these types do not reach a window."""
    for (root, type), register in known.lists.items():
        late = window.start is not None and window.start >= register.end
        early = window.end is not None and window.end <= register.start
        if type in types and (late or early):
            last = register.end.year - 1
            yield f"{root} lists such things whole, but only from {register.start.year} to {last}"


def may_lie(account: Account, period: Period) -> bool:
    """Say whether an account may lie in a period."""
    return account.begins[0] < period.end and account.ends[1] > period.start
