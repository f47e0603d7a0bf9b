"""Measure the analyser on raw text: everything is aligned by the characters that words cover.

Each paragraph of the gold file is given to the analyser as plain text. A word counts as found if
the analyser has a word over the same characters; a tag, a lemma or a head is right only on a found
word (a head also has to be a found word). Scores are F1, or the recall share where the analyser
and the gold standard have the same number of words to answer for.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import spacy
from convert import Sentence, entity_doc, paragraphs, read_entities, read_treebank, treebank_doc
from spacy.language import Language
from spacy.tokens import Doc

TESTS = {"EWT": "en_ewt-test", "GUM-open": "en_gum-open-test", "PUD": "en_pud-test"}
ENTITY_TESTS = {"EWT": "uner_ewt-test.iob2", "PUD": "uner_pud-test.iob2"}
RELATIONS = ("ccomp", "xcomp", "advcl", "conj", "appos", "nsubj", "obj", "obl", "nmod")

Key = tuple[int, int]


def keys(doc: Doc) -> dict[int, Key]:
    """Number each word by the non-blank characters before and in it."""
    out: dict[int, Key] = {}
    at = 0
    for token in doc:
        if not token.is_space:
            out[token.i] = (at, at + len(token.text))
            at += len(token.text)
    return out


class Scores:
    """Counts of right, given and wanted answers, by name."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, name: str, gold: set[Any], given: set[Any]) -> None:
        """Compare two sets of answers."""
        self.right[name] += len(gold & given)
        self.given[name] += len(given)
        self.wanted[name] += len(gold)

    def f(self, name: str) -> float:
        """F1 in percent."""
        total = self.given[name] + self.wanted[name]
        return round(200 * self.right[name] / total, 1) if total else 0.0

    def pr(self, name: str) -> tuple[float, float]:
        """Precision and recall in percent."""
        right = 100 * self.right[name]
        return (
            round(right / max(1, self.given[name]), 1),
            round(right / max(1, self.wanted[name]), 1),
        )


def answers(doc: Doc) -> dict[str, set[Any]]:
    """Collect everything that is scored."""
    key = keys(doc)
    out: dict[str, set[Any]] = {
        name: set() for name in ("tokens", "sentences", "UPOS", "XPOS", "lemma", "UAS", "LAS")
    }
    for name in RELATIONS:
        out[name] = set()
    for sentence in doc.sents:
        inside = [token for token in sentence if token.i in key]
        if inside:
            out["sentences"].add((key[inside[0].i][0], key[inside[-1].i][1]))
    for i, place in key.items():
        token = doc[i]
        out["tokens"].add(place)
        out["UPOS"].add((place, token.pos_))
        out["XPOS"].add((place, token.tag_))
        out["lemma"].add((place, token.lemma_.lower()))
        if token.dep_ == "punct":
            continue
        head = key.get(token.head.i) if token.head.i != i else None
        relation = token.dep_.lower()
        out["UAS"].add((place, head))
        out["LAS"].add((place, head, relation))
        base = relation.split(":")[0]
        if base in RELATIONS:
            out[base].add((place, head))
    return out


def attachment(gold: dict[str, set[Any]], given: dict[str, set[Any]], name: str) -> set[Any]:
    """Keep of the given attachments those on words that the gold standard does not call punct."""
    wanted = {item[0] for item in gold[name]}
    known = gold["tokens"]
    return {item for item in given[name] if item[0] in wanted or item[0] not in known}


def evaluate_treebank(nlp: Language, sentences: Iterable[Sentence]) -> Scores:
    """Score the whole analysis of one gold file."""
    scores = Scores()
    blank = spacy.blank("en")
    golds = [treebank_doc(blank, group) for group in paragraphs(sentences)]
    for gold, doc in zip(golds, nlp.pipe(gold.text for gold in golds), strict=True):
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
    for gold, doc in zip(golds, nlp.pipe(gold.text for gold in golds), strict=True):
        found = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        wanted = {(e.start_char, e.end_char, e.label_) for e in gold.ents}
        scores.add("all", wanted, found)
        for label in ("PER", "ORG", "LOC"):
            scores.add(
                label,
                {item for item in wanted if item[2] == label},
                {item for item in found if item[2] == label},
            )
    return scores


def speed(nlp: Language, texts: Sequence[str]) -> float:
    """Words a second, from raw text to the finished analysis, after one warming pass."""
    list(nlp.pipe(texts[:20]))
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - start)


def evaluate(nlp: Language, data: Path) -> dict[str, Any]:
    """Run every test and return the figures."""
    report: dict[str, Any] = {"treebanks": {}, "relations": {}, "entities": {}}
    for title, name in TESTS.items():
        scores = evaluate_treebank(nlp, read_treebank(data / "treebanks" / f"{name}.conllu.gz"))
        report["treebanks"][title] = {
            k: scores.f(k)
            for k in ("tokens", "sentences", "UPOS", "XPOS", "lemma", "UAS", "LAS")
        }
        report["relations"][title] = {
            k: {"F": scores.f(k), "P": scores.pr(k)[0], "R": scores.pr(k)[1]} for k in RELATIONS
        }
    if nlp.has_pipe("ner"):
        for title, name in ENTITY_TESTS.items():
            scores = evaluate_entities(nlp, data / "ner" / f"{name}.gz")
            report["entities"][title] = {
                k: {"F": scores.f(k), "P": scores.pr(k)[0], "R": scores.pr(k)[1]}
                for k in ("all", "PER", "ORG", "LOC")
            }
    blank = spacy.blank("en")
    pud = read_treebank(data / "treebanks" / f"{TESTS['PUD']}.conllu.gz")
    texts = [treebank_doc(blank, group).text for group in paragraphs(pud)]
    report["words_per_second"] = round(speed(nlp, texts), -2)
    return report


def as_markdown(report: dict[str, Any]) -> str:
    """Lay the figures out as tables."""
    columns = ("tokens", "sentences", "UPOS", "XPOS", "lemma", "UAS", "LAS")
    lines = ["| test set | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for title, row in report["treebanks"].items():
        lines.append(f"| {title} | " + " | ".join(str(row[c]) for c in columns) + " |")
    lines += ["", "| PUD, attachment by relation | F | P | R |", "|---|---|---|---|"]
    for name, row in report["relations"]["PUD"].items():
        lines.append(f"| {name} | {row['F']} | {row['P']} | {row['R']} |")
    if report["entities"]:
        lines += ["", "| entities | all F | PER F | ORG F | LOC F |", "|---|---|---|---|---|"]
        for title, row in report["entities"].items():
            cells = " | ".join(str(row[k]["F"]) for k in ("all", "PER", "ORG", "LOC"))
            lines.append(f"| UNER {title} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with treebanks/ and ner/")
    parser.add_argument(
        "--model", type=Path, help="pipeline folder (default: the analyser that ships)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, not tables")
    options = parser.parse_args()
    if options.model:
        nlp = spacy.load(options.model)
    else:
        from averment.extract.analyser import load

        nlp = load()
    report = evaluate(nlp, options.data)
    print(json.dumps(report, indent=2) if options.json else as_markdown(report))
    if not options.json:
        print(f"\n{report['words_per_second']:.0f} words/s")


if __name__ == "__main__":
    main()
