"""Names in text: the longest, with their capitals, whatever their accents and hyphens."""

from __future__ import annotations

from typing import Any

import pytest

from averment.reference import Gazetteer

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
]


@pytest.mark.parametrize(("text", "found"), NAMES)
def test_names_are_found(text: str, found: list[tuple[str, str]]) -> None:
    hits = Gazetteer.default().find(text)
    assert [(hit.entry.id, hit.entry.sort) for hit in hits] == found


def test_places_of_names() -> None:
    text = "From N’Djamena to Côte d’Ivoire"
    hits = Gazetteer.default().find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["N’Djamena", "Côte d’Ivoire"]
