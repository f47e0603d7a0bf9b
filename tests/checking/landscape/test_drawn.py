"""Golden cases of landscapes: what a claim's windows must say. Files are found, never listed."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import made
import pytest

from averment.checking.periods import add_months
from averment.verdict import Verdict

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def verdict_of(case: dict[str, Any]) -> Verdict:
    """The verdict on a case's claim; `values` are figures of so many `months` each, in order."""
    start, months = dt.date.fromisoformat(case["start"]), case["months"]
    figures = [
        made.figure("one", add_months(start, at * months), add_months(start, (at + 1) * months), v)
        for at, v in enumerate(map(float, case["values"]))
        if v >= 0
    ]
    return made.verdict(made.claim(**case["claim"]), figures)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    verdict = verdict_of(case)
    land, expect = verdict.landscape, case["expect"]
    if not expect:
        assert land is None
        return
    assert land is not None
    told: dict[str, Any] = {
        "own": land.own and land.own.sentence,
        "counterclaims": [one.sentence for one in land.counterclaims],
        "reversal": land.nearest_reversal and land.nearest_reversal.sentence,
        "same_figure": [one.sentence for one in land.same_figure],
        "flagged": any(flag.id == "picked_window" for flag in verdict.flags),
    }
    for name, wanted in expect.items():
        found = told[name] if name in told else getattr(land, name)
        if isinstance(wanted, float):
            wanted = pytest.approx(wanted, abs=5e-7)
        assert found == wanted, name
    assert verdict.window_percentile == land.percentile
