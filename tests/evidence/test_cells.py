"""Event lists as figures: as counted by hand, zero inside the coverage, nothing outside."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import described, event, keep

from averment.checking.series import build_series
from averment.evidence import Evidence, Figure
from averment.evidence.opening import open_record
from averment.evidence.store import Store


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def figures(store: Store, measure: str, **asked: Any) -> dict[tuple[str, str], Figure]:
    """Ask the store's events about Pakistan; return the figures by their period."""
    with open_record(store) as record:
        found = record.figures([measure], **{"place": "PAK", "datasets": ["made-events"], **asked})
        assert record.run(found.sql) == found.figures
    return {(str(f.start), str(f.end)): f for f in found.figures}


def test_years_inside_the_coverage_are_figures_and_zero_is_one(store: Store) -> None:
    keep(store, [event("2016-03-02", deaths=5), event("2018-12-31", deaths=2)])
    found = figures(store, "deaths")
    values = {start[:4]: figure.value for (start, _), figure in found.items()}
    assert values == {"2016": 5, "2017": 0, "2018": 2}


def test_outside_the_coverage_there_is_nothing(store: Store) -> None:
    keep(store, [event("2016-03-02", deaths=5), event("2016-05-02", place="IRN", deaths=1)])
    with open_record(store) as record:
        assert not record.figures(["deaths"], place="IRQ", datasets=["made-events"]).figures
    before, after = (day("2010-01-01"), day("2011-01-01")), (day("2017-01-01"), day("2018-01-01"))
    found = figures(store, "deaths", windows=[before, after, (before[0], after[1])])
    assert set(found) == {("2016-01-01", "2017-01-01")}


def test_without_a_declared_start_each_place_begins_with_its_own(store: Store) -> None:
    late = [event("2015-02-01", place="IRN", deaths=1), event("2017-06-01", deaths=2)]
    keep(store, late, descriptor=described(coverage={"unit": "month"}))
    window = (day("2015-01-01"), day("2018-01-01"))
    assert set(figures(store, "deaths", windows=[window])) == {("2017-06-01", "2017-07-01")}
    iran = figures(store, "deaths", place="IRN", windows=[window])
    assert set(iran) == {
        ("2015-02-01", "2017-07-01"),
        ("2016-01-01", "2017-01-01"),
    }


def test_a_window_is_counted_to_the_day(store: Store) -> None:
    days = ["2016-05-02", "2016-05-03", "2016-08-31", "2016-09-01"]
    keep(store, [event(start, deaths=10**i) for i, start in enumerate(days)])
    window = (day("2016-05-03"), day("2016-09-01"))
    assert figures(store, "deaths", windows=[window])["2016-05-03", "2016-09-01"].value == 110


def test_events_that_reach_over_an_end_count_at_both_extremes(store: Store) -> None:
    spans = [
        event("2016-01-30", "2016-02-02", deaths=1, deaths_low=1, deaths_high=1),
        event("2016-02-10", "2016-02-12", deaths=10, deaths_low=7, deaths_high=20),
        event("2016-02-28", "2016-03-03", deaths=100, deaths_low=50, deaths_high=300),
    ]
    keep(store, spans)
    found = figures(store, "deaths", windows=[(day("2016-02-01"), day("2016-03-01"))])
    february = found["2016-02-01", "2016-03-01"]
    assert (february.low, february.value, february.high) == (7, 110, 321)
    year = found["2016-01-01", "2017-01-01"]
    assert (year.low, year.value, year.high) == (58, 111, 321)


def test_events_of_which_only_the_country_is_known_count_at_both_extremes(store: Store) -> None:
    """In Sindh for sure 1, by its name alone 10, perhaps 100 and 1,000; elsewhere 10,000."""
    places = [("Sindh", "exact"), ("Sindh", "country"), (None, "country"), (None, None)]
    places += [("Punjab", "division")]
    keep(
        store,
        [
            event("2016-03-02", deaths=10**i, division=division, place_precision=precision)
            for i, (division, precision) in enumerate(places)
        ],
    )
    found = figures(store, "deaths", place="PAK/Sindh")["2016-01-01", "2017-01-01"]
    assert (found.low, found.value, found.high) == (1, 11, 1111)
    assert figures(store, "deaths", place="PAK/Balochistan") == {}
    with open_record(store) as record:
        traced = record.trace(found)
        assert len(record.query(traced.rows_sql).fetchall()) == 4
        assert record.query(traced.sql).fetchall() == [(11, 1, 1111)]


def test_what_an_event_does_not_say_is_not_made_up(store: Store) -> None:
    keep(store, [event("2016-01-30"), event("2016-01-30", deaths=3, deaths_high=9)])
    found = figures(store, "deaths")["2016-01-01", "2017-01-01"]
    assert (found.low, found.value, found.high) == (3, 3, 9)
    assert found.note == "1 of the events do not say how many"
    assert figures(store, "attacks")["2016-01-01", "2017-01-01"].note == ""


def test_conditions_and_sums_of_several_columns(store: Store) -> None:
    keep(
        store,
        [
            event("2016-01-30", suicide=True, civilian_deaths=3),
            event("2016-02-01", suicide=False, unknown_deaths=4),
            event("2016-02-01", type="clash", civilian_deaths=5, unknown_deaths=6),
        ],
    )
    year = ("2016-01-01", "2017-01-01")
    assert figures(store, "attacks")[year].value == 2
    assert figures(store, "suicide_attacks")[year].value == 1
    assert figures(store, "civilian_deaths")[year].value == 8
    assert figures(store, "civilian_deaths_with_unknown")[year].value == 18


def test_a_list_answers_only_for_everyone(store: Store) -> None:
    keep(store, [event("2016-01-30", deaths=3)])
    assert not figures(store, "deaths", of="AFG")
    assert not figures(store, "deaths", by="PAK")
    assert not figures(store, "deaths", unit="percent")
    assert not figures(store, "refugees")
    assert not figures(store, "deaths", datasets=["other"])
    assert figures(store, "deaths", unit=None)


def test_vintages_lie_side_by_side_and_become_releases(store: Store) -> None:
    known = described(published={"1.0": "2017-06-01", "2.0": "2018-06-01"})
    keep(store, [event("2016-01-30", deaths=3)], "1.0", known)
    keep(store, [event("2016-01-30", deaths=5), event("2017-01-30", deaths=7)], "2.0", known)
    with open_record(store) as record:
        found = record.figures(["deaths"], place="PAK", datasets=["made-events"])
        series = build_series(found.figures, found.datasets, stock=False)
        then = record.figures(
            ["deaths"], place="PAK", datasets=["made-events"], published_by=day("2017-12-31")
        )
    totals = {s.key.release: [f.value for f in s.figures] for s in series}
    assert totals == {"latest": [5, 7], "first": [3, 7]}
    assert [f.value for f in then.figures] == [3]
    assert found.datasets["made-events"].vintage == "1.0; 2.0"
    assert len(found.hashes["made-events"].split("; ")) == 2


def test_figures_of_a_store_stand_beside_those_of_the_pack(store: Store) -> None:
    own = {
        "dataset": "mine",
        "measure": "attacks",
        "place": "PAK",
        "of": "",
        "by": "",
        "start": day("2016-01-01"),
        "end": day("2017-01-01"),
        "value": 41.0,
        "unit": "count",
        "flow": "flow",
        "report": "",
        "published": day("2017-02-01"),
        "published_precision": "day",
        "provisional": False,
        "confirmed": False,
        "second_url": "",
        "url": "",
        "definition": "",
        "note": "",
    }
    mine = described(id="mine", shape="figures", measures=["attacks"])
    keep(store, [own], descriptor=mine)
    with open_record(store) as record:
        found = record.figures(["attacks"], place="PAK")
        assert record.run(found.sql) == found.figures
        assert {"mine", "pips"} <= set(found.datasets)
        stored = [f for f in found.figures if f.dataset == "mine"]
        assert [(f.id, f.value) for f in stored] == [("mine@1.0/e2", 41)]
        assert record.rows(["mine@1.0/e2"]).figures == tuple(stored)


# --- as counted by hand --------------------------------------------------------------------------

BEGIN, END = dt.date(2014, 6, 1), dt.date(2019, 6, 1)
days = st.dates(BEGIN, END)
counts = st.none() | st.integers(0, 40)


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(days)
    length = draw(st.sampled_from([1, 1, 1, 2, 9, 40, 400]))
    fields = {name: draw(counts) for name in ("deaths", "civilian_deaths", "unknown_deaths")}
    if fields["deaths"] is not None and draw(st.booleans()):
        fields |= {"deaths_low": fields["deaths"] // 2, "deaths_high": fields["deaths"] * 2}
    last = start + dt.timedelta(days=length - 1)
    return event(
        str(start),
        str(last),
        place=draw(st.sampled_from(["PAK", "AFG", None])),
        division=draw(st.sampled_from(["Sindh", "Kabul", None])),
        place_precision=draw(st.sampled_from(["exact", "country", None])),
        type=draw(st.sampled_from(["attack", "clash", None])),
        suicide=draw(st.sampled_from([True, False, None])),
        **fields,
    )


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp())
    yield made
    shutil.rmtree(made)


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(events(), min_size=1, max_size=25),
    windows=st.lists(st.tuples(days, days).filter(lambda p: p[0] < p[1]), min_size=5, max_size=8),
    measure=st.sampled_from(sorted(described().measures)),
)
def test_figures_are_what_one_counts_by_hand(
    folder: Path,
    rows: list[dict[str, Any]],
    windows: list[tuple[dt.date, dt.date]],
    measure: str,
) -> None:
    placed = [row for row in rows if row["place"]]
    if not placed:
        return
    store = Store(Path(tempfile.mkdtemp(dir=folder)))
    holding = keep(store, rows)
    spans = {span.place: (span.start, span.end) for span in holding.spans}
    with open_record(store) as record:
        for place, covered in spans.items():
            _check(record, rows, place, covered, measure, windows)
            if any((row["place"], row["division"]) == (place, "Sindh") for row in rows):
                _check(record, rows, f"{place}/Sindh", covered, measure, windows)


def _check(
    record: Evidence,
    rows: list[dict[str, Any]],
    place: str,
    covered: tuple[dt.date, dt.date],
    measure: str,
    windows: list[tuple[dt.date, dt.date]],
) -> None:
    found = record.figures([measure], place=place, datasets=["made-events"], windows=windows)
    assert record.run(found.sql) == found.figures
    cut = {(max(a, covered[0]), min(b, covered[1])) for a, b in windows}
    years = {(dt.date(y, 1, 1), dt.date(y + 1, 1, 1)) for y in range(2013, 2022)}
    inside = {(a, b) for a, b in years if covered[0] <= a and b <= covered[1]}
    assert {(f.start, f.end) for f in found.figures} == inside | {(a, b) for a, b in cut if a < b}
    for figure in found.figures:
        country, _, division = place.partition("/")
        told = [row for row in rows if row["place"] == country and _counts(row, measure)]
        low, value, high = 0, 0, 0
        for row in told:
            least, best, most = _amounts(row, measure)
            here = not division or row["division"] == division
            only = division and row["place_precision"] == "country"
            inside = here and figure.start <= row["start"]
            value += best if inside and row["start"] < figure.end else 0
            low += least if inside and not only and row["end"] <= figure.end else 0
            if here or only or row["division"] is None:
                high += most if row["start"] < figure.end and row["end"] > figure.start else 0
        assert (figure.low, figure.value, figure.high) == (low, value, high)


def _counts(row: dict[str, Any], measure: str) -> bool:
    wanted = {"attacks": ("type", "attack"), "suicide_attacks": ("suicide", True)}
    return measure not in wanted or row[wanted[measure][0]] == wanted[measure][1]


def _amounts(row: dict[str, Any], measure: str) -> tuple[int, int, int]:
    if measure.endswith("attacks"):
        return 1, 1, 1
    columns = {"civilian_deaths_with_unknown": ("civilian_deaths", "unknown_deaths")}
    best = sum(row[name] or 0 for name in columns.get(measure, (measure,)))
    if measure == "deaths" and "deaths_low" in row:
        return row["deaths_low"], best, row["deaths_high"]
    return best, best, best
