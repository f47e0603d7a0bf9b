"""Standings: what rises, falls or stays as it was, without a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averment.claim import Claim, Direction, Kind, MeasureRef
from averment.extract.clause import Clause
from averment.extract.lexicon import inverted, word_set
from averment.extract.quantities import carried, change_word
from averment.extract.scope import Scope, scope_of
from averment.extract.tree import children, prepositional, subjects
from averment.extract.uses import measure_of
from averment.extract.windows import spoken

if TYPE_CHECKING:
    from spacy.tokens import Token


def trends(clause: Clause) -> list[Claim]:
    """ "Violence has been rising": a rise or fall without a figure, of something countable."""
    found = _change(clause.head)
    if found is None:
        return _compared(clause)
    word, way = found
    noun = _changing_noun(word, clause.head)
    if noun is None:
        return []
    measure = measure_of(noun, noun.text)
    if measure.id is None and not {noun.lemma_.lower(), noun.lower_} & word_set("kinds", "varying"):
        return []
    scope = _scope(clause, noun, measure)
    return [
        clause.claim(
            Kind.TREND,
            measure=measure,
            direction=Direction(way),
            place=scope.place,
            actors=scope.actors,
        )
    ]


def _compared(clause: Clause) -> list[Claim]:
    """ "Fewer people were killed in 2019 than in 2014": two periods, and which had more."""
    ways, first = inverted("changes", "beside"), clause.content.tokens[0]
    said = spoken(
        clause.notes,
        clause.sentence,
        clause.head,
        clause.content.tokens,
        change=True,
        before=None,
    )
    words = clause.head.doc[first : clause.content.tokens[1]]
    denied = any(word.lower_ in word_set("contents", "negations") for word in words)
    if said.window is None or said.baseline is None or denied:
        return []
    for word in words:
        over = next(iter(subjects(word)), None) if word == clause.head else word.head
        if word.tag_ != "JJR" or word.lower_ not in ways or over is None:
            continue
        noun = carried(over)
        measure = measure_of(noun, noun.text)
        if measure.id is not None:
            scope = _scope(clause, noun, measure)
            return [
                clause.claim(
                    Kind.TREND,
                    measure=measure,
                    direction=Direction(ways[word.lower_]),
                    window=said.window,
                    baseline=said.baseline,
                    place=scope.place,
                    actors=scope.actors,
                )
            ]
    return []


def _scope(clause: Clause, noun: Token, measure: MeasureRef) -> Scope:
    return scope_of(
        clause.notes,
        clause.sentence,
        clause.head,
        clause.content.tokens,
        noun=noun,
        measure=measure,
    )


def _change(head: Token) -> tuple[Token, str] | None:
    """The word below or at the head of a clause that says which way something goes."""
    below = [*children(head, "obj", "xcomp", "obl", "advmod", "acl:pred"), *children(head, "conj")]
    level = word_set("kinds", "level")
    for word in (head, *(w for w in below if w.dep_ != "conj")):
        beside = {c.lower_ for c in word.children if c.dep_ == "advmod"}
        if word.tag_ == "JJR" and any(children(word, "cop")):
            continue  # "is higher" compares, and says nothing of a course
        way = _way(word)
        varies = way or word.lemma_.lower() in ("change", "vary")
        if varies and beside & word_set("kinds", "hardly"):
            return word, "level"
        if way and (word == head or not word.dep_.startswith("obl") or word.lower_ == "rise"):
            return word, way
        if word.lower_ in level:
            return word, "level"
    return None


def _way(word: Token) -> str | None:
    own = inverted("kinds", "ways")
    return own.get(word.lemma_.lower()) or own.get(word.lower_) or change_word(word)


def _changing_noun(word: Token, head: Token) -> Token | None:
    if word.pos_ == "NOUN":
        below = next(prepositional(word, "in", "of"), None)
        if below is not None:
            return carried(below)
    subject = next(iter(subjects(head)), None)
    return carried(subject) if subject is not None else None
