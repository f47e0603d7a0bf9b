"""What the passes have found so far: frozen notes, handed from pass to pass.

Every pass is a function `Notes -> Notes`. Spans are offsets into the document's text.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from averment.claim import Bound, Claim, Direction, Document, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Span as Parsed

    from averment.extract.analyser import Name
    from averment.extract.quotations import Quotation
    from averment.reference.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence. `span` is its place in the document; `parsed` the analyser's tokens;
    `text` their words.

    `offset` is what must be added to a token's `idx` to give its place in the document.
    `section` is `body`, `headline`, `standfirst`, `byline` or `caption`; claims are read in bodies.
    """

    index: int
    span: Span
    paragraph: int
    parsed: Parsed
    text: str
    offset: int = 0
    section: str = "body"

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens `[start, end)` that the characters `[start, end)` of `text` touch."""
        touched = self.parsed.char_span(start, end, alignment_mode="expand")
        return (touched.start, touched.end)

    def place_of(self, start: int, end: int) -> Span:
        """Return the document span of the tokens `start` to `end` (indices into `parsed.doc`)."""
        doc: Any = self.parsed.doc
        last = doc[end - 1]
        return Span(doc[start].idx + self.offset, last.idx + len(last) + self.offset)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in the text, with its bound and what it counts.

    `span` covers the figure with its bound words and unit ("over three million", "a 500%");
    `head` is the index in `parsed.doc` of the counted noun, or none; `of` the span of the counted
    noun phrase. `change` is true for percent and multiples that say how much something changed;
    `direction` comes from the words around ("a 60% increase"). `from_`/`to` belong to "from 5 to
    23". `counts` is false for numbers that count nothing (ages, resolutions, plan points, dates).
    """

    sentence: int
    span: Span
    tokens: tuple[int, int]
    number: float | None
    unit: str
    bound: Bound
    low: float | None
    high: float | None
    head: int | None = None
    of: Span | None = None
    direction: Direction | None = None
    change: bool = False
    from_: float | None = None
    to: float | None = None
    counts: bool = True
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. `start`/`end` are half-open, null where the text gives none.

    `role` is `window` (when it happened), `after` (after an event), `baseline` (what it is compared
    with), `back` (it points to a window spoken of before), `part` (of a larger one) or `mention`
    (no window: how long, how often, soon). `open` lists the ends left open. `type` and `value` are
    those of TIMEX3, which has no type for a window that hangs on an event (`EVENT`), joins two
    dates (`RANGE`) or points back (`BACK`). `anchor` holds the words of the event; `pair` the two
    periods of "between 2013 and 2016"; `behind` how far a baseline lies behind its window ("-12M",
    or "Y2022" for that year's).
    """

    sentence: int
    span: Span
    tokens: tuple[int, int]
    start: dt.date | None
    end: dt.date | None
    type: str = "DATE"
    value: str = ""
    anchor: str | None = None
    open: tuple[str, ...] = ()
    role: str = "window"
    pair: tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date]] | None = None
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A place or an actor in the text. `kind` is `place` or `actor`; a country is both.

    `form` is the sort of name that the gazetteer has it by (`country`, `adjective`, `group`, …),
    `learnt` of a name that the text itself explains, or `role` ("the army") of what stands for the
    name at the span `refers`.
    """

    sentence: int
    span: Span
    tokens: tuple[int, int]
    id: str
    kind: str
    form: str = "name"
    refers: Span | None = None


Strength = Literal["claim", "thought", "mention"]


@dataclass(frozen=True, slots=True)
class AttributionNote:
    """Source, cue and content of one attribution; `outer` is the index of the one it is nested in.

    `content` may be several spans, where a quotation is interrupted. `name` is the source as
    resolved (no pronoun), empty for unnamed accusers. `bare` content only points at a statement
    made before ("the charge"). `strength` is `claim` where the source is that of a claim, `thought`
    where it holds it in mind ("believes that"), `mention` for an attitude that makes no claim's
    attribution ("praised the plan", "hopes to win").
    """

    sentence: int
    source: Span | None
    source_text: str
    name: str
    cue: Span
    content: tuple[Span, ...]
    stance: Stance
    outer: int | None = None
    bare: bool = False
    strength: Strength = "claim"


@dataclass(frozen=True, slots=True)
class EventNote:
    """A clause in which an actor does something to another; `type` is one of PLOVER's."""

    sentence: int
    span: Span
    type: str
    source: tuple[Entity, ...]
    target: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything found so far in one document."""

    document: Document
    gazetteer: Gazetteer
    analyser: Name = "encoder"
    sentences: tuple[Sentence, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    entities: tuple[Entity, ...] = ()
    attributions: tuple[AttributionNote, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[EventNote, ...] = ()
    claims: tuple[Claim, ...] = ()

    def quantities_in(self, sentence: Sentence) -> Sequence[Quantity]:
        """Return the quantities of a sentence."""
        return _of(self.quantities, sentence)

    def times_in(self, sentence: Sentence) -> Sequence[Time]:
        """Return the time expressions of a sentence."""
        return _of(self.times, sentence)

    def entities_in(self, sentence: Sentence) -> Sequence[Entity]:
        """Return the names of places and actors in a sentence."""
        return _of(self.entities, sentence)

    def attributions_in(self, sentence: Sentence) -> Sequence[AttributionNote]:
        """Return the attributions of claims that have content in a sentence."""
        return [note for note in _of(self.attributions, sentence) if note.strength != "mention"]

    def heard_in(self, sentence: Sentence) -> Sequence[AttributionNote]:
        """Return all attributions that have content in a sentence, attitudes included."""
        return _of(self.attributions, sentence)

    def having(self, **found: Any) -> Notes:
        """Return the notes with what a pass has found added."""
        return replace(self, **found)


class _InSentence(Protocol):
    @property
    def sentence(self) -> int: ...


Found = TypeVar("Found", bound=_InSentence)


def _of(found: Sequence[Found], sentence: Sentence) -> Sequence[Found]:
    """Return what was found in one sentence; notes are kept in the order of their sentences."""
    first = bisect_left(found, sentence.index, key=lambda one: one.sentence)
    last = bisect_left(found, sentence.index + 1, lo=first, key=lambda one: one.sentence)
    return found[first:last]
