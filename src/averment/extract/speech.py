"""Speech: whose words stand between quotation marks, told by what stands beside them.

A paragraph is read as quotations and the narrative between them. The cue of a quotation follows it
("…,” the minister said"), introduces it ("The minister said: “…") or interrupts it; one without a
cue that begins a sentence carries on what was said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from averment.claim import Span
from averment.extract.lexicon import word_set
from averment.extract.notes import Notes, Sentence
from averment.extract.quotations import MARKS, Quotation, within
from averment.extract.sources import noun_phrase_at, source_of
from averment.extract.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A cue stands so near to the quotation it follows, in words.
NEAR = 40
#: Fewer words between marks are words set apart, if no cue stands beside them.
LEAST = 4
#: A name before a colon is no longer than this, in words.
NAME = 6


#: The tokens of a cue, and those of its source where it has one.
Named = tuple[tuple[int, int], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Speech:
    """Quoted words with their cue; `cue` and `source` are token ranges, `spans` the words.

    A quotation without a cue of its own that begins a sentence has none: it carries on.
    """

    sentence: int
    spans: tuple[Span, ...]
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None


def speeches(notes: Notes, quoted: Sequence[Quotation]) -> Iterator[Speech]:
    """Yield what is spoken in each paragraph, in text order."""
    before: _Paragraph | None = None
    for _, group in groupby(notes.sentences, key=lambda one: (one.offset, one.paragraph)):
        sentences = list(group)
        span = Span(sentences[0].span.start, sentences[-1].span.end)
        paragraph = _Paragraph(sentences, within(quoted, span), before)
        yield from paragraph.speeches()
        paragraph.previous = None
        before = paragraph


class _Paragraph:
    """The words of a paragraph and the quotations in it, as token ranges."""

    def __init__(
        self,
        sentences: list[Sentence],
        quoted: Sequence[Quotation],
        previous: _Paragraph | None = None,
    ) -> None:
        self.previous = previous
        self.sentences = sentences
        self.doc: Doc = sentences[0].parsed.doc
        self.first, self.last = sentences[0].parsed.start, sentences[-1].parsed.end
        self.offset = sentences[0].offset
        self.quoted: list[tuple[int, int, Quotation]] = []
        at = self.first
        for quotation in quoted:
            while at < self.last and self._end_of(at) <= quotation.span.start:
                at += 1
            start = at
            while at < self.last and self.doc[at].idx + self.offset < quotation.span.end:
                at += 1
            if start < at:
                self.quoted.append((start, at, quotation))

    def _end_of(self, token: int) -> int:
        return int(self.doc[token].idx) + len(self.doc[token]) + self.offset

    def speeches(self) -> Iterator[Speech]:
        made: list[Speech] = []
        for index, (start, end, quotation) in enumerate(self.quoted):
            before = self._before(index)
            heard = self._introduced(before) or self._followed(index)
            above = self.previous._announced() if self.previous and not index else None
            if heard is None and above is not None and before[0] == before[1]:
                sentence, cue, source = above
                made.append(Speech(sentence, (quotation.span,), cue, source))
                continue
            if heard is None:
                ended = self.doc[end - 1].text != ","
                enough = quotation.words >= LEAST or self._sentence_of_its_own(start, end)
                if self._opens(before) and enough and ended:
                    made.append(Speech(self._sentence(start), (quotation.span,)))
                continue
            cue, source = heard
            spans: tuple[Span, ...] = (self._whole(before, start, cue, quotation),)
            if made and made[-1].cue == cue:
                spans = (*made.pop().spans, *spans)
            made.append(Speech(self._sentence(cue[0]), spans, cue, source))
        yield from made

    def _sentence(self, token: int) -> int:
        for sentence in self.sentences:
            if token < sentence.parsed.end:
                return sentence.index
        return self.sentences[-1].index

    def _before(self, index: int) -> tuple[int, int]:
        """The narrative before a quotation, from the end of a sentence or quotation on."""
        stop = self.quoted[index][0]
        first = self.quoted[index - 1][1] if index else self.first
        start = stop
        while start > first and not self._ends(start - 1):
            start -= 1
        while stop > start and self.doc[stop - 1].text in MARKS:
            stop -= 1
        while start < stop and self.doc[start].text in MARKS:
            start += 1
        return start, stop

    def _announced(self) -> tuple[int, tuple[int, int], tuple[int, int] | None] | None:
        """The sentence, cue and source of a colon that ends the paragraph, or none."""
        stop = self.last
        while stop > self.first and self.doc[stop - 1].is_space:
            stop -= 1
        start = stop - 1
        while start > self.first and not self._ends(start - 1):
            start -= 1
        if self.doc[stop - 1].text != ":":
            return None
        heard = self._introduced((start, stop))
        return (self._sentence(heard[0][0]), *heard) if heard else None

    def _ends(self, token: int) -> bool:
        return self.doc[token].text in (".", "!", "?", "…", ";") or self.doc[token].is_space

    def _opens(self, before: tuple[int, int]) -> bool:
        """Say whether a quotation begins a sentence: no narrative stands before it."""
        return before[0] == before[1] or self.doc[before[1] - 1].is_punct

    def _sentence_of_its_own(self, start: int, end: int) -> bool:
        return bool(self.doc[start].is_title) and self.doc[end - 1].text in (".", "!", "?")

    def _introduced(self, before: tuple[int, int]) -> Named | None:
        """The cue and source of "The minister said: “…", or none."""
        start, stop = before
        if start == stop:
            return None
        last = self.doc[stop - 1]
        colon = last.text in (":", ",") or _speaks(last)
        if not colon:
            return None
        for at in range(stop - 1, max(start, stop - NEAR) - 1, -1):
            token = self.doc[at]
            if _speaks(token) and token.dep_ != "acl:relcl":
                source = source_of(token)
                inside = source is not None and source[0] >= start
                return (at, at + 1), source if inside or source else self._left_of(start, at)
        if last.text == ":" and stop - 1 - start <= NAME:
            words = [t for t in self.doc[start : stop - 1] if t.pos_ in ("NOUN", "PROPN", "PRON")]
            verbal = any(t.pos_ in ("VERB", "AUX") for t in self.doc[start : stop - 1])
            if words and not verbal:
                return (stop - 1, stop), (start, stop - 1)
        if last.text == ":":
            return self._telling(start, stop)
        return None

    def _telling(self, start: int, stop: int) -> Named | None:
        """The main verb before a colon, if it has a subject ("He had a warning: “…")."""
        for verb in self.doc[start:stop]:
            told = verb.pos_ == "VERB" and any(children(verb, "nsubj"))
            source = source_of(verb) if told else None
            if source is not None:
                return (verb.i, verb.i + 1), source
        return None

    def _left_of(self, start: int, at: int) -> tuple[int, int] | None:
        return (start, at) if 0 < at - start <= NAME else None

    def _followed(self, index: int) -> Named | None:
        """The cue and source of "…,” the minister said", or none."""
        _, end, quotation = self.quoted[index]
        first = end
        while first < self.last and (self.doc[first].text in MARKS or self.doc[first].text == ","):
            first += 1
        stop = self.quoted[index + 1][0] if index + 1 < len(self.quoted) else self.last
        if first >= stop or not quotation.closed:
            return None
        if self.doc[end - 1].text in (".", ";") and not self.doc[first].is_lower:
            return None
        unended = self.doc[end - 1].text == ","  # a comma says that a cue is to come
        limit = min(stop, first + NEAR)
        for at in range(first, limit):
            token = self.doc[at]
            if self._ends(at) or token.text == ":":
                return None
            spoken = _speaks(token) and token.tag_ != "VBG"
            tells = token.tag_ in ("VBD", "VBZ") and token.pos_ == "VERB"
            tells = tells and (unended or at == first)
            if (spoken or tells) and token.dep_ != "acl:relcl":
                source = self._speaker(token, first, limit)
                return ((at, at + 1), source) if source else None
            if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ in ("ROOT", "conj", "ccomp"):
                return None
        return None

    def _speaker(self, token: Token, first: int, limit: int) -> tuple[int, int] | None:
        if any(child.i > token.i for child in children(token, "ccomp")):
            return None  # what is said comes after it
        source = source_of(token)
        if source is not None and first <= source[0] < limit:
            return source
        if token.i > first:
            named = self.doc[first].pos_ != "CCONJ" and token.i - first <= 2 * NAME
            return (first, token.i) if named else None
        return noun_phrase_at(self.doc, token.i + 1, limit)

    def _whole(
        self, before: tuple[int, int], start: int, cue: tuple[int, int], quotation: Quotation
    ) -> Span:
        """What is said, with the words of its sentence before the marks ("It is “…,” he said")."""
        first, stop = before
        led = first < stop and cue[0] >= start and not self.doc[stop - 1].is_punct
        if not led:
            return quotation.span
        return Span(self.doc[first].idx + self.offset, quotation.span.end)


def _speaks(token: Token) -> bool:
    """Say whether a word is a verb of speech in a form that can introduce or follow a quotation."""
    if token.lemma_.lower() not in word_set("cues", "speech") or token.dep_ in _WITHIN:
        return False
    finite = token.tag_ in ("VBD", "VBZ", "VBP", "VBG")
    return finite or (token.tag_ in ("VBN", "VB") and any(children(token, "aux", "mark")))


#: A verb with these relations belongs to a noun, or to another verb.
_WITHIN = ("amod", "compound", "aux", "aux:pass", "case")
