"""The evidence: figures that others published, each with its source, licence and vintage."""

from averment.evidence.catalogue import Dataset
from averment.evidence.store import Evidence, FigureSet, open_evidence
from averment.evidence.tables import Figure, Milestone, Relation

__all__ = [
    "Dataset",
    "Evidence",
    "Figure",
    "FigureSet",
    "Milestone",
    "Relation",
    "open_evidence",
]
