"""Country codes through time: whole tables, and facts that may not change."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averment.errors import ReferenceBroken
from averment.reference.codes import (
    SCHEMES,
    Codes,
    CountryCode,
    Holding,
    code_of,
    country_codes,
    country_names,
)
from averment.reference.gazetteer import DATA

COLUMNS = {
    "country_codes": "id,scheme,code,start,end",
    "country_names": "name,id,start,end",
    "territories": "id,under,start,end,scheme,note",
}
CODES = Codes.default()
IDS = {one.country for one in CODES.codes if one.scheme == "alpha" and one.country}
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_are_clean(name: str) -> None:
    for row in rows(name):
        assert ",".join(row) == COLUMNS[name]
        assert all(cell == " ".join(cell.split()) for cell in row.values()), row
        start, end = row["start"], row["end"]
        assert not (start and end) or day(start) < day(end), row


def test_ids_are_those_of_the_gazetteer_and_of_iso() -> None:
    assert {row["id"] for row in rows("countries")} <= IDS
    assert all(re.fullmatch(r"[A-Z]{3}", one) for one in IDS)
    used = {one.country for one in (*CODES.codes, *CODES.names)}
    used |= {id for one in CODES.holdings for id in (one.country, one.under)}
    assert used - {None} <= IDS
    for one in IDS:
        (meaning,) = CODES.meanings(one, "alpha")
        assert meaning.country == one


def test_every_country_has_a_name_and_a_number() -> None:
    assert {one.country for one in CODES.names} >= IDS
    # ISO 3166 never gave numbers to Kosovo and North Vietnam.
    assert IDS - {one.country for one in CODES.codes if one.scheme == "numeric"} == {"XKX", "VDR"}


def test_schemes() -> None:
    assert {one.scheme for one in CODES.codes} | {"name"} == set(SCHEMES)
    assert {one.scheme for one in CODES.holdings} <= {"state", *SCHEMES}


def test_no_code_means_two_things_on_one_day() -> None:
    meant: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for row in (*rows("country_codes"), *({**r, "scheme": "name"} for r in rows("country_names"))):
        key = row["scheme"], code_of(row.get("code", row.get("name", "")), row["scheme"])
        start, end = row["start"] or "0001-01-01", row["end"] or "9999-12-31"
        meant[key].append((day(start), day(end)))
    for key, spans in meant.items():
        spans.sort()
        pairs = pairwise(spans)
        assert all(one[1] <= two[0] for one, two in pairs), key


def test_no_name_of_a_data_set_says_what_the_gazetteer_says() -> None:
    """A spelling stands in the table for what the gazetteer does not know or means otherwise."""
    known = {
        code_of(name, "name"): row["id"]
        for row in rows("countries")
        for name in (row["name"], *row["aliases"].split(";"), *row["former"].split(";"))
    }
    twice = [row for row in rows("country_names") if known.get(code_of(row["name"], "name"))]
    assert [(row["name"], row["id"]) for row in twice] == [("Congo", "COG")]


def test_places_stand_under_one_state_on_a_day() -> None:
    held: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for one in CODES.holdings:
        assert one.country != one.under
        held[one.country, one.scheme].append(one)
    for some in held.values():
        some.sort(key=lambda one: one.start or dt.date.min)
        for one, two in pairwise(some):
            assert one.end is not None
            assert two.start is not None
            assert one.end <= two.start, (one, two)


@given(st.sampled_from(CODES.codes + CODES.names), DAYS)
def test_a_known_code_means_one_thing_on_any_day(one: CountryCode, on: dt.date) -> None:
    meanings = CODES.meanings(one.code, one.scheme)
    assert sum(meaning.covers(on) for meaning in meanings) == 1
    assert CODES.find(one.code, one.scheme, on) in meanings
    assert CODES.find(one.code, one.scheme) == meanings[-1]


@given(st.sampled_from(sorted(IDS)), DAYS, st.sampled_from(("state", *SCHEMES)))
def test_a_place_is_found_under_a_state_that_is_its_own(
    country: str, on: dt.date, scheme: str
) -> None:
    under = CODES.place_on(country, on, scheme)
    assert CODES.place_on(under, on, scheme) == under


@given(st.sampled_from(sorted(IDS)), DAYS, st.sampled_from(SCHEMES[:-1]))
def test_codes_lead_back(country: str, on: dt.date, scheme: str) -> None:
    code = CODES.written(country, scheme, on)
    if code is not None:
        found = CODES.find(code, scheme, on)
        assert found is not None
        assert found.country == country


FACTS = [
    ("365", "ucdp", "1979-12-27", "SUN"),
    ("365", "ucdp", "1999-10-01", "RUS"),
    ("365", "gw", "1991-12-25", "SUN"),
    ("345", "ucdp", "1991-07-01", "YUG"),
    ("345", "ucdp", "2004-03-17", "SCG"),
    ("345", "ucdp", "2024-01-01", "SRB"),
    ("340", "gw", "2024-01-01", "SRB"),
    ("347", "ucdp", "2024-01-01", "XKX"),
    ("315", "ucdp", "1989-01-01", "CSK"),
    ("316", "ucdp", "1993-01-01", "CZE"),
    ("317", "ucdp", "1993-01-01", "SVK"),
    ("678", "ucdp", "1986-01-13", "YEM"),
    ("680", "ucdp", "1986-01-13", "YMD"),
    ("260", "ucdp", "1989-01-01", "DEU"),
    ("265", "ucdp", "1989-01-01", "DDR"),
    ("816", "ucdp", "1968-01-30", "VDR"),
    ("816", "ucdp", "1979-02-17", "VNM"),
    ("817", "ucdp", "1968-01-30", "VNM"),
    ("625", "ucdp", "2005-01-09", "SDN"),
    ("626", "ucdp", "2013-12-15", "SSD"),
    ("530", "ucdp", "1990-01-01", "ETH"),
    ("531", "ucdp", "1998-05-06", "ERI"),
    ("860", "ucdp", "2006-05-01", "TLS"),
    ("490", "ucdp", "1990-01-01", "COD"),
    ("484", "ucdp", "1997-06-05", "COG"),
    ("552", "ucdp", "1976-01-01", "ZWE"),
    ("775", "ucdp", "1988-08-08", "MMR"),
    ("751", "ucdp", "1948-09-13", None),
    ("ZAR", "alpha", "1990-01-01", "COD"),
    ("afg", "alpha", "2020-01-01", "AFG"),
    ("AUS", "alpha", "2020-01-01", "AUS"),
    ("AUS", "unhcr", "2020-01-01", "AUT"),
    ("ARE", "unhcr", "2020-01-01", "EGY"),
    ("STA", "unhcr", "2020-01-01", None),
    ("004", "numeric", "2020-01-01", "AFG"),
    ("891", "numeric", "1999-03-24", "YUG"),
    ("891", "numeric", "2005-01-01", "SCG"),
    ("728", "numeric", "2020-01-01", "SSD"),
    ("Yemen (North Yemen)", "name", "2015-03-26", "YEM"),
    ("Yemen (South Yemen)", "name", "1989-06-01", "YMD"),
    ("Bosnia-Herzegovina", "name", "1993-01-01", "BIH"),
    ("DR Congo (Zaire)", "name", "1993-01-01", "COD"),
    ("Congo", "name", "1993-01-01", "COG"),
    ("Russia (Soviet Union)", "name", "1990-01-01", "SUN"),
    ("Russia (Soviet Union)", "name", "2022-02-24", "RUS"),
    ("Serbia (Yugoslavia)", "name", "1999-01-01", "YUG"),
    ("Myanmar (Burma)", "name", "1990-01-01", "MMR"),
    ("Cambodia (Kampuchea)", "name", "1990-01-01", "KHM"),
    ("Macedonia, FYR", "name", "2001-01-01", "MKD"),
    ("West Germany (FRG)", "name", "1972-09-05", "DEU"),
    ("East Germany (GDR)", "name", "1972-09-05", "DDR"),
    ("Serbia-Montenegro", "name", "2004-01-01", "SCG"),
    ("West Bank and Gaza Strip", "name", "2001-01-01", "PSE"),
    ("People's Republic of the Congo", "name", "1985-01-01", "COG"),
    ("Rhodesia", "name", "1978-01-01", "ZWE"),
    ("eSwatini", "name", "2020-01-01", "SWZ"),
    ("Côte d’Ivoire", "name", "2020-01-01", "CIV"),
    ("Dem. People's Rep. of Korea", "name", "2020-01-01", "PRK"),
    ("Serbia and Kosovo: S/RES/1244 (1999)", "name", "2020-01-01", "SRB"),
    ("Yugoslavia (former)", "name", "1995-12-14", "YUG"),
    ("Stateless", "name", "2020-01-01", None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "scheme", "on", "country"), FACTS)
def test_what_a_code_means(code: str, scheme: str, on: str, country: str | None) -> None:
    found = CODES.find(code, scheme, day(on))
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize(("code", "scheme"), [("999", "gw"), ("Ruritania", "name"), ("", "alpha")])
def test_what_is_unknown_means_nothing(code: str, scheme: str) -> None:
    assert CODES.meanings(code, scheme) == ()
    assert CODES.find(code, scheme) is None
    assert CODES.find(code, scheme, day("2020-01-01")) is None


PLACES = [
    ("TLS", "1999-09-04", "state", "IDN"),
    ("TLS", "2006-05-01", "state", "TLS"),
    ("SSD", "2005-01-01", "ucdp", "SDN"),
    ("SSD", "2011-07-09", "ucdp", "SSD"),
    ("XKX", "1999-03-24", "ucdp", "YUG"),
    ("XKX", "2004-03-17", "state", "SCG"),
    ("XKX", "2007-01-01", "state", "SRB"),
    ("XKX", "2008-02-17", "state", "XKX"),
    ("XKX", "2020-01-01", "unhcr", "SRB"),
    ("UKR", "1986-04-26", "state", "SUN"),
    ("RUS", "1986-04-26", "state", "SUN"),
    ("RUS", "1986-04-26", "unhcr", "RUS"),
    ("SUN", "1986-04-26", "unhcr", "RUS"),
    ("SUN", "2000-01-01", "state", "RUS"),
    ("YUG", "2010-01-01", "state", "SRB"),
    ("ERI", "1990-01-01", "ucdp", "ETH"),
    ("BGD", "1970-11-12", "state", "PAK"),
    ("NAM", "1988-01-01", "ucdp", "ZAF"),
    ("PSE", "2008-12-27", "ucdp", "ISR"),
    ("PSE", "2008-12-27", "state", "PSE"),
    ("ESH", "1980-01-01", "ucdp", "MAR"),
    ("YMD", "1989-01-01", "state", "YMD"),
    ("YMD", "1994-05-05", "state", "YEM"),
    ("SSD", "2005-01-01", "numeric", "SSD"),
    ("AFG", "2005-01-01", "ucdp", "AFG"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "on", "scheme", "under"), PLACES)
def test_where_a_place_stood(country: str, on: str, scheme: str, under: str) -> None:
    assert CODES.place_on(country, day(on), scheme) == under


def test_codes_of_a_country() -> None:
    written = [CODES.written("SRB", scheme, day("2020-01-01")) for scheme in ("gw", "ucdp")]
    assert written == ["340", "345"]
    assert CODES.written("DEU", "numeric", day("1980-01-01")) == "280"
    assert CODES.written("SSD", "gw", day("2005-01-01")) is None
    assert CODES.written("PSE", "ucdp", day("2005-01-01")) is None


def test_rows_for_joins() -> None:
    assert country_codes() == CODES.codes
    assert country_names() == CODES.names
    assert len(set(country_codes())) == len(country_codes())


def test_a_broken_table_is_said(tmp_path: Path) -> None:
    for file in DATA.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    wrong = "id,scheme,code,start,end\nSUN,gw,365,,25.12.1991\n"
    (tmp_path / "country_codes.csv").write_text(wrong, "utf-8")
    with pytest.raises(ReferenceBroken, match="country codes"):
        Codes.default(tmp_path)
