"""The days on which records have a happening: of agreements, ties, wars and milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from averment.checking.attested.accounts import AGREEMENT, Account, Accounts
from averment.checking.attested.agreements import title_of
from averment.checking.attested.happenings import Happening, data
from averment.checking.attested.identities import Identity
from averment.checking.attested.phrases import names_of, say_date, say_list
from averment.checking.settings import Settings
from averment.query import Period
from averment.reference import Gazetteer
from averment.verdict import Option

_DAY = dt.timedelta(days=1)
#: Before what two states fight over, in the words of a register.
_OVER = " over "
#: Parties of an agreement that a sentence can name.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Dated:
    """A happening on record: on a day in `[low, high)`, as the accounts of one body have it.

    `settled`: it is the very thing that the words name, so that its day excludes any other.
    `complete`: all parties that the words name took part. `options` are those of the axes `date`
    and `war`, where there are several; a source that is not of a register settles nothing from the
    day `spoken` on, when it spoke. `said` is the happening in words, without its day.
    """

    root: str
    low: dt.date
    high: dt.date
    accounts: tuple[Account, ...]
    affirms: bool = True
    settled: bool = False
    complete: bool = True
    options: tuple[tuple[str, Option], ...] = ()
    spoken: dt.date = dt.date.max
    said: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a happening, whose, where, in which words."""

    happening: Happening
    parties: tuple[Identity, ...]
    places: tuple[str, ...]
    text: str


def found(wanted: Wanted, known: Accounts, names: Gazetteer, settings: Settings) -> Iterator[Dated]:
    """Yield the days on record of what is wanted, milestones apart."""
    role = wanted.happening.role
    whose = wanted.parties[-1].records if wanted.parties else wanted.places
    ids = None if AGREEMENT in wanted.happening.records else whose
    own = [a for a in known.of(wanted.happening.records, ids) if a.decides]
    if role == "begin" and AGREEMENT in wanted.happening.records:
        yield from _agreements(wanted, own, names)
    elif role in ("begin", "end"):
        yield from _tie_days(wanted, own, names)
    elif role in ("run-begin", "run-end"):
        yield from _wars(wanted, own, names, settings)
    elif role == "soil":
        yield from _invasions(wanted, own, names)


def _agreements(wanted: Wanted, own: Sequence[Account], names: Gazetteer) -> Iterator[Dated]:
    """Agreements that the words name, or else those of the parties they name."""
    title = title_of(wanted.text, data()["names"], names)
    scores = {id(a): title.score(a) for a in own}
    best = max(scores.values(), default=0)
    for account in own:
        here = _took_part(account, wanted, names)
        of_name = bool(best) and scores[id(account)] == best
        if of_name if best else here and not title and bool(wanted.parties or wanted.places):
            low, high = _span(account, "begin")
            yield Dated(
                root=account.root,
                low=low,
                high=high,
                accounts=(account,),
                settled=of_name,
                complete=here or (of_name and not wanted.parties),
                said=_signed(account, names),
            )


def _signed(account: Account, names: Gazetteer) -> str:
    """Say an agreement with who signed it, where they are few."""
    signed = sorted(names_of(account, names))
    by = f", signed by {say_list(signed)}," if 0 < len(signed) < _FEW else ""
    return f"“{account.name or account.detail}”{by}"


def _took_part(account: Account, wanted: Wanted, names: Gazetteer) -> bool:
    signed = account.sides[0] | account.sides[1]
    if not wanted.parties:
        return account.place in wanted.places or bool(signed & set(wanted.places))
    return all(party.holds(signed, names) for party in wanted.parties)


def _tie_days(wanted: Wanted, own: Sequence[Account], names: Gazetteer) -> Iterator[Dated]:
    """The day on which a tie of the first to the second began or ended."""
    first, second = wanted.parties[:2]
    told = [a for a in own if second.holds(a.sides[1], names) and _is_of(a, first, names)]
    named_ = {a.root for a in told if a.affirms}
    for account in told:
        if account.affirms:
            low, high = _span(account, wanted.happening.role)
            if high != dt.date.max:
                yield Dated(
                    root=account.root,
                    low=low,
                    high=high,
                    accounts=(account,),
                    settled=True,
                    spoken=max(account.begins[1], account.published or account.ends[0]),
                    said=f"“{account.detail}”",
                )
        elif account.root not in named_:
            low, high = account.begins[1], account.ends[0]
            said = f"“{account.detail}”"
            yield Dated(account.root, low, high, (account,), affirms=False, said=said)


def _is_of(account: Account, first: Identity, names: Gazetteer) -> bool:
    if account.others:
        return any(names.name(id) is not None for id in first.records)
    return first.holds(account.sides[0], names)


def _span(account: Account, role: str) -> tuple[dt.date, dt.date]:
    """The bounds of the first day, or of the last one; open where no record has them."""
    if role == "begin":
        return account.begins[0], min(account.begins[1], dt.date.max - _DAY) + _DAY
    return max(account.ends[0], dt.date.min + _DAY) - _DAY, account.ends[1]


def _wars(
    wanted: Wanted, own: Sequence[Account], names: Gazetteer, settings: Settings
) -> Iterator[Dated]:
    """The first or last days of fighting: between two sides, or in a country as a whole."""
    pause = dt.timedelta(days=settings.raw["attested"]["pause"])
    told = [a for a in own if _fights_in(a, wanted, names)]
    by_root: dict[str, list[Account]] = {}
    for account in told:
        by_root.setdefault(account.root, []).append(account)
    for root, accounts in by_root.items():
        for run in _runs(accounts, pause):
            yield _edge(root, run, wanted, _war_option(wanted, "all", settings), names)
        pairs: dict[frozenset[frozenset[str]], list[Account]] = {}  # whichever side is named first
        for account in accounts if len(wanted.parties) < 2 else ():
            pairs.setdefault(frozenset(account.sides), []).append(account)
        for pair in pairs.values():
            for run in _runs(pair, pause):
                yield _edge(root, run, wanted, _war_option(wanted, "one", settings), names)


def _invasions(wanted: Wanted, own: Sequence[Account], names: Gazetteer) -> Iterator[Dated]:
    """The first days of wars between two sides over what belongs to the second."""
    second = wanted.parties[1]
    wars: dict[tuple[str, str, dt.date], Account] = {}
    for account in own:
        soil = account.detail.rpartition(_OVER)[2].partition(",")[0]
        entry = names.of(soil) if _fights_in(account, wanted, names) else None
        if entry is not None and second.holds({entry.id.partition("/")[0]}, names):
            wars.setdefault((account.root, soil, account.begins[0]), account)
    for (root, soil, _), account in wars.items():
        who = say_list(sorted(names_of(account, names)))
        low, high = _span(account, "begin")
        yield Dated(
            root=root,
            low=low,
            high=high,
            accounts=(account,),
            settled=len(wars) == 1,  # the one war that it can be has its day
            said=wanted.happening.done.format(who=who, soil=soil),
        )


def _fights_in(account: Account, wanted: Wanted, names: Gazetteer) -> bool:
    one, other = account.sides
    if len(wanted.parties) >= 2:
        first, second = wanted.parties[:2]
        direct = first.holds(one, names) and second.holds(other, names)
        return direct or (first.holds(other, names) and second.holds(one, names))
    if account.secondary:
        return False
    if wanted.parties:
        return wanted.parties[0].holds(one | other, names)
    return bool((one | other) & set(wanted.places))


def _war_option(wanted: Wanted, id: str, settings: Settings) -> tuple[tuple[str, Option], ...]:
    """Return which fighting is meant; what two named sides fought is one war."""
    form = f"{id}-begin" if wanted.happening.role == "run-begin" else id
    return (("war", settings.option("war", id, form=form)),) if len(wanted.parties) < 2 else ()


def _runs(accounts: Sequence[Account], pause: dt.timedelta) -> list[list[Account]]:
    """Part accounts into runs of fighting without a long pause."""
    runs: list[list[Account]] = []
    last = dt.date.min
    for account in sorted(accounts, key=lambda a: (a.begins, a.ends)):
        if runs and account.begins[0] - min(last, account.begins[0]) <= pause:
            runs[-1].append(account)
        else:
            runs.append([account])
            last = dt.date.min
        last = max(last, account.ends[1])
    return runs


def _edge(
    root: str,
    run: Sequence[Account],
    wanted: Wanted,
    options: tuple[tuple[str, Option], ...],
    names: Gazetteer,
) -> Dated:
    """The first or the last day of a run, as the narrowest account of it has that."""
    role = wanted.happening.role.removeprefix("run-")
    edge = min(run, key=lambda a: a.begins) if role == "begin" else max(run, key=lambda a: a.ends)
    low, high = _span(edge, role)
    same = [a for a in run if set(a.sides) == set(edge.sides) and low <= _span(a, role)[0] < high]
    account = min(same, key=lambda a: _width(a, role), default=edge)
    low, high = _span(account, role)
    who = say_list(sorted(names_of(account, names)))
    said = wanted.happening.done.format(who=who)
    return Dated(root, low, high, (account,), options=options, said=said)


def _width(account: Account, role: str) -> dt.timedelta:
    low, high = _span(account, role)
    return high - low


def nearest(dated: Iterable[Dated], period: Period, most: int = 3) -> list[Dated]:
    """Return the happenings nearest to a period, in order of time."""

    def gap(one: Dated) -> int:
        return max((period.start - one.high).days, (one.low - period.end).days, 0)

    return sorted(sorted(dated, key=gap)[:most], key=lambda one: one.low)


def say_dated(one: Dated) -> str:
    """Say a happening with its day."""
    return f"{one.said} {say_date(one.low, max(one.low, one.high - _DAY))}"
