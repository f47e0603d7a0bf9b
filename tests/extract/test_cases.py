"""Golden cases of the reader: plain files of invented sentences and the claims in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from averment import extract
from averment.claim import Claim, Document
from averment.reference import Gazetteer

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['text'][:70]}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


def shown(claim: Claim, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of a claim that a case names, in the form of the case."""
    record = claim.to_dict()
    made: dict[str, Any] = {}
    for key, expected in wanted.items():
        if key == "measure":
            made[key] = claim.measure.id if claim.measure else None
        elif key == "value":
            made[key] = {name: (record["value"] or {}).get(name) for name in expected}
        elif key in ("window", "baseline"):
            period = record[key]
            made[key] = [period["start"], period["end"]] if period else ""
        elif key in ("anchor", "open"):
            made[key] = record["window"][key] if record["window"] else None
        elif key == "place":
            made[key] = [place["id"] for place in record["place"]]
        elif key in ("of", "by", "against"):
            made[key] = [actor["id"] for actor in record["actors"][key]]
        elif key == "attribution":
            made[key] = [[note["source"], note["stance"]] for note in record["attribution"]]
        elif key == "relation":
            tie = record["relation"]
            made[key] = [tie["subject"]["id"], tie["type"]] if tie else None
        else:
            made[key] = record[key] if record[key] is not None else ""
    return made


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    document = Document.from_text(case["text"], published="2024-03-25")
    claims = list(extract.read(document, Gazetteer.default()))
    for claim in claims:
        start, end = claim.span
        assert claim.text == document.text[start:end]
        assert claim.kind.value not in case.get("kinds_absent", ())
    wanted = case.get("claims", [])
    found = [shown(claim, one) for claim in claims for one in wanted]
    for one in wanted:
        assert one in found, [claim.to_dict() for claim in claims]
    if "fewest" not in case and wanted:
        kinds = [claim.kind.value for claim in claims]
        assert sorted(kinds) == sorted(one["kind"] for one in wanted)
