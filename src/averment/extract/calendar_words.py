"""Readings of single time expressions: from the parts of a match to a period of days.

`READS` maps the name under which a pattern of `data/times.toml` is read to its function, which
takes the named parts of the match and its `Setting` and returns the period with its TIMEX3 type
and value, or none where the parts make no time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from averment.extract.holidays import holiday
from averment.extract.lexicon import lexicon, word_set
from averment.extract.periods import (
    CLOCK,
    Dated,
    day_of,
    later,
    length,
    month_of,
    months_later,
    part_of,
    shifted,
    whole,
    year_of,
)

Parts = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands.

    `published` is the day of publication, `last` the period spoken of before, `lately` the same if
    that was in this sentence or the one before, `ahead` says whether the clause speaks of what was
    still to come (none where it does not tell), `today` whether a weekday may be that of
    publication itself, `month_first` how the text writes 3/4.
    """

    published: dt.date | None
    last: Dated | None = None
    lately: Dated | None = None
    ahead: bool | None = None
    today: bool = False
    month_first: bool = True

    @property
    def reference(self) -> Dated | None:
        """The period spoken of last, else the day of publication."""
        if self.last is not None:
            return self.last
        return day_of(self.published) if self.published else None


def _word(table: str, word: str | None) -> int | None:
    value = lexicon("times")[table].get((word or "").lower().rstrip("."))
    return None if value is None else int(value)


def _unit(word: str | None) -> str:
    return str(lexicon("times")["units"][(word or "").lower().rstrip(".")])


def count_of(said: str | None) -> float | None:
    """Read a small number in digits or words; none for "few" and the like."""
    if said is None:
        return 1.0
    if not said.strip():
        return None
    words = said.lower().replace("½", " 1/2").replace("-", " ").split()
    total, group = 0.0, 0.0
    for word in words:
        plain = word.replace(",", "")
        if re.fullmatch(r"\d+/\d+", word):
            above, below = word.split("/")
            group += int(above) / max(1, int(below))
        elif re.fullmatch(r"\d+(?:\.\d+)?", plain):
            group += float(plain)
        elif word == "half":
            group += 0.5
        elif word in ("hundred", "thousand"):
            group = max(group, 1) * (100 if word == "hundred" else 1000)
        elif (known := _word("counts", word)) is not None:
            group += known
        elif word not in ("a", "an", "and", "of", "the"):
            return None
    total += group
    return total or 1.0


def _some(parts: Parts) -> float | None:
    """Return how many units; none for a bare plural ("in the past months")."""
    if not parts.get("n") and (parts["unit"] or "").lower().endswith("s"):
        return None
    return count_of(parts.get("n"))


def _nth(said: str | None) -> int | None:
    """Read "28th", "twenty-eighth", "last" (which is -1)."""
    word = (said or "").lower()
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    parts = re.split(r"[ -]", word)
    last = _word("ordinals", parts[-1])
    if last is None:
        last = _word("counts", parts[-1])
    tens = _word("counts", parts[0]) if len(parts) > 1 else 0
    return None if last is None or tens is None else last + tens


def _full_year(said: str) -> int:
    """Read "1987", "87" (the last such year before long) or "’87"."""
    number = int(re.sub(r"\D", "", said))
    return number if number > 99 else number + (2000 if number < 40 else 1900)


def _year_said(said: str | None, setting: Setting) -> int | None:
    """Read "2019", "last year", "the same year"; without a word, that of the publication."""
    word = (said or "").lower()
    if re.search(r"\d", word):
        return _full_year(word)
    if word.split()[:1] in (["that"], ["the"]) and re.search("that|same", word):
        reference = setting.reference
        return reference.start.year if reference and reference.start else None
    if setting.published is None:
        return None
    step = re.search(r"last|previous|past|next|following|coming", word)
    ways = lexicon("times")["ways"]
    return setting.published.year + (int(ways[step[0]]) if step else 0)


def _iso(parts: Parts, setting: Setting) -> Dated | None:
    return day_of(dt.date(int(parts["y"] or 0), int(parts["m"] or 0), int(parts["d"] or 0)))


def _iso_month(parts: Parts, setting: Setting) -> Dated | None:
    return month_of(int(parts["y"] or 0), int(parts["m"] or 0))


def _numeric(parts: Parts, setting: Setting) -> Dated | None:
    """Read 22/04/2019 or 4/22: which is the day only the numbers tell, or the text's custom."""
    a, b = int(parts["a"] or 0), int(parts["b"] or 0)
    month, day = (a, b) if (setting.month_first and a <= 12) or b > 12 else (b, a)
    if parts.get("y"):
        year = parts["y"] or ""
        # Two digits name a year gone by, or one near at hand.
        return day_of(dt.date(_full_year(year), month, day))
    return _in_some_year(setting, lambda year: day_of(dt.date(year, month, day)))


def _in_some_year(setting: Setting, made: Callable[[int], Dated]) -> Dated | None:
    """Choose the year of a day or month that the text gives without one.

    In a story of a year gone by, the first from the date told before; else the last before
    publication; the next where the clause looks ahead, or, where it does not tell, where that is
    close by and the other far away.
    """
    published = setting.published
    if published is None:
        return None
    if not setting.ahead and (told := _told_before(setting.lately, published)):
        return _first_from(told, made)
    around = []
    for year in range(published.year - 8, published.year + 9):
        try:
            around.append(made(year))
        except ValueError:
            continue  # 29 February
    past = [one for one in around if one.ends[0] <= published]
    coming = [one for one in around if one.ends[1] > published]
    if not past or not coming:
        return None
    before, after = past[-1], coming[0]
    chosen = before
    if setting.ahead and before != after:
        chosen = after
    elif setting.ahead is None:
        near, far = (after.ends[0] - published).days, (published - before.ends[0]).days
        chosen = after if near < 100 and far > 200 else before
    return replace(chosen, floating=True)


def _told_before(told: Dated | None, published: dt.date) -> dt.date | None:
    """The date told just before, if it lies more than a year back and is written with its year."""
    if told is None or told.floating or told.start is None or told.unit not in ("day", "month"):
        return None
    return told.start if (published - told.start).days > 365 else None


def _first_from(day: dt.date, made: Callable[[int], Dated]) -> Dated | None:
    """The first such day or month that does not end before a day."""
    for year in range(day.year, day.year + 9):
        try:
            found = made(year)
        except ValueError:
            continue  # 29 February
        if found.ends[1] > day:
            return found
    return None


def _calendar_day(parts: Parts, setting: Setting) -> Dated | None:
    month, day = _word("months", parts["month"]), _nth(parts["d"])
    if month is None or day is None:
        return None
    if parts.get("y"):
        return day_of(dt.date(_full_year(parts["y"] or ""), month, day))
    return _in_some_year(setting, lambda year: day_of(dt.date(year, month, day)))


def _days(parts: Parts, setting: Setting) -> Dated | None:
    """9-11 May: the first day to the last."""
    last = _calendar_day({**parts, "d": parts["z"]}, setting)
    first = _nth(parts["d"])
    if last is None or last.start is None or first is None or not 0 < first < last.start.day:
        return None
    start = last.start.replace(day=first)
    return replace(last, start=start, value=f"{start}/{last.value}", type="RANGE")


def _month(parts: Parts, setting: Setting) -> Dated | None:
    month, year = _word("months", parts["month"]), parts.get("y")
    if month is None:
        return None
    if year and re.search(r"\d", year):
        return month_of(_full_year(year), month)
    if year:
        said = _year_said(year, setting)
        return month_of(said, month) if said is not None else None
    return _in_some_year(setting, lambda number: month_of(number, month))


def _part(parts: Parts, setting: Setting) -> Dated | None:
    """The second half of 2019, the third quarter, 2019-H2, Q3."""
    size = {"h": 6, "half": 6, "q": 3, "quarter": 3, "third": 4}[(parts["part"] or "").lower()]
    nth = _nth(parts["ordinal"])
    if nth is None or not (nth == -1 or 0 < nth * size <= 12):
        return None
    index = 12 // size - 1 if nth < 0 else nth - 1
    said = parts.get("y") or parts.get("y0")
    if said:
        year = _year_said(said, setting)
        return part_of(year, size, index) if year is not None else None
    if nth < 0 or size == 4 or setting.published is None:
        return None
    found = part_of(setting.published.year, size, index)
    # A quarter to come that is near is that of a forecast; a far one is last year's.
    if (found.ends[0] - setting.published).days > 92 and not setting.ahead:
        found = part_of(setting.published.year - 1, size, index)
    return replace(found, floating=True)


def _leading(parts: Parts, setting: Setting) -> Dated | None:
    """The first three months of 2019, the last week of July, the first Monday in May."""
    nth, unit = _nth(parts["ordinal"]), (parts["unit"] or "").lower()
    count = count_of(parts.get("n"))
    if parts.get("month"):
        period = _month(parts, setting)
    elif (parts.get("y") or "").lower() in ("the month", "this month", "last month", "next month"):
        reference = setting.published
        way = 0 if (parts["y"] or "").lower() in ("the month", "this month") else 1
        way = -1 if "last" in (parts["y"] or "").lower() else way
        period = whole("month", months_later(reference, way)) if reference else None
    else:
        year = _year_said(parts["y"], setting)
        period = year_of(year) if year is not None else None
    if period is None or period.start is None or period.end is None:
        return None
    if nth is None or count is None:
        return None
    weekday = _word("weekdays", unit)
    if weekday is not None:
        return _nth_weekday(period, nth, weekday)
    name, size = _unit(unit), count
    if name in ("week", "weekend") and size == 1:
        thursday = _nth_weekday(period, nth, 3)  # a week belongs to the month of its Thursday
        week = whole(name, thursday.start) if thursday and thursday.start else None
        return replace(week, open=("start", "end")) if week else None
    if nth > 0:
        start = later(period.start, (nth - 1) * size, name)
        end = later(start, size, name)
    else:
        end = period.end
        start = later(end, -size, name)
    if end > period.end:
        return None
    if (end - start).days == 1:
        return day_of(start)
    return Dated(start, end, length(size, name), "DURATION")


def _nth_weekday(period: Dated, nth: int, weekday: int) -> Dated | None:
    start, end = period.ends
    if nth > 0:
        day = start + dt.timedelta(days=(weekday - start.weekday()) % 7)
        day += dt.timedelta(weeks=nth - 1)
    else:
        day = end - dt.timedelta(days=1)
        day -= dt.timedelta(days=(day.weekday() - weekday) % 7)
    return day_of(day) if day < end else None


def _fiscal(parts: Parts, setting: Setting) -> Dated | None:
    """A fiscal year: both ends are left open, for it begins in different months."""
    first = _full_year(parts["y"] or "")
    last = first
    if parts.get("z"):
        last = _second_year(parts)
        if last != first + 1:
            return None
    span = (dt.date(first if last > first else first - 1, 1, 1), dt.date(last + 1, 1, 1))
    value = f"{'' if parts.get('plain') else 'FY'}{first}"
    return Dated(*span, value, open=("start", "end"))


def _second_year(parts: Parts) -> int:
    first, second = parts["y"] or "", parts["z"] or ""
    return int(first[: 4 - len(second)] + second)


def _years(parts: Parts, setting: Setting) -> Dated | None:
    first, last = int(parts["y"] or 0), _second_year(parts)
    if not first < last:
        return None
    return Dated(dt.date(first, 1, 1), dt.date(last + 1, 1, 1), f"{first}/{last}", "RANGE")


def _year(parts: Parts, setting: Setting) -> Dated | None:
    said = parts["y"] or ""
    return year_of(int(said) if said.isdigit() else _full_year(said))


def _spelt_year(parts: Parts, setting: Setting) -> Dated | None:
    """Nineteen ninety-six, two thousand and fifteen."""
    high, low = count_of(parts["high"]), 0.0
    if parts.get("low"):
        low = count_of(parts["low"]) or 0.0
    if high is None:
        return None
    return year_of(int(high + low if high > 100 else high * 100 + low))


def _decade(parts: Parts, setting: Setting) -> Dated | None:
    if parts.get("tens"):
        first = 1900 + int(lexicon("times")["tens"][(parts["tens"] or "").lower()])
    else:
        first = int(parts["y"] or 0) or 1900 + int(parts["short"] or 0)
    return Dated(dt.date(first, 1, 1), dt.date(first + 10, 1, 1), str(first)[:3])


def _century(parts: Parts, setting: Setting) -> Dated | None:
    nth = _nth(parts["ordinal"])
    if nth is None or nth < 1:
        return None
    start = dt.date(max(1, 100 * (nth - 1)), 1, 1)
    return Dated(start, dt.date(100 * nth, 1, 1), f"{nth - 1:02d}")


_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def _season_of(year: int, first: int) -> Dated:
    start = dt.date(year, first, 1)
    value = f"{year}-{_SEASONS[first]}"
    return Dated(start, months_later(start, 3), value, open=("start", "end"))


def _season(parts: Parts, setting: Setting) -> Dated | None:
    first = lexicon("times")["seasons"][(parts["season"] or "").lower()]
    if parts.get("y"):
        year = _year_said(parts["y"], setting)
        return _season_of(year, first) if year is not None else None
    return _in_some_year(setting, lambda number: _season_of(number, first))


def _past(parts: Parts, setting: Setting) -> Dated | None:
    """The last two years: a span that ends with the publication."""
    unit, count = _unit(parts["unit"]), _some(parts)
    value, day = length(count, unit), setting.published
    if unit in ("second", "minute"):
        return Dated(None, None, value, "DURATION", role="mention")
    if unit == "hour" and count is not None:
        count, unit = -(-count // 24), "day"
    if count is None or day is None:
        ends = ("start",) if day else ("start", "end")
        return Dated(None, day, value, "DURATION", open=ends)
    return Dated(later(day, -count, unit), day, value, "DURATION")


def _recent(parts: Parts, setting: Setting) -> Dated | None:
    value = length(None, _unit(parts["unit"]))
    return Dated(None, setting.published, value, "DURATION", ("start",))


def _coming(parts: Parts, setting: Setting) -> Dated | None:
    """The next two years: a span that begins with the publication, and no window of a fact."""
    unit, count, day = _unit(parts["unit"]), _some(parts), setting.published
    value = length(count, unit)
    if count is None or day is None or unit in CLOCK:
        return Dated(None, None, value, "DURATION", role="mention")
    day += dt.timedelta(days=1)
    return Dated(day, later(day, count, unit), value, "DURATION", role="mention")


def _relative(parts: Parts, setting: Setting) -> Dated | None:
    """Last year, this week, next May, that day, the following Monday, last summer."""
    way, what = (parts["way"] or "").lower(), (parts["what"] or "").lower().rstrip(".")
    from_last = way in word_set("times", "ways_back")
    day = setting.published
    if from_last and setting.last:
        day = setting.last.start
    elif re.search("that|same", way):
        return None
    if day is None or (what in ("may", "march") and parts["what"] == what):
        return None
    step = int(lexicon("times")["ways"][way])
    made: Dated | None
    if (month := _word("months", what)) is not None:
        made = _stepped(day, step, lambda year: month_of(year, month))
    elif (weekday := _word("weekdays", what)) is not None:
        monday = day - dt.timedelta(days=day.weekday())
        made = day_of(monday + dt.timedelta(days=7 * step + weekday))
    elif what in lexicon("times")["day_parts"]:
        return _within_day(day_of(day + dt.timedelta(days=step)), what)
    elif what in lexicon("times")["seasons"]:
        first = lexicon("times")["seasons"][what]
        made = _stepped(day, step, lambda year: _season_of(year, first))
    else:
        made = _unit_near(day, step, _unit(what), setting, running=not from_last)
        if from_last and not setting.last and not setting.ahead:
            made = replace(made, role="mention")  # "the next day": after which, nobody said
    return _within_day(made, parts.get("part"))


def _unit_near(day: dt.date, step: int, unit: str, setting: Setting, *, running: bool) -> Dated:
    """The unit around a day, or the one before or after; one that runs ends with publication."""
    unit = "day" if unit == "night" else unit
    own = whole(unit, day)
    start, end = own.ends
    if unit == "weekend" and step == 0 and start > day and not setting.ahead:
        return whole(unit, start - dt.timedelta(days=7))  # the weekend just over
    if step < 0:
        return whole(unit, start - dt.timedelta(days=1))
    if step > 0:
        return whole(unit, end)
    if running and unit != "day" and setting.published and not setting.ahead:
        return replace(own, end=setting.published + dt.timedelta(days=1))
    return own


def _stepped(day: dt.date, step: int, made: Callable[[int], Dated]) -> Dated:
    """The month or season of this year; the last one over, or the next one to come."""
    around = [made(year) for year in range(day.year - 1, day.year + 2)]
    if step < 0:
        return [one for one in around if one.ends[1] <= day][-1]
    if step > 0:
        return next(one for one in around if one.ends[0] > day)
    return around[1]


def _within_day(dated: Dated | None, part: str | None) -> Dated | None:
    """Narrow a day to its morning or night; the window stays the day."""
    code = lexicon("times")["day_parts"].get((part or "").lower().rstrip("s"))
    if dated is None or code is None:
        return dated
    return replace(dated, value=f"{dated.value}T{code}", type="TIME")


def _weekday(parts: Parts, setting: Setting) -> Dated | None:
    """A bare weekday: the last one; the next one where the clause looks ahead."""
    weekday, day = _word("weekdays", parts["weekday"]), setting.published
    if day is None or weekday is None:
        return None
    if setting.ahead:
        step = (weekday - day.weekday()) % 7
    else:
        step = -((day.weekday() - weekday) % 7)
        step = step if step or setting.today else -7
    return _within_day(day_of(day + dt.timedelta(days=step)), parts.get("part"))


def _near(parts: Parts, setting: Setting) -> Dated | None:
    """Yesterday, tonight, this morning, the day before yesterday."""
    if setting.published is None:
        return None
    step = int(lexicon("times")["near"][" ".join((parts["near"] or "").lower().split())])
    day = day_of(setting.published + dt.timedelta(days=step))
    return _within_day(day, parts.get("part"))


def _ago(parts: Parts, setting: Setting) -> Dated | None:
    """Two years ago, in three weeks (`ahead`): the unit then, seen from the publication."""
    count, unit = count_of(parts.get("n")), _unit(parts["unit"])
    step = 1 if parts.get("ahead") else -1
    if count is None or setting.published is None:
        return Dated(None, None, "FUTURE_REF" if step > 0 else "PAST_REF", role="mention")
    if unit == "year" and count == 1 and setting.last and setting.last.unit == "quarter":
        return shifted(setting.last, step, "year")
    if unit in CLOCK:
        return Dated(None, None, length(count, unit), "DURATION", role="mention")
    day = later(setting.published, step * count, unit)
    if unit in ("decade", "century"):
        unit = "year"
    return whole(unit, day)


def _earlier(parts: Parts, setting: Setting) -> Dated | None:
    """A year earlier, the preceding month: reckoned from what was spoken of last.

    `behind` says how many months before its window it lies, where it is a baseline.
    """
    count, unit = _some(parts), _unit(parts["unit"])
    if count is None or unit in CLOCK:
        return Dated(None, None, length(count, unit), "DURATION", role="mention")
    months = count * {"year": 12, "month": 1, "decade": 120, "quarter": 3}.get(unit, 0)
    # The preceding twelve months are a span; a year earlier is a year or a quarter.
    reference = setting.reference
    found = shifted(reference, -count, unit) if reference else None
    value = found.value if found else length(count, unit)
    start, end = (found.start, found.end) if found and setting.last else (None, None)
    return Dated(start, end, value, role="baseline", behind=f"-{months:g}M")


def _afterwards(parts: Parts, setting: Setting) -> Dated | None:
    """Two days later: reckoned from what was spoken of last."""
    count, unit = count_of(parts.get("n")), _unit(parts["unit"])
    if count is None or unit in CLOCK or setting.last is None:
        return Dated(None, None, length(count, unit), "DURATION", role="mention")
    return shifted(setting.last, count, unit)


def _same(parts: Parts, setting: Setting) -> Dated | None:
    """The same period of another year: `behind` says of which, or how many months before."""
    said = parts.get("y") or ""
    reference = setting.reference
    if said.isdigit():
        found = year_of(int(said))
        if reference and reference.start and reference.unit not in ("", "year", "day"):
            moved = shifted(reference, int(said) - reference.start.year, "year")
            found = moved or found
        return Dated(None, None, found.value, role="baseline", behind=f"Y{said}")
    earlier = shifted(reference, -1, "year") if reference else None
    value = earlier.value if earlier else "P1Y"
    return Dated(None, None, value, role="baseline", behind="-12M")


def _quarter_spoken_of(parts: Parts, setting: Setting) -> Dated | None:
    """The quarter, the latest period: the one spoken of last, else the one last over."""
    if setting.last is not None and setting.last.unit in ("quarter", "part"):
        return setting.last
    if setting.published is None:
        return None
    start, _ = whole("quarter", setting.published).ends
    return whole("quarter", start - dt.timedelta(days=1))


def _this(parts: Parts, setting: Setting) -> Dated | None:
    """The year, the week: that of the publication."""
    if setting.published is None:
        return None
    running = parts.get("so_far") is not None
    found = _unit_near(setting.published, 0, _unit(parts["unit"]), setting, running=running)
    window = running or parts.get("edge") is not None
    return found if window else replace(found, role="mention")


def _week_of(parts: Parts, setting: Setting) -> Dated | None:
    day = _calendar_day(parts, setting)
    if day is None or day.start is None:
        return None
    week = whole("week", day.start)
    begins = re.search(r"begin|start|commenc|w/c", parts["lead"] or "", re.IGNORECASE)
    if begins:
        return replace(week, start=day.start, end=day.start + dt.timedelta(days=7))
    return week


def _numbered_week(parts: Parts, setting: Setting) -> Dated | None:
    year = _year_said(parts.get("y"), setting)
    if year is None:
        return None
    return whole("week", dt.date.fromisocalendar(year, int(parts["w"] or 0), 1))


def _clock(parts: Parts, setting: Setting) -> Dated | None:
    """10:35 a.m., noon, 4 in the morning: an hour of the day spoken of."""
    known = lexicon("times")["hours"].get((parts.get("name") or "").lower())
    if known is not None:
        hour, minute = int(known), ""
    else:
        hour, minute = int(parts["h"] or 0), parts.get("min") or ""
        half = (parts.get("half") or "").lower()
        if hour > 24 or (half and not 1 <= hour <= 12):
            return None
        evening = half.startswith("p") or half.endswith(("afternoon", "evening", "night"))
        hour = hour % 12 + 12 * evening if half else hour
    time = f"T{hour:02d}:{minute or '00'}"
    reference = setting.reference
    day = reference.value[:10] if reference and reference.unit == "day" else ""
    return Dated(None, None, day + time, "TIME", role="mention")


def _day_part(parts: Parts, setting: Setting) -> Dated | None:
    """Overnight, the evening: of the day of publication."""
    if setting.published is None:
        return None
    found = _within_day(day_of(setting.published), parts["part"])
    return replace(found, role="mention") if found else None


def _lasting(parts: Parts, setting: Setting) -> Dated | None:
    """Two years, a few hours, eight-year: how long, not when."""
    unit, count = _unit(parts["unit"]), count_of(parts.get("n"))
    if count is not None and parts.get("half"):
        count += 0.5
    return Dated(None, None, length(count, unit), "DURATION", role="mention")


def _ahead(parts: Parts, setting: Setting) -> Dated | None:
    """In two weeks: a day to come where the clause looks ahead, else how long it took."""
    if setting.ahead:
        return _ago({**parts, "ahead": "in"}, setting)
    return _lasting(parts, setting)


def _month_day(parts: Parts, setting: Setting) -> Dated | None:
    """The 18th, Monday the 13th: the last such day; the next where the clause looks ahead."""
    nth, weekday = _nth(parts["d"]), _word("weekdays", parts.get("weekday"))
    if nth is None or setting.published is None:
        return None
    today, first = setting.published, setting.published.replace(day=1)
    days = []
    for months in range(-12, 13):
        month = months_later(first, months)
        try:
            day = month.replace(day=nth)
        except ValueError:
            continue
        if weekday is None or day.weekday() == weekday:
            days.append(day)
    past = [day for day in days if day <= today]
    coming = [day for day in days if day > today]
    near = [*past[-1:], *coming[:1]]
    if setting.ahead is None:
        near.sort(key=lambda day: abs((day - today).days))
    elif setting.ahead:
        near = coming
    return day_of(near[0]) if near else None


def _weekday_in(parts: Parts, setting: Setting) -> Dated | None:
    """Tuesday of last week, next week on Tuesday."""
    weekday = _word("weekdays", parts["what"])
    step = int(lexicon("times")["ways"][(parts["way"] or "").lower()])
    if setting.published is None or weekday is None:
        return None
    monday = setting.published - dt.timedelta(days=setting.published.weekday())
    return day_of(monday + dt.timedelta(days=7 * step + weekday))


def _often(parts: Parts, setting: Setting) -> Dated | None:
    """Daily, every two weeks, each Monday, a year (after an amount)."""
    word = (parts.get("word") or "").lower()
    what = (parts.get("what") or "").lower()
    if word:
        value = str(lexicon("times")["often"][word])
    elif (weekday := _word("weekdays", what.rstrip("s"))) is not None:
        value = f"XXXX-WXX-{weekday + 1}"
    elif (month := _word("months", what)) is not None:
        value = f"XXXX-{month:02d}"
    elif what.rstrip("s") in lexicon("times")["seasons"]:
        value = f"XXXX-{_SEASONS[lexicon('times')['seasons'][what.rstrip('s')]]}"
    elif what.rstrip("s") in lexicon("times")["day_parts"]:
        value = f"XXXX-XX-XXT{lexicon('times')['day_parts'][what.rstrip('s')]}"
    else:
        value = length(count_of(parts.get("n")), _unit(what))
    part = lexicon("times")["day_parts"].get((parts.get("part") or "").lower().rstrip("s"))
    return Dated(None, None, value + (f"T{part}" if part else ""), "SET", role="mention")


def _vague(parts: Parts, setting: Setting) -> Dated | None:
    """Now, recently, soon: TIMEX3 has three values for them."""
    words = " ".join((parts["words"] or "").lower().split())
    return Dated(None, None, str(lexicon("times")["vague"][words]), role="mention")


def _holiday(parts: Parts, setting: Setting) -> Dated | None:
    name = parts["name"] or ""
    if parts.get("y"):
        year = _year_said(parts["y"], setting)
        return holiday(name, year) if year is not None else None
    way = (parts.get("way") or "").lower()
    if way and setting.published:
        step = int(lexicon("times")["ways"][way])
        return _stepped(setting.published, step, lambda number: holiday(name, number))
    return _in_some_year(setting, lambda number: holiday(name, number))


READS: dict[str, Callable[[Parts, Setting], Dated | None]] = {
    "ago": _ago,
    "afterwards": _afterwards,
    "ahead": _ahead,
    "century": _century,
    "clock": _clock,
    "coming": _coming,
    "day": _calendar_day,
    "day_part": _day_part,
    "days": _days,
    "decade": _decade,
    "earlier": _earlier,
    "fiscal": _fiscal,
    "holiday": _holiday,
    "iso": _iso,
    "iso_month": _iso_month,
    "lasting": _lasting,
    "leading": _leading,
    "month": _month,
    "month_day": _month_day,
    "near": _near,
    "numbered_week": _numbered_week,
    "numeric": _numeric,
    "often": _often,
    "part": _part,
    "past": _past,
    "quarter": _quarter_spoken_of,
    "recent": _recent,
    "relative": _relative,
    "same": _same,
    "season": _season,
    "spelt_year": _spelt_year,
    "this": _this,
    "vague": _vague,
    "week_of": _week_of,
    "weekday": _weekday,
    "weekday_in": _weekday_in,
    "year": _year,
    "years": _years,
}
