"""Turn gzipped CoNLL-U treebanks and IOB entity files into spaCy's binary corpora.

The analyser reads raw text, so the corpora keep raw text: spacing follows ``SpaceAfter=No``, the
parts of a multiword token (``don't``, ``gonna``) stay unspaced, and several sentences make one
document, so that the end of a sentence has to be found. Part of the training documents gets
typographic quotes, apostrophes and dashes, which the treebanks seldom have and the press always.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import augment
import patterns
from entities import entity_doc, grouped, read_entities
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from treebanks import read_treebank, stretches, treebank_doc

TREEBANKS = {
    "train": ("en_ewt-train", "en_gum-open-train"),
    "dev": ("en_ewt-dev", "en_gum-open-dev"),
}
ENTITY_SETS = {
    "train": ("uner_ewt-train.iob2", "wikigold-train.iob", "re3d-train.iob"),
    "dev": ("uner_ewt-dev.iob2",),
}


def treebank_documents(data: Path, split: str, nlp: Language, seed: int) -> Iterator[Doc]:
    """Yield the documents that train or pick the parser."""
    rng = random.Random(seed)
    training = split == "train"
    for name in TREEBANKS[split]:
        sentences = read_treebank(data / "treebanks" / f"{name}.conllu.gz")
        for group in stretches(sentences, rng):
            if training and rng.random() < augment.DOCUMENTS:
                for sentence in group:
                    augment.exchange(sentence, rng)
            yield treebank_doc(nlp, group, rng if training else None)
    for group in patterns.made_documents(rng) if training else ():
        yield treebank_doc(nlp, group, rng)


def entity_documents(data: Path, split: str, nlp: Language, seed: int) -> Iterator[Doc]:
    """Yield the documents that train or pick the recogniser of names."""
    rng = random.Random(seed)
    for name in ENTITY_SETS[split]:
        tagged = list(read_entities(data / "ner" / f"{name}.gz"))
        for part in grouped(tagged, rng):
            yield entity_doc(nlp, part, rng if split == "train" else None)


def convert(data: Path, out: Path, nlp: Language, seed: int) -> None:
    """Write ``parse-{train,dev}.spacy`` and ``entities-{train,dev}.spacy`` into *out*."""
    out.mkdir(parents=True, exist_ok=True)
    stages = {
        "parse": (treebank_documents, ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP"]),
        "entities": (entity_documents, ["ENT_IOB", "ENT_TYPE"]),
    }
    for stage, (documents, attributes) in stages.items():
        for split in ("train", "dev"):
            store = DocBin(attrs=attributes, docs=documents(data, split, nlp, seed))
            store.to_disk(out / f"{stage}-{split}.spacy")
            print(f"{stage}-{split}: {len(store)} documents")
