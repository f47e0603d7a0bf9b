"""Bring the words of conflict reports into the training treebanks.

The treebanks are web and wiki texts: *shell*, *bomb* or *militia* hardly occur, and the parser
then takes "The army bombed villages" for a noun phrase. So some verbs and nouns of the treebanks
are exchanged for words of the field in the same form and the same place of the sentence;
`patterns.py` makes further sentences.
"""

from __future__ import annotations

import random

from treebanks import Sentence, Word
from vocabulary import FEATS, WORDS, inflect, singular

#: Share of the documents in which words are exchanged; share of the fitting words in them.
DOCUMENTS, VERBS, NOUNS = 0.3, 0.5, 0.3
#: Where a noun must stand to be exchanged.
NOUN_PLACES = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "conj"})


def exchange(sentence: Sentence, rng: random.Random) -> None:
    """Exchange some verbs and nouns of a sentence, in place."""
    words = sentence.words
    below: dict[int, set[str]] = {i: set() for i in range(len(words) + 1)}
    for word in words:
        below[word.head].add(word.relation)
    for i, word in enumerate(words):
        if word.upos == "VERB" and word.xpos in FEATS and rng.random() < VERBS:
            exchange_verb(word, below[i + 1], rng)
        elif word.upos == "NOUN" and word.relation in NOUN_PLACES and rng.random() < NOUNS:
            exchange_noun(word, below[i + 1], words[i - 1].form.lower() if i else "", rng)


def exchange_verb(word: Word, under: set[str], rng: random.Random) -> None:
    """Exchange a verb that has an object or a content clause; *under* are its relations."""
    if under & {"compound:prt", "xcomp", "iobj", "expl"}:
        return
    said, done = "ccomp" in under, bool(under & {"obj", "nsubj:pass"})
    if said != done:
        form, word.lemma = inflect(rng.choice(WORDS["sayings" if said else "acts"]), word.xpos)
        put(word, form)


def exchange_noun(word: Word, under: set[str], before: str, rng: random.Random) -> None:
    """Exchange a plural, or a singular with a definite article."""
    if under & {"nummod", "amod", "acl", "appos", "case"} and rng.random() < 0.5:
        return
    if word.xpos == "NNS":
        form = rng.choice(WORDS[rng.choice(("people", "things", "events"))])
        word.lemma = singular(form)
        put(word, form)
    elif word.xpos == "NN" and before not in {"a", "an"} and "det" in under:
        word.lemma = rng.choice(WORDS[rng.choice(("groups", "singular"))])
        put(word, word.lemma)


def put(word: Word, form: str) -> None:
    """Give a word a new form, capitalised as the old one."""
    word.form = form.capitalize() if word.form.istitle() else form
