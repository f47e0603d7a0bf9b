"""Readings evaluated per second, on arrays against the oracle.

    python benchmarks/readings.py

Both start from the same questions and rows and end at the truth of every reading: the arrays by way
of `enumerate_readings` and `evaluate`, the oracle one reading at a time. Two sets are timed: the
golden claims of the tests on the shipped record, and a made-up record of many bodies and years.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "checking"))

import itertools

import made
from golden import CASES, question_of

from averment.checking import load_settings
from averment.checking.ask import ask
from averment.checking.candidate import Candidate
from averment.checking.evaluate import evaluate
from averment.checking.lookup import look_up
from averment.checking.oracle import ask_slowly
from averment.checking.readings import enumerate_readings
from averment.checking.scope import Unasked
from averment.checking.series import build_series
from averment.evidence import Dataset, Evidence, Figure, open_evidence
from averment.kinds import KINDS
from averment.query import Query

SETTINGS = load_settings()


@dataclass(frozen=True, slots=True)
class Task:
    """A question with the figures that may decide it."""

    query: Query
    figures: Sequence[Figure]
    datasets: dict[str, Dataset]

    def readings(self) -> Sequence[Candidate]:
        """Enumerate the readings; totals of periods are found here, once a period."""
        query, rules = self.query, KINDS[self.query.claim.kind]
        series = build_series(self.figures, self.datasets, stock=query.measure.stock)
        intervals = rules.comparators(query.claim, SETTINGS.tolerance)
        roots = {d.publisher: d.publisher for d in self.datasets.values()}
        return enumerate_readings(
            query, series, intervals, SETTINGS, self.datasets, roots, compares=rules.compares
        ).candidates


def golden(evidence: Evidence) -> list[Task]:
    """The questions of the golden cases, those that can be asked."""
    tasks = []
    for path in CASES:
        query = ask(*question_of(path, evidence), SETTINGS)
        if not isinstance(query, Unasked):
            found = look_up(query, evidence)
            figures = [f for f in found.deciding if f.measure in query.measure.fair]
            tasks.append(Task(query, figures, dict(found.datasets)))
    return tasks


def large(bodies: int = 40, questions: int = 10) -> list[Task]:
    """Many bodies that count every half-year, and as many questions about an event."""
    stops = [dt.date(year, month, 1) for year in range(2000, 2025) for month in (1, 7)]
    figures = [
        made.figure(
            f"body{body}", start, end, float(10 + (7 * body + 3 * at) % 50), low=5.0, high=99.0
        )
        for body in range(bodies)
        for at, (start, end) in enumerate(itertools.pairwise(stops))
    ]
    datasets = made.catalogue(figures)
    claims = [
        made.claim(value={"number": n, "unit": "percent", "low": n, "high": n})
        for n in range(10, 10 + questions)
    ]
    return [Task(made.query(claim, anchor=made.EVENT), figures, datasets) for claim in claims]


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """Run once to warm up, then thrice; return the readings and the best time in seconds."""
    count, best = work(), float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return count, best


def report(name: str, tasks: list[Task], sample: int) -> None:
    """Print the readings per second of both ways; the oracle is asked every `sample`th reading."""

    def whole() -> int:
        found = [(task, task.readings()) for task in tasks]
        for task, readings in found:
            evaluate(readings, KINDS[task.query.claim.kind])
        return sum(len(readings) for _, readings in found)

    known = [(task, task.readings()) for task in tasks]

    def kernel() -> int:
        for task, readings in known:
            evaluate(readings, KINDS[task.query.claim.kind])
        return sum(len(readings) for _, readings in known)

    def oracle() -> int:
        asked = [one for _, readings in known for one in readings][::sample]
        for one in asked:
            ask_slowly(one, SETTINGS.coverage)
        return len(asked)

    rates = []
    for work in (whole, kernel, oracle):
        count, seconds = timed(work)
        rates.append((count, count / seconds))
    (count, array), (_, bare), (asked, slow) = rates
    print(f"{name}: {count:,} readings of {len(tasks)} questions")
    print(f"  arrays, from rows to truth       {array:>12,.0f} readings/s")
    print(f"  arrays, totals already found     {bare:>12,.0f} readings/s")
    print(f"  oracle, {asked:>6,} of the readings  {slow:>12,.0f} readings/s")
    print(f"  arrays are {array / slow:,.1f} times as fast, {bare / slow:,.0f} with totals found")


def main() -> None:
    with open_evidence() as evidence:
        report("golden claims", golden(evidence), 1)
    report("made-up record", large(), 50)


if __name__ == "__main__":
    main()
