"""Days and months that move through the calendar: feasts, fasts and new years, by year.

`data/holidays.toml` names them. The Islamic calendar is reckoned by its tables; the new moon is
seen up to a day before or after, so that its ends are open.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from averment.extract.lexicon import lexicon
from averment.extract.periods import Dated

_HIJRI_EPOCH = 1948440  # the Julian day number of 1 Muharram of the year 1
_ORDINAL = 1721425  # of the day before that with ordinal 1


def holiday(name: str, year: int) -> Dated:
    """Return a holiday in a year. Raises `ValueError` where it does not fall into that year."""
    entry = _named()[" ".join(name.lower().replace("’", "'").split())]
    start = _RULES[entry["rule"]](entry, year)
    days = int(entry.get("days", 1))
    ends = ("start", "end") if entry["rule"] == "hijri" else ()
    end = start + dt.timedelta(days=days)
    return Dated(start, end, start.isoformat(), open=ends)


@lru_cache(maxsize=1)
def _named() -> dict[str, dict[str, Any]]:
    return {word: entry for entry in lexicon("holidays")["holiday"] for word in entry["names"]}


def names() -> list[str]:
    """Return every name of a holiday, in lower case."""
    return list(_named())


def _fixed(entry: dict[str, Any], year: int) -> dt.date:
    return dt.date(year, entry["month"], entry["day"])


def _weekday(entry: dict[str, Any], year: int) -> dt.date:
    """The fourth Thursday of November; the last Monday of May, if `nth` is -1."""
    month, nth = entry["month"], entry["nth"]
    if nth > 0:
        first = dt.date(year, month, 1)
        behind = (entry["weekday"] - first.weekday()) % 7
        return first + dt.timedelta(days=behind + 7 * (nth - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return last - dt.timedelta(days=(last.weekday() - entry["weekday"]) % 7)


def _easter(entry: dict[str, Any], year: int) -> dt.date:
    """So many days after Western Easter, by the anonymous Gregorian reckoning."""
    century = year // 100
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - year % 19) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - sunday
    month = 3 + (ahead + 40) // 44
    easter = dt.date(year, month, ahead + 28 - 31 * (month // 4))
    return easter + dt.timedelta(days=entry["after"])


def _hijri(entry: dict[str, Any], year: int) -> dt.date:
    """A day of the Islamic calendar, by its tables; the first of two in a year counts."""
    guess = (year - 622) * 33 // 32
    for hijri in (guess - 1, guess, guess + 1, guess + 2):
        days = entry["day"] + -(-59 * (entry["month"] - 1) // 2) + 354 * (hijri - 1)
        julian = days + (3 + 11 * hijri) // 30 + _HIJRI_EPOCH - 1
        day = dt.date.fromordinal(julian - _ORDINAL)
        if day.year == year:
            return day
    raise ValueError(f"{entry['names'][0]} does not fall into {year}")


def _equinox(entry: dict[str, Any], year: int) -> dt.date:
    """The day on which the Iranian year begins: that of the equinox, if it is before noon."""
    thousands = (year - 2000) / 1000
    # Meeus' mean March equinox as a Julian day; a quarter of an hour is near enough.
    julian = 2451623.80984 + 365242.37404 * thousands + 0.05169 * thousands**2
    moment = dt.datetime(2000, 1, 1, 12) + dt.timedelta(days=julian - 2451545)
    tehran = moment + dt.timedelta(hours=3, minutes=30)
    return tehran.date() + dt.timedelta(days=int(tehran.hour >= 12))


def _passover(entry: dict[str, Any], year: int) -> dt.date:
    """So many days after the first day of Passover, by Gauss' rule for the Jewish calendar."""
    months = (12 * year + 12) % 19
    base = 20.0955877 + 1.5542418 * months + 0.25 * (year % 4) - 0.003177794 * year
    whole = int(base)
    weekday = (3 * year + 5 * (year % 4) + whole + 1) % 7
    if weekday in (2, 4, 6):
        whole += 1
    elif weekday == 1 and months > 6 and base - whole >= 0.632870370:
        whole += 2
    elif weekday == 0 and months > 11 and base - whole >= 0.897723765:
        whole += 1
    julian = dt.date(year, 3, 1) + dt.timedelta(days=whole - 1)
    gregorian = julian + dt.timedelta(days=year // 100 - year // 400 - 2)
    return gregorian + dt.timedelta(days=entry["after"])


_RULES = {
    "easter": _easter,
    "equinox": _equinox,
    "fixed": _fixed,
    "hijri": _hijri,
    "passover": _passover,
    "weekday": _weekday,
}
