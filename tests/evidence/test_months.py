"""The months of an event list: those without an event are zero, those not covered are not there."""

from __future__ import annotations

from pathlib import Path

from stored import event, keep

from averment.evidence.cells import cell_of
from averment.evidence.opening import open_record
from averment.evidence.store import Store


def test_the_months_behind_a_figure(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    days = {"2016-03-02": 5, "2016-03-30": 2, "2016-06-01": 1, "2018-12-31": 2}
    keep(store, [event(start, deaths=deaths) for start, deaths in days.items()])
    with open_record(store) as record:
        figures = record.figures(["deaths"], place="PAK", datasets=["made-events"]).figures
        cell = cell_of(figures[0].id)
        assert cell is not None
        months = record.months(cell)
    held = {f"{day:%Y-%m}": value for day, value in months.items() if value}
    assert held == {"2016-03": 7, "2016-06": 1, "2018-12": 2}
    covered = sum((f.end.year - f.start.year) * 12 for f in figures)
    assert len(months) == covered
    assert list(months) == sorted(months)


def test_no_months_without_the_list(tmp_path: Path) -> None:
    cell = cell_of("made-events@1/deaths/PAK/2016-01-01/2017-01-01")
    assert cell is not None
    with open_record(Store(tmp_path / "store")) as record:
        assert record.months(cell) == {}
