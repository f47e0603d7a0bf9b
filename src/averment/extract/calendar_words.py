"""Readings of single date expressions: from the parts of a match to a period of days.

`READS` maps the name under which a pattern of `data/times.toml` is read to its function, which
takes the named parts of the match and the publication date (none where unknown) and returns the
period with its TIMEX3 type and value, or none where the parts make no date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from averment.extract.lexicon import lexicon

Parts = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Dated:
    """A period `[start, end)`, ends null where the text leaves them unknown."""

    start: dt.date | None
    end: dt.date | None
    value: str
    type: str = "DATE"
    open: tuple[str, ...] = ()
    role: str = "window"


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the day some months later (earlier, if negative), kept inside its month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no day {months} months from {day}")


def year_of(number: int) -> Dated:
    """Return a calendar year."""
    return Dated(dt.date(number, 1, 1), dt.date(number + 1, 1, 1), str(number))


def _day(year: int, month: int, day: int) -> Dated:
    start = dt.date(year, month, day)
    return Dated(start, start + dt.timedelta(days=1), start.isoformat())


def _iso(parts: Parts, published: dt.date | None) -> Dated | None:
    return _day(int(parts["y"] or 0), int(parts["m"] or 0), int(parts["d"] or 0))


def _month_number(parts: Parts) -> int:
    return int(lexicon("times")["months"][(parts["month"] or "").lower()])


def _calendar_day(parts: Parts, published: dt.date | None) -> Dated | None:
    month, day = _month_number(parts), int(parts["d"] or 0)
    if parts.get("y"):
        return _day(int(parts["y"] or 0), month, day)
    if published is None:
        return None
    this = dt.date(published.year, month, day)
    return _day(published.year - (this > published), month, day)


def _month(parts: Parts, published: dt.date | None) -> Dated | None:
    month = _month_number(parts)
    if parts.get("y"):
        year = int(parts["y"] or 0)
    elif published is not None:
        year = published.year - (dt.date(published.year, month, 1) > published)
    else:
        return None
    start = dt.date(year, month, 1)
    return Dated(start, months_later(start, 1), f"{year}-{month:02d}")


def _months(parts: Parts, published: dt.date | None) -> Dated | None:
    year, months = int(parts["y"] or 0), lexicon("times")["months"]
    first, last = _month_number(parts), int(months[(parts["last"] or "").lower()])
    if first > last:
        return None
    start, end = dt.date(year, first, 1), months_later(dt.date(year, last, 1), 1)
    return Dated(start, end, f"{year}-{first:02d}/{year}-{last:02d}", "DURATION")


def _year_word(word: str | None, published: dt.date | None) -> int | None:
    if word and word.isdigit():
        return int(word)
    if published is None:
        return None
    return published.year - ("last" in (word or ""))


def _part(parts: Parts, published: dt.date | None) -> Dated | None:
    year = _year_word(parts["y"], published)
    ordinal = lexicon("times")["ordinals"][(parts["ordinal"] or "").lower()]
    if year is None:
        return None
    if parts.get("count"):
        return _leading(year, ordinal, parts)
    length = {"half": 6, "quarter": 3, "third": 4}[(parts["part"] or "").lower()]
    index = 12 // length - 1 if ordinal < 0 else ordinal - 1
    if index * length >= 12:
        return None
    start = dt.date(year, 1 + index * length, 1)
    letter = {6: "H", 3: "Q", 4: "T"}[length]
    return Dated(start, months_later(start, length), f"{year}-{letter}{index + 1}")


def _leading(year: int, ordinal: int, parts: Parts) -> Dated | None:
    """The first (or last) months or weeks of a year."""
    count = count_of(parts["count"])
    if abs(ordinal) != 1 or count is None:
        return None
    first, last = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    if (parts["part"] or "").lower() == "months":
        start, end = months_later(last, -count), months_later(first, count)
    else:
        start, end = last - dt.timedelta(weeks=count), first + dt.timedelta(weeks=count)
    period = (first, end) if ordinal == 1 else (start, last)
    return Dated(*period, f"{year}")


def _quarter(parts: Parts, published: dt.date | None) -> Dated | None:
    start = dt.date(int(parts["y"] or 0), 3 * int(parts["q"] or 1) - 2, 1)
    return Dated(start, months_later(start, 3), f"{parts['y']}-Q{parts['q']}")


def _fiscal(parts: Parts, published: dt.date | None) -> Dated | None:
    """A fiscal year: both ends are left open, for it begins in different months."""
    first, last = int(parts["y"] or 0), _second_year(parts)
    if last != first + 1:
        return None
    span = (dt.date(first, 1, 1), dt.date(last + 1, 1, 1))
    return Dated(*span, f"FY{first}", open=("start", "end"))


def _second_year(parts: Parts) -> int:
    first, second = parts["y"] or "", parts["z"] or ""
    return int(first[: 4 - len(second)] + second)


def _years(parts: Parts, published: dt.date | None) -> Dated | None:
    first, last = int(parts["y"] or 0), _second_year(parts)
    if not first < last:
        return None
    return Dated(dt.date(first, 1, 1), dt.date(last + 1, 1, 1), f"{first}/{last}", "DURATION")


def _decade(parts: Parts, published: dt.date | None) -> Dated | None:
    first = int(parts["y"] or 0)
    return Dated(dt.date(first, 1, 1), dt.date(first + 10, 1, 1), str(first)[:3])


def _season(parts: Parts, published: dt.date | None) -> Dated | None:
    year = int(parts["y"] or 0)
    name = (parts["season"] or "").lower()
    start = dt.date(year, lexicon("times")["seasons"][name], 1)
    codes = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
    return Dated(
        start, months_later(start, 3), f"{year}-{codes[start.month]}", open=("start", "end")
    )


def count_of(word: str | None) -> int | None:
    """Read a small count in digits or words; none for "few" and the like."""
    if word is None or word.lower() == "a":
        return 1
    if word.isdigit():
        return int(word)
    found = lexicon("times")["counts"].get(word.lower())
    return int(found) if found is not None else None


def back(day: dt.date, count: int, unit: str) -> dt.date:
    """Return the day `count` units before."""
    if unit == "decade":
        return months_later(day, -120 * count)
    if unit == "year":
        return months_later(day, -12 * count)
    if unit == "month":
        return months_later(day, -count)
    return day - dt.timedelta(days=count * (7 if unit == "week" else 1))


def _unit(parts: Parts) -> str:
    return str(lexicon("times")["units"][(parts["unit"] or "").lower()])


def _past(parts: Parts, published: dt.date | None) -> Dated | None:
    count, unit = count_of(parts.get("n")), _unit(parts)
    code = f"P{count if count is not None else 'X'}{_CODE[unit]}"
    if count is None:
        return Dated(None, published, code, "DURATION", open=("start",))
    if published is None:
        return Dated(None, None, code, "DURATION", open=("start", "end"))
    return Dated(back(published, count, unit), published, code, "DURATION")


_CODE = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "0Y"}


def _whole(unit: str, day: dt.date) -> tuple[dt.date, dt.date, str]:
    """The calendar unit around a day."""
    if unit == "decade":
        first = dt.date(day.year // 10 * 10, 1, 1)
        return first, months_later(first, 120), str(first.year)[:3]
    if unit == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year + 1, 1, 1), str(day.year)
    if unit == "month":
        first = day.replace(day=1)
        return first, months_later(first, 1), f"{first:%Y-%m}"
    first = day - dt.timedelta(days=day.weekday())
    week = first.isocalendar()
    return first, first + dt.timedelta(days=7), f"{week.year}-W{week.week:02d}"


def _previous(parts: Parts, published: dt.date | None) -> Dated | None:
    if published is None:
        return None
    unit = _unit(parts)
    first, _, _ = _whole(unit, published)
    return Dated(*_whole(unit, first - dt.timedelta(days=1)))


def _present(parts: Parts, published: dt.date | None) -> Dated | None:
    if published is None:
        return None
    start, _, value = _whole(_unit(parts), published)
    return Dated(start, published + dt.timedelta(days=1), value)


def _ago(parts: Parts, published: dt.date | None) -> Dated | None:
    count, unit = count_of(parts.get("n")), _unit(parts)
    if count is None or published is None:
        return None
    day = back(published, count, unit)
    if unit == "day":
        return _day(day.year, day.month, day.day)
    return Dated(*_whole("year" if unit == "decade" else unit, day))


def _earlier(parts: Parts, published: dt.date | None) -> Dated | None:
    """A year earlier: than what, only the sentence tells; the value says how many months."""
    unit = (parts.get("unit") or parts.get("unit2") or parts.get("unit3") or "").rstrip("s")
    count = count_of(parts.get("n") or parts.get("n2")) or 1
    months = count * {"year": 12, "month": 1}.get(unit, 0)
    return Dated(None, None, f"-{months}M", role="baseline")


def _same(parts: Parts, published: dt.date | None) -> Dated | None:
    """The same period of another year; the value says of which, or how many months before."""
    year = parts["y"] or ""
    return Dated(None, None, f"Y{year}" if year.isdigit() else "-12M", role="baseline")


def _weekday(parts: Parts, published: dt.date | None) -> Dated | None:
    if published is None:
        return None
    wanted = lexicon("times")["weekdays"][(parts["weekday"] or "").lower()]
    behind = (published.weekday() - wanted) % 7 or 7
    day = published - dt.timedelta(days=behind)
    return _day(day.year, day.month, day.day)


def _near(parts: Parts, published: dt.date | None) -> Dated | None:
    if published is None:
        return None
    step = {"yesterday": -1, "today": 0, "tomorrow": 1}[(parts["near"] or "").lower()]
    day = published + dt.timedelta(days=step)
    return _day(day.year, day.month, day.day)


def _year(parts: Parts, published: dt.date | None) -> Dated | None:
    return year_of(int(parts["y"] or 0))


READS: dict[str, Callable[[Parts, dt.date | None], Dated | None]] = {
    "iso": _iso,
    "day": _calendar_day,
    "month": _month,
    "months": _months,
    "part": _part,
    "quarter": _quarter,
    "fiscal": _fiscal,
    "years": _years,
    "decade": _decade,
    "season": _season,
    "past": _past,
    "previous": _previous,
    "present": _present,
    "ago": _ago,
    "earlier": _earlier,
    "same": _same,
    "weekday": _weekday,
    "near": _near,
    "year": _year,
}
