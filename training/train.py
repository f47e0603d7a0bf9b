"""Train the fast analyser from treebanks and entity sets, and put it in place.

The run converts the data, trains tagger, morphologizer, lemmatizer and parser on one convolutional
encoder (about 20 minutes on one core), then the entity recogniser on a copy of that encoder (about
7 minutes), and packs the weights in half precision.

The data folder holds ``treebanks/en_ewt-{train,dev,test}.conllu.gz``, the same for
``en_gum-open``, ``treebanks/en_pud-test.conllu.gz``, ``ner/uner_ewt-{train,dev,test}.iob2.gz``,
``ner/uner_pud-test.iob2.gz``, ``ner/wikigold-train.iob.gz`` and ``ner/re3d-train.iob.gz``. Test
files are only measured with, development files only pick the best step.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

# One thread: two runs with one seed then give the same weights.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import spacy
from convert import ENTITY_SETS, TREEBANKS, convert
from evaluate import ENTITY_TESTS, TESTS
from lexicon import build
from pack import pack
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from thinc.api import Model

from averment.extract import analyser

HERE = Path(__file__).parent


def missing_files(data: Path) -> list[Path]:
    """List the files of the data folder that are not there."""
    trees = [*TREEBANKS["train"], *TREEBANKS["dev"], *TESTS.values()]
    names = [*ENTITY_SETS["train"], *ENTITY_SETS["dev"], *ENTITY_TESTS.values()]
    paths = [data / "treebanks" / f"{name}.conllu.gz" for name in trees]
    paths += [data / "ner" / f"{name}.gz" for name in names]
    return [path for path in paths if not path.is_file()]


def copy_weights(source: Model, target: Model) -> None:
    """Copy the weights of one network into another of the same shape."""
    for from_, to in zip(source.walk(), target.walk(), strict=True):
        for name in from_.param_names:
            to.set_param(name, from_.get_param(name).copy())


def run(stage: str, corpus: Path, out: Path, seed: int, start: Language | None = None) -> Language:
    """Train one configuration; return its best step by the development files."""
    config = spacy.util.load_config(
        HERE / {"parse": "cnn.cfg", "entities": "entities.cfg"}[stage],
        overrides={
            "paths.train": str(corpus / f"{stage}-train.spacy"),
            "paths.dev": str(corpus / f"{stage}-dev.spacy"),
            "system.seed": seed,
        },
    )
    nlp = init_nlp(config)
    if start is not None:
        encoder = nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0]
        copy_weights(start.get_pipe("tok2vec").model, encoder)
    folder = out / stage
    folder.mkdir(parents=True, exist_ok=True)
    train(nlp, folder, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)
    return spacy.load(folder / "model-best")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with treebanks/ and ner/")
    parser.add_argument("--out", type=Path, default=analyser.MODEL, help="where the weights go")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="scratch folder")
    parser.add_argument("--seed", type=int, default=1, help="random seed (default: 1)")
    parser.add_argument(
        "--only-finish",
        action="store_true",
        help="use the pipelines that an earlier run left in the scratch folder",
    )
    options = parser.parse_args()
    if missing := missing_files(options.data):
        parser.error("the data folder lacks " + ", ".join(map(str, missing)))

    corpus = options.work / "corpus"
    if options.only_finish:
        nlp = spacy.load(options.work / "parse" / "model-best")
        entities = spacy.load(options.work / "entities" / "model-best")
    else:
        convert(options.data, corpus, spacy.blank("en"), options.seed)
        nlp = run("parse", corpus, options.work, options.seed)
        entities = run("entities", corpus, options.work, options.seed, start=nlp)
    nlp.add_pipe("ner", source=entities)
    pack(nlp, options.out, build(options.data))


if __name__ == "__main__":
    main()
