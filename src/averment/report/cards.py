"""What the page shows of one claim: its records in order, with their words and charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from averment.claim import Claim, Polarity
from averment.report import words
from averment.report.charts import Curve, Timeline, curve, draw, timeline
from averment.report.charts.columns import differing, ordered
from averment.verdict import Axis, Checked, FigureRow, Outcome, Truth, Verdict

MOST_READINGS = 150  # rows of the table of readings; the claims file has them all
MOST_UNUSED = 60  # figures that no reading used, shown beside those that some did


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart with the sentence that says what it shows."""

    svg: Markup
    finding: str


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A row of the table of readings."""

    value: str
    truth: str
    word: str
    weight: str
    sentence: str
    choices: str
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One claim, ready to be set: `number` counts claims in text order, from one.

    One that is not `full` is shown in brief, without its charts, readings and figures.
    """

    number: int
    checked: Checked
    full: bool
    curve: Chart | None
    folded: tuple[str, ...]
    timeline: Chart | None
    peak_table: tuple[tuple[int, tuple[str, ...]], ...]
    publishers: tuple[str, ...]
    readings: tuple[ReadingLine, ...]
    rows: tuple[FigureRow, ...]
    rows_left: int

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.checked.claim

    @property
    def verdict(self) -> Verdict:
        """The verdict on its content."""
        return self.checked.verdict

    def places(self, ids: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers, from one, of figures in this card's table."""
        numbers = {row.id: number for number, row in enumerate(self.rows, start=1)}
        return tuple(sorted({numbers[name] for name in ids if name in numbers}))

    def amount(self, value: float) -> str:
        """Say a value of this claim in its unit."""
        return _amount(self.claim, self.verdict, value)

    def truth(self, outcome: Outcome) -> str:
        """Say what a reading does for the claim, and where one event more or less matters."""
        low, high = self.verdict.interval or (None, None)
        held = outcome.truth is Truth.TRUE and self.claim.polarity is Polarity.AFFIRMED
        value = outcome.value
        outside = value is not None and (
            (low is not None and value < low) or (high is not None and value > high)
        )
        return words.say("truth_near" if held and outside else "truth", outcome.truth.value)

    @property
    def resting_on(self) -> tuple[str, ...]:
        """The ids of the figures that the own reading rests on."""
        own = self.verdict.own_reading
        return tuple(dict.fromkeys((*own.figures, *own.base_figures))) if own else ()

    @property
    def stated(self) -> str:
        """What the text says, as the interval that bears it out."""
        return _stated(self.claim, self.verdict)


def card(number: int, checked: Checked, published: dt.date | None, *, full: bool = True) -> Card:
    """Put together what the page shows of one claim, its charts drawn; less where in brief."""
    if not full:
        return Card(number, checked, False, None, (), None, (), (), (), (), 0)
    claim, verdict = checked.claim, checked.verdict
    shape = curve(claim, verdict) if verdict.outcomes else None
    years = timeline(verdict, published) if verdict.outcomes else None
    used, unused = _split(verdict)
    shown = (*used, *unused[:MOST_UNUSED])
    made = Card(
        number=number,
        checked=checked,
        full=True,
        curve=_curve_chart(number, claim, verdict, shape) if shape else None,
        folded=tuple(axis.label for axis in shape.folded) if shape else (),
        timeline=_timeline_chart(number, years) if years else None,
        peak_table=_by_year(years) if years else (),
        publishers=_publishers(years) if years else (),
        readings=(),
        rows=shown,
        rows_left=len(verdict.rows) - len(shown),
    )
    return _with_readings(made)


def _with_readings(made: Card) -> Card:
    sign = -1.0 if words.is_fall(made.claim) else 1.0
    kept = ordered(made.verdict.outcomes, sign)[:MOST_READINGS]
    axes = differing(made.verdict)
    return replace(made, readings=tuple(_reading(made, outcome, axes) for outcome in kept))


def _reading(made: Card, outcome: Outcome, axes: Sequence[Axis]) -> ReadingLine:
    return ReadingLine(
        value=reading_value(made.claim, made.verdict, outcome),
        truth=outcome.truth.value,
        word=made.truth(outcome),
        weight=words.percent(outcome.weight),
        sentence=outcome.sentence,
        choices="; ".join(_choices(outcome, axes)),
        figures=made.places((*outcome.figures, *outcome.base_figures)),
    )


def _choices(outcome: Outcome, axes: Sequence[Axis]) -> Iterator[str]:
    for axis in axes:
        taken = outcome.options.get(axis.id)
        yield from (option.label for option in axis.options if option.id == taken)


def reading_value(claim: Claim, verdict: Verdict, outcome: Outcome) -> str:
    """Say a reading's value, or the bounds between which the record leaves it."""
    if outcome.value is not None:
        return _amount(claim, verdict, outcome.value)
    return _interval(claim, verdict, outcome.low, outcome.high)


def _amount(claim: Claim, verdict: Verdict, value: float) -> str:
    sign = -1.0 if words.is_fall(claim) else 1.0
    return words.amount(sign * value, verdict.unit, change=claim.kind.value == "change")


def _interval(claim: Claim, verdict: Verdict, low: float | None, high: float | None) -> str:
    if words.is_fall(claim):
        low, high = (None if high is None else -high), (None if low is None else -low)
    return words.interval(low, high, verdict.unit, change=claim.kind.value == "change")


def _stated(claim: Claim, verdict: Verdict) -> str:
    low, high = verdict.interval or (None, None)
    return _interval(claim, verdict, low, high)


def _curve_chart(number: int, claim: Claim, verdict: Verdict, shape: Curve) -> Chart:
    return Chart(draw(shape.spec, f"a{number}"), " ".join(_curve_words(claim, verdict, shape)))


def _curve_words(claim: Claim, verdict: Verdict, shape: Curve) -> Iterator[str]:
    """Say what the chart of readings shows, for those who do not see it too."""
    total = len(verdict.outcomes)
    undecided = any(o.truth is Truth.UNDETERMINED for o in verdict.outcomes)
    lead = "Both readings" if total == 2 else f"All {words.exact(total)} readings"
    last = ", undecided last" if undecided else ""
    yield f"{lead}, lowest first{last}: {_counts(verdict)}."
    if verdict.values and verdict.values.min != verdict.values.max:
        v = verdict.values
        ends = sorted((v.min, v.max), reverse=words.is_fall(claim))
        low, middle, high = (_amount(claim, verdict, x) for x in (ends[0], v.median, ends[1]))
        among = f", with {middle} in the middle" if total > 2 else ""
        yield f"They run from {low} to {high}{among}."
    if verdict.interval and verdict.interval != (None, None):
        yield f"The text is borne out by {_stated(claim, verdict)} (violet)."
    if any(o.band for o in verdict.outcomes):
        yield "A thin line shows what one event more or less in each figure makes of a reading."
    if verdict.own_reading:
        yield "The ringed reading has the greatest weight."
    if shape.per_column > 1:
        yield f"Each column stands for up to {shape.per_column} readings next to each other."
    if shape.beyond:
        yield f"{shape.beyond} lie beyond the edge of the chart and are drawn on it."


def _counts(verdict: Verdict) -> str:
    """Say how many readings do what for the claim."""
    counts = {truth: sum(o.truth is truth for o in verdict.outcomes) for truth in Truth}
    found = [truth for truth, count in counts.items() if count]
    if len(found) == 1:
        return words.say("truth_all", found[0].value)
    return ", ".join(_counted(truth, counts[truth]) for truth in found)


def _counted(truth: Truth, count: int) -> str:
    table = "truth_one" if count == 1 else "truth_many"
    return f"{words.exact(count)} {words.say(table, truth.value)}"


def _timeline_chart(number: int, years: Timeline) -> Chart:
    peak, last = years.peak, max(years.points, key=lambda p: (p.year, p.value))
    finding = (
        f"Yearly figures on record, by who counted. The highest is "
        f"{words.number(peak.value)} in {peak.year} ({peak.publisher}); the latest year shown is "
        f"{last.year}, with {words.number(last.value)} ({last.publisher})."
    )
    return Chart(draw(years.spec, f"b{number}"), finding)


def _publishers(years: Timeline) -> tuple[str, ...]:
    return tuple(dict.fromkeys(point.publisher for point in years.points))


def _by_year(years: Timeline) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The yearly figures as a table: years down, publishers across."""
    names = _publishers(years)
    found = {(point.year, point.publisher): words.number(point.value) for point in years.points}
    return tuple(
        (year, tuple(found.get((year, name), "") for name in names))
        for year in sorted({point.year for point in years.points})
    )


def _split(verdict: Verdict) -> tuple[list[FigureRow], list[FigureRow]]:
    """Part the figures into those that something on the card rests on, and the others."""
    named = {row for o in verdict.outcomes for row in (*o.figures, *o.base_figures)}
    named.update(row for s in verdict.stretches for row in s.figures)
    named.update(row for d in verdict.derivations for row in d.figures)
    named.update(said.figure for said in verdict.said_by_parties)
    ranked = sorted(verdict.rows, key=lambda r: (r.start, r.end, r.publisher, r.id))
    return [r for r in ranked if r.id in named], [r for r in ranked if r.id not in named]
