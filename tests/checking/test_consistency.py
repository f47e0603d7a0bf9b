"""Claims of one text that cannot all hold: golden texts as plain files, and laws."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from golden import claim_of
from hypothesis import given
from hypothesis import strategies as st

from averment import extract
from averment.checking import Settings, inconsistencies
from averment.claim import Claim, Document
from averment.reference import Gazetteer

FILES = sorted((Path(__file__).parent / "consistency").glob("*.toml"))
CASES = [
    pytest.param(path, case, id=f"{path.stem}-{number}")
    for path in FILES
    for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], start=1)
]


@pytest.mark.parametrize(("path", "case"), CASES)
def test_case(path: Path, case: dict[str, Any], settings: Settings) -> None:
    document = Document.from_text(case["text"], published="2024-03-25")
    claims = extract.read(document, Gazetteer.default()).claims
    assert len(claims) >= (1 if path.stem == "effect_first" else 2)
    found = inconsistencies(document, claims, settings)
    assert [one.sort for one in found] == ([case["finding"]] if "finding" in case else [])
    for finding in found:
        texts = [claim.text for claim in claims if claim.id in finding.claims]
        assert sorted(case.get("claims", texts)) == sorted(texts)
        assert not [words for words in case.get("says", []) if words not in finding.sentence]


def figures(*values: dict[str, Any], **fields: Any) -> tuple[Document, list[Claim]]:
    """Counts of attacks in a year, a sentence each."""
    year = {"start": "2019-01-01", "end": "2020-01-01", "text": "in 2019"}
    place = [{"id": "SOM", "text": "Somalia"}]
    claims = []
    text = ""
    for number, value in enumerate(values, start=1):
        words = f"there were {value['number']} attacks in Somalia in 2019"
        span = [len(text), len(text) + len(words)]
        text += f"{words}.\n"
        given_ = {"kind": "count", "text": words, "span": span, "sentence": span, "place": place}
        given_ |= {"measure": {"id": "attacks", "text": "attacks"}, "window": year}
        value = {"low": value["number"], "high": value["number"], **value}
        claims.append(claim_of({**given_, "value": value, **fields}, number))
    return Document.from_text(text), claims


NUMBERS = st.integers(1, 1800)


@given(NUMBERS, NUMBERS)
def test_two_figures_are_found_whichever_comes_first(
    settings: Settings, one: int, other: int
) -> None:
    there = inconsistencies(*figures({"number": one}, {"number": other}), settings)
    back = inconsistencies(*figures({"number": other}, {"number": one}), settings)
    assert len(there) == len(back)
    assert bool(there) <= (one != other)
    far = max(one, other) > 3 * min(one, other)
    assert bool(there) >= far


@given(NUMBERS, NUMBERS, st.sampled_from(["place", "window", "measure", "polarity", "kind"]))
def test_figures_of_two_things_are_no_finding(
    settings: Settings, one: int, other: int, field: str
) -> None:
    document, (first, second) = figures({"number": one}, {"number": other})
    changed: dict[str, Any] = {
        "place": claim_of(
            {"text": "x", "kind": "count", "place": [{"id": "KEN", "text": "Kenya"}]}
        ),
        "window": claim_of({"text": "x", "kind": "count", "window": {"start": "2018-01-01"}}),
        "measure": claim_of(
            {"text": "x", "kind": "count", "measure": {"id": "deaths", "text": "attacks"}}
        ),
        "polarity": claim_of({"text": "x", "kind": "count", "polarity": "negated"}),
        "kind": claim_of({"text": "x", "kind": "opinion"}),
    }
    other_thing = second.model_copy(update={field: getattr(changed[field], field)})
    assert inconsistencies(document, [first, other_thing], settings) == ()


def test_every_sort_of_finding_has_cases_and_near_misses() -> None:
    for path in FILES:
        found = [case.get("finding") for case in tomllib.loads(path.read_text("utf-8"))["case"]]
        assert set(found) == {None, path.stem}
