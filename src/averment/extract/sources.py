"""Sources: names without articles, and whom a pronoun or a role stands for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import AttributionNote, Notes, Sentence
from averment.extract.tree import phrase

#: A pronoun stands for one of so many speakers before it.
NEAR = 40
#: And for whoever spoke last, if not more sentences ago than this.
RECALL = 3


class Speakers:
    """Whom the text has spoken of so far, to resolve pronouns and repeated roles."""

    def __init__(self, notes: Notes) -> None:
        self._last: dict[str, tuple[int, str]] = {}
        self._subjects = [
            found for sentence in notes.sentences for found in _speakers(notes, sentence)
        ]

    def resolve(self, note: AttributionNote) -> AttributionNote:
        """Return the attribution with the name of its source."""
        if note.source is None:
            return note
        sort = inverted("cues", "pronouns").get(note.source_text.lower())
        if sort is None:
            name = self.name(note.source_text)
            self._remember(note, name)
            return replace(note, name=name)
        said = self._last.get(sort)
        if said is not None and note.sentence - said[0] <= RECALL:
            return replace(note, name=said[1])
        return replace(note, name=self._before(note, sort) or note.source_text)

    def _remember(self, note: AttributionNote, name: str) -> None:
        """Keep who spoke last, for a pronoun in the sentences after."""
        assert note.source is not None
        first = bisect_left(self._subjects, (note.source.start,))
        for start, kind, _ in self._subjects[first : first + 3]:
            if start < note.source.end:
                self._last[kind] = (note.sentence, name)

    def name(self, text: str) -> str:
        """Return a source's name, without article or numeral unless they are part of it."""
        words = text.split()
        if words and words[-1].lower() in word_set("cues", "reflexives"):
            text = text[: -len(words[-1])].rstrip()
            words = words[:-1]
        if not words:
            return ""
        if words[0] == "The" and words[-1].lower() in word_set("cues", "outlets"):
            return text
        first = words[0].lower()
        numeral = first.isdigit() or first in lexicon("numbers")["small"]
        leading = (numeral or first in word_set("cues", "articles")) and len(words) > 1
        return text[len(words[0]) :].lstrip() if leading else text

    def _before(self, note: AttributionNote, sort: str) -> str | None:
        """The nearest speaker of a sort before the cue; for "I" and "we", any."""
        assert note.source is not None
        wanted = {"person": ("person",), "body": ("body",)}.get(sort, ("person", "body"))
        last = bisect_left(self._subjects, (note.source.start,))
        for _, kind, name in reversed(self._subjects[max(0, last - NEAR) : last]):
            if kind in wanted:
                return self.name(name)
        return None


def _speakers(notes: Notes, sentence: Sentence) -> list[tuple[int, str, str]]:
    """The noun phrases of a sentence that a pronoun can stand for: subjects first of all."""
    found = []
    for token in sentence.parsed:
        if token.dep_ not in ("nsubj", "nsubj:pass", "obl:agent", "appos"):
            continue
        kind = _sort(token.text, token.lemma_.lower(), token.ent_type_, token.pos_)
        if kind is None:
            continue
        span = sentence.place_of(*phrase(token))
        found.append((span.start, kind, span.of(notes.document.text)))
    return found


def _sort(text: str, lemma: str, entity: str, pos: str) -> str | None:
    listed = inverted("cues", "speakers").get(lemma)
    if listed:
        return listed
    if entity in ("ORG", "LOC") or text.lower() in word_set("cues", "outlets"):
        return "body"
    if entity == "PER":
        return "person"
    return "body" if pos == "PROPN" and text.isupper() else None
