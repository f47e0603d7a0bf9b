"""Ties: which actor a clause ties to which other one, and how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from averment.claim import Claim, EntityRef, Kind, Relation
from averment.extract.contents import tokens_at
from averment.extract.lexicon import inverted, word_set
from averment.extract.notes import Entity, Notes, Sentence
from averment.extract.tree import (
    accused,
    agents,
    case_of,
    children,
    clause_head,
    is_passive,
    objects,
    phrase,
    predicates,
    prepositional,
    subjects,
    subtree,
    tense,
    with_conjuncts,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from averment.extract.clause import Clause

Tie = tuple[EntityRef, str, EntityRef]


def relations(clause: Clause) -> list[Claim]:
    """ "A shelters B": a tie between actors; one with a date is the event of its beginning."""
    made: dict[tuple[str | None, ...], Claim] = {}
    for one, kind, other in _ties(clause):
        if _is_onset(clause, kind):
            return []
        tie = Relation(subject=one, type=kind, object=other)
        key = (one.id or one.text, kind, other.id or other.text)
        made.setdefault(key, clause.claim(Kind.RELATION, relation=tie))
    return list(made.values())


def _is_onset(clause: Clause, kind: str) -> bool:
    """Say whether a tie of this type, dated or hung on an event, only began then ("recognised X
    in 1997", "invaded X after the vote")."""
    window, when = clause.window, tense(clause.head)
    if window is None or kind not in word_set("kinds", "onsets") or _at_war(clause.head):
        return False
    dated = window.start is not None and "start" not in window.open
    hung = window.start is None and window.anchor is not None and when == "past"
    return (dated and when != "present") or hung


def _ties(clause: Clause) -> Iterator[Tie]:
    """Yield the ties that the verbs of a clause say, each between two actors."""
    notes, sentence, head = clause.notes, clause.sentence, clause.head
    inside = range(*clause.content.tokens)
    yield from _predicated(notes, sentence, head)
    yield from _nominal(notes, sentence, head)
    for verb in (head, *(t for t in head.subtree if t != head)):
        if verb.i not in inside or not predicates(verb) or _elsewhere(verb, head):
            continue
        yield from _received(notes, sentence, verb)
        tied = [pair for pair in _tied(notes, sentence, verb) if pair[1]]
        mutual = verb.lemma_.lower() in word_set("kinds", "mutual")
        ones = parties(notes, sentence, verb)[0] if tied or mutual else []
        for kind, others in tied:
            for other in others:
                for one in ones:
                    if one.id != other.id:
                        yield one, kind, other
        if mutual and all(t.lower_ in word_set("kinds", "reciprocal") for t in objects(verb)):
            yield from _mutual(ones, inverted("kinds", "relation_verbs").get(verb.lemma_.lower()))


def _elsewhere(verb: Token, head: Token) -> bool:
    """Say whether a verb below the head tells of something else: in a relative clause, an aside."""
    token = verb
    if verb != head and verb.head.lemma_.lower() in word_set("kinds", "unreal"):
        return True
    if verb != head and verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True  # "in a deal brokered by China"
    while token not in (head, token.head):
        if token.dep_ in ("acl:relcl", "parataxis", "advcl", "conj") and _own_subject(token):
            return True
        token = token.head
    return False


def _own_subject(token: Token) -> bool:
    return token.dep_ == "acl:relcl" or any(children(token, "nsubj"))


def _mutual(ones: list[EntityRef], kind: str | None) -> Iterator[Tie]:
    if kind is not None and len(ones) == 2:
        yield ones[0], kind, ones[1]


def _predicated(notes: Notes, sentence: Sentence, head: Token) -> Iterator[Tie]:
    """ "A remains B’s ally", "A and B have been allies", "A is at war with B"."""
    nouns = inverted("kinds", "relation_predicates")
    noun = head if head.pos_ == "NOUN" else next(children(head, "xcomp", "obj"), head)
    kind = "fights" if _at_war(head) else nouns.get(noun.lemma_.lower())
    if kind is None:
        return
    ones = _named(notes, sentence, subjects(head))
    sides = ("with", "against") if _at_war(head) else ("of", "to", "with")
    owners = [*children(noun, "nmod:poss"), *prepositional(noun, *sides)]
    others = _named(notes, sentence, with_conjuncts(owners))
    yield from ((one, kind, other) for one in ones for other in others if one.id != other.id)
    if not others:
        yield from _mutual(ones, kind)


def _at_war(head: Token) -> bool:
    return head.lemma_.lower() == "war" and case_of(head) == "at" and any(children(head, "cop"))


def _nominal(notes: Notes, sentence: Sentence, head: Token) -> Iterator[Tie]:
    """ "A’s support for B goes on": a tie that the subject of a clause names."""
    nouns = inverted("kinds", "relation_nouns")
    for noun in subjects(head):
        kind = nouns.get(noun.lemma_.lower())
        if kind is None or kind in word_set("kinds", "deeds"):
            continue
        ones = _named(notes, sentence, with_conjuncts(children(noun, "nmod:poss")))
        sides = with_conjuncts(prepositional(noun, *word_set("kinds", "sides")))
        others = _named(notes, sentence, sides)
        yield from ((one, kind, other) for one in ones for other in others if one.id != other.id)


def _received(notes: Notes, sentence: Sentence, verb: Token) -> Iterator[Tie]:
    """ "B gets arms from A": A gives what B is said to have from it."""
    if verb.lemma_.lower() not in word_set("kinds", "receiving"):
        return
    nouns = inverted("kinds", "relation_nouns")
    things = [*objects(verb), *prepositional(verb, "for")]
    kinds = {nouns[t.lemma_.lower()]: t for t in things if t.lemma_.lower() in nouns}
    for kind, thing in kinds.items():
        givers = [t for word in (verb, thing) for t in prepositional(word, "from", "on")]
        ones = _named(notes, sentence, with_conjuncts(givers))
        others = _named(notes, sentence, subjects(verb))
        yield from ((one, kind, other) for one in ones for other in others if one.id != other.id)


def _tied(notes: Notes, sentence: Sentence, verb: Token) -> Iterator[tuple[str, list[EntityRef]]]:
    """Yield type and objects: of the verb itself, and of a noun given, granted or waged."""
    verbs, nouns = inverted("kinds", "relation_verbs"), inverted("kinds", "relation_nouns")
    kind = verbs.get(verb.lemma_.lower())
    if kind:
        things = subjects(verb) if agents(verb) else _shared_objects(verb)
        sides = with_conjuncts(prepositional(verb, *word_set("kinds", "verb_sides")))
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
        things = subjects(verb) if agents(verb) else _shared_objects(verb)
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
        doers = accused(verb) or subjects(verb)
    return _named(notes, sentence, doers), _named(notes, sentence, acted)


def between(notes: Notes, sentence: Sentence, verb: Token) -> list[EntityRef]:
    """Return the sides of what the subject is between ("the war between A and B began")."""
    sides = [t for subject in subjects(verb) for t in prepositional(subject, "between")]
    return _named(notes, sentence, with_conjuncts(sides))


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
    organ = organ or token.lemma_.lower() in word_set("kinds", "belongings")
    named = False
    for entity in notes.entities_in(sentence):
        at = entity.tokens[1] - 1
        own = token.i in range(*entity.tokens)
        if entity.kind == "place" and not (own or organ):
            continue  # a city stands for its state only by itself ("Kigali denies …")
        own = own or (at in head and _beside(token, at, organ))
        if own or (organ and at in whole and _owns(token, entity)):
            named = True
            yield EntityRef(id=_actor_id(entity), text=entity.span.of(text))
            if not organ:
                break
    if named:
        return
    owner = next((c for c in children(token, "nmod:poss") if c.lower_ in _OWN), None)
    if token.pos_ == "PRON" or token.lower_ in word_set("kinds", "pronominal"):
        yield from _antecedent(notes, sentence, token)
    elif owner is not None and organ:
        yield from _antecedent(notes, sentence, owner)
    elif _group(token) and _definite(token) and (group := _group_before(notes, sentence, token)):
        yield group
    elif organ or token.pos_ == "PROPN":
        yield EntityRef(id=None, text=sentence.place_of(*phrase(token)).of(text))


def _definite(token: Token) -> bool:
    """Say whether nothing but "the" stands at a noun ("the group")."""
    beside = [c.lower_ for c in token.children if c.dep_ not in ("case", "punct", "cc", "conj")]
    return beside == ["the"] and token.tag_ == "NN"


def _group_before(notes: Notes, sentence: Sentence, token: Token) -> EntityRef | None:
    """The armed group named last before a word, in its sentence or the one before."""
    here = [e for e in notes.entities_in(sentence) if e.tokens[1] <= token.i]
    before = notes.entities_in(notes.sentences[sentence.index - 1]) if sentence.index else ()
    groups = [e for e in (*before, *here) if e.form == "group"]
    text = notes.document.text
    return EntityRef(id=groups[-1].id, text=groups[-1].span.of(text)) if groups else None


#: Possessive pronouns, each with the one that it belongs to.
_OWN = {"its": "it", "their": "they"}


def _owns(organ: Token, entity: Entity) -> bool:
    """Say whether an organ is that of a name in its phrase: "government of", "led by"."""
    token = organ.doc[entity.tokens[1] - 1]
    while token.head != token and token != organ:
        if token.pos_ in ("VERB", "AUX") and token.dep_ != "acl":
            return False
        near = token.dep_ in ("conj", "flat", "compound", "amod", "nmod:poss")
        cases = ("of", "by", "’s", "'s", "from", "", *(["in"] if entity.kind == "place" else []))
        if not near and case_of(token) not in cases:
            return False
        token = token.head
    return True


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
    """The actors that a pronoun stands for: of its own sentence, else of the one before."""
    sort = inverted("cues", "pronouns").get(_OWN.get(token.lower_, token.lower_))
    both = token.lower_ in word_set("kinds", "pronominal")
    if sort not in ("body", "many") and not both:
        return
    speaker = list(_speaker(notes, sentence, token))
    if speaker and not both:
        yield from speaker
        return
    subject = token.dep_.startswith("nsubj") or token.dep_ == "nmod:poss"
    actors = _before(notes, sentence, token)
    if not actors and sentence.index:
        before = notes.sentences[sentence.index - 1]
        if before.paragraph == sentence.paragraph:
            actors = [
                e for e in notes.entities_in(before) if _may_act(e) and not _in_place(before, e)
            ]
    if not actors:
        return
    chosen = actors[:2] if both else actors[:1] if subject else actors[-1:]
    for entity in chosen:
        yield EntityRef(id=_actor_id(entity), text=entity.span.of(notes.document.text))


def _speaker(notes: Notes, sentence: Sentence, token: Token) -> Iterator[EntityRef]:
    """Who says the words in which a subject or owner stands as a pronoun ("the army says it …")."""
    if not (token.dep_.startswith("nsubj") or token.dep_ == "nmod:poss"):
        return
    place = sentence.place_of(token.i, token.i + 1)
    for note in notes.attributions_in(sentence):
        told = any(part.covers(place) for part in note.content)
        if not told or note.source is None or not sentence.span.covers(note.source):
            continue
        first, last = tokens_at(sentence, note.source)
        doc = sentence.parsed.doc
        head = next((t for t in doc[first:last] if not first <= t.head.i < last), doc[first])
        if head.pos_ != "PRON":
            yield from (ref for ref in _actors(notes, sentence, head) if ref.id)
            return


def _before(notes: Notes, sentence: Sentence, token: Token) -> list[Entity]:
    """The actors named before a pronoun in its sentence, but for those of its own clause."""
    verb = clause_head(token)
    own = {t.i for t in subjects(verb)} if not token.dep_.startswith("nsubj") else set()
    return [
        entity
        for entity in notes.entities_in(sentence)
        if entity.tokens[1] <= token.i
        and _may_act(entity)
        and not _in_place(sentence, entity)
        and not own & set(range(*entity.tokens))
    ]


def _may_act(entity: Entity) -> bool:
    return entity.form not in ("adjective", "division") and (
        entity.kind != "place" or entity.form == "city"
    )


def _in_place(sentence: Sentence, entity: Entity) -> bool:
    """Say whether a name only stands behind a preposition of place ("In Nepal …")."""
    before = sentence.parsed.doc[entity.tokens[0] - 1] if entity.tokens[0] else None
    return before is not None and before.lower_ in word_set("scope", "places")
