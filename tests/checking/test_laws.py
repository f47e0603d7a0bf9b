"""Laws that whole verdicts keep, whatever the claim and the record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import made
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from averment.checking.trial import Trial, try_all
from averment.claim import Bound, Claim, Kind, Polarity, Window
from averment.evidence import Figure
from averment.kinds import KINDS
from averment.query import Query
from averment.verdict import Outcome, Verdict

TURNED = {Polarity.AFFIRMED: Polarity.NEGATED, Polarity.NEGATED: Polarity.AFFIRMED}
#: The calendar repeats itself, weekdays and all, after so many years.
CYCLE = 400


@st.composite
def ranks(draw: st.DrawFn) -> Claim:
    """A year among years, as a claim that is still to be asked."""
    asked = draw(made.questions().filter(lambda query: query.claim.kind is Kind.RANK))
    start, end = asked.window
    window = Window(start=start, end=end, text=str(start.year))
    return asked.claim.model_copy(update={"window": window})


claims = made.claims() | ranks()
compared = made.shares(stock=False) | made.shares(stock=True)
placed = made.ranks_of_places(stock=False) | made.ranks_of_places(stock=True)


def told(of: Verdict) -> dict[str, Any]:
    """What a verdict says of a claim, without the list of records that it looked at."""
    return of.model_dump(mode="json", exclude={"evidence", "sql", "rows"})


def essence(outcome: Outcome) -> tuple[object, ...]:
    """A reading's weight, truth and values, to as many digits as mean something."""
    ends = (outcome.weight, outcome.low, outcome.high)
    return (outcome.truth, *(end if end is None else f"{end:.9g}" for end in ends))


def of_many(query: Query, figures: Sequence[Figure]) -> Trial:
    """The labelled readings of a share or of a rank among places."""
    found = made.beside_of(query, figures)
    rules, settings_ = KINDS[query.claim.kind], made.load_settings()
    return try_all(query, rules, found, settings_, figures=found.deciding)


# --- negation ------------------------------------------------------------------------------------


@given(claims, made.figures())
@settings(deadline=None)
def test_a_claim_and_its_negation_share_one_whole(of: Claim, figures: list[Figure]) -> None:
    turned = of.model_copy(update={"polarity": TURNED[of.polarity]})
    one, other = made.verdict(of, figures), made.verdict(turned, figures)
    assert one.undetermined == pytest.approx(other.undetermined)
    assert (one.weighted_share is None) == (other.weighted_share is None)
    if one.weighted_share is not None and other.weighted_share is not None:
        assert one.weighted_share + other.weighted_share == pytest.approx(1)
        assert (one.share or 0) + (other.share or 0) == pytest.approx(1)


@given(st.booleans(), st.data())
@settings(deadline=None)
def test_so_do_shares_and_ranks_among_places(stock: bool, data: st.DataObject) -> None:
    query = data.draw(made.shares(stock) | made.ranks_of_places(stock))
    figures = data.draw(made.many_places(stock))
    turned = query.claim.model_copy(update={"polarity": TURNED[query.claim.polarity]})
    one, other = of_many(query, figures), of_many(replace(query, claim=turned), figures)
    assert one.tally.undetermined == pytest.approx(other.tally.undetermined)
    shares = one.tally.weighted_share, other.tally.weighted_share
    assert None in shares or sum(filter(None, shares)) == pytest.approx(1)


# --- figures -------------------------------------------------------------------------------------


@given(made.claims(), made.figures(), st.sampled_from([2, 3, 10, 1000]))
@settings(deadline=None)
def test_scaling_all_counts_leaves_changes_alone(of: Claim, figures: list[Figure], by: int) -> None:
    """Rates of change do not move. What one event more or less would do, does."""
    assume(of.kind in (Kind.CHANGE, Kind.TREND))
    assume(of.value is None or of.value.unit != "count")

    def scaled(number: float | None) -> float | None:
        return None if number is None else number * by

    more = [replace(f, value=f.value * by, low=scaled(f.low), high=scaled(f.high)) for f in figures]
    before, after = made.verdict(of, figures), made.verdict(of, more)
    values, scaled_values = (
        {tuple(o.options.items()): essence(o)[2:] for o in verdict.outcomes}
        for verdict in (before, after)
    )
    for options in values.keys() & scaled_values.keys():  # bounds are left out where others decide
        assert scaled_values[options] == values[options]
    if of.kind is Kind.TREND:
        assert after.label is before.label


@given(claims, made.figures(), made.figures(("third", "fourth")))
@settings(deadline=None)
def test_a_record_that_answers_nothing_changes_nothing(
    of: Claim, figures: list[Figure], others: list[Figure]
) -> None:
    elsewhere = [replace(f, place="XXB") for f in others]
    of_others = [replace(f, measure="suicide_attacks", id=f"{f.id}-s") for f in others]
    later = [
        replace(f, start=f.start.replace(year=2060), end=f.end.replace(year=2070), id=f"{f.id}-l")
        for f in others
    ]
    before = made.verdict(of, figures)
    assert told(made.verdict(of, [*figures, *elsewhere, *of_others])) == told(before)
    with_later = made.verdict(of, [*figures, *later])
    assert with_later.label is before.label
    assert with_later.outcomes == before.outcomes


@given(claims, made.figures(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_same_input_gives_the_same_bytes(of: Claim, figures: list[Figure], random: Any) -> None:
    """And the order in which the record lists its figures is no part of the input."""
    once, again = made.verdict(of, figures), made.verdict(of, figures)
    assert again.model_dump_json() == once.model_dump_json()
    mixed = random.sample(figures, len(figures))
    assert told(made.verdict(of, mixed)) == told(once)


@given(claims, made.figures())
@settings(deadline=None)
def test_a_release_given_twice_changes_nothing(of: Claim, figures: list[Figure]) -> None:
    """Neither the same figures once more, nor a second file of them by the same body."""
    again = [replace(f, id=f"{f.id}-again") for f in figures]
    copies = [replace(f, id=f"{f.id}-copy", dataset="copy") for f in figures if f.dataset == "one"]
    before = made.verdict(of, figures)
    after = made.verdict(of, [*figures, *again])
    beside = made.verdict(of, [*figures, *copies], copy={"publisher": "ONE"})
    assert [essence(o) for o in after.outcomes] == [essence(o) for o in before.outcomes]
    assert after.label is beside.label is before.label
    for one in (after, beside):
        assert one.weighted_share == pytest.approx(before.weighted_share)
        assert one.undetermined == pytest.approx(before.undetermined)


# --- words ---------------------------------------------------------------------------------------


@given(
    made.claims(),
    made.figures(),
    st.sampled_from([Bound.AT_LEAST, Bound.MORE_THAN, Bound.AT_MOST, Bound.LESS_THAN]),
    st.floats(1.01, 20),
)
@settings(deadline=None)
def test_a_tighter_bound_never_raises_the_share(
    of: Claim, figures: list[Figure], bound: Bound, by: float
) -> None:
    value, up = of.value, bound in (Bound.AT_LEAST, Bound.MORE_THAN)
    assume(value is not None and value.number is not None)
    assert value is not None
    assert value.number is not None
    shares = []
    for number in (value.number, value.number * by if up else value.number / by):
        ends = {"low": number, "high": None} if up else {"low": None, "high": number}
        said = value.model_copy(update={"number": number, "bound": bound, **ends})
        asked = of.model_copy(
            update={"value": said, "polarity": Polarity.AFFIRMED, "text": "attacks"}
        )
        shares.append(made.verdict(asked, figures).weighted_share)
    loose, tight = shares
    assert loose is None or tight is None or tight <= loose + 1e-9


@given(claims, made.figures())
@settings(deadline=None)
def test_shifting_all_dates_shifts_all_windows(of: Claim, figures: list[Figure]) -> None:
    """A calendar cycle later, in dates and in words, everything is the same."""

    def later(day: dt.date | None) -> dt.date | None:
        return day and day.replace(year=day.year + CYCLE)

    def moved(window: Window | None) -> Window | None:
        if window is None:
            return None
        text = re.sub(r"\b\d{4}\b", lambda found: str(int(found[0]) + CYCLE), window.text)
        ends = {"start": later(window.start), "end": later(window.end), "text": text}
        return window.model_copy(update=ends)

    shifted = of.model_copy(update={"window": moved(of.window), "baseline": moved(of.baseline)})
    days = ("start", "end", "published")
    moved_figures = [replace(f, **{day: later(getattr(f, day)) for day in days}) for f in figures]
    before = made.verdict(of, figures)
    after = made.verdict(shifted, moved_figures, later=CYCLE)
    assert after.label is before.label
    assert [f.id for f in after.flags] == [f.id for f in before.flags]
    assert [essence(o) for o in after.outcomes] == [essence(o) for o in before.outcomes]
    assert [o.window for o in after.outcomes] == [
        tuple(later(day) for day in o.window) for o in before.outcomes
    ]


# --- what stands beside --------------------------------------------------------------------------


@given(made.claims(), made.figures(), made.figures(("one", "two", "third")))
@settings(deadline=None)
def test_a_stretch_never_moves_the_label(
    of: Claim, figures: list[Figure], wider: list[Figure]
) -> None:
    """Figures of what the words do not mean decide nothing, however near they come."""
    of = of.model_copy(update={"measure": made.claim(measure=CIVILIANS).measure})
    own = [replace(f, measure="civilian_deaths") for f in figures]
    lean = [replace(f, measure="deaths", id=f"{f.id}-wide") for f in wider]
    alone, beside = made.verdict(of, own), made.verdict(of, [*own, *lean])
    assert beside.label is alone.label
    assert beside.outcomes == alone.outcomes
    assert beside.weighted_share == alone.weighted_share


CIVILIANS = {"id": "civilian_deaths", "text": "civilians killed"}


@given(made.claims(), made.figures())
@settings(deadline=None)
def test_the_landscape_never_moves_the_label(of: Claim, figures: list[Figure]) -> None:
    with_it = made.verdict(of, figures)
    with patch("averment.checking.verdicts.landscape", return_value=None):
        without = made.verdict(of, figures)
    assert without.label is with_it.label
    assert without.outcomes == with_it.outcomes


# --- parties -------------------------------------------------------------------------------------


@given(compared | placed, st.data())
@settings(deadline=None)
def test_swapping_two_countries_swaps_nothing_else(query: Query, data: st.DataObject) -> None:
    """Of shares and of ranks among places; other verdicts see one country only."""
    figures = data.draw(made.many_places(query.measure.stock))
    swap = {"XXA": "XXB", "XXB": "XXA"}

    def turned(asked: Query) -> Query:
        scope = replace(asked.scope, place=swap[asked.scope.place or ""])
        whole = asked.whole
        if whole is not None and whole.scope.place in swap:
            whole = replace(whole, scope=replace(whole.scope, place=swap[whole.scope.place]))
        return replace(asked, scope=scope, whole=whole)

    others = [replace(f, place=swap.get(f.place, f.place)) for f in figures]
    before, after = of_many(query, figures), of_many(turned(query), others)
    assert after.label is before.label
    assert after.tally.weighted_share == pytest.approx(before.tally.weighted_share)
    assert after.tally.undetermined == pytest.approx(before.tally.undetermined)
