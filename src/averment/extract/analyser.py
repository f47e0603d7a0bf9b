"""The sentence analyser: words, tags, lemmas, dependencies and names, from raw text.

It is a spaCy pipeline with Universal Dependencies labels whose weights ship in this package
(`model/`). There are two: the encoder, which is used unless one asks for the other, and a small
convolutional network, less right and lighter to load. Text of any size and shape is read in bounded
stretches, so neither the memory nor the time of one step depends on what somebody pasted in.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from averment.errors import AnalyserMissing
from averment.extract.boundaries import CLOSING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

#: Folder of the weights; the tests point it elsewhere.
MODEL = Path(__file__).with_name("model")
#: The analysers: the encoder, and the small network.
Name = Literal["encoder", "fast"]
#: Files in that folder with settings and weights, by the analyser.
WEIGHTS: dict[Name, str] = {"encoder": "encoder.msgpack", "fast": "analyser.msgpack"}
#: Under this name a document keeps its text with the line breaks.
TEXT = "text"
#: No more characters than this are analysed at once.
MAX_STRETCH = 5_000
#: Longer words than this are no words; they are cut.
MAX_WORD = 400

_REINSTALL = "Reinstall averment; the file is part of the package."
_BLANK_LINE = re.compile(r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029])[^\S\n\r]*(?:\r\n|[\n\r])|[\u2029\f]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s")
# Characters that would upset the analysis become a blank or a mark of the same length.
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA1), 0x2028, 0x2029, 0xFEFF), " ")
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD}}}")
_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=2)
def load(name: Name = "encoder") -> Language:
    """Return an analyser, read from the package once per process.

    Raises `AnalyserMissing` where the weights are missing or damaged.
    """
    return read(MODEL / WEIGHTS[name])


def read(path: Path) -> Language:
    """Build the pipeline from a packed file of either analyser."""
    try:
        payload = path.read_bytes()
    except OSError as error:
        raise AnalyserMissing(
            f"The sentence analyser cannot be read: {path}: {error.strerror}.", hint=_REINSTALL
        ) from error
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import srsly

        try:
            content = srsly.msgpack_loads(payload)
            nlp = _encoder(content) if "sentence" in content else _fast(content)
        except Exception as error:  # any failure means a damaged file
            raise AnalyserMissing(
                f"The sentence analyser is damaged: {path}: {type(error).__name__}.",
                hint=_REINSTALL,
            ) from error
    nlp.max_length = 10 * MAX_STRETCH
    return nlp


def _encoder(content: dict[str, Any]) -> Language:
    """Build the pipeline that holds the encoder alone."""
    from spacy.lang.en import English
    from spacy.language import Language

    from averment.extract.encoder import Encoder

    nlp: Language = English()
    component = Encoder(content, nlp.vocab, Lemmas(content["lexicon"]).of)
    Language.component("averment_encoder", func=component)
    nlp.add_pipe("averment_encoder")
    return nlp


def _fast(content: dict[str, Any]) -> Language:
    """Build the pipeline of the small network."""
    import srsly
    from spacy.lang.en import English
    from spacy.language import Language

    nlp: Language = English.from_config(
        {"nlp": content["nlp"], "components": content["components"]},
        auto_fill=False,
        validate=False,
    )
    for string in content["strings"]:
        nlp.vocab.strings.add(string)
    for name, parts in content["pipes"].items():
        parts["model"] = srsly.msgpack_dumps(_full(parts["model"]))
        pipe: Any = nlp.get_pipe(name)
        pipe.from_bytes(srsly.msgpack_dumps(parts), exclude=["vocab"])
    Language.component("averment_lines", func=_keep_lines)
    nlp.add_pipe("averment_lines", first=True)
    Language.component("averment_lemmas", func=Lemmas(content["lexicon"]))
    nlp.add_pipe("averment_lemmas")
    return nlp


class Lemmas:
    """Finds lemmas: irregular forms from a list, regular ones by spelling and a list of lemmas."""

    def __init__(self, lexicon: dict[str, Any]) -> None:
        self.forms: dict[str, dict[str, str]] = lexicon["forms"]
        self.known = {name: frozenset(words) for name, words in lexicon["known"].items()}

    def __call__(self, doc: Doc) -> Doc:
        """Mend the learnt lemmas of the nouns, verbs, adjectives and adverbs of a document."""
        for token in doc:
            if token.pos_ in self.known:
                token.lemma_ = self.lemma(token.text, token.pos_, token.tag_, token.lemma_)
        return doc

    def of(self, word: str, pos: str, tag: str) -> str:
        """Return the lemma of a word without a guess: what nothing is known of stays as it is."""
        if pos in self.known:
            return self.lemma(word, pos, tag, word.lower())
        form = word.lower().replace("’", "'")
        return self.forms.get(pos, {}).get(form) or (word if pos in _NAMES else form)

    def lemma(self, word: str, pos: str, tag: str, guess: str) -> str:
        """Return the lemma of a word of a known class; *guess* is what else it might be."""
        form, known = word.lower().replace("’", "'"), self.known[pos]
        if form in self.forms[pos] and (tag not in _BASE_TAGS or form not in known):
            return self.forms[pos][form]
        guess = guess if word.isupper() else guess.lower()
        if not form.isalpha():
            return guess
        if pos != "AUX" and tag in _BASE_TAGS:
            return form if word.islower() or word.istitle() else guess
        regular = regular_lemmas(form, tag)
        for lemma in regular:
            if lemma in known:
                return lemma
        return guess if guess in known or guess in regular or not regular else regular[0]


# Classes whose words keep their capitals in the lemma.
_NAMES = frozenset({"PROPN", "SYM", "X", "PUNCT", "NUM"})
_BASE_TAGS = frozenset({"NN", "VB", "VBP", "JJ", "RB"})
_DOUBLED = re.compile(r"([bdgklmnprtvz])\1$")


def regular_lemmas(form: str, tag: str) -> list[str]:
    """List the lemmas that a lower-case form may have by the spelling rules, likeliest first."""
    if tag in {"NNS", "VBZ"}:
        if form.endswith("ies"):
            return [form[:-3] + "y", form[:-1]]
        if form.endswith("ves"):
            return [form[:-1], form[:-3] + "f", form[:-3] + "fe"]
        if form.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            return [form[:-1], form[:-2]] if form.endswith("ses") else [form[:-2], form[:-1]]
        if tag == "NNS" and form.endswith("men"):
            return [form[:-2] + "an"]
        return [form[:-1]] if form.endswith("s") and not form.endswith("ss") else []
    if tag in {"VBD", "VBN"} and form.endswith("ed"):
        stem, with_e = form[:-2], form[:-1]
    elif tag == "VBG" and form.endswith("ing"):
        stem, with_e = form[:-3], form[:-3] + "e"
    else:
        return []
    if stem.endswith("i"):
        return [stem[:-1] + "y"]
    single = [stem[:-1]] if _DOUBLED.search(stem) else []
    if stem.endswith(("at", "iz", "is", "v", "c", "u", "ang", "eng", "s", "rg", "dg")):
        return [with_e, stem, *single]
    if single and not stem.endswith(("ll", "ss")):
        return [*single, stem]
    return [stem, *single, with_e]


def _full(value: Any) -> Any:
    """Give every half-precision array inside a nested value single precision."""
    if isinstance(value, dict):
        return {key: _full(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_full(item) for item in value]
    if getattr(value, "dtype", None) == "float16":
        return value.astype("float32")
    return value


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into the stretches that are analysed at once.

    A stretch ends at a blank line. One that would be longer than `MAX_STRETCH` ends after a
    sentence, or at a blank, or, where there is none, in the middle of a word.
    """
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield from _bounded(text, start, gap.start())
        start = gap.end()
    yield from _bounded(text, start, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one paragraph into stretches of bounded length, without the blanks around them."""
    while True:
        while start < end and (text[start].isspace() or ord(text[start]) in _CONTROLS):
            start += 1
        while start < end and (text[end - 1].isspace() or ord(text[end - 1]) in _CONTROLS):
            end -= 1
        if start == end:
            return
        stop = end if end - start <= MAX_STRETCH else _cut(text, start, start + MAX_STRETCH)
        if (monster := _LONG_WORD.search(text, start, stop)) is not None:
            stop = monster.start() if monster.start() > start else monster.end()
        last = stop
        while text[last - 1].isspace():
            last -= 1
        yield start, last
        start = stop


def _cut(text: str, start: int, limit: int) -> int:
    """Find the best place to cut before *limit*."""
    middle = (start + limit) // 2
    ends = [found.end() for found in _SENTENCE_END.finditer(text, middle, limit)]
    if ends:
        return ends[-1]
    for place in range(limit - 1, middle, -1):
        if text[place].isspace():
            return place + 1
    return limit


def _plain(text: str) -> str:
    """Replace what the tokenizer should not see, character by character."""
    return _SURROGATE.sub("\ufffd", text.translate(_CONTROLS))


def tokenise(nlp: Language, text: str) -> Doc:
    """Cut a stretch of text into words."""
    doc = nlp.make_doc(_plain(text))
    doc.user_data[TEXT] = text
    return doc


def _keep_lines(doc: Doc) -> Doc:
    """Let sentences end inside a line only after a closing mark.

    Web texts taught the small network to end them anywhere, which the press does not do.
    """
    text = doc.user_data.get(TEXT) or doc.text
    for word, after in pairwise(doc):
        gap = text[word.idx + len(word) : after.idx]
        if not (word.is_space or word.text[-1] in CLOSING or "\n" in gap or "\r" in gap):
            after.is_sent_start = False
    return doc


def documents(text: str, analyser: Name = "encoder") -> Iterator[tuple[int, Doc]]:
    """Analyse a text stretch by stretch: (offset of the stretch in the text, analysed stretch)."""
    nlp = load(analyser)
    places = list(stretches(text))
    docs = (tokenise(nlp, text[start:end]) for start, end in places)
    yield from zip((start for start, _ in places), nlp.pipe(docs, batch_size=32), strict=True)


def sentences(text: str, analyser: Name = "encoder") -> Iterator[tuple[int, Span]]:
    """Yield each sentence of a text with the offset of the stretch that it was analysed in.

    `offset + token.idx` and `offset + span.start_char` are places in *text*. A sentence never
    spans a blank line, holds at least one word and is never longer than `MAX_STRETCH`.
    """
    for offset, doc in documents(text, analyser):
        for sentence in doc.sents:
            if not sentence.text.isspace():
                yield offset, sentence
