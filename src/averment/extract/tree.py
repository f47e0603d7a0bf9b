"""Questions to a parsed sentence: subjects, objects, clauses, phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from averment.extract.lexicon import lexicon, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
AGENTS = frozenset({"obl:agent"})
#: Relations by which a word heads a clause of its own.
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "acl:relcl", "parataxis", "csubj", "advcl:relcl"})
NOUNS = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Yield the children that hang by one of the relations, subtypes included."""
    for child in token.children:
        if child.dep_ in deps or child.dep_.partition(":")[0] in deps:
            yield child


def subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb, what is coordinated with them included.

    A verb without one of its own (an open complement, a gerund, a relative clause) borrows that of
    the nearest verb above it.
    """
    while True:
        # The parser hangs a subject now and then on an auxiliary or on "more than".
        own = [*verb.children, *(c for aux in children(verb, *_ASTRAY) for c in aux.children)]
        found = [
            child for child in own if child.dep_ in SUBJECTS and child.tag_ not in ("WP", "WDT")
        ]
        closed = verb.dep_ == "ccomp" and verb.tag_ != "VBG"
        if found or closed or verb.head == verb:
            return with_conjuncts(found)
        verb = verb.head


def accused(verb: Token) -> list[Token]:
    """In "accuses P of doing" it is P who does: return P where a verb hangs on an accusation."""
    cues = lexicon("cues")["accusing"]["verbs"]
    gerund = verb.tag_ == "VBG" or any(c.tag_ == "VBG" for c in children(verb, "aux"))
    if gerund and verb.head.lemma_.lower() in cues and verb.dep_ != "conj":
        return objects(verb.head) or subjects(verb.head)
    below = verb.dep_ in ("acl", "advcl", "obl") and verb.head.dep_ == "obj"
    accuses = verb.head.head.lemma_.lower() in cues
    return with_conjuncts([verb.head]) if below and accuses else []


def doers(verb: Token) -> list[Token]:
    """Return who does what an active verb says: the accused, the antecedent of "who", a subject."""
    if verb.dep_ == "acl:relcl":
        return [verb.head] if _relative_subject(verb) else subjects_of_its_own(verb)
    return accused(verb) or subjects(verb)


def _relative_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS and c.tag_ in ("WP", "WDT") for c in verb.children)


def subjects_of_its_own(verb: Token) -> list[Token]:
    """Return the subjects that hang on a verb itself, conjuncts included."""
    return with_conjuncts(child for child in verb.children if child.dep_ in SUBJECTS)


_ASTRAY = ("aux", "cop", "advmod")


def objects(verb: Token) -> list[Token]:
    """Return the direct objects of a verb, conjuncts included."""
    return with_conjuncts(child for child in verb.children if child.dep_ in ("obj", "iobj"))


def agents(verb: Token) -> list[Token]:
    """Return who a passive says did it."""
    return with_conjuncts(child for child in verb.children if child.dep_ in AGENTS)


def with_conjuncts(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens, each followed by what is coordinated with it."""
    found: list[Token] = []
    for token in tokens:
        found.append(token)
        found.extend(t for t in token.conjuncts if t.i > token.i and t not in found)
    return found


def prepositional(token: Token, *cases: str) -> Iterator[Token]:
    """Yield the phrases under a token that one of the prepositions introduces."""
    for child in children(token, "obl", "nmod"):
        if any(case.lower_ in cases for case in children(child, "case")):
            yield child


def case_of(token: Token) -> str:
    """Return the preposition that introduces a phrase, its fixed parts included, or nothing."""
    for case in children(token, "case", "mark"):
        return " ".join([case.lower_, *(t.lower_ for t in children(case, "fixed"))])
    return ""


def clause_head(token: Token) -> Token:
    """Return the word that heads the clause around a token."""
    while not heads_clause(token):
        token = token.head
    return token


def heads_clause(token: Token) -> bool:
    """Say whether a word heads a clause: a verb, or a predicate, with a place of its own."""
    if token.dep_ in CLAUSES or token.head == token:
        return True
    verbal = token.pos_ in VERBS or any(c.dep_ == "cop" for c in token.children)
    return token.dep_ in ("conj", "xcomp") and verbal


def phrase(token: Token) -> tuple[int, int]:
    """Return the tokens `[start, end)` of the noun phrase that a token heads, without clauses."""
    inside = [token.i]
    for child in token.children:
        own = child.dep_.partition(":")[0]
        if own in ("det", "amod", "compound", "nummod", "nmod", "flat", "appos", "case"):
            if own == "case" or (own == "appos" and child.i > token.i + 6):
                continue
            start, end = phrase(child)
            inside += [start, end - 1, *(c.i for c in children(child, "case"))]
    return min(inside), max(inside) + 1


def subtree(token: Token) -> tuple[int, int]:
    """Return the tokens `[start, end)` from the first to the last word under a token.

    A stop or comma at either end does not count: the parse may hang the full stop of a sentence on
    a clause in its midst.
    """
    doc, first, last = token.doc, token.left_edge.i, token.right_edge.i
    if doc[first].text in _STOPS or doc[last].text in _STOPS:
        words = [t.i for t in token.subtree if t.text not in _STOPS] or [token.i]
        first, last = words[0], words[-1]
    return first, last + 1


_STOPS = frozenset(".,;:!?…—–")


def tense(head: Token) -> str | None:
    """Return the tense of a clause, `past`, `perfect` or `present`; none where it has no verb."""
    words: list[Any] = [head, *children(head, "aux", "cop")]
    tags = {word.tag_ for word in words}
    has = any(word.lemma_ == "have" and word.dep_.startswith("aux") for word in words)
    if has and any(w.lower_ in ("has", "have", "'s", "’s") for w in words):
        return "perfect"
    if "VBD" in tags or (has and "VBN" in tags):
        return "past"
    if tags & {"VBZ", "VBP"}:
        return "present"
    return "past" if head.tag_ == "VBN" else None


def is_passive(verb: Token) -> bool:
    """Say whether a verb stands in the passive, by its auxiliary."""
    return any(child.dep_ == "aux:pass" for child in verb.children)


def hedged(verb: Token) -> Token:
    """Go from a passive that only hedges ("are believed to have left") to what it hedges."""
    if verb.lemma_.lower() not in lexicon("cues")["passive"]["hedges"] or not is_passive(verb):
        return verb
    return next(children(verb, "xcomp"), verb)


def predicates(token: Token) -> bool:
    """Say whether a word is a verb or is used as one: a copula, or subject and object, at it."""
    deps = {child.dep_ for child in token.children}
    return token.pos_ in VERBS or "cop" in deps or {"nsubj", "obj"} <= deps


def finite(tokens: Iterable[Token]) -> bool:
    """Say whether a finite verb is among the tokens."""
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in tokens)


def negated(head: Token) -> bool:
    """Say whether a clause is negated by a word of its own, "no longer" included."""
    words = word_set("contents", "negations")
    nobody = word_set("contents", "nobody")
    if any(child.lower_ in nobody for child in children(head, "nsubj")):
        return True
    beside = [child for child in head.children if child.dep_ in _NEGATING]
    below = [word for child in beside if child.lower_ == "longer" for word in child.children]
    return any(word.lower_ in words for word in (*beside, *below))


_NEGATING = frozenset({"advmod", "neg", "cc:preconj", "cc"})
