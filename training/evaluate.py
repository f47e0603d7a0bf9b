"""Measure an analyser on raw text: each paragraph of a gold file is given to it as plain text.

python training/evaluate.py --data FOLDER [--weights FILE]

Prints the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from entities import entity_doc, read_entities
from scores import COLUMNS, RELATIONS, Scores, answers, attachment
from spacy.language import Language
from spacy.tokens import Doc
from treebanks import Sentence, paragraphs, read_treebank, treebank_doc

from averment.extract import analyser

TESTS = {"EWT": "en_ewt-test", "GUM-open": "en_gum-open-test", "PUD": "en_pud-test"}
ENTITY_TESTS = {"EWT": "uner_ewt-test.iob2", "PUD": "uner_pud-test.iob2"}
#: Rows of the entity table: all labels together, then each.
LABELS = ("all", "PER", "ORG", "LOC")


def analyse(nlp: Language, texts: Sequence[str]) -> Iterator[Doc]:
    """Analyse texts as the package does."""
    return nlp.pipe(analyser.tokenise(nlp, text) for text in texts)


def evaluate_treebank(nlp: Language, sentences: Iterable[Sentence]) -> Scores:
    """Score the whole analysis of one gold file."""
    scores = Scores()
    blank = spacy.blank("en")
    golds = [treebank_doc(blank, group) for group in paragraphs(sentences)]
    for gold, doc in zip(golds, analyse(nlp, [gold.text for gold in golds]), strict=True):
        want, have = answers(gold), answers(doc)
        for name, items in want.items():
            given = attachment(want, have, name) if name in {"UAS", "LAS"} else have[name]
            scores.add(name, items, given)
    return scores


def evaluate_entities(nlp: Language, path: Path) -> Scores:
    """Score the entities of one gold file, sentence by sentence."""
    scores = Scores()
    blank = spacy.blank("en")
    golds = [entity_doc(blank, [tagged]) for tagged in read_entities(path)]
    for gold, doc in zip(golds, analyse(nlp, [gold.text for gold in golds]), strict=True):
        found = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        wanted = {(e.start_char, e.end_char, e.label_) for e in gold.ents}
        for label in LABELS:
            kept = LABELS if label == "all" else (label,)
            scores.add(
                label,
                {entity for entity in wanted if entity[2] in kept},
                {entity for entity in found if entity[2] in kept},
            )
    return scores


def speed(nlp: Language, texts: Sequence[str]) -> float:
    """Words a second of one core, from raw text to the finished analysis, warm."""
    list(analyse(nlp, texts[:20]))
    start = time.process_time()
    words = sum(len(doc) for doc in analyse(nlp, texts))
    return words / (time.process_time() - start)


def evaluate(nlp: Language, data: Path) -> dict[str, Any]:
    """Run every test and return the figures."""
    report: dict[str, Any] = {"treebanks": {}, "relations": {}, "entities": {}}
    for title, name in TESTS.items():
        scores = evaluate_treebank(nlp, read_treebank(data / "treebanks" / f"{name}.conllu.gz"))
        report["treebanks"][title] = {column: scores.f(column) for column in COLUMNS}
        report["relations"][title] = {relation: scores.row(relation) for relation in RELATIONS}
    for title, name in ENTITY_TESTS.items():
        scores = evaluate_entities(nlp, data / "ner" / f"{name}.gz")
        report["entities"][title] = {label: scores.row(label) for label in LABELS}
    blank = spacy.blank("en")
    pud = read_treebank(data / "treebanks" / f"{TESTS['PUD']}.conllu.gz")
    texts = [treebank_doc(blank, group).text for group in paragraphs(pud)]
    report["words_per_second"] = int(round(speed(nlp, texts), -2))
    return report


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with treebanks/ and ner/")
    default = analyser.MODEL / analyser.WEIGHTS["encoder"]
    parser.add_argument("--weights", type=Path, default=default, help="the analyser's file")
    options = parser.parse_args()
    report = evaluate(analyser.read(options.weights), options.data)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
