"""Spans of time made of more than one expression: joined, bounded, part of a larger one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from averment.extract.calendar_words import count_of
from averment.extract.hits import Hit
from averment.extract.lexicon import lexicon, word_set
from averment.extract.periods import CLOCK, Dated, day_of, later, shifted

_OPENING = re.compile(r"(?:^|\W)(between|from)(?: the)? (?:early |late |mid-?)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:the|early|late|mid)\b-?|,")
_LISTED = re.compile(r"^,?\s*(?:and|or|to|through|until|till|&|-|–|,)\s*(?:the )?$", re.IGNORECASE)


#: So many characters before an expression are looked at.
LEAD = 80


def joined(text: str, hits: Sequence[Hit], published: dt.date | None) -> list[Hit]:
    """Join "between 2013 and 2016" and "from 1996 to 2001" into one window each."""
    made: list[Hit] = []
    at = 0
    while at < len(hits):
        one = hits[at]
        after = hits[at + 1] if at + 1 < len(hits) else None
        if after and (whole := _join(text, one, after, published)):
            made.append(whole)
            at += 2
            continue
        made.append(_counted(text, _ending(text, one)))
        if len(made) > 1 and made[-2].end > made[-1].start:
            del made[-2]  # "the two years" is now part of "the two years to 2015"
        at += 1
    return made


def completed(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Give an hour the day beside it, and the first of "March and April 2015" the second's year."""
    made = _with_hours(text, hits)
    for at in range(len(made) - 2, -1, -1):
        one, other = made[at], made[at + 1]
        if not one.dated.floating or other.dated.floating or other.dated.start is None:
            continue
        if other.dated.unit not in ("day", "month", "part", "quarter"):
            continue
        if not _LISTED.match(text[one.end : other.start]):
            continue
        dated = _in_year(one.dated, other.dated.start.year)
        if dated.start and dated.start > other.dated.start:
            dated = _in_year(one.dated, other.dated.start.year - 1)
        made[at] = replace(one, dated=dated)
    return made


_BESIDE = re.compile(r"^(?:,? (?:on |at |around |about )?|, )$", re.IGNORECASE)


def _with_hours(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Join "9 a.m." and "Tuesday" into one, and "January" with a year spelt out."""
    made: list[Hit] = []
    for hit in hits:
        before = made[-1] if made else None
        if before is None or not _BESIDE.match(text[before.end : hit.start]):
            made.append(hit)
            continue
        hour, day = (before, hit) if before.dated.type == "TIME" else (hit, before)
        clock = re.search(r"T\d\d:\d\d$", hour.dated.value)
        if clock and day.dated.unit == "day" and day.dated.type == "DATE":
            value = day.dated.value + clock[0]
            dated = replace(day.dated, value=value, type="TIME", floating=False)
            made[-1] = Hit(before.start, hit.end, dated)
        elif before.dated.unit == "month" and before.dated.floating and hit.dated.unit == "year":
            assert hit.dated.start
            dated = _in_year(before.dated, hit.dated.start.year)
            made[-1] = Hit(before.start, hit.end, dated)
        else:
            made.append(hit)
    return made


def _in_year(dated: Dated, year: int) -> Dated:
    step = year - dated.ends[0].year
    start, end = (later(day, step, "year") for day in dated.ends)
    return replace(dated, start=start, end=end, value=f"{year}{dated.value[4:]}", floating=False)


def _join(text: str, one: Hit, other: Hit, published: dt.date | None) -> Hit | None:
    """The window from one date to another, if the words between join them."""
    first, last = one.dated, other.dated
    if last.value == "PRESENT_REF" and published:
        last = day_of(published)
    if first.role != "window" or last.role != "window":
        return None
    if "DURATION" in (first.type, last.type):
        return None
    opening = _OPENING.search(_lead(text, one))
    between = _BETWEEN.sub("", text[one.end : other.start].lower()).strip()
    (start, first_end), (last_start, end) = first.ends, last.ends
    joins = lexicon("times")["joins"][opening[1].lower() if opening else "bare"]
    follows = between in ("and", "&") and first_end == last_start and first.unit == last.unit
    apart = text[other.end :].startswith((" respectively", ", respectively"))
    if between not in joins and (apart or not follows):
        return None
    if last.floating and start >= end:
        last = _in_year(last, start.year + (start.month > last_start.month))
        last_start, end = last.ends
    if start >= end:
        return None
    dated = Dated(start, end, f"{first.value}/{last.value}", "RANGE")
    days = min((first_end - start).days, (end - last_start).days)
    # Two months or years can be compared with each other; two days only bound a period.
    pair = ((start, first_end), (last_start, end)) if days >= 28 else None
    begins = one.start - len(_lead(text, one)[opening.start(1) :]) if opening else one.start
    return Hit(begins, other.end, dated, pair)


def _lead(text: str, hit: Hit) -> str:
    """The few words before an expression."""
    return text[max(0, hit.start - LEAD) : hit.start]


@lru_cache(maxsize=1)
def _span_before() -> re.Pattern[str]:
    units = "|".join(sorted(lexicon("times")["units"], key=len, reverse=True))
    links = "|".join(sorted(word_set("times", "ending"), key=len, reverse=True))
    number = r"[\w.-]+(?: [\w.-]+)?"
    return re.compile(
        rf"(?<!\w)the (?:(?:last|first) )?(?:(?P<n>{number}) )?"
        rf"(?P<unit>{units}) (?:{links}) (?:the )?$",
        re.IGNORECASE,
    )


def _ending(text: str, hit: Hit) -> Hit:
    """The decade to 2015, the twelve months ending in June: both ends given and open."""
    found = _span_before().search(_lead(text, hit))
    last = hit.dated
    if found is None or last.role != "window" or last.end is None:
        return hit
    count, unit = count_of(found["n"]), str(lexicon("times")["units"][found["unit"].lower()])
    if count is None or unit in CLOCK:
        return hit
    start = later(last.end, -count, unit)
    dated = Dated(start, last.end, f"{start}/{last.value}", "RANGE", open=("start", "end"))
    return Hit(hit.start - len(found[0]), hit.end, dated)


@lru_cache(maxsize=1)
def _measure_before() -> re.Pattern[str]:
    units = "|".join(sorted(lexicon("times")["units"], key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?P<n>\d+|an?|{'|'.join(lexicon('times')['counts'])}) |the )(?P<unit>{units}) "
        r"(?P<way>after|before|from) (?:the )?$",
        re.IGNORECASE,
    )


def _counted(text: str, hit: Hit) -> Hit:
    """The year before 2015, two days after 5 May."""
    found = _measure_before().search(_lead(text, hit))
    if found is None or hit.dated.role != "window" or not hit.dated.unit:
        return hit
    unit = str(lexicon("times")["units"][found["unit"].lower()])
    way = -1 if found["way"].lower() == "before" else 1
    dated = shifted(hit.dated, way * (count_of(found["n"]) or 1), unit)
    return hit if dated is None else Hit(hit.start - len(found[0]), hit.end, dated)


def _before(text: str, hit: Hit, phrases: Sequence[str]) -> int | None:
    """Return where one of the phrases begins that stands just before a hit, or none."""
    lead = _lead(text, hit).lower()
    for phrase in sorted(phrases, key=len, reverse=True):
        for gap in (" ", " the ", " about ", ""):
            if gap or phrase.endswith("-"):
                whole = phrase + gap
                if lead.endswith(whole) and not lead[: -len(whole)][-1:].isalnum():
                    return hit.start - len(whole)
    return None


def bounded(text: str, hit: Hit, published: dt.date | None) -> Hit:
    """Read what stands before a date: "since 2019", "by 27 August", "early 2020"."""
    bounds, parts, dated = lexicon("times")["bounds"], lexicon("times")["parts"], hit.dated
    if dated.role != "window" or dated.type == "RANGE":
        return hit
    if hit.modifies and not text[: hit.start].endswith("-"):
        return hit  # "since the 2021 coup" hangs on the coup, "post-2001" on the year
    if (at := _before(text, hit, parts["early"])) is not None:
        hit, dated = replace(hit, start=at), replace(dated, open=("end",))
    elif (at := _before(text, hit, parts["late"])) is not None:
        hit, dated = replace(hit, start=at), replace(dated, open=("start",))
    if (at := _before(text, hit, bounds["since"])) is not None:
        said = text[at : hit.end].lower()
        first = dated.unit == "day" or any(words in said for words in parts["first"])
        opened = () if first else ("start",)
        start = dated.end if any(words in said for words in parts["last"]) else dated.start
        return replace(hit, start=at, dated=replace(dated, start=start, end=published, open=opened))
    if (at := _before(text, hit, bounds["until"])) is not None:
        said = text[at : hit.end].lower()
        through = said.startswith(tuple(parts["through"])) or "start" in dated.open
        end = dated.end if through else dated.start
        return replace(hit, start=at, dated=replace(dated, start=None, end=end, open=("start",)))
    if (at := _before(text, hit, bounds["after"])) is not None and dated.end is not None:
        start = dated.start if "end" in dated.open else dated.end
        late = replace(dated, start=start, end=None, open=("start", "end"))
        return replace(hit, start=at, dated=late)
    if (at := _before(text, hit, bounds["from"])) is not None:
        return replace(hit, start=at, dated=replace(dated, end=None, open=("end",)))
    return replace(hit, dated=dated)
