"""Regions: their names in a text, and the countries that belong to them."""

from __future__ import annotations

import csv
import itertools

import pytest

from averment.reference import Gazetteer, Regions
from averment.reference.gazetteer import DATA

REGIONS = Regions.default()
MEMBERS = {
    row["name"]: set(filter(None, row["members"].split(";")))
    for row in csv.DictReader((DATA / "regions.csv").open(encoding="utf-8", newline=""))
}
PARTS = {
    "Africa": ["Northern Africa", "Sub-Saharan Africa"],
    "Sub-Saharan Africa": ["Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"],
    "Latin America and the Caribbean": ["the Caribbean", "Central America", "South America"],
    "Asia": ["Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia"],
    "Europe": ["Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"],
}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the deadliest country in the world", "the world"),
        ("refugees worldwide", "the world"),
        ("more than anywhere in Southeast Asia", "South-eastern Asia"),
        ("the highest number in sub-Saharan Africa", "Sub-Saharan Africa"),
        ("the bloodiest conflict in Latin America", "Latin America and the Caribbean"),
        ("the most refugees in the Middle East", "the Middle East"),
        ("the deadliest year since World War II", None),
        ("the most in Southern Europe", "Southern Europe"),
        ("the deadliest year in Mali", None),
    ],
)
def test_find(text: str, name: str | None) -> None:
    found = REGIONS.find(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("name", PARTS)
def test_a_region_is_the_sum_of_its_parts(name: str) -> None:
    parts = [MEMBERS[part] for part in PARTS[name]]
    assert set.union(*parts) == MEMBERS[name]
    assert all(not one & other for one, other in itertools.combinations(parts, 2))


def test_every_member_is_a_known_country_of_one_continent() -> None:
    names = Gazetteer.default()
    continents = [MEMBERS[n] for n in ("Africa", "the Americas", "Asia", "Europe", "Oceania")]
    for country in set.union(*MEMBERS.values()):
        assert names.name(country)
        assert sum(country in members for members in continents) == 1
