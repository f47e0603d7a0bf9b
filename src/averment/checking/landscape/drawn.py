"""The landscape of a claim: its change or trend over every window of the series that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from averment.checking.candidate import Candidate
from averment.checking.landscape.sensible import Sensible, Taste, Window, sensible
from averment.checking.landscape.shares import Shares, grid, inside, percentile, shares
from averment.checking.landscape.support import support
from averment.checking.landscape.units import MONTHS, Unit, Units, units_of
from averment.checking.sentences import in_unit, say_change
from averment.checking.settings import Settings
from averment.checking.state import State
from averment.checking.totals import SeriesKey
from averment.checking.words import capital, say_period
from averment.claim import Direction, Kind, Polarity
from averment.evidence import Evidence
from averment.query import Comparator, Query
from averment.verdict import Grid, Landscape, Truth, WindowClaim


def landscape(state: State, evidence: Evidence) -> Landscape | None:
    """Draw the landscape around the heaviest reading that compares two equal periods.

    None where the claim is not of a rise or a fall in a ratio, and where no series is counted in
    months or years that hold both periods.
    """
    claim = state.query.claim
    up_or_down = claim.direction in (Direction.UP, Direction.DOWN)
    if claim.kind not in (Kind.CHANGE, Kind.TREND) or not up_or_down:
        return None
    if claim.polarity is Polarity.NEGATED:
        return None
    for candidate in _heaviest(state):
        for unit in MONTHS:
            found = list(_drawable(candidate, unit, state, evidence))
            if found:
                units, stated = max(found, key=lambda one: len(one[0].values))
                return _Drawn(state.query, state.settings, candidate, units, stated).record()
    return None


def _drawable(
    candidate: Candidate, unit: Unit, state: State, evidence: Evidence
) -> Iterator[tuple[Units, Window]]:
    """Yield the units of all series that count the same for the same publisher, where both periods
    of a reading lie in them."""
    assert candidate.den is not None
    alike = {c.key: c.series for c in state.candidates if _same(c.key, candidate.key)}
    for series in alike.values():
        units = units_of(series, evidence, unit, state.query.asked_on)
        stated = units and units.window(candidate.num.period, candidate.den.period)
        if units and stated:
            yield units, stated


def _same(one: SeriesKey, other: SeriesKey) -> bool:
    return replace(one, dataset=other.dataset) == other


def _heaviest(state: State) -> Iterator[Candidate]:
    """Yield the readings that compare two sums or levels, the heaviest first, a pair of periods
    once."""
    seen = set()
    order = sorted(zip(state.candidates, state.outcomes, strict=True), key=lambda r: -r[1].weight)
    for candidate, outcome in order:
        fitted = "statistic" in candidate.options and candidate.options["statistic"].id == "line"
        if candidate.den is None or fitted or outcome.truth is Truth.UNDETERMINED:
            continue
        if candidate.interval.unit != "ratio" or not candidate.exact:
            continue
        asked = (candidate.series.key, candidate.num.period, candidate.den.period)
        if asked not in seen:
            seen.add(asked)
            yield candidate


@dataclass(frozen=True)
class _Drawn:
    query: Query
    settings: Settings
    candidate: Candidate
    units: Units
    stated: Window

    @property
    def interval(self) -> Comparator:
        return self.candidate.interval

    @property
    def down(self) -> bool:
        return self.query.claim.direction is Direction.DOWN

    def record(self) -> Landscape | None:
        """Evaluate the claim over every window."""
        values, key = self.units.values, self.candidate.key
        own = self.stated.ratio(values)
        found = shares(values, self.stated, self.interval, down=self.down)
        if not own or found is None:
            return None
        stands, among = percentile(values, self.stated, down=self.down)
        near = sensible(values, self.stated, self._taste(), down=self.down)
        reversed_ = near.ranked(near.ratio > 1 if self.down else near.ratio < 1, 1)
        told = int(self.settings.raw["landscape"]["told"])
        return Landscape(
            dataset=self.units.dataset,
            publisher=key.publisher,
            measure=key.measure,
            unit=self.units.unit,
            start=self.units.start,
            end=self.units.day(len(values)),
            windows=found.windows,
            zero_base=found.zero_base,
            share=found.share,
            uniqueness=found.uniqueness,
            fairness=near.fairness,
            robustness=near.robustness,
            left_out=near.left_out,
            percentile=stands,
            among=among,
            support=self._support() if self.query.claim.kind is Kind.TREND else None,
            own=self._told(self.stated, own, _sensibility(near, self.stated)),
            counterclaims=self._windows(near, near.counter(told)),
            nearest_reversal=next(iter(self._windows(near, reversed_)), None),
            same_figure=self._windows(near, self._same_figure(near, told)),
            grid=self._grid(),
            sentence=self._sentence(found, stands, among),
        )

    def _taste(self) -> Taste:
        data = self.settings.raw["landscape"]
        own = data[self.units.unit]
        levels = tuple((int(period), weight) for period, weight in own["levels"].items())
        return Taste(levels, tuple(own["spread"]), data["reach"])

    def _same_figure(self, near: Sensible, most: int) -> list[int]:
        """The most sensible other windows that bear the stated figure out."""
        claim = self.query.claim
        if claim.value is None or self.interval.low is None or self.interval.high is None:
            return []
        held = inside(near.ratio, self.interval)
        return near.ranked(held & ~_at(near, self.stated), most)

    def _windows(self, near: Sensible, places: list[int]) -> tuple[WindowClaim, ...]:
        return tuple(
            self._told(near.window(at), float(near.ratio[at]), float(near.sensibility[at]))
            for at in places
        )

    def _told(self, window: Window, ratio: float, sensibility: float) -> WindowClaim:
        now, then = self.units.periods(window)
        held = bool(inside(np.array([ratio]), self.interval)[0])
        change = say_change(ratio, self.interval)
        return WindowClaim(
            window=now,
            baseline=then,
            value=in_unit(ratio, self.query.claim, self.interval),
            sensibility=sensibility,
            truth=Truth.TRUE if held else Truth.FALSE,
            sentence=f"{capital(say_period(now))} against {say_period(then)}: {change}",
        )

    def _support(self) -> float | None:
        """The share of other ends of the trend, some units to either side, that agree."""
        values, gap = self.units.values, self.stated.distance
        spread = min(int(self.settings.raw["landscape"][self.units.unit]["ends"]), (gap - 1) // 2)
        sums = np.where(values.sums(self.stated.width) < 0, np.nan, values.sums(self.stated.width))
        end = self.stated.end - self.stated.width
        ends, begins = (
            sums[max(0, at - spread) : at + spread + 1] * (-1 if self.down else 1)
            for at in (end, end - gap)
        )
        return support(begins, ends, 0, inf)

    def _grid(self) -> Grid:
        count, most = len(self.units.values), int(self.settings.raw["landscape"]["cells"])
        lengths = _spread(1, count - 1, self.stated.width, most)
        ends = _spread(2, count, self.stated.end, most)
        found = grid(self.units.values, self.interval, lengths, ends)
        return Grid(
            lengths=tuple(lengths),
            ends=tuple(self.units.day(end) for end in ends),
            shares=tuple(map(tuple, found)),
        )

    def _sentence(self, found: Shares, stands: float, among: int) -> str:
        unit, width = self.units.unit, self.stated.width
        length = f"one {unit} with an earlier one"
        if width > 1:
            length = f"{width} {unit}s with {width} earlier ones"
        way = "fall" if self.down else "rise"
        first, last = self.units.start, self.units.day(len(self.units.values))
        return (
            f"Of the {among:,} ways to compare {length} in the figures of "
            f"{self.candidate.key.publisher} ({first.year}–{last.year - (last.month == 1)}), "
            f"{_percent(stands)} show less of a {way} than the stated one; of all "
            f"{found.windows:,} comparisons, whatever their length, {_percent(found.share)} bear "
            "the claim out."
        )


def _at(near: Sensible, window: Window) -> NDArray[np.bool_]:
    same = (near.width == window.width, near.end == window.end, near.distance == window.distance)
    found: NDArray[np.bool_] = np.logical_and.reduce(same)
    return found


def _sensibility(near: Sensible, window: Window) -> float:
    return float(near.sensibility[_at(near, window)].sum())


def _spread(first: int, last: int, own: int, most: int) -> list[int]:
    """Return up to so many whole numbers from first to last, evenly spread, the own one for the
    nearest."""
    found = np.unique(np.linspace(first, last, min(most, last - first + 1)).round().astype(int))
    found[np.abs(found - own).argmin()] = own
    return [int(number) for number in found]


def _percent(share: float) -> str:
    """Say a share; what is neither none nor all is not said as if it were."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share * 100:.0f} %"
