"""Events: clauses in which an actor does something to another, by the event types of PLOVER.

The types are those of the PLOVER ontology of political events (Open Event Data Alliance): what is
only announced is agreed to or threatened, what is asked of others demanded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Entity, EventNote, Notes, Sentence
from averment.extract.tree import VERBS, agents, case_of, children, negated, with_conjuncts
from averment.reference.words import folded

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
#: Where the one to whom a deed is done stands, the likeliest first.
OBJECTS = ("obj", "iobj")
#: Below these a clause of its own begins.
OWN_CLAUSES = frozenset({"acl:relcl", "parataxis", "advcl:relcl"})


def events(notes: Notes) -> Notes:
    """Find what actors do to each other in every sentence."""
    found = tuple(event for sentence in notes.sentences for event in _in_sentence(notes, sentence))
    return notes.having(events=found)


def _in_sentence(notes: Notes, sentence: Sentence) -> Iterator[EventNote]:
    known = notes.entities_in(sentence)
    named = _Named([*known, *_unknown(sentence, known)])
    if not named:
        return
    told: set[int] = set()
    for verb in sentence.parsed:
        if not _heads_deed(verb) or verb.i in told:
            continue
        deed = _going_on(verb)
        kind = _type(verb) if deed is None else _table("nouns")[deed.lemma_.lower()]
        if kind is None and not any(children(verb, "aux")):
            continue
        source, target = _parties(verb, named) if deed is None else _sides(deed, named)
        kind, source, target = _by_mood(verb, kind, source, target, named)
        if kind is None:
            continue
        if not source:
            source = _where(verb, kind, named)
            target = _without(target, source)
        if kind == "THREATEN" and not target:
            target = _without(_condition(verb, named), source)
        if not source or not (target or len(source) > 1 or kind in _types("alone")):
            continue
        told.update(below.i for below in _complements(verb))
        yield EventNote(
            sentence=sentence.index,
            span=sentence.place_of(verb.i, verb.i + 1),
            type=kind,
            source=tuple(source),
            target=tuple(target),
        )


def _heads_deed(word: Token) -> bool:
    """Say whether a word may say what is done: a verb, or a predicate such as "willing"."""
    if _is_condition(word):
        return False
    if word.pos_ in VERBS:
        return word.dep_ not in ("aux", "aux:pass", "cop")
    return word.lower_ in lexicon("events")["ready"]["adjectives"]


def _unknown(sentence: Sentence, known: Sequence[Entity]) -> Iterator[Entity]:
    """The names that the analyser finds and the gazetteer does not know; the id is the name."""
    taken = {i for entity in known for i in range(*entity.tokens)}
    for name in sentence.parsed.ents:
        if not taken & set(range(name.start, name.end)):
            yield Entity(
                sentence=sentence.index,
                span=sentence.place_of(name.start, name.end),
                tokens=(name.start, name.end),
                id="-".join(folded(name.text)),
                kind="place" if name.label_ == "LOC" else "actor",
                form="unknown",
            )


# --- what is done ----------------------------------------------------------------------------


@lru_cache
def _table(part: str) -> dict[str, str]:
    """Each verb or noun of the lexicon with its type; the first type that lists it has it."""
    table: dict[str, str] = {}
    for kind, words in lexicon("events")["types"].items():
        for word in words[part]:
            table.setdefault(word, kind)
    return table


@lru_cache
def _entries(part: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The entries of a list of the lexicon by each of their verbs, in its order."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for entry in lexicon("events")[part]:
        for verb in entry["verbs"]:
            found.setdefault(verb, []).append(entry)
    return found


@lru_cache
def _types(table: str) -> frozenset[str]:
    return frozenset(lexicon("events")[table]["types"])


def _type(verb: Token) -> str | None:
    """Return the type of what a verb says is done, by itself or with the nouns it governs."""
    lemma = verb.lemma_.lower()
    if verb.lower_ in lexicon("events")["ready"]["adjectives"] and verb.tag_ != "VBD":
        return "AGREE" if any(children(verb, "xcomp", "advcl", "ccomp")) else None
    for pair in _entries("pairs").get(lemma, ()):
        if any(noun.lemma_.lower() in pair["nouns"] for noun in _nouns(verb)):
            return str(pair["type"])
    for phrasal in _entries("phrasal").get(lemma, ()):
        if any(case_of(phrase) in phrasal["cases"] for phrase in children(verb, "obl")):
            return str(phrasal["type"])
    if lemma in lexicon("events")["intransitive"]["verbs"] and _objects(verb):
        return None
    if lemma in lexicon("events")["transitive"]["verbs"]:
        done = _objects(verb) or any(children(verb, "nsubj:pass", "xcomp", "ccomp"))
        if not done:
            return None
    own = _table("verbs").get(lemma)
    if own in _types("governing"):
        return own
    if lemma in lexicon("events")["light"]["verbs"]:
        nouns = (noun.lemma_.lower() for noun in _nouns(verb))
        return next((_table("nouns")[noun] for noun in nouns if noun in _table("nouns")), own)
    return own


def _nouns(verb: Token) -> Iterator[Token]:
    """The nouns that a verb governs; of its objects, those that stand before or below them too."""
    for child in verb.children:
        if child.dep_ in (*OBJECTS, "nsubj:pass", "xcomp"):
            yield child
            yield from children(child, "compound", "amod", "nmod", "conj")
        elif child.dep_ in ("obl", "compound:prt"):
            yield child


def _going_on(verb: Token) -> Token | None:
    """The deed of which a verb says that it goes on ("attacks continue"), or none."""
    if verb.lemma_.lower() not in lexicon("events")["going"]["verbs"] or _objects(verb):
        return None
    deeds = (one for one in _own_subjects(verb) if one.lemma_.lower() in _table("nouns"))
    return next(deeds, None)


def _complements(verb: Token) -> Iterator[Token]:
    """The verbs that a verb governs: what somebody agrees, asks or threatens to do."""
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        if child.dep_ not in OWN_CLAUSES and not (
            child.dep_ == "advcl" and any(c.dep_ == "nsubj" for c in child.children)
        ):
            yield child
            yield from _complements(child)


def _by_mood(
    verb: Token, kind: str | None, source: list[Entity], target: list[Entity], named: _Named
) -> tuple[str | None, list[Entity], list[Entity]]:
    """Read what is only announced, refused or asked for as that, whatever the deed."""
    words = lexicon("events")
    auxiliaries = {child.lower_ for child in children(verb, "aux")}
    speaker = _speaker(verb, named)
    others = _without(source, speaker)
    if auxiliaries & set(words["required"]["auxiliaries"]) and speaker and (others or not source):
        return "DEMAND", speaker, others or target
    planned = auxiliaries & set(words["announced"]["auxiliaries"])
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words["announced"]["verbs"]:
        planned = planned or {"to"}
    if negated(verb):
        refused = planned and (kind or _objects(verb))
        return "REJECT" if refused else None, source, target
    if planned and kind in words["announced"]["kind"]:
        unless = any(
            mark.lower_ == "unless" for c in children(verb, "advcl") for mark in c.children
        )
        return "THREATEN" if unless else "AGREE", source, target
    if planned and kind in words["announced"]["hostile"]:
        return "THREATEN", source, target
    return kind, source, target


# --- who does it to whom ---------------------------------------------------------------------


def _where(verb: Token, kind: str, named: _Named) -> list[Entity]:
    """The place of a deed, for its unnamed doer: arrests are made by those who rule there."""
    if kind not in _types("placed"):
        return []
    return _behind(verb, named, [], lexicon("events")["locative"]["cases"])


def _condition(verb: Token, named: _Named) -> list[Entity]:
    """Whose deed is the condition of a threat: "if Chad attacks"."""
    for clause in (c for below in (verb, *_complements(verb)) for c in children(below, "advcl")):
        if _is_condition(clause):
            return _of_all(_own_subjects(clause), named)
    return []


def _is_condition(verb: Token) -> bool:
    return any(m.lower_ in word_set("events", "conditions") for m in children(verb, "mark"))


class _Named:
    """The names of a sentence by the tokens that they stand on."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._at = {entity.tokens[1] - 1: entity for entity in entities}

    def __bool__(self) -> bool:
        return bool(self._at)

    def under(self, token: Token) -> list[Entity]:
        """The names in a phrase, clauses of their own left out, in the order of the text.

        Where something is counts only if nothing says whose it is ("rebels in Mali").
        """
        return self._among(_phrase(token, whose=True)) or self._among(_phrase(token, whose=False))

    def _among(self, words: Iterable[Token]) -> list[Entity]:
        found: dict[str, Entity] = {}
        for word in sorted(words, key=lambda word: word.i):
            entity = self._at.get(word.i)
            if entity is not None:
                found.setdefault(entity.id, entity)
        return list(found.values())


def _phrase(token: Token, *, whose: bool) -> Iterator[Token]:
    yield token
    below = token.dep_.partition(":")[0] in ("amod", "compound", "nmod")
    for child in token.children:
        if child.dep_ in OWN_CLAUSES or (child.dep_ == "conj" and not below):
            continue
        if not (whose and child.dep_ == "nmod" and _is_locative(child)):
            yield from _phrase(child, whose=whose)


def _is_locative(phrase: Token) -> bool:
    return case_of(phrase) in lexicon("events")["locative"]["cases"]


def _parties(verb: Token, named: _Named) -> tuple[list[Entity], list[Entity]]:
    """Return who does the deed and to whom."""
    passive = any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):  # "civilians killed in the war"
        return _of_all(agents(verb), named), _of_all([verb.head], named)
    subject = _of_all(_subjects(verb), named)
    if passive:
        doers = _of_all(agents(verb), named) or _behind(verb, named, subject, ("by",))
        return doers, subject
    own = _own_subjects(verb)
    theirs = all(
        word.pos_ == "PRON" or any(c.pos_ == "PRON" for c in children(word, "nmod:poss"))
        for word in own
    )
    source = subject or (_speaker(verb, named) if theirs else [])
    target = _without(_of_all(_objects(verb), named), source)
    if not target:
        target = _without(_behind(verb, named, source), source)
    for below in () if target else _complements(verb):
        reached = [*_own_subjects(below), *_objects(below)]
        target = _without(_of_all(reached, named), source) or _without(
            _behind(below, named, source), source
        )
        if target:
            break
    return source, target


def _sides(deed: Token, named: _Named) -> tuple[list[Entity], list[Entity]]:
    """Return whose a deed named by a noun is, and against whom: "Syrian attacks on Turkey"."""
    cases = lexicon("events")["going"]["cases"]
    against = [noun for noun in children(deed, "nmod") if case_of(noun) in cases]
    target = _of_all(against, named)
    return _without(named.under(deed), target), target


def _of_all(tokens: Iterable[Token], named: _Named) -> list[Entity]:
    found: dict[str, Entity] = {}
    for token in tokens:
        for entity in named.under(token):
            found.setdefault(entity.id, entity)
    return list(found.values())


def _without(entities: list[Entity], others: list[Entity]) -> list[Entity]:
    """Leave out those who do the deed; a people may do it to its own state, named elsewhere."""
    states = {entity.id.partition("/")[0] for entity in others}
    own = {entity.span for entity in others}
    left = [entity for entity in entities if entity.id.partition("/")[0] not in states]
    return left or [entity for entity in entities if entity.span not in own]


def _behind(
    verb: Token, named: _Named, source: list[Entity], cases: Sequence[str] | None = None
) -> list[Entity]:
    """The names in the first phrase behind a verb, or behind what it governs, that has any."""
    phrases = [
        phrase
        for head in (verb, *_objects(verb))
        for phrase in children(head, "obl", "nmod")
        if cases is None or case_of(phrase) in cases
    ]
    for phrase in sorted(phrases, key=lambda token: token.i):
        found = _without(_of_all(with_conjuncts([phrase]), named), source)
        if found:
            return found
    return []


def _own_subjects(verb: Token) -> list[Token]:
    return with_conjuncts(child for child in verb.children if child.dep_ in SUBJECTS)


def _subjects(verb: Token) -> list[Token]:
    """The subjects of a verb; a verb coordinated with another, or open, borrows its subject.

    Who is persuaded to do a thing is the one who does it.
    """
    while True:
        own = _own_subjects(verb) or (_objects(verb.head) if verb.dep_ == "xcomp" else [])
        if own or verb.dep_ not in ("conj", "xcomp", "advcl", "acl") or verb.head == verb:
            return own
        if verb.dep_ == "acl" and verb.head.lemma_.lower() not in word_set("events", "statements"):
            return [verb.head]
        # "issued a declaration demanding …": who issued it demands.
        verb = verb.head.head if verb.dep_ == "acl" else verb.head


def _speaker(verb: Token, named: _Named) -> list[Entity]:
    """Who says that the deed is done, where the deed's own subject is a pronoun or missing."""
    while verb.head != verb:
        if verb.dep_ in ("ccomp", "parataxis", "xcomp") or not _own_subjects(verb):
            found = _of_all(_own_subjects(verb.head), named)
            if found:
                return found
        verb = verb.head
    return []


def _objects(verb: Token) -> list[Token]:
    return with_conjuncts(child for child in verb.children if child.dep_ in OBJECTS)
