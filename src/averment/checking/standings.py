"""What a rank is among, and the readings that count those ahead.

Years are ranked among years, months among months, countries among countries by where or by whose.
A rank needs all that it is among: where the figures of some are missing, only a rank that the
others refute is a reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from averment.checking.candidate import Around, Candidate, Rival
from averment.checking.changes import NOT_COVERED
from averment.checking.periods import add_months, january
from averment.checking.scope import region_of
from averment.checking.series import Series, Stocks, SummedFlows
from averment.checking.settings import Settings
from averment.checking.totals import Total
from averment.checking.words import say_period
from averment.claim import Claim
from averment.kinds.rank import UNITS
from averment.kinds.tolerance import has_word
from averment.query import Comparator, Field, Period, Query, Scope
from averment.reference import Gazetteer
from averment.verdict import Option

NO_UNIT = "what is ranked is neither a calendar year nor a month"
TOO_LONG = "the publisher's figures are of periods too long to rank it"
ALONE = "there is nothing on record to rank it among"
INCOMPLETE = "the publisher's figures do not cover all that it is ranked among"
SOME_PLACES = "the publisher's figures are of some countries only"
ELSEWHERE = "what is ranked does not lie in the region that the text names"


def field_of(claim: Claim, scope: Scope, settings: Settings, names: Gazetteer) -> Field:
    """Return what the claim's item is ranked among: periods, unless the words name places."""
    assert claim.rank is not None
    said = claim.rank.among or claim.text
    apart = [w.text for w in (claim.window, claim.baseline) if w is not None and w.text]
    for words in apart if not claim.rank.among else ():
        said = said.replace(words, ",")
    begins = claim.window is not None and claim.text.startswith(claim.window.text or " ")
    times, places = (has_word(said, tuple(settings.raw["rank"][n])) for n in ("times", "places"))
    region = region_of(said, names)
    if begins or (times and region is None) or not (places or region):
        return Field("times")
    of = "places" if scope.place else "origins"
    return Field(of, region.name, region.members) if region else Field(of)


def standings(bare: Candidate, around: Around) -> Iterator[Candidate | str]:
    """Yield a rank for every fair choice of those that the item is ranked among."""
    yield from (_in_time if around.query.times else _in_space)(bare, around)


# --- among periods -------------------------------------------------------------------------------


def _in_time(bare: Candidate, around: Around) -> Iterator[Candidate | str]:
    item, step = bare.window.period, _months(bare.window.period)
    if not step:
        yield NO_UNIT
        return
    if not bare.num.covered or bare.num.cut or not bare.num.exact:
        yield NOT_COVERED if not bare.num.covered or bare.num.cut else TOO_LONG
        return
    record = _record(bare.series, step)
    for form, first, after in _sets(around.query, around.settings, item, step, record):
        periods = [p for p in _units(first, after, step) if p != item]
        rivals = [Rival(say_period(p), bare.series.total(p, 1.0)) for p in periods]
        known = [rival for rival in rivals if rival.total.covered]
        if not known:
            yield ALONE if not rivals else INCOMPLETE
        elif len(known) < len(rivals) and not _refuted(bare, known):
            yield INCOMPLETE
        else:
            span = Period(min(first, item.start), max(after, item.end))
            mark, label = f"{form}:{first}/{after}", say_period(span)
            option = around.settings.option("among", mark, label, form=form)
            yield _ranked(bare, known, option)


def _months(item: Period) -> int:
    """The length of a calendar year or month in months; 0 where the item is neither."""
    for months in (12, 1):
        first = item.start.replace(day=1, month=1 if months == 12 else item.start.month)
        if item == Period(first, add_months(first, months)):
            return months
    return 0


def _units(first: dt.date, after: dt.date, step: int) -> list[Period]:
    """The whole years or months of a period that begins with one."""
    found = []
    while (end := add_months(first, step)) <= after:
        found.append(Period(first, end))
        first = end
    return found


def _floor(day: dt.date, step: int) -> dt.date:
    """The first day of the year or month that holds a day."""
    return january(day.year) if step == 12 else day.replace(day=1)


def _ceiling(day: dt.date, step: int) -> dt.date:
    first = _floor(day, step)
    return first if first == day else add_months(first, step)


def _record(series: Series, step: int) -> Period | None:
    """The whole years or months that are on record."""
    days = Period(dt.date.min, dt.date.max)
    if isinstance(series, Stocks):
        levels = [day for day, _, _ in series.levels(days)]
        return Period(_floor(levels[0], step), _next(levels[-1], step)) if levels else None
    if isinstance(series, SummedFlows):
        days = series.complete
    start = _ceiling(max(series.begins, days.start), step)
    end = _floor(min(max(figure.end for figure in series.figures), days.end), step)
    return Period(start, end) if start < end else None


def _next(day: dt.date, step: int) -> dt.date:
    return add_months(_floor(day, step), step)


def _sets(
    query: Query, settings: Settings, item: Period, step: int, record: Period | None
) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Yield the first and the day after the last day of those that the item is ranked among.

    "Since 1994" is said where 1994 was the last that surpassed it: the years after are meant, at
    times that year too. They may run up to the item or up to the text; the words as read decide
    which is usual, but years later it is the text. A period that the text does not name is all on
    record, at times ten years.
    """
    base, now = query.baseline, _floor(query.asked_on, step)
    if base is None:
        drawn = [("decade", add_months(item.end, -120), item.end)]
        if record is not None:
            drawn.insert(0, ("record", record.start, min(now, record.end)))
    elif not query.since_named:
        drawn = [("stated", _ceiling(base.start, step), _floor(base.end, step))]
    else:
        end = _floor(base.end, step)
        other = now if end == item.end else item.end
        if other == now > add_months(item.end, settings.raw["rank"]["far"]):
            end, other = other, end
        first = _floor(base.start, step)
        drawn = [
            (f"{name}{far}", start, until)
            for until, far in ((end, ""), (other, "-other"))
            for name, start in (("after", _next(first, step)), ("with", first))
        ]
    seen = set()
    for form, start, end in drawn:
        if start < end and (start, end) not in seen:
            seen.add((start, end))
            yield form, start, end


def among_periods(query: Query, settings: Settings, items: Iterable[Period]) -> Iterator[Period]:
    """Yield the months that a month is ranked among: years are figures anyway."""
    for item in items:
        if query.times and not query.measure.stock and _months(item) == 1:
            for _, first, after in _sets(query, settings, item, 1, None):
                yield from _units(first, after, 1)


# --- among places --------------------------------------------------------------------------------


def _in_space(bare: Candidate, around: Around) -> Iterator[Candidate | str]:
    query, field = around.query, around.query.field
    assert field is not None
    named = around.beside.get(bare.key, ())
    own = query.scope.place if field.of == "places" else query.scope.of
    if field.members and own not in field.members:
        yield ELSEWHERE
        return
    others = [(n, s) for n, s in named if n != own and (not field.members or n in field.members)]
    if not others:
        yield SOME_PLACES
        return
    period = _one_day(bare, [series for _, series in others])
    num = bare.series.total(period, 1.0)
    if not num.covered:
        yield NOT_COVERED
        return
    totals = [(name, series, series.total(period, 0.0)) for name, series in others]
    if bare.interval.unit == UNITS["lowest"]:  # without a figure in a record of all, there is none
        totals = [(n, s, t if t.covered else Total(0.0, 0.0, period)) for n, s, t in totals]
    rivals = [Rival(name, total, series) for name, series, total in totals if total.covered]
    if not rivals:
        yield ALONE
        return
    option = around.settings.option("among", field.of, field.where or "all countries on record")
    yield _ranked(replace(bare, num=num), rivals, option)


def _one_day(bare: Candidate, others: Sequence[Series]) -> Period:
    """The period of the window; for stocks the last day in it on which levels are on record."""
    period = bare.window.period
    if not isinstance(bare.series, Stocks):
        return period
    all_ = (one for one in (bare.series, *others) if isinstance(one, Stocks))
    days = [day for one in all_ for day, _, _ in one.levels(period)]
    last = max(days, default=period.start)
    return Period(last, last + dt.timedelta(days=1))


# --- both ----------------------------------------------------------------------------------------


def _ranked(bare: Candidate, rivals: Sequence[Rival], option: Option) -> Candidate:
    options = {**bare.options, "among": option}
    foremost = max(rivals, key=lambda rival: _order(bare.interval, rival.total))
    return replace(bare, options=options, rivals=tuple(rivals), den=foremost.total)


def _order(interval: Comparator, total: Total) -> float:
    return -total.high if interval.unit == UNITS["lowest"] else total.low


def _refuted(bare: Candidate, known: Sequence[Rival]) -> bool:
    """Say whether those that are known already keep the item from the place that is claimed."""
    own, limit = _order(bare.interval, bare.num), bare.interval.high
    ahead = sum(_order(bare.interval, rival.total) > own for rival in known)
    return bare.num.exact and limit is not None and ahead >= limit
