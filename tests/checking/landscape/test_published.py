"""The figures that Wu et al. print for the unemployment claims, and those found by brute force."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from made_values import TASTE, unemployment

from averment.checking.landscape import counts
from averment.checking.landscape.bars import Bar
from averment.checking.landscape.quartiles import quartiles
from averment.checking.landscape.sensible import Window, sensible
from averment.checking.landscape.values import Values

CLAIMS = {
    "2009-10": (2.1487, (6, "2009-10", 36, -0.0218), (6, "2010-10", 12, -0.5427)),
    "2010-11": (1.8750, (6, "2010-11", 24, -0.1762), (6, "2011-07", 24, -0.4686)),
}
MEASURES = {"2009-10": (-0.0634, 0.9900, 0.9935), "2010-11": (-0.0572, 0.9707, 0.8351)}


@pytest.mark.parametrize("end", CLAIMS)
def test_the_published_figures_of_a_claim(end: str) -> None:
    months, values = unemployment("2005-01", "2013-02")
    stated = Window(6, months.index(end) + 1, 30)
    near = sensible(values, stated, TASTE)

    def told(place: int) -> tuple[int, str, int, float]:
        found = near.window(place)
        strength = round(float(near.strength[place]), 4)
        return found.width, months[found.end - 1], found.distance, strength

    ratio, counter, reversal = CLAIMS[end]
    assert stated.ratio(values) == pytest.approx(ratio, abs=5e-5)
    assert told(near.counter(1)[0]) == counter
    assert told(near.ranked(near.ratio < 1, 1)[0]) == reversal
    fairness, robustness, _ = MEASURES[end]
    assert near.fairness == pytest.approx(fairness, abs=5e-5)
    assert near.robustness == pytest.approx(robustness, abs=5e-5)
    assert near.left_out < 1e-7


@pytest.mark.parametrize("end", CLAIMS)
def test_the_published_uniqueness_of_a_claim(end: str) -> None:
    months, values = unemployment("2005-01", "2013-02")
    sums, at = values.sums(6), months.index(end) - 5
    own = Fraction(int(sums[at]), int(sums[at - 30]))
    under_60 = np.arange(1, 60)
    (windows, reached), _ = counts.clearing(values, [Bar(Fraction(0)), Bar(own)], under_60)
    assert windows == 146_969
    assert (windows - reached) / windows == pytest.approx(MEASURES[end][2], abs=5e-5)


def test_the_counts_over_all_windows_of_the_whole_series() -> None:
    """Checked against all 79,701,831 ratios, one array a width."""
    _, values = unemployment("1948-01", "2013-02")
    assert counts.bases(values) == counts.Base(79_701_831, 0)
    bars = [Bar(Fraction(21487, 10000)), Bar(Fraction(1)), Bar(Fraction(1), strict=True)]
    reached, _ = counts.clearing(values, bars)
    assert reached == [504_761, 53_386_001, 53_329_719]


@pytest.mark.parametrize("first", ["2005-01", "1990-01"])
def test_quartiles_are_those_of_all_ratios(first: str) -> None:
    _, values = unemployment(first, "2013-02")
    assert quartiles(values) == pytest.approx(every_quartile(values), rel=1e-12)


def every_quartile(values: Values) -> list[float]:
    """The quartiles of all ratios, listed one width at a time."""
    ratios = []
    for width in range(1, len(values)):
        sums = values.sums(width)
        first, second = np.triu_indices(len(sums), 1)
        ratios.append(sums[second] / sums[first])
    found = np.quantile(np.concatenate(ratios), [0.25, 0.5, 0.75], method="inverted_cdf")
    return [float(quartile) for quartile in found]
