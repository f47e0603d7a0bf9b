"""Events and orders, one reading at a time, from the accounts themselves: a plain checker.

Days are kept as the first and the last day that each may be, both ends included.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from averment.checking import Settings
from averment.checking.attested.accounts import Account
from averment.evidence.testimony import Register

DAY = dt.timedelta(days=1)
#: Who of the actors in made-up records is a state.
STATES = ("PER", "CHL")
#: What each sort of happening asks for: the types of records, and the end of them that is meant.
SORTS = {
    "recognise": (("recognises",), "begin"),
    "withdraw": (("recognises",), "end"),
    "sign": (("agreement", "signs_with"), "begin"),
    "begin": (("fights",), "begin"),
    "end": (("fights",), "end"),
}


@dataclass(frozen=True)
class Asked:
    """What a claim says: a verb, of whom (two, one or a country), and whether it names "Lake"."""

    verb: str
    who: tuple[str, ...]
    lake: bool = False
    peace: bool = False


@dataclass(frozen=True)
class Known:
    """A day on record, `first` to `last`, of one body; `war` says which fighting is meant.

    `whole`: all who are named took part. `excludes`: its day rules out any other, for periods that
    begin before `until`.
    """

    root: str
    first: dt.date
    last: dt.date
    says: bool = True
    whole: bool = True
    excludes: bool = False
    until: dt.date = dt.date.max
    war: str = ""


def known_days(asked: Asked, accounts: Sequence[Account]) -> Iterator[Known]:
    """Yield the days on record that a claim may mean."""
    types, end = SORTS[asked.verb]
    own = [a for a in accounts if a.type in types and not a.party]
    if asked.verb == "sign":
        yield from _signed(asked, own)
    elif asked.verb in ("recognise", "withdraw"):
        yield from _tied(asked, own, end)
    else:
        yield from _fought(asked, own, end)


def _bounds(account: Account, end: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that the beginning, or the last day of it, may be."""
    if end == "begin":
        return account.begins
    # The days after the end are on record: the end is a day earlier, where there is an earlier one.
    return tuple(day if day in (dt.date.min, dt.date.max) else day - DAY for day in account.ends)  # type: ignore[return-value]


def _signed(asked: Asked, own: Sequence[Account]) -> Iterator[Known]:
    named = [a for a in own if asked.lake and "Lake" in a.name]
    for a in named if asked.lake else own:
        signed = a.sides[0] | a.sides[1]
        whole = all(one in signed for one in asked.who)
        if named or whole:
            first, last = a.begins
            yield Known(a.root, first, last, whole=whole, excludes=bool(named))


def _tied(asked: Asked, own: Sequence[Account], end: str) -> Iterator[Known]:
    one, other = asked.who
    told = [a for a in own if one in a.sides[0] and other in a.sides[1]]
    for a in told:
        first, last = _bounds(a, end)
        if a.affirms and last != dt.date.max:
            until = max(a.begins[1], a.published or a.ends[0])
            yield Known(a.root, first, last, excludes=True, until=until)
        elif not a.affirms and not any(b.affirms and b.root == a.root for b in told):
            yield Known(a.root, a.begins[1], a.ends[0] - DAY, says=False)


def _fought(asked: Asked, own: Sequence[Account], end: str) -> Iterator[Known]:
    if len(asked.who) == 2:
        told = [a for a in own if {*a.sides[0], *a.sides[1]} == set(asked.who)]
    else:
        told = [a for a in own if asked.who[0] in a.sides[0] | a.sides[1] and not a.secondary]
    for root in dict.fromkeys(a.root for a in told):
        mine = [a for a in told if a.root == root]
        alone = len(asked.who) == 1
        for war in _wars(mine):
            yield Known(root, *_edge(war, end), war="all" if alone else "")
        for pair in dict.fromkeys(_pair(a) for a in mine) if alone else ():
            for war in _wars([a for a in mine if _pair(a) == pair]):
                yield Known(root, *_edge(war, end), war="one")


def _pair(account: Account) -> frozenset[str]:
    return account.sides[0] | account.sides[1]


def _wars(accounts: Sequence[Account]) -> list[list[Account]]:
    """Put together what is no more than a pause of a year apart, until nothing moves."""
    wars = [[a] for a in sorted(accounts, key=lambda a: (a.begins, a.ends))]
    pause = 366

    def touch(one: list[Account], other: list[Account]) -> bool:
        return any(
            (a.begins[0] - b.ends[1]).days <= pause and (b.begins[0] - a.ends[1]).days <= pause
            for a in one
            for b in other
        )

    while True:
        joined = next(
            ((i, j) for j in range(len(wars)) for i in range(j) if touch(wars[i], wars[j])), None
        )
        if joined is None:
            return wars
        i, j = joined
        wars[i] = sorted(wars[i] + wars.pop(j), key=lambda a: (a.begins, a.ends))


def _edge(war: Sequence[Account], end: str) -> tuple[dt.date, dt.date]:
    """The first or last day of a war, from the account of its pair that has it most exactly."""
    at = min(war, key=lambda a: a.begins) if end == "begin" else max(war, key=lambda a: a.ends)
    first, last = _bounds(at, end)
    same = [_bounds(a, end) for a in war if _pair(a) == _pair(at)]
    inside = [days for days in same if first <= days[0] <= last]
    return min(inside, key=lambda days: days[1] - days[0])


# --- events ----------------------------------------------------------------------------------


def slow_event(
    asked: Asked,
    times: dict[str, tuple[dt.date, dt.date]],
    accounts: Sequence[Account],
    lists: dict[tuple[str, str], Register],
    settings: Settings,
) -> tuple[dict[tuple[str, str, str], tuple[str, float]], int, int]:
    """Return truth and weight by source, war and time; how many are silent, how many too rough.

    `times` are `[start, end)`.
    """
    days = list(known_days(asked, accounts))
    truths: dict[tuple[str, str, str], str] = {}
    silent = 0
    for when, (start, end) in times.items():
        registers = {
            root for root, type in lists if _closes(asked, root, type, start, end, accounts, lists)
        }
        wars = {(d.root, d.war) for d in days}
        wars |= {(root, "") for root in registers if root not in {d.root for d in days}}
        for root, war in wars:
            own = [d for d in days if (d.root, d.war) == (root, war)]
            truth = _truth(own, start, end - DAY, closed=root in registers, sign=asked.verb)
            silent += truth == "silent"
            if truth != "silent":
                truths[root, war, when] = truth
    deciding = {root for (root, _, _), truth in truths.items() if truth != "undetermined"}
    kept = {key: truth for key, truth in truths.items() if key[0] in deciding or not deciding}
    weights = _weights(kept, asked, settings)
    return {k: (kept[k], weights[k]) for k in kept}, silent, len(truths) - len(kept)


def _truth(own: Sequence[Known], start: dt.date, end: dt.date, *, closed: bool, sign: str) -> str:
    surely = maybe = denied = excluded = told = incomplete = False
    for d in own:
        touches = d.first <= end and d.last >= start
        if not d.whole:
            incomplete = incomplete or touches
            continue
        told = told or touches
        if d.says:
            surely = surely or (start <= d.first and d.last <= end)
            maybe = maybe or touches
            excluded = excluded or (d.excludes and start < d.until)
        else:
            denied = denied or (d.first <= start and d.last >= end)
    closed = closed or excluded
    if sign == "sign" and incomplete and not any(d.whole for d in own):
        closed = True  # it was signed then, by others
    if not told and not closed:
        return "silent"
    if surely and not denied:
        return "true"
    if not maybe and (denied or closed):
        return "false"
    return "undetermined"


def _closes(
    asked: Asked,
    root: str,
    type: str,
    start: dt.date,
    end: dt.date,
    accounts: Sequence[Account],
    lists: dict[tuple[str, str], Register],
) -> bool:
    """Say whether a body that lists such things whole covers three quarters of the time."""
    if type not in SORTS[asked.verb][0]:
        return False
    if type == "fights" and not any(one in STATES for one in asked.who):
        return False  # it lists wars of states
    if type == "agreement":
        wars = [a for a in accounts if a.type == "fights" and a.affirms and not a.party]
        if not asked.peace or not any(_pair(a) == set(asked.who) for a in wars):
            return False  # it lists agreements of those who fought
    register = lists[root, type]
    begin = register.start if start == dt.date.min else start
    covered = (min(end, register.end) - max(begin, register.start)).days
    return covered >= 0.75 * max(1, (end - begin).days)


def _weights(
    kept: dict[tuple[str, str, str], str], asked: Asked, settings: Settings
) -> dict[tuple[str, str, str], float]:
    """Share one out equally over sources, then over wars, then over times."""
    roots = {root for root, _, _ in kept}
    form = "-begin" if asked.verb == "begin" else ""

    def worth(war: str) -> float:
        return settings.option("war", war, form=war + form).worth if war else 1.0

    found = {}
    for root, war, when in kept:
        wars = {w for r, w, _ in kept if r == root}
        whens = {t for r, w, t in kept if (r, w) == (root, war)}
        of_war = worth(war) / sum(map(worth, wars))
        of_when = settings.option("when", when).worth / sum(
            settings.option("when", t).worth for t in whens
        )
        found[root, war, when] = of_war * of_when / len(roots)
    return found


# --- orders ----------------------------------------------------------------------------------


def end_days(
    asked: Asked, stated: tuple[dt.date, dt.date] | None, accounts: Sequence[Account]
) -> list[Known]:
    """Return the days of one end of an order, inside the day, month or year that the text states.

    Days on which it did not happen are none of its days. Of several wars of one source the last one
    is meant.
    """
    days = [d for d in known_days(asked, accounts) if d.whole and d.says]
    if asked.verb in ("begin", "end"):
        days = [
            max((d for d in days if (d.root, d.war) == key), key=lambda d: d.first)
            for key in dict.fromkeys((d.root, d.war) for d in days)
        ]
    if stated:
        days = [d for d in days if d.first <= stated[1] and d.last >= stated[0]]
    return days


def slow_order(first: Sequence[Known], second: Sequence[Known]) -> Counter[tuple[str, ...]]:
    """Return source, dates and truth of each pair of days; a day of the text has no source."""
    found: Counter[tuple[str, ...]] = Counter()
    for one in first:
        for other in second:
            roots = list(dict.fromkeys(d.root for d in (one, other) if d.root))
            if any(d.root for d in (*first, *second)):
                truth = "undetermined"
                if one.last < other.first:
                    truth = "true"
                elif other.last < one.first:
                    truth = "false"
                date = one.first.isoformat() if len(first) > 1 else ""
                date_of_other = other.first.isoformat() if len(second) > 1 else ""
                found[" and ".join(roots), date, date_of_other, truth] += 1
    return found
