"""The gazetteer's files: well-formed, without a name that means two things, neutral in form."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from typing import Any

import pytest

from averment.reference import Gazetteer
from averment.reference.gazetteer import DATA
from averment.reference.words import folded

LISTS = {
    "countries": ("aliases", "adjectives", "demonyms", "former", "cities"),
    "actors": ("aliases",),
    "divisions": ("aliases",),
}
#: States no longer there, which have neither capital nor, some of them, people of their own.
FORMER = {"SUN", "YUG", "CSK", "DDR", "YMD", "SCG"}
#: Small states for whose people this file has no word.
WITHOUT_PEOPLE = {"COG", "DMA", "LIE", "KNA", "LCA", "VCT", "SMR", "STP", "VAT", "SCG"}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def items(cell: str) -> list[str]:
    return cell.split(";") if cell else []


@pytest.mark.parametrize("name", ["countries", "actors", "divisions", "nouns"])
def test_cells_are_clean(name: str) -> None:
    for row in rows(name):
        assert None not in row.values()
        for cell in row.values():
            assert cell == cell.strip()
        for column in LISTS.get(name, ()):
            assert all(item and item == item.strip() for item in items(row[column]))


def test_ids() -> None:
    countries = [row["id"] for row in rows("countries")]
    assert len(countries) == len(set(countries))
    assert all(re.fullmatch(r"[A-Z]{3}", one) for one in countries)
    for row in rows("actors"):
        organ = row["kind"] == "organ"
        assert re.fullmatch(r"[A-Z]{3}" if organ else r"[a-z0-9]+(-[a-z0-9]+)*", row["id"])
        assert row["kind"] in {"group", "alliance", "body", "organ"}
        assert not row["country"] or row["country"] in countries
    assert {row["country"] for row in rows("divisions")} <= set(countries)
    assert {row["bare"] for row in rows("divisions")} <= {"true", "false"}
    assert {row["kind"] for row in rows("nouns")} == {"organ", "person"}


def test_every_people_has_a_name() -> None:
    without = {row["id"] for row in rows("countries") if not row["demonyms"]}
    assert without == WITHOUT_PEOPLE


def test_no_name_means_two() -> None:
    meant: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows("countries"):
        columns = ("aliases", "demonyms", "former", "cities")
        names = [row["name"], row["capital"], *(n for c in columns for n in items(row[c]))]
        for one in filter(None, names):
            meant[folded(one)].add(row["id"])
    for row in rows("actors"):
        for one in (row["name"], *items(row["aliases"])):
            meant[folded(one)].add(row["id"])
    for row in rows("divisions"):
        bare = [row["name"]] if row["bare"] == "true" else []
        for one in (*bare, *items(row["aliases"])):
            meant[folded(one)].add(f"{row['country']}/{row['name']}")
    assert {" ".join(name): ids for name, ids in meant.items() if len(ids) > 1} == {}


NAMES: list[Any] = [
    ("Attacks in the US rose.", [("USA", "country")]),
    ("They told us to leave.", []),
    ("Burma and East Pakistan", [("MMR", "former"), ("BGD", "former")]),
    ("The U.S. and the UK", [("USA", "country"), ("GBR", "country")]),
    ("Pakistani Taliban and Afghan Taliban", [("ttp", "group"), ("taliban", "group")]),
    ("the Taliban in Kabul", [("taliban", "group"), ("AFG", "city")]),
    ("Syrians in Gaza", [("SYR", "demonym"), ("PSE/Gaza", "division")]),
    ("the mali and the chad", []),
    ("al-Shabaab, Al-Shabaab and AL-SHABAAB", [("al-shabaab", "group")] * 3),
    ("Sindh, Plateau State", [("PAK/Sindh", "division"), ("NGA/Plateau", "division")]),
    ("on a high plateau", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), NAMES)
def test_names_are_found(text: str, found: list[tuple[str, str]]) -> None:
    hits = Gazetteer.default().find(text)
    assert [(hit.entry.id, hit.entry.sort) for hit in hits] == found


def test_places_of_names() -> None:
    text = "From N’Djamena to Côte d’Ivoire"
    hits = Gazetteer.default().find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["N’Djamena", "Côte d’Ivoire"]
