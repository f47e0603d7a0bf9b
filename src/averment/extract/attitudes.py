"""Attitudes: what a text says that somebody thinks, wants, praises or talks about.

They are mentioned with source, cue and content, but make no claim of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from averment.claim import Stance
from averment.extract.extents import Parts, around, clause_of, end_of, inserted, introduced, judges
from averment.extract.frames import Heard, owns_up
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Sentence
from averment.extract.quotations import MARKS
from averment.extract.sources import circumstances, name_of, source_of
from averment.extract.tree import agents, case_of, children, is_passive, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUN, _ADJECTIVE = "nouns", "adjectives"


@lru_cache
def _takes() -> Mapping[tuple[str, str], frozenset[str]]:
    """What each word can take as its content, by part of speech and lemma."""
    made: dict[tuple[str, str], set[str]] = {}
    for entry in lexicon("attitudes")["class"]:
        for part in ("verbs", _NOUN, _ADJECTIVE):
            for word in entry.get(part, ()):
                made.setdefault((part, word), set()).update(entry["takes"])
    return {key: frozenset(takes) for key, takes in made.items()}


@lru_cache
def lemmas() -> frozenset[str]:
    """The lemmas of all words that tell an attitude."""
    return frozenset(word for _, word in _takes())


def attitude(sentence: Sentence, token: Token) -> Heard | None:
    """ "The envoy praised the plan", "hopes to win", "is confident that …"."""
    part = {"VB": "verbs", "NN": _NOUN, "JJ": _ADJECTIVE}.get(token.tag_[:2])
    takes = _takes().get((part or "", token.lemma_.lower()))
    if takes is None or part is None or token.dep_ in ("aux", "aux:pass", "case", "cop", "mark"):
        return None
    if _deed(token):
        return None
    if part == "verbs" and (is_passive(token) or (token.tag_ == "VBN" and token.dep_ == "acl")):
        return _passive(sentence, token, takes)
    if part == "verbs" and token.dep_ in ("amod", "compound"):
        return None
    ways = VERBAL if part == "verbs" else NOMINAL
    for name, find in ways:
        if name in takes:
            content = find(sentence, token)
            if content:
                return _heard(sentence, token, part, content)
    content = _prepositional(sentence, token, takes)
    return _heard(sentence, token, part, content) if content else None


def _heard(sentence: Sentence, token: Token, part: str, content: Parts) -> Heard | None:
    beside = content[0][0] == token.i + 2 and token.doc[token.i + 1].pos_ == "ADP"
    cue = (token.i, token.i + 1 + beside)  # "talked about"
    source = source_of(token) if part == "verbs" else _holder(token, noun=part == _NOUN)
    if source is not None and any(first <= source[0] < last for first, last in content):
        source = None  # the subject is part of what seems so
    elif source is None and part == "verbs" and not _unnamed(token):
        return None
    return Heard(cue, source, content, Stance.ASSERTS, strength="mention")


def _deed(token: Token) -> bool:
    """Say whether somebody claims a deed ("claimed the raid", "the raid, claimed by the group")."""
    passive = is_passive(token) or (token.tag_ == "VBN" and token.dep_ == "acl")
    things = [*children(token, "nsubj")] if passive else [*children(token, "obj")]
    if passive and token.dep_ in ("acl", "acl:relcl"):
        things.append(token.head)
    return any(owns_up(token, thing) for thing in things)


def _unnamed(token: Token) -> bool:
    """Say whether nobody is named who asks ("Asked about the plan, he …")."""
    asked = token.lemma_.lower() in word_set("attitudes", "unnamed")
    return asked and token.tag_ == "VBN" and not any(children(token, "nsubj"))


def _holder(token: Token, *, noun: bool) -> tuple[int, int] | None:
    """Whose a noun is ("the envoy’s fear"), or who is said to be something ("is confident")."""
    if noun:
        for child in children(token, "nmod:poss", "nmod"):
            owned = case_of(child) == "of" and any(
                map(introduced, children(token, "csubj", "nsubj"))
            )
            if child.dep_ == "nmod:poss" or case_of(child) in ("by", "from") or owned:
                return name_of(child)
        if token.head.pos_ == "VERB" and token.dep_ in ("obj", "obl"):
            return source_of(token.head)
        return None
    return source_of(token)


def _clause(sentence: Sentence, token: Token) -> Parts:
    child = next((c for c in children(token, "ccomp") if c.i > token.i), None)
    if child is not None:
        return (clause_of(sentence, child),)
    return around(sentence, token) if inserted(token) else ()


def _that(sentence: Sentence, token: Token) -> Parts:
    for child in children(token, "acl", "ccomp", "advcl"):
        if child.i > token.i and introduced(child) and not judges(child):
            return (clause_of(sentence, child),)
    return ()


def _copular(sentence: Sentence, token: Token) -> Parts:
    """ "The envoy’s view is that the plan is good", "That it is good is the view of the envoy"."""
    clause = next((c for c in children(token, "csubj", "nsubj") if introduced(c)), None)
    if clause is not None:
        return (clause_of(sentence, clause),)
    head = token.head
    mark = next((c for c in children(head, "mark") if c.lower_ == "that"), None)
    if mark is None or not token.dep_.startswith("nsubj") or not token.i < mark.i < head.i:
        return ()
    return ((mark.i + 1, end_of(sentence, subtree(head)[1])),)


def _infinitive(sentence: Sentence, token: Token) -> Parts:
    for child in children(token, "xcomp", "advcl", "acl", "ccomp"):
        if child.i > token.i and _is_infinitive(child):
            between = any(c.i < child.i for c in children(token, "obj") if c.i > token.i)
            if not between:
                return ((subtree(child)[0], end_of(sentence, subtree(child)[1])),)
    return ()


def _is_infinitive(token: Token) -> bool:
    return any(c.lower_ == "to" for c in children(token, "mark"))


def _gerund(sentence: Sentence, token: Token) -> Parts:
    for child in children(token, "xcomp", "ccomp"):
        if child.i > token.i and child.tag_ == "VBG":
            return ((subtree(child)[0], end_of(sentence, subtree(child)[1])),)
    return ()


def _object_infinitive(sentence: Sentence, token: Token) -> Parts:
    thing = next((c for c in children(token, "obj", "iobj") if c.i > token.i), None)
    for child in children(token, "xcomp", "advcl", "ccomp"):
        if thing is not None and child.i > thing.i and _is_infinitive(child):
            return ((subtree(thing)[0], end_of(sentence, subtree(child)[1])),)
    return ()


def _object(token: Token) -> Token | None:
    return next((c for c in children(token, "obj") if c.i > token.i), None)


def _thing(sentence: Sentence, token: Token) -> Parts:
    thing = _object(token)
    if thing is None:
        return _left_of_gap(token)
    first, last = subtree(thing)
    return ((first, _on(sentence, token, last)),)


def _on(sentence: Sentence, token: Token, last: int) -> int:
    """The end of a content with the complements that follow it directly, times and places apart."""
    words = lexicon("attitudes")["adjuncts"]["words"]
    for child in children(token, "xcomp", "obl", "advcl", "ccomp"):
        start, end = subtree(child)
        if start == last and child.dep_ not in ("obl:tmod", "obl:npmod", "obl:unmarked"):
            case = case_of(child)
            if child.dep_ == "xcomp" or (case and case not in words):
                last = end
    return end_of(sentence, last)


def _left_of_gap(token: Token) -> Parts:
    """ "The plan that the envoy praised", "a plan praised by the envoy": the noun before."""
    own = any(c.tag_ not in ("WP", "WDT") for c in children(token, "nsubj"))
    if token.dep_ == "acl:relcl" and own and not any(children(token, "ccomp", "xcomp")):
        return ((subtree(token.head)[0], token.head.i + 1),)
    return ()


def _predicate(sentence: Sentence, token: Token) -> Parts:
    things = [c for c in children(token, "obj", "xcomp", "ccomp", "iobj", "obl") if c.i > token.i]
    if not things:
        return ()
    first, last = subtree(things[0])[0], subtree(things[-1])[1]
    marks = [i for i in range(first, sentence.parsed.end) if token.doc[i].text in MARKS]
    if len(marks) > 1 and marks[0] <= last + 1:  # called him “a liar”
        return ((first, end_of(sentence, marks[1] + 1)),)
    return ((first, end_of(sentence, last)),) if len(things) > 1 else ()


def _as(sentence: Sentence, token: Token) -> Parts:
    thing = _object(token)
    for child in children(token, "obl", "advcl", "xcomp"):
        likened = thing is not None and case_of(child) == "to"
        if child.i > token.i and (case_of(child) == "as" or likened):
            first = thing.i if thing is not None and thing.i < child.i else child.i
            start = subtree(token.doc[first])[0]
            return ((start, end_of(sentence, subtree(child)[1])),)
    return ()


def _raised(sentence: Sentence, token: Token) -> Parts:
    subject = next(children(token, "nsubj"), None)
    child = next((c for c in children(token, "xcomp", "ccomp", "advcl") if c.i > token.i), None)
    if child is None:
        return ()
    rest = (subtree(child)[0], end_of(sentence, subtree(child)[1]))
    return (subtree(subject), rest) if subject is not None else (rest,)


def _prepositional(sentence: Sentence, token: Token, takes: frozenset[str]) -> Parts:
    for child in children(token, "obl", "nmod", "advcl", "acl"):
        if child.i > token.i and case_of(child) in takes and child.lower_ not in circumstances():
            first, last = subtree(child)
            skip = next(children(child, "case", "mark")).i + 1
            return ((max(first, skip), _on(sentence, token, last)),)
    return ()


def _passive(sentence: Sentence, token: Token, takes: frozenset[str]) -> Heard | None:
    subject = next(children(token, "nsubj"), None)
    if token.dep_ == "acl":
        subject = token.head
    agent = next(iter(agents(token)), None)
    source = name_of(agent) if agent is not None else None
    cue = (token.i, token.i + 1)
    own: Parts = ()
    if subject is not None:
        first, last = subtree(subject)
        first = max([first, *(subtree(c)[1] for c in children(subject, "case") if c.i < subject.i)])
        own = ((first, min(last, token.i) if first < token.i else last),)
    if "passive to" in takes:
        rest = _infinitive(sentence, token)
        if rest:
            return Heard(cue, source, (*own, *rest), Stance.ASSERTS, strength="mention")
    if "as" in takes:
        rest = _as(sentence, token)
        if rest:
            return Heard(cue, source, (*own, *rest), Stance.ASSERTS, strength="mention")
    if _unnamed(token) or (token.lemma_.lower() in word_set("attitudes", "unnamed") and own):
        rest = _clause(sentence, token) or _prepositional(sentence, token, takes)
        if rest:
            return Heard(cue, source, rest, Stance.ASSERTS, strength="mention")
    if "passive" in takes and agent is not None and own:
        last = subtree(agent)[1]
        rest = ((last, _on(sentence, token, last)),)
        parts = (*own, *(part for part in rest if part[0] < part[1]))
        return Heard(cue, source, parts, Stance.ASSERTS, strength="mention")
    return None


Way = Callable[[Sentence, "Token"], Parts]
VERBAL: tuple[tuple[str, Way], ...] = (
    ("clause", _clause),
    ("object to", _object_infinitive),
    ("predicate", _predicate),
    ("as", _as),
    ("to", _infinitive),
    ("ing", _gerund),
    ("raised", _raised),
    ("object", _thing),
)
NOMINAL: tuple[tuple[str, Way], ...] = (
    ("clause", _that),
    ("clause", _copular),
    ("to", _infinitive),
)
