"""The fair ways to draw a window."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from averment.checking.periods import BEGINNING, add_months, january, whole_years
from averment.checking.settings import Settings
from averment.checking.words import say_day, say_period
from averment.claim import Kind
from averment.query import Period, Query
from averment.verdict import Option

MONTH, YEAR = 30.436875, 365.2425
#: Days by which "the last two years" may differ from two mean years.
SLACK = 2


@dataclass(frozen=True, slots=True)
class WindowChoice:
    """One way to draw the window.

    `form` names the rule, `years` says that it is made of whole calendar years, `anchor` is the day
    it hangs on.
    """

    option: Option
    period: Period
    form: str
    years: bool = False
    anchor: dt.date | None = None


def window_choices(query: Query, settings: Settings) -> tuple[WindowChoice, ...]:
    """Return the fair windows of a query, each period once, the most literal first.

    Where an event has several dates, or the day of the text is not known, each rule shares its
    weight among them.
    """
    make = _Maker(query, settings)
    if query.measure.stock and query.claim.kind is Kind.COUNT:
        return _distinct(make.moments(), by_form=True)
    if query.measure.stock and (query.whole or query.field) and not query.times:
        return _distinct(make.standing())
    starts = query.anchor.dates if query.anchor else query.since
    if starts:
        return _distinct(make.since(starts, named=query.anchor is not None))
    return _distinct(make.unnamed() if query.window is None else make.plain(query.window))


def _distinct(found: Iterable[WindowChoice], *, by_form: bool = False) -> tuple[WindowChoice, ...]:
    """Keep each period once, and let the periods of one rule share its weight.

    A rule that the weights leave out gives its period up to the next one that draws it.
    """
    seen: dict[object, WindowChoice] = {}
    for choice in found:
        key = (choice.period, choice.form) if by_form else choice.period
        if key not in seen or not seen[key].option.worth:
            seen[key] = choice
    alike = Counter(choice.form for choice in seen.values())
    return tuple(_sharing(choice, alike[choice.form]) for choice in seen.values())


def _sharing(choice: WindowChoice, among: int) -> WindowChoice:
    relevance = choice.option.relevance / among
    return replace(choice, option=choice.option.model_copy(update={"relevance": relevance}))


@dataclass(frozen=True, slots=True)
class _Maker:
    query: Query
    settings: Settings

    @property
    def ends(self) -> Sequence[dt.date]:
        """The days on which a window may end that the text leaves open: those of the text."""
        return (self.query.until,) if self.query.until else self.query.days

    @property
    def compares(self) -> bool:
        """Whether the window is compared with another."""
        return self.query.claim.kind in (Kind.CHANGE, Kind.TREND)

    def choice(
        self,
        form: str,
        start: dt.date,
        end: dt.date,
        *,
        years: bool = False,
        anchor: dt.date | None = None,
        said: str = "",
    ) -> Iterator[WindowChoice]:
        """Yield the choice, if it holds any day at all; `said` of its label, if not its days."""
        if start < end:
            period = Period(start, end)
            mark = f"{form}:{start}/{end}"
            option = self.settings.option("window", mark, said or say_period(period), form=form)
            yield WindowChoice(option, period, form, years, anchor)

    def plain(self, window: Period) -> Iterator[WindowChoice]:
        """A window with both its ends: as it is; in whole units if it counts back from the text."""
        yield from self.choice("literal", *window, years=whole_years(window))
        if window.end != self.query.asked_on:
            return
        months, last = _whole(window.days, MONTH), window.end
        first = add_months(last.replace(day=1), -months)
        yield from self.choice("months", first, last.replace(day=1))
        start = january(last.year - _whole(window.days, YEAR))
        yield from self.choice("full-years", start, january(last.year), years=True)

    def since(self, starts: Sequence[dt.date], *, named: bool) -> Iterator[WindowChoice]:
        """A window that hangs on a day, for each day that it may be and each end it may have."""
        pairs = [(start, end) for start in starts for end in self.ends]
        for start, end in pairs:
            yield from self.dated(start, end, named=named)
        for start, end in pairs:
            yield from self.calendar(start, end)

    def dated(self, start: dt.date, end: dt.date, *, named: bool) -> Iterator[WindowChoice]:
        """To the day, in whole months; for changes after an event, its first 12 and 24 months."""
        yield from self.choice("literal", start, end, anchor=start)
        month = add_months(start.replace(day=1), 0 if start.day == 1 else 1)
        yield from self.choice("months", month, end.replace(day=1), anchor=start)
        for form, count in _FIRST if named and self.compares else ():
            until = add_months(start, count)
            if until <= end:
                yield from self.choice(form, start, until, anchor=start)

    def calendar(self, start: dt.date, end: dt.date) -> Iterator[WindowChoice]:
        """The whole calendar years after an event: all of them; for changes, also either end.

        A count "since" an event goes up to the text: its first or last year alone is not meant.
        """
        first = start.year if start == january(start.year) else start.year + 1
        last = end.year
        if first >= last:
            return
        forms = [("full-years", first, last)]
        if self.compares:
            forms = [("first-year", first, first + 1), *forms, ("latest-year", last - 1, last)]
        for form, a, b in forms:
            yield from self.choice(form, january(a), january(b), years=True, anchor=start)

    def unnamed(self) -> Iterator[WindowChoice]:
        """No period in the text: the last full year, the last twelve months, all on record."""
        for day in self.ends:
            last = day.year
            yield from self.choice("latest-year", january(last - 1), january(last), years=True)
            yield from self.choice("last-12", add_months(day, -12), day)
            if self.query.claim.kind in (Kind.COUNT, Kind.SHARE):
                yield from self.choice("record", BEGINNING, day)

    def standing(self) -> Iterator[WindowChoice]:
        """The day on which a level is shared out or ranked: the last of the period, or of all."""
        window = self.query.window
        for day in (window.end,) if window and window.days <= 366 else self.ends:
            start = window.start if window and window.days <= 366 else BEGINNING
            yield from self.choice("latest", start, day, said=say_day(day))

    def moments(self) -> Iterator[WindowChoice]:
        """Which moment of a stock: the latest for the present, peak or any for the past.

        The level at the end is meant only where the words name a year or less.
        """
        window = self.query.window
        present = self.query.claim.tense == "present"
        if window is None:
            forms = ["latest"] if present else ["peak", "ever"]
            start = self.query.anchor.dates[0] if self.query.anchor else BEGINNING
            spans = [Period(start, day) for day in self.ends if start < day]
        else:
            forms = ["at-end", "peak", "ever"] if window.days <= 366 else ["peak", "ever"]
            spans = [window]
        for span in spans:
            for form in forms:
                yield from self.choice(form, *span, said=say_day(span.end))


def _whole(days: int, unit: float) -> int:
    """Return how many units a number of days is, or 0 where it is not a whole number of them."""
    count = round(days / unit)
    return count if abs(days - count * unit) <= SLACK else 0


_FIRST = (("first-12", 12), ("first-24", 24))
