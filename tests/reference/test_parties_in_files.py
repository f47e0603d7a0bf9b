"""Every party to a conflict in UCDP's own files, where they are here, is known."""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from averment.reference import Gazetteer
from averment.reference.codes import Codes

ROOT = Path(__file__).resolve().parents[2]

#: Columns that name the sides, and where the conflict was.
FILES = {
    "ucdp-prio-conflict-24.1-resaved.csv": ("location", "side_a", "side_a_2nd", "side_b"),
    "ucdp-conflict-termination-dyad-3-2021.csv": ("location", "side_a", "side_b", "side_b_2nd"),
    "ucdp-peace-agreements-221.csv": ("conflict_name", "actor_name"),
    "ucdp-ged-22.1-pakistan-hdx.csv": ("country", "side_a", "side_b"),
}
#: What acts in the files and is no party: those killed, and peoples as a whole.
NO_PARTIES = {"Civilians", "Mohajir", "Pashtun", "Sindhi"}


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a publisher's file, or skip where it is not here."""
    named = os.environ.get("AVERMENT_EVIDENCE_SOURCES")
    path = (Path(named) if named else ROOT.parent / "shared" / "evidence") / name
    if not path.is_file():
        pytest.skip("the publishers' files are not here; AVERMENT_EVIDENCE_SOURCES can name them")
    with path.open(encoding="utf-8", errors="replace", newline="") as handle:
        yield from csv.DictReader(handle)


@pytest.mark.parametrize("name", FILES)
def test_every_side_is_known(name: str) -> None:
    gazetteer, codes = Gazetteer.default(), Codes.default()
    where, *sides = FILES[name]
    places: dict[str, set[str]] = defaultdict(set)
    for row in rows(name):
        for side in (part.strip() for column in sides for part in row[column].split(", ")):
            if side and not side.startswith("#"):
                places[side].update(row[where].partition(":")[0].split(", "))
    unknown = set()
    for side, countries in places.items():
        state = re.match("Government of (.*)", side)
        found = [codes.find(country, "name") for country in countries]
        near = {one.country for one in found if one and one.country}
        known = codes.find(state[1], "name") if state else gazetteer.of(side, near)
        if known is None:
            unknown.add(side)
    assert len(places) > 20
    assert unknown <= NO_PARTIES
