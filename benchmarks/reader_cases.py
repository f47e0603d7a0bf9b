"""Measure the reader on the project's own annotated texts.

    python benchmarks/reader_cases.py [--data FOLDER] [--errors N] [--field NAME] [--passing]

A claim is found where the words of a claim that was read overlap those of the gold claim (Jaccard
over characters of at least 0.3) and the kinds agree. Its fields are right when all that the
conventions settle agree; the words may differ by a fifth. The texts held out are measured apart,
and their errors are never shown. `--passing` prints the texts outside them that are read wholly
right, the manifest that a test keeps.
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from averment import extract
from averment.claim import Document
from averment.reference import Gazetteer

CASES = Path(__file__).parents[1] / "tests" / "cases" / "reading"
#: Least overlap, as Jaccard over characters, for a claim to be found and for its words to be right.
FOUND, WORDS = 0.3, 0.8

Record = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One text with its claims, as the file has them."""

    name: str
    text: str
    published: str
    held_out: bool
    claims: list[Record]


@dataclass
class Read:
    """What became of one text: pairs of gold and claim, what was missed, and what is too much."""

    case: Case
    pairs: list[tuple[Record, Record, list[str]]] = field(default_factory=list)
    other_kind: list[tuple[Record, Record]] = field(default_factory=list)
    missed: list[Record] = field(default_factory=list)
    extra: list[Record] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether the text is read wholly right."""
        return not (self.missed or self.extra or any(wrong for *_, wrong in self.pairs))


def cases(folder: Path = CASES) -> list[Case]:
    """Return all cases of a folder of files, or of one file."""
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else [folder]
    return [case for path in files for case in _of_file(path)]


def _of_file(path: Path) -> Iterator[Case]:
    data = tomllib.loads(path.read_text("utf-8"))
    for number, one in enumerate(data["case"], start=1):
        yield Case(
            name=f"{path.stem} {number}",
            text=one["text"],
            published=one.get("published", data["published"]),
            held_out=one.get("held_out", False),
            claims=_placed(one["text"], one["claims"]),
        )


def _placed(text: str, claims: list[Record]) -> list[Record]:
    """Give each gold claim the place of its words: the next one where they stand.

    Raises `ValueError` where they do not stand in the text.
    """
    placed: list[Record] = []
    start, end = 0, 0
    for number, claim in enumerate(claims, start=1):
        words = claim["text"]
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        found = pattern.search(text, end) or pattern.search(text, start) or pattern.search(text)
        if found is None:
            raise ValueError(f"“{words}” does not stand in “{text}”")
        start, end = found.span()
        placed.append({**claim, "id": f"c{number}", "span": [start, end]})
    return placed


# What a case writes short, written out


_VALUE = re.compile(
    r"(?:(?P<bound>[a-z_]+) )?(?P<low>[\d.e]+?)(?:\.\.(?P<high>[\d.e]+))?"
    r"(?: -> (?P<to>[\d.e]+))?(?: (?P<unit>percent|times|points|[A-Z]{3}))?"
)


def value_of(text: str | None) -> Record | None:
    """Write out a value. Raises `ValueError` for what is none."""
    if text is None:
        return None
    found = _VALUE.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” is no value")
    number, unit = float(found["low"]), found["unit"] or "count"
    if found["to"]:
        return {"from": number, "to": float(found["to"]), "unit": unit, "bound": "exact"}
    bound = found["bound"] or ("about" if found["high"] else "exact")
    low: float | None = number
    high: float | None = float(found["high"]) if found["high"] else number
    if bound in ("at_least", "more_than"):
        high = high if found["high"] else None
    elif bound in ("at_most", "less_than"):
        low = None
    span = found["high"] and not found["bound"]
    return {
        "number": None if span else number,
        "unit": unit,
        "bound": bound,
        "low": low,
        "high": high,
    }


def window_of(text: str | None) -> Record | None:
    """Write out a window. Raises `ValueError` for what is none."""
    if text is None:
        return None
    if "/" not in text:
        return {"start": _first(text), "end": _after(text), "open": []}
    start, end = text.split("/")
    ends = [name for name, part in (("start", start), ("end", end)) if "~" in part]
    return {"start": _first(start.strip("~")), "end": _first(end.strip("~")), "open": sorted(ends)}


def _first(text: str) -> str | None:
    return f"{text}-01-01"[:10] if text and dt.date.fromisoformat(f"{text}-01-01"[:10]) else None


def _after(text: str) -> str:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return f"{parts[0] + 1}-01-01"
    if len(parts) == 2:
        days = calendar.monthrange(*parts)[1]
        return (dt.date(parts[0], parts[1], days) + dt.timedelta(days=1)).isoformat()
    return (dt.date.fromisoformat(text) + dt.timedelta(days=1)).isoformat()


# The fields: what the gold wants, what was read, and whether they agree


def _ids(refs: Sequence[Record]) -> set[str]:
    return {ref["id"] or _plain(ref["text"]) for ref in refs}


def _plain(text: str | None) -> str:
    return re.sub(r"^(the|a|an) ", "", (text or "").lower().replace("’", "'")).strip(" ,.;'\"“”")


def _near(one: str | None, other: str | None) -> bool:
    """Say whether two phrases share at least half of their words."""
    left, right = set(_plain(one).split()), set(_plain(other).split())
    return left == right or 2 * len(left & right) >= len(left | right)


def _role(claim: Record, role: str) -> set[str]:
    record = claim["event"] if claim["kind"] == "event" else claim["actors"]
    return _ids(record[role]) if record else set()


def _same_value(gold: Record, claim: Record) -> bool:
    wanted, found = value_of(gold.get("value")), claim["value"]
    if wanted is None or found is None:
        return wanted is None and found is None
    return all(_close(found.get(key), number) for key, number in wanted.items())


def _close(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-9 * max(abs(one), abs(other))
    return bool(one == other)


def _same_window(name: str) -> Callable[[Record, Record], bool]:
    def same(gold: Record, claim: Record) -> bool:
        wanted, found = window_of(gold.get(name)), claim[name]
        if wanted is None or found is None:
            return wanted is None and found is None
        ends = all(found[end] == wanted[end] for end in ("start", "end"))
        return ends and sorted(found["open"]) == sorted(wanted["open"])

    return same


def _same_sides(gold: Record, claim: Record) -> bool:
    wanted, found = gold.get("relation"), claim["relation"]
    if wanted is None or found is None:
        return wanted is None and found is None
    sides = zip((wanted[0], wanted[2]), (found["subject"], found["object"]), strict=True)
    same = all(
        side == ref["id"] or (not ref["id"] and _near(side, ref["text"])) for side, ref in sides
    )
    return same and wanted[1] == found["type"]


def _same_order(gold: Record, claim: Record) -> bool:
    wanted, found = gold.get("order"), claim["order"]
    if wanted is None or found is None:
        return wanted is None and found is None
    ends = zip(wanted, (found["first"], found["second"], found["link"]), strict=True)
    return all(_near(*pair) for pair in ends)


def _same_chain(gold: Record, claim: Record) -> bool:
    wanted = [(_plain(source), stance) for source, _, stance in gold.get("attribution", [])]
    return wanted == [(_plain(one["source"]), one["stance"]) for one in claim["attribution"]]


def _same_cues(gold: Record, claim: Record) -> bool:
    wanted = [cue.lower() for _, cue, _ in gold.get("attribution", [])]
    found = [one["cue"].lower() for one in claim["attribution"]]
    return len(wanted) == len(found) and all(
        set(cue.split()) <= set(other.split()) for cue, other in zip(wanted, found, strict=True)
    )


FIELDS: dict[str, Callable[[Record, Record], bool]] = {
    "text": lambda gold, claim: overlap(gold["span"], claim["span"]) >= WORDS,
    "attribution": _same_chain,
    "cue": _same_cues,
    "polarity": lambda gold, claim: gold.get("polarity", "affirmed") == claim["polarity"],
    "checkable": lambda gold, claim: ("why_not" not in gold) == claim["checkable"],
    "why_not": lambda gold, claim: gold.get("why_not") == claim["why_not"],
    "hedge": lambda gold, claim: "hedge" not in gold or _near(gold["hedge"], claim["hedge"]),
    "measure": lambda gold, claim: (
        (gold.get("measure") or None) == (claim["measure"] or {}).get("id")
    ),
    "value": _same_value,
    "direction": lambda gold, claim: gold.get("direction") == claim["direction"],
    "window": _same_window("window"),
    "anchor": lambda gold, claim: (
        _plain(gold.get("anchor")) == _plain((claim["window"] or {}).get("anchor"))
    ),
    "baseline": _same_window("baseline"),
    "place": lambda gold, claim: set(gold.get("place", [])) == {p["id"] for p in claim["place"]},
    "of": lambda gold, claim: (
        set(gold.get("of", [])) == _role(claim, "of") if claim["kind"] != "event" else True
    ),
    "by": lambda gold, claim: set(gold.get("by", [])) == _role(claim, "by"),
    "against": lambda gold, claim: set(gold.get("against", [])) == _role(claim, "against"),
    "relation": _same_sides,
    "order": _same_order,
    "extremum": lambda gold, claim: gold.get("extremum") == (claim["rank"] or {}).get("extremum"),
    "position": lambda gold, claim: (
        gold.get("position", 1) == (claim["rank"] or {"position": 1})["position"]
    ),
    "among": lambda gold, claim: (
        "among" not in gold or _near(gold["among"], (claim["rank"] or {}).get("among"))
    ),
    "whole": lambda gold, claim: _near(gold.get("whole"), claim["whole"]),
}


def wrong_fields(gold: Record, claim: Record) -> list[str]:
    """Return the names of the settled fields that differ, without `responds_to`."""
    settled = (name for name in FIELDS if name not in gold.get("unsettled", ()))
    return [name for name in settled if not FIELDS[name](gold, claim)]


# Alignment


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the Jaccard overlap of two spans, over characters."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (one[1] - one[0] + other[1] - other[0] - shared)


def _same_kind(gold: Record, claim: Record) -> bool:
    return gold["kind"] == claim["kind"] or "kind" in gold.get("unsettled", ())


def measured(case: Case) -> Read:
    """Read a text and set its claims beside the gold ones, each at most once, the best first."""
    document = Document.from_text(case.text, published=case.published)
    claims = extract.read(document, Gazetteer.default()).to_dict()["claims"]
    possible = [
        (_same_kind(gold, claim), -len(wrong), near, g, c)
        for g, gold in enumerate(case.claims)
        for c, claim in enumerate(claims)
        if (near := overlap(gold["span"], claim["span"])) >= FOUND
        for wrong in [wrong_fields(gold, claim)]
    ]
    match: dict[int, int] = {}
    for *_, g, c in sorted(possible, reverse=True):
        if g not in match and c not in match.values():
            match[g] = c
    return _told(case, claims, match)


def _told(case: Case, claims: list[Record], match: dict[int, int]) -> Read:
    read = Read(case)
    ids = {claims[c]["id"]: case.claims[g]["id"] for g, c in match.items()}
    for g, gold in enumerate(case.claims):
        claim = claims[match[g]] if g in match else None
        optional = gold.get("optional", False)
        if claim is None:
            read.missed += [] if optional else [gold]
        elif _same_kind(gold, claim):
            wrong = wrong_fields(gold, claim)
            answered = sorted(ids.get(one, one) for one in claim["responds_to"])
            if answered != gold.get("responds_to", []) and "responds_to" not in gold.get(
                "unsettled", ()
            ):
                wrong.append("responds_to")
            read.pairs += [] if optional else [(gold, claim, wrong)]
        elif not optional:
            read.other_kind.append((gold, claim))
            read.missed.append(gold)
            read.extra.append(claim)
    read.extra += [claim for c, claim in enumerate(claims) if c not in match.values()]
    return read


# Figures


@dataclass(frozen=True)
class Score:
    """Counts of claims: in the gold, read, found with the right kind, and with all fields right."""

    gold: int
    read: int
    found: int
    whole: int

    @property
    def f1(self) -> float:
        """The F1 of claims found with the right kind."""
        return 2 * self.found / max(self.gold + self.read, 1)

    @property
    def fields(self) -> float:
        """The part of the claims found whose fields are all right."""
        return self.whole / max(self.found, 1)

    def line(self, name: str) -> str:
        """One line of a table."""
        precision, recall = self.found / max(self.read, 1), self.found / max(self.gold, 1)
        return (
            f"{name:10} {self.gold:5} {self.read:5}   {precision:.3f}  {recall:.3f}  {self.f1:.3f}"
            f"   {self.fields:.3f}"
        )


def score(reads: Sequence[Read], kind: str | None = None) -> Score:
    """Count over texts, of one kind or of all."""

    def of_kind(record: Record) -> bool:
        return kind is None or record["kind"] == kind

    pairs = [wrong for read in reads for gold, _, wrong in read.pairs if of_kind(gold)]
    missed = sum(of_kind(gold) for read in reads for gold in read.missed)
    extra = sum(of_kind(claim) for read in reads for claim in read.extra)
    right = sum(not wrong for wrong in pairs)
    return Score(len(pairs) + missed, len(pairs) + extra, len(pairs), right)


def _table(name: str, reads: Sequence[Read]) -> None:
    texts = f"{len(reads)} texts, {sum(read.right for read in reads)} wholly right"
    print(f"\n{name}: {texts}\n{'kind':10}  gold  read   prec.  recall F1      all fields")
    kinds = sorted({gold["kind"] for read in reads for gold in read.case.claims})
    for kind in kinds:
        print(score(reads, kind).line(kind))
    print(score(reads).line("all"))
    found = [wrong for read in reads for *_, wrong in read.pairs]
    counts = Counter(one for wrong in found for one in wrong)
    print("fields wrong in claims found:", ", ".join(f"{n} {c}" for n, c in counts.most_common()))


def _errors(reads: Sequence[Read], most: int, name: str | None) -> None:
    shown = 0
    for read in reads:
        wrong = [*lines(read, name)]
        if wrong and shown < most:
            shown += 1
            print(f"\n[{read.case.name}] {read.case.text}")
            print("\n".join(wrong))


def lines(read: Read, name: str | None = None) -> Iterator[str]:
    """Yield what is wrong with the reading of a text, or with one field of it."""
    if name is None:
        for gold in read.missed:
            yield f"  missed  {gold['kind']}: {gold['text']}"
        for claim in read.extra:
            yield f"  extra   {claim['kind']}: {claim['text']}"
    for gold, claim, wrong in read.pairs:
        for one in wrong:
            if name in (None, one):
                yield f"  {one:11} {gold['kind']} “{gold['text']}”: {_shown(one, gold, claim)}"


def _shown(name: str, gold: Record, claim: Record) -> str:
    wanted: Any = gold.get(name)
    found: Any = claim.get(name)
    if name in ("of", "by", "against"):
        found = _role(claim, name)
    elif name in ("attribution", "cue"):
        wanted = gold.get("attribution", [])
        found = [[one["source"], one["cue"], one["stance"]] for one in claim["attribution"]]
    elif name in ("window", "baseline") and found:
        found = [found["start"], found["end"], *found["open"]]
    elif name == "anchor":
        found = (claim["window"] or {}).get("anchor")
    elif name == "place":
        found = [place["id"] for place in found]
    elif name == "measure":
        found = (found or {}).get("id")
    return f"{wanted} – read {found}"


def main() -> None:
    """Read the cases, print the figures and, where asked, errors."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=CASES, help="a folder of cases, or a file")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N texts misread")
    parser.add_argument("--field", help="of the errors, only those in this field")
    parser.add_argument("--passing", action="store_true", help="print the manifest")
    given = parser.parse_args()
    reads = [measured(case) for case in cases(given.data)]
    open_ones = [read for read in reads if not read.case.held_out]
    if given.passing:
        print("\n".join(read.case.name for read in open_ones if read.right))
        return
    _errors(open_ones, given.errors, given.field)
    _table("development", open_ones)
    _table("held out", [read for read in reads if read.case.held_out])


if __name__ == "__main__":
    main()
