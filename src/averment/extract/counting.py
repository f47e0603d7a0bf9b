"""Claims with a figure: counts, changes and shares, each from one figure and its part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from averment.claim import (
    Actors,
    Bound,
    Claim,
    EntityRef,
    Kind,
    MeasureRef,
    Polarity,
    Value,
    WhyNot,
    Window,
)
from averment.extract.contents import Content, chain, content_of, hedge, tokens_at
from averment.extract.figures import Figure, narrowed, whole_of
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Notes, Quantity, Sentence
from averment.extract.opinions import why_not
from averment.extract.parts import Part
from averment.extract.scope import Scope, scope_of
from averment.extract.ties import parties
from averment.extract.tree import negated, subjects, tense
from averment.extract.windows import Spoken, spoken, window_of

if TYPE_CHECKING:
    from spacy.tokens import Token


NOBODY = Actors()


@dataclass(frozen=True, slots=True)
class Frame:
    """What a part says of when, where and who, whether or not it makes a claim.

    A part that leans on another takes from it what it does not say itself.
    """

    window: Window | None = None
    place: tuple[EntityRef, ...] = ()
    actors: Actors = NOBODY
    measure: MeasureRef | None = None
    happening: bool = False
    subject: str | None = None  # what the subject of the clause is to the claim: its place, …


NOTHING = Frame()


def frame_of(claim: Claim, subject: str | None = None) -> Frame:
    """Return what a claim says of when, where and who; `subject` is what its subject is to it."""
    event = claim.event
    actors = Actors(by=event.by, against=event.against) if event is not None else claim.actors
    violent = event is not None and event.type in word_set("kinds", "violent")
    happening = violent or _harms(claim.measure)
    return Frame(claim.window, claim.place, actors, claim.measure, happening, subject)


def _harms(measure: MeasureRef | None) -> bool:
    return measure is not None and measure.id in word_set("kinds", "harms")


def counting(
    notes: Notes, sentence: Sentence, figure: Figure, part: Part, host: Frame, before: Window | None
) -> tuple[Claim, Frame] | None:
    """Return the claim that a figure makes with the words of its part, and its frame, or none.

    `host` is what the part that it leans on says; `before` the window spoken of last.
    """
    quantity, kind = figure.quantity, figure.kind
    content = content_of(notes, sentence, part)
    verb = part.clause
    if quantity.vague and verb.dep_ == "acl:relcl":
        return None
    leans = part.link in ("phrase", "joined") or figure.elided
    measure = _measure(figure, part, content, host, leans=leans)
    change = kind is Kind.CHANGE
    said = _of_pair(notes, sentence, quantity) or spoken(
        notes,
        sentence,
        figure.at,
        content.tokens,
        change=change,
        before=before,
        own=host.window if part.link == "phrase" else None,
    )
    noun = figure.noun if not figure.elided else None
    scope = scope_of(
        notes,
        sentence,
        verb,
        content.tokens,
        noun=noun,
        measure=measure,
        counted=figure.at,
        group=part.clause if figure.elided and _predicates(part) else figure.noun,
        like=host.subject if part.link == "phrase" and _verbless(content) else None,
        without=part.asides,
    )
    scope = _with_doers(notes, sentence, figure, verb, scope)
    if kind is Kind.SHARE and verb.lemma_.lower() in lexicon("kinds")["parts"]["verbs"]:
        scope = _of_part(notes, sentence, verb, scope)
    window = said.window or _while_counted(notes, sentence, content)
    scope, window = _inherited(scope, window, part, host, kind, measure, leans=leans)
    if (part.link == "phrase" or figure.elided) and not scope.actors.of:
        same = figure.elided and measure == host.measure
        of = tuple(ref for ref in host.actors.of if same or ref.id)
        scope = replace(scope, actors=scope.actors.model_copy(update={"of": of}))
    why = why_not(sentence, verb, content, figure=True)
    if quantity.vague:
        why = why or WhyNot.VAGUE
    claim = Claim(
        id="",
        kind=kind,
        text=content.text,
        span=content.span,
        sentence=sentence.span,
        attribution=chain(notes, sentence, quantity.span),
        polarity=Polarity.NEGATED if negated(verb) else Polarity.AFFIRMED,
        hedge=hedge(notes, sentence, content),
        measure=measure,
        value=None if quantity.vague else _value(quantity, figure.at),
        direction=quantity.direction if change else None,
        window=window,
        baseline=said.baseline,
        place=scope.place,
        actors=scope.actors,
        whole=whole_of(figure) if kind is Kind.SHARE else None,
        tense=tense(verb),
        checkable=why is None,
        why_not=why,
    )
    claim = _as_opinion(claim) if why in _OPINIONS else claim
    return claim, frame_of(claim, scope.subject)


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


def _verbless(content: Content) -> bool:
    return not any(token.pos_ in ("VERB", "AUX") for token in content.words)


def _measure(
    figure: Figure, part: Part, content: Content, host: Frame, *, leans: bool
) -> MeasureRef | None:
    """What the figure measures: a part of another figure measures what that does, or narrower."""
    own = figure.measure
    if host.measure is None or not leans:
        return own
    if figure.elided:
        measure = own or host.measure
        return (
            narrowed(measure, part.clause) if _predicates(part) else _among(measure, part, content)
        )
    if figure.noun is None:
        return own
    part_of = narrowed(host.measure, figure.noun)
    pointing = _partitive(part)
    if own is not None and own.id is not None:
        return part_of if pointing and own.id == "troops" else own
    return part_of if pointing or part_of != host.measure else own


def _partitive(part: Part) -> bool:
    """Say whether those counted are said to be a part of others ("ten of them soldiers")."""
    lead = part.at.doc[part.tokens[0] : part.last + 2]
    return any(t.lower_ in word_set("contents", "partitive") for t in lead)


def _among(measure: MeasureRef, part: Part, content: Content) -> MeasureRef:
    """The measure of those whom a part without a verb names ("most of them *civilians*")."""
    noun = next((t for t in content.words if t.i >= part.last and t.pos_ == "NOUN"), None)
    if noun is None or not _verbless(content):
        return measure
    return narrowed(measure, noun) or measure


def _predicates(part: Part) -> bool:
    """Say whether the head of the clause says what those counted are ("were children")."""
    return part.clause.pos_ == "NOUN" and part.clause != part.at


def _of_pair(notes: Notes, sentence: Sentence, quantity: Quantity) -> Spoken | None:
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
    one, other = window_of(inside[0], text), window_of(behind[0], text)
    forward = sentence.parsed.doc[start].lower_ == "from"  # else "to 48 in 2017 from 31 in 2016"
    return Spoken(other, one) if forward else Spoken(one, other)


def _while_counted(notes: Notes, sentence: Sentence, content: Content) -> Window | None:
    """The window before whoever counts ("In 2020, the mission documented 40 attacks")."""
    words = lexicon("cues")["counting"]["verbs"]
    for note in notes.attributions_in(sentence):
        verb = sentence.parsed.doc[tokens_at(sentence, note.cue)[0]]
        counts = verb.lemma_.lower() in words
        if (
            counts
            and note.source is not None
            and any(part.covers(content.span) for part in note.content)
        ):
            early = [t for t in notes.times_in(sentence) if t.span.end <= note.source.start]
            early = [t for t in early if t.role == "window"]
            return window_of(early[0], notes.document.text) if early else None
    return None


def _with_doers(
    notes: Notes,
    sentence: Sentence,
    figure: Figure,
    verb: Token,
    scope: Scope,
) -> Scope:
    """Add whom a pronoun stands for that did it ("they murdered 40 men")."""
    noun = figure.noun or figure.at
    done = noun.head == verb and noun.dep_ == "obj" and _acts(verb)
    lost = verb.lemma_.lower() in word_set("scope", "losing") and not scope.actors.of
    if lost and noun.head == verb and noun.dep_ == "obj":  # "it has lost 80 soldiers"
        own = tuple(ref for ref in parties(notes, sentence, verb)[0] if ref.id is not None)
        return replace(scope, actors=scope.actors.model_copy(update={"of": own}))
    if (
        scope.actors.by
        or not done
        or not any(_stands_for(notes, sentence, verb, t) for t in subjects(verb))
    ):
        return scope
    doers = [ref for ref in parties(notes, sentence, verb)[0] if ref.id is not None]
    return replace(scope, actors=scope.actors.model_copy(update={"by": tuple(doers)}))


def _of_part(notes: Notes, sentence: Sentence, verb: Token, scope: Scope) -> Scope:
    """Leave out the place of the whole, where the part is a place of its own ("Darfur accounted
    for half of the deaths in Sudan")."""
    heads = {t.i for t in subjects(verb)}
    own = [e.id for e in notes.entities_in(sentence) if heads & set(range(*e.tokens))]
    parts = tuple(ref for ref in scope.place if ref.id in own)
    return replace(scope, place=parts or scope.place)


def _stands_for(notes: Notes, sentence: Sentence, verb: Token, subject: Token) -> bool:
    """Say whether a subject is a pronoun, or the source of what is told ("claims to have …")."""
    place = sentence.place_of(subject.i, subject.i + 1)
    own = sentence.place_of(verb.i, verb.i + 1)
    return subject.pos_ == "PRON" or any(
        note.source is not None and note.source.covers(place) and not note.cue.covers(own)
        for note in notes.attributions_in(sentence)
    )


def _acts(verb: Token) -> bool:
    """Say whether the subject of a verb does something to its object."""
    passing = ("losing", "having", "hosting", "experience")
    return not any(verb.lemma_.lower() in word_set("scope", name) for name in passing)


def _inherited(
    scope: Scope,
    window: Window | None,
    part: Part,
    host: Frame,
    kind: Kind,
    measure: MeasureRef | None,
    *,
    leans: bool,
) -> tuple[Scope, Window | None]:
    """Fill what a part leaves open from the part that it leans on."""
    incident = kind is not Kind.CHANGE and _harms(measure)
    incident = incident and (host.happening or part.link == "detail")
    if not (leans or incident or part.link == "verb"):
        return scope, window
    own = scope.actors
    update: dict[str, tuple[EntityRef, ...]] = {}
    close = part.link in ("phrase", "joined")
    if not own.by and (close or (incident and host.happening)):
        update["by"] = host.actors.by
    if close and not own.against:
        update["against"] = host.actors.against
    actors = own.model_copy(update=update)
    return replace(scope, place=scope.place or host.place, actors=actors), window or host.window


def _value(quantity: Quantity, at: Token) -> Value:
    if quantity.from_ is not None:
        return Value.model_validate({"from": quantity.from_, "to": quantity.to})
    over = at.head.lemma_.lower() in word_set("numbers", "exceeding") and at.dep_ == "obj"
    if over and quantity.bound is Bound.EXACT:  # "the toll exceeded 300"
        return Value(
            number=quantity.number, unit=quantity.unit, bound=Bound.MORE_THAN, low=quantity.low
        )
    return Value(
        number=quantity.number,
        unit=quantity.unit,
        bound=quantity.bound,
        low=quantity.low,
        high=quantity.high,
    )


def window_before(earlier: Sequence[Claim]) -> Window | None:
    """The window of the last claim that has one."""
    for claim in reversed(earlier):
        if claim.window is not None and claim.kind is not Kind.OPINION:
            return claim.window
    return None
