"""Quotations: that somebody said particular words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averment.claim import Attribution, Claim, Kind, Span, Stance, WhyNot
from averment.extract.clause import Clause
from averment.extract.contents import attribution, outer
from averment.extract.lexicon import word_set
from averment.extract.notes import AttributionNote, Notes, Sentence
from averment.extract.quotations import within

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many words in quotation marks are a statement and not a title or a single word.
STATEMENT = 4


def quoted(clause: Clause) -> list[Claim]:
    """Words in quotation marks that fill most of what somebody urged or said."""
    notes = clause.notes
    inside = within(notes.quotations, clause.sentence.span)
    if not clause.attribution or not inside:
        return []
    quotation = max(inside, key=lambda q: q.words)
    covers = quotation.span.start - 2 <= clause.content.span.start
    whole = covers and clause.content.span.end <= quotation.span.end + 1
    if quotation.words < STATEMENT and not whole:
        return []
    if not covers and clause.attribution[-1].stance is not Stance.URGES:
        return []
    end = min(quotation.span.end, clause.sentence.span.end)
    span = _trimmed(notes, Span(quotation.span.start, end))
    source = clause.attribution[-1].model_copy(update={"stance": Stance.QUOTES})
    return [
        clause.claim(
            Kind.QUOTE,
            text=span.of(notes.document.text),
            span=span,
            attribution=(*clause.attribution[:-1], source),
        )
    ]


def _trimmed(notes: Notes, span: Span) -> Span:
    words = span.of(notes.document.text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, span.start + len(words.rstrip(" ,.;")))


def labels(notes: Notes, sentence: Sentence) -> Iterator[Claim]:
    """Words in quotation marks by which somebody calls something ("called it “a joke”")."""
    for quotation in within(notes.quotations, sentence.span):
        note = _caller(notes, sentence, quotation.span)
        if note is None:
            continue
        span = _trimmed(notes, quotation.span)
        source: Attribution = attribution(notes, note).model_copy(update={"stance": Stance.QUOTES})
        yield Claim(
            id="",
            kind=Kind.QUOTE,
            text=span.of(notes.document.text),
            span=span,
            sentence=sentence.span,
            attribution=(source,),
        )


def urged(notes: Notes, sentence: Sentence) -> Iterator[Claim]:
    """What somebody calls for: an opinion, or the words of it where they are quoted."""
    for note in notes.attributions_in(sentence):
        if note.stance is not Stance.URGES or note.bare or note.sentence != sentence.index:
            continue
        if any(time.anchor and time.span.covers(note.cue) for time in notes.times_in(sentence)):
            continue  # "since the junta demanded …" only hangs a window
        span = Span(min(p.start for p in note.content), max(p.end for p in note.content))
        inside = [q for q in within(notes.quotations, span) if q.words >= STATEMENT]
        kind = Kind.QUOTE if inside else Kind.OPINION
        if inside:
            span = _trimmed(notes, inside[0].span)
        source = attribution(notes, note)
        yield Claim(
            id="",
            kind=kind,
            text=span.of(notes.document.text),
            span=span,
            sentence=sentence.span,
            attribution=(
                *outer(notes, sentence, note),
                source.model_copy(update={"stance": Stance.QUOTES}) if inside else source,
            ),
            checkable=bool(inside),
            why_not=None if inside else WhyNot.OPINION,
        )


def _caller(notes: Notes, sentence: Sentence, span: Span) -> AttributionNote | None:
    """The attribution by whose cue the words are a name for something."""
    for note in notes.heard_in(sentence):
        cue = note.cue.of(notes.document.text).lower()
        calls = bool(set(cue.split()) & word_set("kinds", "calling"))
        if calls and any(
            part.start - 2 <= span.start and span.end <= part.end + 2 for part in note.content
        ):
            return note
    return None
