"""The slow evaluator and the one on arrays agree on every reading."""

from __future__ import annotations

from math import isclose
from pathlib import Path

import made
import pytest
from golden import CASES, question_of, read_case
from hypothesis import given, settings
from hypothesis import strategies as st

from averment.checking import Settings
from averment.checking.ask import ask
from averment.checking.candidate import Candidate
from averment.checking.evaluate import evaluate
from averment.checking.lookup import Found, look_up
from averment.checking.neighbours import beside
from averment.checking.oracle import ask_slowly
from averment.checking.oracle.rows import Row, exact, rows_of
from averment.checking.outcomes import TRUTH
from averment.checking.readings import enumerate_readings
from averment.checking.scope import Unasked
from averment.checking.series import build_series
from averment.checking.trial import try_all
from averment.evidence import Evidence, Figure
from averment.kinds import KINDS, Rules
from averment.query import Query


def disagreements(candidates: list[Candidate], rules: Rules, least: float) -> list[str]:
    judged = evaluate(candidates, rules).judged
    wrong = []
    for index, one in enumerate(candidates):
        slow = ask_slowly(one, least)
        truth = TRUTH[int(judged.truth[index])]
        pairs = ((judged.low[index], slow.low), (judged.high[index], slow.high))
        if truth is not slow.truth or not all(isclose(a, b, rel_tol=1e-9) for a, b in pairs):
            options = {axis: option.id for axis, option in one.options.items()}
            wrong.append(f"{options}: {truth} {pairs} against {slow}")
    return wrong


@given(made.questions(), made.figures())
@settings(deadline=None, max_examples=max(300, settings.default.max_examples))
def test_on_made_up_records(query: Query, figures: list[Figure]) -> None:
    found = list(made.readings(query, figures).candidates)
    least = made.load_settings().coverage
    assert not disagreements(found, KINDS[query.claim.kind], least)


@given(made.courses(), made.figures())
@settings(deadline=None, max_examples=max(150, settings.default.max_examples))
def test_on_courses(query: Query, figures: list[Figure]) -> None:
    found = list(made.readings(query, figures).candidates)
    assert not disagreements(found, KINDS[query.claim.kind], made.load_settings().coverage)


@given(st.booleans(), st.data())
@settings(deadline=None, max_examples=max(150, settings.default.max_examples))
def test_on_shares(stock: bool, data: st.DataObject) -> None:
    query = data.draw(made.shares(stock))
    found = made.beside_of(query, data.draw(made.many_places(stock)))
    assert not disagreements(*_read(query, found))


@given(st.booleans(), st.data())
@settings(deadline=None, max_examples=max(150, settings.default.max_examples))
def test_on_ranks_among_places(stock: bool, data: st.DataObject) -> None:
    query = data.draw(made.ranks_of_places(stock))
    found = made.beside_of(query, data.draw(made.many_places(stock)))
    assert not disagreements(*_read(query, found))


def _read(query: Query, found: Found) -> tuple[list[Candidate], Rules, float]:
    settings, rules = made.load_settings(), KINDS[query.claim.kind]
    trial = try_all(query, rules, found, settings, figures=found.deciding)
    return list(trial.readings.candidates), rules, settings.coverage


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_on_the_golden_claims(path: Path, evidence: Evidence, settings: Settings) -> None:
    claim, context = question_of(path, evidence)
    query = ask(claim, context, settings)
    if isinstance(query, Unasked):
        assert read_case(path)["expect"]["label"] == ["not_covered"]
        return
    found, rules = look_up(query, evidence), KINDS[claim.kind]
    figures = [f for f in found.deciding if f.measure in query.measure.fair]
    series = build_series(figures, found.datasets, stock=query.measure.stock)
    intervals = rules.comparators(claim, settings.tolerance)
    made_ = enumerate_readings(
        query,
        series,
        intervals,
        settings,
        found.datasets,
        found.roots,
        against=rules.against,
        beside=beside(query, found, figures),
    )
    assert not disagreements(list(made_.candidates), rules, settings.coverage)


rows = st.lists(
    st.tuples(st.sampled_from(made.STOPS[:8]), st.sampled_from(made.STOPS[:8]), made.values),
    max_size=6,
).map(
    lambda drawn: [
        (min(a, b), max(a, b), v, f"f{i}") for i, (a, b, v) in enumerate(drawn) if a != b
    ]
)


def every_way(found: list[Row], at: object, end: object, seen: frozenset[object]) -> list[tuple]:
    """All ways from a day to another that touch no day twice, as (length, names, total)."""
    if at == end:
        return [(0, (), 0.0)]
    ways = []
    for first, last, value, name in found:
        for here, there, signed in ((first, last, value), (last, first, -value)):
            if here == at and there not in seen:
                for length, names, total in every_way(found, there, end, seen | {there}):
                    ways.append((length + 1, (name, *names), total + signed))
    return ways


@given(rows, st.sampled_from(made.STOPS[:8]), st.sampled_from(made.STOPS[:8]))
@settings(deadline=None)
def test_the_fewest_figures_count(found: list[Row], start: object, end: object) -> None:
    """The oracle's search gives what trying out every way gives."""
    ways = sorted(every_way(found, start, end, frozenset({start})))
    expected = max(ways[0][2], 0.0) if ways else None
    assert exact(found, start, end) == expected


def test_rows_follow_the_estimate() -> None:
    figures = made.yearly("one", {2022: 10.0}, low=8.0, high=15.0)
    query = made.query(
        made.claim(kind="count"), window=made.Period(*[figures[0].start, figures[0].end])
    )
    found = made.readings(query, figures).candidates
    assert sorted(rows_of(one.series)[0][2] for one in found) == [8.0, 10.0, 15.0]
