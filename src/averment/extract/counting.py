"""Claims with a figure: counts, changes and shares, each from one quantity of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from averment.claim import (
    Claim,
    Kind,
    MeasureRef,
    Polarity,
    Value,
    WhyNot,
    Window,
)
from averment.extract.contents import Content, around, chain, content_around, hedge, trimmed
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Notes, Quantity, Sentence
from averment.extract.opinions import why_not
from averment.extract.quantities import carried
from averment.extract.tree import clause_head, finite, negated, phrase, subjects, subtree, tense
from averment.extract.uses import Scope, measure_of, scope_of, use_of
from averment.extract.windows import Spoken, spoken, window_of
from averment.reference import Measures, NounUse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def counting(
    notes: Notes, sentence: Sentence, quantity: Quantity, earlier: Sequence[Claim]
) -> Claim | None:
    """Return the claim that a quantity makes, or none where it counts nothing."""
    doc = sentence.parsed.doc
    at: Token = doc[_core(quantity)]
    noun = doc[quantity.head] if quantity.head is not None else None
    kind = _kind(quantity)
    noun = _stands_for(at, noun, kind)
    use = None
    if noun is None and kind is Kind.CHANGE:
        noun = _counted_before(at)
    if noun is None and kind is not Kind.SHARE:
        noun, use = _elided(notes, sentence, quantity, at)
    if noun is not None and _no_noun(noun):
        noun = None
    if noun is not None and use is None:
        use = _as_people(notes, sentence, noun)
    if not quantity.counts or (noun is None and kind is not Kind.CHANGE):
        return None
    if _of_speakers(notes, sentence, quantity) or (
        kind is Kind.SHARE and _of_place(notes, sentence, noun)
    ):
        return None
    if quantity.vague and clause_head(at).dep_ == "acl:relcl":
        return None
    content = _content(notes, sentence, quantity, at)
    if kind is Kind.CHANGE and noun is not None:
        content = _with_subject(notes, sentence, content, noun, quantity)
    measure = measure_of(noun, _words(noun), use) if noun is not None else None
    last = _spoken_of(earlier, noun)
    measure = last.measure if last is not None else measure
    if kind is Kind.COUNT and _mere_pointer(quantity, at, noun, measure):
        return None
    before = _window_before(earlier)
    clause = _clause_tokens(notes, sentence, at)
    said = _windows_of_pair(notes, sentence, quantity) or spoken(
        notes, sentence, at, clause, change=kind is Kind.CHANGE, before=before
    )
    scope = _scope(notes, sentence, noun or at, at, clause)
    if last is not None and not scope.place:
        scope = replace(scope, place=last.place)
    verb = clause_head(at)
    why = why_not(sentence, verb, content, figure=True)
    if quantity.vague:
        why = why or WhyNot.VAGUE
    negative = Polarity.NEGATED if negated(verb) else Polarity.AFFIRMED
    claim = Claim(
        id="",
        kind=kind,
        text=content.text,
        span=content.span,
        sentence=sentence.span,
        attribution=chain(notes, sentence, quantity.span),
        polarity=negative,
        hedge=hedge(notes, sentence, content),
        measure=measure,
        value=None if quantity.vague else _value(quantity),
        direction=quantity.direction if kind is Kind.CHANGE else None,
        window=said.window,
        baseline=said.baseline,
        place=scope.place,
        actors=scope.actors,
        tense=tense(verb),
        checkable=why is None,
        why_not=why,
    )
    return _as_opinion(claim) if why in _OPINIONS else claim


_OPINIONS = (WhyNot.OPINION, WhyNot.PREDICTION, WhyNot.HYPOTHETICAL, WhyNot.QUESTION)


def _as_opinion(claim: Claim) -> Claim:
    """A prediction or norm is an opinion, also with a figure: it carries no value."""
    return Claim(
        id=claim.id,
        kind=Kind.OPINION,
        text=claim.text,
        span=claim.span,
        sentence=claim.sentence,
        attribution=claim.attribution,
        hedge=claim.hedge,
        checkable=False,
        why_not=claim.why_not,
    )


def _core(quantity: Quantity) -> int:
    return quantity.tokens[1] - 1 if quantity.from_ is None else quantity.tokens[0] + 1


def _kind(quantity: Quantity) -> Kind:
    if quantity.change:
        return Kind.CHANGE
    return Kind.SHARE if quantity.unit == "percent" else Kind.COUNT


def _stands_for(at: Token, noun: Token | None, kind: Kind) -> Token | None:
    """Go from a bare figure ("the toll reached 300") to the noun that it is the number of."""
    if noun is not None:
        return carried(noun)
    if kind is Kind.SHARE:
        return None
    verb = clause_head(at)
    reach = lexicon("changes")["reach"]["verbs"]
    if verb.lemma_.lower() in reach or any(c.dep_ == "cop" for c in verb.children):
        subject = next(iter(subjects(verb)), None)
        if subject is not None and subject.tag_.startswith("NN"):
            return carried(subject)
    return None


def _windows_of_pair(notes: Notes, sentence: Sentence, quantity: Quantity) -> Spoken | None:
    """The two dates of "from 212 in 2019 to 143 in 2020": one inside the figure, one behind it."""
    if quantity.from_ is None:
        return None
    start, end = quantity.tokens
    times = [time for time in notes.times_in(sentence) if time.role == "window"]
    inside = [time for time in times if start < time.tokens[0] < end]
    behind = [time for time in times if end <= time.tokens[0] <= end + 3]
    if not inside or not behind:
        return None
    text = notes.document.text
    return Spoken(window_of(behind[0], text), window_of(inside[0], text))


def _elided(
    notes: Notes, sentence: Sentence, quantity: Quantity, at: Token
) -> tuple[Token | None, NounUse | None]:
    """The noun that a bare figure leaves out: that of the figure before, in its own use."""
    before = [
        other
        for other in notes.quantities_in(sentence)
        if other.tokens[1] <= quantity.tokens[0] and other.head is not None and not other.change
    ]
    if not before or before[-1].head is None:
        return _nobody_named(quantity, at)
    noun = at.doc[before[-1].head]
    if quantity.change:
        return noun, None
    verb = _verb_after(quantity, at)
    if verb is not None:
        around = frozenset(child.lemma_.lower() for child in verb.children)
        verbs = frozenset({verb.lemma_.lower()})
        return noun, NounUse(noun.lemma_.lower(), verbs=verbs, around=around)
    if at.dep_ not in ("nsubj", "nsubj:pass", "obj", "conj"):
        return None, None
    return noun, replace(use_of(at), head=noun.lemma_.lower())


def _nobody_named(quantity: Quantity, at: Token) -> tuple[Token | None, NounUse | None]:
    """A bare figure whose verb tells that it counts people ("a total of 9,200 were deported")."""
    verb = _verb_after(quantity, at)
    if verb is None:
        return None, None
    use = NounUse("person", verbs=frozenset({verb.lemma_.lower()}))
    return (at, use) if Measures.default().find(use) else (None, None)


def _spoken_of(earlier: Sequence[Claim], noun: Token | None) -> Claim | None:
    """The claim whose measure "that number" takes up: the last one that has a measure."""
    if noun is None or noun.lemma_.lower() not in word_set("changes", "carriers"):
        return None
    if not any(c.lower_ in lexicon("changes")["carriers"]["pointing"] for c in noun.children):
        return None
    return next((c for c in reversed(earlier) if c.measure and c.measure.id), None)


def _counted_before(at: Token) -> Token | None:
    """The nearest noun before a change that counts something, where the parse gives none."""
    nouns = Measures.default().nouns
    before = (t for t in at.doc[at.sent.start : at.i] if t.tag_.startswith("NN"))
    return next((t for t in reversed(list(before)) if t.lemma_.lower() in nouns), None)


def _verb_after(quantity: Quantity, at: Token) -> Token | None:
    """The verb right behind a bare figure ("and 2 million have fled"), which is its subject."""
    doc, after = at.doc, quantity.tokens[1]
    if after >= len(doc) or doc[after].pos_ not in ("AUX", "VERB") or doc[after].tag_ == "VBG":
        return None
    verb = doc[after]
    return verb.head if verb.dep_.startswith("aux") else verb


def _no_noun(noun: Token) -> bool:
    """Say whether a word is a pronoun, a date or a unit, and so nothing that can be counted."""
    times = lexicon("times")
    word = noun.lower_
    return noun.pos_ == "PRON" or word in times["months"] or word in times["units"]


def _as_people(notes: Notes, sentence: Sentence, noun: Token) -> NounUse | None:
    """Read "500 Afghans" as 500 people."""
    names = [e for e in notes.entities_in(sentence) if e.tokens[0] <= noun.i < e.tokens[1]]
    people = noun.pos_ == "PROPN" if not names else names[0].form == "demonym"
    return replace(use_of(noun), head="national") if people else None


def _of_speakers(notes: Notes, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a figure counts those who speak ("three officials told …")."""
    return any(
        note.source is not None and note.source.covers(quantity.span)
        for note in notes.attributions_in(sentence)
    )


def _of_place(notes: Notes, sentence: Sentence, noun: Token | None) -> bool:
    """Say whether a part is one of a place ("most of Darfur"), which is no count of anything."""
    return noun is not None and any(
        noun.i in range(*entity.tokens) and entity.kind != "actor"
        for entity in notes.entities_in(sentence)
    )


def _words(noun: Token) -> str:
    start = min([noun.i, *(c.i for c in noun.children if c.dep_ in ("compound", "amod"))])
    numbers = [i for i in range(start, noun.i) if noun.doc[i].like_num]
    start = max([start, *(i + 1 for i in numbers)])
    return str(noun.doc[start : noun.i + 1].text)


def _mere_pointer(
    quantity: Quantity, at: Token, noun: Token | None, measure: MeasureRef | None
) -> bool:
    """Say whether a small number only points at things known ("the two sides", "one of the …")."""
    doc, after = at.doc, quantity.tokens[1]
    if quantity.number == 1 and after < len(doc) and doc[after].lower_ == "of":
        return True  # "one of the deadliest attacks"
    if measure is not None and measure.id is not None:
        return False
    if quantity.vague or quantity.number == 0:
        return True
    if noun is None or quantity.number is None:
        return noun is None
    definite = any(
        child.dep_ in ("det", "nmod:poss") and child.lower_ not in word_set("numbers", "indefinite")
        for child in noun.children
    )
    return quantity.number <= 1 or (definite and quantity.number <= 20)


def _value(quantity: Quantity) -> Value:
    if quantity.from_ is not None:
        return Value.model_validate({"from": quantity.from_, "to": quantity.to})
    return Value(
        number=quantity.number,
        unit=quantity.unit,
        bound=quantity.bound,
        low=quantity.low,
        high=quantity.high,
    )


def _clause_tokens(notes: Notes, sentence: Sentence, at: Token) -> tuple[int, int]:
    """The tokens among which window and scope are looked for: the attribution's content, or all."""
    whole = (sentence.parsed.start, sentence.parsed.end)
    return content_around(notes, sentence, at) or whole


def _content(notes: Notes, sentence: Sentence, quantity: Quantity, at: Token) -> Content:
    """The clause around a figure, without the phrase of another figure coordinated with it."""
    verb = _verb_after(quantity, at) if quantity.head is None else None
    if verb is not None:
        last = max(subtree(verb)[1], verb.i + 1)
        inside = content_around(notes, sentence, at)
        last = min(last, inside[1]) if inside else last
        return trimmed(notes, sentence, quantity.tokens[0], last)
    content = around(notes, sentence, at)
    others = [
        other for other in notes.quantities_in(sentence) if other is not quantity and other.counts
    ]
    first, last = content.tokens
    for other in others:
        start = _phrase_start(other, at.doc)
        if quantity.tokens[1] <= start < last and _coordinated(at.doc, quantity, other):
            last = min(last, start)
        elif first <= other.tokens[0] < quantity.tokens[0] and _coordinated(
            at.doc, other, quantity
        ):
            first = max(first, _phrase_start(quantity, at.doc))
    return trimmed(notes, sentence, first, max(last, quantity.tokens[1]))


def _with_subject(
    notes: Notes, sentence: Sentence, content: Content, noun: Token, quantity: Quantity
) -> Content:
    """Let a change begin with what changes, where the parse puts that outside the clause."""
    first, last = content.tokens
    between = [q for q in notes.quantities_in(sentence) if q is not quantity]
    own = phrase(noun)[0]
    if own >= first or any(own < q.tokens[0] < first for q in between if q.counts):
        return content
    inside = content_around(notes, sentence, noun)
    if inside != content_around(notes, sentence, noun.doc[first]):
        return content
    return trimmed(notes, sentence, own, last)


def _phrase_start(quantity: Quantity, doc: Doc) -> int:
    head = doc[quantity.tokens[1] - 1]
    while (
        head.dep_ in ("nummod", "compound", "amod", "det", "advmod", "nmod")
        and head.head.i > head.i
    ):
        head = head.head
    return min(subtree(head)[0], quantity.tokens[0])


def _coordinated(doc: Doc, one: Quantity, other: Quantity) -> bool:
    """Say whether "and" or "as well as" joins the phrases of two figures without a verb between."""
    between = list(doc[one.tokens[1] : other.tokens[0]])
    return any(t.dep_ == "cc" for t in between) and not finite(between)


def _scope(
    notes: Notes, sentence: Sentence, noun: Token, at: Token, clause: tuple[int, int]
) -> Scope:
    found = scope_of(notes, sentence, noun, clause)
    if at == noun or (found.place and found.actors.by):
        return found
    # What the figure's own verb governs counts as well ("the country saw a rise in attacks").
    more = scope_of(notes, sentence, at, clause)
    actors = found.actors.model_copy(
        update={
            "by": found.actors.by or more.actors.by,
            "against": found.actors.against or more.actors.against,
        }
    )
    return replace(found, place=found.place or more.place, actors=actors)


def _window_before(earlier: Sequence[Claim]) -> Window | None:
    """The window of the claim before."""
    for claim in reversed(earlier):
        if claim.window is not None and claim.kind is not Kind.OPINION:
            return claim.window
    return None
