"""Entities: the places and actors that the gazetteer knows, where the text names them."""

from __future__ import annotations

from collections.abc import Iterable

from averment.extract.notes import Entity, Notes, Sentence
from averment.reference.gazetteer import PLACES

#: Names that are places and nothing else.
ONLY_PLACES = frozenset({"city", "division"})


def entities(notes: Notes) -> Notes:
    """Find every known name, with its place in the sentence."""
    found = tuple(
        entity for sentence in notes.sentences for entity in _in_sentence(notes, sentence)
    )
    return notes.having(entities=found)


def _in_sentence(notes: Notes, sentence: Sentence) -> Iterable[Entity]:
    for name in notes.gazetteer.find(sentence.text):
        tokens = sentence.tokens_of(name.start, name.end)
        sort = name.entry.sort
        kind = "place" if sort in ONLY_PLACES else "country" if sort in PLACES else "actor"
        yield Entity(
            sentence=sentence.index,
            span=sentence.place_of(*tokens),
            tokens=tokens,
            id=name.entry.id,
            kind=kind,
            form=sort,
        )
