"""Names: what a text calls places and actors, by the gazetteer and by its own explanations.

A name with several meanings has the one that the text speaks of nearest by. A text teaches more:
"the Free Aceh Movement (GAM)" makes GAM a name for the rest of it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from averment.claim import Span
from averment.extract.notes import Entity, Notes, Sentence
from averment.reference.gazetteer import PLACES, Found
from averment.reference.words import folded

if TYPE_CHECKING:
    from averment.reference.gazetteer import Entry

#: Names that are places and nothing else.
ONLY_PLACES = frozenset({"city", "division"})
#: The analyser's label of persons.
PERSON = "PER"
#: The form of a name that the text itself explains.
LEARNT = "learnt"

# What a name is never: "WHO" in a headline in capitals, "Is it", "May".
_FUNCTION = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_IN_BRACKETS = re.compile(r" ?\((?:the |or |also )?([A-Z][A-Za-z]*[A-Z][A-Za-z/&-]*)\)")
# An abbreviation in a text, alone or before a hyphen ("GAM-held").
_SHORT = re.compile(r"(?<![\w/&-])([A-Z][A-Za-z]*)(?:[/&-][A-Za-z]+)*")
# The capitalised words before a bracket; small words may stand between them.
_CAPITALS = re.compile(
    r"(?:[A-Z][\w’'-]*)(?:[ -](?:(?:of|for|the|and|de|du|des|la|al|fi|in|on|against|to)[ -])*"
    r"[A-Z][\w’'-]*)+$"
)


def names(notes: Notes) -> list[list[Entity]]:
    """Return the names of every sentence, in their order."""
    hits = [_hits(notes, sentence) for sentence in notes.sentences]
    spoken_of = _SpokenOf(hits)
    learnt: dict[str, str] = {}
    found = []
    for sentence, here in zip(notes.sentences, hits, strict=True):
        years = _years(notes, sentence)
        distance = partial(spoken_of.distance, sentence.index)
        meant = [(hit, hit.meant(distance, years)) for hit in here]
        named = [_known(sentence, hit, entry) for hit, entry in meant if entry is not None]
        _teach(notes, sentence, named, learnt)
        _use(sentence, named, learnt)
        found.append(sorted(named, key=lambda entity: entity.tokens))
    return found


def _hits(notes: Notes, sentence: Sentence) -> list[Found]:
    found = notes.gazetteer.find(sentence.text)
    return [hit for hit in found if not _is_other(sentence, hit)]


def _is_other(sentence: Sentence, hit: Found) -> bool:
    """Say whether the analyser takes one word for another: for grammar, or part of a person."""
    start, end = sentence.tokens_of(hit.start, hit.end)
    doc = sentence.parsed.doc
    if end - start > 1 or doc[start].is_upper or doc[start].ent_type_ != PERSON:
        return end - start == 1 and doc[start].pos_ in _FUNCTION
    return doc[start].ent_iob_ == "I" or (end < len(doc) and doc[end].ent_iob_ == "I")


class _SpokenOf:
    """In which sentences a text speaks of an id without doubt, or of one that belongs to it."""

    def __init__(self, hits: Sequence[Sequence[Found]]) -> None:
        self._at: dict[str, list[int]] = defaultdict(list)
        for index, here in enumerate(hits):
            sure = (hit.meanings[0] for hit in here if len(hit.meanings) == 1)
            for entry in sure:
                if not entry.local:
                    for id in (entry.id, entry.country):
                        self._at[id].append(index)

    def distance(self, index: int, id: str) -> float:
        """How many sentences lie between a sentence and the nearest that speaks of the id."""
        at = self._at.get(id, ())
        place = bisect_left(at, index)
        return min(
            (abs(near - index) for near in at[max(0, place - 1) : place + 1]), default=math.inf
        )


def _years(notes: Notes, sentence: Sentence) -> Collection[int]:
    """The years that a sentence names, or else that in which the text came out."""
    named = {int(year) for year in _YEAR.findall(sentence.text)}
    published = notes.document.published
    return named or ({published.year} if published else ())


def _known(sentence: Sentence, hit: Found, entry: Entry) -> Entity:
    sort = entry.sort
    kind = "place" if sort in ONLY_PLACES else "country" if sort in PLACES else "actor"
    return _entity(sentence, hit.start, hit.end, entry.id, kind, sort)


def _entity(sentence: Sentence, start: int, end: int, id: str, kind: str, form: str) -> Entity:
    tokens = sentence.tokens_of(start, end)
    span = sentence.place_of(*tokens)
    return Entity(sentence.index, span, tokens, id, kind, form)


# --- names that the text teaches -------------------------------------------------------------


def _teach(notes: Notes, sentence: Sentence, named: list[Entity], learnt: dict[str, str]) -> None:
    """Learn the abbreviations of a sentence; add the long names that no gazetteer knows."""
    text, base = sentence.text, _base(sentence)
    for match in _IN_BRACKETS.finditer(text):
        short, end = match[1], match.start()
        before = next((e for e in named if e.span.end == base + end), None)
        start = _long_name(short, text[:end])
        if before is not None and before.kind == "actor":
            other = notes.gazetteer.of(short)
            if start is not None or other is None:
                learnt.setdefault(short, before.id)
        elif start is not None:
            learnt.setdefault(short, "-".join(folded(short)))
            long = _entity(sentence, start, end, learnt[short], "actor", LEARNT)
            named[:] = [e for e in named if not _overlap(e.span, long.span)]
            named.append(long)


def _base(sentence: Sentence) -> int:
    return int(sentence.parsed.start_char) + sentence.offset


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _long_name(short: str, text: str) -> int | None:
    """Return where the name begins that ends a text and has an abbreviation, or none."""
    name = _CAPITALS.search(text)
    if name is None or not _abbreviates(short, name[0]):
        return None
    start = name.start()
    while True:
        next_word = text.find(" ", start) + 1
        shorter = text[next_word:]
        if not next_word or text[start].lower() == short[0].lower():
            return start
        if not (shorter[:1].isupper() and _abbreviates(short, shorter)):
            return start + 4 * text.startswith("The ", start)
        start = next_word


def _abbreviates(short: str, name: str) -> bool:
    """Say whether the letters of an abbreviation begin words of a name, most of them in order."""
    initials = [word[0].lower() for word in re.split(r"[ -]", name) if word]
    hits = at = 0
    for letter in re.sub(r"[^A-Za-z]", "", short).lower():
        if letter in initials[at:]:
            at += initials[at:].index(letter) + 1
            hits += 1
    return 2 * hits >= len(short) and hits >= 2


def _use(sentence: Sentence, named: list[Entity], learnt: Mapping[str, str]) -> None:
    """Add the learnt names; what the text itself explains is so where others know better."""
    base = _base(sentence)
    for match in _SHORT.finditer(sentence.text) if learnt else ():
        short = next((part for part in (match[0], match[1]) if part in learnt), None)
        if short is None:
            continue
        span = Span(base + match.start(), base + match.start() + len(short))
        there = [e for e in named if _overlap(e.span, span)]
        if all(e.span == span and e.id != learnt[short] for e in there):
            named[:] = [e for e in named if e not in there]
            start = match.start()
            named.append(
                _entity(sentence, start, start + len(short), learnt[short], "actor", LEARNT)
            )
