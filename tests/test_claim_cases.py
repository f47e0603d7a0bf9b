"""The claim cases: the labels that hand-written SQL over compiled tables gives, and no false
claim supported."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from averment.claim import Kind
from averment.reference import Gazetteer

ROOT = Path(__file__).parents[1]
PASSING = (ROOT / "tests/cases/claims/passing.txt").read_text("utf-8").splitlines()
#: So many of the labels must be right.
RIGHT = 0.95


def benchmark() -> ModuleType:
    """The benchmark, which reads the files and checks the claims."""
    path = ROOT / "benchmarks" / "claim_cases.py"
    spec = importlib.util.spec_from_file_location("claim_cases", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["claim_cases"] = module
    spec.loader.exec_module(module)
    return module


claim_cases = benchmark()
CASES = {case.name: case for case in claim_cases.cases()}
Results = dict[str, Any]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """What became of every case."""
    with claim_cases.record(tmp_path_factory.mktemp("store")) as evidence:
        return {
            result.case.name: result for result in claim_cases.results(evidence, CASES.values())
        }


def test_the_cases_are_of_all_kinds_and_true_and_false_in_balance() -> None:
    kinds = Counter(case.kind for case in CASES.values())
    assert set(kinds) == {str(kind) for kind in Kind} - {"opinion"}
    assert len(CASES) >= 130
    truths = Counter(case.truth for case in CASES.values())
    assert min(truths[True], truths[False]) > len(CASES) / 4
    assert truths["contested"] >= 5
    assert truths["not_covered"] >= 10


def test_the_cases_are_of_many_countries() -> None:
    names = Gazetteer.default()
    named = [found.entry for case in CASES.values() for found in names.find(case.text)]
    assert len({entry.id for entry in named if entry and entry.sort == "country"}) >= 30


def test_the_sql_gives_the_answer_and_the_truth_of_every_case() -> None:
    connection = claim_cases.tables()
    for case in CASES.values():
        value, holds = claim_cases.answer(connection, case)
        assert holds == (case.truth if isinstance(case.truth, bool) else None), case.name
        same = (
            value == pytest.approx(case.answer, rel=1e-5) if _numbers(value, case.answer) else None
        )
        assert same or str(value) == str(case.answer), (case.name, value)


def _numbers(*values: object) -> bool:
    return all(isinstance(value, int | float) for value in values)


def test_the_labels_are_right(found: Results) -> None:
    wrong = [str(result) for result in found.values() if not result.right]
    assert len(wrong) <= (1 - RIGHT) * len(found), "\n\n".join(wrong)


def test_no_false_claim_is_supported(found: Results) -> None:
    supported = [
        str(result)
        for result in found.values()
        if result.case.truth is False and result.label in ("supported", "mostly_supported")
    ]
    assert not supported, "\n\n".join(supported)


@pytest.mark.parametrize("name", PASSING)
def test_a_label_that_was_right_stays_so(found: Results, name: str) -> None:
    assert found[name].right, str(found[name])
