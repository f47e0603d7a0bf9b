"""How accounts of ties and happenings are said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from averment.checking.attested.accounts import Account
from averment.checking.words import say_day, say_period
from averment.claim import EntityRef
from averment.query import Period
from averment.reference import Gazetteer
from averment.reference.words import folded

_DAY = dt.timedelta(days=1)


def say_actor(ref: EntityRef, said: str, names: Gazetteer) -> str:
    """Say an actor as the text `said` calls it, with its article; a state by its usual name."""
    entry = names.of(ref.text)
    if ref.id and entry is not None and entry.sort in ("adjective", "demonym"):
        return names.name(ref.id) or ref.text
    if ref.text.lower().startswith("the "):
        return f"the {ref.text[4:]}"
    own, around = folded(ref.text), folded(said)
    size = len(own)
    article = any(
        around[i : i + size] == own and i > 0 and around[i - 1] == "the" for i in range(len(around))
    )
    return f"the {ref.text}" if article else ref.text


def say_list(items: Iterable[str], last: str = "and") -> str:
    """Say several things: "A", "A and B", "A, B and C"."""
    said = list(items)
    return (
        said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {last} {said[-1]}" if said else ""
    )


def say_times(accounts: Sequence[Account], most: int = 3) -> str:
    """Say when accounts have something, those that touch put together: "2001 and 2003–2006"."""
    said = [_say_run(run) for run in _runs([a for a in accounts if a.begins[1] != dt.date.max])]
    if len(said) > most:
        said = [*said[: most - 1], f"{len(said) - most + 1} more times, the last {said[-1]}"]
    return say_list(said)


@dataclass(frozen=True, slots=True)
class _Run:
    """A period without a break; `exact` where both its ends are known to the day."""

    start: dt.date
    end: dt.date
    exact: bool


def _runs(accounts: Sequence[Account]) -> list[_Run]:
    """Put together the periods of accounts that overlap or touch."""
    runs: list[_Run] = []
    for account in sorted(accounts, key=lambda a: (a.begins, a.ends)):
        start, end = account.begins[0], account.ends[1]
        exact = (account.begins[1] == start and account.ends[0] == end) or end == dt.date.max
        if runs and start <= runs[-1].end:
            last = runs.pop()
            runs.append(_Run(last.start, max(last.end, end), last.exact and exact))
        else:
            runs.append(_Run(start, end, exact))
    return runs


def _say_run(run: _Run) -> str:
    if run.start == dt.date.min:
        return (
            "at an unknown time" if run.end == dt.date.max else f"up to {say_day(run.end - _DAY)}"
        )
    if run.end == dt.date.max:
        return f"since {_say_start(run.start)}"
    last = max(run.end - _DAY, run.start)
    if not run.exact:
        return str(last.year) if last.year == run.start.year else f"{run.start.year}–{last.year}"
    return say_period(Period(run.start, last + _DAY))


def _say_start(day: dt.date) -> str:
    return str(day.year) if (day.month, day.day) == (1, 1) else say_day(day)


def say_date(low: dt.date, high: dt.date) -> str:
    """Say a day in `[low, high]` as a phrase: "on 3 March 2022", "in 2022"."""
    period = Period(low, high + _DAY)
    said = say_period(period)
    return (
        f"on {said}"
        if period.days == 1
        else f"between {say_day(low)} and {say_day(high)}"
        if (" to " in said)
        else f"in {said}"
    )


def quoted_detail(account: Account) -> str:
    """Say what an account says in its own words, with its days."""
    words = account.name or account.detail or account.type.replace("_", " ")
    when = say_times([account])
    if account.ends[1] == dt.date.max and account.published == account.begins[0]:
        when = say_day(account.begins[0])
    return f"“{words}” ({when})"


def names_of(account: Account, names: Gazetteer) -> set[str]:
    """Return the names of all who took part."""
    found = {id: names.known(id) for side in account.sides for id in side}
    return {entry.name if entry else id.replace("-", " ") for id, entry in found.items()}
