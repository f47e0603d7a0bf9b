"""Every entry of the reader's data files is exercised by its own examples."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from averment import extract
from averment.claim import Document
from averment.extract.notes import Notes
from averment.reference import Gazetteer, measures

PUBLISHED = dt.date(2024, 3, 25)


def notes_of(text: str) -> Notes:
    notes = Notes(Document.from_text(text, published=PUBLISHED), Gazetteer.default())
    for one in extract.PASSES[: extract.PASSES.index(extract.attributions)]:
        notes = one(notes)
    return notes


def examples(name: str) -> list[Any]:
    path = Path(extract.__file__).parent / "data" / f"{name}.toml"
    found = tomllib.loads(path.read_text("utf-8"))["example"]
    return [pytest.param(entry, id=entry["text"][:60]) for entry in found]


def said(found: object, wanted: dict[str, Any]) -> dict[str, Any]:
    names = {"from": "from_"}
    return {key: getattr(found, names.get(key, key)) for key in wanted}


@pytest.mark.parametrize("example", examples("numbers"))
def test_figures(example: dict[str, Any]) -> None:
    notes = notes_of(example["text"])
    found = [q for q in notes.quantities if q.counts]
    assert len(found) == len(example["figures"])
    for quantity, wanted in zip(found, example["figures"], strict=True):
        got = said(quantity, {k: v for k, v in wanted.items() if k != "of"})
        got["of"] = quantity.of.of(notes.document.text) if quantity.of else None
        assert got == {**wanted, "of": wanted.get("of", got["of"])}


@pytest.mark.parametrize("example", examples("times"))
def test_times(example: dict[str, Any]) -> None:
    found = [time for time in notes_of(example["text"]).times if time.role != "part"]
    assert len(found) == len(example["times"])
    for time, wanted in zip(found, example["times"], strict=True):
        got = said(time, wanted)
        assert {k: list(v) if isinstance(v, tuple) else v for k, v in got.items()} == wanted


def measure_examples() -> Iterator[Any]:
    raw = tomllib.loads(measures.DEFAULT.read_text("utf-8"))
    for entry in raw["rule"]:
        for kind in ("yes", "no"):
            for text in entry[kind]:
                yield pytest.param(entry["measure"], text, kind == "yes", id=f"{kind}: {text[:60]}")


@pytest.mark.parametrize(("measure", "text", "holds"), list(measure_examples()))
def test_measures(measure: str, text: str, holds: bool) -> None:
    claims = extract.read(Document.from_text(text, published=PUBLISHED), Gazetteer.default())
    found = {claim.measure.id for claim in claims if claim.measure}
    assert (measure in found) is holds


def concept_examples() -> Iterator[Any]:
    raw = tomllib.loads(measures.DEFAULT.read_text("utf-8"))
    for entry in raw["concept"]:
        for kind in ("yes", "no"):
            for text in entry[kind]:
                yield pytest.param(entry["id"], text, kind == "yes", id=f"{kind}: {text[:60]}")


@pytest.mark.parametrize(("concept", "text", "holds"), list(concept_examples()))
def test_concepts(concept: str, text: str, holds: bool) -> None:
    assert (measures.Measures.default().concept(text) == concept) is holds
