"""How numbers, days and periods are said."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from math import isfinite

from averment.checking.periods import BEGINNING, whole_years
from averment.query import Period


def say_number(value: float) -> str:
    """Say a number: thousands parted by commas, one decimal only where it tells something."""
    if not isfinite(value):
        return "no limit"
    if abs(value) < 10 and abs(value - round(value)) > 0.05:
        return f"{value:.1f}"
    return f"{value:,.0f}"


def say_large(value: float) -> str:
    """Say a count, in millions from one million on: "3.27 million"."""
    if isfinite(value) and abs(value) >= 1_000_000:
        return f"{value / 1_000_000:.2f}".rstrip("0").rstrip(".") + " million"
    return say_number(value)


def say_between(low: float, high: float) -> str:
    """Say a count of which only bounds may be known: "480 to 806"."""
    ends = say_large(low), say_large(high)
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def say_signed(value: float) -> str:
    """Say a difference with its sign, in whole numbers: "+625", "−12"."""
    if not isfinite(value):
        return "no limit"
    return f"{'−' if value < 0 else '+'}{abs(value):,.0f}"


def say_percent(value: float) -> str:
    """Say a change in percent with its sign: "+625 %", "−12 %"."""
    return f"{say_signed(value)} %" if isfinite(value) else "no limit"


def say_day(day: dt.date) -> str:
    """Say a day in words: "7 September 2021"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def say_period(period: Period) -> str:
    """Say a period in words: "2023", "2022–2023", "January–June 2023", "3 March 2022 to …"."""
    first, last = period.start, period.end - dt.timedelta(days=1)
    if period.start == BEGINNING:
        return f"all on record to {say_day(last)}"
    if whole_years(period):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and period.end.day == 1:
        return _say_months(first, last)
    return say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"


def _say_months(first: dt.date, last: dt.date) -> str:
    start, end = calendar.month_name[first.month], calendar.month_name[last.month]
    if first.year != last.year:
        return f"{start} {first.year} to {end} {last.year}"
    return f"{start} {first.year}" if start == end else f"{start}–{end} {first.year}"


def say_when(period: Period) -> str:
    """Say a period as a phrase of time: "in 2023", "on 3 March 2022", "from … to …"."""
    said = say_period(period)
    if said.startswith("all on record"):
        return f"on record to {said.removeprefix('all on record to ')}"
    if period.days == 1:
        return f"on {said}"
    return f"from {said}" if " to " in said else f"in {said}"


def say_years(found: Iterable[int]) -> str:
    """Say years as ranges: "1987–1991", "1981–1991, 2000 and 2007"."""
    runs: list[list[int]] = []
    for year in sorted(set(found)):
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return say_all([str(a) if a == b else f"{a}–{b}" for a, b in runs])


def say_all(parts: Sequence[str]) -> str:
    """Say things that all hold: "A", "A and B", "A, B and C"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def say_choice(options: Sequence[str], most: int = 3) -> str:
    """Say alternatives: "A", "A or B", "A, B, C or 2 more"; one more is named as well."""
    if not options:
        return ""
    most += len(options) == most + 1
    shown = list(options[:most])
    if len(options) > most:
        shown.append(f"{len(options) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
