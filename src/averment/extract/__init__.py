"""The reader: a document becomes claims, by a visible tuple of passes over parsed sentences."""

from __future__ import annotations

from collections.abc import Callable

from averment.claim import Claims, Document
from averment.extract.assembly import assembly
from averment.extract.attribution import attributions
from averment.extract.entities import entities
from averment.extract.notes import Notes
from averment.extract.quantities import quantities
from averment.extract.segments import segments
from averment.extract.times import times
from averment.reference import Gazetteer

PASSES: tuple[Callable[[Notes], Notes], ...] = (
    segments,
    entities,
    times,
    quantities,
    attributions,
    assembly,
)


def read(document: Document, gazetteer: Gazetteer) -> Claims:
    """Find every claim in a document. Raises `AnalyserMissing` where the weights are missing."""
    notes = Notes(document, gazetteer)
    for one in PASSES:
        notes = one(notes)
    return Claims(document=document, claims=notes.claims)
