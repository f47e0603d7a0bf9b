"""The evidence: figures that others published, each with its source, licence and vintage."""

from averment.evidence.catalogue import Dataset
from averment.evidence.opening import open_evidence
from averment.evidence.record import Evidence, FigureSet
from averment.evidence.tables import Figure, Milestone, Relation
from averment.evidence.trace import Trace

__all__ = [
    "Dataset",
    "Evidence",
    "Figure",
    "FigureSet",
    "Milestone",
    "Relation",
    "Trace",
    "open_evidence",
]
