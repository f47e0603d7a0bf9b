"""Understanding a file of evidence, whatever it is called, and loading its rows."""

from averment.evidence.intake.drafting import draft
from averment.evidence.intake.loading import DATA, REJECTS, Loaded, load
from averment.evidence.intake.understanding import Understood, understand

__all__ = ["DATA", "REJECTS", "Loaded", "Understood", "draft", "load", "understand"]
