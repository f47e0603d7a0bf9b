"""Happenings: what took place at a date, and what came after or because of what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from averment.claim import Claim, Event, Kind, Order, Stance
from averment.extract.clause import Clause, happens
from averment.extract.contents import trimmed
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Time
from averment.extract.scope import scope_of
from averment.extract.ties import between, parties
from averment.extract.tree import NOUNS, children, subtree, tense


def events(clause: Clause) -> list[Claim]:
    """A happening: dated, or what somebody is said to have done."""
    if not happens(clause.head) or clause.head.tag_ == "VB":
        return []
    if not clause.told and not dated(clause):
        return []
    present = clause.head.tag_ in ("VBZ", "VBP") and tense(clause.head) == "present"
    if present and clause.attribution[-1:] and clause.attribution[-1].stance not in _CONTESTED:
        return []
    return [_event(clause)]


#: What is told to be done as a rule is a happening only where it is alleged or denied.
_CONTESTED = frozenset({Stance.ALLEGES, Stance.DENIES})


def _event(clause: Clause) -> Claim:
    ones, others = parties(clause.notes, clause.sentence, clause.head)
    scope = scope_of(clause.notes, clause.sentence, clause.head, clause.content.tokens)
    ones = ones or between(clause.notes, clause.sentence, clause.head)
    moves = clause.head.lemma_.lower() in word_set("kinds", "motion")
    against = scope.actors.against if moves else tuple(others) or scope.actors.against
    if moves:
        scope = replace(scope, place=scope.place or tuple(ref for ref in others if ref.id))
    event = Event(
        type=clause.head.lemma_.lower(),
        by=tuple(ref for ref in ones if ref.id) or scope.actors.by,
        against=tuple(ref for ref in against if ref.id and not _is_city(ref.text, clause)),
    )
    taken = {ref.id for ref in (*event.by, *event.against)}
    places = tuple(ref for ref in scope.place if ref.id not in taken or _is_city(ref.text, clause))
    return clause.claim(Kind.EVENT, event=event, place=places)


def _is_city(text: str, clause: Clause) -> bool:
    """Say whether a name is of a place in a country, not of the country."""
    return any(
        e.kind == "place" and e.span.of(clause.notes.document.text) == text
        for e in clause.notes.entities_in(clause.sentence)
    )


def dated(clause: Clause) -> bool:
    """Say whether the text says when: by a date that is not only an open beginning."""
    window = clause.window
    if window is None or window.start is None or "start" in window.open:
        return False
    return not any(
        time.span.of(clause.notes.document.text) == window.text and _named_by(time, clause)
        for time in clause.notes.times_in(clause.sentence)
    )


def _named_by(time: Time, clause: Clause) -> bool:
    """Say whether a year only belongs to a name ("the 2020 Doha Agreement")."""
    last = clause.head.doc[time.tokens[1] - 1]
    return last.dep_ in ("nummod", "compound") and last.head.i > last.i


@dataclass(frozen=True, slots=True)
class _Link:
    """A clause or phrase that says after or because of what the main one happened."""

    first: int  # token where it begins, its linking words included
    words: str
    link: str
    turned: bool = False  # "before": the main clause came first


def orders(clause: Clause) -> list[Claim]:
    """ "The attacks began after the troops left": one happening hung on another."""
    link = _link(clause)
    if link is None or not happens(clause.head) or clause.head.tag_ in ("VB",):
        return []
    if clause.told and link.link == "after" and not dated(clause):
        return []  # what is told is the deed; "after …" only says when
    first, last = clause.content.tokens
    inside = first < link.first < last
    main = trimmed(clause.notes, clause.sentence, first, link.first if inside else last)
    text = main.text if inside else clause.content.text.replace(link.words, "").strip(" ,")
    ends = (text, link.words) if link.turned else (link.words, text)
    order = clause.claim(Kind.ORDER, order=Order(first=ends[0], second=ends[1], link=link.link))
    own = clause.window is not None and clause.window.text not in link.words
    if not (dated(clause) and inside and own):
        return [order]
    event = _event(clause)
    return [event.model_copy(update={"text": main.text, "span": main.span}), order]


def _link(clause: Clause) -> _Link | None:
    text = clause.notes.document.text
    for time in clause.notes.times_in(clause.sentence):
        if time.role == "after" and time.anchor and _in(time, clause) and _happened(time.anchor):
            first = time.tokens[0]
            return _Link(first, time.anchor, "after")
    for child in children(clause.head, "advcl", "obl"):
        marks = {c.lower_: c for c in children(child, "mark", "case")}
        kind = next((k for word in marks for k in _words(word)), None)
        if kind is None:
            continue
        first, last = subtree(child)
        mark = next(c for word, c in marks.items() if _words(word))
        start = max([mark.i, *(c.i for c in children(mark, "fixed"))]) + 1
        words = clause.sentence.place_of(max(first, start), last).of(text).rstrip(" ,.;")
        if child.pos_ in NOUNS and not _happened(words):
            continue
        return _Link(first, words, "because" if kind == "because" else "after", kind == "before")
    return None


def _happened(anchor: str) -> bool:
    """Say whether an anchor is something that happened, not a length of time ("two years of")."""
    return not set(anchor.lower().split()) & set(lexicon("times")["units"])


def _words(word: str) -> list[str]:
    return [kind for kind, words in lexicon("kinds")["order"].items() if word in words]


def _in(time: Time, clause: Clause) -> bool:
    first, last = clause.content.tokens
    return first <= time.tokens[0] and time.tokens[1] <= last


__all__ = ["dated", "events", "orders"]
