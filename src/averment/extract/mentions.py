"""Mentions: what the passes found, whether or not a claim came of it, as the record has it."""

from __future__ import annotations

from averment.claim import (
    AttributionMention,
    EventMention,
    Mentions,
    NameMention,
    QuantityMention,
    Span,
    TimeMention,
)
from averment.extract.attribution import whole
from averment.extract.notes import AttributionNote, Notes

#: Types of TIMEX3; windows that hang on an event are the claims' own and no expressions of time.
TIMEX3 = frozenset({"DATE", "TIME", "DURATION", "SET"})
#: Kinds of entities that are listed among the actors, and among the places.
ACTORS, PLACES = frozenset({"actor", "country"}), frozenset({"place", "country"})


def mentions(notes: Notes) -> Mentions:
    """Collect the mentions from the notes of all passes."""
    text = notes.document.text
    return Mentions(
        attributions=tuple(_attribution(note, text) for note in whole(notes)),
        times=tuple(
            TimeMention(
                span=time.span,
                text=time.span.of(text),
                type=time.type,
                value=time.value,
                start=time.start,
                end=time.end,
                open=time.open,
                anchor=time.anchor,
            )
            for time in notes.times
            if time.type in TIMEX3
        ),
        quantities=tuple(
            QuantityMention(
                span=one.span,
                text=one.span.of(text),
                number=one.number,
                unit=one.unit,
                bound=one.bound,
                low=one.low,
                high=one.high,
                direction=one.direction,
                of=one.of.of(text) if one.of else None,
            )
            for one in notes.quantities
        ),
        actors=_names(notes, ACTORS),
        places=_names(notes, PLACES),
        events=tuple(
            EventMention(
                span=one.span,
                text=one.span.of(text),
                type=one.type,
                source=tuple(entity.id for entity in one.source),
                target=tuple(entity.id for entity in one.target),
            )
            for one in notes.events
        ),
    )


def _attribution(note: AttributionNote, text: str) -> AttributionMention:
    parts = [part for part in (note.source, note.cue, *note.content) if part is not None]
    span = Span(min(part.start for part in parts), max(part.end for part in parts))
    return AttributionMention(
        span=span,
        text=span.of(text),
        source=note.source,
        cue=note.cue,
        content=note.content,
        stance=note.stance,
        source_name=note.name,
        outer=note.outer,
    )


def _names(notes: Notes, kinds: frozenset[str]) -> tuple[NameMention, ...]:
    text = notes.document.text
    return tuple(
        NameMention(
            span=one.span,
            text=one.span.of(text),
            id=one.id,
            role=one.span.of(text) if one.refers else None,
            coreference=one.refers,
        )
        for one in notes.entities
        if one.kind in kinds
    )
