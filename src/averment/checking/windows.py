"""The fair ways to draw a window, and the baselines that go with each."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from averment.checking.settings import Settings
from averment.claim import Kind
from averment.query import Period, Query
from averment.verdict import Option

MEANS = (2, 3, 5)


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


@dataclass(frozen=True, slots=True)
class BaselineChoice:
    """One way to settle what is compared against; `None` where a kind compares nothing."""

    option: Option
    period: Period


def window_choices(query: Query, settings: Settings) -> tuple[WindowChoice, ...]:
    """Return the fair windows of a query, each period once, the most literal first."""
    make = _Maker(query, settings)
    if query.measure.stock and query.claim.kind is Kind.COUNT:
        return _distinct(make.moments(), by_form=True)
    if query.window is None and query.anchor is None:
        return _distinct(make.unnamed())
    if query.anchor is not None:
        return _distinct(make.since(query.anchor.dates, named=True))
    assert query.window is not None
    if query.since:
        return _distinct(make.since(query.since, named=False))
    return _distinct(make.plain(query.window))


def _distinct(
    choices: Iterable[WindowChoice], *, by_form: bool = False
) -> tuple[WindowChoice, ...]:
    seen: dict[object, WindowChoice] = {}
    for choice in choices:
        seen.setdefault((choice.period, choice.form) if by_form else choice.period, choice)
    return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class _Maker:
    query: Query
    settings: Settings

    @property
    def asked(self) -> dt.date:
        """The day the text speaks on."""
        return self.query.asked_on

    def choice(
        self,
        form: str,
        start: dt.date,
        end: dt.date,
        *,
        years: bool = False,
        anchor: dt.date | None = None,
        mark: str = "",
    ) -> Iterator[WindowChoice]:
        """Yield the choice, if it holds any day at all."""
        if start < end:
            period = Period(start, end)
            option = self.settings.option("window", form + mark, say_period(period), form=form)
            yield WindowChoice(option, period, form, years, anchor)

    def plain(self, window: Period) -> Iterator[WindowChoice]:
        """A window with both its ends: as it is; if it counts back from the text, in whole units."""
        yield from self.choice("literal", *window, years=whole_years(window))
        if window.end != self.asked:
            return
        months = round(window.days / 30.436875)
        first = self.asked.replace(day=1)
        yield from self.choice("months", add_months(first, -months), first)
        count = round(window.days / 365.2425)
        if count and abs(window.days - count * 365.2425) <= 2:
            last = self.asked.year
            yield from self.choice("full-years", january(last - count), january(last), years=True)

    def since(self, starts: tuple[dt.date, ...], *, named: bool) -> Iterator[WindowChoice]:
        """A window that hangs on an event, with each of the event's candidate dates."""
        for start in starts:
            mark = f"@{start}" if len(starts) > 1 else ""
            yield from self.choice("literal", start, self.asked, anchor=start, mark=mark)
            month = add_months(start.replace(day=1), 0 if start.day == 1 else 1)
            last = self.asked.replace(day=1)
            yield from self.choice("months", month, last, anchor=start, mark=mark)
            for form, count in (("first-12", 12), ("first-24", 24)) if named else ():
                end = add_months(start, count)
                if end <= self.asked:
                    yield from self.choice(form, start, end, anchor=start, mark=mark)
        for start in starts:
            yield from self.calendar(start)

    def calendar(self, start: dt.date) -> Iterator[WindowChoice]:
        """The whole calendar years after an event: the first, all of them, the last."""
        first = start.year if start == january(start.year) else start.year + 1
        last = self.asked.year
        mark = f"@{first}"
        if first < last:
            for form, a, b in (
                ("first-year", first, first + 1),
                ("full-years", first, last),
                ("latest-year", last - 1, last),
            ):
                yield from self.choice(
                    form, january(a), january(b), years=True, anchor=start, mark=mark
                )

    def unnamed(self) -> Iterator[WindowChoice]:
        """No period in the text: the last full year, the last twelve months, all on record."""
        last = self.asked.year
        yield from self.choice("latest-year", january(last - 1), january(last), years=True)
        yield from self.choice("last-12", add_months(self.asked, -12), self.asked)
        if self.query.claim.kind is Kind.COUNT:
            yield from self.choice("record", dt.date(1900, 1, 1), self.asked)

    def moments(self) -> Iterator[WindowChoice]:
        """Which moment of a stock: the latest for the present, peak or any for the past."""
        window = self.query.window
        if window is None:
            span = Period(dt.date(1900, 1, 1), self.asked)
            forms = ("latest",) if self.query.claim.tense == "present" else ("peak", "ever")
        else:
            span, forms = window, ("at-end", "peak", "ever")
        for form in forms:
            option = self.settings.option("window", form, _MOMENT[form])
            yield WindowChoice(option, span, form)


_MOMENT = {
    "latest": "the latest figure before the text",
    "peak": "the highest level reached",
    "ever": "the level nearest to the claim, at any time",
    "at-end": "the level at the end of the period",
}


def baseline_choices(
    query: Query, window: WindowChoice, settings: Settings
) -> tuple[BaselineChoice, ...]:
    """Return the fair baselines of a window: each period once, none that overlaps the window."""
    if query.baseline is not None:
        found = iter([("stated", query.baseline)])
    elif window.years and window.anchor is not None:
        found = _years_before(window.anchor, window.period)
    else:
        found = _just_before(window)
    chosen: dict[Period, BaselineChoice] = {}
    for form, period in found:
        if not period.overlaps(window.period) and period not in chosen:
            label = say_period(period)
            label = f"the mean of {label}" if form.startswith("mean") else label
            option = settings.option("baseline", f"{form}:{_iso(period)}", label, form=form)
            chosen[period] = BaselineChoice(option, period)
    return tuple(chosen.values())


def _iso(period: Period) -> str:
    return f"{period.start}/{period.end}"


def _just_before(window: WindowChoice) -> Iterator[tuple[str, Period]]:
    yield "equal-before", shift_back(window.period)
    if window.anchor is None and window.period.days <= 366:
        start, end = (add_months(day, -12) for day in window.period)
        yield "year-earlier", Period(start, end)


def _years_before(anchor: dt.date, window: Period) -> Iterator[tuple[str, Period]]:
    """Calendar years before an event; its own year counts where most of it lies before."""
    own = anchor.year if anchor > dt.date(anchor.year, 7, 2) else anchor.year - 1
    count = window.end.year - window.start.year
    if own == anchor.year:
        yield "anchor-year", years(own, own)
    yield "year-before", years(anchor.year - 1, anchor.year - 1)
    yield "equal-before", years(own - count + 1, own)
    for length in MEANS:
        yield f"mean-{length}", years(own - length + 1, own)


def january(year: int) -> dt.date:
    """Return the first day of a year."""
    return dt.date(year, 1, 1)


def years(first: int, last: int) -> Period:
    """Return the period of the calendar years `first` to `last`, both included."""
    return Period(january(first), january(last + 1))


def whole_years(period: Period) -> bool:
    """Say whether a period consists of whole calendar years."""
    return period == years(period.start.year, period.end.year - 1)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the day `months` later (earlier if negative), at the month's end where it must be."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift_back(period: Period) -> Period:
    """Return the period of equal length just before: in months where it is whole months long."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    if months > 0 and add_months(period.start, months) == period.end:
        return Period(add_months(period.start, -months), period.start)
    return Period(period.start - (period.end - period.start), period.start)


def say_period(period: Period) -> str:
    """Say a period in words: "2023", "2022–2023", "January–June 2023", "3 March 2022 to …"."""
    first, last = period.start, period.end - dt.timedelta(days=1)
    if period.start == dt.date(1900, 1, 1):
        return f"all on record to {say_day(last)}"
    if whole_years(period):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and period.end.day == 1:
        return _say_months(first, last)
    if first == last:
        return say_day(first)
    return f"{say_day(first)} to {say_day(last)}"


def _say_months(first: dt.date, last: dt.date) -> str:
    if first.year == last.year:
        if first.month == last.month:
            return f"{calendar.month_name[first.month]} {first.year}"
        return f"{calendar.month_name[first.month]}–{calendar.month_name[last.month]} {first.year}"
    names = (f"{calendar.month_name[d.month]} {d.year}" for d in (first, last))
    return " to ".join(names)


def say_day(day: dt.date) -> str:
    """Say a day in words: "7 September 2021"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
