"""The content of a claim: its words without attribution, and who is said to hold it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from averment.claim import Attribution, Span
from averment.extract.lexicon import lexicon, word_set
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


def chain(notes: Notes, sentence: Sentence, place: Span) -> tuple[Attribution, ...]:
    """Return the attributions whose content covers a place, the outermost source first."""
    around = [
        note
        for note in notes.attributions_in(sentence)
        if not note.bare and any(part.covers(place) for part in note.content)
    ]
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
    first, last = _apart(head, at)
    whole = _whole_content(notes, sentence, head)
    if whole is not None:
        return trimmed(notes, sentence, *whole)
    first, last = _inside_attribution(notes, sentence, at, first, last)
    first, last = min(first, at.i), max(last, at.i + 1)
    inside = content_around(notes, sentence, at)
    for time in notes.times_in(sentence):
        # A time that touches the clause belongs to it, also where the parse hangs it elsewhere.
        if first < time.tokens[0] <= last < time.tokens[1] and (
            inside is None or time.tokens[1] <= inside[1]
        ):
            last = time.tokens[1]
    return trimmed(notes, sentence, first, last)


def _whole_content(notes: Notes, sentence: Sentence, head: Token) -> tuple[int, int] | None:
    """The content of an attribution whose verb has no subject in its clause ("P of doing")."""
    if head.tag_ not in ("VBG", "VB", "VBN") or any(children(head, "nsubj")):
        return None
    return content_around(notes, sentence, head)


def content_around(notes: Notes, sentence: Sentence, at: Token) -> tuple[int, int] | None:
    """Return the tokens of the innermost attribution's content around a word, or none."""
    place = sentence.place_of(at.i, at.i + 1)
    parts = [
        part
        for note in notes.attributions_in(sentence)
        if not note.bare
        for part in note.content
        if part.covers(place)
    ]
    if not parts:
        return None
    part = min(parts, key=lambda p: p.end - p.start)
    base = sentence.span.start
    return sentence.tokens_of(max(part.start - base, 0), min(part.end, sentence.span.end) - base)


def _apart(head: Token, at: Token) -> tuple[int, int]:
    """The tokens of a clause around `at`, up to the clauses beside it."""
    first, last = subtree(head)
    for other in _left_out(head, at):
        start, end = subtree(other)
        if start > at.i:
            last = min(last, start)
        elif end <= at.i:
            first = max(first, end)
    return first, last


def _left_out(head: Token, at: Token) -> list[Token]:
    """Coordinated or inserted clauses beside the one that holds `at`: they speak for themselves."""
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
    inside = content_around(notes, sentence, at)
    if inside is not None:
        first, last = max(first, inside[0]), min(last, inside[1])
    for note in notes.attributions_in(sentence):
        # What stands on the speaker's side of the cue is not the claim's.
        if note.source is not None and not note.bare:
            first, last = _beyond(sentence, note, at, first, last)
    return first, last


def _beyond(
    sentence: Sentence, note: AttributionNote, at: Token, first: int, last: int
) -> tuple[int, int]:
    place = sentence.place_of(at.i, at.i + 1)
    cue = [i for i in range(first, last) if note.cue.covers(sentence.place_of(i, i + 1))]
    if not cue or not any(part.covers(place) for part in note.content):
        return first, last
    if cue[-1] < at.i:
        return max(first, cue[-1] + 1), last
    return first, min(last, cue[0])


def trimmed(notes: Notes, sentence: Sentence, first: int, last: int) -> Content:
    """Return the content without leading connectives, complementisers and outer punctuation."""
    doc, last = sentence.parsed.doc, max(last, first + 1)
    connectives = word_set("contents", "connectives")
    while first < last - 1 and (
        doc[first].is_punct
        or doc[first].is_space
        or doc[first].lower_ in connectives
        or (doc[first].lower_ == "that" and doc[first].tag_ == "IN")
        or _marks_all(doc[first], first, last)
    ):
        first += 1
    while last > first + 1 and _closing(doc[last - 1], doc, first, last):
        last -= 1
    span = sentence.place_of(first, last)
    return Content((first, last), span, span.of(notes.document.text))


def _marks_all(token: Token, first: int, last: int) -> bool:
    """Say whether a subordinator introduces the whole content, not a clause inside it."""
    anchors = lexicon("times")["anchors"]
    hangs = token.lower_ in (*anchors["since"], *anchors["after"], "to", "when", "as")
    if token.dep_ not in ("mark", "cc", "case") or hangs:
        return False
    head = token.head
    over = head.head
    inside = first <= over.i < last and over != head
    return head.pos_ in ("VERB", "AUX") and not inside


def _closing(token: Token, doc: object, first: int, last: int) -> bool:
    if token.lower_ in ("%", ")") or token.lower_ in ("”", '"', "’"):
        inside = [t.lower_ for t in token.doc[first : last - 1]]
        opened = {")": "(", "”": "“", '"': '"', "’": "‘"}.get(token.lower_)
        return opened is not None and opened not in inside
    return bool(token.is_punct or token.is_space or token.lower_ in ("and", "but"))


def hedge(notes: Notes, sentence: Sentence, content: Content) -> str | None:
    """Return the hedging words in a content, as they stand in the text."""
    text = notes.document.text[content.span.start : content.span.end]
    before = notes.document.text[sentence.span.start : content.span.start]
    for words in sorted(lexicon("cues")["hedges"]["words"], key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
        found = pattern.search(text) or re.search(rf"{pattern.pattern}\W*$", before, re.I)
        if found is not None:
            return found.group().rstrip(" ,")
    return None
