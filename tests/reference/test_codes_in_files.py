"""Every country in the publishers' own files, where they are here, is known on its day."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from averment.reference.codes import Codes
from averment.reference.divisions import division_of

ROOT = Path(__file__).resolve().parents[2]
CODES = Codes.default()

#: What stands in the files and is no state of today or in ISO 3166.
NO_STATES = {"751", "Hyderabad", "UNK", "XXA", "TIB", "UKN", "STA", "Unknown", "Stateless"}
NO_STATES |= {"Tibetan"}


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a publisher's file, or skip where it is not here."""
    named = os.environ.get("AVERMENT_EVIDENCE_SOURCES")
    path = (Path(named) if named else ROOT.parent / "shared" / "evidence") / name
    if not path.is_file():
        pytest.skip("the publishers' files are not here; AVERMENT_EVIDENCE_SOURCES can name them")
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8", errors="replace", newline="") as handle:
        yield from csv.DictReader(handle)


def means(text: str, scheme: str, on: dt.date) -> str | None:
    found = CODES.find(text, scheme, on)
    assert found is not None, (text, scheme)
    assert (found.country is None) == (text in NO_STATES), text
    return found.country


def several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def test_ucdp_country_year() -> None:
    for row in rows("ucdp-country-year-25.1.csv"):
        on = dt.date(int(row["year_cy"]), 1, 1)
        assert means(row["country_id_cy"], "ucdp", on) == means(row["country_cy"], "name", on), row


def test_ucdp_conflicts() -> None:
    for row in rows("ucdp-prio-conflict-24.1-resaved.csv"):
        on = dt.date(int(row["year"]), 1, 1)
        numbers = {means(one, "ucdp", on) for one in several(row["gwno_loc"])}
        assert numbers == {means(one, "name", on) for one in several(row["location"])}, row
        for side in ("a", "a_2nd", "b", "b_2nd"):
            for number in several(row[f"gwno_{side}"]):
                means(number, "ucdp", on)
            for name in re.findall(r"Government of ([^,]+)", row[f"side_{side}"]):
                means(name, "name", on)


def test_ucdp_termination() -> None:
    for row in rows("ucdp-conflict-termination-dyad-3-2021.csv"):
        on = dt.date(int(row["year"]), 1, 1)
        numbers = {means(one, "ucdp", on) for one in several(row["gwno_loc"])}
        assert numbers == {means(one, "name", on) for one in several(row["location"])}, row


def test_ucdp_peace_agreements() -> None:
    csv.field_size_limit(1 << 24)
    for row in rows("ucdp-peace-agreements-221.csv"):
        on = dt.date(int(row["year"]), 1, 1)
        numbers = {means(one, "ucdp", on) for one in several(row["gwno"])}
        names = row["conflict_name"].partition(":")[0].split(" - ")
        assert numbers == {means(one, "name", on) for one in names}, row["conflict_name"]


def test_ucdp_events_in_pakistan() -> None:
    events = rows("ucdp-ged-22.1-pakistan-hdx.csv")
    assert next(events)["country"] == "#country+name"
    for row in events:
        on = dt.date.fromisoformat(row["date_start"][:10])
        place = means(row["country_id"], "ucdp", on)
        assert place == means(row["country"], "name", on) == means(row["iso3"], "alpha", on)
        for number in several(row["gwnoa"]) + several(row["gwnob"]):
            means(number, "ucdp", on)
        if row["adm_1"]:
            assert division_of(row["adm_1"], "PAK", on), row["adm_1"]


def test_ucdp_months() -> None:
    (first, *_) = rows("ucdp-deaths-country-month-1989-2025.csv")
    for name in first:
        if name:
            means(name, "name", dt.date(2000, 1, 1))


def test_unhcr() -> None:
    seen = set()
    for row in rows("unhcr-population.csv.gz"):
        for side in ("coo", "coa"):
            seen.add((row[f"{side}_iso"], row[side], row[f"{side}_name"]))
    for letters, own, name in sorted(seen):
        on = dt.date(2020, 1, 1)
        place = means(letters, "alpha", on)
        assert place == means(own, "unhcr", on) == means(name, "name", on), (letters, own, name)


def test_published_figures() -> None:
    for row in rows("published-figures-pakistan.csv"):
        if row["country"]:
            means(row["country"], "name", dt.date(2020, 1, 1))
