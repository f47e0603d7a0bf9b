"""Why a claim was read as it was: for each field the words it stands on and the rule they met.

Rules are entries of the reader's data files, named as `file.toml [table] entry`, rows of the
gazetteer, and the functions that tell kinds apart. Nothing is read anew: the notes of the passes
say which words gave what, and the data files hold each entry once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from averment.claim import Because, Claim, EntityRef, Kind, Span, Window
from averment.extract.clauses import KINDS_OF
from averment.extract.lexicon import lexicon
from averment.extract.notes import Entity, Notes, Quantity, Sentence, Time
from averment.extract.times import patterns
from averment.reference import Measures
from averment.reference.words import folded

#: Kinds that a figure makes; the others are told apart by the clause tests of `KINDS_OF`.
OF_FIGURES = frozenset({Kind.COUNT, Kind.CHANGE, Kind.SHARE})
#: Tables whose words tell the other kinds apart; the beginning of a table's name is enough.
TELLING: Mapping[Kind, tuple[str, ...]] = {
    Kind.RELATION: ("relation", "onsets", "mutual"),
    Kind.EVENT: ("event", "types"),
    Kind.ORDER: ("order",),
    Kind.TREND: ("nouns", "verbs", "beside", "trend"),
    Kind.RANK: ("rank", "superlative"),
    Kind.QUOTE: ("calling", "speech"),
    Kind.OPINION: ("opinion", "future", "norm", "urges", "hypothetical", "prediction", "why"),
}
#: Tables that say which way a change goes.
WAYS = ("nouns", "verbs", "beside", "multiples", "reductions")
#: Tables that say how much.
AMOUNTS = (
    "small",
    "large",
    "glued",
    "vague",
    "without",
    "before",
    "after",
    "units",
    "currency",
    "multiples",
    "reductions",
    "denominators",
    "shares",
    "ratio",
)
#: Tables of the words by which a text gives a statement to somebody.
SAYING = ("verbs", "nouns", "according", "accusing", "passive", "asking", "accounts", "calling")
#: What says nothing of its own in a table's path.
WORDS = "words"


def explain(notes: Notes) -> dict[str, tuple[Because, ...]]:
    """Say by claim which words and rules gave each of its fields that says something."""
    sentences = {sentence.span: sentence for sentence in notes.sentences}
    return {
        claim.id: tuple(_reasons(_Reading(notes, sentences[claim.sentence], claim)))
        for claim in notes.claims
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    """A claim with the notes of the passes on its sentence."""

    notes: Notes
    sentence: Sentence
    claim: Claim

    def words(self, span: Span) -> str:
        return span.of(self.notes.document.text)

    @property
    def quantity(self) -> Quantity | None:
        """The figure of the sentence that has the claim's value, inside its words if one is."""
        value = self.claim.value
        if value is None:
            return None
        same = [
            one
            for one in self.notes.quantities_in(self.sentence)
            if (one.number, one.low, one.high) == (value.number, value.low, value.high)
            or (one.from_ is not None and (one.from_, one.to) == (value.from_, value.to))
        ]
        inside = [one for one in same if self.claim.span.covers(one.span)]
        return next(iter(inside or same), None)

    def time(self, window: Window) -> Time | None:
        """The time expression that a window was read from; elsewhere in the text for inherited."""
        here = self.notes.times_in(self.sentence)
        for times in (here, self.notes.times):
            for one in times:
                if self.words(one.span) == window.text or (
                    window.anchor is not None and one.anchor == window.anchor
                ):
                    return one
        return next((one for one in here if one.start == window.start), None)

    def entity(self, ref: EntityRef) -> Entity | None:
        """The name that a place or actor was read from, in the sentence if it is there."""
        for entities in (self.notes.entities_in(self.sentence), self.notes.entities):
            for one in entities:
                if ref.id in (one.id, one.id.partition("/")[0]):
                    return one
        return None


def _reasons(reading: _Reading) -> Iterator[Because]:
    claim = reading.claim
    yield _kind(reading)
    for note in claim.attribution:
        words = f"{note.source_text} – {note.cue}".strip(" –")
        yield _because("attribution", words, _found(("cues",), note.cue, SAYING))
    if claim.value is not None:
        yield _value(reading)
    if claim.direction is not None:
        yield _met("direction", claim.text, ("changes", "numbers"), WAYS)
    if claim.measure is not None:
        yield _measure(claim)
    for name, window in (("window", claim.window), ("baseline", claim.baseline)):
        if window is not None:
            yield _window(reading, name, window)
    yield from _names(reading)
    if claim.polarity.value == "negated":
        yield _met("polarity", claim.text, ("contents",), ("negations",))
    if claim.hedge:
        yield _met("hedge", claim.hedge, ("contents", "kinds", "cues"))
    if claim.why_not is not None:
        yield _met("why_not", claim.text, ("kinds",), TELLING[Kind.OPINION])


def _because(field: str, words: str, rules: tuple[str, ...]) -> Because:
    return Because(field=field, words=words, rules=rules)


def _kind(reading: _Reading) -> Because:
    claim = reading.claim
    quantity = reading.quantity
    if claim.kind in OF_FIGURES and quantity is not None:
        return _because("kind", reading.words(quantity.span), ("quantities: a figure that counts",))
    test = next((f.__name__ for f in KINDS_OF if f.__name__.startswith(claim.kind.value)), None)
    named = "clauses: " + (test or {Kind.QUOTE: "quoted"}.get(claim.kind, "opinions"))
    tables = _entries(("kinds", "changes", "cues"), claim.text, TELLING.get(claim.kind, ()))
    return _because("kind", claim.text, (named, *tables))


def _value(reading: _Reading) -> Because:
    quantity = reading.quantity
    words = reading.words(quantity.span) if quantity is not None else reading.claim.text
    rules = _entries(("numbers",), words, AMOUNTS)
    return _because("value", words, rules or ("numbers: digits",))


def _measure(claim: Claim) -> Because:
    assert claim.measure is not None
    words, said = claim.measure.text, set(folded(f"{claim.measure.text} {claim.text}"))
    stems = said | {word.rstrip("s") for word in said}
    rules = [rule for rule in Measures.default().rules if rule.measure == claim.measure.id]
    heads = {head for rule in rules for head in rule.head if head in stems}
    found = tuple(f"measures.toml [{claim.measure.id}] {head}" for head in sorted(heads))
    none = ("measures.toml: no rule has this noun",) if claim.measure.id is None else ()
    return _because("measure", words, found or none or (f"measures.toml [{claim.measure.id}]",))


def _window(reading: _Reading, name: str, window: Window) -> Because:
    time = reading.time(window)
    words = window.text or (reading.words(time.span) if time is not None else "")
    reads = [p.reads for p in patterns() if words and p.expression.fullmatch(words)]
    if not reads and time is not None:
        own = reading.words(time.span)
        reads = [p.reads for p in patterns() if p.expression.search(own)][:1]
    rules = tuple(f"times.toml [[pattern]] reads = {one}" for one in dict.fromkeys(reads))
    if window.anchor:
        rules = (*rules, f"anchors: the window hangs on “{window.anchor}”")
    if time is not None and time.sentence != reading.sentence.index:
        rules = (*rules, "windows: taken from a sentence before")
    return _because(name, words, rules or ("windows: as the text goes on",))


def _names(reading: _Reading) -> Iterator[Because]:
    claim = reading.claim
    groups: Mapping[str, Iterable[EntityRef]] = {
        "place": claim.place,
        "actors.by": claim.actors.by,
        "actors.against": claim.actors.against,
        "actors.of": claim.actors.of,
        "relation.subject": [claim.relation.subject] if claim.relation else [],
        "relation.object": [claim.relation.object] if claim.relation else [],
    }
    for field, refs in groups.items():
        for ref in refs:
            entity = reading.entity(ref) if ref.id is not None else None
            rule = f"gazetteer: {entity.id} ({entity.form})" if entity else "as the text has it"
            yield _because(field, ref.text, (rule,))
    if claim.relation is not None:
        yield _met("relation.type", claim.text, ("kinds",), ("relation",))


def _met(field: str, words: str, files: Sequence[str], tables: Sequence[str] = ("",)) -> Because:
    """Say which entries of some tables stand in the words."""
    return _because(field, words, _found(files, words, tables))


def _found(files: Sequence[str], words: str, tables: Sequence[str] = ("",)) -> tuple[str, ...]:
    return _entries(files, words, tables) or (f"{files[0]}: by the form of the clause",)


# --- the entries of the data files ----------------------------------------------------------


def _entries(files: Sequence[str], text: str, tables: Sequence[str] = ("",)) -> tuple[str, ...]:
    """Name the entries of some data files that stand in a text, the longest at each place.

    `tables` are the beginnings of the names of tables that count.
    """
    said = [word.strip(_MARKS) for word in text.lower().replace("-", " ").split()]
    forms = [[word, *_stems(word)] for word in said]
    found: list[str] = []
    for name in files:
        at = 0
        while at < len(said):
            size, places = _longest(_flat(name), forms, at)
            kept = (place for place in places if place[1:].startswith(tuple(tables)))
            found += [f"{name}.toml {place}" for place in kept]
            at += max(size, 1)
    return tuple(dict.fromkeys(found))


_MARKS = ".,;:!?()[]“”\"'’‘"


def _stems(word: str) -> Iterator[str]:
    """The forms under which a data file may list a word."""
    for ending in ("s", "es", "ed", "d", "ing", "ies", "ied"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            yield from (stem, f"{stem}e", f"{stem}y")
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


def _longest(
    flat: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]],
    forms: Sequence[Sequence[str]],
    at: int,
) -> tuple[int, list[str]]:
    """The places in a data file of the longest phrases that stand at a word."""
    for first in forms[at]:
        fits = [
            (len(phrase), place)
            for phrase, place in flat.get(first, ())
            if at + len(phrase) <= len(forms)
            and all(word in forms[at + i] for i, word in enumerate(phrase))
        ]
        if fits:
            longest = max(size for size, _ in fits)
            return longest, [place for size, place in fits if size == longest]
    return 0, []


@lru_cache
def _flat(name: str) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The phrases of a data file by their first word, the longest first, each with its place."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, path in _phrases(lexicon(name), ()):
        words = tuple(phrase.lower().replace("-", " ").split())
        if words:
            place = ".".join(part for part in path if part != WORDS)
            found.setdefault(words[0], []).append((words, f"[{place}] {phrase}"))
    return {
        first: tuple(sorted(phrases, key=lambda pair: -len(pair[0])))
        for first, phrases in found.items()
    }


def _phrases(
    content: Mapping[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _phrases(value, (*path, key))
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield from ((item, (*path, key)) for item in value)
        elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            continue  # examples and patterns
        else:
            yield key, path
