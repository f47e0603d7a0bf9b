"""When a change holds: small counts as bands, bounds as bounds, units and directions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averment.checking import load_settings
from averment.claim import Claim
from averment.kinds import Judged, Totals
from averment.kinds.change import comparators, judge
from averment.query import Comparator

TOLERANCE = load_settings().tolerance


def claim(direction: str | None = "up", text: str = "a change", **value: Any) -> Claim:
    number = value.get("number")
    if value.get("bound", "exact") == "exact" and number is not None:
        value = {"low": number, "high": number, **value}
    fields = {"id": "c1", "kind": "change", "text": text, "span": (0, 1), "sentence": (0, 1)}
    return Claim.model_validate({**fields, "direction": direction, "value": value})


def plain(of: Claim) -> Comparator:
    return comparators(of, TOLERANCE)["plain"]


def judged(
    num: tuple[float, float], den: tuple[float, float], interval: Comparator, years: float = 1.0
) -> Judged:
    row = [np.array([float(x)]) for x in (*num, years, *den, 1.0)]
    return judge(Totals(*row), interval)


def truth(num: float, den: float, of: Claim, years: float = 1.0) -> int:
    return int(judged((num, num), (den, den), plain(of), years).truth[0])


def test_the_band_of_29_against_4() -> None:
    """With one event recorded otherwise in either count it is +460 to +900 percent."""
    found = judged((29, 29), (4, 4), plain(claim(number=500, unit="percent")))
    assert found.low[0] == found.high[0] == pytest.approx(7.25)
    assert found.band_low[0] == pytest.approx(28 / 5)
    assert found.band_high[0] == pytest.approx(30 / 3)
    assert found.truth[0] == 1


@pytest.mark.parametrize(
    ("num", "expected", "side"), [(15, 0, -1), (22, 1, 0), (29, 1, 0), (40, 0, 1)]
)
def test_readings_lie_below_meet_or_lie_above(num: float, expected: int, side: int) -> None:
    found = judged((num, num), (4, 4), plain(claim(number=500, unit="percent")))
    assert (found.truth[0], found.side[0]) == (expected, side)


def test_large_counts_have_narrow_bands() -> None:
    rise = claim(number=60, unit="percent")
    assert [truth(num, 1000, rise) for num in (1547, 1548, 1600, 1652, 1653)] == [0, 1, 1, 1, 0]


def test_rates_not_totals_are_compared() -> None:
    """Two years with 30 against one with 10 are a rise of 50 percent, not of 200."""
    found = judged((3000, 3000), (1000, 1000), plain(claim(number=50, unit="percent")), years=2)
    assert found.low[0] == pytest.approx(1.5)
    assert found.truth[0] == 1


@pytest.mark.parametrize(
    ("value", "direction", "low", "high", "unit"),
    [
        ({"number": 60, "unit": "percent"}, "up", 1.55, 1.65, "ratio"),
        ({"number": 60, "unit": "percent"}, "down", 0.35, 0.45, "ratio"),
        ({"number": 3, "unit": "times"}, "up", 2.5, 3.5, "ratio"),
        ({"number": 4, "unit": "times"}, "down", 1 / 4.5, 1 / 3.5, "ratio"),
        ({"number": 120}, "up", 115, 125, "difference"),
        ({"number": 120}, "down", -125, -115, "difference"),
        ({"number": 10, "unit": "times", "bound": "more_than", "low": 10}, "up", 10, None, "ratio"),
        ({"number": 30, "unit": "percent", "bound": "at_most", "high": 30}, "up", 1, 1.3, "ratio"),
        (
            {"number": 30, "unit": "percent", "bound": "at_most", "high": 30},
            "down",
            0.7,
            1,
            "ratio",
        ),
    ],
)
def test_intervals(value: dict, direction: str, low: float, high: float | None, unit: str) -> None:
    found = plain(claim(direction, **value))
    assert found.low == pytest.approx(low)
    assert found.high == (None if high is None else pytest.approx(high))
    assert found.unit == unit


def test_a_rise_by_at_most_a_third_is_a_rise() -> None:
    rise = claim(number=30, unit="percent", bound="at_most", high=30)
    assert [truth(num, 10000, rise) for num in (9000, 12000, 14000)] == [0, 1, 0]


def test_three_times_more_is_meant_either_way() -> None:
    found = comparators(claim(text="three times more attacks", number=3, unit="times"), TOLERANCE)
    assert {name: (c.low, c.high) for name, c in found.items()} == {
        "to": (2.5, 3.5),
        "by": (3.5, 4.5),
    }
    assert list(comparators(claim(text="it tripled", number=3, unit="times"), TOLERANCE)) == [
        "plain"
    ]


def test_a_pair_must_have_both_figures_right() -> None:
    pair = claim(**{"from": 4, "to": 29})
    assert [truth(*counts, pair) for counts in ((29, 4), (29, 5), (31, 4))] == [1, 0, 0]


@pytest.mark.parametrize(
    ("num", "expected"),
    [
        ((1550, 1650), 1),
        ((1600, 1700), -1),
        ((1700, 1900), 0),
        ((1000, 1400), 0),
        ((1000, 9000), -1),
    ],
)
def test_bounds_decide_only_where_all_of_them_agree(
    num: tuple[float, float], expected: int
) -> None:
    found = judged(num, (1000, 1000), plain(claim(number=60, unit="percent")))
    assert found.truth[0] == expected


def test_a_base_that_may_be_nothing_has_no_upper_end() -> None:
    found = judged((10, 10), (0, 5), plain(claim(number=50, unit="percent")))
    assert found.high[0] == np.inf
    assert found.truth[0] == -1


counts = st.integers(1, 5000).map(float)


@given(counts, counts, st.sampled_from([10, 60, 100, 500]))
def test_a_fall_is_a_rise_seen_from_the_other_end(
    first: float, last: float, percent: float
) -> None:
    """Halving one way is doubling the other: times up and times down mirror each other."""
    up, down = (
        claim(number=percent / 10, unit="times"),
        claim("down", number=percent / 10, unit="times"),
    )
    rise = judged((last, last), (first, first), plain(up))
    fall = judged((first, first), (last, last), plain(down))
    assert rise.low[0] == pytest.approx(1 / fall.high[0])


@given(counts, counts, counts, st.sampled_from([10, 60, 100, 500]))
def test_wider_bounds_never_decide_what_narrower_ones_leave_open(
    num: float, more: float, den: float, percent: float
) -> None:
    interval = plain(claim(number=percent, unit="percent"))
    narrow = int(judged((num, num), (den, den), interval).truth[0])
    wide = int(judged((num, num + more), (den, den), interval).truth[0])
    assert wide in (narrow, -1)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("attacks rose more than fourfold", {"plain"}),
        ("attacks more than doubled", {"plain"}),
        ("there were three times more attacks", {"to", "by"}),
        ("attacks were three times higher", {"to", "by"}),
        ("attacks rose threefold, more in the north", {"plain"}),
    ],
)
def test_only_times_more_is_ambiguous(text: str, options: set[str]) -> None:
    assert set(comparators(claim(text=text, number=3, unit="times"), TOLERANCE)) == options
