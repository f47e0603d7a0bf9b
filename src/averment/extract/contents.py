"""The content of a claim: its words without attribution, and who is said to hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from averment.claim import Attribution, Span
from averment.extract.lexicon import lexicon
from averment.extract.notes import AttributionNote, Notes, Sentence
from averment.extract.tree import children, clause_head, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Content:
    """The tokens `[start, end)` of a claim, their span in the document and their words."""

    tokens: tuple[int, int]
    span: Span
    text: str


def chain(notes: Notes, place: Span) -> tuple[Attribution, ...]:
    """Return the attributions whose content covers a place, the outermost source first."""
    around = [note for note in notes.attributions if any(p.covers(place) for p in note.content)]
    around = [note for note in around if not note.bare]
    depth = {id(note): _depth(notes, note) for note in around}
    ordered = sorted(around, key=lambda note: (depth[id(note)], -_length(note)))
    return tuple(attribution(notes, note) for note in ordered)


def _depth(notes: Notes, note: AttributionNote) -> int:
    depth, seen = 0, {id(note)}
    while note.outer is not None and id(notes.attributions[note.outer]) not in seen:
        note = notes.attributions[note.outer]
        seen.add(id(note))
        depth += 1
    return depth


def _length(note: AttributionNote) -> int:
    return sum(part.end - part.start for part in note.content)


def attribution(notes: Notes, note: AttributionNote) -> Attribution:
    """Return an attribution as the claims record has it; an unnamed source is empty."""
    return Attribution(
        source=note.name,
        source_text=note.source_text,
        cue=note.cue.of(notes.document.text),
        stance=note.stance,
        span=note.source,
    )


def around(notes: Notes, sentence: Sentence, at: Token) -> Content:
    """Return the content around a word: its clause, within the innermost attribution there."""
    head = clause_head(at)
    while head.dep_ == "acl:relcl" and not _own_clause(head):
        head = clause_head(head.head)
    first, last = subtree(head, without=_left_out(head, at))
    first, last = _inside_attribution(notes, sentence, at, first, last)
    first, last = min(first, at.i), max(last, at.i + 1)
    return trimmed(notes, sentence, first, last)


def _own_clause(head: Token) -> bool:
    return True


def _left_out(head: Token, at: Token) -> list[Token]:
    """Clauses beside the one that holds `at`: coordinated or inserted, they speak for themselves."""
    over = {at.i, *(token.i for token in at.ancestors)}
    return [
        child
        for child in head.children
        if child.i not in over
        and (
            (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))
            or (child.dep_ == "conj" and any(c.dep_ == "cop" for c in child.children))
            or child.dep_ == "parataxis"
        )
    ]


def _inside_attribution(
    notes: Notes, sentence: Sentence, at: Token, first: int, last: int
) -> tuple[int, int]:
    """Cut the words to the part of the innermost attribution's content in which they stand."""
    doc = at.doc
    place = sentence.place_of(at.i, at.i + 1)
    notes_here = [
        (part.end - part.start, part)
        for note in notes.attributions
        if note.sentence == sentence.index and not note.bare
        for part in note.content
        if part.covers(place)
    ]
    for _, part in sorted(notes_here)[:1]:
        inside = [
            i
            for i in range(first, last)
            if part.covers(sentence.place_of(i, i + 1))
        ]
        first, last = (inside[0], inside[-1] + 1) if inside else (first, last)
    for note in notes.attributions:
        # What stands before or after the content on the speaker's side is not the claim's.
        if note.sentence == sentence.index and note.source is not None and not note.bare:
            first, last = _without(sentence, doc, note, at, first, last)
    return first, last


def _without(
    sentence: Sentence, doc: object, note: AttributionNote, at: Token, first: int, last: int
) -> tuple[int, int]:
    cue = [
        i
        for i in range(first, last)
        if note.cue.covers(sentence.place_of(i, i + 1))
    ]
    covered = any(part.covers(sentence.place_of(at.i, at.i + 1)) for part in note.content)
    if not cue or covered is False:
        return first, last
    if cue[-1] < at.i:
        return max(first, cue[-1] + 1), last
    return first, min(last, cue[0])


def trimmed(notes: Notes, sentence: Sentence, first: int, last: int) -> Content:
    """Return the content without leading connectives, complementisers and outer punctuation."""
    doc = sentence.parsed.doc
    connectives = lexicon("contents")["connectives"]["words"]
    while first < last - 1 and (
        doc[first].is_punct or doc[first].is_space or doc[first].lower_ in connectives
    ):
        first += 1
    while last > first + 1 and _closing(doc[last - 1], doc, first, last):
        last -= 1
    span = sentence.place_of(first, last)
    return Content((first, last), span, span.of(notes.document.text))


def _closing(token: Token, doc: object, first: int, last: int) -> bool:
    if token.lower_ in ("%", ")") or token.lower_ in ("”", '"', "’"):
        inside = [t.lower_ for t in token.doc[first : last - 1]]
        opened = {")": "(", "”": "“", '"': '"', "’": "‘"}.get(token.lower_)
        return opened is not None and opened not in inside
    return bool(token.is_punct or token.is_space or token.lower_ in ("and", "but"))


def hedge(notes: Notes, sentence: Sentence, content: Content) -> str | None:
    """Return the hedging words in a content, as they stand in the text."""
    lowered = f" {sentence.text.lower()} "
    base = sentence.span.start - 1
    for words in sorted(lexicon("cues")["hedges"]["words"], key=len, reverse=True):
        at = lowered.find(f" {words} ")
        if at >= 0:
            start = at + 1 + base
            if content.span.start - 2 <= start <= content.span.end:
                return notes.document.text[start : start + len(words)]
    return None


__all__ = ["Content", "around", "attribution", "chain", "children", "hedge", "trimmed"]
