"""How it is said what sources have of a tie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from averment.checking.attested.accounts import FIGHTS, Account
from averment.checking.attested.bodies import listing
from averment.checking.attested.phrases import names_of, quoted_detail, say_list, say_times
from averment.checking.attested.readings import BEGINNING, Reading
from averment.checking.attested.search import Pair, Search, may_lie
from averment.checking.attested.tie_types import Tie
from averment.checking.words import say_when
from averment.reference import Gazetteer
from averment.verdict import Truth

#: Accounts of one source that a sentence can give.
_FEW = 2


def say(reading: Reading, tie: Tie, names: Gazetteer) -> str:
    """Say what a source has on a reading."""
    root = reading.root
    affirming = [a for a in reading.bears if a.affirms]
    excluding = [a for a in reading.bears if not a.affirms]
    if reading.truth is Truth.TRUE:
        return f"{root}: {_said(affirming, names)}"
    if reading.truth is Truth.FALSE and excluding:
        return f"{root}: {_said(excluding, names)}"
    when = "then" if reading.period.start == BEGINNING else say_when(reading.period)
    if reading.truth is Truth.UNDETERMINED:
        return f"{root}: {_said(affirming, names)}, which does not tell whether it was so {when}"
    before = f"; it has it {say_times(reading.beside)}" if reading.beside else ""
    none = "nothing of the kind between the two" if reading.closed else "nothing"
    spoken = "" if reading.period.start == BEGINNING else f" {when}"
    return f"{listing(root, tie.records)} has {none}{spoken}{before}"


def _said(accounts: Sequence[Account], names: Gazetteer) -> str:
    """Say what accounts have: fighting by who fought when, other ties in their own words."""
    if all(account.type == FIGHTS for account in accounts):
        pairs: dict[str, list[Account]] = {}
        for account in accounts:
            pairs.setdefault(say_list(sorted(names_of(account, names))), []).append(account)
        said = [_fought_said(who, own) for who, own in pairs.items()]
        return say_list([*said[:_FEW], *([f"{len(said) - _FEW} more"] if said[_FEW:] else [])])
    latest = sorted(accounts, key=lambda a: (a.published or a.begins[1], a.begins))
    return say_list([quoted_detail(account) for account in latest[-_FEW:]])


def _fought_said(who: str, accounts: Sequence[Account]) -> str:
    helping = ", one of them only with troops in a war of others"
    beside = helping if all(account.secondary for account in accounts) else ""
    return f"{who} fought each other ({say_times(accounts)}){beside}"


def elsewhere(silent: Sequence[Reading]) -> Iterator[str]:
    """Say when sources have it that say nothing of the time asked for."""
    said = {r.root: r.beside for r in silent if r.beside}
    for root, accounts in said.items():
        yield f"{root} has it {say_times(accounts)}, and says nothing of the time asked for"


def otherwise(moot: Sequence[Reading], kept: Sequence[Reading]) -> Iterator[str]:
    """Say of whom else the record excludes it, though the words do not ask for that."""
    for axis in ("identity", "identity_of_other"):
        held = {r.options[axis].label for r in kept if axis in r.options}
        said: dict[str, str] = {}
        for reading in sorted(moot, key=lambda r: not r.bears):
            if reading.truth is Truth.FALSE and axis in reading.options:
                said.setdefault(reading.options[axis].label, reading.sentence)
        for label, sentence in said.items():
            if label not in held:
                yield f"It is not so of {label} ({sentence})."


def others(search: Search, pairs: Sequence[Pair], readings: Sequence[Reading]) -> Iterator[str]:
    """Name who else is tied in the same way to the same actor at the same time."""
    held = {
        r.options["identity_of_other"].id
        for r in readings
        if r.truth is Truth.TRUE and "identity_of_other" in r.options
    }
    if not search.tie.others or not held:
        return
    found: dict[str, None] = {}
    for pair in pairs:
        if pair.second.id not in held:
            continue
        for a in search.known.of(search.tie.records, pair.second.records):
            tied = a.affirms and a.decides and pair.second.holds(a.sides[1], search.names)
            if tied and may_lie(a, pair.period) and not pair.first.holds(a.sides[0], search.names):
                found |= dict.fromkeys(a.sides[0])
    named = sorted(search.names.name(id) or id for id in found)
    if named:
        yield search.tie.others.format(others=say_list(named))


def near(search: Search, pairs: Sequence[Pair], who: Mapping[str, str]) -> Iterator[str]:
    """Say what is on record beside the tie, and why that is not the tie."""
    for type, sentence in (search.tie.not_enough or {}).items():
        found = [
            account
            for pair in pairs
            for account in search.touching((type,), pair)
            if account.decides
            and may_lie(account, pair.period)
            and search.matches(account, pair, turned=True)
        ]
        if found:
            account = max(found, key=lambda a: a.begins)
            yield f"{account.root} has {quoted_detail(account)}, but {sentence.format(**who)}"
