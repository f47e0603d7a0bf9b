"""From a claim to a question: what its words settle is fixed, what they leave open stays open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from averment.checking.periods import january
from averment.checking.scope import Unasked, region_of, scope_of
from averment.checking.settings import Settings
from averment.checking.standings import field_of
from averment.checking.wholes import whole_of
from averment.claim import Claim, Document, Kind, Span, Window
from averment.evidence import Dataset
from averment.kinds import KINDS
from averment.kinds.tolerance import has_word, words_in
from averment.query import Measure, Period, Query, Scope
from averment.reference import Gazetteer, Measures, Milestones, words
from averment.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim is read in: its document, the claims beside it, and what names mean.

    `last_day` is the day after the last one on record: no text that the record can check is later.
    `answers` keeps the verdicts given so far, by question and by the publishers that it names.
    `sources` are the documents that the user gave to find quotations in; `speaker` tells who says
    the words at a span of one of them, as that document has it, and is empty where it does not.
    """

    document: Document
    claims: Sequence[Claim]
    milestones: Milestones
    last_day: dt.date
    names: Gazetteer = field(default_factory=Gazetteer.default)
    answers: dict[tuple[Query, frozenset[str]], Verdict] = field(default_factory=dict)
    sources: Sequence[Document] = ()
    speaker: Callable[[Document, Span], str] = lambda document, span: ""


def ask(claim: Claim, context: Context, settings: Settings) -> Query | Unasked:
    """Return the claim's question, or why it cannot be put to the record."""
    measure = measure_of(claim, settings)
    if isinstance(measure, Unasked):
        return measure
    unit = claim.value.unit if claim.value else ""
    if unit not in KINDS[claim.kind].units:
        return Unasked(f"No record in this evidence gives such a figure in “{unit}”.")
    counted = _fled(claim, settings) if measure.placed else claim
    region = None if counted.place else region_of(claim.text, context.names)
    around = () if region else _around(counted, context)
    scope = scope_of(counted, around, measure, context.names)
    if isinstance(scope, Unasked):
        return scope
    if region is not None and scope.place is None:
        scope = replace(scope, where=region.name)
    query = _timed(claim, measure, context, scope)
    if isinstance(query, Unasked):
        return query
    if scope.place is None and (region is not None or (scope.of and measure.placed)):
        query = replace(query, anywhere=region.members if region else frozenset())
    return _compared(query, settings, context.names)


def _fled(claim: Claim, settings: Settings) -> Claim:
    """The claim with a place that its people fled as where they are from, not as where they are."""
    verbs = "|".join(map(re.escape, settings.raw["departures"]["words"]))
    left = [
        one
        for one in claim.place
        if re.search(rf"\b(?:{verbs}) (?:the )?{re.escape(one.text)}", claim.text, re.IGNORECASE)
    ]
    if not left or claim.actors.of:
        return claim
    actors = claim.actors.model_copy(update={"of": tuple(left)})
    rest = tuple(one for one in claim.place if one not in left)
    return claim.model_copy(update={"place": rest, "actors": actors})


def _compared(query: Query, settings: Settings, names: Gazetteer) -> Query | Unasked:
    """The question with what a share is a part of, and what a rank is among."""
    claim, scope = query.claim, query.scope
    if claim.kind is Kind.SHARE:
        whole = whole_of(claim, query.measure, scope, settings, names)
        return whole if isinstance(whole, Unasked) else replace(query, whole=whole)
    if claim.kind is not Kind.RANK:
        return query
    field = field_of(claim, scope, settings, names)
    if field.of == "times":
        return replace(query, field=field)
    if not (scope.place or scope.of):
        return Unasked("The text does not say which country it ranks.")
    anywhere = None if scope.place else frozenset[str]()
    return replace(query, field=field, anywhere=anywhere)


def _around(claim: Claim, context: Context) -> Sequence[Claim]:
    """The claims that may say where: of a claim on some people, only those of its paragraph.

    "Ethiopia lost 20,000 people" begins a matter of its own, whatever stood before.
    """
    if not claim.actors.of:
        return context.claims
    text, here = context.document.text, claim.span.start
    spans = ((other, sorted((here, other.span.start))) for other in context.claims)
    return [other for other, (first, last) in spans if "\n\n" not in text[first:last]]


def _timed(claim: Claim, measure: Measure, context: Context, scope: Scope) -> Query | Unasked:
    days = days_of(context)
    window = claim.window
    anchor = context.milestones.find(window.anchor) if window and window.anchor else None
    past = anchor is not None and any(day < days[-1] for day in anchor.dates)
    if window and window.anchor and window.start is None and not past:
        return Unasked(
            f"The text reckons from “{window.anchor}”, and no such event is among the dated "
            "milestones on record."
        )
    ended = window is not None and window.end is not None and window.end < days[0]
    return Query(
        claim=claim,
        measure=measure,
        scope=scope,
        days=days,
        dated=context.document.published is not None,
        anchor=anchor if past else None,
        window=_period(window, days[-1]),
        baseline=_baseline(claim.baseline, context, days[-1]),
        since=() if past else _since(window, days[-1]),
        until=window.end if window and ended else None,
    )


def days_of(context: Context) -> tuple[dt.date, ...]:
    """Return the days on which the text may have been published, in order.

    One, where its date is known. Otherwise every New Year from the last day that the text itself
    speaks of to the end of the record, and that end.
    """
    if context.document.published:
        return (context.document.published,)
    windows = [w for c in context.claims for w in (c.window, c.baseline) if w is not None]
    named = [day for w in windows for day in (w.start, w.end) if day and day <= context.last_day]
    anchors = [context.milestones.find(w.anchor) for w in windows if w.anchor]
    named += [a.dates[0] for a in anchors if a is not None and a.dates[0] <= context.last_day]
    first = max(named, default=context.last_day)
    years = range(first.year, context.last_day.year + 1)
    days = {day for day in map(january, years) if first < day <= context.last_day}
    return tuple(sorted({*days, context.last_day}))


def measure_of(claim: Claim, settings: Settings) -> Measure | Unasked:
    """Return what is counted: by the ontology's id, or a narrower concept that the words name."""
    said = claim.measure.text if claim.measure else claim.text
    unknown = Unasked(f"No record in this evidence counts “{said}”.")
    own = claim.measure.id if claim.measure else None
    own = own or _implied(claim, said, settings)
    if claim.measure is None and own is None:
        return unknown
    concept = Measures.default().concept(f"{said} {claim.text}")
    narrowed = settings.narrower.get(own or "", {})
    name = narrowed.get(concept, own) if own and concept else own or concept
    measure = settings.measures.get(name or "")
    if measure is None or has_word(said, measure.narrower):
        return unknown
    deed = "" if measure.stock else next(iter(words_in(claim.text, settings.deeds)), "")
    if deed:
        return Unasked(f"No record in this evidence counts {measure.label} by “{deed}” apart.")
    came = _came(claim, settings) if measure.stock and measure.placed else ""
    if came:
        return Unasked(
            f"The text counts those who came in a period (“{came}”), and the records of "
            f"{measure.label} only those who were there."
        )
    return measure


def _came(claim: Claim, settings: Settings) -> str:
    """Return the word by which a claim counts arrivals in a period that has both its ends."""
    window = claim.window
    if window is None or window.start is None or window.end is None or window.open:
        return ""
    return next(iter(words_in(claim.text, tuple(settings.raw["arrivals"]["words"]))), "")


def _implied(claim: Claim, said: str, settings: Settings) -> str | None:
    """What is counted where a rank or a trend names only a quality ("the deadliest year")."""
    if claim.kind not in (Kind.RANK, Kind.TREND):
        return None
    implied = settings.raw["implied"].items()
    return next((id for id, words in implied if has_word(said, tuple(words))), None)


def _period(window: Window | None, asked_on: dt.date) -> Period | None:
    """A window with both its ends; one without an end runs to the day of the text."""
    if window is None or window.start is None:
        return None
    end = window.end or asked_on
    return Period(window.start, end) if window.start < end else None


def _baseline(baseline: Window | None, context: Context, asked_on: dt.date) -> Period | None:
    """The period compared with; one that hangs on an event begins with it."""
    if baseline is not None and baseline.start is None and baseline.anchor:
        anchor = context.milestones.find(baseline.anchor)
        baseline = baseline.model_copy(update={"start": anchor.dates[0] if anchor else None})
    return _period(baseline, asked_on)


def _since(window: Window | None, asked_on: dt.date) -> tuple[dt.date, ...]:
    """The days on which an open "since" may start: the day given, and the end of its year."""
    if window is None or window.start is None or "start" not in window.open:
        return ()
    if (window.end or asked_on) != asked_on:
        return ()
    start, following = window.start, january(window.start.year + 1)
    both = (start, following) if start == january(start.year) else (start,)
    return tuple(day for day in both if day < asked_on)


def named_publishers(claim: Claim, datasets: Sequence[Dataset]) -> frozenset[str]:
    """Return the publishers that the claim itself names as its source.

    "According to PICSS, 645" is a statement about PICSS's count: the words settle who counted.
    """
    sources = [words.folded(note.source) for note in claim.attribution]
    return frozenset(
        entry.publisher
        for entry in datasets
        if entry.decides and any(_is_named(source, entry) for source in sources)
    )


def _is_named(source: tuple[str, ...], entry: Dataset) -> bool:
    """Say whether a source is a publisher: by its short name, or by two words of its full one."""
    short, full = words.folded(entry.publisher), words.folded(entry.publisher_name)
    return words.within(short, source) or (len(source) > 1 and words.within(source, full))
