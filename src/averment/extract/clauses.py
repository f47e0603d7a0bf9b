"""Claims without a figure: ties, happenings, trends, ranks, orders, quotations and opinions.

Each test of `KINDS_OF` looks at one clause; the first that finds its kind decides. A clause that
none of them knows is listed as an opinion too vague to check, so that nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from averment.claim import (
    Attribution,
    Claim,
    Direction,
    EntityRef,
    Event,
    Kind,
    Order,
    Polarity,
    Rank,
    Relation,
    Stance,
    WhyNot,
    Window,
)
from averment.extract.contents import Content, around, chain, hedge, trimmed
from averment.extract.lexicon import inverted, lexicon
from averment.extract.notes import Entity, Notes, Sentence, Time
from averment.extract.opinions import why_not
from averment.extract.quantities import carried, change_word
from averment.extract.tree import children, negated, objects, subjects, subtree, tense
from averment.extract.uses import measure_of, scope_of
from averment.extract.windows import spoken, window_of

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that may make a claim: its head, its content, and who is said to hold it."""

    notes: Notes
    sentence: Sentence
    head: Token
    content: Content
    attribution: tuple[Attribution, ...]
    window: Window | None


def clauses(notes: Notes, sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[Claim]:
    """Yield the claims of the clauses in a sentence that no figure has claimed."""
    for head in _heads(notes, sentence):
        content = around(notes, sentence, head)
        first, last = content.tokens
        if any(first < end and start < last for start, end in taken) and _shares(head, taken):
            continue
        if not any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in head.doc[first:last]):
            continue
        place = sentence.place_of(head.i, head.i + 1)
        said = spoken(
            notes, sentence, head, (first, last), change=False, before=None
        )
        clause = Clause(notes, sentence, head, content, chain(notes, place), said.window)
        yield from claims_of(clause)


def _shares(head: Token, taken: list[tuple[int, int]]) -> bool:
    """Say whether a figure's claim already has this clause's verb."""
    return any(start <= head.i < end for start, end in taken)


def _heads(notes: Notes, sentence: Sentence) -> Iterator[Token]:
    """The heads of main, coordinated and reported clauses; those that report are left out."""
    cues = [note.cue for note in notes.attributions if note.sentence == sentence.index]
    bare = [n.cue for n in notes.attributions if n.sentence == sentence.index and n.bare]
    contents = [
        part
        for note in notes.attributions
        if note.sentence == sentence.index and not note.bare
        for part in note.content
    ]
    for token in sentence.parsed:
        place = sentence.place_of(token.i, token.i + 1)
        if any(cue.covers(place) for cue in cues) and not any(c.covers(place) for c in bare):
            continue
        if any(cue.covers(place) for cue in bare):
            continue
        root = token.head == token
        predicate = token.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in token.children)
        own = any(children(token, "nsubj", "csubj"))
        main = token.dep_ in ("conj", "parataxis") and predicate and own
        reported = any(part.covers(place) for part in contents) and token.dep_ in (
            "ccomp", "acl", "advcl", "xcomp", "acl:relcl", "conj", "parataxis",
        ) and _top_of_content(token, contents, sentence)
        if (root and (predicate or own)) or main or reported:
            yield token


def _top_of_content(token: Token, contents: list[Any], sentence: Sentence) -> bool:
    """Say whether a verb is the uppermost one inside the content of an attribution."""
    if token.pos_ not in ("VERB", "AUX") and not any(c.dep_ == "cop" for c in token.children):
        return False
    place = sentence.place_of(token.i, token.i + 1)
    above = sentence.place_of(token.head.i, token.head.i + 1)
    innermost = min((p for p in contents if p.covers(place)), key=lambda p: p.end - p.start)
    return not innermost.covers(above) or token.head.pos_ not in ("VERB", "AUX")


def claims_of(clause: Clause) -> Iterator[Claim]:
    """Yield what a clause claims: the first kind that knows it, else a vague opinion."""
    why = why_not(clause.sentence, clause.head, clause.content)
    if why is WhyNot.QUESTION and not _yes_or_no(clause):
        return
    mood = why in (WhyNot.PREDICTION, WhyNot.HYPOTHETICAL, WhyNot.QUESTION)
    if not mood:
        for find in KINDS_OF:
            if found := find(clause):
                yield from found
                return
    yield _claim(
        clause, Kind.OPINION, checkable=False, why_not=why or WhyNot.VAGUE, polarity="affirmed"
    )


def _yes_or_no(clause: Clause) -> bool:
    first = clause.sentence.parsed[0].tag_
    return not first.startswith("W")


def _claim(clause: Clause, kind: Kind, **fields: Any) -> Claim:
    polarity = fields.pop(
        "polarity", Polarity.NEGATED if negated(clause.head) else Polarity.AFFIRMED
    )
    bare = kind in (Kind.OPINION, Kind.QUOTE)
    return Claim(
        id="",
        kind=kind,
        text=clause.content.text,
        span=clause.content.span,
        sentence=clause.sentence.span,
        attribution=clause.attribution,
        polarity=polarity,
        hedge=hedge(clause.notes, clause.sentence, clause.content),
        window=None if bare else clause.window,
        tense=tense(clause.head),
        **fields,
    )


def quoted(clause: Clause) -> list[Claim]:
    """Words in quotation marks that fill most of what somebody urged or said."""
    notes = clause.notes
    inside = [
        q
        for q in notes.quotations
        if clause.sentence.span.start <= q.span.start < clause.sentence.span.end
    ]
    if not clause.attribution or not inside:
        return []
    quotation = max(inside, key=lambda q: q.words)
    if quotation.words < 4:
        return []
    covers = quotation.span.start - 2 <= clause.content.span.start
    if not covers and clause.attribution[-1].stance is not Stance.URGES:
        return []
    claim = _claim(clause, Kind.QUOTE, polarity=Polarity.AFFIRMED)
    end = min(quotation.span.end, clause.sentence.span.end)
    text = notes.document.text[quotation.span.start : end].rstrip(" ,.;")
    source = clause.attribution[-1].model_copy(update={"stance": Stance.QUOTES})
    return [
        claim.model_copy(
            update={
                "text": text,
                "span": type(quotation.span)(
                    quotation.span.start, quotation.span.start + len(text)
                ),
                "attribution": (*clause.attribution[:-1], source),
            }
        )
    ]


def urged(clause: Clause) -> list[Claim]:
    """What somebody calls for is an opinion."""
    if clause.attribution and clause.attribution[-1].stance is Stance.URGES:
        return [
            _claim(
                clause, Kind.OPINION, checkable=False, why_not=WhyNot.OPINION, polarity="affirmed"
            )
        ]
    return []


def trends(clause: Clause) -> list[Claim]:
    """ "Violence has been rising": a rise or fall without a figure, of something countable."""
    head = clause.head
    word = head if change_word(head) in ("up", "down", "level") else _change_below(head)
    if word is None:
        return []
    noun = _changing_noun(word)
    if noun is None:
        return []
    measure = measure_of(noun, noun.text)
    if measure.id is None and noun.lemma_.lower() not in ("violence", "terrorism", "terror"):
        return []
    scope = scope_of(clause.notes, clause.sentence, noun, clause.content.tokens)
    return [
        _claim(
            clause,
            Kind.TREND,
            measure=measure,
            direction=Direction(change_word(word) or "up"),
            place=scope.place,
            actors=scope.actors,
        )
    ]


def _change_below(head: Token) -> Token | None:
    for noun in objects(head):
        if noun.pos_ == "NOUN" and change_word(noun):
            return noun
    return None


def _changing_noun(word: Token) -> Token | None:
    from averment.extract.tree import prepositional

    if word.pos_ == "NOUN":
        return next(prepositional(word, "in", "of"), None)
    subject = next(iter(subjects(word)), None)
    return carried(subject) if subject is not None else None


def ranks(clause: Clause) -> list[Claim]:
    """ "2014 was the deadliest year": a superlative of something countable."""
    words = inverted("kinds", "rank")
    first, last = clause.content.tokens
    for token in clause.head.doc[first:last]:
        extremum = words.get(token.lower_)
        superlative = token.tag_ in ("JJS", "RBS")
        if extremum and superlative and token.head.tag_.startswith("NN"):
            measure = measure_of(token.head, token.head.text)
            countable = measure.id is not None or token.head.lemma_.lower() in _PERIODS
            if countable:
                return [
                    _claim(
                        clause,
                        Kind.RANK,
                        rank=Rank(position=1, extremum=extremum),
                        measure=measure if measure.id else None,
                    )
                ]
    return []


_PERIODS = frozenset({"year", "month", "decade", "day", "week", "attack", "toll", "number"})


def relations(clause: Clause) -> list[Claim]:
    """ "A shelters B": a tie between two actors that the gazetteer knows."""
    found = []
    for verb in _verbs(clause):
        kind = _relation_type(verb)
        if kind is None:
            continue
        ones, others = _parties(clause, verb)
        for one in ones:
            for other in others:
                if one.id != other.id:
                    found.append((kind, one, other))
    made = {}
    for kind, one, other in found:
        tie = Relation(subject=one, type=kind, object=other)
        made.setdefault((kind, one.id, other.id), _claim(clause, Kind.RELATION, relation=tie))
    return list(made.values())


def _verbs(clause: Clause) -> Iterator[Token]:
    """The clause's verb and the verbs that hang on it without a clause of their own."""
    yield clause.head
    first, last = clause.content.tokens
    for token in clause.head.subtree:
        if token != clause.head and first <= token.i < last and token.pos_ in ("VERB", "AUX"):
            yield token


def _relation_type(verb: Token) -> str | None:
    by_verb = inverted("kinds", "relation_verbs").get(verb.lemma_.lower())
    if by_verb:
        return by_verb
    nouns = inverted("kinds", "relation_nouns")
    for noun in objects(verb):
        if noun.lemma_.lower() in nouns:
            return nouns[noun.lemma_.lower()]
    return None


def _parties(clause: Clause, verb: Token) -> tuple[list[EntityRef], list[EntityRef]]:
    doers = {i for token in subjects(verb) for i in range(*subtree(token))}
    agents_ = {
        i
        for child in verb.children
        if child.dep_ == "obl:agent"
        for i in range(*subtree(child))
    }
    actors = [
        entity
        for entity in clause.notes.entities_in(clause.sentence)
        if entity.kind != "place"
    ]
    ones: list[EntityRef] = []
    others: list[EntityRef] = []
    first, last = subtree(verb)
    for entity in actors:
        ref = _ref(clause, entity)
        at = entity.tokens[1] - 1
        if at in agents_ or (at in doers and not agents_):
            ones.append(ref)
        elif first <= at < last or at in doers:
            others.append(ref)
    return ones[:1], others[:2]


def _ref(clause: Clause, entity: Entity) -> EntityRef:
    text = entity.span.of(clause.notes.document.text)
    return EntityRef(id=entity.id.partition("/")[0], text=text)


def orders(clause: Clause) -> list[Claim]:
    """ "The attacks began after the troops left": one happening hung on another."""
    times = [
        time
        for time in clause.notes.times_in(clause.sentence)
        if time.role == "after" and time.anchor and _in(time.tokens, clause.content.tokens)
    ]
    if not times or _is_event(clause.head) is False:
        return []
    time = times[0]
    words = clause.content.text.replace(time.span.of(clause.notes.document.text), "").strip(" ,")
    order = Order(first=time.anchor or "", second=words, link="after")
    return [_claim(clause, Kind.ORDER, order=order)]


def _in(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_event(head: Token) -> bool:
    words = frozenset(lexicon("kinds")["event_verbs"]["words"])
    if head.lemma_.lower() in words:
        return True
    return any(child.lemma_.lower() in words for child in children(head, "xcomp"))


def events(clause: Clause) -> list[Claim]:
    """A happening: dated, or what somebody is said to have done."""
    told = clause.attribution and clause.attribution[0].source != "author"
    dated = clause.window is not None and (
        clause.window.start is not None or clause.window.end is not None
    )
    verb = clause.head if _is_event(clause.head) else None
    if not told and (verb is None or not dated):
        return []
    if told and why_not(clause.sentence, clause.head, clause.content) is not None:
        return []
    if told and clause.head.pos_ not in ("VERB", "AUX"):
        return []
    ones, others = _parties(clause, clause.head)
    event = Event(type=clause.head.lemma_.lower(), by=tuple(ones), against=tuple(others))
    return [_claim(clause, Kind.EVENT, event=event)]


def anchored_events(notes: Notes, sentence: Sentence) -> Iterator[tuple[Token, Time]]:
    """Yield nothing: an anchor only hangs a window and makes no claim of its own."""
    return iter(())


KINDS_OF: tuple[Callable[[Clause], list[Claim]], ...] = (
    quoted,
    urged,
    ranks,
    trends,
    relations,
    orders,
    events,
)

__all__ = ["Clause", "clauses", "trimmed", "window_of"]
