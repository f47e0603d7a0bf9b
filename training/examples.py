"""Turn treebanks and sets of names into numbered examples for the encoder, anew for every epoch.

What is varied is drawn anew each time: words of the field, made sentences, the typography of the
press, names put in for others of their kind, and the case of a few sentences, as headlines and
careless writers have it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import augment
import patterns
import torch
from entities import Tagged, read_entities, spans
from network import POSITIONS
from texts import press
from torch import Tensor
from treebanks import Sentence, Word, read_treebank, stretches

from averment.extract.wordpieces import WordPieces, case

#: The sets of names, each with a guideline of its own; the analyser follows the first.
SETS = ("uner", "wikigold", "re3d", "gum")
TAGS = ("O", *(f"{place}-{label}" for label in ("PER", "ORG", "LOC") for place in "BI"))
#: What GUM calls the things that the other sets name.
GUM_LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}
#: Share of the names that another of their kind replaces; of the sentences in other case.
NAMES, CAPITALS, SMALL = 0.3, 0.02, 0.03
#: Longer sentences are not trained on.
LONGEST = 150
#: Marks a place without a gold answer.
NONE = -100


@dataclass
class Gold:
    """One sentence with what is known of it: its tree, its names, or both."""

    words: list[str]
    spaces: list[bool]
    tree: Sentence | None = None
    names: list[str] | None = None
    source: int = 0


@dataclass(frozen=True)
class Labels:
    """The labels of each head, in their order."""

    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    relation: tuple[str, ...]
    name: tuple[str, ...] = TAGS

    def sizes(self) -> dict[str, int]:
        """Count the labels of each head, and the sets of names."""
        return {name: len(labels) for name, labels in vars(self).items()} | {"sets": len(SETS)}


def labels_of(golds: Iterable[Gold]) -> Labels:
    """Collect the labels that sentences have."""
    words = [word for gold in golds if gold.tree for word in gold.tree.words]
    return Labels(
        tuple(sorted({word.xpos for word in words})),
        tuple(sorted({word.upos for word in words})),
        tuple(sorted({word.relation for word in words})),
    )


def tree_gold(sentence: Sentence, names: list[str] | None = None, source: int = 0) -> Gold:
    """Make an example of a sentence of a treebank."""
    words, spaces = [w.form for w in sentence.words], [w.spaced for w in sentence.words]
    return Gold(words, spaces, sentence, names, source)


def read_names(path: Path) -> dict[tuple[str, ...], Tagged]:
    """Read a set of names by its sentences."""
    return {tuple(tagged.words): tagged for tagged in read_entities(path)}


def read_ewt(data: Path, split: str) -> list[Gold]:
    """Read the sentences of EWT with their names."""
    named = read_names(data / "ner" / f"uner_ewt-{split}.iob2.gz")
    golds = []
    for sentence in read_treebank(data / "treebanks" / f"en_ewt-{split}.conllu.gz"):
        tagged = named.get(tuple(word.form for word in sentence.words))
        golds.append(tree_gold(sentence, tagged.tags if tagged else None))
    return golds


def read_gum(data: Path, split: str) -> list[Gold]:
    """Read the sentences of GUM with the names that its mentions hold."""
    path = data / "treebanks" / f"en_gum-open-{split}.conllu.gz"
    return [
        tree_gold(sentence, gum_names(sentence), SETS.index("gum"))
        for sentence in read_treebank(path)
    ]


def gum_names(sentence: Sentence) -> list[str]:
    """Tag the proper names that head mentions of persons, organisations and places.

    A mention reads ``Entity=(7-person-…`` where it begins and ``Entity=7)`` where it ends. Of
    mentions inside each other the outermost name counts.
    """
    words = sentence.words
    tags = ["O"] * len(words)
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    found: list[tuple[int, int, str]] = []
    for i, word in enumerate(words):
        for mark in mention_marks(word):
            number, _, rest = mark.strip("()").partition("-")
            if mark.startswith("("):
                opened[number].append((i, rest.split("-")[0]))
            if mark.endswith(")") and opened[number]:
                start, kind = opened[number].pop()
                if kind in GUM_LABELS and (name := proper(words, start, i)):
                    found.append((*name, GUM_LABELS[kind]))
    for start, end, label in sorted(found, key=lambda one: one[0] - one[1]):
        if all(tag == "O" for tag in tags[start:end]):
            tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags


def mention_marks(word: Word) -> list[str]:
    """List the brackets of mentions at a word: "(7-person-…", "7)" or "(7-person-…)"."""
    for item in word.misc.split("|"):
        if item.startswith("Entity="):
            text = item.removeprefix("Entity=").replace("(", "\n(").replace(")", ")\n")
            return [mark for mark in text.split("\n") if mark]
    return []


def proper(words: Sequence[Word], first: int, last: int) -> tuple[int, int] | None:
    """Find the proper name that heads the mention from *first* to *last*: (start, end)."""
    heads = [i for i in range(first, last + 1) if not first < words[i].head <= last + 1]
    if not heads or words[heads[0]].xpos not in {"NNP", "NNPS"}:
        return None
    named = [word.xpos in {"NNP", "NNPS"} for word in words]
    start = end = heads[0]
    while start > first and (named[start - 1] or words[start - 1].xpos == "HYPH"):
        start -= 1
    while end < last:
        if named[end + 1] or words[end + 1].xpos == "HYPH":
            end += 1
        elif (
            end + 2 <= last and words[end + 1].form in {"of", "for", "and", "&"} and named[end + 2]
        ):
            end += 2
        else:
            break
    return start, end + 1


def read_plain(path: Path, source: str) -> list[Gold]:
    """Read a set that has names only."""
    return [
        Gold(tagged.words, tagged.spaces, None, tagged.tags, SETS.index(source))
        for tagged in read_entities(path)
    ]


class Examples:
    """The sentences that train the encoder."""

    def __init__(self, data: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.trees = [*read_ewt(data, "train"), *read_gum(data, "train")]
        self.names = [
            *read_plain(data / "ner" / "wikigold-train.iob.gz", "wikigold"),
            *read_plain(data / "ner" / "re3d-train.iob.gz", "re3d"),
        ]
        self.labels = labels_of(self.trees)
        self.pool = name_pool([*self.trees, *self.names])

    def epoch(self) -> Iterator[Gold]:
        """Yield every sentence once, varied."""
        rng = self.rng
        by_sentence = {id(gold.tree): gold for gold in self.trees}
        for group in stretches([gold.tree for gold in self.trees if gold.tree], rng):
            exchanged = rng.random() < augment.DOCUMENTS
            for sentence in group:
                gold = deepcopy(by_sentence[id(sentence)])
                if exchanged and gold.tree:
                    augment.exchange(gold.tree, rng)
                    gold.words = [word.form for word in gold.tree.words]
                yield self.varied(gold)
        for gold in self.names:
            yield self.varied(deepcopy(gold))
        for group in patterns.made_documents(rng):
            for sentence in group:
                yield self.varied(tree_gold(sentence))

    def varied(self, gold: Gold) -> Gold:
        """Vary names, typography and case."""
        rng = self.rng
        for start, end, label in spans(gold.names or []):
            others = self.pool[label, end - start]
            if others and rng.random() < NAMES:
                gold.words[start:end] = rng.choice(others)
        gold.words = press(gold.words, gold.spaces, rng)
        draw = rng.random()
        if draw < CAPITALS:
            gold.words = [word.upper() for word in gold.words]
        elif draw < CAPITALS + SMALL:
            gold.words = [word.lower() for word in gold.words]
        return gold


def name_pool(golds: Iterable[Gold]) -> Mapping[tuple[str, int], list[list[str]]]:
    """Collect short names by label and length; longer ones have an inside that the tree knows."""
    pool: dict[tuple[str, int], set[tuple[str, ...]]] = defaultdict(set)
    for gold in golds:
        for start, end, label in spans(gold.names or []):
            name = gold.words[start:end]
            if len(name) <= 2 and all(word[0].isupper() for word in name):
                pool[label, len(name)].add(tuple(name))
    listed = {key: sorted(map(list, names)) for key, names in pool.items()}
    return defaultdict(list, listed)


def batches(
    golds: Iterable[Gold], size: int, pieces: WordPieces, rng: random.Random
) -> list[list[Gold]]:
    """Group sentences of like length and like knowledge, at most *size* pieces a group."""
    groups: list[list[Gold]] = []
    kept = [gold for gold in golds if len(gold.words) <= LONGEST]
    rng.shuffle(kept)
    for known in (True, False):
        some = [gold for gold in kept if (gold.tree is not None) == known]
        for at in range(0, len(some), 1500):
            group: list[Gold] = []
            counted = [
                (2 + sum(len(pieces.ids(word)) for word in gold.words), gold)
                for gold in some[at : at + 1500]
            ]
            for count, gold in sorted(counted, key=lambda one: one[0]):
                if group and count * (len(group) + 1) > size:
                    groups.append(group)
                    group = []
                group.append(gold)
            groups.append(group)
    rng.shuffle(groups)
    return groups


def collate(golds: Sequence[Gold], labels: Labels, pieces: WordPieces) -> dict[str, Tensor]:
    """Number a batch: what the network reads, and the gold answers by head."""
    numbers = {head: {one: i for i, one in enumerate(all_)} for head, all_ in vars(labels).items()}
    width = max(len(gold.words) for gold in golds) + 1
    rows = [piece_row(gold.words, pieces) for gold in golds]
    length = max(len(ids) for ids, _, _ in rows)
    shape, word_shape = (len(golds), length), (len(golds), width)
    batch = {name: torch.zeros(shape, dtype=torch.long) for name in ("ids", "cases")}
    batch["mask"] = torch.zeros(shape, dtype=torch.bool)
    batch["first"] = torch.zeros(word_shape, dtype=torch.long)
    batch["is_word"] = torch.zeros(word_shape, dtype=torch.bool)
    batch["source"] = torch.tensor([gold.source for gold in golds])
    for head in ("xpos", "upos", "head", "relation", "name"):
        batch[head] = torch.full(word_shape, NONE, dtype=torch.long)
    for i, (gold, (ids, cases, first)) in enumerate(zip(golds, rows, strict=True)):
        batch["ids"][i, : len(ids)] = torch.tensor(ids)
        batch["cases"][i, : len(ids)] = torch.tensor(cases)
        batch["mask"][i, : len(ids)] = True
        batch["first"][i, : len(first)] = torch.tensor(first)
        batch["is_word"][i, : len(first)] = True
        stop = len(gold.words) + 1
        if gold.tree is not None:
            words = gold.tree.words
            batch["head"][i, 1:stop] = torch.tensor([word.head for word in words])
            for head in ("xpos", "upos", "relation"):
                found = [numbers[head].get(getattr(word, head), NONE) for word in words]
                batch[head][i, 1:stop] = torch.tensor(found)
        if gold.names is not None:
            batch["name"][i, 1:stop] = torch.tensor([numbers["name"][tag] for tag in gold.names])
    return batch


def piece_row(words: Sequence[str], pieces: WordPieces) -> tuple[list[int], list[int], list[int]]:
    """Number a sentence: its pieces, their cases, and where each word begins, the root first."""
    ids, cases, first = [pieces.start], [0], [0]
    for word in words:
        first.append(min(len(ids), POSITIONS - 1))
        own = pieces.ids(word)
        ids += own
        cases += [case(word)] * len(own)
    ids, cases = ids[: POSITIONS - 1], cases[: POSITIONS - 1]
    return [*ids, pieces.end], [*cases, 0], first
