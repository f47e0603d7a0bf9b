"""What the columns of the readings chart hold: one reading each, or a bin of many alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from averment.verdict import Axis, Outcome, Truth, Verdict

MOST_COLUMNS = 100  # more readings than this share columns, so that the chart stays readable
LEAST_SHARE = 0.01  # an axis that decides less than this is folded away
MOST_OPTIONS = 7  # options of an axis beyond this many share one row


@dataclass(frozen=True, slots=True)
class Column:
    """A reading, or a run of readings next to each other in order of value.

    `value` is null where the record gives bounds only. `parts` holds, for each axis and option, the
    share of the column's readings that take it.
    """

    value: float | None
    low: float | None
    high: float | None
    band: tuple[float, float] | None
    truth: str
    own: bool
    readings: int
    parts: dict[tuple[str, str], float]

    def part(self, axis: str, options: Sequence[str]) -> float:
        """The share of the column's readings that take one of an axis's options."""
        return round(sum(self.parts.get((axis, option), 0.0) for option in options), 3)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the choices below the curve: an axis's heading, or one or more of its options."""

    axis: str
    label: str
    options: tuple[str, ...] = ()


def ordered(outcomes: Sequence[Outcome], sign: float) -> list[Outcome]:
    """Return the readings from the lowest value to the highest, the undecided ones last."""
    undecided = Truth.UNDETERMINED
    return sorted(outcomes, key=lambda o: (o.truth is undecided, _place(o, sign), -o.weight))


def _place(outcome: Outcome, sign: float) -> float:
    if outcome.value is not None:
        return sign * outcome.value
    ends = (outcome.low, outcome.high)
    known = [sign * e for e in ends if e is not None]
    return sum(known) / len(known) if len(known) == 2 else (known[0] if known else inf)


def columns(verdict: Verdict, sign: float) -> list[Column]:
    """Return the columns in order of value; `sign` turns the values of a fall round."""
    readings = ordered(verdict.outcomes, sign)
    size = -(-len(readings) // MOST_COLUMNS)
    runs = [readings[i : i + size] for i in range(0, len(readings), size)] if readings else []
    own = verdict.own_reading.options if verdict.own_reading else None
    return [_column(run, sign, own) for run in runs]


def _column(run: Sequence[Outcome], sign: float, own: dict[str, str] | None) -> Column:
    parts: dict[tuple[str, str], float] = {}
    weights: dict[str, float] = {}
    for outcome in run:
        weights[outcome.truth.value] = weights.get(outcome.truth.value, 0.0) + outcome.weight
        for choice in outcome.options.items():
            parts[choice] = parts.get(choice, 0.0) + 1 / len(run)
    values = [o.value for o in run]
    middle = values[len(values) // 2]
    bands = [sign * end for o in run if o.band for end in o.band]
    lows, highs = ([_end(o, name, sign) for o in run] for name in ("low", "high"))
    return Column(
        value=None if middle is None else sign * middle,
        low=None if None in lows else min(v for v in lows if v is not None),
        high=None if None in highs else max(v for v in highs if v is not None),
        band=(min(bands), max(bands)) if bands else None,
        truth=max(sorted(weights), key=lambda truth: weights[truth]),
        own=any(o.options == own for o in run),
        readings=len(run),
        parts=parts,
    )


def _end(outcome: Outcome, name: str, sign: float) -> float | None:
    """A bound of a reading on the chart; a fall's lower bound is its upper one, with a minus."""
    if outcome.value is not None:
        return sign * outcome.value
    other = {"low": "high", "high": "low"}
    value: float | None = getattr(outcome, name if sign > 0 else other[name])
    return None if value is None else sign * value


def telling(verdict: Verdict) -> tuple[list[Axis], list[Axis]]:
    """Part the axes into those worth a row, those that decide most first, and those folded away.

    Folded away is an axis on which the readings do not differ, one that only repeats another, and,
    where some axis decides, one that decides nothing.
    """
    shares = {flip.axis: flip.share for flip in verdict.flips}
    found = sorted(differing(verdict), key=lambda axis: -shares.get(axis.id, 0.0))
    shown = [axis for axis in found if not shares or shares.get(axis.id, 0.0) >= LEAST_SHARE]
    return shown, [axis for axis in verdict.axes if axis not in shown]


def differing(verdict: Verdict) -> list[Axis]:
    """Return the axes on which the readings differ, without those that only repeat another."""
    found: dict[tuple[int, ...], Axis] = {}
    for axis in verdict.axes:
        partition = _partition(verdict.outcomes, axis.id)
        if len(set(partition)) > 1:
            found.setdefault(partition, axis)
    return list(found.values())


def _partition(outcomes: Sequence[Outcome], axis: str) -> tuple[int, ...]:
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(o.options.get(axis, ""), len(numbers)) for o in outcomes)


def rows(verdict: Verdict, axes: Sequence[Axis]) -> list[Row]:
    """Return the lines of choices: under each axis its options, the rare ones together."""
    return [row for axis in axes for row in _axis_rows(verdict, axis)]


def _axis_rows(verdict: Verdict, axis: Axis) -> Iterator[Row]:
    weight: dict[str, float] = {}
    for outcome in verdict.outcomes:
        name = outcome.options.get(axis.id, "")
        weight[name] = weight.get(name, 0.0) + outcome.weight
    used = [option for option in axis.options if option.id in weight]
    if len(used) > MOST_OPTIONS:
        kept = sorted(used, key=lambda o: -weight[o.id])[: MOST_OPTIONS - 1]
    else:
        kept = used
    yield Row(axis.id, axis.label)
    for option in used:
        if option in kept:
            yield Row(axis.id, option.label, (option.id,))
    rest = tuple(option.id for option in used if option not in kept)
    if rest:
        yield Row(axis.id, f"{len(rest)} others", rest)
