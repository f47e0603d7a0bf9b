"""How far figures are widened, and how bounds are read."""

from __future__ import annotations

import pytest

from averment.checking import load_settings
from averment.claim import Value
from averment.kinds.tolerance import last_digit_unit, widened

TOLERANCE = load_settings().tolerance


@pytest.mark.parametrize(
    ("number", "unit"), [(2267, 1), (500, 100), (60, 10), (3e6, 1e6), (12.5, 0.1), (15, 1), (0, 1)]
)
def test_the_last_digit(number: float, unit: float) -> None:
    assert last_digit_unit(number) == pytest.approx(unit)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        # exact: half a unit of the last digit, at least 2.5 percent of counts from 1,000 on
        ({"number": 2267}, 2267 - 56.675, 2267 + 56.675),
        ({"number": 60, "unit": "percent"}, 55, 65),
        ({"number": 500, "unit": "percent"}, 450, 550),
        ({"number": 3e6}, 2.5e6, 3.5e6),
        ({"number": 999}, 998.5, 999.5),
        # never by more than a sixth of the figure
        ({"number": 2, "unit": "times"}, 1.6666, 2.3334),
        ({"number": 100}, 83.33, 116.67),
        ({"number": 1e6}, 833_300, 1_166_700),
        ({"number": 1001}, 1001 - 25.025, 1001 + 25.025),
        ({"number": 2267, "unit": "percent"}, 2266.5, 2267.5),
        # about: at least a tenth; the largest one, not the sum
        ({"number": 105, "bound": "about"}, 94.5, 115.5),
        ({"number": 500, "bound": "about"}, 450, 550),
        ({"number": 1001, "bound": "about"}, 900.9, 1101.1),
        # bounds are never widened
        ({"number": 3e6, "bound": "more_than", "low": 3e6}, 3e6, None),
        ({"number": 40, "bound": "at_least", "low": 40}, 40, None),
        ({"number": 40, "bound": "at_most", "high": 40}, None, 40),
        ({"number": 24, "bound": "at_least", "low": 24, "high": 99}, 24, 99),
        ({"bound": "about", "low": 10, "high": 15}, 10, 15),
    ],
)
def test_widening(value: dict, low: float | None, high: float | None) -> None:
    given = {"low": value.get("number"), "high": value.get("number"), **value}
    if value.get("bound", "exact") not in ("exact", "about"):
        given = {"low": None, "high": None, **value}
    found = widened(Value(**given), "", TOLERANCE)
    assert found.low == (None if low is None else pytest.approx(low))
    assert found.high == (None if high is None else pytest.approx(high))


def test_over_is_strict_and_at_least_is_not() -> None:
    over = widened(Value(number=100, bound="more_than", low=100), "over 100", TOLERANCE)
    least = widened(Value(number=100, bound="at_least", low=100), "at least 100", TOLERANCE)
    assert over.strict_low
    assert not least.strict_low


@pytest.mark.parametrize(
    ("text", "low"), [("nearly 200", 180), ("almost 200", 180), ("fewer than 200", None)]
)
def test_nearly_has_a_floor_and_fewer_than_has_none(text: str, low: float | None) -> None:
    found = widened(Value(number=200, bound="less_than", high=200), text, TOLERANCE)
    assert found.low == (None if low is None else pytest.approx(low))
    assert found.high == 200
    assert found.strict_high


def test_words_are_words_of_their_own() -> None:
    """“Linearly” holds “nearly” in its letters, not in its words."""
    found = widened(Value(number=200, bound="less_than"), "linearly fewer than 200", TOLERANCE)
    assert found.low is None
