"""Products of axes give what the readings give that are listed one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from math import inf, nan

import made
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from averment.checking import Settings, load_settings
from averment.checking.flows import Flows
from averment.checking.lookup import Found
from averment.checking.many import count_all, quantiles
from averment.checking.outcomes import outcomes, quartiles
from averment.checking.readings import lay_out
from averment.checking.series import build_series
from averment.checking.tables import ledger
from averment.checking.trial import Trial, try_all
from averment.claim import Kind, Polarity
from averment.evidence import Figure
from averment.kinds import KINDS
from averment.query import Period, Query
from averment.verdict import Label, Truth, Why

SETTINGS = load_settings()
FEW = replace(SETTINGS, readings={"listed": 1, "evaluated": 10**9})


def trial(query: Query, figures: Sequence[Figure], settings: Settings = SETTINGS) -> Trial:
    datasets = made.catalogue(figures)
    roots = {d.publisher: d.publisher for d in datasets.values()}
    found = Found(tuple(figures), datasets, tuple(figures), (), roots, ())
    return try_all(query, KINDS[query.claim.kind], found, settings, figures=figures)


@given(made.figures(), st.lists(made.periods(), min_size=1, max_size=6))
@profile(deadline=None, max_examples=60)
def test_tables_hold_the_totals(figures: list[Figure], periods: list[Period]) -> None:
    yearly = [figure for figure in figures if figure.id.endswith("-99")]
    several = [
        one
        for some in filter(None, (figures, yearly))
        for one in build_series(some, made.catalogue(some), stock=False)
    ]
    found = ledger(several).totals(periods, 0.75)
    for column, one in enumerate(several):
        for row, period in enumerate(periods):
            total = one.total(period, 0.75)
            shared = total if total.exact else one.total(period, 0.75, "pro-rata")
            ends = (found.low[row, column], found.high[row, column], found.shared[row, column])
            assert ends == pytest.approx((total.low, total.high, shared.low), nan_ok=True)
            if total.covered:
                assert found.years[row, column] == total.period.years


def test_yearly_figures_form_a_chain() -> None:
    datasets = {"one": made.dataset("one")}
    (whole,) = build_series(made.yearly("one", {2020: 1, 2021: 2}), datasets, stock=False)
    (broken,) = build_series(made.yearly("one", {2020: 1, 2022: 2}), datasets, stock=False)
    assert isinstance(whole, Flows)
    assert isinstance(broken, Flows)
    assert whole.chain is not None
    assert broken.chain is None


@given(made.questions(), made.figures(), st.booleans(), st.booleans())
@profile(deadline=None, max_examples=80)
def test_a_product_comes_to_what_its_readings_come_to(
    query: Query, figures: list[Figure], revised: bool, stock: bool
) -> None:
    """Counts, weights, values, what is left out: all exactly as listed one by one."""
    if revised:
        later = {"published": dt.date(2024, 2, 1), "provisional": False}
        figures += [replace(f, id=f"{f.id}r", value=f.value + 1, **later) for f in figures[:2]]
    assume(query.claim.kind in (Kind.COUNT, Kind.CHANGE))
    if stock:
        query = replace(query, measure=SETTINGS.measures["refugees"])
        figures = [replace(figure, measure="refugees") for figure in figures]
    listed = trial(query, figures)
    datasets = made.catalogue(figures)
    rules = KINDS[query.claim.kind]
    intervals = rules.comparators(query.claim, SETTINGS.tolerance)
    product = lay_out(query, intervals, SETTINGS, datasets, rules)
    assert product is not None
    series = build_series(figures, datasets, stock=stock)
    roots = {d.publisher: d.publisher for d in datasets.values()}
    negated = query.claim.polarity is Polarity.NEGATED
    many = count_all(product, series, roots, query, negated=negated)
    tally = listed.tally
    assert many.readings == len(listed.readings.candidates)
    assert many.share == pytest.approx(tally.share)
    for name in ("weighted_share", "undetermined", "below", "above"):
        assert getattr(many, name) == pytest.approx(getattr(tally, name)), name
    assert set(many.excluded) == set(listed.readings.excluded)
    made_of = listed.readings.candidates, listed.evaluated, tally, query
    values = quartiles([o for o in outcomes(*made_of) if o.truth is not Truth.UNDETERMINED])
    assert (many.values is None) == (values is None)
    if many.values is not None and values is not None:
        assert many.values.model_dump() == pytest.approx(values.model_dump(), abs=1e-5)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9),
    st.integers(1, 4),
    st.lists(st.sampled_from([nan, inf])),
)
@profile(deadline=None)
def test_values_of_several_readings_count_as_often(
    known: list[float], times: int, none: list[float]
) -> None:
    parts = (0, 0.25, 0.5, 0.75, 1)
    found = quantiles(np.array(none + known), times, parts)
    assert found == pytest.approx(np.quantile(np.repeat(known, times), parts), abs=1e-6)


def test_without_values_there_are_no_quantiles() -> None:
    assert quantiles(np.array([nan]), 1, (0.5,)) == []


def test_what_is_not_listed_counts() -> None:
    """With fewer readings listed than there are, the label and the shares stay those of all."""
    figures = [
        *made.yearly("one", {year: 10.0 + year % 7 for year in range(2016, 2024)}),
        *made.yearly("two", {year: 30.0 - year % 5 for year in range(2016, 2024)}),
    ]
    query = made.query(made.claim(), anchor=made.EVENT)
    whole, part = trial(query, figures), trial(query, figures, FEW)
    assert part.many is not None
    assert part.many.readings == len(whole.readings.candidates) > len(part.readings.candidates)
    assert (part.label, part.tally.share) == (whole.label, whole.tally.share)
    assert part.tally.weighted_share == pytest.approx(whole.tally.weighted_share)


def test_a_thousand_million_readings_are_refused() -> None:
    """Bounded memory and time: nothing is enumerated, and the reason is given."""
    figures = made.yearly("one", dict.fromkeys(range(1990, 2024), 10.0))
    days = tuple(dt.date(2024, 3, 25) - dt.timedelta(days=n) for n in range(3000))
    query = made.query(made.claim(), anchor=made.EVENT, days=days[::-1])
    small = replace(SETTINGS, readings={"listed": 10, "evaluated": 1000})
    found = trial(query, figures, small)
    assert (found.label, found.why) == (Label.NOT_COVERED, Why.TOO_MANY)
    assert "Say when the text was published" in found.readings.excluded[0].reason
    assert not found.readings.candidates
