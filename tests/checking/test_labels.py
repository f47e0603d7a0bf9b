"""The table of labels, at its edges."""

from __future__ import annotations

import made
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from averment.checking import Settings
from averment.checking.labels import Tally, label
from averment.claim import Polarity
from averment.evidence import Figure
from averment.query import Query
from averment.verdict import Label, Why

MIRROR = {
    Label.SUPPORTED: Label.CONTRADICTED,
    Label.MOSTLY_SUPPORTED: Label.MOSTLY_CONTRADICTED,
    Label.CONTESTED: Label.CONTESTED,
    Label.MOSTLY_CONTRADICTED: Label.MOSTLY_SUPPORTED,
    Label.CONTRADICTED: Label.SUPPORTED,
    Label.NOT_COVERED: Label.NOT_COVERED,
}


def tally(
    share: float | None, *, undetermined: float = 0, below: float = 0, above: float = 0
) -> Tally:
    nothing = np.zeros(0)
    return Tally(nothing.astype(np.int8), nothing, share, share, undetermined, below, above)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (1.0, Label.SUPPORTED),
        (0.95, Label.SUPPORTED),
        (0.9499, Label.MOSTLY_SUPPORTED),
        (0.75, Label.MOSTLY_SUPPORTED),
        (0.7499, Label.CONTESTED),
        (0.5, Label.CONTESTED),
        (0.2501, Label.CONTESTED),
        (0.25, Label.MOSTLY_CONTRADICTED),
        (0.0501, Label.MOSTLY_CONTRADICTED),
        (0.05, Label.CONTRADICTED),
        (0.0, Label.CONTRADICTED),
    ],
)
def test_shares(share: float, expected: Label, settings: Settings) -> None:
    assert label(tally(share), settings.labels) == (expected, None)


def test_nothing_decided(settings: Settings) -> None:
    assert label(tally(None, undetermined=1), settings.labels) == (
        Label.NOT_COVERED,
        Why.TOO_COARSE,
    )


@pytest.mark.parametrize(("undetermined", "covered"), [(0.5, True), (0.5001, False)])
def test_over_half_undetermined(undetermined: float, covered: bool, settings: Settings) -> None:
    found, _ = label(tally(1.0, undetermined=undetermined), settings.labels)
    assert (found is Label.SUPPORTED) is covered
    assert (found is Label.NOT_COVERED) is not covered


@pytest.mark.parametrize(
    ("below", "above", "expected"),
    [
        (0.10, 0.15, Label.CONTRADICTED),
        (0.10, 0.1501, Label.CONTESTED),
        (0.0999, 0.0999, Label.CONTRADICTED),
        (0.0999, 0.8, Label.CONTRADICTED),
        (1.0, 0.0, Label.CONTRADICTED),
    ],
)
def test_straddled(below: float, above: float, expected: Label, settings: Settings) -> None:
    found, _ = label(tally(0.0, below=below, above=above), settings.labels)
    assert found is expected


def test_a_figure_amid_the_readings_is_contested() -> None:
    """Two bodies, one far below and one far above: no reading is true, the claim is contested."""
    low = made.yearly("one", {2021: 100.0, 2022: 110.0})
    high = made.yearly("two", {2021: 100.0, 2022: 300.0})
    query = made.query(made.claim(), window=made.Period(low[1].start, low[1].end))
    found = made.trial(query, [*low, *high])
    assert found.tally.weighted_share == 0
    assert (found.tally.below, found.tally.above) == pytest.approx((0.5, 0.5))
    assert found.label is Label.CONTESTED


def test_a_band_that_meets_the_figure_lies_on_neither_side() -> None:
    """5 against 3 is +67 percent; with one event recorded otherwise it is 0 to +200 percent."""
    figures = made.yearly("one", {2021: 3.0, 2022: 5.0})
    query = made.query(made.claim(), window=made.Period(figures[1].start, figures[1].end))
    found = made.trial(query, figures)
    assert found.label is Label.SUPPORTED
    assert (found.tally.below, found.tally.above) == (0, 0)


@given(made.questions(), made.figures())
@settings(deadline=None)
def test_negation_turns_the_verdict_round(query: Query, figures: list[Figure]) -> None:
    plain, turned = (
        made.replace(query, claim=query.claim.model_copy(update={"polarity": polarity}))
        for polarity in (Polarity.AFFIRMED, Polarity.NEGATED)
    )
    one, other = made.trial(plain, figures), made.trial(turned, figures)
    assert other.label is MIRROR[one.label]
    assert other.tally.undetermined == pytest.approx(one.tally.undetermined)
    if one.tally.weighted_share is not None and other.tally.weighted_share is not None:
        assert one.tally.weighted_share + other.tally.weighted_share == pytest.approx(1)


@given(st.floats(0, 1), st.floats(0, 0.5))
def test_the_label_never_falls_as_the_share_grows(share: float, more: float) -> None:
    order = [
        Label.CONTRADICTED,
        Label.MOSTLY_CONTRADICTED,
        Label.CONTESTED,
        Label.MOSTLY_SUPPORTED,
        Label.SUPPORTED,
    ]
    lines = made.load_settings().labels
    low, high = (label(tally(min(1.0, s)), lines)[0] for s in (share, share + more))
    assert order.index(low) <= order.index(high)
