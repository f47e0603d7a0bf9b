"""Generated questions over a publisher's file, answered from the store and by hand-written SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import shared

from averment.evidence import Evidence
from averment.evidence.adding import add
from averment.evidence.opening import open_record
from averment.evidence.sql import quoted
from averment.evidence.store import Store

#: Columns of GED that one adds up for a measure: low, best, high.
COLUMNS = {
    "deaths": ("low", "best", "high"),
    "civilian_deaths": ("deaths_civilians",) * 3,
    "events": ("1",) * 3,
}
DAYS = st.dates(dt.date(1987, 1, 1), dt.date(2024, 6, 1))


@pytest.fixture(scope="module")
def events() -> Path:
    return shared("ucdp-ged-22.1-pakistan-hdx.csv")


@pytest.fixture(scope="module")
def record(events: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    store = Store(tmp_path_factory.mktemp("store"))
    added = add(events, store)
    assert added.new
    with open_record(store) as opened:
        yield opened


@pytest.fixture(scope="module")
def plain(events: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE ged AS SELECT * REPLACE (date_start[:10]::DATE AS date_start, "
            "date_end[:10]::DATE AS date_end) "
            f"FROM read_csv({quoted(str(events))}, all_varchar = true, header = true) "
            "WHERE id IS NOT NULL"
        )
        yield connection


@settings(max_examples=200, deadline=None)
@given(
    measure=st.sampled_from(sorted(COLUMNS)),
    days=st.tuples(DAYS, DAYS).filter(lambda pair: pair[0] < pair[1]),
)
def test_answers_equal_those_of_sql_written_by_hand(
    record: Evidence,
    plain: duckdb.DuckDBPyConnection,
    measure: str,
    days: tuple[dt.date, dt.date],
) -> None:
    found = record.figures([measure], place="PAK", datasets=["ucdp-ged"], windows=[days])
    start, end = max(days[0], dt.date(1989, 1, 1)), min(days[1], dt.date(2022, 1, 1))
    asked = [f for f in found.figures if (f.start, f.end) == (start, end)]
    if start >= end:
        assert not asked
        return
    low, best, high = COLUMNS[measure]
    by_hand = plain.execute(
        f"SELECT sum({best}::INT) FILTER (date_start >= $start), "
        f"sum({low}::INT) FILTER (date_start >= $start AND date_end < $end), sum({high}::INT) "
        "FROM ged WHERE date_start < $end AND date_end >= $start",
        {"start": start, "end": end},
    ).fetchone()
    assert by_hand
    assert [(f.value, f.low, f.high) for f in asked] == [tuple(n or 0 for n in by_hand)]


def test_years_are_those_that_the_publisher_gives(
    record: Evidence, plain: duckdb.DuckDBPyConnection
) -> None:
    found = record.figures(["deaths"], place="PAK", datasets=["ucdp-ged"])
    years = {f.start.year: (f.low, f.value, f.high) for f in found.figures}
    rows = plain.execute(
        "SELECT year::INT, sum(low::INT), sum(best::INT), sum(high::INT) FROM ged GROUP BY 1"
    ).fetchall()
    assert years == {year: tuple(counts) for year, *counts in rows}
    assert years[2009][1] == 7460


def test_every_event_is_kept_with_its_line(
    record: Evidence, plain: duckdb.DuckDBPyConnection, events: Path
) -> None:
    table = '"ucdp-ged@22.1"'
    kept = record.query(f"SELECT id FROM {table} ORDER BY line").fetchall()
    assert kept == plain.execute("SELECT id FROM ged").fetchall()
    line, name = record.query(f"SELECT line, id FROM {table} ORDER BY hash(id) LIMIT 1").fetchone()  # type: ignore[misc]
    with events.open(encoding="utf-8") as handle:
        lines = list(handle)
    if len(lines) == len(kept) + 2:
        assert lines[line - 1].startswith(f"{name},")


# --- files of figures ----------------------------------------------------------------------------

#: Countries by the code of UCDP and by that of ISO, as one writes them down.
PLACES = {700: "AFG", 770: "PAK", 775: "MMR", 346: "BIH", 517: "RWA", 645: "IRQ"}
YEARS = st.integers(1985, 2027)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    store = Store(tmp_path_factory.mktemp("figures"))
    add(shared("ucdp-country-year-25.1.csv"), store)
    add(shared("unhcr-population.csv.gz"), store, vintage="2025")
    with open_record(store) as opened:
        yield opened


@pytest.fixture(scope="module")
def by_hand() -> Iterator[duckdb.DuckDBPyConnection]:
    files = {"cy": "ucdp-country-year-25.1.csv", "unhcr": "unhcr-population.csv.gz"}
    with duckdb.connect() as connection:
        for table, name in files.items():
            connection.execute(
                f"CREATE TABLE {table} AS FROM read_csv({quoted(str(shared(name)))}, "
                "all_varchar = true, header = true)"
            )
        yield connection


@settings(max_examples=100, deadline=None)
@given(place=st.sampled_from(sorted(PLACES.values())), years=st.tuples(YEARS, YEARS))
def test_country_years_equal_the_file(
    figures: Evidence,
    by_hand: duckdb.DuckDBPyConnection,
    place: str,
    years: tuple[int, int],
) -> None:
    first, last = sorted(years)
    period = (dt.date(first, 1, 1), dt.date(last + 1, 1, 1))
    asked = figures.figures(
        ["deaths"], place=place, datasets=["ucdp-country-year"], touching=period
    )
    stored = {f.start.year: f.value for f in asked.figures if "@" in f.id}
    code = next(code for code, iso in PLACES.items() if iso == place)
    rows = by_hand.execute(
        "SELECT year_cy::INT, cumulative_total_deaths_in_orgvio_best_cy::DOUBLE FROM cy "
        "WHERE country_id_cy::INT = $code AND year_cy::INT BETWEEN $first AND $last",
        {"code": code, "first": first, "last": last},
    ).fetchall()
    assert stored == dict(rows)


@settings(max_examples=100, deadline=None)
@given(
    place=st.sampled_from(["PAK", "IRN", "DEU", "AUS", "AUT", "EGY"]),
    of=st.sampled_from(["AFG", "IRQ", "SYR", "VNM"]),
    measure=st.sampled_from(["refugees", "asylum_seekers"]),
)
def test_refugees_equal_the_file(
    figures: Evidence, by_hand: duckdb.DuckDBPyConnection, place: str, of: str, measure: str
) -> None:
    asked = figures.figures([measure], place=place, of=of, datasets=["unhcr"])
    stored = {f.start.year: f.value for f in asked.figures if "@" in f.id}
    rows = by_hand.execute(
        f"SELECT year::INT, sum({measure}::DOUBLE) FROM unhcr "
        f"WHERE coa_iso = $place AND coo_iso = $of AND {measure} <> '' GROUP BY 1",
        {"place": place, "of": of},
    ).fetchall()
    assert {year: value for year, value in stored.items() if value} == {
        year: value for year, value in rows if value
    }
