"""The publishers' own files, and the facts that are known of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from taken import Taken

Shared = Callable[..., Taken]


def test_ged_with_hxl_tags(shared: Shared) -> None:
    taken = shared("ucdp-ged-22.1-pakistan-hdx.csv")
    assert taken.understood.format.id == "ucdp-ged"
    assert taken.understood.vintage == "22.1"
    assert taken.understood.layout.tags == 1
    assert "iso3" in taken.understood.unmapped
    # The README counts 6,415 rows; the file has one more below its row of tags.
    assert (taken.loaded.rows, taken.loaded.rejects) == (6416, {})
    assert taken.loaded.cautions == {
        "the low, best and high counts are out of order as published": 200
    }
    assert taken.rows[0]["line"] == 3
    assert taken.rows[-1]["line"] == 6418
    assert taken.sql("SELECT count(*) FROM data WHERE division_name IS NULL") == [(45,)]
    spelt = taken.sql("SELECT DISTINCT division FROM data WHERE division_name LIKE '%Pakhtunkwa%'")
    assert spelt == [("Khyber Pakhtunkhwa",)]
    assert taken.sql("SELECT count(DISTINCT place), min(place) FROM data") == [(1, "PAK")]
    assert taken.sql('SELECT sum(deaths) FROM data WHERE year("start") = 2009') == [(7460,)]
    long = taken.one(id="57152")
    assert (long["deaths"], long["deaths_low"]) == (1428, 0)
    assert (long["end"] - long["start"]).days >= 364
    fata = "SELECT DISTINCT division FROM data WHERE division_name LIKE 'Federally%' AND "
    assert taken.sql(fata + "\"start\" < DATE '2018-05-31'") == [("FATA",)]
    assert taken.sql("SELECT count(*) FROM data WHERE side_b = 'TTP' AND side_b_id <> 'ttp'") == [
        (0,)
    ]


def test_country_year(shared: Shared) -> None:
    taken = shared("ucdp-country-year-25.1.csv")
    assert taken.understood.vintage == "25.1"
    assert (taken.loaded.rows, taken.loaded.rejects) == (6 * 6936, {})
    known = {2022: (719, 110), 2023: (1178, 149), 2009: (7512, None)}
    for year, (deaths, civilians) in known.items():
        stem = f"ucdp-country-year-25.1-{{}}-PAK-{year}"
        assert taken.one(id=stem.format("deaths"))["value"] == deaths
        killed = taken.one(id=stem.format("civilian_deaths"))
        assert killed["low"] is killed["high"] is None
        assert civilians in (None, killed["value"])
    odd = "the published range does not hold the value and is left out"
    broken = f"SELECT count(*) FROM data WHERE note LIKE '%{odd}%' AND measure = 'deaths'"
    assert taken.sql(broken) == [(7,)]
    assert taken.sql("SELECT count(*) FROM data WHERE low > value OR value > high") == [(0,)]
    gaza = "SELECT count(*) FROM data WHERE place = 'ISR' AND note NOT LIKE 'Gaza%'"
    assert taken.sql(gaza) == [(0,)]
    assert taken.sql("SELECT min(\"start\") FROM data WHERE place = 'SSD'")[0][0].year == 2011
    assert taken.sql("SELECT DISTINCT place FROM data WHERE id LIKE '%-YEM-1995'") == [("YEM",)]
    assert taken.sql("SELECT count(DISTINCT id) = count(*) FROM data") == [(True,)]


def test_country_month(shared: Shared) -> None:
    taken = shared("ucdp-deaths-country-month-1989-2025.csv")
    assert taken.understood.format.id == "ucdp-country-month"
    assert taken.loaded.rejects == {"the newest month of the file is not complete": 132}
    assert taken.loaded.rows == 437 * 132
    yearly = shared("ucdp-country-year-25.1.csv")
    months = taken.sql("SELECT sum(value) FROM data WHERE place = 'PAK' AND year(\"start\") = 2023")
    year = yearly.one(id="ucdp-country-year-25.1-deaths-PAK-2023")["value"]
    assert 0 < months[0][0] <= year
    assert taken.sql('SELECT DISTINCT year("start") FROM data WHERE provisional') == [(2025,)]


def test_prio(shared: Shared) -> None:
    taken = shared("ucdp-prio-conflict-24.1-resaved.csv")
    assert taken.understood.vintage == "24.1"
    assert taken.loaded.rejects == {}
    soviets = [row for row in taken.rows if {row["subject"], row["object"]} == {"AFG", "SUN"}]
    assert [str(row["start"]) for row in soviets if row["note"] == ""] == ["1979-12-27"]
    # Each pair of sides in a year of a conflict lies within one of its ties.
    gnla = [row for row in taken.rows if row["object"] == "gnla"]
    assert [(str(row["start"]), str(row["end"])) for row in gnla] == [
        ("2012-11-15", "2012-12-22"),
        ("2014-07-01", "2014-11-28"),
    ]
    assert taken.sql('SELECT count(*) FROM data WHERE "end" <= "start"') == [(0,)]
    assert {row["type"] for row in taken.rows} == {"fights"}


def test_termination(shared: Shared) -> None:
    taken = shared("ucdp-conflict-termination-dyad-3-2021.csv")
    assert set(taken.loaded.rejects) == {
        "it ends in another year than its last row",
        "it ends before it begins",
    }
    years = taken.sql('SELECT min(year("start")), max(year("start")) FROM data')
    assert years == [(1946, 2020)]
    coup = taken.one(subject="AFG", object="pdpa")
    assert (str(coup["start"]), str(coup["end"])) == ("1978-04-27", "1978-04-29")
    assert coup["detail"].endswith("won by the rebels or the second side")


def test_peace_agreements(shared: Shared) -> None:
    taken = shared("ucdp-peace-agreements-221.csv")
    assert taken.understood.vintage == "22.1"
    assert taken.loaded.rejects == {}
    assert taken.sql("SELECT count(*) FROM data WHERE NOT contains(id, '-')") == [(374,)]
    assert taken.one(id="1565")["note"] == "Peshawar Accord"
    assert taken.sql('SELECT min(year("start")), max(year("start")) FROM data') == [(1975, 2021)]
    dated = shared("ucdp-peace-agreements-221.csv", "ucdp-peace-milestones")
    assert dated.loaded.rows == 374
    assert str(dated.one(id="ucdp-peace-1565")["date"]) == "1992-04-24"


def test_unhcr(shared: Shared) -> None:
    taken = shared("unhcr-population.csv.gz")
    assert taken.loaded.rejects == {"it has no place": 172}
    afghans = {
        row["start"].year: row["value"]
        for row in taken.rows
        if (row["measure"], row["place"], row["of"]) == ("refugees", "PAK", "AFG")
    }
    assert max(afghans, key=lambda year: afghans[year]) in (1989, 1990)
    assert max(afghans.values()) == pytest.approx(3.27e6, rel=0.01)
    assert [year for year, count in sorted(afghans.items()) if count > 3e6] == list(
        range(1987, 1992)
    )
    assert afghans[2023] == 1_987_717
    # `coo` and `coa` are UNHCR's own letters: AUS is Austria there.
    austria = taken.one(measure="refugees", place="AUT", of="", start=_last_day(1951))
    assert austria["value"] == 282_000
    assert taken.sql('SELECT DISTINCT year("start") FROM data WHERE provisional') == [(2025,)]
    assert taken.sql("SELECT count(*) FROM data WHERE \"of\" IN ('UNK', 'XXA')") == [(0,)]
    total = "SELECT value FROM data WHERE id = 'unhcr-refugees-PAK-20231231'"
    assert taken.sql(total)[0][0] > afghans[2023]


def _last_day(year: int) -> object:
    import datetime as dt

    return dt.date(year, 12, 31)
