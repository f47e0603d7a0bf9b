"""Read gzipped CoNLL-U treebanks and turn them into documents of raw text with gold annotation."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from texts import open_text, press

#: Share of the gaps between words that become a double space, as sloppy text has them.
DOUBLE_SPACE_SHARE = 0.002


@dataclass
class Word:
    """One syntactic word of a treebank."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str
    spaced: bool = True
    misc: str = "_"


@dataclass
class Sentence:
    """One sentence, with whether a document or a paragraph begins with it."""

    words: list[Word] = field(default_factory=list)
    new_document: bool = False
    new_paragraph: bool = False


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file."""
    sentence = Sentence()
    inside = 0  # id of the last part of the open multiword token
    inside_spaced = True
    for line in open_text(path):
        if not line:
            if sentence.words:
                yield sentence
            sentence, inside = Sentence(), 0
        elif line.startswith("#"):
            sentence.new_document |= line.startswith("# newdoc")
            sentence.new_paragraph |= line.startswith(("# newdoc", "# newpar id", "# newpar ="))
            sentence.new_paragraph |= line == "# newpar"
        else:
            ident, form, lemma, upos, xpos, feats, head, relation, _, misc = line.split("\t")
            spaced = "SpaceAfter=No" not in misc.split("|")
            if "-" in ident:
                inside, inside_spaced = int(ident.split("-")[1]), spaced
            elif "." not in ident:
                number = int(ident)
                if number < inside:
                    spaced = False
                elif number == inside:
                    spaced = inside_spaced
                sentence.words.append(
                    Word(form, lemma, upos, xpos, feats, int(head), relation, spaced, misc)
                )


def paragraphs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Group sentences as the text's own paragraphs group them."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.new_document or sentence.new_paragraph):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def stretches(sentences: Iterable[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Group one to eight neighbouring sentences of one document at random."""
    group: list[Sentence] = []
    wanted = rng.randint(1, 8)
    for sentence in sentences:
        if group and (sentence.new_document or len(group) >= wanted):
            yield group
            group, wanted = [], rng.randint(1, 8)
        group.append(sentence)
    if group:
        yield group


def treebank_doc(
    nlp: Language, sentences: Sequence[Sentence], rng: random.Random | None = None
) -> Doc:
    """Build one gold document; with a random source, vary its typography."""
    words = [word.form for sentence in sentences for word in sentence.words]
    spaces = [word.spaced for sentence in sentences for word in sentence.words]
    start = 0
    for sentence in sentences:  # sentences are always set apart from each other
        start += len(sentence.words)
        spaces[start - 1] = True
    if rng is not None:
        words = press(words, spaces, rng)
    heads: list[int] = []
    start = 0
    for sentence in sentences:
        for i, word in enumerate(sentence.words):
            heads.append(start + (word.head - 1 if word.head else i))
        start += len(sentence.words)
    flat = [word for sentence in sentences for word in sentence.words]
    columns: dict[str, list[str]] = {
        "tags": [word.xpos for word in flat],
        "pos": [word.upos for word in flat],
        "morphs": ["" if word.feats == "_" else word.feats for word in flat],
        "lemmas": [w.form if w.lemma == "_" != w.form else w.lemma for w in flat],
        "deps": ["ROOT" if word.relation == "root" else word.relation for word in flat],
    }
    if rng is not None:
        words, spaces, heads, columns = with_double_spaces(words, spaces, heads, columns, rng)
    return Doc(nlp.vocab, words=words, spaces=spaces, heads=heads, **columns)


def with_double_spaces(
    words: list[str],
    spaces: list[bool],
    heads: list[int],
    columns: dict[str, list[str]],
    rng: random.Random,
) -> tuple[list[str], list[bool], list[int], dict[str, list[str]]]:
    """Put in a second space here and there; it hangs on the word before, as a token of its own."""
    places = [i for i, s in enumerate(spaces[:-1]) if s and rng.random() < DOUBLE_SPACE_SHARE]
    for place in reversed(places):
        at = place + 1
        words.insert(at, " ")
        spaces.insert(at, False)
        heads[:] = [head + (head >= at) for head in heads]
        heads.insert(at, place)
        filler = {"tags": "_SP", "pos": "SPACE", "morphs": "", "lemmas": " ", "deps": "dep"}
        for name, value in filler.items():
            columns[name].insert(at, value)
    return words, spaces, heads, columns
