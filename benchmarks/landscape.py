"""Measure the landscape: counting over all windows of a series, beside brute force.

    python benchmarks/landscape.py [--plain] [--growth]

`--plain` leaves Numba out even where it is installed. `--growth` measures instead how the cost
grows up to a hundred thousand units, which takes minutes, and draws
docs/pictures/landscape-growth.svg.

Beside it stands NumPy brute force: the ratios of all windows of one width as one array, width by
width; the same counts and quartiles are asked of both and must be equal. For the long daily series
its time is reckoned from the time it takes for some of the widths. Memory is the peak of a process
of its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from math import e
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import vl_convert

from averment.checking.landscape import compiled
from averment.checking.landscape.bars import Bar
from averment.checking.landscape.counts import bases, clearing
from averment.checking.landscape.quartiles import quartiles
from averment.checking.landscape.sensible import Taste, Window, sensible
from averment.checking.landscape.values import Values

HERE = Path(__file__).parent
RATES = HERE.parents[0] / "tests" / "checking" / "landscape" / "unrate.csv"
PICTURE = HERE.parents[0] / "docs" / "pictures" / "landscape-growth.svg"
TASTE = Taste(((1, 1.0), (3, e), (6, e**2), (12, e**3)), (2.5, 5.0, 10.0), reach=4.0)
STATED = Window(6, 742, 30)  # up to October 2009
DAYS = 12_784  # 35 years
SHARE = Bar(Fraction(8, 5))

Found = TypeVar("Found")


def unemployment() -> Values:
    with RATES.open() as file:
        return Values.of(float(row["VALUE"]) for row in list(csv.DictReader(file))[:782])


def daily(units: int, mean: float = 1.0) -> Values:
    """Counts of events a day, drawn with a fixed seed."""
    return Values.of(np.random.default_rng(1).poisson(mean, units).astype(float))


def timed(work: Callable[[], Found], runs: int = 1) -> tuple[float, Found]:
    """Return the least time of some runs, in seconds, and what came out."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - start)
    return min(times), found


def own_bar(values: Values) -> Bar:
    """What the stated window reaches."""
    at = STATED.end - STATED.width
    sums = values.sums(STATED.width)
    return Bar(Fraction(int(sums[at]), int(sums[at - STATED.distance])))


def counted(values: Values) -> list[int]:
    """Share and uniqueness: the windows in all, those that bear out, those that reach the own."""
    return [bases(values).comparable, *clearing(values, [SHARE, own_bar(values)])[0]]


def weighed(values: Values) -> tuple[float, float]:
    near = sensible(values, STATED, TASTE)
    return near.fairness, near.robustness


def brute(values: Values, *, full: bool) -> dict[str, Any]:
    """The same by brute force; `full` weighs all windows and keeps all ratios for quartiles."""
    units, count = len(values), bases(values).comparable
    triangle = np.triu(np.ones((units, units), dtype=bool), 1)
    bars = [float(bar.ratio) for bar in (SHARE, own_bar(values))]
    own, counts, at = bars[1], [0, 0], 0
    kept = np.empty(count) if full else np.empty(0)
    fair = short = weights = 0.0
    natural = TASTE.natural(np.arange(units + 1))
    width_off, end_off, off = (
        np.exp(-(((np.arange(units + 1) - middle) / spread) ** 2))
        for middle, spread in zip((6, 742, 30), TASTE.spread, strict=True)
    )
    for width in range(1, units):
        sums = values.sums(width).astype(float)
        size = len(sums)
        inside = triangle[:size, :size]
        ratios = (sums[None, :] / sums[:, None])[inside]
        counts = [n + np.count_nonzero(ratios >= bar) for n, bar in zip(counts, bars, strict=True)]
        if not full:
            continue
        kept[at : at + len(ratios)] = ratios
        at += len(ratios)
        ends = np.arange(width, units + 1)
        distance = np.clip(ends[None, :] - ends[:, None], 0, None)
        weight = (natural * off)[distance] * end_off[ends][None, :]
        weight = weight[inside] * (natural[width] * width_off[width])
        strength = ratios / own - 1
        weights += weight.sum()
        fair += (weight * strength).sum()
        short += (weight * np.minimum(0, strength) ** 2).sum()
    found: dict[str, Any] = {"counts": [count, *map(int, counts)]}
    if full:
        found["weighed"] = (fair / weights, float(np.exp(-short / weights)))
        places = [-(-count * quarter // 4) - 1 for quarter in (1, 2, 3)]
        kept.partition(places)
        found["quartiles"] = tuple(float(kept[place]) for place in places)
    return found


def monthly() -> dict[str, Any]:
    values = unemployment()
    seconds = {}
    seconds["shares and uniqueness"], counts = timed(lambda: counted(values), 9)
    seconds["fairness and robustness"], weights = timed(lambda: weighed(values), 9)
    seconds["quartiles"], found = timed(lambda: quartiles(values), 5)
    beside = {}
    beside["shares and uniqueness"], plain = timed(lambda: brute(values, full=False))
    beside["all"], full = timed(lambda: brute(values, full=True))
    assert counts == plain["counts"] == full["counts"]
    assert found == full["quartiles"]
    assert np.allclose(weights, full["weighed"], atol=1e-6)
    seconds["all"] = sum(seconds.values())
    return {
        "units": len(values),
        "windows": counts[0],
        "seconds": rounded(seconds),
        "brute force, seconds": rounded(beside),
        "times as fast": {name: round(beside[name] / seconds[name], 1) for name in beside},
    }


def long() -> dict[str, Any]:
    """35 years of days: share and uniqueness, and brute force reckoned from some widths."""
    values = daily(DAYS)
    bars = [SHARE, Bar(Fraction(1))]
    start = time.perf_counter()
    clearing(daily(700), bars)
    ready = time.perf_counter() - start
    start = time.perf_counter()
    base, (counts, _) = bases(values), clearing(values, bars)
    seconds = time.perf_counter() - start
    width = 6_000
    sums = values.sums(width).astype(float)
    start = time.perf_counter()
    parts = 0
    for first in range(0, len(sums), 500):
        ratios = sums[None, first:] / sums[first : first + 500, None]
        parts += ratios.size
        for bar in bars:
            np.count_nonzero(ratios >= float(bar.ratio))
    reckoned = (time.perf_counter() - start) / parts * base.comparable
    return {
        "units": DAYS,
        "windows": base.comparable,
        "zero_base": base.zero,
        "reach": counts,
        "seconds": round(seconds, 2),
        "before the first count, seconds": round(ready, 2),
        "brute force, reckoned seconds": round(reckoned),
        "times as fast": round(reckoned / seconds),
    }


def growth() -> list[dict[str, Any]]:
    rows = []
    for units in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000):
        values = daily(units)
        runs = 5 if units < 10_000 else 1
        seconds, _ = timed(lambda v=values: clearing(v, [SHARE, Bar(Fraction(1))]), runs)
        rows.append({"units": units, "seconds": round(seconds, 4)})
        print(rows[-1], flush=True)
    return rows


def rounded(seconds: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in seconds.items()}


def picture(rows: list[dict[str, Any]]) -> str:
    """Draw seconds by units, both on scales of powers of ten."""
    scale = {"type": "log", "nice": False}
    units = {"field": "units", "type": "quantitative", "title": "units of the series"}
    units |= {"scale": {**scale, "domain": [1e3, 1e5]}, "axis": {"values": [1e3, 1e4, 1e5]}}
    seconds = {"field": "seconds", "type": "quantitative", "title": "seconds"}
    seconds |= {"scale": scale, "axis": {"values": [0.01, 0.1, 1, 10, 100]}}
    spec = {
        "width": 420,
        "height": 240,
        "data": {"values": rows},
        "mark": {"type": "line", "point": True, "color": "#1f5a8a"},
        "encoding": {"x": units, "y": seconds},
    }
    return str(vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[]))


PARTS: dict[str, Callable[[], Any]] = {"monthly": monthly, "daily": long}


def apart(part: str, *, plain: bool) -> dict[str, Any]:
    """Measure a part in a process of its own, with the memory that our side alone takes."""
    given = [sys.executable, __file__, "--part", part, *(["--plain"] if plain else [])]
    one_core = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    out = subprocess.run(
        given, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **one_core}
    ).stdout
    return json.loads(out.splitlines()[-1])


def memory(part: str) -> dict[str, int]:
    """The peak of this process, after what it needs was loaded and after it counted."""
    values = unemployment() if part == "monthly memory" else daily(DAYS)
    clearing(daily(700), [SHARE, SHARE])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bases(values)
    clearing(values, [SHARE, Bar(Fraction(1))])
    if part == "monthly memory":
        quartiles(values)
        weighed(values)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"before, megabytes": before // 1024, "peak, megabytes": after // 1024}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the landscape.")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.plain:
        compiled.installed = lambda: False  # type: ignore[assignment]
    if asked.part:
        if "memory" in asked.part:
            print(json.dumps(memory(asked.part)))
        else:
            print(json.dumps(PARTS[asked.part]()))
        return
    kept = HERE / "landscape.json"
    found = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    found |= {
        "command": "python benchmarks/landscape.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "cores used": 1,
    }
    means = "plain arrays" if asked.plain or not compiled.installed() else "compiled"
    if asked.growth:
        found["growth"] = rows = growth()
        PICTURE.write_text(picture(rows), "utf-8")
    else:
        found[means] = {
            part: {**apart(part, plain=asked.plain), **apart(f"{part} memory", plain=asked.plain)}
            for part in ("monthly", "daily")
        }
    kept.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
