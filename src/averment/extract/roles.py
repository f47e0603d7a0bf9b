"""Roles: after "the Nigerian army" the words "the army" speak of Nigeria's.

A role is a noun of the gazetteer ("ministry", "soldiers", "prime minister") or of a party
("rebels"), with the words that narrow it. It stands for the actor whose it was said to be last,
and a person's for the person named beside it. A long name has its last word for a role: "the
Front" is the one named before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from averment.claim import Span
from averment.extract.lexicon import word_set
from averment.extract.names import PERSON
from averment.extract.notes import Entity, Notes, Sentence
from averment.extract.tree import NOUNS, case_of

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The form of entities that are a role.
ROLE = "role"

_MODIFIERS = frozenset({"amod", "compound", "nmod", "nmod:poss", "flat", "appos"})
# How a title hangs on a name ("President Kiir").
_TITLES = frozenset({"nmod:desc", "compound", "flat"})
_CASES = frozenset({"", "of", "from", "'s", "’s", "'", "’"})
_NARROWING = frozenset({"amod", "compound"})
# What may hang on a role that points back to one spoken of before.
_LOOSE = frozenset({"case", "punct", "cc", "conj", "det", "cop", "mark", "advmod", *_NARROWING})


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who was said to have a role: the actor, and the name to refer to."""

    actor: Entity
    name: Span


class Roles:
    """The roles that a text has given so far."""

    def __init__(self, notes: Notes) -> None:
        self._nouns = notes.gazetteer.nouns
        # By the role's noun and the words that narrow it, all of them or only the last ones.
        self._held: dict[tuple[str, tuple[str, ...]], _Holder] = {}
        self._short: dict[str, _Holder] = {}
        self._states: dict[str, Entity] = {}

    def read(self, sentence: Sentence, named: Sequence[Entity]) -> Iterator[Entity]:
        """Yield the roles of a sentence that stand for a name; remember those that have one."""
        at = {i: entity for entity in named for i in range(*entity.tokens)}
        for entity in named:
            if entity.kind != "actor":
                self._states.setdefault(entity.id.partition("/")[0], entity)
            elif entity.tokens[1] - entity.tokens[0] > 1:
                last = sentence.parsed.doc[entity.tokens[1] - 1]
                if last.is_title:
                    self._short[last.text] = _Holder(entity, entity.span)
        for token in sentence.parsed:
            if token.i in at:
                continue
            narrowing = _narrowing(token, at)
            short = self._short.get(token.text)
            if short is not None and not narrowing and self._points_back(token, narrowing):
                yield _role(sentence, [token], short)
                continue
            if not self._is_role(token):
                continue
            words = tuple(word.lower_ for word in narrowing)
            actor = next(_owners(token, at), None)
            if actor is not None:
                name = _person(sentence, token) or actor.span
                for i in range(len(words) + 1):
                    self._held[token.lemma_.lower(), words[i:]] = _Holder(actor, name)
            elif self._points_back(token, narrowing):
                holder = self._holder(token, narrowing) or self._of_the_state(
                    sentence, token, words
                )
                if holder is not None:
                    yield _role(sentence, [*narrowing, token], holder)

    def _is_role(self, token: Token) -> bool:
        return token.pos_ in NOUNS and self._names_role(token)

    def _names_role(self, token: Token) -> bool:
        return token.lower_ in self._nouns or token.lemma_.lower() in word_set("kinds", "parties")

    def _points_back(self, token: Token, narrowing: Sequence[Token]) -> bool:
        """Say whether a role is one spoken of before: "the army", "government forces"."""
        if token.dep_ == "compound" or not all(c.dep_ in _LOOSE for c in token.children):
            return False
        articles = [child.lower_ for child in token.children if child.dep_ == "det"]
        if articles:
            return articles == ["the"]
        return token.tag_ == "NNS" and bool(narrowing) and self._names_role(narrowing[-1])

    def _holder(self, token: Token, narrowing: Sequence[Token]) -> _Holder | None:
        """Who had the role last, narrowed by no less than now; or whose "rebel commanders" are."""
        words = tuple(word.lower_ for word in narrowing)
        holder = self._held.get((token.lemma_.lower(), words))
        if holder is None and narrowing and self._names_role(narrowing[-1]):
            return self._holder(narrowing[-1], narrowing[:-1])
        return holder

    def _of_the_state(
        self, sentence: Sentence, token: Token, words: tuple[str, ...]
    ) -> _Holder | None:
        """The state, where the text has named only one and the role is one that a state has."""
        state = self._nouns.get(" ".join((*words, token.lower_))) == "state"
        if not state or len(self._states) != 1:
            return None
        actor = next(iter(self._states.values()))
        # "Iran props up the government": another's.
        here = actor.sentence == sentence.index
        if here and token.doc[actor.tokens[1] - 1].dep_ in ("nsubj", "nsubj:pass"):
            return None
        return _Holder(actor, actor.span)


def _role(sentence: Sentence, words: Sequence[Token], holder: _Holder) -> Entity:
    tokens = words[0].i, words[-1].i + 1
    span, id = sentence.place_of(*tokens), holder.actor.id.partition("/")[0]
    return Entity(sentence.index, span, tokens, id, "actor", ROLE, refers=holder.name)


def _narrowing(token: Token, at: Mapping[int, Entity]) -> list[Token]:
    """The words right before a role's noun that narrow it: "caretaker prime" minister."""
    found: list[Token] = []
    for child in reversed(list(token.lefts)):
        if child.dep_ not in _NARROWING or child.i in at or child.i != token.i - len(found) - 1:
            break
        found.insert(0, child)
    return found


def _owners(token: Token, at: Mapping[int, Entity]) -> Iterator[Entity]:
    """The actors whose a role is: "Nigerian army", "rebels of the M23", "the M23 rebels".

    A title has those of the name that it stands at; a predicate its subject ("is a rebel group").
    """
    titled = [token.head] if token.dep_ in _TITLES else []
    for word in (token, *titled):
        for child in word.children:
            whose = child.dep_ in _MODIFIERS and case_of(child) in _CASES
            if whose and child.i in at and at[child.i].kind != "place":
                yield at[child.i]
    if token.dep_ == "appos" and token.head.i in at and at[token.head.i].kind == "actor":
        yield at[token.head.i]
    if any(child.dep_ == "cop" for child in token.children):
        for child in token.children:
            if child.dep_ == "nsubj" and child.i in at and at[child.i].kind == "actor":
                yield at[child.i]


def _person(sentence: Sentence, token: Token) -> Span | None:
    """The name of the person who has a role, where it stands beside it."""
    beside = [child for child in token.children if child.dep_ in (*_TITLES, "appos")]
    if token.dep_ in (*_TITLES, "appos"):
        beside.append(token.head)
    for word in beside:
        if word.ent_type_ == PERSON:
            doc, start, end = word.doc, word.i, word.i + 1
            while doc[start].ent_iob_ == "I":
                start -= 1
            while end < len(doc) and doc[end].ent_iob_ == "I":
                end += 1
            while doc[start].lower_ == token.lower_:
                start += 1
            return sentence.place_of(start, end)
    return None
