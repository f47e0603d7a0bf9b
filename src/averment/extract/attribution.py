"""Attribution: who is said to hold what, by which cue and with which stance.

Each frame is a function from a sentence to the attributions it finds; `FRAMES` is the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from averment.claim import Span, Stance
from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import AttributionNote, Notes, Sentence
from averment.extract.quotations import Quotation, open_at, quotations
from averment.extract.sources import Speakers
from averment.extract.tree import (
    agents,
    case_of,
    children,
    clause_head,
    finite,
    is_passive,
    negated,
    phrase,
    subtree,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Heard:
    """An attribution in tokens: cue, source and content, before pronouns are resolved.

    `bare` says that the content is only pointed at ("denied the charge"), `figure` that it is a
    figure without a clause ("recorded 645 attacks").
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    stance: Stance
    author: bool = False
    bare: bool = False
    figure: bool = False


def attributions(notes: Notes) -> Notes:
    """Find every attribution, in text order, nested ones after those around them."""
    quoted = quotations(notes.document.text)
    found: list[AttributionNote] = []
    for sentence in notes.sentences:
        if sentence.section == "body":
            heard = [one for one in _heard(sentence) if not _of_state(notes, sentence, one)]
            found += [_note(notes, sentence, one) for one in heard]
            found += _unclaimed_quotes(notes, sentence, quoted, found)
    resolved = _resolved(notes, found)
    return notes.having(attributions=tuple(_nested(resolved)), quotations=tuple(quoted))


def _of_state(notes: Notes, sentence: Sentence, heard: Heard) -> bool:
    """Say whether a state is the subject: it records refugees as theirs, not as somebody's word."""
    if not heard.figure or heard.source is None:
        return False
    last = heard.source[1] - 1
    return any(
        entity.kind in ("country", "place") and entity.tokens[0] <= last < entity.tokens[1]
        for entity in notes.entities_in(sentence)
    )


def _heard(sentence: Sentence) -> list[Heard]:
    found: dict[tuple[int, int], Heard] = {}
    for token in sentence.parsed:
        for frame in FRAMES:
            one = frame(sentence, token)
            if one is not None:
                found.setdefault(one.cue, one)
                break
    return sorted(found.values(), key=lambda one: one.cue)


def _stance(token: Token) -> Stance | None:
    if token.pos_ not in ("VERB", "AUX", "ADJ") and not token.tag_.startswith("VB"):
        return None
    found = inverted("cues", "verbs").get(token.lemma_.lower())
    return Stance(found) if found else None


def accusing(sentence: Sentence, token: Token) -> Heard | None:
    """ "It accuses P of doing", "P is accused of doing"."""
    words = lexicon("cues")["accusing"]
    if token.lemma_.lower() not in words["verbs"] or not token.tag_.startswith("VB"):
        return None
    last = subtree(token)[1]
    link = next(
        (t for t in sentence.parsed if token.i < t.i < last and t.lower_ in words["links"]), None
    )
    if link is None:
        return None
    if is_passive(token):
        subject = next(children(token, "nsubj"), None)
        first = phrase(subject)[0] if subject is not None else link.i
        agent = next(iter(agents(token)), None)
        source = phrase(agent) if agent is not None else None
        return Heard(
            (token.i, token.i + 1), source, ((first, _end(sentence, last)),), Stance.ALLEGES
        )
    accused = next(children(token, "obj"), None)
    first = phrase(accused)[0] if accused is not None and accused.i < link.i else token.i + 1
    return Heard(
        (token.i, token.i + 1), _source(token), ((first, _end(sentence, last)),), Stance.ALLEGES
    )


def passive(sentence: Sentence, token: Token) -> Heard | None:
    """ "Plans are alleged to have been thwarted", "It is alleged that …": nobody is named."""
    if token.tag_ != "VBN" or not is_passive(token):
        return None
    agent = next(iter(agents(token)), None)
    if agent is None and token.lemma_.lower() in lexicon("cues")["passive"]["alleges"]:
        content = next(children(token, "xcomp", "ccomp", "advcl", "csubj"), None)
        if content is None or content.i < token.i:
            return None
        if any(c.lower_ == "that" for c in children(content, "mark")):
            return Heard(
                (token.i, token.i + 1), None, (_clause(sentence, content),), Stance.ALLEGES
            )
        subject = next(children(token, "nsubj"), None)
        first = subtree(subject)[0] if subject is not None else token.i
        end = _end(sentence, subtree(token)[1])
        return Heard((token.i, token.i + 1), None, ((first, end),), Stance.ALLEGES)
    stance = _stance(token)
    if stance in (Stance.DENIES, Stance.DOUBTS) and agent is not None:
        subject = next(children(token, "nsubj"), None)
        if subject is None:
            return None
        author = agent.lemma_.lower() in word_set("cues", "impersonal")
        source = None if author else phrase(agent)
        return Heard(
            (token.i, token.i + 1), source, (subtree(subject),), stance, author=author, bare=True
        )
    return None


def saying(sentence: Sentence, token: Token) -> Heard | None:
    """ "X said that …", "…, X told reporters", "X denied doing …"."""
    stance = _stance(token)
    if stance is None or token.dep_ in ("amod", "aux", "aux:pass", "case", "compound"):
        return None
    if token.tag_ == "VBN" and token.dep_ in ("acl", "amod"):
        return _lost_subject(sentence, token, stance)
    if any(mark.lower_ == "to" for mark in children(token, "mark")):
        return None  # "asks us to believe that …" is nobody's word
    source, content = _source(token), _content(sentence, token, stance)
    if source is None:
        return None
    figure = None if content else _counted(sentence, token, source)
    content = content or figure
    if content is not None:
        if negated(token) and stance in (Stance.ASSERTS, Stance.ALLEGES):
            stance = Stance.DOUBTS  # "does not say that …"
        cue = (token.i, token.i + 1)
        return Heard(cue, source, (content,), stance, figure=figure is not None)
    return _bare(token, stance, source)


def _lost_subject(sentence: Sentence, token: Token, stance: Stance) -> Heard | None:
    """ "The institute documented four attacks", read as if the institute were documented."""
    head = token.head
    if head.head != head or not head.tag_.startswith("NN"):
        return None
    source = _name(head)
    content = _counted(sentence, token, source)
    return (
        Heard((token.i, token.i + 1), source, (content,), stance, figure=True) if content else None
    )


def _counted(
    sentence: Sentence, token: Token, source: tuple[int, int] | None
) -> tuple[int, int] | None:
    """ "The institute reported 262 attacks": a figure that somebody reports is theirs."""
    thing = next(children(token, "obj"), None)
    if source is None or thing is None or token.lemma_ not in lexicon("cues")["counting"]["verbs"]:
        return None
    inside = (t for t in thing.subtree if t.i < thing.i)
    if not any(t.like_num for t in inside):
        return None
    return (subtree(thing)[0], _end(sentence, sentence.parsed.end))


def _bare(token: Token, stance: Stance, source: tuple[int, int]) -> Heard | None:
    """ "X denied the charge": the content is only pointed at."""
    thing = next(children(token, "obj"), None)
    if thing is None or stance not in (Stance.DENIES, Stance.DOUBTS):
        return None
    pointing = thing.lemma_.lower() in word_set("cues", "pointing")
    return Heard((token.i, token.i + 1), source, (subtree(thing),), stance, bare=pointing)


def _content(sentence: Sentence, token: Token, stance: Stance) -> tuple[int, int] | None:
    """Find what is said: a content clause, the clause around the cue, words after "that"."""
    clause = next((c for c in children(token, "ccomp", "csubj") if c.dep_ != "csubj:pass"), None)
    if clause is not None:
        first, last = _clause(sentence, clause)
        return (first, max(last, _end(sentence, _last_said(sentence, token, clause))))
    if stance in (Stance.DENIES, Stance.URGES):
        verbal = (c for c in token.children if c.i > token.i and c.tag_ in ("VBG", "VB"))
        gerund = next((c for c in verbal if c.dep_ in ("xcomp", "advcl", "obl", "acl")), None)
        if gerund is not None:
            first = next((c.i for c in children(token, "obj")), gerund.i)
            start = phrase(token.doc[first])[0] if stance is Stance.URGES else subtree(gerund)[0]
            return (start, _end(sentence, subtree(gerund)[1]))
    if token.dep_ == "parataxis" and token.head.i < token.i:
        return _clause(sentence, token.head, without=token)
    return _linear(sentence, token) or _in_quotes(sentence, token)


def _in_quotes(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """The quotation that follows a cue in its sentence, if it is more than a word or two."""
    marks = [t.i for t in sentence.parsed if t.lower_ in _QUOTES and t.i > token.i]
    if len(marks) < 2 or marks[1] - marks[0] <= LEAST_QUOTED:
        return None
    return (marks[0] + 1, _end(sentence, marks[1]))


_QUOTES = ("“", "”", '"', "``", "''")
#: Shorter quotations are words set apart, not what somebody said.
LEAST_QUOTED = 4


def _last_said(sentence: Sentence, cue: Token, clause: Token) -> int:
    """The end of what else the cue governs after its content: more clauses, or their windows."""
    more = [
        subtree(child)[1]
        for child in cue.children
        if child.i > clause.i > cue.i
        and (child.dep_ in ("ccomp", "advcl") or (child.dep_ == "conj" and _introduced(child)))
    ]
    return _before_aside(sentence, clause, max(more)) if more else clause.i + 1


def _linear(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """Where the parse gives no content clause: what follows "that", or stands before the cue."""
    doc = token.doc
    near = [t for t in sentence.parsed if token.i < t.i <= token.i + 8]
    that = next((t for t in near if t.lower_ == "that" and t.tag_ in ("IN", "WDT")), None)
    if that is not None and that.i + 1 < sentence.parsed.end:
        return (that.i + 1, _end(sentence, sentence.parsed.end))
    source = _source(token)
    opening = min(token.i, source[0]) if source else token.i
    after = doc[token.i + 1] if token.i + 1 < sentence.parsed.end else None
    closed = after is None or after.is_punct or after.pos_ in ("ADP", "PROPN") or after.ent_type_
    if after is not None and not closed and _says_more(sentence, token):
        return (token.i + 1, _end(sentence, sentence.parsed.end))
    final = closed or sentence.parsed.end - token.i <= LAST
    if final and opening > sentence.parsed.start and doc[opening - 1].lower_ in (",", '"', "”"):
        return (_start(sentence, sentence.parsed.start), opening - 1)
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


def according(sentence: Sentence, token: Token) -> Heard | None:
    """ "According to X, …"."""
    cues = inverted("cues", "according")
    case = case_of(token)
    stance = cues.get(case)
    if stance is None:
        return None
    start, end = _name(token)
    whole = subtree(token)[1]
    cue = next(children(token, "case", "mark")).i
    behind = max(end, _before_comma(sentence, token, whole))
    first, last = _reported(sentence, token, cue, behind)
    content = tuple(part for part in ((first, cue), (behind, last)) if part[1] - part[0] > 1)
    return Heard((cue, start), (start, end), content, Stance(stance)) if content else None


def _before_comma(sentence: Sentence, token: Token, whole: int) -> int:
    """The end of all that describes a source ("a report released by the institute")."""
    doc: Doc = sentence.parsed.doc
    return next((i for i in range(token.i + 1, whole) if doc[i].lower_ == ","), whole)


def _reported(sentence: Sentence, token: Token, cue: int, end: int) -> tuple[int, int]:
    """What a phrase at the edge of a sentence speaks for is all of it; inside, its clause."""
    first, last = sentence.parsed.start, _end(sentence, sentence.parsed.end)
    if cue > first + 1 and end < last:
        start, stop = subtree(clause_head(token.head))
        first, last = start, _end(sentence, stop)
    return _start(sentence, first), max(last, end)


def noun(sentence: Sentence, token: Token) -> Heard | None:
    """ "Allegations by X that …"."""
    lemma = token.lemma_.lower()
    lacking = lemma in word_set("cues", "lacking")
    stance = "doubts" if lacking else inverted("cues", "nouns").get(lemma)
    if stance is None or token.pos_ != "NOUN":
        return None
    clause = next((c for c in children(token, "acl", "ccomp") if _introduced(c)), None)
    if lacking:
        return _no_evidence(sentence, token, clause)
    if clause is None:
        return None
    owner = next(
        (c for c in children(token, "nmod") if case_of(c) in ("by", "of", "from", "")), None
    )
    if owner is None:
        owner = next((c for c in children(token, "compound") if c.pos_ == "PROPN"), None)
    if owner is None and stance == Stance.ASSERTS:
        return None  # an estimate that is nobody's
    source = phrase(owner) if owner is not None else None
    return Heard((token.i, token.i + 1), source, (_clause(sentence, clause),), Stance(stance))


def _no_evidence(sentence: Sentence, token: Token, clause: Token | None) -> Heard | None:
    """ "There is no evidence that …" is the speaker's doubt, no negation."""
    if not any(c.lower_ in word_set("contents", "negations") for c in children(token, "det")):
        return None
    after = token.doc[token.i + 1] if token.i + 1 < sentence.parsed.end else token
    if clause is not None:
        content = _clause(sentence, clause)
    elif after.lower_ == "that":
        content = (after.i + 1, _end(sentence, sentence.parsed.end))
    else:
        return None
    return Heard((token.i, token.i + 1), None, (content,), Stance.DOUBTS, author=True)


def _introduced(clause: Token) -> bool:
    return any(mark.lower_ == "that" for mark in children(clause, "mark"))


Frame = Callable[[Sentence, "Token"], Heard | None]
FRAMES: tuple[Frame, ...] = (accusing, passive, saying, according, noun)


def _source(verb: Token) -> tuple[int, int] | None:
    """The subject of a cue; a gerund, a coordinated or a relative verb takes that of its head."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubj:pass"):
            if child.tag_ in ("WP", "WDT") and verb.dep_ == "acl:relcl":
                return _name(verb.head)
            return _name(child)
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        return _source(verb.head)
    if verb.dep_ == "conj" and verb.head.head == verb.head and verb.head.tag_.startswith("NN"):
        return _name(verb.head)  # "Another institute, PIPS, reported": the parser lost the subject
    if verb.dep_ in ("acl", "acl:relcl") and verb.head.tag_.startswith("NN"):
        # "ran a piece on Sunday, blaming …": the verb above has the subject.
        above = verb.head
        while above.pos_ not in ("VERB", "AUX") and above.head != above:
            above = above.head
        return _source(above) if above.pos_ in ("VERB", "AUX") and verb.tag_ == "VBG" else None
    return None


def _name(token: Token) -> tuple[int, int]:
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
    if start > token.sent.start and token.doc[start - 1].ent_type_ == "ORG":
        start -= 1  # "UCDP data", where the parse hangs the name elsewhere
    acronym = next((c for c in children(token, "appos") if c.is_upper and len(c) > 1), None)
    generic = token.lemma_.lower() in inverted("cues", "speakers")
    return phrase(acronym) if acronym is not None and generic else (start, end)


def _clause(sentence: Sentence, head: Token, *, without: Token | None = None) -> tuple[int, int]:
    first, last = subtree(head)
    if without is not None:
        start, end = subtree(without)
        first, last = (first, min(last, start)) if start > head.i else (max(first, end), last)
    last = _before_aside(sentence, head, last)
    return (_start(sentence, first), _end(sentence, last))


def _before_aside(sentence: Sentence, head: Token, last: int) -> int:
    """End what is said before a clause that the author adds (", where the mission counts …")."""
    doc: Doc = sentence.parsed.doc
    for i in range(head.i + 1, min(last, sentence.parsed.end)):
        aside = doc[i].lower_ in word_set("contents", "asides") and doc[i - 1].lower_ == ","
        if aside and doc[i].tag_ in ("WDT", "WP", "WRB", "WP$"):
            return i - 1
    return last


def _start(sentence: Sentence, first: int) -> int:
    doc: Doc = sentence.parsed.doc
    while first < sentence.parsed.end - 1 and (
        doc[first].is_punct or doc[first].lower_ in ("that", "whether", "but", "and")
    ):
        first += 1
    return first


def _end(sentence: Sentence, last: int) -> int:
    doc: Doc = sentence.parsed.doc
    while last > sentence.parsed.start + 1 and (doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    return last


def _note(notes: Notes, sentence: Sentence, heard: Heard) -> AttributionNote:
    source = sentence.place_of(*heard.source) if heard.source else None
    text = source.of(notes.document.text) if source else ""
    return AttributionNote(
        sentence=sentence.index,
        source=source,
        source_text=text,
        name="author" if heard.author else text,
        cue=sentence.place_of(*heard.cue),
        content=tuple(sentence.place_of(*part) for part in heard.content),
        stance=heard.stance,
        bare=heard.bare,
    )


def _unclaimed_quotes(
    notes: Notes,
    sentence: Sentence,
    quoted: list[Quotation],
    found: list[AttributionNote],
) -> Iterator[AttributionNote]:
    """Give a sentence inside a quotation that began before it to the same speaker."""
    quotation = open_at(quoted, sentence.span.start)
    if quotation is None:
        return
    for note in reversed(found[-RECENT:]):
        spoken = any(
            part.start < quotation.span.end and quotation.span.start < part.end
            for part in note.content
        )
        if spoken and note.source is not None and note.sentence < sentence.index:
            end = min(sentence.span.end, quotation.span.end)
            content = (Span(sentence.span.start, end),)
            yield replace(note, sentence=sentence.index, content=content)
            return


#: The speaker of a quotation is looked for among so many attributions before.
RECENT = 20


def _resolved(notes: Notes, found: list[AttributionNote]) -> list[AttributionNote]:
    speakers = Speakers(notes)
    return [speakers.resolve(note) for note in sorted(found, key=lambda n: (n.sentence, n.cue))]


def _nested(found: list[AttributionNote]) -> Iterator[AttributionNote]:
    """Say of each attribution in which other one it is nested: the nearest around its cue."""
    first = 0
    for at, note in enumerate(found):
        while found[first].sentence < note.sentence:
            first += 1
        last = next(
            (i for i in range(at, len(found)) if found[i].sentence > note.sentence), len(found)
        )
        around = [
            (sum(part.end - part.start for part in other.content), index)
            for index, other in enumerate(found[first:last], start=first)
            if other is not note
            and not other.bare
            and any(part.covers(note.cue) for part in other.content)
        ]
        yield replace(note, outer=min(around)[1] if around else None)
