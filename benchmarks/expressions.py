"""Measure the reader's figures and dates on cases of Microsoft Recognizers-Text (MIT).

    python benchmarks/expressions.py CASES.jsonl

CASES has a case a line: `model`, `text`, `ref` (the day of speaking) and `results` with `TypeName`
and `Resolution`. A figure counts as found if one with its value is read anywhere in the sentence, a
date (`date` or `daterange`, any of its candidate values) if its start is. Many cases are commands
to a calendar ("next Tuesday at 8") and no prose of the kind that Averment reads.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from averment.claim import Document
from averment.extract import entities, quantities, segments, times
from averment.extract.notes import Notes
from averment.reference import Gazetteer

FIGURES = {"NumberModel", "PercentModel"}
DATES = {"datetimeV2.date", "datetimeV2.daterange"}


def read(case: dict[str, Any]) -> Notes:
    day = dt.date.fromisoformat(case["ref"][:10]) if case.get("ref") else None
    notes = Notes(Document.from_text(case["text"], published=day), Gazetteer.default())
    for one in (segments, entities, times, quantities):
        notes = one(notes)
    return notes


def figures(notes: Notes, results: list[dict[str, Any]]) -> list[bool]:
    read_ = {q.number for q in notes.quantities} | {
        end for q in notes.quantities for end in (q.low, q.high, q.from_, q.to)
    }
    wanted = [str(r["Resolution"].get("value", "")).rstrip("%").replace(",", "") for r in results]
    return [_number(value) in read_ for value in wanted]


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def dates(notes: Notes, results: list[dict[str, Any]]) -> list[bool]:
    starts = {time.start.isoformat() for time in notes.times if time.start}
    found = []
    for result in (r for r in results if r["TypeName"] in DATES):
        values = (result.get("Resolution") or {}).get("values", [])
        wanted = {v.get("start") or v.get("value") for v in values}
        found.append(bool(wanted & starts))
    return found


def main() -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        name = "figures" if case["model"] in FIGURES else "dates"
        if case["model"] not in {*FIGURES, "DateTimeModel"} or not case["results"]:
            continue
        notes = read(case)
        found = (figures if name == "figures" else dates)(notes, case["results"])
        right[name] += sum(found)
        total[name] += len(found)
    for name in sorted(total):
        print(f"{name}: {right[name]} of {total[name]}, {100 * right[name] / total[name]:.1f} %")


if __name__ == "__main__":
    main()
