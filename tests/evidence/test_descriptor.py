"""Descriptors: those that ship are whole, and a broken one says which key is at fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stored import EVENTS, described

from averment.errors import DatasetUnknown, DescriptorBroken
from averment.evidence import download
from averment.evidence.descriptor import parse, read, shipped, shipped_ids
from averment.evidence.opening import open_evidence


@pytest.mark.parametrize("name", shipped_ids())
def test_those_that_ship_are_whole(name: str) -> None:
    one = shipped(name)
    assert one.id == name
    assert all((one.title, one.publisher, one.licence, one.citation, one.counts))
    assert one.does_not_count
    assert one.collected_from
    assert one.shape in ("events", "figures", "relations", "milestones")
    if one.shape == "events":
        assert one.measures
        assert all(rule.definition for rule in one.measures.values())
    download.parse(one.get, name)


def test_where_a_dataset_is_made_of_another_both_are_known() -> None:
    with open_evidence() as record:
        known = {*shipped_ids(), *(dataset.id for dataset in record.datasets())}
    for name in shipped_ids():
        assert set(shipped(name).origins) <= known


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": "Has Spaces"}, "id"),
        ({"standing": "neutral"}, "standing"),
        ({"shape": "cubes"}, "shape"),
        ({"title": None}, "title"),
        ({"colour": "red"}, "colour"),
        ({"coverage": {"unit": "decade"}}, "coverage.unit"),
        ({"coverage": {"start": "soon"}}, "coverage.start"),
        ({"measures": {"deaths": {"definition": "d", "value": "max:deaths"}}}, "measures.deaths"),
        ({"measures": {"deaths": {"definition": "d", "value": "sum:dead"}}}, "no column dead"),
        (
            {"measures": {"x": {"definition": "d", "value": "count", "where": {"a": ["b"]}}}},
            "no column a",
        ),
        ({"measures": {"x": {"value": "count"}}}, "measures.x.definition"),
    ],
)
def test_a_broken_one_names_its_key(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(DescriptorBroken, match=said) as caught:
        parse({**EVENTS, **fields}, "made.toml")
    assert str(caught.value).startswith("made.toml: ")


@pytest.mark.parametrize("content", [b"id = ", b"\xff", b"[]"])
def test_files_that_are_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.toml").write_bytes(content)
    with pytest.raises(DescriptorBroken, match=r"x\.toml"):
        read(tmp_path / "x.toml")
    with pytest.raises(DescriptorBroken):
        read(tmp_path / "missing.toml")


@pytest.mark.parametrize("name", ["no-such", "../ucdp-ged", "ucdp-ged.toml", ""])
def test_names_that_no_dataset_has(name: str) -> None:
    with pytest.raises(DatasetUnknown):
        shipped(name)


def test_ids_alone_are_measures_of_other_shapes() -> None:
    one = described(shape="figures", measures=["refugees", "idps"])
    assert sorted(one.measures) == ["idps", "refugees"]


def test_how_a_measure_is_answered_is_said_in_words() -> None:
    rules = described().measures
    assert rules["attacks"].said == "events where type is attack"
    assert rules["suicide_attacks"].said == "events where suicide is true"
    assert rules["deaths"].said == "sum of deaths"
