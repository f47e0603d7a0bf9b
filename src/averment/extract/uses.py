"""How a counted noun is used: what it measures, where, whose, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from averment.claim import Actors, EntityRef, MeasureRef
from averment.extract.analyser import regular_lemmas
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Entity, Notes, Sentence
from averment.extract.tree import AGENTS, SUBJECTS, agents, case_of, children, clause_head, subjects
from averment.reference import Measures, NounUse

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and whose: the places and actors of a counted noun."""

    place: tuple[EntityRef, ...] = ()
    actors: Actors = field(default_factory=Actors)


def use_of(noun: Token) -> NounUse:
    """Return how the sentence uses a counted noun, in lemmas."""
    verb = _governor(noun)
    verbs = {child.lemma_.lower() for child in children(noun, "acl", "amod")}
    does: set[str] = set()
    around: set[str] = set()
    if verb is not None:
        around = {child.lemma_.lower() for child in verb.children}
        verbs |= _by_idiom(noun, verb)
        if _undergoes(noun, verb):
            verbs |= {t.lemma_.lower() for t in (verb, *children(verb, "xcomp"))}
        else:
            does = {t.lemma_.lower() for t in (verb, *children(verb, "conj"))}
    return NounUse(
        head=_lemma(noun),
        beside=frozenset(_beside(noun)),
        verbs=frozenset(verbs),
        does=frozenset(does),
        around=frozenset(around),
    )


def _lemma(noun: Token) -> str:
    """The lemma of a noun; a capital at the start of a sentence makes no name of it."""
    lemma = noun.lemma_.lower()
    if noun.tag_ not in ("NNP", "NNPS"):
        return lemma
    known = Measures.default().nouns
    return next((one for one in regular_lemmas(noun.lower_, "NNS") if one in known), lemma)


def _by_idiom(noun: Token, verb: Token) -> set[str]:
    """The verb that verb and object mean together: who loses their lives dies."""
    table = lexicon("kinds")["idioms"]
    own = table.get(verb.lemma_.lower(), {})
    if verb in (noun, *noun.children):
        return set()
    return {
        own[child.lemma_.lower()] for child in children(verb, "obj") if child.lemma_.lower() in own
    }


def _beside(noun: Token) -> Iterable[str]:
    for child in children(noun, "compound", "amod", "nmod", "acl", "flat"):
        yield child.lemma_.lower()
        yield from (part.lemma_.lower() for part in children(child, "advmod"))
        if child.dep_ == "nmod":
            yield from (part.lemma_.lower() for part in children(child, "compound", "amod", "nmod"))


def _governor(noun: Token) -> Token | None:
    """The verb that a noun is an argument of, through coordination and "the number of"."""
    token = noun
    for _ in range(6):
        if token.head == token:
            return None
        if token.dep_ in SUBJECTS or token.dep_ in ("obj", "iobj", "obl", "obl:agent", "xcomp"):
            return token.head
        token = token.head
    return None


def _undergoes(noun: Token, verb: Token) -> bool:
    """Say whether the noun undergoes the verb: the killers are not the killed."""
    token = noun
    while token.head != verb and token.head != token:
        token = token.head
    if token.dep_ in AGENTS:
        return False
    has_object = any(child.dep_ == "obj" for child in verb.children)
    return not (token.dep_ == "nsubj" and has_object)


def measure_of(noun: Token, text: str, use: NounUse | None = None) -> MeasureRef:
    """Return the measure that a counted noun names, its id null where the ontology has none.

    `use` is given where the sentence uses the noun elsewhere than it stands.
    """
    measures = Measures.default()
    found = measures.find(use or use_of(noun))
    if use is None and found is None and noun.dep_ == "nmod" and case_of(noun) == "of":
        found = measures.find(use_of(noun.head))  # "the deaths of 40 children"
    return MeasureRef(id=found, text=text)


def scope_of(notes: Notes, sentence: Sentence, noun: Token, tokens: tuple[int, int]) -> Scope:
    """Return the places and actors of a counted noun, from the names in the clause around it."""
    found: dict[str, list[EntityRef]] = {"place": [], "by": [], "against": [], "of": []}
    verb = _governor(noun) or clause_head(noun)
    hung = [time.tokens for time in notes.times_in(sentence) if time.anchor]
    for entity in notes.entities_in(sentence):
        inside = tokens[0] <= entity.tokens[0] and entity.tokens[1] <= tokens[1]
        if not inside or any(start <= entity.tokens[0] < end for start, end in hung):
            continue  # what a window hangs on says nothing of the place
        role = _role(sentence, entity, noun, verb)
        if role is not None:
            ref = EntityRef(id=_place_id(entity, role), text=entity.span.of(notes.document.text))
            if ref.id not in [other.id for other in found[role]]:
                found[role].append(ref)
    if noun.lemma_.lower() in lexicon("kinds")["places"]["hosted"]:
        found["place"], found["by"] = found["place"] or _hosts(notes, sentence, verb), []
    actors = Actors(by=tuple(found["by"]), against=tuple(found["against"]), of=tuple(found["of"]))
    return Scope(tuple(found["place"]), actors)


def _hosts(notes: Notes, sentence: Sentence, verb: Token) -> list[EntityRef]:
    """The country that takes people in: the subject of the verb, also of one further up."""
    doers = {token.i for token in (agents(verb) or subjects(verb))}
    return [
        EntityRef(id=entity.id, text=entity.span.of(notes.document.text))
        for entity in notes.entities_in(sentence)
        if entity.form == "country" and doers & set(range(*entity.tokens))
    ][:1]


def _place_id(entity: Entity, role: str) -> str:
    """A place keeps its division, an actor of a division is its state."""
    return entity.id if role == "place" else entity.id.partition("/")[0]


def _role(sentence: Sentence, entity: Entity, noun: Token, verb: Token) -> str | None:
    head = _head(sentence, entity)
    words = lexicon("kinds")
    if entity.kind != "place" and _modifies(head, noun):
        return "of" if entity.form in ("adjective", "demonym", "group") or _of(head) else "place"
    if any(word.lemma_.lower() in word_set("kinds", "blame") for word in _above(head)):
        return "by" if entity.kind != "place" else None
    case = case_of(head)
    if entity.kind in ("place", "country") and case in words["places"]["prepositions"]:
        return "place"
    if case in words["targets"]["prepositions"]:
        return "against" if entity.kind != "place" else "place"
    top = _argument(head)
    if top.head == verb or top == verb:
        return _argument_role(entity, top, verb, noun)
    return None


def _argument_role(entity: Entity, top: Token, verb: Token, noun: Token) -> str | None:
    hosts = lexicon("kinds")["places"]["hosts"]
    experience = lexicon("changes")["experience"]["verbs"]
    lemma = verb.lemma_.lower()
    does = top.dep_ in AGENTS or top.dep_ == "nsubj"
    if top.dep_ == "obj" and entity.kind in ("place", "country") and noun in verb.children:
        return "place" if noun.dep_ == "nsubj" else None  # "87 bombings rocked the country"
    if not does or top.i == noun.i:
        return None
    if entity.kind == "place":
        return "place"
    if lemma in hosts or lemma in experience or lemma == "lose":
        return "place" if entity.kind in ("country", "place") else None
    return "by" if entity.kind != "place" and _suffers(noun, verb) else None


def _suffers(noun: Token, verb: Token) -> bool:
    """Say whether the verb does to the noun what somebody does: kill it, launch it, give it."""
    if any(child.dep_ in AGENTS for child in verb.children):
        return any(child == noun for child in verb.children if child.dep_ == "nsubj:pass")
    token = noun
    while token.head not in (verb, token):
        token = token.head
    return token.head == verb and token.dep_ in ("obj", "iobj")


def _head(sentence: Sentence, entity: Entity) -> Token:
    """The word of a name from which it hangs in the sentence."""
    doc = sentence.parsed.doc
    inside = range(*entity.tokens)
    return next((doc[i] for i in inside if doc[i].head.i not in inside), doc[inside[-1]])


def _modifies(head: Token, noun: Token) -> bool:
    if head.head == noun and head.dep_ in ("amod", "compound", "nmod", "nmod:poss", "flat"):
        return case_of(head) in ("", "of", "'s", "’s", "from") or head.dep_ == "nmod:poss"
    return head == noun


def _of(head: Token) -> bool:
    return case_of(head) in ("of", "from")


def _argument(head: Token) -> Token:
    """The word that stands for a name among the arguments of a verb: "generals" of "Pakistani"."""
    token = head
    while token.dep_ in ("amod", "compound", "flat", "nmod:poss", "conj", "appos"):
        token = token.head
    return token


def _above(token: Token) -> Iterable[Token]:
    for _ in range(3):
        if token.head == token:
            return
        token = token.head
        yield token
