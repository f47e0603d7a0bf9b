"""Measure the sentence analysers on one core: the floor under every reading of a text.

    python benchmarks/analyser.py TEXT [--runs N] [--out benchmarks/analyser.json]

A cold run is a fresh Python process that loads an analyser, parses the text and ends; its wall
time is the median of all runs, its memory the peak of the largest. Words per second of the core's
time are measured in a warm process on the text, repeated until it has 20,000 words; a word is a
token, so marks count too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

COLD = """
import sys, time
from pathlib import Path
from averment.extract import analyser
text, name = Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2]
start = time.perf_counter()
import spacy
imported = time.perf_counter()
analyser.load(name)
loaded = time.perf_counter()
words = sum(len(sentence) for _, sentence in analyser.sentences(text, name))
print(words, imported - start, loaded - imported, time.perf_counter() - loaded)
"""
WARM_WORDS = 20_000


def one_core() -> None:
    """Keep this process and its children on one core, with one thread each."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def cold(text: Path, name: str, runs: int) -> dict[str, Any]:
    """Time fresh processes, the first of them unmeasured (it warms the disk cache)."""
    walls, parts, peak = [], [], 0
    for run in range(runs + 1):
        start = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-c", COLD, str(text), name], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        answer = child.stdout.read().split()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(child.returncode)
        peak = max(peak, usage.ru_maxrss)
        if run:
            walls.append(time.perf_counter() - start)
            parts.append([float(seconds) for seconds in answer[1:]])
    spacy, load, parse = (
        round(statistics.median(column), 2) for column in zip(*parts, strict=True)
    )
    return {
        "words": int(answer[0]),
        "cold_seconds": round(statistics.median(walls), 2),
        "of_which": {"spacy_import": spacy, "load": load, "parse": parse},
        "peak_megabytes": round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)),
    }


def warm(text: str, name: Any, words: int, runs: int) -> int:
    """Words per second of the core's time, the best of several runs over a long text."""
    from averment.extract import analyser

    times = WARM_WORDS // words + 1
    long = "\n\n".join([text] * times)
    list(analyser.sentences(text, name))
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        count = sum(len(sentence) for _, sentence in analyser.sentences(long, name))
        best = min(best, time.process_time() - start)
    return int(round(count / best, -2))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", type=Path, help="a plain text in UTF-8")
    parser.add_argument("--runs", type=int, default=5, help="measured runs (default: 5)")
    parser.add_argument("--out", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    one_core()
    shown = options.text.name if options.text.is_absolute() else options.text
    figures: dict[str, Any] = {
        "command": f"python benchmarks/analyser.py {shown} --runs {options.runs}",
        "python": platform.python_version(),
        "spacy": version("spacy"),
        "onnxruntime": version("onnxruntime"),
        "machine": platform.machine(),
    }
    text = options.text.read_text(encoding="utf-8")
    for name in ("encoder", "fast"):
        found = cold(options.text, name, options.runs)
        found["words_per_second"] = warm(text, name, found["words"], options.runs)
        figures[name] = found
    answer = json.dumps(figures, indent=2)
    print(answer)
    if options.out:
        options.out.write_text(answer + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
