"""The reader: a document becomes claims, by a visible tuple of passes over parsed sentences."""

from __future__ import annotations

from collections.abc import Callable

from averment.claim import Claims, Document
from averment.extract.analyser import Name
from averment.extract.assembly import assembly
from averment.extract.attribution import attributions
from averment.extract.entities import entities
from averment.extract.events import events
from averment.extract.explain import explain
from averment.extract.mentions import mentions
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
    events,
    assembly,
)


def read(
    document: Document,
    gazetteer: Gazetteer,
    *,
    with_mentions: bool = False,
    with_reasons: bool = False,
    analyser: Name = "encoder",
) -> Claims:
    """Find every claim in a document; where asked for, what else the passes found, and why.

    The analyser `fast` needs less time and reads less well.

    The document comes back with the day and the agency that its dateline names, where it did not
    have them. Raises `AnalyserMissing` where the weights are missing.
    """
    notes = Notes(document, gazetteer, analyser)
    for one in PASSES:
        notes = one(notes)
    return Claims(
        document=notes.document,
        claims=notes.claims,
        mentions=mentions(notes) if with_mentions else None,
        reasons=explain(notes) if with_reasons else None,
    )
