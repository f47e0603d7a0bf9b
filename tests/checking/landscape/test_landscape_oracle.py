"""The fast counts against the oracle, which takes every window in turn."""

from __future__ import annotations

from fractions import Fraction
from math import inf, nan

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from made_values import TASTE, amounts, series

from averment.checking.landscape import compiled, counts
from averment.checking.landscape.bars import Bar
from averment.checking.landscape.oracle import supported, windows
from averment.checking.landscape.quartiles import quartiles
from averment.checking.landscape.sensible import Window, sensible
from averment.checking.landscape.shares import grid, percentile, shares
from averment.checking.landscape.support import support
from averment.checking.landscape.values import Values
from averment.query import Comparator

ratios = st.fractions(0, 3, max_denominator=7)
BANDS = st.tuples(ratios, st.none() | ratios, st.booleans(), st.booleans())


def holds(ratio: Fraction, band: tuple[Fraction, Fraction | None, bool, bool]) -> bool:
    low, high, over, under = band
    above = ratio > low if over else ratio >= low
    return above and (high is None or (ratio < high if under else ratio <= high))


def interval(band: tuple[Fraction, Fraction | None, bool, bool]) -> Comparator:
    low, high, over, under = band
    return Comparator(float(low), None if high is None else float(high), "ratio", over, under)


@given(series, ratios, st.booleans())
@example([1.0, nan, 2.0, 3.0, 0.0, 0.0, 4.0, 1.0], Fraction(3, 2), True)
def test_counts_of_windows(given_: list[float], ratio: Fraction, strict: bool) -> None:
    values, found = Values.of(given_), dict(windows(given_))
    base = counts.bases(values)
    known = [r for r in found.values() if r is not None]
    assert (base.comparable, base.zero) == (len(known), len(found) - len(known))
    reached, _ = counts.clearing(values, [Bar(ratio, strict)])
    assert reached == [sum(r > ratio if strict else r >= ratio for r in known)]


needs_numba = pytest.mark.skipif(
    not compiled.installed(), reason="Numba, the extra fast, is not installed"
)


@needs_numba
@settings(deadline=None)
@given(series, ratios, ratios, st.booleans())
def test_the_compiled_counts_are_the_plain_ones(
    given_: list[float], low: Fraction, more: Fraction, strict: bool
) -> None:
    values, bars = Values.of(given_), [Bar(low, strict), Bar(low + more, strict)]
    widths = np.arange(1, max(1, len(values)))
    plain, listed = counts.clearing(values, bars, widths, 1000)
    fast, named = compiled.clearing(values, bars, widths, 1000)
    assert fast == plain
    assert sorted(named[:, 1]) == pytest.approx(sorted(listed[:, 1]))


@needs_numba
@pytest.mark.parametrize("mean", [1, 40, 900])
def test_the_compiled_counts_of_wide_sums(mean: int) -> None:
    """Sums that span one, some and many cells of the running counts, with gaps and zeros."""
    draw = np.random.default_rng(mean)
    given_ = draw.negative_binomial(0.4, 0.4 / (0.4 + mean), 150).astype(float)
    given_[[20, 90]] = nan
    values, widths = Values.of(given_), np.arange(1, 150)
    bars = [Bar(Fraction(n, 8), strict=True) for n in (4, 5, 8, 9)]
    fast, named = compiled.clearing(values, bars, widths, 100_000)
    plain, listed = counts.clearing(values, bars, widths, 100_000)
    assert fast == plain
    assert len(named) == plain[0] - plain[1] + plain[2] - plain[3]
    assert np.array_equal(np.sort(named[:, 1]), np.sort(listed[:, 1]))


@given(series, BANDS, st.data())
def test_shares_percentile_and_map(given_: list[float], band: tuple, data: st.DataObject) -> None:
    found = dict(windows(given_))
    known = {triple: ratio for triple, ratio in found.items() if ratio is not None}
    assume(known)
    triple = data.draw(st.sampled_from(sorted(known)))
    own, values, down = known[triple], Values.of(given_), data.draw(st.booleans())

    def weaker(ratio: Fraction) -> bool:
        return ratio > own if down else ratio < own

    drawn = shares(values, Window(*triple), interval(band), down=down)
    assert drawn is not None
    assert (drawn.windows, drawn.zero_base) == (len(known), len(found) - len(known))
    held = [holds(r, band) for r in known.values()]
    if band[1] is None or band[0] < band[1]:
        assert drawn.share == pytest.approx(np.mean(held))
    assert drawn.uniqueness == pytest.approx(np.mean([weaker(r) for r in known.values()]))
    alike = [weaker(r) for (width, _, _), r in known.items() if width == triple[0]]
    stands = percentile(values, Window(*triple), down=down)
    assert stands == (pytest.approx(np.mean(alike)), len(alike))

    widths, ends = range(1, len(given_)), range(1, len(given_) + 1)
    for width, row in zip(widths, grid(values, interval(band), widths, ends), strict=True):
        for end, share in zip(ends, row, strict=True):
            here = [holds(r, band) for (w, t, _), r in known.items() if (w, t) == (width, end)]
            assert share == (pytest.approx(np.mean(here)) if here else None)


@given(series, st.data())
def test_weighted_measures(given_: list[float], data: st.DataObject) -> None:
    known = {triple: r for triple, r in windows(given_) if r is not None}
    positive = sorted(triple for triple, ratio in known.items() if ratio > 0)
    assume(positive)
    stated, down = Window(*data.draw(st.sampled_from(positive))), data.draw(st.booleans())
    own = known[stated.width, stated.end, stated.distance]
    near = sensible(Values.of(given_), stated, TASTE, down=down)

    def weight(triple: tuple[int, int, int]) -> float:
        middle = (stated.width, stated.end, stated.distance)
        away = zip(triple, middle, TASTE.spread, strict=True)
        gone = sum(((a - b) / s) ** 2 for a, b, s in away)
        lengths = np.array([triple[0], triple[2]])
        return float(TASTE.natural(lengths).prod() * np.exp(-gone))

    everything = {t: weight(t) for t, r in known.items() if r > 0 or not down}
    total = sum(everything.values())
    strength = {
        t: float(own / r if down else r / own) - 1 for t, r in known.items() if t in everything
    }
    listed = {
        (near.window(at).width, near.window(at).end, near.window(at).distance): at
        for at in range(len(near.width))
    }
    inside = sum(everything[triple] for triple in listed)
    assert 1 - inside / total <= near.left_out + 1e-12
    for triple, at in listed.items():
        assert near.sensibility[at] == pytest.approx(everything[triple] / inside)
        assert near.strength[at] == pytest.approx(strength[triple], abs=1e-12)
    expected = sum(everything[t] / inside * strength[t] for t in listed)
    assert near.fairness == pytest.approx(expected, abs=1e-12)
    for earlier, later in zip(near.counter(9), near.counter(9)[1:], strict=False):
        assert near.strength[later] < near.strength[earlier] < 0
        assert near.sensibility[later] <= near.sensibility[earlier] * (1 + 1e-8)


@given(series)
def test_quartiles(given_: list[float]) -> None:
    known = sorted(float(r) for _, r in windows(given_) if r is not None)
    found = quartiles(Values.of(given_))
    if not known:
        assert found is None
    else:
        expected = np.quantile(known, [0.25, 0.5, 0.75], method="inverted_cdf")
        assert found == pytest.approx(list(expected), rel=1e-12)


@given(
    st.lists(amounts, max_size=6),
    st.lists(amounts, max_size=6),
    st.sampled_from([-inf, -2.0, 0.0, 0.5]),
    st.sampled_from([0.0, 1.0, inf]),
)
@example([5.1], [3.1], -2.0, 0.0)
def test_support_of_a_trend(
    begins: list[float], ends: list[float], low: float, high: float
) -> None:
    assume(low < high)
    found = support(np.array(begins), np.array(ends), low, high)
    expected = supported(begins, ends, low, high)
    assert found == (None if expected is None else pytest.approx(expected))
