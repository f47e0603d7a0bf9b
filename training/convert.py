"""Turn gzipped CoNLL-U treebanks and IOB entity files into spaCy's binary corpora.

The analyser reads raw text, so the corpora keep raw text: spacing follows ``SpaceAfter=No``, the
parts of a multiword token (``don't``, ``gonna``) stay unspaced, and several sentences make one
document, so that the end of a sentence has to be found. Part of the training documents gets
typographic quotes, apostrophes and dashes, which the treebanks seldom have and the press always.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

#: Share of the training documents whose straight quotes and dashes are made typographic.
TYPOGRAPHIC_SHARE = 0.4
#: Share of the gaps between words that become a double space, as sloppy text has them.
DOUBLE_SPACE_SHARE = 0.002
#: Entity labels kept; every other label is dropped.
ENTITY_LABELS = frozenset({"PER", "ORG", "LOC"})

TREEBANKS = {
    "train": ("en_ewt-train", "en_gum-open-train"),
    "dev": ("en_ewt-dev", "en_gum-open-dev"),
}
ENTITY_SETS = {
    "train": ("uner_ewt-train.iob2", "wikigold-train.iob", "re3d-train.iob"),
    "dev": ("uner_ewt-dev.iob2",),
}


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


@dataclass
class Sentence:
    """One sentence, with whether a document or a paragraph begins with it."""

    words: list[Word] = field(default_factory=list)
    new_document: bool = False
    new_paragraph: bool = False


@dataclass
class Tagged:
    """One sentence of an entity set: words, whether a space follows, entity tags."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]


def open_text(path: Path) -> Iterator[str]:
    """Yield the lines of a gzipped UTF-8 file, without their ends."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


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
                    Word(form, lemma, upos, xpos, feats, int(head), relation, spaced)
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


def typographic(words: Sequence[str], spaces: Sequence[bool], dash: str) -> list[str]:
    """Give words curly quotes, curly apostrophes and real dashes."""
    out: list[str] = []
    for i, word in enumerate(words):
        opening = i == 0 or (spaces[i - 1] and i + 1 < len(words) and not spaces[i])
        if word in {'"', "``", "''"}:
            word = "“" if opening else "”"
        elif word == "'":
            word = "‘" if opening else "’"
        elif word in {"--", "---"} or (word == "-" and i and spaces[i - 1] and spaces[i]):
            word = dash
        elif len(word) > 1:
            word = word.replace("'", "’")
        out.append(word)
    return out


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
    if rng is not None and rng.random() < TYPOGRAPHIC_SHARE:
        words = typographic(words, spaces, rng.choice("–—"))
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


def align_spaces(words: Sequence[str], text: str) -> list[bool]:
    """Tell after which words of a text a space follows."""
    spaces: list[bool] = []
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            return guess_spaces(words)
        at = found + len(word)
        spaces.append(at < len(text) and text[at].isspace())
    return spaces


def guess_spaces(words: Sequence[str]) -> list[bool]:
    """Guess where the spaces of a tokenised sentence were."""
    glued_left = set(".,;:!?%)]}") | {"'s", "’s", "n't", "n’t", "'", "'re", "'ve", "'ll", "'d"}
    glued_right = set("([{$£€")
    spaces: list[bool] = []
    quotes = 0
    for i, word in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else ""
        spaced = after not in glued_left and word not in glued_right
        if word in {'"', "``", "''"}:
            quotes += 1
            spaced = spaced and quotes % 2 == 0
        if after in {'"', "''"} and quotes % 2 == 1:
            spaced = False
        spaces.append(spaced)
    return spaces


def read_entities(path: Path) -> Iterator[Tagged]:
    """Yield the sentences of an entity file: IOB2 with ids and texts, or bare IOB."""
    numbered = path.name.endswith(".iob2.gz")
    words: list[str] = []
    tags: list[str] = []
    text = ""
    for line in open_text(path):
        if numbered and line.startswith("#"):
            if line.startswith("# text = "):
                text = line.removeprefix("# text = ")
        elif line.strip():
            fields = line.split("\t") if "\t" in line else line.split()
            word, tag = (fields[1], fields[2]) if numbered else (fields[0], fields[-1])
            words.append(word)
            tags.append(tag if tag[2:] in ENTITY_LABELS else "O")
        elif words:
            yield Tagged(words, align_spaces(words, text) if text else guess_spaces(words), tags)
            words, tags, text = [], [], ""
    if words:
        yield Tagged(words, align_spaces(words, text) if text else guess_spaces(words), tags)


def entity_doc(nlp: Language, group: Sequence[Tagged], rng: random.Random | None = None) -> Doc:
    """Build one gold document with entities."""
    words = [word for tagged in group for word in tagged.words]
    spaces = [
        space or i == len(tagged.words) - 1
        for tagged in group
        for i, space in enumerate(tagged.spaces)
    ]
    if rng is not None and rng.random() < TYPOGRAPHIC_SHARE:
        words = typographic(words, spaces, rng.choice("–—"))
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    entities: list[Span] = []
    start = 0
    for tagged in group:
        entities += [Span(doc, start + i, start + j, label) for i, j, label in spans(tagged.tags)]
        start += len(tagged.words)
    doc.set_ents(entities, default="outside")
    return doc


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Read (start, end, label) off a row of IOB tags."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        label = tag[2:]
        if tag[0] == "I" and found and found[-1][1:] == (i, label):
            found[-1] = (found[-1][0], i + 1, label)
        else:
            found.append((i, i + 1, label))
    return found


def grouped(items: Sequence[Tagged], rng: random.Random) -> Iterator[Sequence[Tagged]]:
    """Cut a row of tagged sentences into groups of one to four."""
    at = 0
    while at < len(items):
        size = rng.randint(1, 4)
        yield items[at : at + size]
        at += size


def convert(
    data: Path, out: Path, nlp: Language, seed: int, say: Callable[[str], None] = print
) -> None:
    """Write ``parse-{train,dev}.spacy`` and ``entities-{train,dev}.spacy`` into *out*."""
    import augment

    out.mkdir(parents=True, exist_ok=True)
    for split, names in TREEBANKS.items():
        rng = random.Random(seed)
        store = DocBin(attrs=["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP"])
        count = 0
        for name in names:
            sentences = read_treebank(data / "treebanks" / f"{name}.conllu.gz")
            for group in stretches(sentences, rng):
                if split == "train" and rng.random() < augment.DOCUMENTS:
                    for sentence in group:
                        augment.exchange(sentence, rng)
                doc = treebank_doc(nlp, group, rng if split == "train" else None)
                store.add(doc)
                count += len(doc)
        for group in augment.made_documents(rng) if split == "train" else ():
            store.add(treebank_doc(nlp, group, rng))
        store.to_disk(out / f"parse-{split}.spacy")
        say(f"parse-{split}: {len(store)} documents, {count} words")
    for split, names in ENTITY_SETS.items():
        rng = random.Random(seed)
        store = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
        count = 0
        for name in names:
            tagged = list(read_entities(data / "ner" / f"{name}.gz"))
            for part in grouped(tagged, rng):
                doc = entity_doc(nlp, part, rng if split == "train" else None)
                store.add(doc)
                count += len(doc.ents)
        store.to_disk(out / f"entities-{split}.spacy")
        say(f"entities-{split}: {len(store)} documents, {count} entities")
