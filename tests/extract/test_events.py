"""Who does what to whom: the examples of the words, and what a deed is by its mood."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from averment import extract
from averment.claim import Document
from averment.extract.notes import Notes
from averment.reference import Gazetteer

FILE = Path(extract.__file__).parent / "data" / "events.toml"


def events_in(text: str) -> list[tuple[str, list[str], list[str]]]:
    notes = Notes(Document.from_text(text), Gazetteer.default())
    for one in extract.PASSES:
        notes = one(notes)
    return [
        (event.type, [one.id for one in event.source], [one.id for one in event.target])
        for event in notes.events
    ]


@pytest.mark.parametrize(
    "example", tomllib.loads(FILE.read_text("utf-8"))["example"], ids=lambda e: e["text"][:50]
)
def test_examples(example: dict[str, Any]) -> None:
    wanted = [(one["type"], one["source"], one["target"]) for one in example["events"]]
    assert events_in(example["text"]) == wanted


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Chad bombed Libya.", "ASSAULT"),
        ("Chad will not bomb Libya.", "REJECT"),
        ("Chad threatened to bomb Libya.", "THREATEN"),
        ("Chad would bomb Libya.", "THREATEN"),
        ("Chad said Libya must withdraw.", "DEMAND"),
    ],
)
def test_the_mood_decides(text: str, type_: str) -> None:
    assert [found[0] for found in events_in(text)] == [type_]


@pytest.mark.parametrize("verb", ["attacked", "praised", "expelled the envoys of", "armed"])
def test_swapped_parties_swap(verb: str) -> None:
    one, other = events_in(f"Chad {verb} Libya."), events_in(f"Libya {verb} Chad.")
    swapped = [(kind, target, source) for kind, source, target in other]
    assert one == swapped
    assert one
