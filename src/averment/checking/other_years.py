"""The years for which the record bears the claim's figure out: "in 2009–2013"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from averment.checking.baselines import BaselineChoice
from averment.checking.candidate import Candidate
from averment.checking.evaluate import evaluate
from averment.checking.periods import years
from averment.checking.series import Series
from averment.checking.state import State
from averment.checking.windows import WindowChoice
from averment.claim import Kind
from averment.kinds import KINDS
from averment.kinds.rules import TRUE, UNDETERMINED
from averment.query import Period
from averment.verdict import Option


@dataclass(frozen=True, slots=True)
class OtherYears:
    """Periods of whole years in which the claim would hold, and the least share of readings.

    `moved` is how many years the nearest of them lies from the claim's own.
    """

    periods: tuple[Period, ...]
    share: float
    moved: int


def other_years(state: State, least: float, most: int) -> OtherYears | None:
    """Return the years, as many on end as the claim speaks of, in which it would hold.

    They lie within `most` years of the claim's own, and the share of the readings that bear it out
    there is at least `least`. Where several years on end are spoken of, only the nearest ones are
    given. Every record keeps the weight that it has in the readings of the claim.
    """
    own = _own(state)
    if own is None:
        return None
    length = own.end.year - own.start.year
    firsts = range(own.start.year - most, own.start.year + most + 1)
    shares = _shares(state, [years(a, a + length - 1) for a in firsts if a != own.start.year])
    held = {period: share for period, share in shares.items() if share >= least}
    if not held:
        return None
    nearest = min(held, key=lambda p: (abs(p.start.year - own.start.year), p))
    periods = sorted(held) if length == 1 else [nearest]
    moved = abs(nearest.start.year - own.start.year)
    return OtherYears(tuple(periods), min(held[p] for p in periods), moved)


def _own(state: State) -> Period | None:
    """The claim's period in whole years, from the main reading; of a level, the year of its day."""
    if state.own is None or state.own.window is None:
        return None
    start, end = state.own.window
    if state.query.measure.stock:
        return years(start.year, start.year)
    length = max(1, round(Period(start, end).years))
    first = start.year if start.month <= 6 else start.year + 1
    return years(first, first + length - 1)


def _shares(state: State, periods: Sequence[Period]) -> dict[Period, float]:
    """The weighted share of the decided readings that bear the claim out, by period."""
    weights: dict[Series, float] = {}
    for one in state.candidates:
        weights[one.series] = weights.get(one.series, 0.0) + one.weight
    tried = [
        (period, candidate)
        for series in weights
        for period in periods
        for candidate in _in_years(state, series, period)
    ]
    if not tried:
        return {}
    rules = KINDS[state.query.claim.kind]
    truths = evaluate([candidate for _, candidate in tried], rules).judged.truth
    sums: dict[Period, list[float]] = {}
    for (period, candidate), truth in zip(tried, truths, strict=True):
        if truth != UNDETERMINED:
            weight = weights[candidate.series]
            total = sums.setdefault(period, [0.0, 0.0])
            total[0] += weight * (truth == TRUE)
            total[1] += weight
    return {period: true / whole for period, (true, whole) in sums.items() if whole}


def _in_years(state: State, series: Series, period: Period) -> Iterator[Candidate]:
    """The reading of a period that a record answers in full, against the years just before.

    A base that is tiny bears out nearly any change: with it nothing is said instead.
    """
    least, tiny = state.settings.coverage, state.settings.flags["small_base"]
    window = WindowChoice(Option(id="years", label=""), period, "years", years=True)
    num = series.total(period, least)
    if period.end > state.query.asked_on or not num.covered or not num.exact or num.cut:
        return
    bare = Candidate({}, series, window, num, state.candidates[0].interval)
    if state.query.claim.kind is not Kind.CHANGE:
        yield bare
        return
    length = period.end.year - period.start.year
    before = years(period.start.year - length, period.start.year - 1)
    den = series.total(before, least)
    if den.covered and den.exact and not den.cut and den.low >= tiny:
        yield replace(bare, baseline=BaselineChoice(window.option, before), den=den)
