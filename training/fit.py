"""Train the encoder analyser: tags, trees and names at once, for a given time.

python training/fit.py --data FOLDER [--minutes 75]

One run, the trunk, is followed by branches: runs that go on from it with seeds of their own, side
by side. The learning rates rise for some steps and then fall in a line over trunk and branch. What
counts of each run is an average of its weights over its last steps; the branches' averages are
averaged again. The scores on the development files are printed on the way; nothing is chosen by
them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from entities import spans
from examples import Examples, Gold, Labels, batches, collate, read_ewt, read_gum
from network import Analyser, new_analyser, start_vocabulary
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from averment.extract.wordpieces import WordPieces

#: Pieces in a batch; steps in which the learning rates rise.
BATCH, WARM_UP = 1000, 150
#: Learning rates of the encoder and of the heads.
ENCODER_RATE, HEAD_RATE = 2e-4, 1.5e-3
#: Share of the pieces that are hidden, so that the words around them have to tell.
HIDDEN = 0.06
#: How much each answer counts.
LOSSES = {"xpos": 0.5, "upos": 0.3, "head": 1.0, "relation": 1.0, "name": 2.0}
#: Weight of the average's own past, and seconds between two looks at the development files.
AVERAGE, LOOK = 0.9985, 600.0
#: The trunk's share of the time, the share of the learning rate at its end, and how many branches.
TRUNK, FALLEN, BRANCHES = 0.55, 0.45, 2
#: Where a training run leaves its labels and weights.
WORK = Path(__file__).parent / "work" / "encoder"
LABELS, WEIGHTS = "labels.json", "encoder.pt"


def losses(network: Analyser, batch: dict[str, Tensor]) -> Tensor:
    """Add up how wrong each head is."""
    words = network.words(batch["ids"], batch["cases"], batch["mask"], batch["first"])
    scores = {}
    if (batch["head"] >= 0).any():
        arcs = network.arcs(words).float()
        scores["head"] = arcs.masked_fill(~batch["is_word"][:, None, :], -1e4)
        scores["relation"] = network.relations(words, batch["head"].clamp(min=0))
        scores["xpos"], scores["upos"] = network.xpos(words), network.upos(words)
    if (batch["name"] >= 0).any():
        scores["name"] = network.names(words, batch["source"])
    return torch.stack(
        [
            LOSSES[head] * functional.cross_entropy(found.float().flatten(0, 1), gold.flatten())
            for head, found in scores.items()
            for gold in [batch[head]]
        ]
    ).sum()


@torch.no_grad()
def measure(
    network: Analyser, golds: list[Gold], labels: Labels, pieces: WordPieces
) -> dict[str, float]:
    """Score a network on sentences with gold words: tags, UAS and LAS without marks, names."""
    network.eval()
    counts: Counter[str] = Counter()
    punct = labels.relation.index("punct")
    for some in batches(golds, 4000, pieces, random.Random(0)):
        batch = collate(some, labels, pieces)
        with torch.autocast("cpu", torch.bfloat16):
            words = network.words(batch["ids"], batch["cases"], batch["mask"], batch["first"])
            arcs = network.arcs(words).float().masked_fill(~batch["is_word"][:, None, :], -1e9)
            heads = arcs.argmax(-1)
            relations = network.relations(words, heads).argmax(-1)
            xpos = network.xpos(words).argmax(-1)
            # Every set is read as the first, whose guideline the analyser follows.
            names = network.names(words, torch.zeros_like(batch["source"])).argmax(-1)
        known = batch["head"] >= 0
        counted = known & (batch["relation"] != punct)
        right = counted & (heads == batch["head"])
        counts["known"] += int(known.sum())
        counts["xpos"] += int((known & (xpos == batch["xpos"])).sum())
        counts["words"] += int(counted.sum())
        counts["uas"] += int(right.sum())
        counts["las"] += int((right & (relations == batch["relation"])).sum())
        for row, gold in enumerate(some):
            if gold.names is not None:
                tags = [labels.name[i] for i in names[row, 1 : len(gold.words) + 1].tolist()]
                found, wanted = set(spans(tags)), set(spans(gold.names))
                counts["found"] += len(found & wanted)
                counts["spans"] += len(found) + len(wanted)
    network.train()
    return {
        "XPOS": round(100 * counts["xpos"] / max(1, counts["known"]), 2),
        "UAS": round(100 * counts["uas"] / max(1, counts["words"]), 2),
        "LAS": round(100 * counts["las"] / max(1, counts["words"]), 2),
        "names": round(200 * counts["found"] / max(1, counts["spans"]), 2),
    }


class Average:
    """A running average of the weights that are trained."""

    def __init__(self, network: Analyser) -> None:
        self.weights = {name: w.detach().clone() for name, w in network.state_dict().items()}
        self.moving = [name for name, w in network.named_parameters() if w.requires_grad]
        self.steps = 0

    @torch.no_grad()
    def add(self, network: Analyser) -> None:
        """Move towards the weights of now; at first quickly."""
        self.steps += 1
        past = min(AVERAGE, self.steps / (self.steps + 10))
        now = dict(network.named_parameters())
        torch._foreach_lerp_(
            [self.weights[name] for name in self.moving],
            [now[name] for name in self.moving],
            1 - past,
        )


def run(
    data: Path,
    out: Path,
    seed: int,
    minutes: float,
    rates: tuple[float, float],
    threads: int,
    start: Path | None = None,
) -> None:
    """Train for so many minutes; leave labels and averaged weights in the folder *out*.

    *rates* are the shares of the learning rates at the start and at the end. A run goes on from
    another's folder, or from the pretrained weights.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    examples = Examples(data, seed)
    vocabulary = start_vocabulary()
    pieces, mask = WordPieces(vocabulary), vocabulary.index("[MASK]")
    labels = examples.labels
    network, looked = (new_analyser(vocabulary, labels.sizes()) for _ in range(2))
    if start is not None:
        network.load_state_dict(torch.load(start / WEIGHTS, weights_only=True))
    out.mkdir(parents=True, exist_ok=True)
    (out / LABELS).write_text(json.dumps(vars(labels)), encoding="utf-8")
    developments = {"EWT": read_ewt(data, "dev"), "GUM": read_gum(data, "dev")}
    groups: dict[bool, list[Tensor]] = {True: [], False: []}
    for name, weights in network.named_parameters():
        if weights.requires_grad:
            groups[name.startswith("encoder.")].append(weights)
    optimizer = torch.optim.AdamW(
        [
            {"params": groups[True], "lr": ENCODER_RATE},
            {"params": groups[False], "lr": HEAD_RATE},
        ],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    began, seconds, look = time.monotonic(), 60 * minutes, LOOK

    def rate(step: int) -> float:
        passed = min(1.0, (time.monotonic() - began) / seconds)
        return min((step + 1) / WARM_UP, rates[0] + passed * (rates[1] - rates[0]))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    average = Average(network)
    recent: list[float] = []
    epoch, passed = 0, 0.0
    while passed < seconds:
        epoch += 1
        for some in batches(examples.epoch(), BATCH, pieces, examples.rng):
            batch = collate(some, labels, pieces)
            hide = (torch.rand(batch["ids"].shape) < HIDDEN) & (batch["cases"] > 0)
            batch["ids"][hide] = mask
            with torch.autocast("cpu", torch.bfloat16):
                loss = losses(network, batch)
            optimizer.zero_grad()
            loss.backward()
            clip_grad_norm_(groups[True] + groups[False], 1.0)
            optimizer.step()
            schedule.step()
            average.add(network)
            recent.append(loss.item())
            passed = time.monotonic() - began
            if len(recent) == 100:
                mean = sum(recent) / len(recent)
                print(
                    f"{passed:.0f}s epoch {epoch} step {average.steps} loss {mean:.3f}", flush=True
                )
                recent.clear()
            if passed >= min(look, seconds):
                look += LOOK
                looked.load_state_dict(average.weights)
                for name, golds in developments.items():
                    print(name, measure(looked, golds, labels, pieces), flush=True)
                torch.save(average.weights, out / WEIGHTS)
                if passed >= seconds:
                    break


def fit(data: Path, work: Path, minutes: float, seed: int) -> None:
    """Train trunk and branches; leave labels and averaged weights in the folder *work*."""
    trunk, branches = work / "trunk", [work / f"branch-{n}" for n in range(BRANCHES)]
    threads = torch.get_num_threads()
    run(data, trunk, seed, minutes * TRUNK, (1.0, FALLEN), threads)
    rest, threads = minutes * (1 - TRUNK), max(1, threads // BRANCHES)
    processes = [
        multiprocessing.get_context("spawn").Process(
            target=run, args=(data, branch, seed + n, rest, (FALLEN, 0.0), threads, trunk)
        )
        for n, branch in enumerate(branches, 1)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            raise SystemExit("A branch failed; its message is above.")
    shutil.copy(trunk / LABELS, work / LABELS)
    torch.save(averaged(branches), work / WEIGHTS)


def averaged(runs: Sequence[Path]) -> dict[str, Tensor]:
    """Average the weights of some runs."""
    found = [torch.load(run / WEIGHTS, weights_only=True) for run in runs]
    return {name: torch.stack([one[name] for one in found]).mean(0) for name in found[0]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with treebanks/ and ner/")
    parser.add_argument("--work", type=Path, default=WORK, help="scratch folder of the encoder")
    parser.add_argument("--minutes", type=float, default=75, help="how long to train (75)")
    parser.add_argument("--seed", type=int, default=1, help="random seed (default: 1)")
    options = parser.parse_args()
    fit(options.data, options.work, options.minutes, options.seed)


if __name__ == "__main__":
    main()
