"""Every reading of a query: one option on every axis, what it rests on, and its weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from averment.checking.series import Flows, SeriesKey, Stocks, Total
from averment.checking.settings import Settings
from averment.checking.windows import (
    BaselineChoice,
    WindowChoice,
    baseline_choices,
    window_choices,
)
from averment.claim import Kind
from averment.query import Comparator, Query
from averment.verdict import Axis, Excluded, Option

AXES = {
    "publisher": "Who counted",
    "dataset": "Which of the publisher's records",
    "release": "Which release of a revised figure",
    "estimate": "Which estimate",
    "measure": "What is counted",
    "window": "Which period",
    "baseline": "Compared with what",
    "percent": "What the multiple means",
}

NOT_COVERED = "the publisher's figures do not cover enough of the period"
NO_BASE = "the publisher's figures do not cover enough of the period compared with"
ZERO_BASE = "nothing was counted in the period compared with, so there is no rate of change"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading before its evaluation: its options by axis, its totals, its weight."""

    options: dict[str, Option]
    series: Flows | Stocks
    window: WindowChoice
    num: Total
    baseline: BaselineChoice | None
    den: Total | None
    interval: Comparator
    weight: float = 0.0

    @property
    def key(self) -> SeriesKey:
        """Where its figures come from."""
        return self.series.key


@dataclass(frozen=True, slots=True)
class Readings:
    """All readings of a query, weights summing to one, and what was left out and why."""

    candidates: tuple[Candidate, ...]
    axes: tuple[Axis, ...]
    excluded: tuple[Excluded, ...]


def enumerate_readings(
    query: Query,
    series: Sequence[Flows | Stocks],
    intervals: dict[str, Comparator],
    settings: Settings,
    roots: dict[str, str],
) -> Readings:
    """Combine the options of every axis, leave out what has no answer, and weigh the rest.

    `roots` maps each publisher to the one whose count it repeats (itself, if its own).
    """
    left_out: Counter[str] = Counter()
    made = [
        candidate
        for one in series
        for candidate in _of_series(query, one, intervals, settings, left_out)
    ]
    weighed = weigh(made, roots)
    excluded = tuple(Excluded(reason=r, readings=n) for r, n in sorted(left_out.items()))
    return Readings(tuple(weighed), _axes(weighed), excluded)


def _of_series(
    query: Query,
    series: Flows | Stocks,
    intervals: dict[str, Comparator],
    settings: Settings,
    left_out: Counter[str],
) -> Iterator[Candidate]:
    for window in window_choices(query, settings):
        for name, interval in intervals.items():
            num = window_total(series, window, interval, settings.coverage)
            if not num.covered:
                left_out[NOT_COVERED] += 1
                continue
            options = _options(query, series.key, window, settings)
            if len(intervals) > 1:
                options["percent"] = settings.option("percent", name, name)
            if query.claim.kind is not Kind.CHANGE:
                yield Candidate(options, series, window, num, None, None, interval)
                continue
            for baseline in baseline_choices(query, window, settings):
                den = series.total(baseline.period, settings.coverage)
                if not den.covered or den.high == 0:
                    left_out[ZERO_BASE if den.covered else NO_BASE] += 1
                    continue
                chosen = {**options, "baseline": baseline.option}
                yield Candidate(chosen, series, window, num, baseline, den, interval)


def window_total(
    series: Flows | Stocks, window: WindowChoice, interval: Comparator, least: float
) -> Total:
    """Return what a series says of a window; for a stock, of the moment that its form names."""
    if isinstance(series, Stocks) and window.form in ("peak", "ever", "latest"):
        return _moment(series, window, interval)
    if window.form == "record" and isinstance(series, Flows):
        first = min(figure.start for figure in series.figures)
        window = replace(window, period=type(window.period)(first, window.period.end))
    return series.total(window.period, least)


def _moment(series: Stocks, window: WindowChoice, interval: Comparator) -> Total:
    levels = [
        found for found in series.levels(window.period.end) if found[0] >= window.period.start
    ]
    if not levels:
        return series.total(window.period, 0.0)
    pick: dict[str, Callable[[], tuple[object, float, str]]] = {
        "latest": lambda: levels[-1],
        "peak": lambda: max(levels, key=lambda found: found[1]),
        "ever": lambda: min(levels, key=lambda found: _distance(found[1], interval)),
    }
    _, value, figure = pick[window.form]()
    return Total(value, value, window.period, (figure,))


def _distance(value: float, interval: Comparator) -> tuple[float, float]:
    """How far a level lies outside the interval; among those inside, the highest comes first."""
    below = max(0.0, (interval.low if interval.low is not None else value) - value)
    above = max(0.0, value - (interval.high if interval.high is not None else value))
    return (below + above, -value)


def _options(
    query: Query, key: SeriesKey, window: WindowChoice, settings: Settings
) -> dict[str, Option]:
    narrow = query.measure.fair and key.measure == query.measure.fair[0]
    return {
        "publisher": Option(id=key.publisher, label=key.publisher),
        "dataset": Option(id=key.dataset, label=key.dataset),
        "release": settings.option("release", key.release, f"figures as {key.release} given"),
        "estimate": settings.option("estimate", key.estimate, f"{key.estimate} estimate"),
        "measure": settings.option(
            "measure",
            key.measure,
            settings.definitions.get(key.measure, key.measure),
            form="fair" if narrow else "wider",
        ),
        "window": window.option,
    }


def weigh(candidates: Sequence[Candidate], roots: dict[str, str]) -> list[Candidate]:
    """Give each reading its weight; the weights sum to one.

    Weight splits equally over independent publishers, then over a publisher's datasets, releases
    and estimates, then over what remains by naturalness times relevance. A split is over those
    branches that hold a reading, so that what is excluded renormalises inside its own branch.
    """
    levels: tuple[Callable[[Candidate], tuple[str, float]], ...] = (
        lambda c: (roots.get(c.key.publisher, c.key.publisher), 1.0),
        lambda c: (f"{c.key.publisher}/{c.key.dataset}", 1.0),
        lambda c: (c.key.release, 1.0),
        lambda c: (c.key.estimate, _worth(c.options["estimate"])),
    )
    return _split(list(candidates), 1.0, levels)


def _split(
    candidates: list[Candidate],
    weight: float,
    levels: tuple[Callable[[Candidate], tuple[str, float]], ...],
) -> list[Candidate]:
    if not levels:
        worths = [_rest(candidate) for candidate in candidates]
        total = sum(worths)
        pairs = zip(candidates, worths, strict=True)
        return [replace(candidate, weight=weight * worth / total) for candidate, worth in pairs]
    branches: dict[str, list[Candidate]] = {}
    worth_of: dict[str, float] = {}
    for candidate in candidates:
        name, worth = levels[0](candidate)
        branches.setdefault(name, []).append(candidate)
        worth_of[name] = worth
    total = sum(worth_of.values())
    return [
        done
        for name, branch in branches.items()
        for done in _split(branch, weight * worth_of[name] / total, levels[1:])
    ]


def _worth(option: Option) -> float:
    return option.naturalness * option.relevance


def _rest(candidate: Candidate) -> float:
    worth = 1.0
    for axis in ("measure", "window", "baseline", "percent"):
        if axis in candidate.options:
            worth *= _worth(candidate.options[axis])
    return worth


def _axes(candidates: Sequence[Candidate]) -> tuple[Axis, ...]:
    """Return the axes on which the readings differ or that name what was used, with options."""
    found: dict[str, dict[str, Option]] = {}
    for candidate in candidates:
        for axis, option in candidate.options.items():
            found.setdefault(axis, {}).setdefault(option.id, option)
    return tuple(
        Axis(id=axis, label=AXES[axis], options=tuple(found[axis].values()))
        for axis in AXES
        if axis in found
    )
