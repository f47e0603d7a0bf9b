"""What a share is a part of, and the readings that divide the one by the other.

Part and whole are of one dataset, release and estimate, in one period; stocks on one day. The dead
of whom nobody knows whether they were civilians are part of the whole, or left out of it, or
counted to the part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from math import nan

from averment.checking.candidate import Around, Candidate
from averment.checking.changes import NOT_COVERED
from averment.checking.scope import Unasked, region_of
from averment.checking.series import Series, Stocks
from averment.checking.settings import Settings
from averment.checking.totals import SeriesKey, Total
from averment.claim import Claim
from averment.query import Measure, Period, Scope, Whole
from averment.reference import Gazetteer
from averment.reference.words import folded

NO_WHOLE = "the publisher's figures do not tell the whole that this is a part of"
NO_DOER = "the figures do not tell whose deeds they count"
ZERO_WHOLE = "nothing was counted of the whole, so there is no share of it"


def whole_of(
    claim: Claim, measure: Measure, scope: Scope, settings: Settings, names: Gazetteer
) -> Whole | Unasked:
    """Return what the claim's figure is a part of.

    A part of the dead by what they were is a part of all dead there. Else the whole counts the same
    with one restriction less: who did it, whose they are, or where; words that name a region, or
    those counted, say which one stays.
    """
    words = claim.whole or ""
    lifted = replace(scope, nearby=())
    nowhere = replace(lifted, place=None, where="")
    wider = next((c for c in reversed(measure.stretch) if c in settings.measures), None)
    if wider is not None and not _named(words, measure, settings.measures[wider]):
        return Whole(settings.measures[wider], lifted, words=words)
    region = region_of(words, names)
    kept = {one.id for found in names.find(words) for one in found.meanings}
    if region is not None and scope.place:
        return Whole(measure, replace(nowhere, where=region.name), region.members, words)
    if scope.by and not measure.stock:
        return Whole(measure, replace(lifted, by=None, blamed=""), words=words)
    if scope.of and scope.place and scope.of in kept and scope.place not in kept:
        return Whole(measure, nowhere, words=words)
    if scope.of:
        return Whole(measure, replace(lifted, of=None, whose=""), words=words)
    if scope.place is None:
        return Unasked("The text does not say what the share is a part of.")
    if scope.place in kept:  # the place is that of the whole, and what the part is was not read
        return Unasked("The text does not say plainly which part of the whole is meant.")
    country, _, division = scope.place.partition("/")
    if division:
        return Whole(measure, replace(lifted, place=country, where=names.name(country) or country))
    return Whole(measure, nowhere, words=words)


def _named(words: str, measure: Measure, wider: Measure) -> bool:
    """Say whether words name the narrower of two measures: "of the civilians killed"."""
    own = set(folded(measure.label)) - set(folded(wider.label))
    return any(said.startswith(word) for word in own if len(word) > 3 for said in folded(words))


def parts(bare: Candidate, around: Around) -> Iterator[Candidate | str]:
    """Yield the share that a series is of its whole, or why it has none.

    A count that takes in the dead of unknown status is no series of its own: it is one way to
    count them.
    """
    query, key = around.query, bare.key
    assert query.whole is not None
    narrow, *with_unknown = query.measure.fair
    if key.measure != narrow:
        return
    blamed = "" if query.measure.stock else query.scope.by or ""
    whole = _series(around, key, query.whole.measure.fair[0], query.whole.scope.by or "")
    if key.by != blamed or whole is None:
        yield NO_WHOLE if whole is None else NO_DOER
        return
    num, den = _one_day(bare, whole, around)
    if not num.covered or not den.covered:
        yield NO_WHOLE if num.covered else NOT_COVERED
    elif den.high == 0:
        yield ZERO_WHOLE
    else:
        same = replace(bare, num=num, den=den, beside=(whole,))
        wider = [_series(around, key, name, key.by) for name in with_unknown]
        known = next((one for one in wider if one is not None), None)
        if known is None or whole.key.measure == narrow:
            yield same
        else:
            yield from _unknown(same, known, around)


def _series(around: Around, key: SeriesKey, measure: str, by: str) -> Series | None:
    """The series of the same sort that counts something else, if the publisher has one."""
    found = around.beside.get(replace(key, measure=measure, by=by), ())
    return found[0][1] if found else None


def _one_day(bare: Candidate, whole: Series, around: Around) -> tuple[Total, Total]:
    """The totals of the part and the whole in one period; of stocks, on the last day of both."""
    period, least = bare.window.period, around.settings.coverage
    if isinstance(whole, Stocks) and isinstance(bare.series, Stocks):
        last = max((day for day, _, _ in whole.levels(period)), default=None)
        if last is None:
            return bare.num, Total(nan, nan, period)
        day = Period(last, last + dt.timedelta(days=1))
        return bare.series.total(day, least), whole.total(day, least)
    return bare.num, whole.total(bare.num.period, least) if bare.num.covered else bare.num


def _unknown(found: Candidate, wider: Series, around: Around) -> Iterator[Candidate]:
    """The ways to count those of unknown status, of whom `wider` counts the part and them."""
    assert found.den is not None
    part, whole = found.num, found.den
    both = wider.total(part.period, around.settings.coverage)
    if not both.covered:
        yield found
        return
    known = Total(
        max(whole.low - (both.high - part.low), 0.0),
        max(whole.high - max(both.low - part.high, 0.0), 0.0),
        whole.period,
        tuple(dict.fromkeys((*whole.figures, *both.figures))),
        whole.cut or both.cut,
    )
    ways = {"in-whole": (part, whole), "left-out": (part, known), "in-part": (both, whole)}
    for form, (num, den) in ways.items():
        if den.high > 0:
            option = around.settings.option("unknown", form)
            options = {**found.options, "unknown": option}
            beside = (*found.beside, wider)
            yield replace(found, options=options, num=num, den=den, beside=beside)
