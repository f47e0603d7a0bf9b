"""A claim's question to the evidence, with what the words leave open still open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from averment.claim import Claim
from averment.reference import Anchor


class Period(tuple[dt.date, dt.date]):
    """A half-open period `[start, end)` of calendar days."""

    __slots__ = ()

    def __new__(cls, start: dt.date, end: dt.date) -> Period:
        """Make a period; `end` is the first day that no longer belongs to it."""
        return super().__new__(cls, (start, end))

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self[0]

    @property
    def end(self) -> dt.date:
        """The day after the last one."""
        return self[1]

    @property
    def days(self) -> int:
        """The length in days."""
        return (self.end - self.start).days

    @property
    def years(self) -> float:
        """The length in years, with calendar years counting exactly one."""
        whole = self.end.year - self.start.year
        if (self.start.month, self.start.day) == (self.end.month, self.end.day):
            return float(whole)
        return self.days / 365.2425

    def overlaps(self, other: Period) -> bool:
        """Say whether the two periods share a day."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Comparator:
    """The closed interval of values that makes the words true, in one unit.

    `low` and `high` are already widened as the method asks; null is open. `strict` means that an
    end itself is not enough ("over"). `unit` is `count` for counts; for changes `ratio`, the
    window's rate divided by the baseline's, or `difference`, of the totals. A `pair` ("from 5 to
    23") compares both totals: the interval itself is the window's and `base` the baseline's.
    """

    low: float | None
    high: float | None
    unit: str
    strict_low: bool = False
    strict_high: bool = False
    base: Comparator | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is asked for: an ontology id, or a narrower concept that only the reference data know.

    `fair` are the definitions (codes of the evidence tables) that the words bear; `stretch` those
    that they do not bear but that speakers lean on. `stock` tells states from flows; `placed` says
    that where they are is part of what is counted, `placeless` that it does not happen at a place.
    `said` follows a number in a sentence and `whose` says the label of people of one country; a
    counted noun with one of the words in `narrower` is a part that is not counted apart.
    """

    id: str
    label: str
    fair: tuple[str, ...]
    stretch: tuple[str, ...] = ()
    stock: bool = False
    placed: bool = False
    placeless: bool = False
    said: str = ""
    whose: str = ""
    narrower: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases are counted: where, whose, by whom. Ids, or none where the words leave it open.

    `where`, `whose` and `blamed` say the same in words. `nearby` names those (`place`, `of`) that
    the claim itself leaves out and the text around it gives.
    """

    place: str | None = None
    of: str | None = None
    by: str | None = None
    where: str = ""
    whose: str = ""
    blamed: str = ""
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """What a share is a part of: a measure in a scope, which may be several countries.

    `members` are the codes of a region's countries, none for all; `words` those of the text.
    """

    measure: Measure
    scope: Scope
    members: frozenset[str] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Those that a rank is among: `times` (years or months), `places` or `origins` (whose).

    `where` names the region of places and `members` the codes of its countries, none for all.
    """

    of: str
    where: str = ""
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """A claim as a typed question. What is `None` is an open slot: it becomes an axis of readings.

    `days` are those on which the text may have been published, in order; one, unless its date is
    unknown. `since` holds the days on which an open window without a milestone may start; `until`
    the day after an open window that ends before the text. `anywhere` holds
    the countries that are added up where a text names none, empty for all of them; `whole` is what
    a share is a part of, `field` what a rank is among.
    """

    claim: Claim
    measure: Measure
    scope: Scope
    days: tuple[dt.date, ...]
    dated: bool = True
    since: tuple[dt.date, ...] = ()
    until: dt.date | None = None
    anchor: Anchor | None = None
    window: Period | None = None
    baseline: Period | None = None
    anywhere: frozenset[str] | None = None
    whole: Whole | None = None
    field: Field | None = None

    @property
    def since_named(self) -> bool:
        """Whether the baseline runs on from a year or an event that the words name."""
        given = self.claim.baseline
        if given is None or "start" not in given.open:
            return False
        return bool(given.anchor) or given.start is None or str(given.start.year) in given.text

    @property
    def times(self) -> bool:
        """Whether periods are ranked among periods."""
        return self.field is not None and self.field.of == "times"

    @property
    def asked_on(self) -> dt.date:
        """The day the text was published, or the last on which it may have been."""
        return self.days[-1]
