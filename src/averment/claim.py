"""The records of reading: a document, and the claims found in it.

All values are frozen. All offsets count Unicode code points in the document's normalised text, as
half-open intervals `[start, end)`. `Reading` results dump to the JSON published as
`averment/claims/1`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "averment/claims/1"


class Record(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


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
        """Return the document's header as the claims record has it; the text stays out."""
        return {
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "publisher": self.publisher,
            "author": self.author,
            "url": self.url,
            "sha256": self.sha256,
            "characters": len(self.text),
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


class Claim(Record):
    """A checkable proposition (or an opinion, listed and never checked).

    The fields and their meaning are those of the published claims record; `span` covers the content
    without its attribution, `sentence` the whole sentence.
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

    def to_dict(self) -> dict[str, Any]:
        """Return the claim as plain JSON values."""
        record = self.model_dump(mode="json", by_alias=True)
        pair = self.value is not None and self.value.from_ is not None
        if record["value"] and not pair:
            record["value"] = {k: v for k, v in record["value"].items() if k not in ("from", "to")}
        return record

    @property
    def stance(self) -> Stance | None:
        """The stance of the source nearest to the content; none for the author."""
        return self.attribution[-1].stance if self.attribution else None


class Claims(Record):
    """What was read in a document: the document and its claims, in text order."""

    document: Document
    claims: tuple[Claim, ...]

    def __iter__(self) -> Iterator[Claim]:  # type: ignore[override]
        """Iterate over the claims, in text order."""
        return iter(self.claims)

    def __len__(self) -> int:
        """Return the number of claims."""
        return len(self.claims)

    def to_dict(self) -> dict[str, Any]:
        """Return the published claims record, `averment/claims/1`."""
        return {
            "schema": SCHEMA,
            "document": self.document.to_dict(),
            "claims": [claim.to_dict() for claim in self.claims],
        }
