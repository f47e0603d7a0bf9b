"""Regions of the world, and the countries that belong to them.

The regions are those of the United Nations Statistics Division (Standard Country or Area Codes for
Statistical Use, M49), with the former states where they lay; the Middle East, which M49 does not
have, is that of the Uppsala Conflict Data Program, with the Palestinian territories.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from averment.errors import ReferenceBroken
from averment.reference.gazetteer import DATA
from averment.reference.words import folded, within


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its name, and the ISO alpha-3 codes of its countries; none for the whole world."""

    name: str
    members: frozenset[str]


class Regions:
    """Regions by their names."""

    def __init__(self, regions: Iterable[tuple[Region, Iterable[str]]]) -> None:
        named = [(folded(name), region) for region, names in regions for name in names]
        self._named = sorted(named, key=lambda one: -len(one[0]))

    @classmethod
    @lru_cache(maxsize=2)
    def default(cls, path: Path = DATA / "regions.csv") -> Regions:
        """Read the shipped table. Raises `ReferenceBroken` where it is missing or malformed."""
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                return cls(
                    (
                        Region(row["name"], frozenset(filter(None, row["members"].split(";")))),
                        [row["name"], *filter(None, row["aliases"].split(";"))],
                    )
                    for row in csv.DictReader(handle)
                )
        except (OSError, KeyError, AttributeError, csv.Error) as problem:
            raise ReferenceBroken(
                f"The regions in {path.name} cannot be used: {problem}.",
                hint="Restore the file or reinstall Averment.",
            ) from problem

    def find(self, text: str) -> Region | None:
        """Return the region that a text names, by its longest name, or none."""
        said = folded(text)
        return next((region for name, region in self._named if within(name, said)), None)
