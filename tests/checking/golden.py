"""Golden cases as plain files, and the claims and contexts that tests make of them."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from averment.checking import Context
from averment.claim import Claim, Document
from averment.evidence import Evidence
from averment.reference import Gazetteer, Milestones
from averment.reference.gazetteer import Entry

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))

#: The names that the cases use, whatever else the reader comes to know.
NAMES = Gazetteer(
    [
        Entry("PAK", "country", "Pakistan"),
        Entry("AFG", "country", "Afghanistan"),
        Entry("BIH", "country", "Bosnia and Herzegovina"),
        Entry("UKR", "country", "Ukraine"),
        Entry("PAK", "city", "Peshawar"),
    ]
)


def read_case(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def claim_of(fields: Mapping[str, Any], number: int = 1) -> Claim:
    """Make a claim of a case's fields; where it stands in its text follows from its number."""
    start = 1000 * number
    span = [start, start + len(fields["text"])]
    given = {"id": f"c{number}", "span": span, "sentence": span, **fields}
    return Claim.model_validate(_nulls(given))


def _nulls(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Write out the ids that are null: TOML has none."""
    named = {
        key: _nulls(value)
        if isinstance(value, Mapping)
        else [_nulls(item) if isinstance(item, Mapping) else item for item in value]
        if isinstance(value, list)
        else value
        for key, value in fields.items()
    }
    return {"id": None, **named} if "text" in named and set(named) <= {"id", "text"} else named


def context_of(
    claims: list[Claim], evidence: Evidence, published: dt.date | str | None = "2024-03-25"
) -> Context:
    return Context(
        document=Document.from_text("A text.", published=published),
        claims=claims,
        milestones=Milestones(evidence.milestones()),
        last_day=max(dataset.coverage_end for dataset in evidence.datasets()),
        names=NAMES,
    )


def question_of(path: Path, evidence: Evidence) -> tuple[Claim, Context]:
    """Return the claim of a case and the context that it is read in."""
    case = read_case(path)
    claims = [claim_of(case["claim"], 50)]
    claims += [claim_of(other, number) for number, other in enumerate(case.get("around", ()), 1)]
    return claims[0], context_of(claims, evidence, case["published"] or None)
