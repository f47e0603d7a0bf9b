"""How many events, recorded otherwise, turn the truth of a reading."""

from __future__ import annotations

import numpy as np

from averment.checking.candidate import Candidate
from averment.checking.evaluate import totals_of
from averment.kinds import Rules, Totals

#: Beyond this many events a reading is not called fragile, and the number is not sought.
MOST = 100


def fragility(reading: Candidate, rules: Rules) -> int | None:
    """Return the smallest number of events that turn a reading; none beyond `MOST` or for bounds.

    Events are added to or taken from either count, the base never falling to nothing.
    """
    if not reading.exact:
        return None
    steps = np.arange(-MOST, MOST + 1)
    num, den = (axis.ravel() for axis in np.meshgrid(steps, steps if rules.compares else [0]))
    plain = totals_of([reading])
    moved = np.abs(num) + np.abs(den)
    fair = (moved <= MOST) & (plain.num_low + num >= 0) & (plain.den_low + den > 0)
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
