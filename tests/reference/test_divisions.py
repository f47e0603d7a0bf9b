"""Divisions as data sets spell them, and what became of them."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest

from averment.errors import ReferenceBroken
from averment.reference.divisions import Divisions, division_of
from averment.reference.gazetteer import DATA

COLUMNS = {
    "division_names": "country,name,division",
    "division_mergers": "country,division,into,day,note",
    "division_words": "word,country,example,division",
}
TODAY = dt.date(2025, 1, 1)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


DIVISIONS = {(row["country"], row["name"]) for row in rows("divisions")}


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_are_clean(name: str) -> None:
    for row in rows(name):
        assert ",".join(row) == COLUMNS[name]
        assert all(cell and cell == " ".join(cell.split()) for cell in row.values()), row
        assert (row["country"], row["division"]) in DIVISIONS, row
        assert "into" not in row or (row["country"], row["into"]) in DIVISIONS, row


def test_every_spelling_means_its_division_and_is_needed() -> None:
    words = [row["word"] for row in rows("division_words")]
    own: dict[tuple[str, str], str] = {}
    for row in rows("divisions"):
        for name in (row["name"], *row["aliases"].split(";")):
            own[row["country"], name] = row["name"]
    without = Divisions(own, (), words)
    for row in rows("division_names"):
        assert without.meanings(row["name"], row["country"]) == (), row
    for (country, name), division in own.items():
        if name:
            assert without.find(name, country, TODAY) == division, name


def test_no_spelling_means_two_divisions() -> None:
    """Without their general words too: a Northern province and a Northern state are two."""
    meant: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    words = {row["word"] for row in rows("division_words")}
    for row in (*rows("division_names"), *rows("divisions")):
        division = row.get("division", row["name"])
        for name in (row["name"], *row.get("aliases", "").split(";")):
            bare = tuple(w for w in name.casefold().split() if w not in words)
            meant[row["country"], bare].add(division)
    assert [key for key, divisions in meant.items() if len(divisions) > 1 and key[1]] == []


@pytest.mark.parametrize("row", rows("division_words"), ids=lambda row: row["word"])
def test_general_words_tell_nothing(row: dict[str, str]) -> None:
    assert row["word"] in row["example"].casefold().replace("&", "and").split()
    assert division_of(row["example"], row["country"], TODAY) == row["division"]


SPELT = [
    ("Khyber Pakhtunkwa province", "PAK", "2012-01-01", "Khyber Pakhtunkhwa"),
    ("North-West Frontier Province", "PAK", "2008-01-01", "Khyber Pakhtunkhwa"),
    ("NWFP", "PAK", "2008-01-01", "Khyber Pakhtunkhwa"),
    ("Federally Administered Tribal Areas", "PAK", "2018-05-30", "FATA"),
    ("Federally Administered Tribal Areas", "PAK", "2018-05-31", "Khyber Pakhtunkhwa"),
    ("Azad Jammu & Kashmir", "PAK", "2012-01-01", "Azad Kashmir"),
    ("Islamabad Capital territory", "PAK", "2012-01-01", "Islamabad Capital Territory"),
    ("BALOCHISTAN", "PAK", "2012-01-01", "Balochistan"),
    ("Hirat province", "AFG", "2012-01-01", "Herat"),
    ("Sari Pul", "AFG", "2012-01-01", "Sar-e Pol"),
    ("Jammu and Kashmir state", "IND", "2012-01-01", "Kashmir"),
    ("Punjab state", "IND", "2012-01-01", "Punjab"),
    ("Sindh province", "IND", "2012-01-01", None),
    ("Province", "PAK", "2012-01-01", None),
    ("", "PAK", "2012-01-01", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "country", "on", "division"), SPELT)
def test_how_divisions_are_spelt(name: str, country: str, on: str, division: str | None) -> None:
    assert division_of(name, country, dt.date.fromisoformat(on)) == division


def test_meanings_of_a_merged_division_follow_one_another() -> None:
    before, after = Divisions.default().meanings("FATA", "PAK")
    assert before.end == after.start == dt.date(2018, 5, 31)
    assert (before.division, after.division) == ("FATA", "Khyber Pakhtunkhwa")
    assert before.start is None
    assert after.end is None


def test_a_missing_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReferenceBroken, match="divisions"):
        Divisions.default(tmp_path)
