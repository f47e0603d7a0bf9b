"""Events and orders before made-up records: every reading as the plain checker has it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_dates import Asked, Known, end_days, slow_event, slow_order
from test_attested import ACTORS, DAY, SETTINGS, TEXT_DAY, Record, inquiry_of

from averment.checking.attested.accounts import Account, Accounts
from averment.checking.attested.events import VAGUE, event_case
from averment.checking.attested.orders import order_case
from averment.checking.attested.readings import SILENT
from averment.claim import Claim
from averment.evidence import Evidence
from averment.evidence.testimony import Register

ROOTS = ("UCDP", "Hill Institute", "River News")
WORDS = {
    "recognise": "{} recognised {}",
    "withdraw": "{} withdrew its recognition of {}",
    "sign": "{} and {} signed {}",
    "begin": "The war between {} and {} began",
    "end": "The war between {} and {} ended",
}
ALONE = {"begin": "The war in {} began", "end": "The war in {} ended"}


@pytest.fixture(scope="session")
def record(evidence: Evidence) -> Any:
    return Record(evidence)


def after(day: dt.date, precision: str) -> tuple[dt.date, dt.date]:
    """The first day, and the day after the last one, of the day, month or year of a day."""
    if precision == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year + 1, 1, 1)
    if precision == "month":
        return day.replace(day=1), (day.replace(day=1) + 31 * DAY).replace(day=1)
    return day, day + DAY


dates = st.builds(
    lambda n, precision: after(dt.date(2014, 1, 1) + n * DAY, precision),
    st.integers(0, 3600),
    st.sampled_from(["day", "day", "month", "year"]),
)


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    one, other = draw(st.permutations(ACTORS[:3]))[:2]
    begin, begin_end = draw(dates)
    begins = (begin, begin_end - DAY)
    first, last = after(
        begin + draw(st.integers(0, 900)) * DAY, draw(st.sampled_from(["day", "year"]))
    )
    ends = (max(first, begin + DAY), max(last, begin_end, first + DAY))
    published = draw(st.sampled_from([None, begin, ends[0]]))
    match draw(st.sampled_from(["both", "both", "both", "no end", "no begin", "none"])):
        case "no end":
            ends = (max(begin, published or begin) + DAY, dt.date.max)
        case "no begin":
            begins = (dt.date.min, published or ends[0])
        case "none":
            begins = ends = (dt.date.min, dt.date.max)
            published = None
    type = draw(st.sampled_from(["recognises", "agreement", "signs_with", "fights", "fights"]))
    sides = (frozenset({one}), frozenset({other}))
    root = draw(st.sampled_from(ROOTS))
    return Account(
        type=type,
        sides=sides if type != "agreement" else (sides[0] | sides[1],) * 2,
        # What is denied is denied of days that are sure.
        affirms=type != "recognises" or begins[1] >= ends[0] or draw(st.integers(0, 3)) > 0,
        root=root,
        says=root,
        standing="independent",
        party=draw(st.sampled_from(["", "", "", "", one])),
        begins=begins,
        ends=ends,
        published=published,
        detail=f"something between {one} and {other}",
        name=draw(st.sampled_from(["", "Lake Accord", "Hill Accord"]))
        if type == "agreement"
        else "",
        secondary=type == "fights" and draw(st.integers(0, 4)) == 0,
        row=f"subject = '{one}'",
    )


@st.composite
def records(draw: st.DrawFn) -> tuple[list[Account], dict[tuple[str, str], Register]]:
    lists = {}
    for type in draw(st.sets(st.sampled_from(["fights", "agreement"]))):
        start = dt.date(draw(st.integers(2012, 2018)), 1, 1)
        end = dt.date(draw(st.integers(2019, 2025)), 1, 1)
        lists["UCDP", type] = Register("ucdp", type, start, end)
    return draw(st.lists(accounts(), max_size=8)), lists


@st.composite
def happenings(draw: st.DrawFn) -> tuple[Asked, Claim]:
    verb = draw(st.sampled_from(sorted(WORDS)))
    who = tuple(draw(st.permutations(ACTORS[:3]))[:2])
    place: tuple[str, ...] = ()
    if verb in ALONE and draw(st.booleans()):
        who = (draw(st.sampled_from(ACTORS[:2])),)
        place = who if draw(st.booleans()) else ()
    thing = draw(st.sampled_from(["a peace agreement", "an accord", "the Lake Accord"]))
    text = ALONE[verb].format(*who) if len(who) == 1 else WORDS[verb].format(*who, thing)
    window = None
    if draw(st.booleans()):
        start, end = draw(dates)
        window = {"start": start, "end": draw(st.sampled_from([end, end + 500 * DAY]))}
    claim = Claim.model_validate(
        {
            "id": "c1",
            "kind": "event",
            "text": text,
            "span": (0, 1),
            "sentence": (0, 1),
            "tense": draw(st.sampled_from(["past", "present"])),
            "window": window,
            "place": [{"id": one, "text": one} for one in place],
            "event": {
                "type": verb,
                "by": [{"id": one, "text": one} for one in who if not place],
            },
        }
    )
    signs = verb == "sign"
    return Asked(verb, who, signs and "Lake" in thing, signs and "peace" in thing), claim


def times_of(claim: Claim) -> dict[str, tuple[dt.date, dt.date]]:
    if claim.window is not None:
        assert claim.window.start is not None
        assert claim.window.end is not None
        start, end = claim.window.start, claim.window.end
        slack = 1 if (end - start).days <= 10 else 5 if (end - start).days <= 100 else 31
        return {"worded": (start, end), "nearby": (start - slack * DAY, end + slack * DAY)}
    if claim.tense == "past":
        return {"ever": (dt.date.min, TEXT_DAY + DAY)}
    back = {"lately": 365, "two-years": 730, "that-day": 0}
    return {name: (TEXT_DAY - days * DAY, TEXT_DAY + DAY) for name, days in back.items()}


@given(happenings(), records())
@settings(deadline=None)
def test_events_as_the_plain_checker_has_them(
    record: Any,
    of: tuple[Asked, Claim],
    on_record: tuple[list[Account], dict[tuple[str, str], Register]],
) -> None:
    (asked, claim), (found, lists) = of, on_record
    inquiry = replace(inquiry_of(claim, found, record), known=Accounts(found, lists))
    case = event_case(claim, inquiry)
    slow, silent, vague = slow_event(asked, times_of(claim), found, lists, SETTINGS)
    if claim.place:  # without a party named, other wars than the one that fits are left out
        slow = without_namesakes(slow)
    fast = {}
    for r in case.readings:
        war = r.options["war"].id if "war" in r.options else ""
        fast[r.root, war, r.options["when"].id] = (r.truth.value, r.weight)
    assert len(fast) == len(case.readings)
    assert {k: truth for k, (truth, _) in fast.items()} == {k: t for k, (t, _) in slow.items()}
    if not claim.place:
        assert {k: w for k, (_, w) in fast.items()} == pytest.approx(
            {k: w for k, (_, w) in slow.items()}
        )
        left_out = {e.reason: e.readings for e in case.excluded}
        assert left_out == {k: n for k, n in ((SILENT, silent), (VAGUE, vague)) if n}


def without_namesakes(
    slow: dict[tuple[str, str, str], tuple[str, float]],
) -> dict[tuple[str, str, str], tuple[str, float]]:
    fit = {root for (root, _, _), (truth, _) in slow.items() if truth == "true"}
    return {k: v for k, v in slow.items() if not fit or k[0] in fit or v[0] != "false"}


@st.composite
def ends(draw: st.DrawFn) -> tuple[str, Asked | None, tuple[dt.date, dt.date] | None, Claim | None]:
    """An end of an order: its words, what they ask, the time they state, the claim they are of."""
    day = dt.date(2015, 1, 1) + draw(st.integers(0, 2500)) * DAY
    precision = draw(st.sampled_from(["", "", "day", "month", "year"]))
    form = {"day": f"{day.day} {day:%B} {day.year}", "month": f"{day:%B %Y}", "year": f"{day.year}"}
    start, past = after(day, precision)
    stated = (start, past - DAY) if precision else None
    if precision and draw(st.integers(0, 2)) == 0:
        return form[precision], None, stated, None
    asked, claim = draw(happenings())
    words = f"{claim.text} in {form[precision]}" if precision else claim.text
    return words, asked, stated, claim.model_copy(update={"text": words})


@given(ends(), ends(), records())
@settings(deadline=None)
def test_orders_as_the_plain_checker_has_them(
    record: Any,
    first: tuple[str, Asked | None, tuple[dt.date, dt.date] | None, Claim | None],
    second: tuple[str, Asked | None, tuple[dt.date, dt.date] | None, Claim | None],
    on_record: tuple[list[Account], dict[tuple[str, str], Register]],
) -> None:
    found, lists = on_record
    beside = [claim for _, _, _, claim in (first, second) if claim is not None]
    claim = Claim.model_validate(
        {
            "id": "order",
            "kind": "order",
            "text": "the one came after the other",
            "span": (0, 1),
            "sentence": (0, 1),
            "order": {"first": first[0], "second": second[0], "link": "after"},
        }
    )
    base = inquiry_of(claim, found, record)
    context = replace(base.context, claims=(claim, *beside))
    case = order_case(claim, replace(base, known=Accounts(found, lists), context=context))
    slow_ends = []
    for _, asked, stated, claim_ in (first, second):
        if asked is None:
            assert stated is not None
            slow_ends.append([Known("", *stated)])
        else:
            days = end_days(asked, stated, found)
            placed = claim_ is not None and bool(claim_.place)
            of_text = [Known("", *stated)] if stated and placed else []
            slow_ends.append(days or of_text)
    fast = Counter(
        (
            r.root,
            r.options["date"].id if "date" in r.options else "",
            r.options["date_of_other"].id if "date_of_other" in r.options else "",
            r.truth.value,
        )
        for r in case.readings
    )
    assert fast == slow_order(*slow_ends)
    assert sum(r.weight for r in case.readings) == pytest.approx(1.0 if fast else 0.0)


def told_of(one: str, other: str, type: str, day: dt.date, *, affirms: bool = True) -> Account:
    return Account(
        type=type,
        sides=(frozenset({one}), frozenset({other})),
        affirms=affirms,
        root="Hill Institute",
        says="Hill Institute",
        standing="independent",
        begins=(day, day),
        ends=(day + 30 * DAY, day + 30 * DAY),
        detail="what it has",
    )


def test_an_order_takes_no_day_from_a_record_that_it_did_not_happen(record: Any) -> None:
    claim = Claim.model_validate(
        {
            "id": "order",
            "kind": "order",
            "text": "Peru recognised Chile after 2013",
            "span": (0, 1),
            "sentence": (0, 1),
            "order": {"first": "Peru recognised Chile", "second": "2013", "link": "after"},
        }
    )
    denied = told_of("PER", "CHL", "recognises", dt.date(2016, 5, 1), affirms=False)
    affirmed = replace(denied, affirms=True)
    assert order_case(claim, inquiry_of(claim, [affirmed], record)).readings
    assert not order_case(claim, inquiry_of(claim, [denied], record)).readings


def test_a_war_is_one_whichever_side_is_named_first(record: Any) -> None:
    claim = Claim.model_validate(
        {
            "id": "c1",
            "kind": "event",
            "text": "The war in CHL began",
            "span": (0, 1),
            "sentence": (0, 1),
            "window": {"start": dt.date(2016, 6, 1), "end": dt.date(2016, 7, 1)},
            "event": {"type": "begin", "by": [{"id": "CHL", "text": "CHL"}]},
        }
    )
    begun = told_of("CHL", "unita", "fights", dt.date(2016, 1, 10))
    later = told_of("CHL", "unita", "fights", dt.date(2016, 6, 10))
    turned = replace(later, sides=(later.sides[1], later.sides[0]))
    for second in (later, turned):
        case = event_case(claim, inquiry_of(claim, [begun, second], record))
        assert not [r for r in case.readings if r.truth.value == "true"]
