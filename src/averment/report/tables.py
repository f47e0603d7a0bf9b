"""The tables of a card: what its charts show as rows of words and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from averment.claim import Claim, Polarity
from averment.report import words
from averment.report.amounts import say_amount, say_interval, say_reading
from averment.report.charts import Curve, Timeline
from averment.report.charts.columns import Column, differing, ordered
from averment.verdict import Axis, Grid, Landscape, Outcome, Truth, Verdict, WindowClaim

MOST_READINGS = 150  # readings with a row each; where there are more, they are told in groups

Places = Callable[[Sequence[str]], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A row of the table of readings; `figures` are numbers of rows of the table of figures."""

    value: str
    truth: str
    word: str
    weight: str
    sentence: str
    choices: str
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of readings next to each other in order, as one column of the chart."""

    readings: str
    values: str
    truth: str
    word: str


@dataclass(frozen=True, slots=True)
class WindowLine:
    """A row of the table of periods: why it is told, the period, and what it gives."""

    why: str
    window: str
    baseline: str
    value: str
    truth: str
    word: str


def truth_of(claim: Claim, verdict: Verdict, outcome: Outcome) -> str:
    """Say what a reading does for the claim, and where one event more or less matters."""
    low, high = verdict.interval or (None, None)
    held = outcome.truth is Truth.TRUE and claim.polarity is Polarity.AFFIRMED
    value = outcome.value
    outside = value is not None and (
        (low is not None and value < low) or (high is not None and value > high)
    )
    return words.say("truth_near" if held and outside else "truth", outcome.truth.value)


def reading_lines(claim: Claim, verdict: Verdict, places: Places) -> tuple[ReadingLine, ...]:
    """Return a row a reading, the lowest first; none where there are too many."""
    if len(verdict.outcomes) > MOST_READINGS:
        return ()
    axes = differing(verdict)
    return tuple(
        ReadingLine(
            value=say_reading(claim, verdict, outcome),
            truth=outcome.truth.value,
            word=truth_of(claim, verdict, outcome),
            weight=words.percent(outcome.weight),
            sentence=outcome.sentence,
            choices="; ".join(_choices(outcome, axes)),
            figures=places((*outcome.figures, *outcome.base_figures)),
        )
        for outcome in ordered(verdict.outcomes, -1.0 if words.is_fall(claim) else 1.0)
    )


def _choices(outcome: Outcome, axes: Sequence[Axis]) -> Iterator[str]:
    for axis in axes:
        taken = outcome.options.get(axis.id)
        yield from (option.label for option in axis.options if option.id == taken)


def group_lines(claim: Claim, verdict: Verdict, shape: Curve | None) -> tuple[GroupLine, ...]:
    """Return a row a column of the chart, where there are too many readings for a row each."""
    if shape is None or len(verdict.outcomes) <= MOST_READINGS:
        return ()
    made, first = [], 1
    for column in shape.columns:
        last = first + column.readings - 1
        said = words.exact(first) if first == last else f"{first:,}–{last:,}"
        word = words.say("truth", column.truth)
        made.append(GroupLine(said, _span(claim, verdict, column), column.truth, word))
        first = last + 1
    return tuple(made)


def _span(claim: Claim, verdict: Verdict, column: Column) -> str:
    """The values of a column; they were turned round for a fall, and are turned back."""
    low, high = column.low, column.high
    if words.is_fall(claim):
        low, high = (None if high is None else -high), (None if low is None else -low)
    return say_interval(claim, verdict, low, high)


def years_table(years: Timeline) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the yearly figures: years down, publishers across in the order of `publishers`."""
    names = publishers(years)
    found = {(point.year, point.publisher): words.number(point.value) for point in years.points}
    return tuple(
        (year, tuple(found.get((year, name), "") for name in names))
        for year in sorted({point.year for point in years.points})
    )


def publishers(years: Timeline) -> tuple[str, ...]:
    """Return who counted, in the order of the timeline."""
    return tuple(dict.fromkeys(point.publisher for point in years.points))


def window_lines(claim: Claim, verdict: Verdict, land: Landscape) -> tuple[WindowLine, ...]:
    """Return the periods worth telling: the stated one, what turns it, what gives its figure."""
    told = [
        ("own", (land.own,)),
        ("reversal", (land.nearest_reversal,)),
        ("counter", land.counterclaims),
        ("same", land.same_figure),
    ]
    return tuple(
        _window_line(claim, verdict, words.say("window", why), one)
        for why, found in told
        for one in found
        if one is not None
    )


def _window_line(claim: Claim, verdict: Verdict, why: str, one: WindowClaim) -> WindowLine:
    return WindowLine(
        why=why,
        window=words.period(*one.window),
        baseline=words.period(*one.baseline) if one.baseline else "",
        value=say_amount(claim, verdict, one.value),
        truth=one.truth.value,
        word=words.say("truth", one.truth.value),
    )


def end_of(land: Landscape, end: dt.date) -> str:
    """Say where a window of a landscape ends, as exactly as its unit has it: its last unit."""
    last = end - dt.timedelta(days=1)
    return last.isoformat()[: {"year": 4, "month": 7, "day": 10}[land.unit]]


def grid_table(grid: Grid) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the map of periods: lengths down, ends across, each the share that bears out."""
    return tuple(
        (
            words.exact(length),
            tuple("–" if share is None else words.percent(share) for share in row),
        )
        for length, row in zip(grid.lengths, grid.shares, strict=True)
    )
