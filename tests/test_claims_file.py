"""A claims file that a person edited is checked as it stands, and what was edited is marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import averment
from averment.claim import Document, claims_schema
from averment.errors import ClaimsBroken

SCHEMA_FILE = Path(__file__).parent.parent / "docs" / "schemas" / "claims-1.json"
TEXT = (
    "The ministry said that 645 attacks took place in Pakistan in 2023. "
    "Refugees crossed the border in 2021."
)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return averment.read(Document.from_text(TEXT, published="2024-03-25")).to_dict()


def written(folder: Path, record: dict[str, Any], change: Callable[[Any], object]) -> Path:
    copy = json.loads(json.dumps(record))
    change(copy)
    path = folder / "claims.json"
    path.write_text(json.dumps(copy), encoding="utf-8")
    return path


def test_an_unchanged_file_gives_the_same_claims(tmp_path: Path, record: dict[str, Any]) -> None:
    path = written(tmp_path, record, lambda copy: None)
    assert averment.read(path).to_dict() == record
    direct = averment.check(Document.from_text(TEXT, published="2024-03-25"))
    assert averment.check(path).to_dict() == direct.to_dict()


def test_a_changed_field_is_named_and_counts(tmp_path: Path, record: dict[str, Any]) -> None:
    path = written(
        tmp_path, record, lambda copy: copy["claims"][0]["value"].update(number=9, low=9, high=9)
    )
    claim = averment.read(path).claims[0]
    assert claim.corrected == ("value",)
    assert claim.value is not None
    assert claim.value.number == 9
    verdicts = averment.check(path)
    again = tmp_path / "verdicts.json"
    again.write_text(json.dumps(verdicts.to_dict()), encoding="utf-8")
    assert averment.check(again).to_dict() == verdicts.to_dict()


def test_an_added_claim_is_marked(tmp_path: Path, record: dict[str, Any]) -> None:
    def add(copy: Any) -> None:
        extra = {**copy["claims"][0], "id": "c9"}
        del extra["digest"]
        copy["claims"].append(extra)

    assert averment.read(written(tmp_path, record, add)).claims[-1].corrected == ("added",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda copy: copy.pop("claims"), "no list of claims"),
        (lambda copy: copy["document"].pop("text"), "the text of its document"),
        (lambda copy: copy["document"].update(text=TEXT + " More."), "text of the document was"),
        (lambda copy: copy["claims"][0].update(kind="guess"), "claim c1: kind"),
        (lambda copy: copy["claims"][0].update(span=[0, 3]), "does not stand at its span"),
        (lambda copy: copy["claims"].append(copy["claims"][0]), "two claims have the id c1"),
        (lambda copy: copy["claims"].append("x"), "is no claim"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, record: dict[str, Any], change: Callable[[Any], object], words: str
) -> None:
    with pytest.raises(ClaimsBroken, match=words):
        averment.read(written(tmp_path, record, change))


def test_mentions_are_there_when_asked_for(record: dict[str, Any]) -> None:
    assert "mentions" not in record
    found = averment.read(Document.from_text(TEXT), mentions=True).to_dict()["mentions"]
    for listed in found.values():
        for one in listed:
            assert one["text"] == TEXT[slice(*one["span"])]
    assert [one["number"] for one in found["quantities"]] == [645]
    assert [one["value"] for one in found["times"]] == ["2023", "2021"]
    assert [one["id"] for one in found["places"]] == ["PAK"]
    assert found["attributions"][0]["source_name"] == "ministry"


def test_many_texts_are_read_one_by_one() -> None:
    texts = [Document.from_text(TEXT), Document.from_text("Nothing is said here.")]
    assert [claims.document for claims in averment.read_many(texts)] == texts


def test_the_published_schema_is_that_of_the_record(record: dict[str, Any]) -> None:
    published = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    assert published == claims_schema(), "run scripts/write_schemas.py"
    check = Draft202012Validator(published, format_checker=Draft202012Validator.FORMAT_CHECKER)
    check.validate(record)
    check.validate(averment.read(Document.from_text(TEXT), mentions=True).to_dict())
    assert not check.is_valid({**record, "claims": [{**record["claims"][0], "kind": "guess"}]})
