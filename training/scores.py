"""Compare an analysis with a gold standard, aligned by the characters that words cover.

A word counts as found if the analyser has a word over the same characters; a tag, a lemma or a
head is right only on a found word (a head also has to be a found word). Scores are F1 in percent.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from spacy.tokens import Doc

#: Relations whose attachment is scored apart.
RELATIONS = ("ccomp", "xcomp", "advcl", "conj", "appos", "nsubj", "obj", "obl", "nmod")
#: What is scored of every word or sentence.
COLUMNS = ("tokens", "sentences", "UPOS", "XPOS", "lemma", "UAS", "LAS")

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
        return round(200 * self.right[name] / max(1, total), 1)

    def row(self, name: str) -> dict[str, float]:
        """F1, precision and recall in percent."""
        right = 100 * self.right[name]
        return {
            "F": self.f(name),
            "P": round(right / max(1, self.given[name]), 1),
            "R": round(right / max(1, self.wanted[name]), 1),
        }


def answers(doc: Doc) -> dict[str, set[Any]]:
    """Collect everything that is scored."""
    key = keys(doc)
    out: dict[str, set[Any]] = {name: set() for name in (*COLUMNS, *RELATIONS)}
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
        if token.dep_ != "punct":
            head = key.get(token.head.i) if token.head.i != i else None
            relation = token.dep_.lower()
            out["UAS"].add((place, head))
            out["LAS"].add((place, head, relation))
            if (base := relation.split(":")[0]) in RELATIONS:
                out[base].add((place, head))
    return out


def attachment(gold: dict[str, set[Any]], given: dict[str, set[Any]], name: str) -> set[Any]:
    """Keep of the given attachments those on words that the gold standard does not call punct."""
    wanted = {item[0] for item in gold[name]}
    known = gold["tokens"]
    return {item for item in given[name] if item[0] in wanted or item[0] not in known}
