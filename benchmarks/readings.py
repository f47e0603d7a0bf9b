"""Readings evaluated per second: listed, as a product of axes, by the oracle, and by DuckDB.

    python benchmarks/readings.py [--bodies N]

Listed readings and the oracle start from the same questions and rows and end at the truth of every
reading. Two sets are timed: the golden claims of the tests on the shipped record, and a made-up
record of many bodies and years.

A claim with nine open axes implies a million readings. They are evaluated as a product of axes,
weights included, and by two statements of DuckDB on one thread, which do less: they weigh nothing
and share nothing out. One adds up the rows for each reading that it has enumerated; the other, told
how, adds them up once for each period. Then axes are opened one after the other, two to ten.
Figures go to `readings.json`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "checking"))

import itertools

import duckdb
import made
import pyarrow as pa
from golden import CASES, question_of

from averment.checking import load_settings
from averment.checking.ask import ask
from averment.checking.candidate import Candidate
from averment.checking.evaluate import evaluate
from averment.checking.lookup import look_up
from averment.checking.oracle import ask_slowly
from averment.checking.product import Product
from averment.checking.readings import enumerate_readings, lay_out
from averment.checking.scope import Unasked
from averment.checking.series import Series, build_series
from averment.checking.totals import amount
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
            query, series, intervals, SETTINGS, self.datasets, roots, against=rules.against
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


STOPS = [dt.date(year, month, 1) for year in range(1990, 2026) for month in (1, 7)]
EVENT = made.Anchor("event", "The event", (dt.date(1999, 9, 7), dt.date(1999, 3, 15)))
#: Axes in the order in which they are opened; the first two are always open.
AXES = [
    "window",
    "spread",
    "baseline",
    "percent",
    "estimate",
    "release",
    "measure",
    "dataset",
    "publisher",
    "perpetrator",
]
MEASURES = ("civilian_deaths", "civilian_deaths_with_unknown")


def opened(axes: Sequence[str], bodies: int, days: int) -> Task:
    """A claim with these axes open: of an undated text, on half-years counted by `bodies`."""
    figures, several = [], {name: name in axes for name in AXES}
    for body in range(bodies if several["publisher"] else 1):
        for dataset in range(1 + several["dataset"]):
            for measure in MEASURES[: 1 + several["measure"]]:
                for by in ("", "ttp")[: 1 + several["perpetrator"]]:
                    for at, (start, end) in enumerate(itertools.pairwise(STOPS)):
                        for release in range(1 + several["release"]):
                            value = float(100 + (7 * body + 3 * at + 11 * dataset) % 50 + at)
                            value += release * 5 * (at % 3 == 0)
                            extra = {"low": value * 0.8, "high": value * 1.3}
                            figures.append(
                                made.figure(
                                    f"b{body:03}d{dataset}",
                                    start,
                                    end,
                                    value,
                                    release,
                                    measure=measure,
                                    by=by,
                                    published=dt.date(2025, 1, 1 + release),
                                    **(extra if several["estimate"] else {}),
                                )
                            )
    claim = made.claim(
        kind="change" if several["baseline"] else "count",
        text="three times more were killed" if several["percent"] else "three times as many",
        value={"number": 3, "unit": "times", "low": 3, "high": 3}
        if several["baseline"]
        else {"number": 3000, "unit": "count", "low": 3000, "high": 3000},
        measure={"id": "civilian_deaths", "text": "civilians killed"},
    )
    query = made.query(
        claim,
        measure=SETTINGS.measures["civilian_deaths"],
        anchor=EVENT,
        days=tuple(dt.date(2025 - days + n, 1, 1) for n in range(days)),
        scope=made.Scope("XXA", by="ttp" if several["perpetrator"] else None, where="Exland"),
    )
    publishers = {one.dataset: {"publisher": one.dataset[:4]} for one in figures}
    return Task(query, figures, made.catalogue(figures, **publishers))


def laid_out(task: Task) -> Product:
    """Lay the claim's axes out."""
    query, rules = task.query, KINDS[task.query.claim.kind]
    intervals = rules.comparators(query.claim, SETTINGS.tolerance)
    product = lay_out(query, intervals, SETTINGS, task.datasets, rules)
    assert product is not None
    return product


def once(work: Callable[[], object], runs: int = 3) -> float:
    """Return the best processor time of some runs, in seconds: all here run on one thread."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


#: For the totals nl..nh of a window and dl..dh of a base: how many are true, false; quartiles.
JUDGED = """SELECT count(*),
 count(*) FILTER ((nl + 1) / nullif(dh - 1, 0) * dy / ny >= lo
   AND greatest(nh - 1, 0) / (dl + 1) * dy / ny <= hi),
 count(*) FILTER ((nh + 1) / nullif(dl - 1, 0) * dy / ny < lo
   OR greatest(nl - 1, 0) / (dh + 1) * dy / ny > hi),
 quantile_cont(nl / dh * dy / ny, [0, 0.25, 0.5, 0.75, 1]) FILTER (nl = nh AND dl = dh) FROM"""
INSIDE = "coalesce(sum(value) FILTER (f.a >= {0}a AND f.z <= {0}z), 0)"
AROUND = "coalesce(sum(value) FILTER (f.a < {0}z AND f.z > {0}a), 0)"
ENUMERATED = f"""{JUDGED} (SELECT any_value(lo) lo, any_value(hi) hi, any_value(ny) ny,
 any_value(dy) dy, {INSIDE.format("n")} nl, {AROUND.format("n")} nh, {INSIDE.format("d")} dl,
 {AROUND.format("d")} dh FROM series JOIN figures f USING (series), pairs, percents
 GROUP BY series, pair, percent)"""
PERIODS = """SELECT series, {0}a, {0}z, {1} low, {2} high
 FROM (SELECT DISTINCT {0}a, {0}z FROM pairs), figures f GROUP BY ALL"""
FACTORED = f"""WITH n AS ({PERIODS.format("n", INSIDE.format("n"), AROUND.format("n"))}),
 d AS ({PERIODS.format("d", INSIDE.format("d"), AROUND.format("d"))}),
 r AS (SELECT n.low nl, n.high nh, d.low dl, d.high dh, ny, dy, lo, hi FROM pairs
 JOIN n USING (na, nz) JOIN d ON d.series = n.series AND d.da = pairs.da AND d.dz = pairs.dz,
 percents) {JUDGED} r"""


def database(task: Task, series: Sequence[Series]) -> duckdb.DuckDBPyConnection:
    """Put series, rows, windows with their baselines and intervals into tables."""
    product, found = laid_out(task), duckdb.connect()
    found.execute("SET threads = 1")
    rows = [
        (number, one.start, one.end, amount(one, some.key.estimate))
        for number, some in enumerate(series)
        for one in some.figures
    ]
    pairs = [
        (n, *w.period, w.period.years, *b.period, b.period.years)
        for n, (w, b) in enumerate(product.pairs)
        if b is not None
    ]
    tables = {
        "series (series INT)": [(number,) for number in range(len(series))],
        "figures (series INT, a DATE, z DATE, value DOUBLE)": rows,
        "pairs (pair INT, na DATE, nz DATE, ny DOUBLE, da DATE, dz DATE, dy DOUBLE)": pairs,
        "percents (percent INT, lo DOUBLE, hi DOUBLE)": [
            (n, one.low, one.high) for n, one in enumerate(product.intervals)
        ],
    }
    for name, content in tables.items():
        found.execute(f"CREATE TABLE {name}")
        table = name.split()[0]
        columns = list(zip(*content, strict=True))
        frame = pa.table({f"c{n}": list(column) for n, column in enumerate(columns)})
        found.register("given", frame)
        found.execute(f"INSERT INTO {table} SELECT * FROM given")
        found.unregister("given")
    return found


def million(bodies: int) -> dict[str, float]:
    """Time a claim of nine open axes as a product and in DuckDB."""
    task = opened(AXES[:9], bodies, 24)
    series = build_series(task.figures, task.datasets, stock=False)
    parts = laid_out(task).parts(series)
    own = once(lambda: laid_out(task).parts(series))
    record = database(task, series)
    answers = {record.execute(sql).fetchone() is not None for sql in (ENUMERATED, FACTORED)}
    assert answers == {True}
    assert record.execute(ENUMERATED).fetchone() == record.execute(FACTORED).fetchone()
    enumerated = once(lambda: record.execute(ENUMERATED).fetchall(), 1)
    factored = once(lambda: record.execute(FACTORED).fetchall())
    found = {
        "readings_implied": len(laid_out(task)) * len(series),
        "readings_told_apart": sum(part.counts[0] for part in parts),
        "product_s": round(own, 3),
        "duckdb_enumerating_s": round(enumerated, 3),
        "duckdb_told_how_s": round(factored, 3),
        "times_as_fast_as_enumerating": round(enumerated / own, 1),
    }
    print(json.dumps(found))
    return found


def growth(bodies: int = 20) -> list[dict[str, float]]:
    """Time products with two to ten open axes, and listing where that takes under a minute."""
    found = []
    for count in range(2, len(AXES) + 1):
        task = opened(AXES[:count], bodies, 24)
        series = build_series(task.figures, task.datasets, stock=False)
        implied = len(laid_out(task)) * len(series)
        point = {
            "axes": count,
            "readings_implied": implied,
            "product_ms": round(once(lambda t=task, s=series: laid_out(t).parts(s)) * 1000, 1),
        }
        if implied < 100_000:
            point["listed_ms"] = round(once(task.readings, 1) * 1000, 1)
        found.append(point)
        print(json.dumps(point))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bodies", type=int, default=60)
    chosen = parser.parse_args()
    with open_evidence() as evidence:
        report("golden claims", golden(evidence), 1)
    report("made-up record", large(), 50)
    result = {"million": million(chosen.bodies), "growth": growth()}
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
