"""Measure the reader's times on TimeBank and AQUAINT, or on cases of Recognizers-Text.

    python benchmarks/reader_times.py --data FOLDER_OR_FILE [--errors N]

FOLDER holds TimeML files (`*.tml`, as in jspotter/TempEval-3: data/TBAQ-cleaned); they are read
from the raw words of their TEXT, with the creation time as the date of publication. Relaxed F1
counts an expression as found where spans overlap; value and type F1 are, as in TempEval-3, the
share of right values (types) among the matches times relaxed F1. Windows that TIMEX3 has no
expression for (those hung on an event, ranges that join two dates) are not counted.

FILE has cases of Recognizers-Text (`recognizers-supported.jsonl`, MIT). Of its date-time cases are
measured those whose notions are ours: `date`, `daterange`, `duration` and `set`. Left out are the
hours of the day (`time`, `timerange`, `datetime`, `datetimerange`, a `set` with an hour), for the
record's windows are made of days, and days that do not exist. A case is right if each of its
expressions is read with that TIMEX3 value or, for dates, that period, and nothing else is read.
Some customs differ and are allowed for: ranges from one date to another have their last day, month
or year in or out (theirs leave it out), and a period that still runs ends with the publication or
whole (theirs is whole); "after" a day begins with it (theirs) or the day after; "two months ago" is
a day (theirs) or the month; "a few" is X or 3 (theirs).
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from averment.claim import Document
from averment.extract import entities, segments, times
from averment.extract.notes import Notes, Time
from averment.reference import Gazetteer

OURS = frozenset({"date", "daterange", "duration", "set"})
TIMEX = frozenset({"DATE", "TIME", "DURATION", "SET"})


def read(text: str, day: str) -> Notes:
    published = dt.date.fromisoformat(day[:10])
    notes = Notes(Document.from_text(text, published=published), Gazetteer.default())
    for one in (segments, entities, times):
        notes = one(notes)
    return notes


@dataclass(frozen=True, slots=True)
class Marked:
    """An expression that the corpus marks, at `[start, end)` of its text."""

    start: int
    end: int
    type: str
    value: str


def timeml(path: Path) -> tuple[str, str, list[Marked]]:
    """Return the text of a file without tags, its creation time and its expressions."""
    raw = path.read_text("utf-8", errors="replace")
    inner, created = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S), re.search(r"<DCT>.*?</DCT>", raw)
    assert inner, f"{path} has no text"
    assert created, f"{path} has no creation time"
    text, marked, opened = "", [], None
    for piece in re.split(r"(<[^>]+>)", inner[1]):
        if piece.startswith("<TIMEX3"):
            found = dict(re.findall(r'(\w+)="([^"]*)"', piece))
            opened = (len(text), found["type"], found["value"])
        elif piece == "</TIMEX3>" and opened:
            marked.append(Marked(opened[0], len(text), *opened[1:]))
            opened = None
        elif not piece.startswith("<"):
            text += html.unescape(piece)
    value = re.search(r'value="([^"]*)"', created[0])
    assert value, f"{path} has no creation time"
    return text, value[1], marked


def corpus(folder: Path, errors: int) -> None:
    paths = sorted(p for p in folder.rglob("*.tml") if not p.name.startswith("."))
    marked_all = found_all = matched = values = types = 0
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        text, day, marked = timeml(path)
        notes = read(text, day)
        assert notes.document.text == text, f"{path}: the text is not in its normal form"
        found = [time for time in notes.times if time.type in TIMEX]
        marked_all, found_all = marked_all + len(marked), found_all + len(found)
        for gold, time in matches(marked, found, text, wrong):
            matched += 1
            values += gold.value == time.value
            types += gold.type == time.type
            if gold.value != time.value:
                words = f"{text[gold.start : gold.end]!r} ({day[:10]}): {gold.value}"
                wrong[f"value of {gold.type}"].append(f"{words}, read as {time.value!r}")
    precision, recall = matched / found_all, matched / marked_all
    relaxed = 2 * precision * recall / (precision + recall)
    print(f"{len(paths)} texts, {marked_all} expressions")
    print(f"relaxed P {precision:.3f} R {recall:.3f} F1 {relaxed:.3f}")
    print(f"value F1 {values / matched * relaxed:.3f}, type F1 {types / matched * relaxed:.3f}")
    report(wrong, errors)


def matches(
    marked: list[Marked], found: list[Time], text: str, wrong: defaultdict[str, list[str]]
) -> Iterator[tuple[Marked, Time]]:
    """Pair what overlaps, each once, and note what stays over."""
    free = list(found)
    for gold in marked:
        for time in free:
            if time.span.start < gold.end and gold.start < time.span.end:
                free.remove(time)
                yield gold, time
                break
        else:
            words = " ".join(text[gold.start - 40 : gold.end + 30].split())
            said = f"{text[gold.start : gold.end]!r} {gold.value}"
            wrong[f"missed {gold.type}"].append(f"{said} in {words!r}")
    for time in free:
        words = " ".join(text[time.span.start - 40 : time.span.end + 30].split())
        wrong[f"added {time.type}"].append(f"{time.span.of(text)!r} {time.value} in {words!r}")


def cases(file: Path, errors: int) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    left: Counter[str] = Counter()
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    for line in file.read_text("utf-8").splitlines():
        case = json.loads(line)
        if case["model"] != "DateTimeModel":
            continue
        kinds = {kind(result) for result in case["results"]}
        if kinds - OURS:
            left[" ".join(sorted(kinds - OURS))] += 1
            continue
        group = " ".join(sorted(kinds)) or "none"
        found = [t for t in read(case["text"], case["ref"]).times if t.type != "EVENT"]
        good = whole(case, found)
        right[group] += good
        total[group] += 1
        if not good:
            wanted = [(r["Text"], r["Resolution"]["values"][:2]) for r in case["results"]]
            told = [(t.span.of(case["text"]), t.type, t.value, *_ends(t)) for t in found]
            said = f"{case['text']} ({case['ref'][:10]})\n    {wanted}\n    {told}"
            wrong[group].append(said)
    for group in sorted(total):
        print(f"{group}: {right[group]} of {total[group]}")
    print(f"wholly right: {right.total() / total.total():.3f} of {total.total()} cases")
    print(f"left out: {dict(left)}")
    report(wrong, errors)


def kind(result: dict[str, Any]) -> str:
    """Return the type of a result; frequencies with an hour of the day are a type of their own."""
    name = str(result["TypeName"].partition(".")[2])
    timex = result["Resolution"]["values"][0]["timex"]
    if re.search("-02-(?:29|30)", timex) and "not resolved" in str(result["Resolution"]):
        return "no such day"
    return "set of hours" if name == "set" and re.search(r"(?<!P)T", timex) else name


def _ends(time: Time) -> tuple[str, str]:
    return str(time.start or ""), str(time.end or "")


def whole(case: dict[str, Any], found: list[Time]) -> bool:
    """Say whether each result is read rightly, and nothing is read beside them."""
    free = [time for time in found if time.role != "part"]
    day = dt.date.fromisoformat(case["ref"][:10])
    for result in case["results"]:
        values = result["Resolution"]["values"]
        start, end = result["Start"], result["End"] + 1
        here = [t for t in free if t.span.start < end and start < t.span.end]
        if len(here) != 1 or not any(same(v, here[0], day, result["Text"]) for v in values):
            return False
        free.remove(here[0])
    return not free


def same(value: dict[str, Any], time: Time, day: dt.date, said: str) -> bool:
    """Say whether one of a case's values is what was read."""
    timex = value["timex"]
    if timex in (time.value, time.value.replace("X", "3")):
        return True
    if value["type"] in ("duration", "set"):
        return False
    start, end = value.get("start", value.get("value")), value.get("end")
    counted = re.search(r"\b(?:ago|in)\b", said) is not None
    ours = tuple(day.isoformat() if day else None for day in (time.start, time.end))
    if value["type"] == "date":
        if counted and time.start and time.end:  # two months ago: their day lies in our month
            return bool(ours[0] <= start < ours[1])
        return bool(ours[0] == start and time.start and time.end == time.start + dt.timedelta(1))
    if value.get("Mod") == "after" and time.start and not time.end:
        return start in (ours[0], (time.start - dt.timedelta(1)).isoformat())
    if ours[0] == start and end and time.end == day + dt.timedelta(1) and ours[1] < end:
        return True
    between = timex.startswith("(") and time.end is not None and end is not None
    if between and ours[0] == start:
        assert time.end is not None
        return end in {
            day.isoformat()
            for day in (
                time.end,
                time.end - dt.timedelta(1),
                (time.end - dt.timedelta(1)).replace(day=1),
                (time.end - dt.timedelta(1)).replace(month=1, day=1),
            )
        }
    return ours == (start, end)


def report(wrong: dict[str, list[str]], errors: int) -> None:
    for group, lines in sorted(wrong.items(), key=lambda item: -len(item[1])):
        print(f"{group}: {len(lines)}")
        step = max(1, len(lines) // errors) if errors else len(lines) + 1
        for line in lines[step - 1 :: step]:
            print(f"  {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", type=int, default=0, help="how many examples of each class")
    asked = parser.parse_args()
    (corpus if asked.data.is_dir() else cases)(asked.data, asked.errors)


if __name__ == "__main__":
    main()
