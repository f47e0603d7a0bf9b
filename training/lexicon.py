"""Collect the lemmas of the training treebanks, to mend what the learnt lemmatizer gets wrong.

The learnt lemmatizer picks a rewriting of the word's end. It does well on regular words, but
invents verbs such as *blam* (from *blaming*). The lexicon holds the forms whose lemma no spelling
rule gives, and the lemmas that exist.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from convert import TREEBANKS, read_treebank

from averment.extract.analyser import regular_lemmas

HERE = Path(__file__).parent
#: Word classes that the lexicon covers.
CLASSES = ("NOUN", "VERB", "AUX", "ADJ", "ADV")
#: Closed classes, whose forms are listed whole.
CLOSED = ("PRON", "DET", "PART", "ADP", "SCONJ", "CCONJ")
#: Tags of inflected forms.
INFLECTED = frozenset({"NNS", "VBD", "VBG", "VBN", "VBZ", "JJR", "JJS", "RBR", "RBS", "VBP", "VB"})


def lines(path: Path) -> list[list[str]]:
    """Read the words of a list, line by line, without its comments."""
    text = path.read_text(encoding="utf-8").splitlines()
    return [line.split() for line in text if line.strip() and not line.startswith("#")]


def closed_forms(data: Path, upos: str) -> dict[str, str]:
    """Return the lemmas of the forms of a closed class that are not their own lemma."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in TREEBANKS["train"]:
        for sentence in read_treebank(data / "treebanks" / f"{name}.conllu.gz"):
            for word in sentence.words:
                if word.upos == upos and "Typo=Yes" not in word.feats:
                    counts[word.form.lower().replace("’", "'")][word.lemma] += 1
    found = {form: lemmas.most_common(1)[0] for form, lemmas in sorted(counts.items())}
    return {form: lemma for form, (lemma, times) in found.items() if times > 1 and lemma != form}


def build(data: Path) -> dict[str, Any]:
    """Return ``{"forms": {class: {form: lemma}}, "known": {class: [lemma, ...]}}``."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for name in TREEBANKS["train"]:
        for sentence in read_treebank(data / "treebanks" / f"{name}.conllu.gz"):
            for word in sentence.words:
                clean = (
                    word.form.isalpha() and word.lemma.isalpha() and "Typo=Yes" not in word.feats
                )
                if word.upos in CLASSES and clean:
                    form = word.form.lower().replace("’", "'")
                    counts[word.upos, form, word.xpos][word.lemma.lower()] += 1
                    known[word.upos][word.lemma.lower()] += 1
    for row in lines(HERE / "verbs.txt"):
        known["VERB"].update(row)
    forms: dict[str, dict[str, str]] = {name: {} for name in CLASSES}
    forms |= {name: closed_forms(data, name) for name in CLOSED}
    # "'s", "ca" of "can't" and their like have no spelling rule.
    forms["AUX"] = closed_forms(data, "AUX")
    forms["VERB"] = {f: lemma for f, lemma in closed_forms(data, "VERB").items() if f[0] == "'"}
    lemmas = {name: set(known[name]) for name in CLASSES}
    for base, *irregular in lines(HERE / "irregular.txt"):
        lemmas["VERB"].add(base)
        forms["VERB"].update(dict.fromkeys(irregular, base))
    for (upos, form, xpos), found in sorted(counts.items()):
        lemma, times = found.most_common(1)[0]
        if xpos not in INFLECTED or (times < 2 and sum(found.values()) > 1):
            continue
        regular = [one for one in regular_lemmas(form, xpos) if one in lemmas[upos]]
        if lemma != form and regular[:1] != [lemma]:
            forms[upos].setdefault(form, lemma)
    return {"forms": forms, "known": {name: sorted(lemmas[name]) for name in CLASSES}}
