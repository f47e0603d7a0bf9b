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
    Event,
    Kind,
    Order,
    Polarity,
    Rank,
    Span,
    Stance,
    WhyNot,
    Window,
)
from averment.extract.contents import Content, around, chain, hedge, trimmed
from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import Notes, Sentence
from averment.extract.opinions import why_not
from averment.extract.quantities import carried, change_word
from averment.extract.quotations import within
from averment.extract.ties import parties, ties
from averment.extract.tree import (
    children,
    finite,
    negated,
    objects,
    prepositional,
    subjects,
    subtree,
    tense,
)
from averment.extract.uses import measure_of, scope_of
from averment.extract.windows import spoken, window_of

if TYPE_CHECKING:
    from spacy.tokens import Token


#: A clause of fewer tokens says nothing by itself.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that may make a claim: its head, its content, and who is said to hold it.

    `others` are the tokens below it that belong to clauses which speak for themselves.
    """

    notes: Notes
    sentence: Sentence
    head: Token
    content: Content
    attribution: tuple[Attribution, ...]
    window: Window | None
    others: frozenset[int]


def clauses(notes: Notes, sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[Claim]:
    """Yield the claims of the clauses in a sentence that no figure has claimed."""
    heads = list(_heads(notes, sentence))
    for head in heads:
        content = around(notes, sentence, head)
        first, last = content.tokens
        if last - first < LEAST:
            continue
        if any(first < end and start < last for start, end in taken) and _shares(head, taken):
            continue
        said = head.doc[first:last]
        named = any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in said)
        if not named or not any(token.pos_ in ("VERB", "AUX") for token in said):
            continue
        place = sentence.place_of(head.i, head.i + 1)
        times = spoken(notes, sentence, head, (first, last), change=False, before=None)
        others = frozenset(
            i
            for other in heads
            if other != head and head.is_ancestor(other)
            for i in range(*subtree(other))
        )
        clause = Clause(
            notes, sentence, head, content, chain(notes, sentence, place), times.window, others
        )
        yield from claims_of(clause)


def _shares(head: Token, taken: list[tuple[int, int]]) -> bool:
    """Say whether a figure's claim already has this clause's verb."""
    return any(start <= head.i < end for start, end in taken)


def _heads(notes: Notes, sentence: Sentence) -> Iterator[Token]:
    """The heads of main, coordinated and reported clauses; those that report are left out."""
    here, times = notes.attributions_in(sentence), notes.times_in(sentence)
    cues = [note.cue for note in here]
    contents = [part for note in here if not note.bare for part in note.content]
    found: list[Span] = []
    for token in sentence.parsed:
        place = sentence.place_of(token.i, token.i + 1)
        if token.dep_ in _HELPING or any(cue.covers(place) for cue in cues):
            continue
        root = token.head == token
        if not root and any(t.anchor and t.tokens[0] <= token.i < t.tokens[1] for t in times):
            continue  # it only hangs a window
        predicate = token.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in token.children)
        own = any(children(token, "nsubj", "csubj"))
        main = token.dep_ in ("conj", "parataxis") and predicate and own
        dated = token.dep_ == "advcl" and own and _is_event(token)
        dated = dated and _has_date(notes, sentence, token)
        reported = (
            token.dep_ != "acl:relcl"
            and any(part.covers(place) for part in contents)
            and _top_of_content(token, contents, cues, sentence)
        )
        if (root and (predicate or own)) or main or reported or dated:
            found.append(place)
            yield token
    yield from _unheard(sentence, contents, found)
    if not found and not contents:
        yield from _no_clause(sentence)


def _no_clause(sentence: Sentence) -> Iterator[Token]:
    """The head of a sentence that the parse makes no clause of, so that it is not dropped."""
    root = sentence.parsed.root
    behind = [c for c in children(root, "acl") if any(children(c, "obj", "obl"))]
    if finite(sentence.parsed):
        yield root
    elif behind:
        yield behind[0]  # "aircraft bombed the town", read as if it were "bombed aircraft"


def _unheard(sentence: Sentence, contents: list[Span], found: list[Span]) -> Iterator[Token]:
    """The first verb of what somebody says, where the parse makes no clause of it."""
    for part in contents:
        if not any(part.covers(place) for place in found):
            inside = (t for t in sentence.parsed if t.pos_ == "VERB")
            verbs = (t for t in inside if part.covers(sentence.place_of(t.i, t.i + 1)))
            yield from list(verbs)[:1]


_HELPING = frozenset(
    {
        "aux",
        "aux:pass",
        "cop",
        "compound",
        "amod",
        "flat",
        "punct",
        "nummod",
        "det",
        "case",
        "fixed",
    }
)


def _has_date(notes: Notes, sentence: Sentence, verb: Token) -> bool:
    """Say whether a date stands right under a verb ("when troops invaded in 1979")."""
    first, last = subtree(verb)
    return any(
        time.role == "window" and time.start is not None and first <= time.tokens[0] < last
        for time in notes.times_in(sentence)
    )


def _top_of_content(
    token: Token, contents: list[Span], cues: list[Span], sentence: Sentence
) -> bool:
    """Say whether a verb is the uppermost one inside the content of an attribution."""
    if token.pos_ not in ("VERB", "AUX") and not any(c.dep_ == "cop" for c in token.children):
        return False
    place = sentence.place_of(token.i, token.i + 1)
    above = sentence.place_of(token.head.i, token.head.i + 1)
    innermost = min((p for p in contents if p.covers(place)), key=lambda p: p.end - p.start)
    if not innermost.covers(above) or token.head.pos_ not in ("VERB", "AUX"):
        return True
    return any(cue.covers(above) for cue in cues)


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
    if why is None and _only_reports(clause):
        return
    yield _opinion(clause, why or WhyNot.VAGUE)


def _only_reports(clause: Clause) -> bool:
    """Say whether a clause only introduces what somebody says ("ran a piece, blaming")."""
    return any(
        clause.content.span.covers(note.cue)
        and not any(part.covers(clause.content.span) for part in note.content)
        for note in clause.notes.attributions_in(clause.sentence)
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


def _opinion(clause: Clause, why: WhyNot) -> Claim:
    return _claim(clause, Kind.OPINION, checkable=False, why_not=why, polarity=Polarity.AFFIRMED)


def quoted(clause: Clause) -> list[Claim]:
    """Words in quotation marks that fill most of what somebody urged or said."""
    notes = clause.notes
    inside = within(notes.quotations, clause.sentence.span)
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
                "span": Span(quotation.span.start, quotation.span.start + len(text)),
                "attribution": (*clause.attribution[:-1], source),
            }
        )
    ]


def urged(clause: Clause) -> list[Claim]:
    """What somebody calls for is an opinion."""
    if clause.attribution and clause.attribution[-1].stance is Stance.URGES:
        return [_opinion(clause, WhyNot.OPINION)]
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
    if measure.id is None and noun.lemma_.lower() not in lexicon("kinds")["trend"]["nouns"]:
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
    if word.pos_ == "NOUN":
        return next(prepositional(word, "in", "of"), None)
    subject = next(iter(subjects(word)), None)
    return carried(subject) if subject is not None else None


def ranks(clause: Clause) -> list[Claim]:
    """ "2014 was the deadliest year": a superlative of something countable."""
    words = inverted("kinds", "superlatives")
    first, last = clause.content.tokens
    for token in clause.head.doc[first:last]:
        extremum = words.get(token.lower_)
        superlative = token.tag_ in ("JJS", "RBS")
        noun = _ranked(token) if extremum and superlative else None
        if noun is not None:
            measure = measure_of(noun, noun.text)
            countable = (
                measure.id is not None or noun.lemma_.lower() in lexicon("kinds")["rank"]["among"]
            )
            if countable:
                return [
                    _claim(
                        clause,
                        Kind.RANK,
                        rank=Rank(position=1, extremum=str(extremum)),
                        measure=measure if measure.id else None,
                    )
                ]
    return []


def _ranked(token: Token) -> Token | None:
    """The noun that a superlative ranks: the one it stands at, or its subject."""
    if token.head.tag_.startswith("NN") and token.head != token:
        return token.head
    if any(child.dep_ == "cop" for child in token.children):
        return next(iter(subjects(token)), None)
    return None


def relations(clause: Clause) -> list[Claim]:
    """ "A shelters B": a tie between actors; one with a date is the event of its beginning."""
    made: dict[tuple[str | None, str, str | None], Claim] = {}
    inside = frozenset(range(*clause.content.tokens)) - clause.others
    for tie in ties(clause.notes, clause.sentence, clause.head, inside):
        key = (tie.subject.id, tie.type, tie.object.id or tie.object.text)
        made.setdefault(key, _claim(clause, Kind.RELATION, relation=tie))
    dated = clause.window is not None and clause.window.start is not None and not clause.window.open
    if dated and made and _is_event(clause.head):
        return []
    return list(made.values())


def orders(clause: Clause) -> list[Claim]:
    """ "The attacks began after the troops left": one happening hung on another."""
    times = [
        time
        for time in clause.notes.times_in(clause.sentence)
        if time.role == "after" and time.anchor and _in(time.tokens, clause.content.tokens)
    ]
    if not times or not _is_event(clause.head):
        return []
    time = times[0]
    words = clause.content.text.replace(time.span.of(clause.notes.document.text), "").strip(" ,")
    order = Order(first=time.anchor or "", second=words, link="after")
    return [_claim(clause, Kind.ORDER, order=order)]


def _in(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_event(head: Token) -> bool:
    words = word_set("kinds", "event_verbs")
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
    ones, others = parties(clause.notes, clause.sentence, clause.head)
    event = Event(type=clause.head.lemma_.lower(), by=tuple(ones), against=tuple(others))
    return [_claim(clause, Kind.EVENT, event=event)]


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
