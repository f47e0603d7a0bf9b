"""How many events, recorded otherwise, turn the truth of a reading."""

from __future__ import annotations

import numpy as np

from averment.checking.candidate import Candidate
from averment.checking.evaluate import totals_of
from averment.kinds import Rules, Totals
from averment.kinds.rank import UNITS
from averment.kinds.rules import TRUE, Floats

#: Beyond this many events a reading is not called fragile, and the number is not sought.
MOST = 100


def fragility(reading: Candidate, rules: Rules) -> int | None:
    """Return the smallest number of events that turn a reading; none beyond `MOST` or for bounds.

    Events are added to or taken from any count, the base never falling to nothing and the part
    never exceeding its whole. The ends of a line are no counts.
    """
    statistic = reading.options.get("statistic")
    if not reading.exact or (statistic is not None and statistic.id == "line"):
        return None
    if rules.against == "rivals":
        return _of_rank(reading, rules)
    steps = np.arange(-MOST, MOST + 1)
    num, den = (axis.ravel() for axis in np.meshgrid(steps, steps if rules.compares else [0]))
    plain = totals_of([reading])
    moved = np.abs(num) + np.abs(den)
    fair = (moved <= MOST) & (plain.num_low + num >= 0) & (plain.den_low + den > 0)
    if rules.against == "whole":
        fair &= plain.num_low + num <= plain.den_low + den
    num, den, moved = num[fair], den[fair], moved[fair]
    same = np.ones(len(moved))
    totals = Totals(
        plain.num_low + num,
        plain.num_high + num,
        plain.num_years * same,
        plain.den_low + den,
        plain.den_high + den,
        plain.den_years * same,
    )
    truth = rules.judge(totals, reading.interval).truth
    turned = moved[truth != rules.judge(plain, reading.interval).truth[0]]
    return int(turned.min()) if len(turned) else None


def _of_rank(reading: Candidate, rules: Rules) -> int | None:
    """The least moves of the item and of its rivals, tried for every count that the item may have.

    From the lowest up, all counts are turned round.
    """
    if not all(rival.total.exact for rival in reading.rivals):
        return None
    interval, holds = reading.interval, rules.judge(totals_of([reading]), reading.interval).truth[0]
    sign = -1.0 if interval.unit == UNITS["lowest"] else 1.0
    rivals = np.sort(sign * np.array([rival.total.low for rival in reading.rivals]))[::-1]
    assert interval.high is not None
    place, shared = int(interval.high), interval.low != interval.high
    least = float(MOST + 1)
    for step in range(-MOST, MOST + 1):
        item = sign * reading.num.low + step
        if sign * item >= 0:
            moves = _moves(rivals, item, place, sign, shared=shared, turned=holds == TRUE)
            least = min(least, abs(step) + moves)
    return int(least) if least <= MOST else None


def _moves(
    rivals: Floats, item: float, place: int, sign: float, *, shared: bool, turned: bool
) -> float:
    """How many events must move in the rivals (highest first) of an item that does not move."""
    if turned and not shared:  # who draws level takes the place away
        return float(np.abs(rivals - item).min())
    if turned:
        needed = rivals[:place]
        if len(needed) < place:
            return np.inf
        return _counted(np.maximum(item + 3 - needed, 0), item + 3, sign)
    ahead, behind = rivals[: place - 1], rivals[place - 1 :]
    if shared:
        return _counted(np.maximum(behind - item - 2, 0), item + 2, sign)
    if len(ahead) < place - 1:
        return np.inf
    up, down = np.maximum(item + 1 - ahead, 0), np.maximum(behind - item + 1, 0)
    return _counted(up, item + 1, sign) + _counted(down, item - 1, sign)


def _counted(moves: Floats, end: float, sign: float) -> float:
    """The sum of moves to a count; none can be moved to under nothing."""
    total = float(moves.sum())
    return np.inf if total and sign * end < 0 else total
