"""Standings: what rises or falls, and what stands first among its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averment.claim import Claim, Direction, Kind, MeasureRef, Rank, Window
from averment.extract.clause import Clause
from averment.extract.figures import as_people
from averment.extract.lexicon import inverted, word_set
from averment.extract.notes import Sentence
from averment.extract.quantities import carried, change_word
from averment.extract.scope import scope_of
from averment.extract.tree import children, prepositional, subjects
from averment.extract.uses import measure_of

if TYPE_CHECKING:
    from spacy.tokens import Token


#: So many words behind "more" its "than any other" may follow.
REACH = 14


def trends(clause: Clause) -> list[Claim]:
    """ "Violence has been rising": a rise or fall without a figure, of something countable."""
    found = _change(clause.head)
    if found is None:
        return []
    word, way = found
    noun = _changing_noun(word, clause.head)
    if noun is None:
        return []
    measure = measure_of(noun, noun.text)
    if measure.id is None and not {noun.lemma_.lower(), noun.lower_} & word_set("kinds", "varying"):
        return []
    scope = scope_of(
        clause.notes,
        clause.sentence,
        clause.head,
        clause.content.tokens,
        noun=noun,
        measure=measure,
    )
    return [
        clause.claim(
            Kind.TREND,
            measure=measure,
            direction=Direction(way),
            place=scope.place,
            actors=scope.actors,
        )
    ]


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


def superlatives(sentence: Sentence) -> list[Token]:
    """The superlatives of amount in a sentence, and what is "more than any other"."""
    words = inverted("kinds", "superlatives")
    return [
        token
        for token in sentence.parsed
        if (token.lower_ in words and not _of_amount(token)) or _than_any(token)
    ]


def _of_amount(token: Token) -> bool:
    """Say whether "most" is a share ("most of them") or marks another adjective."""
    if token.lower_ not in ("most", "least"):
        return False
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return after == "of" or token.tag_ != "JJS" or not token.head.tag_.startswith("NN")


def _than_any(token: Token) -> bool:
    """Say whether "more" goes on as "than any other" or "than at any other time"."""
    if token.lower_ not in ("more", "fewer", "less"):
        return False
    after = [t.lower_ for t in token.doc[token.i + 1 : token.i + REACH]]
    return "than" in after and "any" in after[after.index("than") : after.index("than") + 3]


def ranks(clause: Clause) -> list[Claim]:
    """ "2014 was the deadliest year": a superlative of something countable."""
    first, last = clause.content.tokens
    for token in superlatives(clause.sentence):
        if not first <= token.i < last:
            continue
        noun = ranked(token)
        if noun is None:
            continue
        people = as_people(clause.notes, clause.sentence, noun)
        measure: MeasureRef | None = measure_of(noun, noun.text, people)
        if measure is not None and measure.id is None:
            if not (_than_any(token) or noun.lemma_.lower() in word_set("kinds", "rank_among")):
                continue
            measure = None
        return [_rank(clause, token, noun, measure)]
    return []


def _rank(clause: Clause, token: Token, noun: Token, measure: MeasureRef | None) -> Claim:
    extremum = inverted("kinds", "superlatives").get(token.lower_)
    if extremum is None:
        extremum = "highest" if token.lower_ == "more" else "lowest"
    scope = scope_of(
        clause.notes,
        clause.sentence,
        clause.head,
        clause.content.tokens,
        noun=noun,
        measure=measure,
    )
    window: Window | None = clause.window
    baseline: Window | None = None
    if window is not None and "start" in window.open:
        window, baseline = None, window
    return clause.claim(
        Kind.RANK,
        rank=Rank(position=1, extremum=str(extremum)),
        measure=measure,
        window=window,
        baseline=baseline,
        place=scope.place,
        actors=scope.actors,
    )


def ranked(token: Token) -> Token | None:
    """The noun that a superlative ranks: the one it stands at, or its subject."""
    if token.lower_ in ("more", "fewer", "less"):
        after = [t for t in token.doc[token.i + 1 : token.i + 8] if t.tag_.startswith("NN")]
        if token.head.tag_.startswith("NN") and token.head != token:
            return token.head
        return after[0] if after else None
    if token.head.tag_.startswith("NN") and token.head != token:
        return token.head
    return next(iter(subjects(token)), None)
