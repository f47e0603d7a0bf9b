"""An analysis is written, read back the same, recomputed to the bit, and has a schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from running import finished

import averment
from averment import Analysis
from averment.cli.example import example
from averment.errors import ReportBroken
from averment.report.schema import verdicts_schema

SCHEMA_FILE = Path(__file__).parent.parent / "docs" / "schemas" / "verdicts-1.json"
AXES = "[option.baseline.mean-5]\nnaturalness = 0\n[labels]\nsupported = 0.9\n"


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return averment.check(example())


@pytest.fixture(scope="module")
def small() -> Analysis:
    text = "Officials said that there were 29 suicide attacks in Pakistan in 2023."
    return averment.check(averment.Document.from_text(text, published="2024-03-25"))


def written(folder: Path, analysis: Analysis, change: Callable[[Any], object]) -> Path:
    record = json.loads(analysis.to_json())
    change(record)
    path = folder / "verdicts.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def test_what_is_written_is_read_back_the_same(tmp_path: Path, analysis: Analysis) -> None:
    path = written(tmp_path, analysis, lambda record: None)
    assert Analysis.load(path) == analysis
    assert Analysis.load(path).to_json() == analysis.to_json()


def test_the_schema_is_published_and_holds(analysis: Analysis) -> None:
    schema = verdicts_schema()
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == schema
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(analysis.to_json()))


def test_a_replay_is_identical(analysis: Analysis) -> None:
    found = averment.replay(analysis)
    assert found.identical, found.departures
    assert found.claims == len(analysis)


def test_a_replay_uses_the_weights_of_the_report(tmp_path: Path) -> None:
    axes = tmp_path / "mine.toml"
    axes.write_text(AXES, encoding="utf-8")
    own = averment.check(example(), axes=axes)
    assert own.weights["labels"]["supported"] == 0.9
    assert own != averment.check(example())
    assert averment.replay(own).identical


def test_what_differs_is_named(tmp_path: Path, small: Analysis) -> None:
    def change(record: Any) -> None:
        record["averment"] = "0.0.1"
        record["evidence"]["sha256"] = "0" * 64
        record["claims"][0]["verdict"]["reason"] = "Because."
        record["claims"][0]["verdict"]["evidence"][0]["vintage"] = "1999"

    found = averment.replay(written(tmp_path, small, change))
    assert not found.identical
    fields = [(one.claim, one.field) for one in found.departures]
    assert ("c1", "reason") in fields
    assert ("c1", "label") not in fields
    told = " ".join(found.reasons)
    assert "made by Averment 0.0.1" in told
    assert "The evidence is another" in told
    assert "1999 then" in told


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    speech = tmp_path / "speech.txt"
    speech.write_text("We will never leave this valley to anyone, he told them.", encoding="utf-8")
    text = "The governor said: “We will never leave this valley to anyone.”"
    given = averment.check(averment.Document.from_text(text), sources=[speech])
    assert averment.replay(given, sources=[speech]).identical
    (reason,) = averment.replay(given).reasons
    assert "speech.txt" in reason


BROKEN: dict[str, tuple[Callable[[Any], object], str]] = {
    "schema": (lambda r: r.update(schema="averment/claims/1"), "of the form"),
    "no claims": (lambda r: r.pop("claims"), "holds no analysis"),
    "label": (lambda r: r["claims"][0]["verdict"].update(label="fine"), "holds no analysis"),
    "text": (lambda r: r["document"].update(text="Another text."), "text of the document"),
    "weights": (lambda r: r["weights"].pop("labels"), "not those of this version"),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_what_holds_no_analysis(tmp_path: Path, small: Analysis, damage: str) -> None:
    change, reason = BROKEN[damage]
    with pytest.raises(ReportBroken, match=reason):
        averment.replay(written(tmp_path, small, change))


def test_the_command(tmp_path: Path, small: Analysis, capfd: pytest.CaptureFixture[str]) -> None:
    same = finished(["replay", written(tmp_path, small, lambda record: None)], capfd)
    assert (same.code, same.out) == (0, "Identical: 1 claims, to the bit.\n")
    path = written(tmp_path, small, lambda r: r["claims"][0]["verdict"].update(reason="Because."))
    other = finished(["replay", path], capfd)
    assert other.code == 8
    assert "c1, reason: Because. → " in other.out
    assert "came out otherwise in 1 of 1 claims" in other.err
    plain = finished(["replay", path, "--json"], capfd)
    assert plain.code == 8
    assert not json.loads(plain.out)["identical"]
    assert finished(["replay", tmp_path / "none.json"], capfd).code == 3


def test_a_mistake_in_the_axes_ends_the_command(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    axes = tmp_path / "mine.toml"
    axes.write_text("[labels]\nsupported = 2\n", encoding="utf-8")
    found = finished(["demo", "--axes", axes, "-o", tmp_path / "report.html"], capfd)
    assert found.code == 2
    assert "mine.toml, line 2" in found.err
    assert not (tmp_path / "report.html").exists()
