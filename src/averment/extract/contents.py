"""The content of a claim: its words without attribution, and who is said to hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from averment.claim import Attribution, Span, Stance
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import AttributionNote, Notes, Sentence
from averment.extract.parts import Part
from averment.extract.quotations import open_at

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Content:
    """The tokens `[start, end)` of a claim, their span in the document, their text and words."""

    tokens: tuple[int, int]
    span: Span
    text: str
    words: Sequence[Token]


def chain(notes: Notes, sentence: Sentence, place: Span) -> tuple[Attribution, ...]:
    """Return the attributions whose content covers a place, the outermost source first."""
    around = [
        note
        for note in notes.attributions_in(sentence)
        if not note.bare and any(part.covers(place) for part in note.content)
    ]
    depth = {id(note): _depth(notes, note) for note in around}
    ordered = sorted(around, key=lambda note: (depth[id(note)], -_length(note)))
    made = [attribution(notes, note) for note in ordered]
    if made and made[-1].stance is Stance.ASSERTS and _verbatim(notes, place):
        made[-1] = made[-1].model_copy(update={"stance": Stance.QUOTES})
    return tuple(made)


#: So many words in quotation marks are somebody’s own statement.
STATEMENT = 4


def _verbatim(notes: Notes, place: Span) -> bool:
    """Say whether words stand in somebody’s own, between quotation marks."""
    quotation = open_at(notes.quotations, place.start)
    return quotation is not None and quotation.words >= STATEMENT


def outer(notes: Notes, sentence: Sentence, note: AttributionNote) -> tuple[Attribution, ...]:
    """Return the attributions in whose content another one stands."""
    return tuple(one for one in chain(notes, sentence, note.cue) if one.cue != _cue(notes, note))


def _cue(notes: Notes, note: AttributionNote) -> str:
    return note.cue.of(notes.document.text)


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


def content_of(notes: Notes, sentence: Sentence, part: Part) -> Content:
    """Return the content of a part: its words within the innermost attribution there."""
    first, last = part.tokens
    inside = _held(notes, sentence, part.at, first, last)
    if inside is not None:
        first, last = max(first, inside[0]), min(last, inside[1])
    for note in notes.attributions_in(sentence):
        first, last = _without_speech(sentence, note, part, first, last)
    first, last = min(first, part.first), max(last, part.last)
    return trimmed(notes, sentence, first, last)


def _without_speech(
    sentence: Sentence, note: AttributionNote, part: Part, first: int, last: int
) -> tuple[int, int]:
    """Cut off source and cue before or behind a part, with what hangs on the cue alone.

    What somebody else says behind it goes too ("…, a charge that the ministry called …").
    """
    doc = sentence.parsed.doc
    words = sentence.place_of(first, last)
    begin = min((note.source or note.cue).start, note.cue.start)
    if not words.start <= begin < words.end:
        return first, last
    cue = tokens_at(sentence, note.cue)
    start = min(cue[0], tokens_at(sentence, note.source)[0] if note.source else cue[0])
    if not first <= start < last:
        return first, last
    if cue[1] <= part.first:
        place = sentence.place_of(part.at.i, part.at.i + 1)
        if not any(inside.covers(place) for inside in note.content):
            return first, last
        before = [t for t in doc[first:start] if not t.is_punct and t.lower_ not in _SMALL]
        return (first if before else cue[1]), last
    if start < part.last:
        return first, last
    verb = doc[cue[0]]
    after = [t for t in doc[cue[1] : last] if not t.is_punct]
    place = sentence.place_of(part.at.i, part.at.i + 1)
    other = not any(inside.covers(place) for inside in note.content)
    if other:
        marks = [i for i in range(part.last, start) if doc[i].text in (",", ";", ":", "–", "—")]
        return first, marks[-1] if marks else last
    own = all(verb.is_ancestor(t) and not part.clause.is_ancestor(t) for t in after)
    return first, start if own or not after else last


#: Words that may stand before a source without being content.
_SMALL = frozenset({"that", "and", "but", "while"})


def tokens_at(sentence: Sentence, span: Span) -> tuple[int, int]:
    """Return the tokens `[start, end)` of a span of the document, as far as they are here."""
    length = sentence.parsed.end_char - sentence.parsed.start_char
    start = min(max(span.start - sentence.span.start, 0), length - 1)
    end = min(max(span.end - sentence.span.start, start + 1), length)
    return sentence.tokens_of(start, end)


def _held(
    notes: Notes, sentence: Sentence, at: Token, first: int, last: int
) -> tuple[int, int] | None:
    """The tokens, between two places, of the innermost attribution’s content around a word.

    A content that its source interrupts runs from its first piece there to its last.
    """
    place = sentence.place_of(at.i, at.i + 1)
    held = [
        note
        for note in notes.attributions_in(sentence)
        if not note.bare and any(part.covers(place) for part in note.content)
    ]
    if not held:
        return None
    note = min(held, key=_length)
    pieces = [tokens_at(sentence, part) for part in note.content if _meets(part, sentence.span)]
    inside = [piece for piece in pieces if piece[0] < last and first < piece[1]]
    return min(piece[0] for piece in inside), max(piece[1] for piece in inside)


def _meets(part: Span, other: Span) -> bool:
    return part.start < other.end and other.start < part.end


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
    return Content((first, last), span, span.of(notes.document.text), list(doc[first:last]))


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
    text = notes.document.text
    inside, ahead = _hedging()
    found = inside.search(content.span.of(text)) or ahead.search(
        text[sentence.span.start : content.span.start]
    )
    return found.group().rstrip(" ,") if found is not None else None


@lru_cache
def _hedging() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds hedging words in a content, and at the end of what stands before it."""
    words = sorted(lexicon("cues")["hedges"]["words"], key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"
    return re.compile(pattern, re.IGNORECASE), re.compile(rf"{pattern}\W*$", re.IGNORECASE)
