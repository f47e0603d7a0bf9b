"""How long a whole verdict takes, explanation included, on claims that were read before.

    python benchmarks/verdict.py [--evidence DIR] [--profile]

Every claim of the bundled example is put before the record in a warm process, each time without
what was found before; the median over the claims that reach the record is what a reader waits for,
and, apart, that over those with readings to be explained.
Figures go to `verdict.json`.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import statistics
import time
from dataclasses import replace
from pathlib import Path

from averment.checking import Context, check_claim, load_settings
from averment.claim import Claim
from averment.cli.example import example
from averment.evidence import Evidence, open_evidence
from averment.pipeline import read
from averment.reference import Gazetteer, Milestones

RUNS = 9
SETTINGS = load_settings()


def context(record: Evidence, claims: list[Claim]) -> Context:
    """What the example's claims are read in; no answer is kept from one claim to the next."""
    return Context(
        document=example(),
        claims=claims,
        milestones=Milestones(record.milestones()),
        last_day=max(dataset.coverage_end for dataset in record.datasets()),
        names=Gazetteer.default().with_names(record.names),
    )


def timed(record: Evidence, claims: list[Claim]) -> tuple[dict[str, list[float]], set[str]]:
    """Return milliseconds of each run, by claim, and which claims have readings."""
    found: dict[str, list[float]] = {}
    explained: set[str] = set()
    around = context(record, claims)
    for run in range(RUNS + 1):
        for claim in claims:
            fresh = replace(around, answers={})
            start = time.perf_counter()
            verdict = check_claim(claim, record, fresh, SETTINGS)
            taken = (time.perf_counter() - start) * 1000
            if run and verdict.rows:
                found.setdefault(claim.id, []).append(taken)
                explained |= {claim.id} if verdict.outcomes else set()
    return found, explained


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evidence", type=Path)
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    claims = list(read(example()))
    with open_evidence(chosen.evidence) as record:
        if chosen.profile:
            profile = cProfile.Profile()
            profile.runcall(timed, record, claims)
            pstats.Stats(profile).sort_stats("tottime").print_stats(30)
            return
        taken, read_in = timed(record, claims)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    best = {name: min(times) for name, times in taken.items()}
    explained = [medians[name] for name in read_in]
    result = {
        "claims": len(medians),
        "median_ms": round(statistics.median(medians.values()), 2),
        "with_readings": len(explained),
        "median_with_readings_ms": round(statistics.median(explained), 2),
        "worst_ms": round(max(medians.values()), 2),
        "median_of_best_ms": round(statistics.median(best.values()), 2),
    }
    print(json.dumps(result))
    for name, value in sorted(medians.items(), key=lambda item: -item[1])[:8]:
        print(f"  {name:4} {value:7.1f} ms")
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
