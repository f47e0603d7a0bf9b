"""What names mean: places, actors, milestones and measures, as data files with examples."""

from averment.reference.gazetteer import Found, Gazetteer
from averment.reference.measures import Measures, NounUse
from averment.reference.milestones import Anchor, Milestones
from averment.reference.regions import Region, Regions

__all__ = ["Anchor", "Found", "Gazetteer", "Measures", "Milestones", "NounUse", "Region", "Regions"]
