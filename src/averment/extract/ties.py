"""Ties: which actor a clause ties to which other one, and how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from averment.claim import EntityRef, Relation
from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import Entity, Notes, Sentence
from averment.extract.tree import (
    agents,
    children,
    is_passive,
    objects,
    phrase,
    prepositional,
    subjects,
    subtree,
    with_conjuncts,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def ties(
    notes: Notes, sentence: Sentence, head: Token, tokens: frozenset[int]
) -> Iterator[Relation]:
    """Yield the ties that the verbs of a clause say, each between two actors."""
    for verb in (head, *(t for t in head.subtree if t != head)):
        if verb.i not in tokens or verb.pos_ not in ("VERB", "AUX"):
            continue
        ones, _ = parties(notes, sentence, verb)
        for kind, others in _tied(notes, sentence, verb):
            for other in others:
                for one in ones:
                    if one.id != other.id:
                        yield Relation(subject=one, type=kind, object=other)


def _tied(notes: Notes, sentence: Sentence, verb: Token) -> Iterator[tuple[str, list[EntityRef]]]:
    """Yield type and objects: of the verb itself, and of a noun given, granted or waged."""
    verbs, nouns = inverted("kinds", "relation_verbs"), inverted("kinds", "relation_nouns")
    things = subjects(verb) if agents(verb) else _shared_objects(verb)
    kind = verbs.get(verb.lemma_.lower())
    if kind:
        sides = with_conjuncts(prepositional(verb, "between"))
        yield kind, _named(notes, sentence, [*things, *sides])
    # "providing X with support": the parser may hang the phrase on the verb above.
    above = [t for t in prepositional(verb.head, "with") if t.i > verb.i]
    given = [*objects(verb), *prepositional(verb, "with", "in", "to"), *above]
    for noun in with_conjuncts(given):
        kind = nouns.get(noun.lemma_.lower())
        if kind is None:
            continue
        to = [t for word in (noun, verb) for t in prepositional(word, *word_set("kinds", "sides"))]
        others = _named(notes, sentence, [t for t in with_conjuncts(to) if t != noun])
        others = others or _named(notes, sentence, [t for t in things if t != noun])
        yield kind, others


def _shared_objects(verb: Token) -> list[Token]:
    """The objects of a verb, or those of a verb coordinated with it ("accepted and backed X")."""
    own = objects(verb)
    if own:
        return own
    return [t for other in children(verb, "conj") if other.pos_ == "VERB" for t in objects(other)]


def parties(
    notes: Notes, sentence: Sentence, verb: Token
) -> tuple[list[EntityRef], list[EntityRef]]:
    """Return who acts and whom it acts upon, of the actors that the gazetteer knows."""
    doers = agents(verb)
    acted = objects(verb)
    if doers or is_passive(verb):
        acted = subjects(verb)
    else:
        doers = _accused(verb) or subjects(verb)
    return _named(notes, sentence, doers), _named(notes, sentence, acted)


def _accused(verb: Token) -> list[Token]:
    """In "accuses P of doing" it is P who does."""
    cues = lexicon("cues")["accusing"]["verbs"]
    if verb.tag_ == "VBG" and verb.head.lemma_.lower() in cues and verb.dep_ != "conj":
        return objects(verb.head) or subjects(verb.head)
    below = verb.dep_ in ("acl", "advcl", "obl") and verb.head.dep_ == "obj"
    accuses = verb.head.head.lemma_.lower() in cues
    return with_conjuncts([verb.head]) if below and accuses else []


def _named(notes: Notes, sentence: Sentence, tokens: list[Token]) -> list[EntityRef]:
    """Return the actors that noun phrases name, or groups of fighters without a name."""
    found: dict[str | None, EntityRef] = {}
    for token in tokens:
        if any(cc.lower_ == "or" for cc in children(token, "cc")):
            continue  # another name for the one before
        for ref in _actors(notes, sentence, token):
            found.setdefault(ref.id or ref.text, ref)
    return list(found.values())


def _actors(notes: Notes, sentence: Sentence, token: Token) -> Iterator[EntityRef]:
    text = notes.document.text
    head = range(*phrase(token))
    whole = range(subtree(token)[0], _end_of(token))
    organ = token.lemma_.lower() in notes.gazetteer.nouns or _group(token)
    named = False
    for entity in notes.entities_in(sentence):
        if entity.kind == "place":
            continue
        at = entity.tokens[1] - 1
        own = token.i in range(*entity.tokens) or (at in head and _beside(token, at, organ))
        if own or (organ and at in whole):
            named = True
            yield EntityRef(id=_actor_id(entity), text=entity.span.of(text))
            break
    if not named and _group(token):
        yield EntityRef(id=None, text=sentence.place_of(*phrase(token)).of(text))
    if not named and token.pos_ == "PRON":
        yield from _antecedent(notes, sentence, token)


def _end_of(token: Token) -> int:
    """The end of a noun phrase, a participle right behind it included ("government led by X")."""
    end = subtree(token)[1]
    if token.i + 1 < len(token.doc):
        after = token.doc[token.i + 1]
        if after.tag_ == "VBN" and after.head == token.head:
            return max(end, subtree(after)[1])
    return end


def _beside(token: Token, at: int, organ: bool) -> bool:
    """Say whether a name inside a noun phrase stands for it: an army is its state's."""
    named = token.doc[at]
    return organ or named.dep_ in ("flat", "appos") or token.pos_ == "PROPN"


def _group(token: Token) -> bool:
    return token.lemma_.lower() in word_set("kinds", "parties")


def _actor_id(entity: Entity) -> str:
    return entity.id.partition("/")[0]


def _antecedent(notes: Notes, sentence: Sentence, token: Token) -> Iterator[EntityRef]:
    """The actor that a pronoun stands for: one of the sentence before."""
    sort = inverted("cues", "pronouns").get(token.lower_)
    if sort not in ("body", "many") or sentence.index == 0:
        return
    before = notes.sentences[sentence.index - 1]
    actors = [e for e in notes.entities_in(before) if e.kind != "place" and e.form != "adjective"]
    if before.paragraph == sentence.paragraph and actors:
        last = actors[0] if sort == "body" else actors[-1]
        yield EntityRef(id=_actor_id(last), text=last.span.of(notes.document.text))
