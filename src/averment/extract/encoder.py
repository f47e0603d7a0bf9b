"""The encoder that reads sentences: tags, trees and names, with 8-bit weights, by ONNX Runtime.

It takes documents of words, finds their sentences and reads many at once, those of like length
together; what it finds goes into each document in one step. How it was trained is told in
`model/MODEL_CARD.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from averment.extract.analyser import TEXT
from averment.extract.boundaries import CLOSING, Boundaries
from averment.extract.trees import NEVER, heads_of
from averment.extract.wordpieces import WordPieces, case

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    Array = NDArray[Any]

#: A sentence has no more pieces than this, or it is cut; it was trained on shorter ones.
MAX_PIECES = 250
#: So many pieces, padding counted, are read at once; what they need then stays in the cache.
BATCH = 400
#: So many words are collected before they are read; documents are never split.
COLLECTED = 4_000
#: What is set of each word, in the order of the columns.
#: How spaCy numbers the tag of a word inside a name.
_INSIDE = 1
_SET: list[int | str] = ["HEAD", "DEP", "TAG", "POS", "ENT_IOB", "ENT_TYPE", "LEMMA"]

#: Gives the lemma of a word by its text, class and tag.
Lemma = Callable[[str, str, str], str]


@dataclass(frozen=True)
class _Sentence:
    """A sentence: its document, the places of its words there, their pieces and cases."""

    doc: int
    places: Sequence[int]
    pieces: Sequence[tuple[int, ...]]
    cases: Sequence[int]
    size: int


class Encoder:
    """A spaCy component that sets heads, relations, tags, classes, names and lemmas."""

    def __init__(self, content: Mapping[str, Any], vocab: Vocab, lemma: Lemma) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._read, self._relate = (
            onnxruntime.InferenceSession(content[name], options, ["CPUExecutionProvider"])
            for name in ("sentence", "relation")
        )
        self._pieces = WordPieces(content["vocabulary"])
        self._boundaries = Boundaries(content["boundaries"])
        self._labels = _Labels(content["labels"], vocab, lemma)

    def __call__(self, doc: Doc) -> Doc:
        """Analyse one document."""
        self.analyse([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Analyse many documents, so many together that the batches are full."""
        docs: list[Doc] = []
        words = 0
        for doc in stream:
            docs.append(doc)
            words += len(doc)
            if words >= COLLECTED:
                self.analyse(docs)
                yield from docs
                docs, words = [], 0
        self.analyse(docs)
        yield from docs

    def analyse(self, docs: Sequence[Doc]) -> None:
        """Analyse documents together."""
        import numpy as np

        texts = [[token.text for token in doc] for doc in docs]
        tables = [np.zeros((len(words), len(_SET)), dtype=np.uint64) for words in texts]
        sentences = [
            sentence
            for number, doc in enumerate(docs)
            for sentence in self._sentences(number, doc, texts[number])
        ]
        sentences.sort(key=lambda sentence: sentence.size)
        for batch in _batches(sentences):
            self._analyse(batch, tables)
        for doc, words, table in zip(docs, texts, tables, strict=True):
            self._labels.finish(words, table)
            doc.from_array(_SET, table)  # type: ignore[arg-type]

    def _sentences(self, number: int, doc: Doc, texts: Sequence[str]) -> Iterator[_Sentence]:
        """Cut a document into sentences; one too long for the encoder is cut once more."""
        places = [i for i, text in enumerate(texts) if not text.isspace()]
        if not places:
            return
        words = [texts[i] for i in places]
        starts = doc.to_array("IDX")[places].tolist()
        text = doc.user_data.get(TEXT) or doc.text
        gaps = [
            text[start + len(word) : after]
            for start, word, after in zip(starts, words, starts[1:], strict=False)
        ]
        pieces = [self._pieces.ids(word) for word in words]
        cases = [case(word) for word in words]
        start = 0
        for end in self._boundaries.ends(words, gaps):
            while start <= end:
                stop = _fitting(words, pieces, start, end + 1)
                own = pieces[start:stop]
                size = sum(map(len, own))
                yield _Sentence(number, places[start:stop], own, cases[start:stop], size)
                start = stop

    def _analyse(self, batch: Sequence[_Sentence], tables: Sequence[Array]) -> None:
        """Analyse a batch of sentences; write what is found into the tables of the documents."""
        import numpy as np

        lengths = np.array([len(sentence.places) for sentence in batch])
        feed = self._feed(batch, int(lengths.max()) + 1)
        arcs, xpos, upos, names, above, below = self._read.run(None, feed)
        heads = heads_of(arcs, lengths)
        inside = np.arange(heads.shape[1]) <= lengths[:, None]
        rows, words = np.nonzero(inside[:, 1:])
        words += 1
        chosen = heads[rows, words]
        (relations,) = self._relate.run(
            None, {"above": above[rows, chosen], "below": below[rows, words]}
        )
        places = np.concatenate([sentence.places for sentence in batch])
        firsts = np.cumsum(lengths) - lengths
        # A head is told by how far away it is; between words there may be blanks.
        away = np.where(chosen == 0, 0, places[firsts[rows] + chosen - 1] - places)
        labels = self._labels
        names[~inside, 0] = -NEVER  # past the end of a sentence there are no names
        tags = best_tags(names, labels.follows)[rows, words]
        table = np.zeros((len(rows), len(_SET)), dtype=np.uint64)
        table[:, 0] = away.astype(np.uint64)
        table[:, 1] = np.where(chosen == 0, labels.root, labels.relations[relations])
        table[:, 2] = labels.xpos[xpos[rows, words]]
        table[:, 3] = labels.upos[upos[rows, words]]
        table[:, 4:6] = labels.names[tags]
        for sentence, first, length in zip(batch, firsts, lengths, strict=True):
            tables[sentence.doc][sentence.places] = table[first : first + length]

    def _feed(self, batch: Sequence[_Sentence], width: int) -> dict[str, Array]:
        """Lay a batch out for the first graph: *width* is the number of words and the root."""
        import numpy as np

        length = max(sentence.size for sentence in batch) + 2
        ids = np.zeros((len(batch), length), dtype=np.int32)
        cases = np.zeros_like(ids)
        first = np.zeros((len(batch), width), dtype=np.int32)
        ids[:, 0] = self._pieces.start
        for row, sentence in enumerate(batch):
            last = sentence.size + 1
            ids[row, 1:last] = [piece for word in sentence.pieces for piece in word]
            ids[row, last] = self._pieces.end
            sizes = np.array([len(word) for word in sentence.pieces])
            cases[row, 1:last] = np.repeat(sentence.cases, sizes)
            first[row, 1 : len(sizes) + 1] = np.cumsum(sizes) - sizes + 1
            first[row] += row * length
        lengths = np.array([sentence.size + 2 for sentence in batch], dtype=np.int32)
        return {"ids": ids, "cases": cases, "lengths": lengths, "first": first}


class _Labels:
    """The labels of the heads, as spaCy numbers them, and the lemmas."""

    def __init__(self, labels: Mapping[str, Sequence[str]], vocab: Vocab, lemma: Lemma) -> None:
        import numpy as np
        from spacy.symbols import IDS

        add = vocab.strings.add
        self.root = np.uint64(add("ROOT"))
        self.relations = np.array([add(label) for label in labels["relation"]], dtype=np.uint64)
        self.xpos = np.array([add(label) for label in labels["xpos"]], dtype=np.uint64)
        self.upos = np.array([IDS[label] for label in labels["upos"]], dtype=np.uint64)
        iob = {"I": 1, "O": 2, "B": 3}
        self.names = np.array(
            [(iob[tag[0]], add(tag[2:]) if tag[2:] else 0) for tag in labels["name"]],
            dtype=np.uint64,
        )
        self.follows = following(labels["name"])
        self._blank = (add("dep"), add("_SP"), IDS["SPACE"], 2, 0)
        xpos = dict(zip(self.xpos.tolist(), labels["xpos"], strict=True))
        upos = dict(zip(self.upos.tolist(), labels["upos"], strict=True))

        @lru_cache(maxsize=50_000)
        def number(word: str, tag: int, pos: int) -> int:
            return int(add(lemma(word, upos[pos], xpos[tag]) if pos else word))

        self._lemma = number

    def finish(self, words: Sequence[str], table: Array) -> None:
        """Add blanks and lemmas to the table of a document."""
        import numpy as np

        blank = table[:, 3] == 0
        table[:, 6] = [
            self._lemma(word, tag, pos)
            for word, (tag, pos) in zip(words, table[:, 2:4].tolist(), strict=True)
        ]
        # A blank hangs on what stands before it, at the start of a text on what follows.
        table[blank, 1:6] = self._blank
        table[blank, 0] = np.array(-1).astype(np.uint64)
        leading = int(np.argmin(blank)) if not blank.all() else len(words)
        table[:leading, 0] = int(leading < len(words))
        # A blank inside a name belongs to it.
        for place in np.flatnonzero(blank[:-1])[::-1]:
            if table[place + 1, 4] == _INSIDE:
                table[place, 4:6] = table[place + 1, 4:6]


def _fitting(words: Sequence[str], pieces: Sequence[Sequence[int]], start: int, end: int) -> int:
    """Find where a sentence must be cut to fit the encoder, after a mark if possible."""
    size, cut = 0, start
    for place in range(start, end):
        size += len(pieces[place])
        if size > MAX_PIECES:
            return cut if cut > start else place
        if words[place][-1] in CLOSING or words[place] == ",":
            cut = place + 1
    return end


def _batches(sentences: Sequence[_Sentence]) -> Iterator[Sequence[_Sentence]]:
    """Group sentences, the short ones first, so that a group is no more than a batch."""
    start = 0
    for i, sentence in enumerate(sentences):
        if i > start and (sentence.size + 2) * (i - start + 1) > BATCH:
            yield sentences[start:i]
            start = i
    if sentences:
        yield sentences[start:]


def following(tags: Sequence[str]) -> Array:
    """Tell which BIO tag may follow which: 0 where it may, else `NEVER`."""
    import numpy as np

    return np.array(
        [
            [0.0 if tag[0] != "I" or before[2:] == tag[2:] else NEVER for tag in tags]
            for before in tags
        ],
        dtype=np.float32,
    )


def best_tags(scores: Array, follows: Array) -> Array:
    """Choose the best row of tags in which each tag may follow the one before (Viterbi).

    *scores* (rows, words, tags) scores the tags of words, *follows* (tags, tags) says which may
    follow which.
    """
    import numpy as np

    rows, words, tags = scores.shape
    back = np.zeros((words, rows, tags), dtype=np.intp)
    best = scores[:, 0].copy()
    best[:, 1:] = NEVER  # place 0 is the root, which is no name
    for word in range(1, words):
        through = best[:, :, None] + follows
        back[word] = through.argmax(1)
        best = through.max(1) + scores[:, word]
    found = np.zeros((rows, words), dtype=np.intp)
    found[:, -1] = best.argmax(-1)
    for word in range(words - 1, 0, -1):
        found[:, word - 1] = back[word][np.arange(rows), found[:, word]]
    return found
