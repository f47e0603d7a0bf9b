"""Read gzipped IOB files of names and turn them into documents of raw text with gold entities."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from texts import open_text, press

#: Entity labels kept; every other label is dropped.
ENTITY_LABELS = frozenset({"PER", "ORG", "LOC"})


@dataclass
class Tagged:
    """One sentence of an entity set: words, whether a space follows, entity tags."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]


def align_spaces(words: Sequence[str], text: str) -> list[bool]:
    """Tell after which words of a text a space follows."""
    spaces: list[bool] = []
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            return guess_spaces(words)
        at = found + len(word)
        spaces.append(at < len(text) and text[at].isspace())
    return spaces


def guess_spaces(words: Sequence[str]) -> list[bool]:
    """Guess where the spaces of a tokenised sentence were."""
    glued_left = set(".,;:!?%)]}") | {"'s", "’s", "n't", "n’t", "'", "'re", "'ve", "'ll", "'d"}
    glued_right = set("([{$£€")
    spaces: list[bool] = []
    quotes = 0
    for i, word in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else ""
        spaced = after not in glued_left and word not in glued_right
        if word in {'"', "``", "''"}:
            quotes += 1
            spaced = spaced and quotes % 2 == 0
        if after in {'"', "''"} and quotes % 2 == 1:
            spaced = False
        spaces.append(spaced)
    return spaces


def read_entities(path: Path) -> Iterator[Tagged]:
    """Yield the sentences of an entity file: IOB2 with ids and texts, or bare IOB."""
    numbered = path.name.endswith(".iob2.gz")
    words: list[str] = []
    tags: list[str] = []
    text = ""
    for line in open_text(path):
        if numbered and line.startswith("#"):
            if line.startswith("# text = "):
                text = line.removeprefix("# text = ")
        elif line.strip():
            fields = line.split("\t") if "\t" in line else line.split()
            word, tag = (fields[1], fields[2]) if numbered else (fields[0], fields[-1])
            words.append(word)
            tags.append(tag if tag[2:] in ENTITY_LABELS else "O")
        elif words:
            yield Tagged(words, align_spaces(words, text) if text else guess_spaces(words), tags)
            words, tags, text = [], [], ""
    if words:
        yield Tagged(words, align_spaces(words, text) if text else guess_spaces(words), tags)


def entity_doc(nlp: Language, group: Sequence[Tagged], rng: random.Random | None = None) -> Doc:
    """Build one gold document with entities."""
    words = [word for tagged in group for word in tagged.words]
    spaces = [
        space or i == len(tagged.words) - 1
        for tagged in group
        for i, space in enumerate(tagged.spaces)
    ]
    if rng is not None:
        words = press(words, spaces, rng)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    entities: list[Span] = []
    start = 0
    for tagged in group:
        entities += [Span(doc, start + i, start + j, label) for i, j, label in spans(tagged.tags)]
        start += len(tagged.words)
    doc.set_ents(entities, default="outside")
    return doc


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Read (start, end, label) off a row of IOB tags."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        label = tag[2:]
        if tag[0] == "I" and found and found[-1][1:] == (i, label):
            found[-1] = (found[-1][0], i + 1, label)
        else:
            found.append((i, i + 1, label))
    return found


def grouped(items: Sequence[Tagged], rng: random.Random) -> Iterator[Sequence[Tagged]]:
    """Cut a row of tagged sentences into groups of one to four."""
    at = 0
    while at < len(items):
        size = rng.randint(1, 4)
        yield items[at : at + size]
        at += size
