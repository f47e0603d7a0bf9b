"""Turn a training run of the encoder into the file that the package ships.

python training/export.py --data FOLDER

The file goes into the package; the same with weights in 32 bits, to measure what rounding costs,
into the work folder.
"""

from __future__ import annotations

import argparse
import json
import random
import unicodedata
from pathlib import Path
from typing import Any

import boundaries
import lexicon
import srsly
import torch
from examples import Labels, batches, collate, read_ewt, read_gum
from fit import LABELS, WEIGHTS, WORK
from graph import graphs, ranges_of
from network import Analyser, start_vocabulary

from averment.extract import analyser
from averment.extract.wordpieces import WordPieces

#: So many sentences of the training data show how large the numbers between the layers get.
SAMPLE = 1_500
#: The file with weights in 32 bits, in the work folder.
FULL = "encoder-32.msgpack"


def read_run(work: Path) -> tuple[Analyser, Labels]:
    """Read what a training run left."""
    found = json.loads((work / LABELS).read_text(encoding="utf-8"))
    labels = Labels(**{head: tuple(names) for head, names in found.items()})
    network = Analyser(len(start_vocabulary()), labels.sizes())
    network.load_state_dict(torch.load(work / WEIGHTS, weights_only=True))
    return network.eval(), labels


def english(piece: str) -> bool:
    """Tell whether a piece of the vocabulary is Latin letters, digits or marks."""
    if piece.startswith("["):
        return piece in {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "["}
    return all(
        char.isascii() or unicodedata.name(char, "").startswith("LATIN") or not char.isalpha()
        for char in piece
    )


def content(data: Path, work: Path, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the content of the package's file, and the same before rounding."""
    network, labels = read_run(work)
    vocabulary = start_vocabulary()
    kept = [i for i, piece in enumerate(vocabulary) if english(piece)]
    pieces = network.encoder.pieces
    pieces.weight = torch.nn.Parameter(pieces.weight[kept], requires_grad=False)
    vocabulary = [vocabulary[i] for i in kept]
    rng = random.Random(seed)
    golds = [*read_ewt(data, "train"), *read_gum(data, "train")]
    numbered = WordPieces(vocabulary)
    sample = [
        collate(some, labels, numbered)
        for some in batches(rng.sample(golds, SAMPLE), 2_000, numbered, rng)
    ]
    common = {
        "vocabulary": vocabulary,
        "labels": {head: list(names) for head, names in vars(labels).items()},
        "boundaries": boundaries.learn(data, seed),
        "lexicon": lexicon.build(data),
    }
    root = labels.relation.index("root")
    return (
        common | graphs(network, root, ranges_of(network, sample)),
        common | graphs(network, root, None),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with treebanks/ and ner/")
    parser.add_argument("--work", type=Path, default=WORK, help="scratch folder of the encoder")
    parser.add_argument("--seed", type=int, default=1, help="random seed (default: 1)")
    options = parser.parse_args()
    paths = (analyser.MODEL / analyser.WEIGHTS["encoder"], options.work / FULL)
    for path, found in zip(paths, content(options.data, options.work, options.seed), strict=True):
        path.write_bytes(srsly.msgpack_dumps(found))
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
