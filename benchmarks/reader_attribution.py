"""Measure attribution on PolNeAR: who is said to hold what, by which words.

    python benchmarks/reader_attribution.py --data PolNeAR/data/dev [--errors N]

DATA is a split of github.com/networkdynamics/PolNeAR (`text/*.txt`, `attributions/*.ann`). Its
texts are news under copyright: measure with them, keep nothing of them. Each is read from raw text.

Content: the characters of all its spans, blanks and quotation marks left out. In each text the
contents found and those annotated are paired one to one, the pair with the largest Jaccard index of
their characters first, as long as the index is at least 0.3. Precision is pairs over attributions
found, recall pairs over attributions annotated (where several annotators worked on a text, the
first). Everything found counts, nested attributions too, though PolNeAR annotates no word twice;
the second line leaves nested ones out. In a pair the source is right where the spans share a word
other than an article, or neither has one; `source head` asks that the last word of the name found
lies in the annotated source. The cue is right where the spans share a character.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from averment.claim import Document, Span, normalise
from averment.extract.attribution import attributions, whole
from averment.extract.entities import entities
from averment.extract.notes import Notes
from averment.extract.segments import segments
from averment.reference import Gazetteer

LEAST = 0.3
IGNORED = frozenset("“”\"'‘’`")
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True)
class Said:
    """An attribution: the characters of its content, source and cue."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    nested: bool = False


def gold(path: Path, raw: str) -> Iterator[Said]:
    """Read the attributions of a brat file, whose places are those of the text as it was."""
    text = normalise(raw)
    spans: dict[str, frozenset[int]] = {}
    for line in path.read_text("utf-8").split("\n"):
        name, _, rest = line.partition("\t")
        if name.startswith("T") and rest:
            places = rest.partition("\t")[0].partition(" ")[2].split(";")
            ends = [[len(normalise(raw[: int(end)])) for end in p.split()] for p in places]
            spans[name] = characters(text, [Span(*pair) for pair in ends])
    for line in path.read_text("utf-8").split("\n"):
        name, _, rest = line.partition("\t")
        if not name.startswith("E"):
            continue
        parts: dict[str, set[int]] = {"Content": set(), "Source": set(), "Cue": set()}
        for part in rest.split():
            role, _, span = part.partition(":")
            role = role.rstrip("0123456789")
            if role in parts:
                parts[role] |= spans[span]
        if parts["Content"]:
            content, source, cue = (frozenset(parts[role]) for role in ("Content", "Source", "Cue"))
            yield Said(content, source, cue)


def characters(text: str, spans: list[Span]) -> frozenset[int]:
    """Return the places of the characters in spans that are neither blanks nor quotation marks."""
    inside = (i for span in spans for i in range(span.start, span.end))
    return frozenset(i for i in inside if not text[i].isspace() and text[i] not in IGNORED)


def found(notes: Notes) -> Iterator[Said]:
    text = notes.document.text
    for note in whole(notes):
        source = [note.source] if note.source else []
        yield Said(
            characters(text, list(note.content)),
            characters(text, source),
            characters(text, [note.cue]),
            nested=note.outer is not None,
        )


def pairs(wanted: list[Said], got: list[Said]) -> list[tuple[Said, Said, float]]:
    """Pair contents one to one, the most alike first."""
    at: dict[int, list[int]] = {}
    for index, one in enumerate(wanted):
        for place in one.content:
            at.setdefault(place, []).append(index)
    alike = []
    for mine, one in enumerate(got):
        shared = Counter(index for place in one.content for index in at.get(place, ()))
        for index, common in shared.items():
            jaccard = common / (len(one.content) + len(wanted[index].content) - common)
            if jaccard >= LEAST:
                alike.append((-jaccard, index, mine))
    taken: tuple[set[int], set[int]] = (set(), set())
    made = []
    for jaccard, index, mine in sorted(alike):
        if index not in taken[0] and mine not in taken[1]:
            taken[0].add(index)
            taken[1].add(mine)
            made.append((wanted[index], got[mine], -jaccard))
    return made


def words(text: str, places: frozenset[int]) -> set[tuple[int, str]]:
    """Return the words that lie at places, each with the place of its first character."""
    made: dict[int, str] = {}
    start = -2
    for place in sorted(places):
        if place - 1 not in places:
            start = place
        made[start] = made.get(start, "") + text[place]
    return {(at, word.lower()) for at, word in made.items() if word.lower() not in ARTICLES}


def same_source(text: str, one: Said, other: Said) -> tuple[bool, bool]:
    """Say whether two sources share a word, and whether the one ends inside the other."""
    if not one.source or not other.source:
        same = not one.source and not other.source
        return same, same
    shared = {w for _, w in words(text, one.source & other.source)}
    return bool(shared), max(other.source) in one.source


class Tally:
    """Counts over texts, printed as one line."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, text: str, wanted: list[Said], got: list[Said]) -> list[tuple[Said, Said, float]]:
        matched = pairs(wanted, got)
        self.counts.update(wanted=len(wanted), got=len(got), matched=len(matched))
        for one, other, jaccard in matched:
            overlap, head = same_source(text, one, other)
            cue = bool(one.cue & other.cue)
            self.counts.update(source=overlap, head=head, cue=cue, exact=jaccard == 1.0)
        return matched

    def line(self) -> str:
        counts = self.counts
        matched = counts["matched"] or 1
        precision, recall = matched / (counts["got"] or 1), matched / (counts["wanted"] or 1)
        shares = ", ".join(
            f"{label} {counts[name] / matched:.3f}"
            for label, name in (
                ("source right", "source"),
                ("source head", "head"),
                ("cue right", "cue"),
                ("content identical", "exact"),
            )
        )
        return (
            f"content F1 {2 * precision * recall / (precision + recall):.3f} (precision"
            f" {precision:.3f}, recall {recall:.3f}; {counts['wanted']} annotated,"
            f" {counts['got']} found); of the pairs: {shares}"
        )


def texts(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield each text of a split with the first annotation of it."""
    seen: set[str] = set()
    for ann in sorted((data / "attributions").glob("*.ann")):
        name = ann.stem.rpartition("_")[0]
        if name not in seen:
            seen.add(name)
            yield (data / "text" / f"{name}.txt").read_text("utf-8"), ann


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="a split of PolNeAR")
    parser.add_argument("--errors", type=int, default=0, help="errors of each sort to print")
    options = parser.parse_args()
    every, outermost = Tally(), Tally()
    missed, false, wrong = [], [], []
    for raw, ann in texts(options.data):
        notes = Notes(Document.from_text(raw), Gazetteer.default())
        for one in (segments, entities, attributions):
            notes = one(notes)
        text = notes.document.text
        wanted, got = list(gold(ann, raw)), list(found(notes))
        matched = every.add(text, wanted, got)
        outermost.add(text, wanted, [one for one in got if not one.nested])
        paired = {id(one) for pair in matched for one in pair[:2]}
        missed += [shown(text, one) for one in wanted if id(one) not in paired]
        false += [shown(text, one) for one in got if id(one) not in paired]
        wrong += [
            f"{shown(text, one)}\n    found: {shown(text, other)}"
            for one, other, _ in matched
            if not same_source(text, one, other)[0]
        ]
    print(f"all: {every.line()}")
    print(f"outermost: {outermost.line()}")
    for title, errors in (("missed", missed), ("false", false), ("wrong source", wrong)):
        drawn = random.Random(1).sample(errors, min(options.errors, len(errors)))
        for line in drawn:
            print(f"{title}: {line}")


def shown(text: str, one: Said) -> str:
    """Show an attribution as source | cue | content."""

    def part(places: frozenset[int]) -> str:
        return " ".join(text[min(places) : max(places) + 1].split())[:160] if places else "–"

    return f"{part(one.source)} | {part(one.cue)} | {part(one.content)}"


if __name__ == "__main__":
    main()
