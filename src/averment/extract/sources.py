"""Sources: names without articles, and whom a pronoun or a role stands for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import AttributionNote, Notes, Sentence
from averment.extract.tree import agents, case_of, children, is_passive, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A pronoun stands for one of so many speakers before it.
NEAR = 40
#: And for whoever spoke last, if not more sentences ago than this.
RECALL = 3


class Speakers:
    """Whom the text has spoken of so far, to resolve pronouns and repeated roles."""

    def __init__(self, notes: Notes) -> None:
        self._last: dict[str, tuple[int, str]] = {}
        self._subjects = [
            found for sentence in notes.sentences for found in _speakers(notes, sentence)
        ]

    def resolve(self, note: AttributionNote) -> AttributionNote:
        """Return the attribution with the name of its source; empty where nobody is found."""
        if note.source is None:
            return note
        sort = inverted("cues", "pronouns").get(note.source_text.lower())
        if sort is None:
            name = self.name(note.name)
            if note.strength == "claim":
                self._remember(note, name)
            return replace(note, name=name)
        said = self._last.get(sort)
        if said is not None and note.sentence - said[0] <= RECALL:
            return replace(note, name=said[1])
        return replace(note, name=self._before(note, sort))

    def _remember(self, note: AttributionNote, name: str) -> None:
        """Keep who spoke last, for a pronoun in the sentences after."""
        assert note.source is not None
        first = bisect_left(self._subjects, (note.source.start,))
        for start, kind, _ in self._subjects[first : first + 3]:
            if start < note.source.end:
                speaks = "body" if kind == "other" else kind
                self._last[speaks] = (note.sentence, name)

    def name(self, text: str) -> str:
        """Return a source's name, without article or numeral unless they are part of it."""
        words = text.split()
        if words and words[-1].lower() in word_set("cues", "reflexives"):
            text = text[: -len(words[-1])].rstrip()
            words = words[:-1]
        if not words:
            return ""
        if words[0] == "The" and words[-1].lower() in word_set("cues", "outlets"):
            return text
        first = words[0].lower()
        numeral = first.isdigit() or first in lexicon("numbers")["small"]
        leading = (numeral or first in word_set("cues", "articles")) and len(words) > 1
        return text[len(words[0]) :].lstrip() if leading else text

    def _before(self, note: AttributionNote, sort: str) -> str:
        """The nearest speaker of a sort before the cue; for "they" and "we", of any sort.

        Where the text has none, "it" is the nearest other thing.
        """
        assert note.source is not None
        last = bisect_left(self._subjects, (note.source.start,))
        near = self._subjects[max(0, last - NEAR) : last]
        wanted = (sort,) if sort in ("person", "body") else ("person", "body", "many")
        others = ("other",) if sort == "body" else ()
        for kinds in (wanted, others):
            for _, kind, name in reversed(near):
                if kind in kinds:
                    return self.name(name)
        return ""


def _speakers(notes: Notes, sentence: Sentence) -> list[tuple[int, str, str]]:
    """The noun phrases of a sentence that a pronoun can stand for: subjects first of all."""
    found = []
    for token in sentence.parsed:
        if token.dep_ not in ("nsubj", "nsubj:pass", "obl:agent", "appos") or token.pos_ == "PRON":
            continue
        kind = _sort(token)
        start, end = phrase(token)
        span = sentence.place_of(*named(token.doc, start, end))
        found.append((span.start, kind, span.of(notes.document.text)))
    return found


def _sort(token: Token) -> str:
    """Whether a noun is a person, a body that speaks, several of them or another thing."""
    lemma, text = token.lemma_.lower(), token.text
    listed = inverted("cues", "speakers").get(lemma)
    if token.tag_ in ("NNS", "NNPS") and (listed or not token.ent_type_):
        return "many"
    if listed:
        return listed
    if token.ent_type_ in ("ORG", "LOC") or text.lower() in word_set("cues", "outlets"):
        return "body"
    if token.ent_type_ == "PER":
        return "person"
    return "body" if token.tag_ == "NNP" and text.isupper() else "other"


def source_of(verb: Token) -> tuple[int, int] | None:
    """The subject of a cue; a gerund, a coordinated or a relative verb takes that of its head."""
    for child in children(verb, "nsubj"):
        return (child.i, child.i + 1) if relative(child) else _whole_name(child)
    head = verb.head
    if head.lemma_.lower() in word_set("cues", "relaying") and case_of(verb) == "as":
        quoted = next(children(head, "obj"), None)
        if quoted is not None and not is_passive(head):
            return name_of(quoted)  # "quoted a doctor as saying …"
    if goes_on(verb):
        while head.dep_ in ("ccomp", "conj") and head.head != head:
            head = head.head
        return source_of(head) if head.pos_ in ("VERB", "AUX") and head != verb else None
    if verb.dep_ in ("conj", "xcomp", "advcl") and head.pos_ in ("VERB", "AUX"):
        return source_of(head)
    if verb.dep_ in ("conj", "xcomp", "advcl") and any(children(head, "nsubj")):
        return source_of(head)  # the head is a predicate ("was upset, saying …")
    if verb.dep_ == "conj" and head.head == head and head.tag_.startswith("NN"):
        return name_of(head)  # "Another institute, PIPS, reported": the parser lost the subject
    if verb.dep_ in ("acl", "acl:relcl") and head.tag_.startswith("NN"):
        # "ran a piece on Sunday, blaming …": the verb above has the subject.
        above = head
        while above.pos_ not in ("VERB", "AUX") and above.head != above:
            above = above.head
        return source_of(above) if above.pos_ in ("VERB", "AUX") and verb.tag_ == "VBG" else None
    return None


def goes_on(verb: Token) -> bool:
    """Say whether a verb says what the speaker says further ("…, adding that …")."""
    return verb.tag_ == "VBG" and verb.lemma_.lower() in word_set("cues", "continuing")


def teller_of(verb: Token) -> tuple[int, int] | None:
    """Who says something: the subject of a cue, or the agent of a passive one."""
    if not is_passive(verb):
        return source_of(verb)
    return next((name_of(agent) for agent in agents(verb)), None)


def unnamed(verb: Token, source: tuple[int, int] | None) -> bool:
    """Say whether nobody is named who says it ("It was announced that …", "Anyone who says …")."""
    vague = word_set("cues", "indefinite")
    if source is not None:
        meant = antecedent(verb.doc[source[0]])
        return meant is not None and verb.doc[meant[0]].lower_ in vague
    head = verb.head
    whoever = verb.dep_ == "acl:relcl" and head.lower_ in vague
    hedged = verb.lemma_.lower() in lexicon("cues")["passive"]["hedges"]
    return whoever or (is_passive(verb) and not hedged)


def _whole_name(subject: Token) -> tuple[int, int]:
    """The name of a subject, where the parse makes two of it ("Foreign Minister" and "Qureshi")."""
    start, end = name_of(subject)
    for other in children(subject.head, "nsubj"):
        first, last = name_of(other)
        if first == end and other.pos_ == "PROPN":
            end = last
    return start, end


def relative(token: Token) -> bool:
    """Say whether a word is a relative pronoun ("who", "which")."""
    return token.tag_ in ("WP", "WDT")


def antecedent(token: Token) -> tuple[int, int] | None:
    """The name that a relative pronoun stands for; none for another word."""
    verb = token.head
    if not relative(token):
        return None
    while verb.dep_ != "acl:relcl":
        if verb.head == verb:
            return None
        verb = verb.head
    return name_of(verb.head)


def named(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The tokens of a source without the title before a person's name."""
    titles = word_set("cues", "titles")
    for i in range(start, end - 1):
        if doc[i].lower_ in titles and doc[i + 1].ent_type_ == "PER" and doc[i + 1].is_title:
            start = i + 1
    return start, end


def name_of(token: Token) -> tuple[int, int]:
    """The phrase of a source, coordinated names included, without appositions and brackets."""
    start, end = phrase(token)
    end = max([end, *(phrase(other)[1] for other in token.conjuncts if other.i > token.i)])
    for child in token.subtree:
        if child.dep_ == "conj" and child.head.i >= start and child.i < end + 4:
            end = max(end, phrase(child)[1])
    for i in range(start + 1, end):
        if token.doc[i].is_punct and token.doc[i].lower_ in (",", "(", "–", "—"):
            end = i
            break
    doc = token.doc
    if start > 0 and not doc[start].is_sent_start and doc[start - 1].ent_type_ == "ORG":
        start -= 1  # "UCDP data", where the parse hangs the name elsewhere
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1  # "Save the Children"
    for i in range(start + 1, end - 1):
        if doc[i].lower_ in ("on", "in") and doc[i + 1].lower_ in circumstances():
            end = i  # "The council on Monday demanded", "the commander on Telegram"
            break
    acronym = next((c for c in children(token, "appos") if c.is_upper and len(c) > 1), None)
    generic = token.lemma_.lower() in inverted("cues", "speakers") and token.pos_ != "PROPN"
    return phrase(acronym) if acronym is not None and generic else (start, end)


@lru_cache
def circumstances() -> frozenset[str]:
    """The names of weekdays, months and media, in lower case."""
    times = lexicon("times")
    days = (word.lower() for table in ("weekdays", "months") for word in times[table])
    return word_set("cues", "media").union(days)


def noun_phrase_at(doc: Doc, first: int, limit: int) -> tuple[int, int] | None:
    """The noun phrase that begins at a token, told by tags alone, or none."""
    end = first
    while end < limit and (doc[end].pos_ in _NOMINAL or doc[end].lower_ in ("of", "’s", "'s")):
        end += 1
    nominal = any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in doc[first:end])
    return (first, end) if nominal else None


_NOMINAL = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON")
