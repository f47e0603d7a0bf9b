"""Milestones by their aliases; data files that are missing or malformed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from averment.errors import ReferenceBroken
from averment.evidence import open_evidence
from averment.reference import Gazetteer, Measures, Milestones


@dataclass(frozen=True)
class Made:
    id: str
    name: str
    dates: tuple[dt.date, ...]
    aliases: tuple[str, ...]


def test_the_longest_alias_decides() -> None:
    early = Made("first", "First fall", (dt.date(1996, 9, 27),), ("fall of the city in 1996",))
    late = Made("second", "Second fall", (dt.date(2021, 8, 15),), ("fall of the city",))
    milestones = Milestones([late, early])
    found = milestones.find("the Fall of the City in 1996")
    assert found is not None
    assert found.id == "first"
    again = milestones.find("the fall of the city, which nobody foresaw")
    assert again is not None
    assert again.id == "second"


@pytest.mark.parametrize("words", ["", "the fall of another city", "a city"])
def test_other_words_name_no_milestone(words: str) -> None:
    made = Made("fall", "The event", (dt.date(2021, 8, 15),), ("fall of the city",))
    assert Milestones([made]).find(words) is None


@pytest.mark.parametrize(
    ("words", "milestone"),
    [
        ("the formation of the interim Afghan government", "interim-government"),
        ("the interim government in Kabul was formed", "interim-government"),
        ("the Taliban takeover of Kabul", "fall-of-kabul"),
        ("the 2020 Doha Agreement", "doha-agreement"),
        ("Soviet forces invaded Afghanistan", "soviet-invasion"),
        ("the U.S. withdrawal from Afghanistan", "us-withdrawal"),
    ],
)
def test_shipped_milestones(words: str, milestone: str) -> None:
    with open_evidence() as evidence:
        found = Milestones(evidence.milestones()).find(words)
    assert found is not None
    assert found.id == milestone


@pytest.mark.parametrize("content", [None, "rule = [", "[words]\n", "[[rule]]\nhead = ['x']\n"])
def test_broken_measures(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "measures.toml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ReferenceBroken, match=r"measures\.toml"):
        Measures.default(path)


def test_missing_gazetteer(tmp_path: Path) -> None:
    with pytest.raises(ReferenceBroken, match="cannot be used"):
        Gazetteer.default(tmp_path)
