"""The annotated texts of tests/cases/reading: well-formed, and what is read right stays so."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from averment import extract
from averment.claim import Document, Kind, Stance, WhyNot
from averment.reference import Gazetteer, Measures

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "cases" / "reading"
PASSING = (FOLDER / "passing.txt").read_text("utf-8").splitlines()
#: Fields of a claim in a file, beside those that the benchmark compares.
OTHER = {"kind", "unsettled", "optional", "responds_to"}
#: What the texts held out must reach: claims found with the right kind, and their fields right.
HELD_OUT_F1, HELD_OUT_FIELDS = 0.80, 0.60


def benchmark() -> ModuleType:
    """The benchmark, which reads the files and sets claims beside the gold ones."""
    path = ROOT / "benchmarks" / "reader_cases.py"
    spec = importlib.util.spec_from_file_location("reader_cases", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["reader_cases"] = module
    spec.loader.exec_module(module)
    return module


reader_cases = benchmark()
CASES = {case.name: case for case in reader_cases.cases()}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_files_are_well_formed(path: Path) -> None:
    content = tomllib.loads(path.read_text("utf-8"))
    for number, case in enumerate(content["case"], start=1):
        held_out = number % 5 == 0 and not content.get("tried", False)
        assert case.get("held_out", False) == held_out
        for claim in case["claims"]:
            _check(claim)


def _check(claim: dict[str, Any]) -> None:
    fields = set(reader_cases.FIELDS)
    assert set(claim) <= fields | OTHER
    assert set(claim.get("unsettled", ())) <= fields | OTHER
    Kind(claim["kind"])
    if "why_not" in claim:
        WhyNot(claim["why_not"])
    for _, _, stance in claim.get("attribution", []):
        Stance(stance)
    measure = claim.get("measure")
    assert not measure or measure in {rule.measure for rule in Measures.default().rules}
    reader_cases.value_of(claim.get("value"))
    for name in ("window", "baseline"):
        window = reader_cases.window_of(claim.get(name))
        assert (
            window is None
            or not (window["start"] and window["end"])
            or (window["start"] < window["end"])
        )
    if claim["kind"] in ("quote", "opinion"):
        assert not {"measure", "value", "window", "place", "by", "against", "of"} & set(claim)


def test_every_kind_and_stance_has_cases() -> None:
    claims = [claim for case in CASES.values() for claim in case.claims]
    assert {claim["kind"] for claim in claims} == {str(kind) for kind in Kind}
    stances = {stance for claim in claims for *_, stance in claim.get("attribution", [])}
    assert stances == {str(stance) for stance in Stance}


@pytest.mark.parametrize("name", PASSING)
def test_what_is_read_right_stays_so(name: str) -> None:
    read = reader_cases.measured(CASES[name])
    assert not CASES[name].held_out
    assert read.right, "\n".join([CASES[name].text, *reader_cases.lines(read)])


def test_texts_held_out_keep_their_floor() -> None:
    held = [reader_cases.measured(case) for case in CASES.values() if case.held_out]
    found = reader_cases.score(held)
    assert found.f1 >= HELD_OUT_F1
    assert found.fields >= HELD_OUT_FIELDS


def _two_countries(text: str) -> dict[str, str]:
    """The names of two countries of one word with their ids, where only these stand for them."""
    found = [one for one in Gazetteer.default().find(text) if one.entry is not None]
    names = {
        text[one.start : one.end]: one.entry.id
        for one in found
        if one.entry is not None and one.entry.sort == "country"
    }
    ids = set(names.values())
    others = {
        one.entry.id.partition("/")[0]
        for one in found
        if one.entry is not None and one.entry.sort != "country"
    }
    plain = len(names) == len(ids) == 2 and not ids & others
    return names if plain and all(name.isalpha() for name in names) else {}


SWAPPED = [name for name, case in CASES.items() if not case.held_out and _two_countries(case.text)]


@pytest.mark.parametrize("name", SWAPPED)
def test_swapped_countries_swap_in_the_claims_and_nothing_else(name: str) -> None:
    case = CASES[name]
    (one, first), (other, second) = _two_countries(case.text).items()
    turned = {one: other, other: one, first: second, second: first}
    words = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in turned))

    def swapped(text: str) -> str:
        return words.sub(lambda found: turned[found[0]], text)

    there, back = (_claims(text, case.published) for text in (case.text, swapped(case.text)))
    assert swapped(there) == back


def _claims(text: str, published: str) -> str:
    """The claims of a text without offsets and digests, as text."""
    document = Document.from_text(text, published=published)
    made = []
    for claim in extract.read(document, Gazetteer.default()):
        record = {
            k: v for k, v in claim.to_dict().items() if k not in ("span", "sentence", "digest")
        }
        for who in record["attribution"]:
            del who["span"]
        made.append(record)
    return repr(made)


def test_there_are_texts_to_swap() -> None:
    assert len(SWAPPED) >= 20
