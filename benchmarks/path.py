"""Measure the whole path on a text, beside the floor under it.

    python benchmarks/path.py TEXT [--published DATE] [--runs N]

The floor is a fresh Python process that loads the sentence analyser and parses the text; the path
is a fresh `averment check` of the text to a written report. Both are timed as whole processes, in
turn. Words per second are those of a warm process: the bare parser's, and the reader's.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from averment import extract
from averment.claim import Document
from averment.extract import analyser
from averment.reference import Gazetteer

FLOOR = (
    "import sys; from pathlib import Path; from averment.extract import analyser; "
    "list(analyser.sentences(Path(sys.argv[1]).read_text(encoding='utf-8')))"
)


def process(command: list[str]) -> tuple[float, float]:
    """Run a command; return its wall time in seconds and its peak memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[:4]} ended with {child.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def cold(text: Path, published: str | None, runs: int) -> None:
    """Print the floor and the path, medians of `runs` cold processes each, taken in turn."""
    found: dict[str, list[tuple[float, float]]] = {"floor": [], "check": []}
    with tempfile.TemporaryDirectory() as folder:
        report = str(Path(folder) / "report.html")
        check = [sys.executable, "-m", "averment", "check", str(text), "--quiet", "-o", report]
        check += ["--force"]  # each run replaces the page of the one before
        check += ["--published", published] if published else []
        commands = {"floor": [sys.executable, "-c", FLOOR, str(text)], "check": check}
        for run in range(runs + 1):
            for name, command in commands.items():
                taken = process(command)
                if run:  # the first run only warms the disk's cache
                    found[name].append(taken)
        size = Path(report).stat().st_size
    walls = {name: statistics.median(wall for wall, _ in taken) for name, taken in found.items()}
    for name, taken in found.items():
        peak = max(memory for _, memory in taken)
        print(
            f"{name:6} {walls[name]:6.2f} s wall, {peak:4.0f} MB peak (median of {runs} cold runs)"
        )
    print(f"ratio  {walls['check'] / walls['floor']:6.2f}; report of {size / 1e6:.2f} MB")


def warm(text: str, published: str | None) -> None:
    """Print the words that the bare parser and the whole reader take in a second."""
    document = Document.from_text(text, published=published)
    words = len(document.text.split())
    gazetteer = Gazetteer.default()
    extract.read(document, gazetteer)
    for name, job in (
        ("bare parser", lambda: list(analyser.sentences(document.text))),
        ("reader", lambda: extract.read(document, gazetteer)),
    ):
        start, turns = time.perf_counter(), 0
        while time.perf_counter() - start < 3:
            job()
            turns += 1
        print(f"{name:12} {words * turns / (time.perf_counter() - start):8,.0f} words/s, warm")


def main() -> None:
    """Measure the text given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--published")
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    cold(chosen.text, chosen.published, chosen.runs)
    warm(chosen.text.read_text(encoding="utf-8"), chosen.published)


if __name__ == "__main__":
    main()
