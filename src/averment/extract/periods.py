"""Periods of the calendar: units, shifts, and their values as TIMEX3 writes them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

#: TIMEX3's letters; those of hours and less stand behind a "T".
CODES = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "weekend": "WE",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
    "millennium": "Y",
}
CLOCK = frozenset({"second", "minute", "hour"})
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
_TIMES = {"fortnight": 2, "decade": 10, "century": 100, "millennium": 1000}
#: What a TIMEX3 value speaks of, by its form.
_UNITS = (
    (r"\d{4}-\d\d-\d\d.*", "day"),
    (r"\d{4}-W\d\d-WE", "weekend"),
    (r"\d{4}-W\d\d", "week"),
    (r"\d{4}-Q\d", "quarter"),
    (r"\d{4}-(?:SP|SU|FA|WI|H\d)", "part"),
    (r"\d{4}-\d\d", "month"),
    (r"(?:FY)?\d{4}", "year"),
    (r"\d{3}", "decade"),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A period `[start, end)`, ends null where the text leaves them unknown.

    `floating` says that the text gives no year. `behind` tells a baseline from its window: "-12M"
    lies so many months before it, "Y2022" in that year.
    """

    start: dt.date | None
    end: dt.date | None
    value: str
    type: str = "DATE"
    open: tuple[str, ...] = ()
    role: str = "window"
    floating: bool = False
    behind: str = ""

    @property
    def ends(self) -> tuple[dt.date, dt.date]:
        """Both ends. Raises `ValueError` where the text leaves one unknown."""
        if self.start is None or self.end is None:
            raise ValueError(f"{self.value} has no two ends")
        return self.start, self.end

    @property
    def unit(self) -> str:
        """What the value is one of: a day, a week, a month, a year …, or nothing."""
        return next((unit for form, unit in _UNITS if re.fullmatch(form, self.value)), "")


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the day some months later (earlier, if negative), kept inside its month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            if not 1 <= year <= 9999:
                break
    raise ValueError(f"no day {months} months from {day}")


def later(day: dt.date, count: float, unit: str) -> dt.date:
    """Return the day `count` units later, earlier if negative; clock units move no day."""
    if unit in _MONTHS:
        return months_later(day, round(count * _MONTHS[unit]))
    return day + dt.timedelta(days=round(count * _DAYS.get(unit, 0)))


def day_of(day: dt.date) -> Dated:
    """Return one day."""
    return Dated(day, day + dt.timedelta(days=1), day.isoformat())


def month_of(year: int, month: int) -> Dated:
    """Return a calendar month."""
    start = dt.date(year, month, 1)
    return Dated(start, months_later(start, 1), f"{year:04d}-{month:02d}")


def year_of(year: int) -> Dated:
    """Return a calendar year."""
    return Dated(dt.date(year, 1, 1), dt.date(year + 1, 1, 1), f"{year:04d}")


def part_of(year: int, months: int, index: int) -> Dated:
    """Return a half, third or quarter of a year, by its length in months, counted from nought."""
    start = dt.date(year, 1 + index * months, 1)
    letter = {6: "H", 4: "T", 3: "Q"}[months]
    return Dated(start, months_later(start, months), f"{year:04d}-{letter}{index + 1}")


def whole(unit: str, day: dt.date) -> Dated:
    """Return the calendar unit around a day."""
    if unit in ("century", "decade"):
        size = 100 if unit == "century" else 10
        first = dt.date(max(1, day.year // size * size), 1, 1)
        value = f"{day.year // size:0{2 if size == 100 else 3}d}"
        return Dated(first, months_later(first, 12 * size), value)
    if unit == "year":
        return year_of(day.year)
    if unit == "quarter":
        return part_of(day.year, 3, (day.month - 1) // 3)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit in ("week", "weekend", "fortnight"):
        monday = day - dt.timedelta(days=day.weekday())
        year, week, _ = monday.isocalendar()
        ends = unit == "weekend"
        start, end = monday + dt.timedelta(days=5 * ends), monday + dt.timedelta(days=7)
        return Dated(start, end, f"{year}-W{week:02d}{'-WE' * ends}")
    return day_of(day)


def shifted(period: Dated, count: float, unit: str) -> Dated | None:
    """Return the period some units later, as exact as the text's words are.

    A month of the year before stays a month; two months after a day make a month.
    """
    if period.start is None:
        return None
    day = later(period.start, count, unit)
    own = period.unit
    if own == "part":
        return Dated(day, months_later(day, 3), f"{day.year}{period.value[4:]}", open=period.open)
    coarse = own in ("", "day", "week", "weekend") and unit not in ("day", "night", "weekend")
    exact = own in ("year", "decade") and unit in ("month", "week", "day")
    return whole(unit if coarse or exact else own or "day", day)


def length(count: float | None, unit: str) -> str:
    """Return a duration's value: "P2Y", "PT3H", "PXM" where the number is vague."""
    number = "X" if count is None else f"{count * _TIMES.get(unit, 1):.10g}"
    return f"P{'T' * (unit in CLOCK)}{number}{CODES[unit]}"
