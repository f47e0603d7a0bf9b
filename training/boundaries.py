"""Learn where sentences end, from the treebanks with line breaks put in.

The treebanks' paragraphs are laid out in three ways: on one line, with lines broken at a width, and
with one sentence a line.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch
from convert import TREEBANKS
from texts import press
from treebanks import Sentence, read_treebank, stretches

from averment.extract.boundaries import candidates

#: Features seen less often are left out; rounds over the data; weights smaller than this are 0.
SEEN, ROUNDS, SMALL = 3, 12, 0.01
#: How strongly weights are drawn to nothing.
DECAY = 2e-6


def laid_out(
    group: Sequence[Sentence], rng: random.Random
) -> tuple[list[str], list[str], set[int]]:
    """Lay sentences out as text: words, the gaps between them, the places where sentences end."""
    words = [word.form for sentence in group for word in sentence.words]
    spaces = [word.spaced for sentence in group for word in sentence.words]
    ends: set[int] = set()
    for sentence in group:
        ends.add((max(ends) if ends else -1) + len(sentence.words))
    for end in ends:
        spaces[end] = True
    words = press(words, spaces, rng)
    gaps = [" " if spaced else "" for spaced in spaces]
    layout = rng.random()
    if layout < 0.35:
        line, width = 0, rng.randint(40, 100)
        for i, word in enumerate(words[:-1]):
            line += len(word) + len(gaps[i])
            if gaps[i] and line + len(words[i + 1]) > width:
                gaps[i], line = "\n", 0
    elif layout < 0.6:
        for end in ends:
            gaps[end] = "\n"
    return words, gaps[:-1], ends


def places(
    groups: Iterable[Sequence[Sentence]], rng: random.Random
) -> Iterator[tuple[list[str], bool]]:
    """Yield the places where a sentence may end, and whether one does."""
    for group in groups:
        words, gaps, ends = laid_out(group, rng)
        for place, found in candidates(words, gaps):
            yield found, place in ends


def learn(data: Path, seed: int) -> dict[str, float]:
    """Return the weights of the features."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    groups = [
        group
        for name in TREEBANKS["train"]
        for _ in range(3)
        for group in stretches(read_treebank(data / "treebanks" / f"{name}.conllu.gz"), rng)
    ]
    rows = list(places(groups, rng))
    seen = Counter(feature for found, _ in rows for feature in found)
    numbers = {feature: i for i, feature in enumerate(f for f, n in seen.items() if n >= SEEN)}
    weights = torch.nn.EmbeddingBag(len(numbers), 1, mode="sum")
    torch.nn.init.zeros_(weights.weight)
    optimizer = torch.optim.Adam(weights.parameters(), lr=0.02)
    for round_ in range(ROUNDS):
        rng.shuffle(rows)
        for group in optimizer.param_groups:
            group["lr"] = 0.02 * (1 - round_ / ROUNDS)
        for at in range(0, len(rows), 2000):
            some = rows[at : at + 2000]
            bags = [[numbers[f] for f in found if f in numbers] for found, _ in some]
            starts = torch.tensor([0, *map(len, bags)]).cumsum(0)[:-1]
            scores = weights(torch.tensor([i for bag in bags for i in bag]), starts).squeeze(1)
            gold = torch.tensor([float(end) for _, end in some])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, gold)
            loss = loss + DECAY * (weights.weight**2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    learnt = weights.weight.detach().squeeze(1).tolist()
    found = {feature: round(learnt[i], 2) for feature, i in numbers.items()}
    return {feature: weight for feature, weight in sorted(found.items()) if abs(weight) > SMALL}
