"""Scope: where a claim is said to hold, and who did it, to whom, or whose it is."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from averment.claim import Actors, EntityRef, MeasureRef
from averment.extract.lexicon import inverted, word_set
from averment.extract.notes import Entity, Notes, Sentence
from averment.extract.tree import (
    AGENTS,
    SUBJECTS,
    case_of,
    children,
    doers,
    is_passive,
    prepositional,
    subjects,
    subtree,
)
from averment.reference import Measures

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Relations by which a name stands inside the phrase of a noun.
INSIDE = frozenset({"amod", "compound", "nmod", "nmod:poss", "flat", "appos", "nmod:desc"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and whose: the places and actors of a claim."""

    place: tuple[EntityRef, ...] = ()
    actors: Actors = field(default_factory=Actors)
    subject: str | None = None  # the role of the name that is the subject of the clause


def scope_of(
    notes: Notes,
    sentence: Sentence,
    verb: Token,
    tokens: tuple[int, int],
    *,
    noun: Token | None = None,
    measure: MeasureRef | None = None,
    counted: Token | None = None,
    group: Token | None = None,
    like: str | None = None,
    without: Sequence[tuple[int, int]] = (),
) -> Scope:
    """Return places and actors among the names in `tokens`, the words of a claim.

    `verb` heads its clause; `noun` is what is counted, as `measure`, where anything is; `counted`
    what stands for it, if only the figure; `group` the noun for those counted, wherever it stands;
    `like` the role of a bare name that stands where another clause has its subject ("and Kaduna
    870"); `without` are tokens inside that belong to other claims.
    """
    found: dict[str, list[EntityRef]] = {"place": [], "by": [], "against": [], "of": []}
    what = measure.id if measure is not None else None
    asked = _Asked(sentence, verb, noun, what, counted, notes.gazetteer.nouns)
    subject = None
    for entity in _named(notes, sentence, verb, tokens):
        if any(first <= entity.tokens[0] < last for first, last in without):
            continue
        role = asked.role(entity)
        head = _head(sentence, entity)
        if like is not None and not _case(head, entity) and entity.form not in _OF_PEOPLE:
            role = like
        if head.dep_ in SUBJECTS or like is not None:
            subject = role or subject
        if role is None:
            continue
        if role == "place" and (
            _owns_division(head, notes.entities_in(sentence), entity)
            or _of_a_war_elsewhere(head, verb, notes.entities_in(sentence))
        ):
            continue
        id = entity.id if role == "place" else entity.id.partition("/")[0]
        if id not in [ref.id for ref in found[role]]:
            found[role].append(EntityRef(id=id, text=entity.span.of(notes.document.text)))
    found["place"] += _taken_up(notes, sentence, tokens) if not found["place"] else []
    if (
        what == "returnees"
        and not found["place"]
        and any(child.lower_ == "home" for child in children(verb, "advmod", "obj"))
    ):
        found["place"] += found["of"]  # who returns home returns to where they are from
    if group is not None and (narrower := _narrower(group, asked.measure)):
        found["of"].append(EntityRef(id=None, text=narrower))
    actors = Actors(by=tuple(found["by"]), against=tuple(found["against"]), of=tuple(found["of"]))
    return Scope(tuple(found["place"]), actors, subject)


def _owns_division(head: Token, names: Sequence[Entity], country: Entity) -> bool:
    """Say whether a country only says where a division of it lies ("Mexico’s Guerrero state")."""
    if head.dep_ not in INSIDE:
        return False
    within = f"{country.id}/"
    return any(e.id.startswith(within) and _shares(head, e) for e in names if e != country)


def _of_a_war_elsewhere(head: Token, verb: Token, names: Sequence[Entity]) -> bool:
    """Say whether a place only names a war whose deeds are told of a country ("the war in Tigray
    killed 900 people in Ethiopia")."""
    war = head.head
    if war not in subjects(verb) or war.lemma_ not in _wars() or head == war:
        return False
    states = {i for e in names if e.form == "country" for i in range(*e.tokens)}
    return any(t.i in states for t in prepositional(verb, "in", "across"))


def _shares(head: Token, division: Entity) -> bool:
    """Say whether a word stands in the phrase of a division’s name."""
    doc = head.doc
    over = {doc[i] for i in range(*division.tokens)}
    over |= {word.head for word in over if word.dep_ in INSIDE}
    return head.head in over


def _named(
    notes: Notes, sentence: Sentence, verb: Token, tokens: tuple[int, int]
) -> Iterator[Entity]:
    """The names in a part and in the subject that its verb borrows.

    Those that a window hangs on or a source has are left out.
    """
    borrowed: list[tuple[int, int]] = []
    if tokens[0] <= verb.i < tokens[1] and verb.pos_ == "VERB":
        whole = verb.dep_ != "acl:relcl"
        borrowed = [subtree(t) if whole else (t.i, t.i + 1) for t in doers(verb)]
    hung = [time.tokens for time in notes.times_in(sentence) if time.anchor]
    sources = [note.source for note in notes.attributions_in(sentence) if note.source]
    for entity in notes.entities_in(sentence):
        start = entity.tokens[0]
        inside = tokens[0] <= start and entity.tokens[1] <= tokens[1]
        near = inside or any(first <= start < last for first, last in borrowed)
        if not near and not _blamed(_head(sentence, entity)):
            continue
        if any(first <= start < last for first, last in hung):
            continue
        joined = notes.document.text[entity.span.end : entity.span.end + 1] == "-"
        if not joined and not any(source.covers(entity.span) for source in sources):
            yield entity  # "Rwandan-backed" is nobody’s deed


def _taken_up(notes: Notes, sentence: Sentence, tokens: tuple[int, int]) -> list[EntityRef]:
    """The place that "there" or "in the enclave" takes up: the last one named before it."""
    for token in sentence.parsed.doc[slice(*tokens)]:
        if not _takes_up(token):
            continue
        before = sentence.index - 1 if sentence.index else None
        names = [e for e in notes.entities_in(sentence) if e.tokens[1] <= token.i]
        if before is not None and not any(e.kind != "actor" for e in names):
            if notes.sentences[before].paragraph != sentence.paragraph:
                return []
            names = list(notes.entities_in(notes.sentences[before]))
        named = [e for e in names if e.kind != "actor" and e.form not in _OF_PEOPLE]
        return [EntityRef(id=named[-1].id, text=token.text)] if named else []
    return []


def _takes_up(token: Token) -> bool:
    if token.lower_ == "there":
        return token.dep_.startswith("advmod")
    if token.lemma_.lower() not in word_set("scope", "place_nouns"):
        return False
    definite = any(
        c.lower_ in ("the", "that", "its", "their") for c in children(token, "det", "nmod:poss")
    )
    alone = not any(children(token, "amod", "compound", "nmod"))
    return definite and case_of(token) in word_set("scope", "places") and alone


def _narrower(noun: Token, measure: str | None) -> str | None:
    """The words for a narrower group than the measure counts ("worshippers", "aid workers")."""
    if measure != "civilian_deaths" or noun.lemma_.lower() in word_set("scope", "whole_groups"):
        return None
    if not noun.tag_.startswith("NN"):
        return None
    start = min([noun.i, *(c.i for c in children(noun, "compound") if c.i < noun.i)])
    return str(noun.doc[start : noun.i + 1].text)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of every name: its role beside a noun and a verb."""

    sentence: Sentence
    verb: Token
    noun: Token | None
    measure: str | None
    counted: Token | None
    nouns: Container[str]

    def role(self, entity: Entity) -> str | None:
        """Walk up from a name to the noun or the verb, and say what it is to them."""
        head = _head(self.sentence, entity)
        if _blamed(head):
            return "by" if entity.kind != "place" else None
        token = head
        if head == self.verb and any(children(head, "cop")):  # "300,000 of them are in Chad"
            return self._predicate(entity, _case(head, entity))
        if token in doers(self.verb) and self.verb.dep_ == "acl:relcl":
            return self._subject(entity, head, token)
        while token.head != token:
            if token == self.noun:
                return "of" if entity.kind != "place" else None
            if token.dep_ in INSIDE:
                if case_of(token) == "between" and token.head.lemma_ in _wars():
                    return None  # "the war between A and B"
                role = self._inside(entity, head, token)
                if role is not None:
                    return role
            elif token.dep_ != "conj":
                return self._argument(entity, head, token)
            token = token.head
        return None

    def _predicate(self, entity: Entity, case: str) -> str | None:
        """The role of a name that is the predicate: "are in Chad", "were from Iraq", "Syrians"."""
        if entity.form in _OF_PEOPLE:
            return None if case else "of"
        if entity.kind == "actor" or case not in word_set("scope", "places"):
            return None
        return "of" if case == "from" and self.measure in word_set("scope", "hosted") else "place"

    def _inside(self, entity: Entity, head: Token, token: Token) -> str | None:
        """The role of a name in the phrase of a noun; none where that of the noun decides."""
        case, over = _case(token, entity), token.head
        state = entity.kind in ("place", "country")
        if case in word_set("scope", "targets") and (over == self.noun or self.noun is None):
            return "against" if entity.kind != "place" else "place"
        if case == "by":
            return "by" if entity.kind != "place" else None
        if case in word_set("scope", "places") and case != "from":
            return "place" if state and entity.form not in _OF_PEOPLE else None
        if case == "to" and self.measure in word_set("scope", "sent") and state:
            return "place"
        if {over.lemma_.lower(), over.lower_} & word_set("scope", "happenings") and state:
            return "place" if self.measure not in word_set("scope", "hosted") else None
        if over != self.noun and self._deed(entity, token):
            return "by"
        if over != self.noun or self.measure == "aid":
            return None
        if entity.kind == "place":
            return "place"
        if self.measure in word_set("scope", "acts"):
            return "place" if entity.form == "country" and case != "by" else "by"
        owned = token.dep_ == "nmod:poss" and entity.form == "country" and head == token
        people = over.lemma_.lower() in Measures.default().nouns
        return "place" if self.measure is None and owned and not people else "of"

    def _deed(self, entity: Entity, token: Token) -> bool:
        """Say whether people came to harm in a name’s deed ("killed in *Hamas* attacks")."""
        deed = token.head
        if self.measure not in word_set("kinds", "harms") or entity.kind == "place":
            return False
        if deed.lemma_.lower() not in word_set("scope", "deeds") or deed.dep_ not in _OF_HARM:
            return False
        owns = token.dep_ == "nmod:poss" or (token.dep_ == "amod" and entity.form == "adjective")
        return owns or (token.dep_ == "compound" and entity.form == "group")

    def _argument(self, entity: Entity, head: Token, token: Token) -> str | None:
        """The role of a name among the arguments of a verb."""
        if self._elsewhere(token):
            return None
        case, state = _case(token, entity), entity.kind in ("place", "country")
        named = entity.form not in _OF_PEOPLE and head == token
        if token.dep_ in SUBJECTS or token in doers(self.verb):
            return self._subject(entity, head, token)
        if token.dep_ in AGENTS or case == "by":
            if token.head != self.verb and token.head.head not in (self.noun, self.verb):
                return None  # "soldiers, backed by fighters, killed …"
            if token.head.dep_ == "advcl" and self._of_subject(token.head):
                return None  # "backed by X, the army took two towns"
            if self._takes_in(token.head.lemma_.lower()):
                return "place" if state else None
            return "by" if entity.kind != "place" else None
        aimed = case in ("at", "towards") and token.head.lemma_ in word_set("scope", "aiming")
        if (case in word_set("scope", "targets") or aimed) and self.measure in word_set(
            "scope", "acts"
        ):
            return "against" if entity.kind != "place" else "place"
        if case == "from" and self.measure in word_set("scope", "hosted"):
            back = self.measure == "returnees" and named
            return ("place" if back else "of") if state else None
        if case in word_set("scope", "places"):
            return "place" if state and entity.form not in _OF_PEOPLE else None
        if case == "to" and self.measure in word_set("scope", "sent"):
            return "place" if state and named else None
        if token.dep_ in ("obj", "iobj") and named and state:
            if self.measure == "aid" or self.noun is None or self.noun in subjects(self.verb):
                return "place"  # "gave Chad $40 million", "87 bombings rocked Iraq"
            if self.measure == "refugees" and self.noun.dep_ in SUBJECTS:
                return "place"
        return None

    def _of_subject(self, aside: Token) -> bool:
        """Say whether a participle tells of the one who acts, not of those counted."""
        counted = self.noun or self.counted
        undergoes = is_passive(self.verb) or counted in subjects(self.verb)
        return not undergoes and (counted is None or not aside.is_ancestor(counted))

    def _elsewhere(self, token: Token) -> bool:
        """Say whether an argument is that of another clause, with a subject of its own."""
        over, counted = token.head, self.noun or self.counted or self.verb
        while over not in (self.verb, over.head):
            aside = over.dep_ in ("acl:relcl", "advcl", "acl", "parataxis")
            if aside and not over.is_ancestor(counted) and any(children(over, "nsubj")):
                return True
            over = over.head
        return False

    def _subject(self, entity: Entity, head: Token, token: Token) -> str | None:
        if token not in doers(self.verb):
            return None
        lemma, state = self.verb.lemma_.lower(), entity.kind in ("place", "country")
        if self._is_origin() and self.measure in word_set("scope", "hosted"):
            return "of" if state else None
        if entity.kind == "place" and head != token:
            return "place" if case_of(head) else None  # "the town of Gao fell"
        if is_passive(self.verb) or token == self.noun:
            return None
        beside = head != token and head.dep_ != "conj"
        if entity.kind == "country" and beside and not self._organ(token):
            owner = head.dep_ == "nmod:poss"
            return "place" if owner and entity.form == "country" else None  # "Haiti’s gangs"
        if lemma in word_set("scope", "losing"):
            return "of"
        if lemma in inverted("cues", "verbs") and lemma not in word_set("scope", "experience"):
            return "by" if lemma == "claim" else None
        if self._takes_in(lemma):
            people = entity.form in _OF_PEOPLE
            return ("of" if people else "place") if state else None
        if self.measure == "troops":
            return "of"
        if lemma in word_set("scope", "having") and entity.kind == "actor":
            return "of"
        if lemma in word_set("scope", "experience"):
            return "place" if state and head == token else None
        if entity.form == "division" or (
            entity.kind == "place" and lemma in word_set("scope", "seen")
        ):
            return "place"
        helps = entity.form == "body" and self.measure not in ("aid", "troops")
        return "by" if self._done() and not helps else None

    def _organ(self, noun: Token) -> bool:
        """Say whether a noun is an arm of its state: an army, soldiers, jets."""
        lemma = noun.lemma_.lower()
        return lemma in self.nouns or lemma in word_set("scope", "arms")

    def _is_origin(self) -> bool:
        """Say whether the predicate is that people come from here ("the country of origin of")."""
        nouns = (self.verb, *children(self.verb, "nmod"))
        return any(noun.lemma_.lower() in word_set("scope", "origins") for noun in nouns)

    def _takes_in(self, verb: str) -> bool:
        """Say whether a verb takes in the people that are counted."""
        if self.measure in ("refugees", "asylum_seekers"):
            return verb not in word_set("scope", "sending")
        return self.measure in word_set("scope", "hosted") and verb in word_set("scope", "hosting")

    def _done(self) -> bool:
        """Say whether the verb does something to what is counted, or nothing is counted."""
        token = self.noun or self.counted
        if token is None:
            return True
        while token.dep_ in ("nmod", "conj", "nummod", "compound") and token.head != token:
            token = token.head
        return token.dep_ in ("obj", "iobj", "obl", "xcomp")


def _wars() -> frozenset[str]:
    return word_set("scope", "happenings")


#: Relations by which a deed is that in which somebody comes to harm.
_OF_HARM = frozenset({"obl", "obl:agent", "nmod", "nsubj", "conj"})

#: Forms of names that are of people, not of a place.
_OF_PEOPLE = frozenset({"adjective", "demonym"})


def _head(sentence: Sentence, entity: Entity) -> Token:
    """The word of a name from which it hangs in the sentence."""
    doc = sentence.parsed.doc
    inside = range(*entity.tokens)
    return next((doc[i] for i in inside if doc[i].head.i not in inside), doc[inside[-1]])


def _case(token: Token, entity: Entity) -> str:
    """The preposition before a phrase; where the parse hangs it elsewhere, that before the name."""
    found = case_of(token)
    start = entity.tokens[0]
    if found or not entity.tokens[0] <= token.i < entity.tokens[1] or start == 0:
        return found
    before = token.doc[start - 1]
    if before.lower_ == "the" and start > 1:
        before = token.doc[start - 2]
    return before.lower_ if before.pos_ == "ADP" else ""


def _blamed(head: Token) -> bool:
    """Say whether a name is that of whoever is to blame, or responsible."""
    return _claims(head) or any(
        word.lemma_.lower() in word_set("scope", "blame")
        and (word.pos_ != "VERB" or any(c.lower_ == "to" for c in word.children))
        for word in _above(head)
    )


def _claims(head: Token) -> bool:
    """Say whether a name takes or claims responsibility."""
    own = head.dep_ in SUBJECTS
    return own and any(t.lemma_.lower() == "responsibility" for t in children(head.head, "obj"))


def _above(token: Token) -> Iterator[Token]:
    for _ in range(3):
        if token.head == token:
            return
        token = token.head
        yield token
