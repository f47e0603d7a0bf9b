"""Golden cases of ties, events and orders: one file a claim. Files are found, never listed.

Where a case asks for it, a few rows of UCDP's registers are added to the record first (UCDP/PRIO
Armed Conflict Dataset 24.1 and UCDP Peace Agreement Dataset 22.1, CC BY 4.0; sources as the
catalogue cites them).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from golden import claim_of, read_case
from test_cases import problems

from averment.checking import Context, Settings, check_claim
from averment.claim import Document
from averment.evidence import Evidence
from averment.evidence.adding import add
from averment.evidence.opening import open_record
from averment.evidence.store import Store
from averment.reference import Gazetteer, Milestones

FOLDER = Path(__file__).parent / "attested_cases"
CASES = sorted(FOLDER.glob("*.toml"))


@pytest.fixture(scope="module")
def records(
    tmp_path_factory: pytest.TempPathFactory, evidence: Evidence
) -> Iterator[dict[bool, Evidence]]:
    """The pack alone, and with the registers."""
    store = Store(tmp_path_factory.mktemp("store"))
    for path in sorted((FOLDER / "store").glob("*.csv")):
        add(path, store)
    with open_record(store) as opened:
        yield {False: evidence, True: opened}


def context(evidence: Evidence, published: str) -> Context:
    return Context(
        document=Document.from_text("A text.", published=published),
        claims=(),
        milestones=Milestones(evidence.milestones()),
        last_day=max(dataset.coverage_end for dataset in evidence.datasets()),
        names=Gazetteer.default(),
    )


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path, records: dict[bool, Evidence], settings: Settings) -> None:
    case = read_case(path)
    record = records[case["store"]]
    verdict = check_claim(
        claim_of(case["claim"]), record, context(record, case["published"]), settings
    )
    wrong = problems(verdict, case["expect"])
    assert not wrong, "\n".join([*wrong, verdict.reason])
    assert sum(outcome.weight for outcome in verdict.outcomes) == pytest.approx(
        1.0 if verdict.outcomes else 0.0
    )


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_every_statement_gives_the_rows_that_were_used(
    path: Path, records: dict[bool, Evidence], settings: Settings
) -> None:
    case = read_case(path)
    record = records[case["store"]]
    verdict = check_claim(
        claim_of(case["claim"]), record, context(record, case["published"]), settings
    )
    assert all(record.query(sql).fetchall() for sql in verdict.sql)
