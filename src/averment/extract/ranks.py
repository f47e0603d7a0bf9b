"""Ranks: what stands first among its kind, or second, or among the five highest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from averment.claim import Actors, Claim, EntityRef, Kind, MeasureRef, Rank, Window
from averment.extract.calendar_words import count_of
from averment.extract.clause import Clause
from averment.extract.figures import as_people, narrowed
from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import Time
from averment.extract.periods import months_later
from averment.extract.quantities import carried
from averment.extract.scope import scope_of
from averment.extract.superlatives import no_other, others, ranked, superlatives
from averment.extract.tree import (
    case_of,
    children,
    clause_head,
    prepositional,
    subjects,
    subtree,
)
from averment.extract.uses import measure_of
from averment.extract.windows import window_of
from averment.reference import Regions

if TYPE_CHECKING:
    from spacy.tokens import Token


def ranks(clause: Clause) -> list[Claim]:
    """ "2014 was the deadliest year": a superlative of something countable."""
    first, last = clause.content.tokens
    for token in superlatives(clause.sentence):
        if not first <= token.i < last:
            continue
        noun = ranked(token)
        if noun is None:
            continue
        measure = _measure(clause, token, noun)
        known = noun.lemma_.lower() in word_set("kinds", "rank_among")
        if measure is None and not (others(token) is not None or known):
            continue
        return [_rank(clause, token, noun, measure)]
    return []


def _measure(clause: Clause, token: Token, noun: Token) -> MeasureRef | None:
    """What is counted: the noun, what it is the number of, or what the superlative measures."""
    counted = carried(noun)
    if noun.lemma_.lower() in lexicon("kinds")["holders"]:
        counted = next(prepositional(noun, "of"), noun)
    people = as_people(clause.notes, clause.sentence, counted) if counted == noun else None
    measure = measure_of(counted, counted.text, people)
    if measure.id is not None:
        return measure
    if noun.lemma_.lower() in (*lexicon("kinds")["ranked_periods"], *_places()):
        by = inverted("kinds", "ranked_by").get(token.lower_)
        if by is None:
            return None
        whose = (t for over in (token, noun) for t in prepositional(over, "for"))
        own = MeasureRef(id=by, text=token.text)
        return narrowed(own, next(whose, token))  # "the deadliest year for civilians"
    if counted == noun and noun.lemma_.lower() in word_set("changes", "carriers"):
        over = next((carried(t) for t in subjects(clause.head) if t != noun), noun)
        reached = measure_of(over, over.text)  # "deaths reached their highest level"
        return reached if reached.id is not None else None
    return None


def _rank(clause: Clause, token: Token, noun: Token, measure: MeasureRef | None) -> Claim:
    extremum = inverted("kinds", "superlatives").get(token.lower_)
    if extremum is None:
        way = inverted("changes", "beside")[token.lower_]
        extremum = "highest" if way == "up" else "lowest"
    scope = scope_of(
        clause.notes,
        clause.sentence,
        clause.head,
        clause.content.tokens,
        noun=carried(noun),
        measure=measure,
    )
    place, actors = scope.place, scope.actors
    if (subject := _subject(clause, token, noun)) is not None:
        whose = actors.of if no_other(token) is not None else ()
        place, actors = (subject,), Actors(of=whose)
        if noun.lemma_.lower() in word_set("scope", "origins"):
            place, actors = (), Actors(of=(subject,))
    window, baseline = _periods(clause)
    return clause.claim(
        Kind.RANK,
        rank=Rank(
            position=_position(token, noun),
            extremum=str(extremum),
            among=_among(token, noun) or _region(clause, noun),
        ),
        measure=measure,
        window=window,
        baseline=baseline,
        place=place,
        actors=actors,
    )


def _places() -> dict[str, str]:
    """The nouns of places that are ranked, each with its plural."""
    places: dict[str, str] = lexicon("kinds")["ranked_places"]
    return places


def _holder(noun: Token) -> Token:
    """Go to the place that has what is ranked ("the *country* with the most refugees")."""
    over = noun.head
    has = case_of(noun) == "with" and over.lemma_.lower() in _places()
    return over if has else noun


def _subject(clause: Clause, token: Token, noun: Token) -> EntityRef | None:
    """The place that is ranked among others ("*Chad* was the deadliest country", "no other
    country hosts more than *Chad*")."""
    noun = _holder(noun)
    lemma = noun.lemma_.lower()
    if no_other(token) is not None:
        heads = {t.i for t in prepositional(clause_head(token), "than")}
    elif lemma in _places() or lemma in lexicon("kinds")["holders"]:
        own = subjects(clause.head)
        heads = {clause.head.i} if noun in own else {t.i for t in own}
    else:
        return None
    for entity in clause.notes.entities_in(clause.sentence):
        if entity.kind != "actor" and heads & set(range(*entity.tokens)):
            return EntityRef(id=entity.id, text=entity.span.of(clause.notes.document.text))
    return None


def _position(token: Token, noun: Token) -> int:
    """The place in the order: 2 for "second-highest", 3 for "one of the three deadliest"."""
    before = [t for t in token.doc[max(token.sent.start, token.i - 2) : token.i] if not t.is_punct]
    if before:
        ordinals: dict[str, int] = lexicon("times")["ordinals"]
        place = ordinals.get(before[-1].lower_, 0)
        if place > 1:
            return place
    number = next((t for t in children(_holder(noun), "nummod") if t.i < noun.i), None)
    if number is None or not number.like_num:
        return 1
    return max(1, round(count_of(number.text) or 1))


def _among(token: Token, noun: Token) -> str | None:
    """The words for those that are ranked: "countries in Africa", "years of the war"."""
    them = others(token)
    if them is None:
        owners = (noun, carried(noun))
        them = next((t for own in owners for t in prepositional(own, "of") if _any(t)), None)
    if them is None:
        owner = next(children(noun, "nmod:poss"), None)
        if owner is not None and owner.lemma_.lower() in word_set("kinds", "world"):
            return str(owner.doc[owner.left_edge.i : owner.i + 1].text)
        them = _holder(noun)
    lemma, tables = them.lemma_.lower(), lexicon("kinds")
    cases = {"of"} if lemma in tables["ranked_periods"] else {"of", "in", "on"}
    known = {**tables["ranked_periods"], **_places(), **tables["holders"]}
    if lemma not in known:
        return None
    behind = [c for c in children(them, "nmod") if c.i > them.i and case_of(c) in cases]
    words = [token.doc[slice(*subtree(child))].text for child in behind]
    return " ".join([known[lemma], *(said for said in words if not re.search(r"\d", said))])


def _region(clause: Clause, noun: Token) -> str | None:
    """The countries among which one has the largest number of something, by their region."""
    region = Regions.default().find(clause.content.text) if carried(noun) != noun else None
    return f"{_places()['country']} in {region.name}" if region else None


def _any(token: Token) -> bool:
    return any(c.lower_ in ("any", "all") for c in children(token, "det"))


def _periods(clause: Clause) -> tuple[Window | None, Window | None]:
    """The period that is ranked, and the one over which it is compared, where the text says so."""
    text, doc = clause.notes.document.text, clause.head.doc
    first, last = clause.content.tokens
    times = [
        time
        for time in clause.notes.times_in(clause.sentence)
        if first <= time.tokens[0] and time.tokens[1] <= last
    ]
    since = [t for t in times if t.role == "window" and doc[t.tokens[0]].lower_ in _since()]
    plain = [t for t in times if t.role == "window" and t.start and t not in since]
    own = {i for subject in subjects(clause.head) for i in range(*subtree(subject))}
    item = next((t for t in plain if t.tokens[1] - 1 in own), None)
    rest = [t for t in plain if t is not item]
    window = window_of(item, text) if item else clause.window
    if item is None and since and window is not None and window.text == since[0].span.of(text):
        window = window_of(rest[0], text) if rest else None
    if window is None or window.end is None:
        return window, window_of(since[0], text) if since else None
    if since:
        over = window_of(since[0], text).model_copy(update={"end": window.end})
        return window, over
    if item is not None and rest and _inside(item, rest[0]):
        return window, window_of(rest[0], text)
    for time in times:
        years = re.fullmatch(r"P(\d+)Y", time.value)
        if years and int(years[1]) > 1:  # "in a decade", but not "in any year"
            start = months_later(window.end, -12 * int(years[1]))
            words = time.span.of(text)
            return window, Window(start=start, end=window.end, text=words, open=("start",))
    return window, None


def _since() -> tuple[str, ...]:
    words: list[str] = lexicon("times")["anchors"]["since"]
    return tuple(words)


def _inside(item: Time, whole: Time) -> bool:
    """Say whether one period lies in another that is longer."""
    if not (item.start and item.end and whole.start and whole.end):
        return False
    wider = whole.end - whole.start > item.end - item.start
    return wider and whole.start <= item.start and item.end <= whole.end
