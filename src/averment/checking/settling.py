"""What record would settle a claim that nothing decides, who keeps such records, and what to ask.

The keepers are the publishers of the record that count the same for other years, and the bodies of
a data file, by measure and place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from averment.checking.extracts import is_extract
from averment.checking.sentences import what_where
from averment.checking.statements import say_claimed
from averment.checking.words import say_day, say_when
from averment.claim import Claim, Kind
from averment.evidence import Dataset
from averment.query import Query
from averment.verdict import PartyFigure, WouldSettle

#: More cases than this nobody can list one by one.
LISTED = 5_000


@dataclass(frozen=True, slots=True)
class Keeper:
    """A body that keeps records: what of, and for which places (none for all)."""

    publisher: str
    name: str
    keeps: str
    measures: frozenset[str]
    places: frozenset[str]

    def said(self, where: str) -> str:
        """Return the body with what it keeps."""
        return f"{self.name.format(where=where)}: {self.keeps}"


@lru_cache(maxsize=1)
def keepers() -> tuple[Keeper, ...]:
    """Return the bodies of the data file, in its order."""
    raw = tomllib.loads(Path(__file__).with_name("keepers.toml").read_text("utf-8"))
    return tuple(
        Keeper(
            publisher=entry["publisher"],
            name=entry["name"],
            keeps=entry["keeps"],
            measures=frozenset(entry["measures"]),
            places=frozenset(entry.get("places", ())),
        )
        for entry in raw["keeper"]
    )


def would_settle(
    query: Query, counting: Collection[Dataset], said: Sequence[PartyFigure]
) -> WouldSettle:
    """Say which record would settle the claim, who keeps such records, and what to ask them.

    `counting` are the datasets of the record that count the same for other periods; `said` is what
    parties said.
    """
    return WouldSettle(
        record=_record(query),
        keepers=(*_on_record(counting), *_known(query, {d.publisher for d in counting})),
        question=_question(query.claim, _asked(query), said),
    )


def would_settle_unasked(claim: Claim) -> WouldSettle:
    """Say the same of a claim that could not be put to the record: in the words of the text."""
    what = claim.measure.text if claim.measure else claim.text
    where = " and ".join(place.text for place in claim.place)
    when = claim.window.text if claim.window and claim.window.text else ""
    said = " ".join(part for part in (f"“{what}”", f"in {where}" if where else "", when) if part)
    measure = claim.measure.id if claim.measure else None
    country = claim.place[0].id or "" if claim.place else ""
    return WouldSettle(
        record=f"A dated count of {said} by a body that is no party to the dispute.",
        keepers=_bodies(measure or "", country, where),
        question=_question(claim, said, ()),
    )


def _record(query: Query) -> str:
    value, what = query.claim.value, what_where(query)
    if query.claim.kind is not Kind.COUNT or query.measure.stock:
        return (
            f"Figures on {what} by a body that is no party to the dispute, for all that the text "
            "compares, with how they were made."
        )
    if value is not None and (value.number or value.low or 0) > LISTED:
        return (
            f"A count of {what} by a body that is no party to the dispute, with the period it "
            "covers and how it was made."
        )
    told = "names, dates" if query.measure.placeless else "names, dates, places"
    return (
        f"A dated list of {what}, case by case, that someone other "
        f"than the parties can check: {told} and how each was identified."
    )


def _on_record(counting: Collection[Dataset]) -> tuple[str, ...]:
    """The publishers that count the same here, with the years that are on record."""
    own = [d for d in counting if not is_extract(d)] or counting
    return tuple(
        f"{d.publisher_name}: {d.title}, here for {d.coverage_start.year}–"
        f"{d.coverage_end.year - (d.coverage_end.timetuple().tm_yday == 1)}"
        for d in own
    )


def _known(query: Query, named: set[str]) -> tuple[str, ...]:
    country = (query.scope.place or "").partition("/")[0]
    return _bodies(query.measure.id, country, query.scope.where, named)


def _bodies(measure: str, country: str, where: str, named: Iterable[str] = ()) -> tuple[str, ...]:
    """The bodies of the data file that count this here and are not named already."""
    known = set(named)
    return tuple(
        body.said(where or "the country")
        for body in keepers()
        if measure in body.measures
        and (not body.places or country in body.places)
        and body.publisher not in known
    )


def _asked(query: Query) -> str:
    """The matter in question, with its period."""
    when = say_when(query.window) if query.window else f"up to {say_day(query.asked_on)}"
    return f"{what_where(query)} {when}"


def _question(claim: Claim, asked: str, said: Sequence[PartyFigure]) -> str:
    """A letter's first lines: the statement, what is asked, and what a party has said."""
    figure = f", which gives {say_claimed(claim.value)}" if claim.value else ""
    lines = [
        f"We are checking a published statement (“{claim.text}”){figure}.",
        f"What does your record say on {asked}?",
        "What does the figure count and leave out, on what day was it made, and may we cite it?",
    ]
    if said:
        last = max(said, key=lambda one: (one.said is not None, one.said))
        day = f" on {say_day(last.said)}" if last.said else ""
        lines.append(
            f"{last.publisher} said{day}: {last.sentence} Can you confirm or correct that?"
        )
    lines.append("If you keep no such record, do you know who does?")
    return " ".join(lines)
