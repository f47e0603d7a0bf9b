"""Extents: which words of a sentence are what somebody is said to hold.

Ranges are tokens `[start, end)`, as indices into the sentence's document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from averment.claim import Stance
from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import Sentence
from averment.extract.quotations import MARKS
from averment.extract.sources import goes_on, noun_phrase_at, source_of
from averment.extract.tree import case_of, children, finite, is_passive, phrase, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Parts = tuple[tuple[int, int], ...]
#: Stances of a source that says what the content says.
TOLD = (Stance.ASSERTS, Stance.ALLEGES)
#: A name before a colon or between commas is no longer than this, in words.
NAME = 6


def stance_of(token: Token) -> Stance | None:
    """Return the stance that a verb of saying gives its content, or none for another word."""
    if not token.tag_.startswith(("VB", "JJ")):
        return None
    found = inverted("cues", "verbs").get(token.lemma_.lower())
    return Stance(found) if found else None


def before_next(token: Token) -> int:
    """The end of what a verb governs, before another that is coordinated with it."""
    last = subtree(token)[1]
    for child in children(token, "conj"):
        if child.pos_ in ("VERB", "AUX") or any(children(child, "nsubj")):
            last = min(last, subtree(child)[0])
    return last


def last_of(sentence: Sentence, token: Token) -> int:
    """The end of what a cue speaks for: its sentence, up to a clause with a subject of its own."""
    last = bounds(sentence, token.i)[1]
    if token.dep_ == "acl:relcl":
        last = min(last, subtree(token)[1])
    for child in children(token, "conj", "parataxis", "advcl"):
        if child.dep_ == "advcl" and case_of(child) not in word_set("cues", "contrasting"):
            continue
        if child.i > token.i and any(children(child, "nsubj")):
            last = min(last, subtree(child)[0])
    return end_of(sentence, last)


def bounds(sentence: Sentence, place: int) -> tuple[int, int]:
    """The tokens around a place from a semicolon on, up to one with a cue of its own behind it."""
    doc = sentence.parsed.doc
    start, end = sentence.parsed.start, sentence.parsed.end
    marks = [start - 1, *(i for i in range(start, end) if doc[i].text == ";"), end]
    first = max(mark for mark in marks if mark <= place) + 1
    last = min(mark for mark in marks if mark > place)
    while last < end and not any(map(stance_of, doc[last : marks[marks.index(last) + 1]])):
        last = marks[marks.index(last) + 1]
    return first, last


def content_of(sentence: Sentence, token: Token, stance: Stance) -> Parts:
    """Find what is said: a content clause, the clause around the cue, words after "that"."""
    clauses = [c for c in children(token, "ccomp", "csubj") if c.dep_ != "csubj:pass"]
    if clauses:
        first, last = bounds(sentence, token.i)
        clause = next((c for c in clauses if c.i > token.i), clauses[0])
        if not first <= clause.i < last:
            return ()
        first, last = clause_of(sentence, clause)
        return ((first, max(last, end_of(sentence, _last_said(sentence, token, clause)))),)
    if stance is Stance.ALLEGES:
        done = next((c for c in children(token, "xcomp") if c.i > token.i), None)
        if done is not None and any(c.lower_ == "to" for c in children(done, "mark")):
            return ((subtree(done)[0], end_of(sentence, subtree(done)[1])),)
    if stance in (Stance.DENIES, Stance.URGES):
        beside = (c for c in token.children if token.doc[subtree(c)[0] - 1].text != ",")
        verbal = (c for c in beside if c.i > token.i and c.tag_ in ("VBG", "VB"))
        gerund = next((c for c in verbal if c.dep_ in ("xcomp", "advcl", "obl", "acl")), None)
        if gerund is not None:
            first = next((c.i for c in children(token, "obj")), gerund.i)
            start = phrase(token.doc[first])[0] if stance is Stance.URGES else subtree(gerund)[0]
            return ((start, end_of(sentence, subtree(gerund)[1])),)
    if stance in TOLD and inserted(token) and not any(children(token, "obj")):
        return around(sentence, token)
    colon = _after_colon(sentence, token)
    if colon:
        return colon
    found = _linear(sentence, token) or _in_quotes(sentence, token)
    return (found,) if found else ()


def _after_colon(sentence: Sentence, token: Token) -> Parts:
    """ "X confirmed the figure given by Y: 72,000 refugees live there"."""
    thing = next((c for c in children(token, "obj") if c.i > token.i), None)
    if thing is None or thing.lemma_.lower() not in word_set("cues", "pointing"):
        return ()
    for i in range(thing.i + 1, sentence.parsed.end - 1):
        if token.doc[i].text == ":":
            return ((i + 1, end_of(sentence, sentence.parsed.end)),)
    return ()


def between_commas(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """The source of ", he said," or ", prosecutors say.", by commas alone, or none."""
    doc, start = token.doc, sentence.parsed.start
    if token.i > start + 1 and doc[token.i - 1].text == "," and token.tag_ in ("VBD", "VBZ"):
        behind = noun_phrase_at(doc, token.i + 1, sentence.parsed.end)  # ", said the mayor."
        if behind is not None and doc[min(behind[1], len(doc) - 1)].is_punct:
            return behind if finite(doc[start : token.i]) else None
    after = doc[token.i + 1] if token.i + 1 < sentence.parsed.end else None
    if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or not (after is None or after.is_punct):
        return None
    first = token.i
    while first > start and token.i - first <= 2 * NAME and doc[first - 1].text != ",":
        first -= 1
        if first < token.i and doc[first].pos_ == "VERB":
            return None
    last = token.i
    while last > first and doc[last - 1].pos_ in ("AUX", "ADV"):
        last -= 1
    bracket = next((i for i in range(first, last) if doc[i].text == "("), last)
    last = min(last, bracket)
    nominal = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in doc[first:last])
    begins = first > start + 1 and doc[first - 1].text == ","
    clausal = doc[first].tag_ in ("WP", "WDT", "WRB", "IN", "CC") if first < last else True
    return (first, last) if begins and nominal and not clausal else None


def set_off(sentence: Sentence, token: Token, named: tuple[int, int]) -> Parts:
    """What stands before and after a cue between commas ("The truce, he said, will hold")."""
    first, last = bounds(sentence, token.i)
    before = (start_of(sentence, first), end_of(sentence, min(named[0], token.i) - 1))
    after = (min(token.i + 2, last), end_of(sentence, last))
    if named[0] > token.i:
        after = (last, last)  # ", said the mayor, a lawyer"
    if after[0] < last and token.doc[after[0]].tag_ == "VBG" and stance_of(token.doc[after[0]]):
        after = (last, last)  # "…, he said, adding that …"
    return tuple(part for part in (before, after) if part[1] - part[0] > 1)


def inserted(token: Token) -> bool:
    """Say whether a cue stands in or after what is said ("…, he says, …"; "as he says")."""
    if token.dep_ == "parataxis":
        return token.head.left_edge.i < token.left_edge.i
    return token.dep_ == "advcl" and any(c.lower_ == "as" for c in children(token, "mark"))


def around(sentence: Sentence, token: Token) -> Parts:
    """The clause around an inserted cue, in two parts where it goes on after the cue."""
    first, last = clause_of(sentence, token.head)
    start, end = subtree(token)
    before = (first, end_of(sentence, min(start, last)))
    after = (start_of(sentence, max(first, end)), last) if end < last else (last, last)
    return tuple(part for part in (before, after) if part[1] - part[0] > 1)


def _in_quotes(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """The quotation that follows a cue in its sentence, if it is more than a word or two."""
    marks = [t.i for t in sentence.parsed if t.lower_ in MARKS and t.i > token.i]
    if len(marks) < 2 or marks[1] - marks[0] <= LEAST_QUOTED:
        return None
    return (marks[0] + 1, end_of(sentence, marks[1]))


#: Shorter quotations are words set apart, not what somebody said.
LEAST_QUOTED = 4


def _last_said(sentence: Sentence, cue: Token, clause: Token) -> int:
    """The end of what else the cue governs after its content: more clauses, or their windows."""
    more = [
        subtree(child)[1]
        for child in cue.children
        if child.i > clause.i > cue.i
        and (child.dep_ in ("ccomp", "advcl") or (child.dep_ == "conj" and introduced(child)))
    ]
    return before_aside(sentence, clause, max(more)) if more else clause.i + 1


def _linear(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """Where the parse gives no content clause: what follows "that", or stands before the cue."""
    doc = token.doc
    near = [t for t in sentence.parsed if token.i < t.i <= token.i + 8]
    that = next((t for t in near if t.lower_ == "that" and t.tag_ in ("IN", "WDT")), None)
    if that is not None and judges(that.head):
        return None  # "repeated a claim that the ministry dismissed"
    if that is not None and that.i + 1 < sentence.parsed.end:
        return (that.i + 1, end_of(sentence, sentence.parsed.end))
    source = source_of(token)
    opening = min(token.i, source[0]) if source else token.i
    after = doc[token.i + 1] if token.i + 1 < sentence.parsed.end else None
    closed = after is None or after.is_punct or after.pos_ in ("ADP", "PROPN") or after.ent_type_
    governs = any(children(token, "obj", "xcomp")) or token.dep_.endswith("relcl")
    if after is not None and not closed and not governs and _says_more(sentence, token):
        return (token.i + 1, end_of(sentence, sentence.parsed.end))
    final = closed or sentence.parsed.end - token.i <= LAST
    first = bounds(sentence, token.i)[0]
    before = doc[first:opening]
    if final and not governs and finite(before) and before[-1].lower_ in (",", '"', "”"):
        return (start_of(sentence, first), opening - 1)
    return None


def _says_more(sentence: Sentence, cue: Token) -> bool:
    """Say whether a clause follows that the parse does not hang on the cue ("said 19 men died")."""
    words = lexicon("cues")
    lemma = cue.lemma_.lower()
    if lemma in words["clausal"]["verbs"] or lemma in words["verbs"]["urges"] or cue.tag_ == "VBG":
        return False
    return finite(t for t in sentence.parsed if t.i > cue.i)


#: A cue so near to the end of its sentence follows what it reports.
LAST = 6


def introduced(clause: Token) -> bool:
    """Say whether "that" introduces a clause."""
    return any(mark.lower_ == "that" for mark in children(clause, "mark"))


def judges(clause: Token) -> bool:
    """Say whether a clause judges the noun before it ("a claim that the ministry dismissed")."""
    judging = stance_of(clause) in (Stance.DENIES, Stance.DOUBTS)
    own = any(children(clause, "nsubj")) and not is_passive(clause)
    return judging and own and not any(children(clause, "obj", "ccomp", "xcomp"))


def clause_of(sentence: Sentence, head: Token) -> tuple[int, int]:
    """The words of a clause without what introduces and closes it."""
    first, last = subtree(head)
    last = before_aside(sentence, head, last)
    return (start_of(sentence, first), end_of(sentence, last))


def before_aside(sentence: Sentence, head: Token, last: int) -> int:
    """End what is said before a clause that the author adds (", where the mission counts …")."""
    doc: Doc = sentence.parsed.doc
    for i in range(head.i + 1, min(last, sentence.parsed.end)):
        if doc[i - 1].lower_ == "," and (_contrasts(doc[i]) or goes_on(doc[i])):
            return i - 1
        if doc[i - 1].lower_ == "," and doc[i].tag_ == "DT" and _points(doc[i : i + 3]):
            return i - 1
        aside = doc[i].lower_ in word_set("contents", "asides") and doc[i - 1].lower_ == ","
        if aside and doc[i].tag_ in ("WDT", "WP", "WRB", "WP$"):
            return i - 1
    return last


def _contrasts(token: Token) -> bool:
    """Say whether a word begins what somebody else says (", while the rebels spoke of 40")."""
    words = lexicon("cues")
    if token.lower_ not in words["contrasting"]["words"] or token.dep_ != "mark":
        return False
    verb = token.head
    return bool(stance_of(verb)) or verb.lemma_.lower() in words["counting"]["prepositions"]


def _points(words: Span) -> bool:
    """Say whether an apposition takes up what was said (", an allegation that …")."""
    pointing = word_set("cues", "pointing")
    return any(t.tag_.startswith("NN") and t.lemma_.lower() in pointing for t in words)


def start_of(sentence: Sentence, first: int) -> int:
    """The start of words without what introduces them."""
    doc: Doc = sentence.parsed.doc
    while first < sentence.parsed.end - 1 and (
        doc[first].is_punct or doc[first].lower_ in ("that", "whether", "but", "and")
    ):
        first += 1
    return first


def end_of(sentence: Sentence, last: int) -> int:
    """The end of words without the punctuation and blanks that close them."""
    doc: Doc = sentence.parsed.doc
    while last > sentence.parsed.start + 1 and (doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    return last
