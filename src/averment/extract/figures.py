"""Figures: which quantities of a sentence make claims, and what each counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from averment.claim import Claim, Kind, MeasureRef, Stance
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Notes, Quantity, Sentence
from averment.extract.parts import root
from averment.extract.quantities import PLAIN, carried
from averment.extract.tree import (
    SUBJECTS,
    VERBS,
    case_of,
    children,
    clause_head,
    prepositional,
    subjects,
    subtree,
)
from averment.extract.uses import measure_of, use_of
from averment.reference import Measures, NounUse

if TYPE_CHECKING:
    from spacy.tokens import Token


#: So many figures of a sentence are read; what has more is a list, not a sentence.
MOST = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that makes a claim: its kind, the noun it counts and what that measures.

    `elided` says that the noun stands with an earlier figure, `pointing` that it takes up an
    earlier claim ("that number").
    """

    quantity: Quantity
    at: Token
    kind: Kind
    noun: Token | None
    measure: MeasureRef | None
    elided: bool = False
    pointing: bool = False


def figures(notes: Notes, sentence: Sentence, earlier: Sequence[Claim]) -> list[Figure]:
    """Return the figures of a sentence that make claims; `earlier` are the claims before it."""
    found: list[Figure] = []
    told = any(token.pos_ in VERBS for token in sentence.parsed)
    for quantity in notes.quantities_in(sentence)[:MOST]:
        if quantity.head is None and not told:
            continue  # a row of a table
        figure = _figure(notes, sentence, quantity, found, earlier)
        if figure is not None:
            found.append(_abroad(notes, sentence, figure))
    return found


def _abroad(notes: Notes, sentence: Sentence, figure: Figure) -> Figure:
    """Take people who flee from or to a country that is named for refugees."""
    unmeasured = figure.measure is not None and figure.measure.id is None
    if figure.kind is not Kind.COUNT or figure.noun is None or not unmeasured:
        return figure
    if not _leaves_for(notes, sentence, figure.noun):
        return figure
    return replace(figure, measure=MeasureRef(id="refugees", text=figure.noun.text))


def _figure(
    notes: Notes,
    sentence: Sentence,
    quantity: Quantity,
    found: Sequence[Figure],
    earlier: Sequence[Claim],
) -> Figure | None:
    at = root(quantity, sentence.parsed.doc)
    kind = _kind(quantity)
    if not quantity.counts or _of_speakers(notes, sentence, quantity):
        return None
    if _called_for(notes, sentence, quantity):
        return None
    if _one_of(quantity, at):
        return None
    noun = sentence.parsed.doc[quantity.head] if quantity.head is not None else None
    noun = _whole_noun(noun) if noun is not None and kind is Kind.SHARE else noun
    noun = _stands_for(at, noun, kind)
    if kind is Kind.SHARE and noun is not None and (told := _told_of(noun)) is not None:
        return Figure(quantity, at, kind, noun, _narrowed(at, told))  # "of those killed"
    if noun is not None and (
        _no_noun(noun) or noun.lemma_.lower() == "other" or _names_a_place(notes, sentence, noun)
    ):
        noun = None
    if noun is None and kind is Kind.CHANGE:
        noun = _changing(at)
    if kind is Kind.SHARE:
        if noun is None and (shared := _shared(at)) is not None:
            part, whole = shared
            return Figure(quantity, at, kind, part, narrowed(measure_of(whole, whole.text), part))
        noun = noun or _behind(quantity, at)
        if noun is not None and _numbers_nothing(noun) and not _is_subject(at):
            return None
        if noun is not None and _points_back(noun):  # "a third of the total"
            return Figure(quantity, at, kind, noun, None, elided=True)
        people = as_people(notes, sentence, noun) if noun is not None else None
        if noun is None and not _of_those(quantity, at) and _is_subject(at):
            verb = _own_verb(quantity, at)
            plain = verb is None or _says_no_more(verb) or verb.dep_ == "acl:relcl"
            use = NounUse("person", verbs=frozenset({verb.lemma_.lower()})) if verb else None
            found_so = MeasureRef(id=None, text="") if use is not None and not plain else None
            own = (_measured(use) if use is not None else None) or found_so
            return Figure(quantity, at, kind, noun, own, elided=True)
        measure = _of_share(at, noun, people)
        of = at.doc[quantity.tokens[1] : quantity.tokens[1] + 1].text.lower() == "of"
        if at.lower_ == "most" and not of and (measure is None or measure.id is None):
            return None  # "most people think"
        return Figure(quantity, at, kind, noun, measure, elided=noun is None)
    if quantity.unit not in PLAIN and noun is None:
        return Figure(quantity, at, kind, None, None)
    if _occasions(quantity):
        verb = clause_head(at)
        acts = _measured(NounUse(verb.lemma_.lower()))
        return Figure(replace(quantity, unit="count", change=False), at, Kind.COUNT, verb, acts)
    if noun is None:
        return _elided(quantity, at, kind, found, earlier)
    if _numbers_nothing(noun):
        return None
    if _points_back(noun):
        known = (*(c.measure for c in earlier), *(f.measure for f in found))
        last = next((m for m in reversed(known) if m is not None and m.id), None)
        if last is not None:
            return Figure(quantity, at, kind, noun, last, pointing=True)
    measure = measure_of(noun, _words(noun), as_people(notes, sentence, noun))
    if measure.id is None and kind is Kind.COUNT:
        measure = _said_to_be(at) or measure
    if kind is Kind.COUNT and _mere_pointer(quantity, noun, measure):
        return None
    return Figure(quantity, at, kind, noun, measure)


def _called_for(notes: Notes, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a figure stands in what somebody calls for, which is an opinion as a whole."""
    return any(
        note.stance is Stance.URGES and any(part.covers(quantity.span) for part in note.content)
        for note in notes.attributions_in(sentence)
    )


def _kind(quantity: Quantity) -> Kind:
    if quantity.change:
        return Kind.CHANGE
    return Kind.SHARE if quantity.unit == "percent" else Kind.COUNT


def _stands_for(at: Token, noun: Token | None, kind: Kind) -> Token | None:
    """Go from a bare figure ("the toll reached 300") to the noun that it is the number of."""
    if noun is not None:
        return carried(_below_large(noun))
    if kind is Kind.SHARE:
        return None
    if at.dep_ == "nummod" and at.head.dep_ in _NOMINAL:
        return at.head  # "a million Lebanese"
    below = next((t for t in prepositional(at, "of") if t.tag_.startswith("NN")), None)
    if below is not None and below.i > at.i:
        return carried(below)  # "40 of its soldiers"
    verb = clause_head(at)
    reaches = verb.lemma_.lower() in lexicon("changes")["reach"]["verbs"] and at.head == verb
    if reaches or (verb == at and any(c.dep_ == "cop" for c in verb.children)):
        subject = next((t for t in subjects(verb) if t != at), None)
        if subject is not None and subject.tag_.startswith("NN"):
            return carried(subject)
    if at.dep_ == "nmod" and at.head.lemma_.lower() in word_set("changes", "carriers"):
        return at.head  # "last year’s toll of 97"
    if verb.lemma_.lower() in word_set("kinds", "putting") and case_of(at) in ("at", "to", "as"):
        thing = next(children(verb, "obj", "nsubj:pass"), None)
        return carried(thing) if thing is not None else None
    return None


#: Relations by which a word that is no noun stands for one.
_NOMINAL = frozenset({*SUBJECTS, "obj", "obl", "nmod", "conj"})


def _below_large(noun: Token) -> Token:
    """Go from a large number ("tens of *thousands* of people") to what there are so many of."""
    if noun.lower_ not in lexicon("numbers")["vague"]:
        return noun
    return next(prepositional(noun, "of"), noun)


def _leaves_for(notes: Notes, sentence: Sentence, noun: Token) -> bool:
    """Say whether those counted flee to another country ("have fled to Chad")."""
    verb = clause_head(noun)
    if verb.lemma_.lower() not in word_set("kinds", "fleeing"):
        return False
    countries = {
        i for e in notes.entities_in(sentence) if e.form == "country" for i in range(*e.tokens)
    }
    places = [*children(verb, "obj"), *prepositional(verb, "to", "into")]
    return any(child.i in countries and child != noun for child in places)


def _occasions(quantity: Quantity) -> bool:
    """Say whether "40 times" says how often, and not how much more."""
    return quantity.unit == "times" and quantity.direction is None and quantity.from_ is None


def _behind(quantity: Quantity, at: Token) -> Token | None:
    """The noun of "nine in ten attacks"."""
    for token in at.doc[quantity.tokens[1] : quantity.tokens[1] + 4]:
        if token.tag_.startswith("NN"):
            while token.dep_ in ("compound", "amod") and token.head.i > token.i:
                token = token.head
            return token
        if token.pos_ not in ("ADJ", "DET") and token.tag_ != "VBN":
            break
    return None


def _elided(
    quantity: Quantity,
    at: Token,
    kind: Kind,
    found: Sequence[Figure],
    earlier: Sequence[Claim],
) -> Figure | None:
    """A bare figure: its noun is that of the figure before, or its verb tells of people."""
    before = next((f for f in reversed(found) if f.kind is not Kind.SHARE), None)
    taken_up = _of_those(quantity, at)
    verb = _own_verb(quantity, at) if not taken_up else _done_to(at)
    if before is not None and before.noun is not None:
        measure = before.measure
        if verb is not None and kind is Kind.COUNT:
            use = NounUse(
                before.noun.lemma_.lower(),
                verbs=frozenset({verb.lemma_.lower()}),
                around=frozenset(child.lemma_.lower() for child in verb.children),
            )
            other = None if at.dep_ != "obj" else MeasureRef(id=None, text=before.noun.text)
            measure = _measured(use, replace_head=True) or (
                measure if _says_no_more(verb) else other
            )
        return Figure(quantity, at, kind, before.noun, measure, elided=True)
    if kind is Kind.CHANGE:
        last = next((c for c in reversed(earlier) if c.measure is not None), None)
        return Figure(quantity, at, kind, None, last.measure if last else None, elided=True)
    if taken_up:
        lead = at.doc[quantity.tokens[0] - 1] if quantity.tokens[0] else at
        subject = next((t for t in subjects(clause_head(at)) if t.i < at.i), None)
        subject = subject if lead.is_punct else None
        if subject is not None:  # "peacekeepers, 900 of them, guard the road"
            return Figure(quantity, at, kind, subject, measure_of(subject, subject.text))
        last = next((c for c in reversed(earlier) if c.kind is Kind.COUNT), None)
        return Figure(quantity, at, kind, at, last.measure if last else None, elided=True)
    if verb is None:
        return None
    people = _measured(NounUse("person", verbs=frozenset({verb.lemma_.lower()})))
    if people is not None:
        return Figure(quantity, at, kind, at, people, elided=True)
    if not _is_subject(at) and not _of_pronoun(at):
        return None
    last = next((c for c in reversed(earlier) if c.kind is Kind.COUNT), None)
    said_no_more = last is not None and _says_no_more(verb)
    measure = last.measure if last and said_no_more else MeasureRef(id=None, text=at.text)
    return Figure(quantity, at, kind, at, measure, elided=True)


def _of_pronoun(at: Token) -> bool:
    """Say whether a pronoun stands for those that a figure numbers ("they number 4,000")."""
    verb = at.head
    reaches = verb.lemma_.lower() in lexicon("changes")["reach"]["verbs"]
    return reaches and any(t.pos_ == "PRON" for t in subjects(verb))


def _says_no_more(verb: Token) -> bool:
    """Say whether a verb leaves what is counted as it was ("five remain", "Malawi took in six")."""
    words = ("hosting", "having", "losing", "experience")
    lemma = verb.lemma_.lower()
    return (
        verb.pos_ not in ("VERB",)
        or any(lemma in word_set("scope", name) for name in words)
        or lemma in lexicon("changes")["reach"]["verbs"]
        or lemma in word_set("kinds", "states")
    )


def _of_those(quantity: Quantity, at: Token) -> bool:
    """Say whether a figure goes on as "of them"."""
    after = [t.lower_ for t in at.doc[quantity.tokens[1] : quantity.tokens[1] + 2]]
    return after[:1] == ["of"] and after[-1] in word_set("contents", "pointing")


def _measured(use: NounUse, *, replace_head: bool = False) -> MeasureRef | None:
    """The measure of a use, also as people where the noun itself has no measure in it."""
    measures = Measures.default()
    found = measures.find(use)
    if found is None and replace_head:
        found = measures.find(replace(use, head="person"))
    return MeasureRef(id=found, text=use.head) if found else None


def _own_verb(quantity: Quantity, at: Token) -> Token | None:
    """The verb of which a bare figure is subject or object ("six were killed", "wounding 40")."""
    doc, after = at.doc, quantity.tokens[1]
    if after < len(doc) and doc[after].pos_ in ("AUX", "VERB") and doc[after].tag_ != "VBG":
        verb = doc[after]
        return verb.head if verb.dep_.startswith(("aux", "cop")) else verb
    before = doc[quantity.tokens[0] - 1] if quantity.tokens[0] else None
    if before is not None and before.tag_ in ("VBG", "VBD") and before.pos_ == "VERB":
        return before
    return at.head if at.dep_ in ("obj", "nsubj", "nsubj:pass") and at.head.pos_ == "VERB" else None


def _done_to(at: Token) -> Token | None:
    """The verb of what is done to those of "nine of them were killed"."""
    return at.head if at.dep_ == "nsubj:pass" else None


def _is_subject(at: Token) -> bool:
    return at.dep_ in ("nsubj", "nsubj:pass")


def _whole_noun(noun: Token) -> Token:
    """Go from an owner to what it owns ("Georgia’s *people*")."""
    while noun.dep_ in ("nmod:poss", "compound", "amod") and noun.head.i > noun.i:
        noun = noun.head
    return noun


def _of_share(at: Token, noun: Token | None, use: NounUse | None) -> MeasureRef | None:
    """What a part is a part of; the predicate ("of the dead were civilians") makes it narrower."""
    if noun is None:
        return None
    return _narrowed(at, measure_of(noun, _words(noun), use))


def _told_of(pronoun: Token) -> MeasureRef | None:
    """What "those killed" measures, by what is said to have been done to them."""
    done = pronoun.doc[pronoun.i + 1] if pronoun.i + 1 < len(pronoun.doc) else pronoun
    if pronoun.lower_ != "those" or done.tag_ != "VBN":
        return None
    return _measured(NounUse("person", verbs=frozenset({done.lemma_.lower()})))


def _shared(at: Token) -> tuple[Token, Token] | None:
    """The part and the whole of "the share of civilians among the dead was 74 percent"."""
    for subject in subjects(clause_head(at)):
        part = next(prepositional(subject, "of"), None)
        whole = next(prepositional(subject, "among", "in"), None)
        if subject.lemma_.lower() in word_set("kinds", "shares") and part and whole:
            return part, whole
    return None


def _said_to_be(at: Token) -> MeasureRef | None:
    """What those counted are said to be ("6 million Syrians were *refugees*")."""
    verb = clause_head(at)
    if verb == at or not any(children(verb, "cop")):
        return None
    if (told := _told_of(verb)) is not None:  # "were among those killed"
        return narrowed(told, at.head if at.dep_ == "nummod" else at)
    if verb.tag_ != "NNS":
        return None
    measure = measure_of(verb, verb.text)
    return measure if measure.id is not None else None


def _narrowed(at: Token, measure: MeasureRef | None) -> MeasureRef | None:
    """The measure of a part: of those who "were civilians", or whom civilians "made up"."""
    verb = clause_head(at)
    if any(c.dep_ == "cop" for c in verb.children) and verb.pos_ in ("NOUN", "ADJ"):
        return narrowed(measure, verb)
    if verb.lemma_.lower() in lexicon("kinds")["parts"]["verbs"]:
        parts = (t for t in subjects(verb) if t.i < at.i and t.tag_ == "NNS")
        return narrowed(measure, next(parts, at))
    return measure


def narrowed(measure: MeasureRef | None, part: Token) -> MeasureRef | None:
    """The measure of a part of what is counted: the children among the dead are civilians."""
    if measure is None or measure.id is None or not measure.id.endswith("deaths"):
        return measure
    lemma = part.lemma_.lower()
    found = Measures.default().find(NounUse(lemma, verbs=frozenset({"kill"})))
    return MeasureRef(id=found, text=part.text) if found else measure


def _changing(at: Token) -> Token | None:
    """What a change is of where it stands by itself: its subject, or a noun before that counts."""
    nouns = Measures.default().nouns
    for subject in subjects(clause_head(at)):
        if subject != at and carried(subject).lemma_.lower() in nouns:
            return carried(subject)
    before = (t for t in at.doc[at.sent.start : at.i] if t.tag_.startswith("NN"))
    return next((t for t in reversed(list(before)) if t.lemma_.lower() in nouns), None)


def _no_noun(noun: Token) -> bool:
    """Say whether a word is a pronoun, a date or a unit, and so nothing that can be counted."""
    times = lexicon("times")
    word = noun.lower_
    return (
        noun.pos_ == "PRON"
        or word in times["months"]
        or word in times["units"]
        or word in ("cent", "percent", "%")
    )


def _names_a_place(notes: Notes, sentence: Sentence, noun: Token) -> bool:
    """Say whether a name stands beside the figure that it only has ("Kaduna 870")."""
    return any(
        e.tokens[0] <= noun.i < e.tokens[1] and e.form in ("country", "city", "division", "group")
        for e in notes.entities_in(sentence)
    )


def _numbers_nothing(noun: Token) -> bool:
    return noun.lemma_.lower() in word_set("kinds", "uncounted")


def _points_back(noun: Token) -> bool:
    """Say whether a noun takes up what was counted before ("that number", "its own count")."""
    if noun.lemma_.lower() not in word_set("changes", "carriers"):
        return False
    return not any(prepositional(noun, "of")) and not any(children(noun, "compound"))


def as_people(notes: Notes, sentence: Sentence, noun: Token) -> NounUse | None:
    """Read "500 Afghans" as 500 people."""
    names = [e for e in notes.entities_in(sentence) if e.tokens[0] <= noun.i < e.tokens[1]]
    people = noun.pos_ == "PROPN" if not names else names[0].form in ("demonym", "adjective")
    return replace(use_of(noun), head="national") if people else None


def _of_speakers(notes: Notes, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a figure counts those who speak ("three officials told …")."""
    return any(
        note.source is not None and note.source.covers(quantity.span)
        for note in notes.attributions_in(sentence)
    )


def _words(noun: Token) -> str:
    start = min([noun.i, *(c.i for c in children(noun, "compound", "amod") if c.i < noun.i)])
    numbers = [i for i in range(start, noun.i) if noun.doc[i].like_num]
    start = max([start, *(i + 1 for i in numbers)])
    return str(noun.doc[start : noun.i + 1].text)


def _one_of(quantity: Quantity, at: Token) -> bool:
    """Say whether "one" is a pronoun or picks one out ("one of the few", "the present one")."""
    after = quantity.tokens[1]
    picks = after < len(at.doc) and at.doc[after].lower_ == "of"
    bare = quantity.head is None and at.lower_ == "one" and quantity.unit == "count"
    return quantity.number == 1 and quantity.unit == "count" and (picks or bare)


def _mere_pointer(quantity: Quantity, noun: Token, measure: MeasureRef | None) -> bool:
    """Say whether a small number only points at things known ("the two sides", "one of the …")."""
    definite = any(
        child.dep_ in ("det", "nmod:poss") and child.lower_ not in word_set("numbers", "indefinite")
        for child in noun.children
    )
    if quantity.vague and definite:
        return True
    if measure is not None and measure.id is not None:
        return False
    if quantity.vague:
        return noun.lemma_.lower() not in Measures.default().nouns
    if quantity.number == 0:
        return True
    if quantity.number is None:
        return False
    return quantity.number <= 1 or (definite and quantity.number <= 20)


def _is_part(at: Token) -> bool:
    return clause_head(at).lemma_.lower() in lexicon("kinds")["parts"]["verbs"]


def whole_of(figure: Figure) -> str | None:
    """The words for what a share is a part of: what follows its "of"."""
    doc = figure.at.doc
    if (shared := _shared(figure.at)) is not None and shared[0] == figure.noun:
        return str(doc[slice(*subtree(shared[1]))].text).partition(" ")[2]
    lead = doc[max(figure.quantity.tokens[0] - 5, 0) : figure.quantity.tokens[0]]
    pointing = [t for t in lead if t.lower_ in word_set("contents", "pointing")]
    start = figure.quantity.tokens[1]
    part = next((t for t in doc[start : start + 1] if t.lower_ == "of"), None)
    if part is None and not pointing and figure.noun is not None and figure.noun.i >= start:
        return str(doc[start : figure.noun.right_edge.i + 1].text)  # "nine in ten *attacks*"
    if part is None or start + 1 >= len(doc):
        return str(pointing[-1].text) if pointing else None
    noun = doc[start + 1]
    if noun.pos_ == "PRON":
        after = doc[noun.i + 1] if noun.i + 1 < len(doc) else noun
        last = after.right_edge.i if after.tag_ == "VBN" else noun.i
        return str(doc[noun.i : last + 1].text)
    while noun.head != noun and noun.head.i > start and noun.dep_ != "nsubj":
        if noun.head.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            break
        noun = noun.head
    last = max(noun.right_edge.i, start + 1)
    where = list(doc[last + 1 : last + 3])
    if len(where) == 2 and where[0].lower_ in word_set("scope", "places") and _is_part(figure.at):
        last = where[1].right_edge.i if where[1].ent_type_ == "LOC" else last
    if last + 1 < len(doc) and doc[last + 1].lower_ in word_set("kinds", "everywhere"):
        last += 1
    return str(doc[start + 1 : last + 1].text)
