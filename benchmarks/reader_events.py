"""Measure who does what to whom on the PLOVER gold records.

    python benchmarks/reader_events.py --data plover-gold-dev.jsonl [--errors N]

Of each record with a known source (and target) the event read counts as right if its actors are
those of the record: by overlap of the names in the text, or by country. "Both right" asks for the
source and, where the record has one, the target in one event; the class is right if the event that
fits the actors best (the first, where none does) has the record's type.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from averment import extract
from averment.claim import Document
from averment.extract.events import events
from averment.extract.notes import Entity, EventNote, Notes
from averment.reference import Gazetteer

#: What comes before the events.
BEFORE = ("segments", "entities")


def read(text: str, gazetteer: Gazetteer) -> Notes:
    notes = Notes(Document.from_text(text), gazetteer)
    for one in extract.PASSES:
        if one.__name__ in BEFORE:
            notes = one(notes)
    return events(notes)


def fits(wanted: list[dict[str, Any]], found: tuple[Entity, ...], text: str) -> bool:
    """Whether one of the actors wanted is among those found."""
    for actor in wanted:
        for entity in found:
            said, name = entity.span.of(text).lower(), actor.get("actorText", "").lower()
            same = entity.id.partition("/")[0] == actor.get("code")
            if same or (name and (said in name or name in said)):
                return True
    return False


def scores(
    source: list[dict[str, Any]], target: list[dict[str, Any]], text: str, event: EventNote
) -> tuple[bool, bool]:
    """Whether the source and the target of an event are those of the record."""
    have = event.target or event.source[1:]
    return fits(source, event.source, text), not target or fits(target, have, text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    gazetteer = Gazetteer.default()
    count: Counter[str] = Counter()
    shown = 0
    for line in options.data.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        sides = [case.get(side) for side in ("source", "target")]
        source, target = (side if isinstance(side, list) else [] for side in sides)
        if not source:
            continue
        text = Document.from_text(case["text"]).text
        found = read(case["text"], gazetteer).events

        score = partial(scores, source, target, text)
        best = max(found, key=lambda e: (sum(score(e)), e.type == case["event"]), default=None)
        both = best is not None and all(score(best))
        kind = best is not None and best.type == case["event"]
        count["records"] += 1
        count["both"] += both
        count["class"] += kind
        count["source"] += best is not None and score(best)[0]
        if not (both and kind) and shown < options.errors:
            shown += 1
            got = best and (
                best.type,
                [e.id for e in best.source],
                [e.id for e in best.target],
            )
            names = [[a["actorText"] for a in side] for side in (source, target or [])]
            print(f"{case['text']}\n    wanted {case['event']} {names}\n    found  {got}")
    for name in ("source", "both", "class"):
        print(f"{name}: {count[name]} of {count['records']}, {count[name] / count['records']:.3f}")


if __name__ == "__main__":
    main()
