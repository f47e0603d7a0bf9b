"""Measure the reader on every development set that is there, beside the figures of the last run.

    python benchmarks/reader.py [--data FOLDER] [--polnear FOLDER] [--tempeval FOLDER] [--keep]

Each measure is a script of its own (`reader_*.py`), which says what it counts. FOLDER of `--data`
holds `plover-gold-dev.jsonl`, `recognizers-supported.jsonl` and `quantulum3.jsonl`; the other two
are the corpora of attributions and of times. Sets that are not given are left out with a word. A
figure that fell by more than half a point against `reader.json` ends the run with exit code 1;
`--keep` writes the figures of this run there.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
KEPT = HERE / "reader.json"
#: A figure may fall by so much: the last digits hang on the machine.
SLACK = 0.005
FIGURE = r"(\d+(?:\.\d+)?)"


def runs(options: argparse.Namespace) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """Name, command and figures (a pattern each) of every measure; nothing to run if no set."""
    data, polnear, tempeval = options.data, options.polnear, options.tempeval
    yield (
        "own cases",
        ["reader_cases.py"],
        {
            "development, claims F1": rf"development(?s:.*?)\nall .*? {FIGURE}   \d\.\d+\n",
            "development, all fields": rf"development(?s:.*?)\nall .*? {FIGURE}\n",
            "held out, claims F1": rf"held out(?s:.*?)\nall .*? {FIGURE}   \d\.\d+\n",
            "held out, all fields": rf"held out(?s:.*?)\nall .*? {FIGURE}\n",
        },
    )
    if data:
        yield (
            "figures",
            ["reader_quantities.py", "--data", str(data)],
            {
                f"{name}, percent of fitting cases": rf"{name}: .*? right, {FIGURE} %;"
                for name in ("NumberModel", "PercentModel", "CurrencyModel", "quantulum3")
            },
        )
        yield (
            "events, PLOVER",
            ["reader_events.py", "--data", str(data / "plover-gold-dev.jsonl")],
            {name: rf"^{name}: .*, {FIGURE}$" for name in ("source", "both", "class")},
        )
        yield (
            "dates, Recognizers-Text",
            ["reader_times.py", "--data", str(data / "recognizers-supported.jsonl")],
            {"wholly right": rf"wholly right: {FIGURE}"},
        )
    if polnear:
        yield (
            "attribution, PolNeAR dev",
            ["reader_attribution.py", "--data", str(polnear)],
            {
                "content F1": rf"^all: content F1 {FIGURE}",
                "source right": rf"^all: .*source right {FIGURE}",
                "outermost, content F1": rf"^outermost: content F1 {FIGURE}",
            },
        )
    if tempeval:
        yield (
            "times, TimeBank and AQUAINT",
            ["reader_times.py", "--data", str(tempeval)],
            {"relaxed F1": rf"relaxed .*F1 {FIGURE}", "value F1": rf"value F1 {FIGURE}"},
        )


def measured(name: str, command: list[str], patterns: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(HERE / command[0]), *command[1:]], capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    found = {}
    for what, pattern in patterns.items():
        match = re.search(pattern, done.stdout, re.MULTILINE)
        if match is None:
            sys.exit(f"{command[0]} prints no figure for “{what}”:\n{done.stdout}")
        found[f"{name}: {what}"] = float(match[1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("data", "polnear", "tempeval"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--keep", action="store_true", help="keep the figures of this run")
    options = parser.parse_args()
    kept: dict[str, float] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    found: dict[str, float] = {}
    for run in runs(options):
        found |= measured(*run)
    fallen = []
    for name, figure in found.items():
        before = kept.get(name)
        scale = 100 if figure > 1 or (before or 0) > 1 else 1
        down = before is not None and figure < before - SLACK * scale
        fallen += [name] if down else []
        said = "" if before is None else f"   (last run {before:g})"
        print(f"{name}: {figure:g}{said}{'   FELL' if down else ''}")
    for name in kept.keys() - found.keys():
        print(f"{name}: not measured, its set was not given")
    if options.keep:
        KEPT.write_text(json.dumps(kept | found, indent=2) + "\n", encoding="utf-8")
    if fallen and not options.keep:
        sys.exit(f"{len(fallen)} figures fell.")


if __name__ == "__main__":
    main()
