"""The records of reading: a document, and the claims found in it.

All values are frozen. All offsets count Unicode code points in the document's normalised text, as
half-open intervals `[start, end)`. `Reading` results dump to the JSON published as
`averment/claims/1`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from averment.by_hand import ByHand

SCHEMA = "averment/claims/1"

#: What `Claim.corrected` holds of a claim that a person added, or changed in a way not known.
ADDED, CHANGED = "added", "changed"


class Record(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Views(Protocol):
    """The room that knows how a result is shown and laid out in tables."""

    def html(self, shown: Any) -> str:
        """Return the result as a piece of HTML."""

    def markdown(self, shown: Any) -> str:
        """Return the result as Markdown."""

    def arrow(self, shown: Any, table: str) -> Any:
        """Return one of the result's tables as an Arrow table."""


class Shown(Record):
    """A result that shows itself in notebooks.

    How, the room `report` knows, which lies above this one and is imported when it is needed.
    """

    views: ClassVar[Callable[[], Views]]

    def _repr_html_(self) -> str:
        return Shown.views().html(self)

    def _repr_markdown_(self) -> str:
        return Shown.views().markdown(self)


class Span(NamedTuple):
    """Code-point offsets `[start, end)` into the document's normalised text."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the words of `text` at this span."""
        return text[self.start : self.end]


class Document(Record):
    """A text with its provenance. `text` is normalised; every offset points into it."""

    text: str = Field(repr=False)
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        published: dt.date | str | None = None,
        publisher: str | None = None,
        title: str | None = None,
        author: str | None = None,
        url: str | None = None,
    ) -> Document:
        """Normalise `text` and keep what is known of its origin.

        Raises `averment.errors.BadDate` when `published` is a string that is no ISO date.
        """
        return cls(
            text=normalise(text),
            published=parse_date(published) if isinstance(published, str) else published,
            publisher=publisher,
            title=title,
            author=author,
            url=url,
        )

    @property
    def sha256(self) -> str:
        """The SHA-256 of the normalised text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return the document as the claims record has it."""
        return {
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "publisher": self.publisher,
            "author": self.author,
            "url": self.url,
            "language": self.language,
            "sha256": self.sha256,
            "characters": len(self.text),
            "text": self.text,
        }


def normalise(text: str) -> str:
    """Return `text` in Unicode NFC, with `\\n` line ends and without control characters.

    Control characters become spaces, so that nothing invisible can part or join words; tabs and
    line ends stay.
    """
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = {c for c in set(text) - {"\n", "\t"} if unicodedata.category(c) in _CONTROL}
    return text.translate(dict.fromkeys(map(ord, hidden), " ")) if hidden else text


_CONTROL = frozenset({"Cc", "Cs", "Co", "Cn"})


def parse_date(text: str) -> dt.date:
    """Read an ISO date, `YYYY-MM-DD`. Raises `averment.errors.BadDate` for anything else."""
    from averment.errors import BadDate

    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise BadDate(
            f"“{text}” is not a date.", hint="Write dates as year-month-day, such as 2024-03-25."
        ) from None


class Kind(StrEnum):
    """What sort of thing a claim says."""

    COUNT = "count"
    CHANGE = "change"
    TREND = "trend"
    RANK = "rank"
    SHARE = "share"
    RELATION = "relation"
    EVENT = "event"
    ORDER = "order"
    QUOTE = "quote"
    OPINION = "opinion"


class Stance(StrEnum):
    """How a source stands to the content it is given."""

    ASSERTS = "asserts"
    ALLEGES = "alleges"
    DENIES = "denies"
    DOUBTS = "doubts"
    URGES = "urges"
    QUOTES = "quotes"


class Polarity(StrEnum):
    """Whether the content is affirmed or negated."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class WhyNot(StrEnum):
    """Why a claim is not checkable."""

    OPINION = "opinion"
    PREDICTION = "prediction"
    VAGUE = "vague"
    PRIVATE = "private"
    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"


class Bound(StrEnum):
    """How the words bound the figure."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT = "about"


class Direction(StrEnum):
    """Which way a change or trend goes."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class Attribution(Record):
    """One source of a claim: who, by which cue, with which stance."""

    source: str
    source_text: str
    cue: str
    stance: Stance
    span: Span | None = None


class MeasureRef(Record):
    """What is counted: the ontology's id (null where it has none) and the words."""

    id: str | None
    text: str


class Value(Record):
    """The asserted figure.

    `unit` is `count`, `percent`, `times`, `points` or an ISO 4217 code. `[low, high]` is the closed
    interval of true values that would make the words fair, before any widening; null is open.
    A figure pair ("from 5 to 23") has `from_` and `to` instead of `number`.
    """

    number: float | None = None
    unit: str = "count"
    bound: Bound = Bound.EXACT
    low: float | None = None
    high: float | None = None
    from_: float | None = Field(default=None, alias="from")
    to: float | None = None


class Window(Record):
    """A period: ISO dates, `start` inclusive, `end` exclusive.

    `anchor` names the event on which the text hangs the window; `open` lists the ends that the text
    leaves to the reader.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    text: str = ""
    anchor: str | None = None
    open: tuple[str, ...] = ()


class EntityRef(Record):
    """A place or an actor: its id (null where the gazetteer has none) and the words."""

    id: str | None
    text: str


class Actors(Record):
    """Who did it; to whom; whose (nationality or membership of those counted)."""

    by: tuple[EntityRef, ...] = ()
    against: tuple[EntityRef, ...] = ()
    of: tuple[EntityRef, ...] = ()


class Relation(Record):
    """A lasting tie between two actors."""

    subject: EntityRef
    type: str
    object: EntityRef


class Event(Record):
    """A dated happening; the claim's window is its date."""

    type: str
    by: tuple[EntityRef, ...] = ()
    against: tuple[EntityRef, ...] = ()
    name: str | None = None


class Order(Record):
    """That one thing came `after` another, or `because` of it."""

    first: str
    second: str
    link: str


class Rank(Record):
    """A superlative or a place in an order."""

    position: int = 1
    extremum: str = "highest"
    among: str | None = None


class Claim(ByHand, Record):
    """A checkable proposition (or an opinion, listed and never checked).

    Read from a text, or built by hand with the constructors of `ByHand`. The fields and their
    meaning are those of the published claims record; `span` covers the content without its
    attribution, `sentence` the whole sentence.
    """

    id: str
    kind: Kind
    text: str
    span: Span
    sentence: Span
    attribution: tuple[Attribution, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    hedge: str | None = None
    checkable: bool = True
    why_not: WhyNot | None = None
    measure: MeasureRef | None = None
    value: Value | None = None
    direction: Direction | None = None
    window: Window | None = None
    baseline: Window | None = None
    place: tuple[EntityRef, ...] = ()
    actors: Actors = Actors()
    relation: Relation | None = None
    event: Event | None = None
    order: Order | None = None
    rank: Rank | None = None
    whole: str | None = None
    responds_to: tuple[str, ...] = ()
    tense: str | None = None  # `past`, `perfect` or `present`: what a stock without a date means
    corrected: tuple[str, ...] = ()  # the fields that a person changed; `added` for a whole claim

    def to_dict(self) -> dict[str, Any]:
        """Return the claim as plain JSON values, with the digest of its content."""
        return {**self._content(), "corrected": list(self.corrected), "digest": self.digest}

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that stand for the content of the claim, corrections apart."""
        content = json.dumps(self._content(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def compared_with(self, original: Claim) -> Claim:
        """Return the claim with the names of the fields in which it differs from the original."""
        mine, other = self._content(), original._content()
        return self.model_copy(
            update={"corrected": tuple(name for name in mine if mine[name] != other[name])}
        )

    def _content(self) -> dict[str, Any]:
        record = self.model_dump(mode="json", by_alias=True, exclude={"corrected"})
        pair = self.value is not None and self.value.from_ is not None
        if record["value"] and not pair:
            record["value"] = {k: v for k, v in record["value"].items() if k not in ("from", "to")}
        return record

    @property
    def stance(self) -> Stance | None:
        """The stance of the source nearest to the content; none for the author."""
        return self.attribution[-1].stance if self.attribution else None


class AttributionMention(Record):
    """An attribution in the text; `outer` is the index of the one it is nested in.

    `content` is several spans where a quotation is interrupted. `source` is null for unnamed
    accusers, and `source_name` is the source with pronouns resolved.
    """

    span: Span
    text: str
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    stance: Stance
    source_name: str
    outer: int | None = None


class TimeMention(Record):
    """A time expression: `type` and `value` as TIMEX3 has them, and the days that it covers."""

    span: Span
    text: str
    type: str
    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    open: tuple[str, ...] = ()
    anchor: str | None = None


class QuantityMention(Record):
    """A figure in the text, whether or not it counts anything."""

    span: Span
    text: str
    number: float | None
    unit: str
    bound: Bound
    low: float | None
    high: float | None
    direction: Direction | None = None
    of: str | None = None


class NameMention(Record):
    """An actor or a place: its id, its role, and the name that a pronoun or role stands for."""

    span: Span
    text: str
    id: str
    role: str | None = None
    coreference: Span | None = None


class EventMention(Record):
    """A clause in which an actor does something to another: PLOVER event type, ids of actors."""

    span: Span
    text: str
    type: str
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


class Mentions(Record):
    """What the passes found in a document, whether or not a claim came of it, in text order."""

    attributions: tuple[AttributionMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    actors: tuple[NameMention, ...] = ()
    places: tuple[NameMention, ...] = ()
    events: tuple[EventMention, ...] = ()


class Because(Record):
    """One field of a claim, the words that gave it, and the rules that these words met."""

    field: str
    words: str
    rules: tuple[str, ...]


class Claims(Shown):
    """What was read in a document: the document and its claims, in text order.

    `mentions`, and the `reasons` for the fields of each claim by its id, are there where they were
    asked for.
    """

    document: Document
    claims: tuple[Claim, ...]
    mentions: Mentions | None = None
    reasons: dict[str, tuple[Because, ...]] | None = None

    def __iter__(self) -> Iterator[Claim]:  # type: ignore[override]
        """Iterate over the claims, in text order."""
        return iter(self.claims)

    def __len__(self) -> int:
        """Return the number of claims."""
        return len(self.claims)

    @classmethod
    def of(cls, claims: Iterable[Claim], **origin: Any) -> Claims:
        """Make a document of claims that stand alone, a line each; they are numbered anew.

        `origin` is what `Document.from_text` takes: `published`, `publisher`, `title`.
        """
        placed: list[Claim] = []
        start = 0
        for number, claim in enumerate(claims, start=1):
            span = Span(start, start + len(claim.text))
            place = {"id": f"c{number}", "span": span, "sentence": span}
            placed.append(claim.model_copy(update=place))
            start = span.end + 1
        text = "\n".join(claim.text for claim in placed)
        return cls(document=Document.from_text(text, **origin), claims=tuple(placed))

    def to_dict(self) -> dict[str, Any]:
        """Return the published claims record, `averment/claims/1`."""
        record = {
            "schema": SCHEMA,
            "document": self.document.to_dict(),
            "claims": [claim.to_dict() for claim in self.claims],
        }
        if self.mentions is not None:
            record["mentions"] = self.mentions.model_dump(mode="json")
        if self.reasons is not None:
            record["reasons"] = {
                name: [reason.model_dump(mode="json") for reason in reasons]
                for name, reasons in self.reasons.items()
            }
        return record


def claims_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the claims record, `averment/claims/1`."""
    _, found = models_json_schema(
        [(model, "serialization") for model in (Claim, Mentions, Because)], by_alias=True
    )
    defs = found["$defs"]
    defs["Claim"]["properties"]["digest"] = {"type": "string", "pattern": "^[0-9a-f]{12}$"}
    words, day = {"type": ["string", "null"]}, {"type": ["string", "null"], "format": "date"}
    header = dict.fromkeys(("title", "publisher", "author", "url", "language"), words)
    document = {
        **header,
        "published": day,
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "characters": {"type": "integer", "minimum": 0},
        "text": {"type": "string"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "What Averment read in a text",
        "type": "object",
        "required": ["schema", "document", "claims"],
        "properties": {
            "schema": {"const": SCHEMA},
            "document": {"type": "object", "properties": document, "required": ["sha256", "text"]},
            "claims": {"type": "array", "items": {"$ref": "#/$defs/Claim"}},
            "mentions": {"$ref": "#/$defs/Mentions"},
            "reasons": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/Because"}},
            },
        },
        "$defs": defs,
    }
