"""The predicates on ties, days and orders, beside plain ones that look at one reading at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from averment.kinds import event, order, relation
from averment.kinds.rules import FALSE, TRUE, UNDETERMINED

days = st.integers(0, 12)
#: A record: the bounds of its first day and of its first day after the end, and whether it affirms.
ties = st.tuples(days, days, days, days, st.booleans()).filter(
    lambda t: t[0] <= t[1] and t[2] <= t[3]
)
asked = st.tuples(days, st.integers(1, 6), st.booleans())
readings = st.lists(st.tuples(asked, st.lists(ties, max_size=4)), min_size=1, max_size=5)


def slow_tie(start: int, end: int, closed: bool, records: list[tuple[int, ...]]) -> int:
    """Try every way the unknown days may lie: a record has it if it holds on a day asked for."""
    surely, maybe, lacks = False, False, False
    for begins_low, begins_high, ends_low, ends_high, affirms in records:
        known = begins_high < end and ends_low > start and begins_high < ends_low
        whole = begins_low >= start and ends_high <= end
        possible = begins_low < end and ends_high > start
        if affirms:
            surely, maybe = surely or known or whole, maybe or possible
        else:
            lacks = lacks or known or whole
    if surely and not lacks:
        return int(TRUE)
    if not maybe and not surely and (lacks or closed):
        return int(FALSE)
    return int(UNDETERMINED)


def arrays(
    found: list[tuple[tuple[int, int, bool], list[tuple[int, ...]]]], shift: int = 0
) -> tuple[relation.Ties, relation.Asked]:
    rows = [(n, *record) for n, (_, records) in enumerate(found) for record in records]
    columns = [np.array([row[i] for row in rows], dtype=np.int64) for i in range(6)]
    bounds = [column + shift for column in columns[1:5]]
    made = relation.Ties(columns[0], *bounds, affirms=columns[5].astype(np.bool_))
    return made, relation.Asked(
        start=np.array([a for (a, _, _), _ in found], dtype=np.int64) + shift,
        end=np.array([a + n for (a, n, _), _ in found], dtype=np.int64) + shift,
        closed=np.array([closed for (_, _, closed), _ in found], dtype=np.bool_),
    )


@given(readings)
def test_ties_as_the_plain_predicate_has_them(
    found: list[tuple[tuple[int, int, bool], list[tuple[int, ...]]]],
) -> None:
    fast = relation.judge(*arrays(found))
    slow = [slow_tie(a, a + n, closed, records) for (a, n, closed), records in found]
    assert fast.tolist() == slow


@given(readings, st.integers(-5, 400))
def test_shifting_all_days_changes_nothing(
    found: list[tuple[tuple[int, int, bool], list[tuple[int, ...]]]], shift: int
) -> None:
    assert relation.judge(*arrays(found)).tolist() == relation.judge(*arrays(found, shift)).tolist()


@given(readings)
def test_a_longer_period_never_takes_a_tie_away(
    found: list[tuple[tuple[int, int, bool], list[tuple[int, ...]]]],
) -> None:
    affirming = [(a, [r for r in records if r[4]]) for a, records in found]
    wider = [((a - 1, n + 2, closed), records) for (a, n, closed), records in affirming]
    before = relation.judge(*arrays(affirming))
    after = relation.judge(*arrays(wider))
    assert (after[before == TRUE] == TRUE).all()


@given(readings)
def test_days_as_the_plain_predicate_has_them(
    found: list[tuple[tuple[int, int, bool], list[tuple[int, ...]]]],
) -> None:
    made, asked_ = arrays(found)
    dates = event.Dates(made.reading, made.begins_low, made.begins_high + 1, made.affirms)
    slow = []
    for (start, length, closed), records in found:
        end = start + length
        spans = [(low, high + 1, affirms) for low, high, _, _, affirms in records]
        inside = any(yes and low >= start and high <= end for low, high, yes in spans)
        may = any(yes and low < end and high > start for low, high, yes in spans)
        never = any(not yes and low <= start and high >= end for low, high, yes in spans)
        truth = TRUE if inside and not never else UNDETERMINED
        slow.append(int(FALSE if not may and (never or closed) else truth))
    assert event.judge(dates, asked_).tolist() == slow


@given(st.lists(st.tuples(days, st.integers(1, 4), days, st.integers(1, 4)), min_size=1))
def test_an_order_turned_round_is_as_false_as_it_was_true(
    found: list[tuple[int, int, int, int]],
) -> None:
    a, n, b, m = (np.array(column, dtype=np.int64) for column in zip(*found, strict=True))
    forth = order.judge(order.Pairs(a, a + n, b, b + m))
    back = order.judge(order.Pairs(b, b + m, a, a + n))
    turned = {int(TRUE): int(FALSE), int(FALSE): int(TRUE)}
    assert back.tolist() == [turned.get(truth, truth) for truth in forth.tolist()]
    slow = [TRUE if x + k <= y else FALSE if y + j <= x else UNDETERMINED for x, k, y, j in found]
    assert forth.tolist() == [int(truth) for truth in slow]
