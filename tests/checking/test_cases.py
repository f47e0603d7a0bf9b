"""Golden cases: one file a claim, with what the verdict must say. Files are found, never listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from golden import CASES, question_of, read_case

from averment.checking import Settings, check_claim
from averment.evidence import Evidence
from averment.verdict import Verdict


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path, evidence: Evidence, settings: Settings) -> None:
    claim, context = question_of(path, evidence)
    verdict = check_claim(claim, evidence, context, settings)
    wrong = problems(verdict, read_case(path)["expect"])
    assert not wrong, "\n".join(wrong)


def problems(verdict: Verdict, expect: dict[str, Any]) -> list[str]:
    """Return what a verdict lacks of what a case expects."""
    unknown = set(expect) - set(CHECKS)
    found = [f"the case expects something unknown: {name}" for name in sorted(unknown)]
    for name, wanted in expect.items():
        if name in CHECKS:
            found += [f"{name}: {problem}" for problem in CHECKS[name](verdict, wanted)]
    return found


def _one_of(found: object, wanted: list[str]) -> list[str]:
    return [] if found in wanted else [f"{found} is none of {wanted}"]


def _all_in(said: str, wanted: list[str]) -> list[str]:
    return [f"“{words}” is not in “{said}”" for words in wanted if words not in said]


def _none_in(said: str, unwanted: list[str]) -> list[str]:
    return [f"“{words}” is in “{said}”" for words in unwanted if words in said]


def _flags(verdict: Verdict, wanted: list[str]) -> list[str]:
    found = sorted(flag.id for flag in verdict.flags)
    return [] if found == sorted(wanted) else [f"{found} instead of {sorted(wanted)}"]


def _values(verdict: Verdict, wanted: list[float]) -> list[str]:
    """Each wanted value is that of some reading, to the unit."""
    found = {round(o.value) for o in verdict.outcomes if o.value is not None}
    return [f"no reading gives {value}" for value in wanted if value not in found]


def _stretches(verdict: Verdict, wanted: list[str]) -> list[str]:
    return _all_in("; ".join(stretch.sentence for stretch in verdict.stretches), wanted)


def _parties(verdict: Verdict, wanted: list[str]) -> list[str]:
    return _all_in("; ".join(said.sentence for said in verdict.said_by_parties), wanted)


def _derivations(verdict: Verdict, wanted: list[str]) -> list[str]:
    return _all_in("; ".join(one.sentence for one in verdict.derivations), wanted)


def _sentences(verdict: Verdict, wanted: dict[str, list[str]]) -> list[str]:
    said = {flag.id: flag.sentence for flag in verdict.flags}
    return [problem for id, words in wanted.items() for problem in _all_in(said.get(id, ""), words)]


CHECKS = {
    "label": lambda v, wanted: _one_of(v.label.value, wanted),
    "why": lambda v, wanted: _one_of(v.why and v.why.value, [wanted]),
    "readings": lambda v, wanted: _one_of(v.readings, [wanted]),
    "flags": _flags,
    "flag_sentences": _sentences,
    "reason": lambda v, wanted: _all_in(v.reason, wanted),
    "reason_without": lambda v, wanted: _none_in(v.reason, wanted),
    "values": _values,
    "stretches": _stretches,
    "nearest": lambda v, wanted: _all_in(v.stretch.sentence if v.stretch else "", wanted),
    "parties": _parties,
    "derivations": _derivations,
    "counterclaim": lambda v, w: _all_in(v.counterclaim.sentence if v.counterclaim else "", w),
    "would_settle": lambda v, wanted: _all_in(
        v.would_settle.record if v.would_settle else "", wanted
    ),
    "counterclaims": lambda v, wanted: _all_in(
        "; ".join(one.sentence for one in v.counterclaims), wanted
    ),
    "known_then": lambda v, wanted: _all_in(v.known_then.sentence if v.known_then else "", wanted),
    "keepers": lambda v, wanted: _all_in(
        "; ".join(v.would_settle.keepers) if v.would_settle else "", wanted
    ),
    "question": lambda v, wanted: _all_in(
        v.would_settle.question if v.would_settle else "", wanted
    ),
    "decides": lambda v, wanted: _one_of(v.flips[0].axis if v.flips else "", [wanted]),
    "publishers": lambda v, wanted: _one_of(
        sorted({o.options["publisher"] for o in v.outcomes}), [sorted(wanted)]
    ),
}
