"""Who said what of a tie or a happening, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from averment.checking import beside
from averment.checking.ask import Context, days_of
from averment.checking.attested.accounts import Account
from averment.checking.attested.bodies import lister
from averment.checking.attested.readings import Case
from averment.evidence import Evidence
from averment.verdict import PartyFigure, Source, Testimony


def said_by_then(account: Account, context: Context) -> bool:
    """Say whether it was said by the day of the text, as far as is known."""
    return account.published is None or account.published <= days_of(context)[-1]


# --- who said what ---------------------------------------------------------------------------


def testimonies(case: Case) -> Iterator[Testimony]:
    """Yield the accounts that touch the claim, in order of time."""
    bears = {id(a) for r in case.readings for a in (*r.bears, *r.beside)}
    for account in sorted(case.told, key=lambda a: (a.begins, a.ends, a.says, a.detail)):
        says = "affirms" if account.affirms else "denies" if account.party else "excludes"
        yield Testimony(
            says=says,
            sentence=account.name or account.detail,
            source=account.says,
            root=account.root,
            standing=account.standing,
            party=account.party,
            decides=account.decides and id(account) in bears,
            start=None if account.begins[0].year == 1 else account.begins[0],
            end=None if account.ends[1].year == 9999 else account.ends[1],
            published=account.published,
            confirmed=account.confirmed,
            url=account.url,
        )


def by_parties(told: Sequence[Account], context: Context) -> tuple[PartyFigure, ...]:
    """Return what parties had said by the day of the text, in order of time."""
    said = [a for a in told if a.party and said_by_then(a, context)]
    return tuple(
        PartyFigure(
            publisher=account.says,
            said=account.published,
            sentence=f"{account.detail}.",
            url=account.url,
            figure="",
        )
        for account in sorted(said, key=lambda a: (str(a.published or ""), a.says, a.detail))
    )


def sources(case: Case, evidence: Evidence) -> Iterator[Source]:
    """Yield the datasets of the store that speak to the claim or list such things whole."""
    named = {a.dataset for r in case.readings for a in (*r.bears, *r.beside)} - {""}
    named |= {a.dataset for a in case.told} - {""}
    for dataset in evidence.datasets():
        listed = any(r.closed and _lists(r.root, dataset.publisher) for r in case.readings)
        if dataset.id in named or (listed and evidence.vintages(dataset.id) and dataset.exhaustive):
            yield beside.source(dataset, evidence.hashes(dataset.id))


def _lists(root: str, publisher: str) -> bool:
    return root == publisher and any(lister(root, type) for type in ("fights", "agreement"))


def statements(case: Case) -> Iterator[str]:
    """Yield the statements that give the rows of what touches the claim, one a table."""
    tables: dict[str, dict[str, None]] = {}
    for account in case.told:
        tables.setdefault(account.table, {})[account.row] = None
    for table, rows in sorted(tables.items()):
        yield f"SELECT *\nFROM {table}\nWHERE " + "\n  OR ".join(sorted(rows))
