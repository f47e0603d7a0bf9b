"""When a count holds, of which only bounds may be known."""

from __future__ import annotations

import numpy as np
import pytest

from averment.kinds import Totals
from averment.kinds.count import judge
from averment.query import Comparator


def truth(low: float, high: float, interval: Comparator) -> int:
    ones = np.ones(1)
    return int(
        judge(Totals(np.array([low]), np.array([high]), ones, ones, ones, ones), interval).truth[0]
    )


AT_LEAST, OVER = Comparator(100, None, "count"), Comparator(100, None, "count", strict_low=True)
NEARLY, EXACT = Comparator(90, 100, "count", strict_high=True), Comparator(99.5, 100.5, "count")


@pytest.mark.parametrize(
    ("low", "high", "interval", "expected"),
    [
        # at least: true if what lies inside reaches it, false if what touches does not
        (100, 150, AT_LEAST, 1),
        (60, 99, AT_LEAST, 0),
        (60, 100, AT_LEAST, -1),
        # over: strict
        (100, 100, OVER, 0),
        (101, 101, OVER, 1),
        (60, 100, OVER, 0),
        # nearly: from nine tenths to just under
        (90, 90, NEARLY, 1),
        (99.9, 99.9, NEARLY, 1),
        (100, 100, NEARLY, 0),
        (89, 89, NEARLY, 0),
        (80, 95, NEARLY, -1),
        # exact
        (100, 100, EXACT, 1),
        (101, 101, EXACT, 0),
        (60, 140, EXACT, -1),
        (120, 140, EXACT, 0),
    ],
)
def test_truth(low: float, high: float, interval: Comparator, expected: int) -> None:
    assert truth(low, high, interval) == expected
