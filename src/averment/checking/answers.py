"""What a series answers for a window: a total, its bounds shared out, or the level of a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from averment.checking.candidate import Candidate
from averment.checking.flows import Flows
from averment.checking.periods import BEGINNING
from averment.checking.series import Level, Series, Stocks
from averment.checking.totals import Total
from averment.checking.windows import WindowChoice
from averment.query import Comparator, Period


def pro_rata(found: Candidate, least: float) -> Candidate | None:
    """Return the reading with its bounds shared out by days, or none where that is not fair."""
    if found.exact or isinstance(found.series, Stocks):
        return None
    num = found.num if found.num.exact else _shared(found, found.window.period, least)
    den = found.den
    if den is not None and not den.exact and found.baseline is not None:
        den = found.series.total(found.baseline.period, least, "pro-rata")
    if not num.covered or (den is not None and not den.covered):
        return None
    return replace(found, num=num, den=den, spread="pro-rata")


def _shared(found: Candidate, period: Period, least: float) -> Total:
    return found.series.total(on_record(found.series, period), least, "pro-rata")


def window_total(series: Series, window: WindowChoice, interval: Comparator, least: float) -> Total:
    """Return what a series says of a window; for a stock, of the moment that its form names."""
    if isinstance(series, Stocks) and window.form in _PICKS:
        return _moment(series, window, interval)
    return series.total(on_record(series, window.period), least)


def on_record(series: Series, period: Period) -> Period:
    """Return the period; with no beginning it has that of the series."""
    if period.start != BEGINNING or not isinstance(series, Flows):
        return period
    return Period(min(series.begins, period.end), period.end)


def _moment(series: Stocks, window: WindowChoice, interval: Comparator) -> Total:
    levels = series.levels(window.period)
    if not levels:
        return series.total(window.period, 0.0)
    _, value, figure = _PICKS[window.form](levels, interval)
    return Total(value, value, window.period, (figure,))


_PICKS: dict[str, Callable[[list[Level], Comparator], Level]] = {
    "latest": lambda levels, _: levels[-1],
    "peak": lambda levels, _: max(levels, key=lambda found: found[1]),
    "ever": lambda levels, interval: min(levels, key=lambda found: _off(found[1], interval)),
}


def _off(value: float, interval: Comparator) -> tuple[float, float]:
    """How far a level lies outside the interval; among those inside, the highest comes first."""
    below = max(0.0, (interval.low if interval.low is not None else value) - value)
    above = max(0.0, value - (interval.high if interval.high is not None else value))
    return (below + above, -value)
