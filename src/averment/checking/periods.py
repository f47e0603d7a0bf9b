"""Arithmetic of calendar periods: months, years, and the period just before another."""

from __future__ import annotations

import calendar
import datetime as dt

from averment.query import Period

#: Stands for "from the beginning" where a text names no period.
BEGINNING = dt.date(1900, 1, 1)


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
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(period: Period) -> int:
    """Return the length in whole months, or 0 where it is no whole number of months."""
    start, end = period
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if months > 0 and add_months(start, months) == end else 0


def shift_back(period: Period) -> Period:
    """Return the period of equal length just before: in months where it is whole months long."""
    months = months_between(period)
    if months:
        return Period(add_months(period.start, -months), period.start)
    return Period(period.start - (period.end - period.start), period.start)
