"""Answers: denials, doubts and backing that only point at what was said before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from averment.claim import Claim, Kind, Polarity, Span, Stance
from averment.extract.contents import attribution
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import AttributionNote, Notes, Sentence

#: So many claims back an answer may point.
RECALL = 40

#: What an answer to one claim takes over from it.
TAKEN = (
    "kind",
    "measure",
    "value",
    "direction",
    "window",
    "baseline",
    "place",
    "actors",
    "relation",
    "event",
    "order",
    "rank",
    "whole",
    "polarity",
    "tense",
)


def bare(notes: Notes, sentence: Sentence) -> Iterator[Claim]:
    """Denials and doubts that only point at what they deny ("rejected the charge")."""
    for note in notes.attributions_in(sentence):
        if note.bare:
            span = _pointing(notes, note)
            yield Claim(
                id="",
                kind=Kind.EVENT,
                text=span.of(notes.document.text),
                span=span,
                sentence=sentence.span,
                attribution=(attribution(notes, note),),
                polarity=Polarity.AFFIRMED,
            )


def _pointing(notes: Notes, note: AttributionNote) -> Span:
    """The words that point, with what they are called ("the charge *as baseless*")."""
    text = notes.document.text
    start = min(part.start for part in note.content)
    end = max(part.end for part in note.content)
    while start < end - 1 and text[start] in ",;: ":
        start += 1
    found = _AS.match(text, end)
    return Span(start, found.end() if found else end)


_AS = re.compile(r"\s+as\s+[^,.;:!?\n]+")


def answering(notes: Notes, claims: list[Claim]) -> Iterator[Claim]:
    """Say of a bare denial which claims it answers, and give it their kind and content.

    One that answers nothing in the text claims nothing. Ids are given here, in text order.
    """
    starts = {_pointing(notes, note).start for note in notes.attributions if note.bare}
    before: list[Claim] = []
    for claim in claims:
        made = claim
        if claim.span.start in starts and claim.attribution and claim.event is None:
            answered = _answered(before[-RECALL:], claim)
            if not answered:
                continue
            made = _copied(claim, answered)
        elif claim.kind is Kind.QUOTE and _dismisses(notes, claim):
            answered = _answered(before[-RECALL:], claim)[-1:]
            made = claim.model_copy(update={"responds_to": tuple(c.id for c in answered)})
        before.append(made.model_copy(update={"id": f"c{len(before) + 1}"}))
    yield from before


def _dismisses(notes: Notes, quote: Claim) -> bool:
    """Say whether a quotation is what somebody calls a statement ("calls the report “fiction”")."""
    if not set(quote.attribution[-1].cue.lower().split()) & word_set("kinds", "calling"):
        return False
    before = notes.document.text[quote.sentence.start : quote.span.start].lower()
    last = re.findall(r"[a-z]+", before)[-LEAD:]
    return bool({*last, *(word.rstrip("s") for word in last)} & word_set("cues", "pointing"))


#: So many words before a quotation may name what it dismisses.
LEAD = 9


def _answered(before: list[Claim], denial: Claim) -> list[Claim]:
    """The statements before a denial: all of a run, or the last one."""
    words = set(denial.text.lower().split())
    several = bool(words & word_set("kinds", "several"))
    nouns = lexicon("cues")["nouns"]["alleges"]
    accused = any(word.rstrip("s") in nouns for word in words)
    source = denial.attribution[-1].source
    told = [
        claim
        for claim in before
        if claim.attribution
        and claim.attribution[-1].source != source
        and claim.kind is not Kind.OPINION
    ]
    alleged = [c for c in told if c.attribution[-1].stance is Stance.ALLEGES]
    if accused and alleged and told[-1] not in alleged:
        told = alleged
    if not told:
        return []
    last = told[-1]
    if not several:
        return [claim for claim in told if claim.span == last.span]
    alike = alleged if last in alleged else []
    run = [c for c in told if c.attribution == last.attribution or c in alike]
    return run if run[-1] == last else [last]


def _copied(denial: Claim, answered: list[Claim]) -> Claim:
    ids = tuple(claim.id for claim in answered)
    if len(answered) == 1:
        update = {name: getattr(answered[0], name) for name in TAKEN}
        return denial.model_copy(update={**update, "responds_to": ids})
    return denial.model_copy(update={"kind": answered[0].kind, "responds_to": ids})
