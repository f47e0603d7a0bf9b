"""A table made of part of a record is no rival of the record itself."""

from __future__ import annotations

import datetime as dt

import made
import pytest

from averment.checking.extracts import EXTRACT
from averment.evidence import Figure
from averment.verdict import Label

OF = {
    "months": {"publisher": "ONE", "collected_from": ("dataset:years", "news")},
    "years": {"publisher": "ONE", "exhaustive": True},
}


def months(values: list[float]) -> list[Figure]:
    days = [dt.date(2022, month, 1) for month in range(1, 13)] + [dt.date(2023, 1, 1)]
    return [
        made.figure("months", start, end, value)
        for start, end, value in zip(days, days[1:], values, strict=False)
    ]


@pytest.mark.parametrize(
    ("window", "number", "datasets"),
    [
        ({"start": "2022-01-01", "end": "2023-01-01", "text": "in 2022"}, 500, {"years"}),
        ({"start": "2022-03-01", "end": "2022-04-01", "text": "in March 2022"}, 30, {"months"}),
    ],
)
def test_it_answers_only_where_the_record_does_not(
    window: dict, number: int, datasets: set[str]
) -> None:
    """500 by the year, 360 by its months: some events span two of them."""
    figures = [*made.yearly("years", {2021: 400.0, 2022: 500.0}), *months([30.0] * 12)]
    value = {"number": number, "low": number, "high": number}
    claim = made.claim(kind="count", value=value, window=window)
    verdict = made.verdict(claim, figures, **OF)
    decided = {o.options["dataset"] for o in verdict.outcomes if o.truth.value != "undetermined"}
    assert decided == datasets
    if "years" in datasets:
        assert verdict.label is Label.SUPPORTED
        assert [one.reason for one in verdict.excluded] == [EXTRACT]
