"""From a figure back to its rows, file, hash and citation; and the rows that a person asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pandas
import pyarrow
import pytest
from stored import described, event, keep

from averment.errors import (
    DatasetUnknown,
    ExtraMissing,
    FigureUnknown,
    RowsRefused,
    VintageUnknown,
)
from averment.evidence import Evidence
from averment.evidence.opening import open_record
from averment.evidence.pack import SHIPPED
from averment.evidence.selection import select
from averment.evidence.store import Store

ROWS = [
    event("2016-01-30", deaths=3, note="=cmd|' /C calc'!A0"),
    event("2016-02-01", deaths=4, type="clash"),
    event("2016-02-01", deaths=5, place="AFG"),
]
CELL = "made-events@1.0/deaths/PAK/2016-01-01/2017-01-01"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Evidence]:
    store = Store(tmp_path / "store")
    keep(store, ROWS)
    with open_record(store) as opened:
        yield opened


def test_a_figure_of_events_leads_to_its_events(record: Evidence) -> None:
    trace = record.trace(CELL)
    assert trace.figure.value == 7
    assert record.query(trace.sql).fetchall() == [(7, 7, 7)]
    assert [row["line"] for row in trace.records()] == [2, 3]
    assert (trace.file.name, trace.file.bytes) == ("made.csv", 3)
    assert trace.file.sha256 == record.holdings[0].source.sha256
    assert trace.citation == "Made-up events, 1.0."
    assert record.trace(trace.figure) == trace


def test_a_condition_of_the_measure_is_one_of_its_rows(record: Evidence) -> None:
    trace = record.trace(CELL.replace("deaths", "attacks"))
    assert [row["line"] for row in trace.records()] == [2]


def test_a_figure_of_the_pack_leads_to_its_row(record: Evidence) -> None:
    trace = record.trace("picss-suicide_attacks-PAK-2023-a")
    (row,) = trace.records()
    assert row["value"] == trace.figure.value == 29
    assert record.query(trace.sql).fetchall() == [(29, None, None)]
    assert trace.file.name == "figures.csv"
    assert trace.file.sha256 == hashlib.sha256((SHIPPED / "figures.csv").read_bytes()).hexdigest()
    assert "PICSS" in trace.citation


def test_rows_come_as_an_arrow_table_or_a_data_frame(record: Evidence) -> None:
    trace = record.trace(CELL)
    table, frame = trace.arrow(), trace.frame()
    assert isinstance(table, pyarrow.Table)
    assert isinstance(frame, pandas.DataFrame)
    assert table.column("deaths").to_pylist() == list(frame["deaths"]) == [3, 4]


@pytest.mark.parametrize(("method", "library"), [("arrow", "pyarrow"), ("frame", "pandas")])
def test_without_the_library_one_is_told(
    record: Evidence, monkeypatch: pytest.MonkeyPatch, method: str, library: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(ExtraMissing, match=library) as caught:
        getattr(record.trace(CELL), method)()
    assert "averment[tables]" in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "no such",
        "made-events@1.0/deaths/PAK/2016-01-01",
        "made-events@1.0/deaths/PAK/2016-01-01/never",
        "made-events@1.0/refugees/PAK/2016-01-01/2017-01-01",
        "made-events@2.0/deaths/PAK/2016-01-01/2017-01-01",
        "made-events@1.0/deaths/IRN/2016-01-01/2017-01-01",
        "made-events@1.0/deaths/PAK/1916-01-01/1917-01-01",
        "",
    ],
)
def test_figures_that_are_none(record: Evidence, name: str) -> None:
    with pytest.raises(FigureUnknown):
        record.trace(name)


# --- rows ----------------------------------------------------------------------------------------


def test_rows_of_a_dataset(record: Evidence) -> None:
    chosen = select(record, "made-events")
    assert (chosen.total, len(chosen.rows)) == (3, 3)
    assert chosen.columns[:3] == ("id", "line", "start")
    assert chosen.source.file.name == "made.csv"
    few = select(record, "made-events@1.0", where="place = 'PAK' AND deaths > 1", limit=1)
    assert (few.total, len(few.rows)) == (2, 1)
    assert few.rows[0][1] == 2


def test_the_newest_release_unless_one_is_named(tmp_path: Path) -> None:
    store = Store(tmp_path)
    known = described(published={"1.0": "2017-06-01", "2.0": "2018-06-01"})
    keep(store, ROWS, "2.0", known)
    keep(store, ROWS[:1], "1.0", known)
    with open_record(store) as record:
        assert select(record, "made-events").total == 3
        assert select(record, "made-events@1.0").total == 1
        with pytest.raises(VintageUnknown):
            select(record, "made-events@3.0")


def test_rows_of_the_pack_and_behind_a_figure(record: Evidence) -> None:
    assert select(record, "pips", where="measure = 'attacks'").total > 5
    assert select(record, "milestones").total > 20
    behind = select(record, CELL, where="type = 'clash'")
    assert (behind.total, behind.source.trace and behind.source.trace.figure.value) == (1, 7)


def test_rows_that_could_not_be_used(record: Evidence) -> None:
    chosen = select(record, "made-events", rejects=True)
    assert chosen.columns == ("line", "reason", "text")
    assert chosen.rows == ((7, "no date", "=cmd|x"),)
    with pytest.raises(DatasetUnknown, match="Only what was added"):
        select(record, "pips", rejects=True)


@pytest.mark.parametrize(
    "where",
    [
        "deaths >",
        "no_such_column = 1",
        "true; DROP TABLE figures",
        "true); DROP TABLE figures; SELECT (1",
        "true) --",
        "line IN (SELECT 1 FROM read_csv('/etc/passwd'))",
        "line IN (SELECT 1 FROM read_text('/etc/passwd'))",
        "getenv('HOME') <> ''",
        "",
        "\0",
    ],
)
def test_conditions_that_are_refused(record: Evidence, where: str) -> None:
    with pytest.raises(RowsRefused) as caught:
        select(record, "made-events", where=where)
    assert "\n" not in str(caught.value)
    assert select(record, "pips").total


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO 'out.csv'",
        "ATTACH 'out.db'",
        "SET enable_external_access = true",
        "SELECT * FROM '/etc/passwd'",
        "INSTALL httpfs",
        "EXPORT DATABASE 'out'",
    ],
)
def test_the_record_cannot_reach_out(
    record: Evidence, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exception, match=r"(?i)disabled|locked|permission|cannot|not exist"):
        record.query(sql)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]
