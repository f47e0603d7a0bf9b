"""From a claim to a question: what its words settle is fixed, what they leave open stays open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from averment.checking.settings import Settings
from averment.claim import Claim, Document, EntityRef, Window
from averment.evidence import Dataset
from averment.query import Measure, Period, Query, Scope
from averment.reference import Measures, Milestones


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim is read in: its document, the claims beside it, and what names mean."""

    document: Document
    claims: Sequence[Claim]
    milestones: Milestones
    last_day: dt.date
    """The day after the last one on record: stands in for an unknown publication date."""


def ask(claim: Claim, context: Context, settings: Settings) -> Query | None:
    """Return the claim's question, or none where the settings know no measure for its words."""
    measure = measure_of(claim, settings)
    if measure is None:
        return None
    asked_on = context.document.published or context.last_day
    window = claim.window
    anchor = context.milestones.find(window.anchor) if window and window.anchor else None
    if anchor and all(day >= asked_on for day in anchor.dates):
        anchor = None
    return Query(
        claim=claim,
        measure=measure,
        scope=scope_of(claim, context.claims),
        asked_on=asked_on,
        dated=context.document.published is not None,
        anchor=anchor,
        window=_period(window, asked_on),
        baseline=_period(claim.baseline, asked_on),
        since=() if anchor else _since(window, asked_on),
    )


def measure_of(claim: Claim, settings: Settings) -> Measure | None:
    """Return what is counted: by the ontology's id, or a narrower concept that the words name."""
    if claim.measure is None:
        return None
    concept = claim.measure.id or Measures.default().concept(f"{claim.measure.text} {claim.text}")
    return settings.measures.get(concept) if concept else None


def scope_of(claim: Claim, claims: Sequence[Claim]) -> Scope:
    """Return where and whose: a place that the words leave out is that of the claim before."""
    place = _first(claim.place) or _place_nearby(claim, claims)
    return Scope(place, _first(claim.actors.of), _first(claim.actors.by))


def place_is_context(claim: Claim) -> bool:
    """Say whether the claim's place had to be taken from the text around it."""
    return _first(claim.place) is None


def _first(entities: tuple[EntityRef, ...]) -> str | None:
    return next((entity.id for entity in entities if entity.id), None)


def _place_nearby(claim: Claim, claims: Sequence[Claim]) -> str | None:
    """The place of the nearest claim before that has one; of the nearest after, failing that."""
    before = [c for c in claims if c.span.start < claim.span.start]
    after = [c for c in claims if c.span.start > claim.span.start]
    places = (_first(other.place) for other in (*reversed(before), *after))
    return next((place for place in places if place), None)


def _period(window: Window | None, asked_on: dt.date) -> Period | None:
    """A window with both its ends; one without an end runs to the day of the text."""
    if window is None or window.start is None:
        return None
    end = window.end or asked_on
    return Period(window.start, end) if window.start < end else None


def _since(window: Window | None, asked_on: dt.date) -> tuple[dt.date, ...]:
    """The days on which an open "since" may start: the day given, and the end of its year."""
    if window is None or window.start is None or "start" not in window.open:
        return ()
    if (window.end or asked_on) != asked_on:
        return ()
    start = window.start
    following = dt.date(start.year + 1, 1, 1)
    both = (start, following) if start == dt.date(start.year, 1, 1) else (start,)
    return tuple(day for day in both if day < asked_on)


def named_publishers(claim: Claim, datasets: Sequence[Dataset]) -> frozenset[str]:
    """Return the publishers that the claim itself names as its source.

    "According to PICSS, 645" is a statement about PICSS's count: the words settle who counted.
    """
    sources = {_plain(note.source) for note in claim.attribution}
    return frozenset(
        entry.publisher
        for entry in datasets
        if entry.decides and sources & {_plain(entry.publisher), _plain(entry.publisher_name)}
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())
