"""How a counted noun is used, and so what it measures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from averment.claim import MeasureRef
from averment.extract.analyser import regular_lemmas
from averment.extract.lexicon import lexicon
from averment.extract.tree import AGENTS, SUBJECTS, case_of, children, hedged, prepositional
from averment.reference import Measures, NounUse

if TYPE_CHECKING:
    from spacy.tokens import Token


def use_of(noun: Token) -> NounUse:
    """Return how the sentence uses a counted noun, in lemmas."""
    verb = _governor(noun)
    beside = list(children(noun, "acl", "amod"))
    verbs = {form for child in beside for form in (child.lemma_.lower(), child.lower_)}
    does: set[str] = set()
    around: set[str] = set()
    if verb is not None:
        around = {child.lemma_.lower() for child in verb.children}
        around |= set(_where(verb))
        verbs |= _by_idiom(noun, verb)
        if _undergoes(noun, verb):
            outcome = [t for t in children(verb, "advmod") if t.tag_ == "JJ"]  # "shot *dead*"
            verbs |= {t.lemma_.lower() for t in (verb, *children(verb, "xcomp"), *outcome)}
            if any(t.lower_ == "death" for t in prepositional(verb, "to")):
                verbs.add("die")  # "stabbed to death"
        else:
            does = {t.lemma_.lower() for t in (verb, *children(verb, "conj"))}
    return NounUse(
        head=_lemma(noun),
        beside=frozenset(_beside(noun)),
        verbs=frozenset(verbs),
        does=frozenset(does),
        around=frozenset(around),
    )


def _where(verb: Token) -> Iterable[str]:
    """The words that place what is done ("from their homes *within* the *country*")."""
    below = (child for word in (verb, *children(verb, "xcomp")) for child in children(word, "obl"))
    for child in below:
        for place in (child, *children(child, "nmod")):
            yield from (case_of(place), place.lemma_.lower())


def _lemma(noun: Token) -> str:
    """The lemma of a noun; a capital at the start of a sentence makes no name of it."""
    lemma = noun.lower_ if noun.tag_ in ("VBN", "JJ") else noun.lemma_.lower()
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
            return hedged(token.head)
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
