"""An effect that the text dates before its cause."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from averment.checking.alike import DATA
from averment.checking.words import say_period
from averment.claim import Claim, Document, Kind, Polarity, Span
from averment.kinds.tolerance import has_word
from averment.query import Period
from averment.reference.tables import words_of
from averment.verdict import Finding

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_DATE = re.compile(
    rf"\b(?:in|on)\s+(?:(?:early|mid|late|the\s+\w+\s+of)[\s-]+)?"
    rf"(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{'|'.join(_MONTHS)}),?\s+)?(?P<year>(?:19|20)\d\d)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def effects_before_causes(document: Document, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Yield orders of events whose own dates say the opposite."""
    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        if claim.kind is not Kind.ORDER or claim.order is None:
            continue
        if claim.polarity is not Polarity.AFFIRMED or not claim.checkable:
            continue
        sides = [_side(words, by_id) for words in (claim.order.first, claim.order.second)]
        if has_word(sides[0], tuple(words_of(DATA, "ahead"))):
            continue
        first, second = (_dated(words, claim, document, claims) for words in sides)
        if first is None or second is None or second.end > first.start:
            continue
        then, now = say_period(first), say_period(second)
        link = "because of" if claim.order.link == "because" else "after"
        words = (
            f"The dates say the opposite: “{sides[1]}” ({now}) is said to have come {link} "
            f"“{sides[0]}”, which the text dates later ({then})."
        )
        others = (id for id in (claim.order.first, claim.order.second) if id in by_id)
        yield Finding(sort="effect_first", claims=(claim.id, *others), sentence=words)


def _side(words: str, by_id: dict[str, Claim]) -> str:
    """The words of one side of an order: its own, or those of the claim that it names."""
    return by_id[words].text if words in by_id else words


def _dated(words: str, order: Claim, document: Document, claims: Sequence[Claim]) -> Period | None:
    """When one side of an order happened: by the one date in its words, or by its own claim."""
    years = _YEAR.findall(words)
    if years:
        found = _DATE.search(words)
        return _period(found) if found and len(years) == 1 else None
    at = document.text.find(words, order.sentence.start, order.sentence.end)
    if at < 0:
        return None
    span = Span(at, at + len(words))
    windows = {
        (one.window.start, one.window.end)
        for one in claims
        if one.kind is Kind.EVENT and one.window and not one.window.open and span == one.span
    }
    if len(windows) != 1:
        return None
    ((start, end),) = windows
    return Period(start, end) if start and end and start < end else None


def _period(found: re.Match[str]) -> Period | None:
    """The day, month or year that a date names; none for a day that there is not."""
    year, month = int(found["year"]), _MONTHS.get(found["month"] or "")
    try:
        if month and found["day"]:
            start = dt.date(year, month, int(found["day"]))
            return Period(start, start + dt.timedelta(days=1))
        if month:
            following = dt.date(year + month // 12, month % 12 + 1, 1)
            return Period(dt.date(year, month, 1), following)
        return Period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    except ValueError:
        return None
