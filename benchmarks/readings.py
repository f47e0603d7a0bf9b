"""Readings evaluated per second: listed, as a product of axes, by the oracle, and by DuckDB.

    python benchmarks/readings.py [--bodies N]

Listed readings and the oracle start from the same questions and rows and end at the truth of every
reading. Two sets are timed: the golden claims of the tests on the shipped record, and a made-up
record of many bodies and years.

A claim with nine open axes, ways to share figures out among them, has a million readings. They are
counted, weighed and their quartiles found as a product of axes, and by one statement of DuckDB on
one thread that enumerates them and adds up the rows for each; both start from series and periods
laid out in memory and must come to the same. The statement is timed without weights as well, and
told to add up once a period. Then axes are opened one after the other, two to ten.
Figures go to `readings.json`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "checking"))

import itertools

import duckdb
import made
import pyarrow as pa
from golden import CASES, question_of
from growth import picture

from averment.checking import load_settings
from averment.checking.ask import ask
from averment.checking.candidate import Candidate
from averment.checking.evaluate import evaluate
from averment.checking.lookup import look_up
from averment.checking.many import Many, count_all
from averment.checking.oracle import ask_slowly
from averment.checking.product import Product, Sums
from averment.checking.readings import enumerate_readings, lay_out
from averment.checking.scope import Unasked
from averment.checking.series import build_series
from averment.checking.shapes import SPREADS
from averment.checking.totals import amount
from averment.evidence import Dataset, Evidence, Figure, open_evidence
from averment.kinds import KINDS
from averment.query import Period, Query

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "readings-growth.svg"
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
        text="1.2 times more were killed" if several["percent"] else "1.2 times as many",
        value={"number": 1.2, "unit": "times", "low": 1.2, "high": 1.2}
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


#: What a period holds: figures inside it, those that it touches, and these by their days.
HELD = """coalesce(sum(value) FILTER (f.a >= {0}a AND f.z <= {0}z), 0) {0}l,
 coalesce(sum(value) FILTER (f.a < {0}z AND f.z > {0}a), 0) {0}h,
 coalesce(sum(value * (least(f.z, {0}z) - greatest(f.a, {0}a)) / (f.z - f.a))
   FILTER (f.a < {0}z AND f.z > {0}a), 0) {0}s,
 coalesce(bool_and(2 * (least(f.z, {0}z) - greatest(f.a, {0}a)) >= f.z - f.a)
   FILTER (f.a < {0}z AND f.z > {0}a), true) {0}f"""
#: Totals for each reading that was enumerated: the rows are added up once for each.
ENUMERATED = f"""t AS (SELECT series, pair, percent, {HELD.format("n")}, {HELD.format("d")}
 FROM series JOIN figures f USING (series), pairs, percents GROUP BY series, pair, percent)"""
PERIODS = """SELECT series, {0}a, {0}z, {1}
 FROM (SELECT DISTINCT {0}a, {0}z FROM pairs), figures f GROUP BY ALL"""
#: Totals added up once for each period.
FACTORED = f"""n AS ({PERIODS.format("n", HELD.format("n"))}),
 d AS ({PERIODS.format("d", HELD.format("d"))}),
 t AS (SELECT series, pair, percent, nl, nh, ns, nf, dl, dh, ds, df FROM pairs
 JOIN n USING (na, nz) JOIN d USING (series, da, dz), percents)"""
#: From totals to readings: as bounds and, where that is fair, shared out by days.
READINGS = """r AS (
 SELECT series, pair, percent, 0 spread, nl, nh, dl, dh FROM t UNION ALL
 SELECT series, pair, percent, 1, if(nl = nh, nl, ns), if(nl = nh, nl, ns),
  if(dl = dh, dl, ds), if(dl = dh, dl, ds) FROM t
  WHERE (nl < nh OR dl < dh) AND (nf OR nl = nh) AND (df OR dl = dh)),
 j AS (SELECT *, (nl + 1) * dy >= lo * greatest(dh - 1, 0) * ny
   AND greatest(nh - 1, 0) * dy <= hi * (dl + 1) * ny AS truth,
  (nh + 1) * dy < lo * greatest(dl - 1, 0) * ny
   OR greatest(nl - 1, 0) * dy > hi * (dh + 1) * ny AS untruth
  FROM r JOIN series USING (series) JOIN pairs USING (pair) JOIN percents USING (percent)
  JOIN spreads USING (spread))"""
#: How many are decided and true; the quartiles.
COUNTED = """SELECT count(*) FILTER (truth OR untruth), count(*) FILTER (truth),
 quantile_cont(nl / dh * dy / ny, [0, 0.25, 0.5, 0.75, 1]) FILTER (nl = nh AND dl = dh) FROM j"""
#: The same where releases and estimates with equal figures count once, and the weights of the
#: decided and the true, split over windows, baselines, ways to share out and intervals.
WEIGHED = """, a AS (SELECT *, spread_worth * percent_worth
  / sum(percent_worth) OVER (PARTITION BY series, pair, spread) w1,
  row_number() OVER (PARTITION BY definition, pair, percent, spread, nl, nh, dl, dh ORDER BY series)
   AS nth FROM j),
 b AS (SELECT *, base_worth * w1 / sum(w1) OVER (PARTITION BY series, pair) w2 FROM a),
 c AS (SELECT *, worth * w2 / sum(w2) OVER (PARTITION BY series, win) w3 FROM b),
 e AS (SELECT *, weight * w3 / sum(w3) OVER (PARTITION BY series) w FROM c)
 SELECT count(*) FILTER (nth = 1), count(*) FILTER (nth = 1 AND truth),
  sum(w) FILTER (truth OR untruth), sum(w) FILTER (truth),
  quantile_cont(nl / dh * dy / ny, [0, 0.25, 0.5, 0.75, 1])
   FILTER (nth = 1 AND nl = nh AND dl = dh) FROM e"""
STATEMENTS = {
    "duckdb_s": f"WITH {ENUMERATED}, {READINGS} {WEIGHED}",
    "duckdb_without_weights_s": f"WITH {ENUMERATED}, {READINGS} {COUNTED}",
    "duckdb_told_how_s": f"WITH {FACTORED}, {READINGS} {WEIGHED}",
}


def database(product: Product, known: Sums) -> duckdb.DuckDBPyConnection:
    """Put series, rows, windows with their baselines and intervals into tables.

    Only the pairs that the record covers are there, with the covered parts of their periods.
    """
    record = duckdb.connect()
    record.execute("SET threads = 1")
    rows = [
        (number, one.start, one.end, amount(one, some.key.estimate))
        for number, some in enumerate(known.series)
        for one in some.figures
    ]
    span = min(a for _, a, _, _ in rows), max(z for _, _, z, _ in rows)

    def cut(asked: Period) -> Period:
        return Period(max(asked.start, span[0]), min(asked.end, span[1]))

    pairs = [
        (n, window, *num, num.years, *den, den.years, w.option.worth, b.option.worth)
        for n, (window, (w, b)) in enumerate(
            zip(product.pairs.window_of.tolist(), product.pairs.each, strict=True)
        )
        if b is not None
        for num, den in [(cut(w.period), cut(b.period))]
        if num.days >= SETTINGS.coverage * w.period.days
        and den.days >= SETTINGS.coverage * b.period.days
    ]
    definitions = known.variants.numbers(("dataset", "measure", "perpetrator")).tolist()
    roots = {one.key.publisher: one.key.publisher for one in known.series}
    weights = known.variants.weights(roots, known.exists).tolist()
    percents = [product.terms.percent(n) for n in range(len(product.intervals))]
    tables = {
        "series (series INT, definition INT, weight DOUBLE)": [
            *zip(range(len(weights)), definitions, weights, strict=True)
        ],
        "figures (series INT, a DATE, z DATE, value DOUBLE)": rows,
        "pairs (pair INT, win INT, na DATE, nz DATE, ny DOUBLE, da DATE, dz DATE, dy DOUBLE,"
        " worth DOUBLE, base_worth DOUBLE)": pairs,
        "percents (percent INT, lo DOUBLE, hi DOUBLE, percent_worth DOUBLE)": [
            (n, one.low, one.high, option.worth if option else 1.0)
            for n, (one, option) in enumerate(zip(product.intervals, percents, strict=True))
        ],
        "spreads (spread INT, spread_worth DOUBLE)": [
            (n, product.terms.spread(way).worth) for n, way in enumerate(SPREADS)
        ],
    }
    for name, content in tables.items():
        record.execute(f"CREATE TABLE {name}")
        columns = list(zip(*content, strict=True))
        frame = pa.table({f"c{n}": list(column) for n, column in enumerate(columns)})
        record.register("given", frame)
        record.execute(f"INSERT INTO {name.split()[0]} SELECT * FROM given")
        record.unregister("given")
    return record


def million(bodies: int) -> dict[str, float]:
    """Time a claim of eight open axes and a ninth, the spread, as a product and in DuckDB."""
    task = opened(AXES[:9], bodies, 24)
    series = build_series(task.figures, task.datasets, stock=False)
    roots = {d.publisher: d.publisher for d in task.datasets.values()}
    product = laid_out(task)

    def all_at_once() -> Many:
        return count_all(product, series, roots, task.query, negated=False)

    many, record = all_at_once(), database(product, product.sums(series))
    for name in ("duckdb_s", "duckdb_told_how_s"):
        compared(many, record.execute(STATEMENTS[name]).fetchone() or ())
    laying = once(lambda: laid_out(task), 5)
    own = once(all_at_once, 15)
    taken = {name: once(lambda s=s: record.execute(s).fetchall()) for name, s in STATEMENTS.items()}
    found = {
        "readings": many.readings,
        "laying_out_ms": round(laying * 1000, 1),
        "product_ms": round(own * 1000, 1),
        **{name: round(seconds, 3) for name, seconds in taken.items()},
        "times_as_fast": round(taken["duckdb_s"] / own, 1),
        "times_as_fast_laying_out_included": round(taken["duckdb_s"] / (own + laying), 1),
        "times_as_fast_as_without_weights": round(taken["duckdb_without_weights_s"] / own, 1),
        "times_as_fast_as_told_how": round(taken["duckdb_told_how_s"] / own, 1),
    }
    print(json.dumps(found))
    return found


def compared(many: Many, answer: Sequence[Any]) -> None:
    """Refuse figures of ways that do not come to the same.

    DuckDB adds figures up in an order of its own: of readings shared out by days a few in ten
    thousand have figures equal to another's by rounding in one way and not in the other.
    """
    count, _, decided, mass, ends = answer
    values = many.values
    assert values is not None
    pairs = [
        (count, many.readings),
        (decided, 1 - many.undetermined),
        (mass / decided, many.weighted_share),
        (ends[2], values.median),
    ]
    for theirs, ours in pairs:
        assert math.isclose(theirs, ours, rel_tol=1e-3), pairs


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
            "product_ms": round(once(lambda t=task, s=series: laid_out(t).sums(s)) * 1000, 1),
        }
        if implied < 100_000:
            point["listed_ms"] = round(once(task.readings, 1) * 1000, 1)
        found.append(point)
        print(json.dumps(point))
    return found


def drawn(points: Sequence[dict[str, float]]) -> str:
    """Draw seconds by open axes: as a product, and listed one by one."""
    ways = {"product_ms": "as a product of axes", "listed_ms": "listed one by one"}
    rows = [
        {"axes": point["axes"], "seconds": point[field] / 1000, "way": way}
        for field, way in ways.items()
        for point in points
        if field in point
    ]
    axes = {"field": "axes", "title": "open axes", "axis": {"tickMinStep": 1}}
    axes |= {"scale": {"domain": [2, 10], "nice": False}}
    return picture(rows, axes, [0.01, 0.1, 1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bodies", type=int, default=70)
    chosen = parser.parse_args()
    with open_evidence() as evidence:
        report("golden claims", golden(evidence), 1)
    report("made-up record", large(), 50)
    result = {"million": million(chosen.bodies), "growth": growth()}
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    PICTURE.write_text(drawn(result["growth"]), "utf-8")


if __name__ == "__main__":
    main()
