"""Claims without a figure: which clauses may make one, and what each makes.

Each test of `KINDS_OF` looks at one clause; the first that finds its kind decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from averment.claim import Claim, Span, Stance, WhyNot
from averment.extract.clause import Clause
from averment.extract.contents import tokens_at
from averment.extract.happenings import events, orders
from averment.extract.lexicon import word_set
from averment.extract.notes import Notes, Sentence
from averment.extract.opinions import judges, why_not
from averment.extract.quotes import quoted
from averment.extract.ranks import ranks
from averment.extract.standings import trends
from averment.extract.ties import relations
from averment.extract.tree import children, finite, hedged, predicates

if TYPE_CHECKING:
    from spacy.tokens import Token


#: A clause of fewer tokens says nothing by itself.
LEAST = 3


def heads(notes: Notes, sentence: Sentence) -> Iterator[Token]:
    """The heads of main, coordinated and reported clauses; those that report are left out."""
    here, times = notes.attributions_in(sentence), notes.times_in(sentence)
    cues = [note.cue for note in here]
    contents = [note.content for note in here if not note.bare and note.stance is not Stance.URGES]
    called_for = [p for note in here if note.stance is Stance.URGES for p in note.content]
    found: list[Span] = []
    known: set[int] = set()
    for token in sentence.parsed:
        root = token.head == token
        if token.dep_ in _HELPING or not (root or predicates(token)):
            continue
        place = sentence.place_of(token.i, token.i + 1)
        if any(part.covers(place) for part in (*cues, *called_for)) or hedged(token) != token:
            continue
        if not root and any(t.anchor and t.tokens[0] <= token.i < t.tokens[1] for t in times):
            continue  # it only hangs a window
        own = any(children(token, "nsubj", "csubj"))
        main = token.dep_ in ("conj", "parataxis") and (own or token.head.i in known)
        beside = token.dep_ == "advcl" and own and _contrasts(token)
        reported = (
            token.dep_ != "acl:relcl"
            and any(part.covers(place) for parts in contents for part in parts)
            and _top_of_content(token, contents, cues, sentence)
        )
        told = token.dep_ == "xcomp" and hedged(token.head) == token
        if (root and (own or predicates(token))) or main or reported or beside or told:
            found.append(place)
            known.add(token.i)
            yield token
    figures = [q.span for q in notes.quantities_in(sentence) if q.counts]
    bare = [parts for parts in contents if not any(p.covers(f) for p in parts for f in figures)]
    yield from _unheard(sentence, bare, found)
    if not found and not contents:
        yield from _no_clause(sentence)


def _contrasts(token: Token) -> bool:
    return any(c.lower_ in word_set("contents", "contrasting") for c in children(token, "mark"))


def _no_clause(sentence: Sentence) -> Iterator[Token]:
    """The head of a sentence that the parse makes no clause of, so that it is not dropped."""
    root = sentence.parsed.root
    behind = [c for c in children(root, "acl") if any(children(c, "obj", "obl"))]
    if finite(sentence.parsed):
        yield root
    elif behind:
        yield behind[0]  # "aircraft bombed the town", read as if it were "bombed aircraft"


def _unheard(
    sentence: Sentence, contents: list[tuple[Span, ...]], found: list[Span]
) -> Iterator[Token]:
    """The first verb of what somebody says, where the parse makes no clause of it."""
    for part in (part for parts in contents for part in parts):
        if not any(part.covers(place) for place in found):
            inside = (t for t in sentence.parsed if t.pos_ == "VERB")
            verbs = (t for t in inside if part.covers(sentence.place_of(t.i, t.i + 1)))
            yield from list(verbs)[:1]


_HELPING = frozenset(
    {
        "aux",
        "aux:pass",
        "cop",
        "compound",
        "amod",
        "flat",
        "punct",
        "nummod",
        "det",
        "case",
        "fixed",
    }
)


def _top_of_content(
    token: Token, contents: list[tuple[Span, ...]], cues: list[Span], sentence: Sentence
) -> bool:
    """Say whether a verb is the uppermost one inside the content of an attribution."""
    place = sentence.place_of(token.i, token.i + 1)
    above = sentence.place_of(token.head.i, token.head.i + 1)
    innermost = min(
        (parts for parts in contents if any(part.covers(place) for part in parts)),
        key=lambda parts: sum(part.end - part.start for part in parts),
    )
    inside = any(part.covers(above) for part in innermost)
    if not inside or any(cue.covers(above) for cue in cues):
        return True
    for over in token.ancestors:
        place = sentence.place_of(over.i, over.i + 1)
        if not any(part.covers(place) for part in innermost):
            break
        if over.pos_ in ("VERB", "AUX"):
            return False
    return token.tag_ == "VBG" or token.dep_ not in ("acl", "advcl", "xcomp", "conj")


def claims_of(clause: Clause) -> list[Claim]:
    """Return what a clause claims: what the first kind that knows it makes of it, or nothing."""
    first, last = clause.content.tokens
    if last - first < LEAST:
        return []
    if not _says(clause):
        return ranks(clause)
    mood = why_not(clause.sentence, clause.head, clause.content, figure=True)
    if mood is WhyNot.QUESTION and not _yes_or_no(clause):
        return []
    if mood is not None:
        return quoted(clause) or [clause.opinion(mood)]
    if _only_reports(clause):
        return []
    for find in KINDS_OF:
        if found := find(clause):
            return found
    why = why_not(clause.sentence, clause.head, clause.content)
    if why is None and judges(clause.head):
        why = WhyNot.OPINION
    return [clause.opinion(why)] if why is not None else []


def _says(clause: Clause) -> bool:
    words = clause.head.doc[slice(*clause.content.tokens)]
    return any(token.pos_ in ("VERB", "AUX") for token in words)


def _only_reports(clause: Clause) -> bool:
    """Say whether a clause only introduces what somebody says ("ran a piece, blaming")."""
    if clause.told:
        return False
    notes = clause.notes.attributions_in(clause.sentence)
    return (clause.head.lemma_.lower() in word_set("kinds", "publishing") and bool(notes)) or any(
        clause.content.span.covers(note.cue)
        and clause.head.doc[tokens_at(clause.sentence, note.cue)[0]].tag_ == "VBG"
        and not any(part.covers(clause.content.span) for part in note.content)
        for note in notes
    )


def _yes_or_no(clause: Clause) -> bool:
    first = clause.sentence.parsed[0].tag_
    return not first.startswith("W") and not any(
        word.tag_.startswith("W") for word in clause.head.children
    )


KINDS_OF: tuple[Callable[[Clause], list[Claim]], ...] = (
    quoted,
    ranks,
    trends,
    relations,
    orders,
    events,
)
