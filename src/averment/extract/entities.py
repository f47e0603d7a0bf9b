"""Entities: the places and actors that a text names, by their names and by roles."""

from __future__ import annotations

from averment.extract.names import names
from averment.extract.notes import Entity, Notes
from averment.extract.roles import Roles


def entities(notes: Notes) -> Notes:
    """Find every name, with its place in the sentence, and the roles that stand for one."""
    roles = Roles(notes)
    found: list[Entity] = []
    for sentence, named in zip(notes.sentences, names(notes), strict=True):
        found += sorted([*named, *roles.read(sentence, named)], key=lambda entity: entity.tokens)
    return notes.having(entities=tuple(found))
