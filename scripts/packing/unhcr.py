"""UNHCR: refugees, asylum-seekers, the internally displaced, and those who went back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from packing.tables import Row, read

URL = "https://www.unhcr.org/refugee-statistics/download/"
LAST_YEAR = 2025  # provisional
#: A country of asylum is kept if it ever held this many refugees from Afghanistan.
LEAST = 5000

DEFINITIONS = {
    "refugees": "refugees from {} at the end of the year, like situations included",
    "asylum_seekers": "asylum-seekers from {} at the end of the year",
    "idps": "people displaced within the country by conflict, at the end of the year",
    "returned_idps": "people displaced within the country who went back in the year",
}
NAMES = {"AFG": "Afghanistan", "PAK": "Pakistan"}
LEFT = "refugees from Afghanistan who went back in the year from this country"
ARRIVED = "refugees from Afghanistan who came back to this country in the year, from all others"


def population(source: Path) -> Iterator[Row]:
    """Yield what UNHCR holds on people from Afghanistan, and on those of Pakistan near by."""
    table = read(source / "unhcr-population.csv.gz")
    afghans = [row for row in table if row["coo_iso"] == "AFG"]
    hosts = {row["coa_iso"] for row in afghans if int(row["refugees"] or 0) >= LEAST}
    for row in afghans:
        if row["coa_iso"] in hosts:
            yield _stock(row, "refugees")
        if row["coa_iso"] in ("PAK", "IRN") and int(row["asylum_seekers"] or 0):
            yield _stock(row, "asylum_seekers")
        if row["coa_iso"] in ("PAK", "IRN") and int(row["returned_refugees"] or 0):
            yield _returned(row["year"], row["coa_iso"], int(row["returned_refugees"]), LEFT)
    yield from _all_returned(afghans)
    for row in table:
        if row["coo_iso"] == "PAK" and row["coa_iso"] == "AFG" and int(row["refugees"] or 0):
            yield _stock(row, "refugees")
        if row["coo_iso"] == row["coa_iso"] and row["coo_iso"] in NAMES:
            yield from _displaced(row)


def _displaced(row: dict[str, str]) -> Iterator[Row]:
    if int(row["idps"] or 0):
        yield _stock(row, "idps") | {"of": ""}
    if int(row["returned_idps"] or 0):
        common = _common(int(row["year"]), row["coa_iso"], row["returned_idps"])
        definition = DEFINITIONS["returned_idps"]
        yield common | {"measure": "returned_idps", "definition": definition}


def _all_returned(afghans: list[dict[str, str]]) -> Iterator[Row]:
    sums: Counter[str] = Counter()
    for row in afghans:
        sums[row["year"]] += int(row["returned_refugees"] or 0)
    for year, value in sorted(sums.items()):
        if value:
            yield _returned(year, "AFG", value, ARRIVED) | {"note": "sum over the countries left"}


def _returned(year: str, place: str, value: int, definition: str) -> Row:
    return {
        **_common(int(year), place, str(value)),
        "measure": "returnees",
        "of": "AFG",
        "definition": definition,
    }


def _stock(row: dict[str, str], measure: str) -> Row:
    year = int(row["year"])
    return {
        **_common(year, row["coa_iso"], row[measure]),
        "measure": measure,
        "of": row["coo_iso"],
        "start": f"{year}-12-31",
        "flow": "stock",
        "definition": DEFINITIONS[measure].format(NAMES[row["coo_iso"]]),
    }


def _common(year: int, place: str, value: str) -> Row:
    provisional = year == LAST_YEAR
    return {
        "dataset": "unhcr",
        "place": place,
        "start": f"{year}-01-01",
        "end": f"{year + 1}-01-01",
        "value": value,
        "report": "UNHCR Refugee Data Finder",
        "published": f"{year + 1}-06-01",
        "published_precision": "month",
        "provisional": "true" if provisional else "false",
        "url": URL,
        "note": "provisional" if provisional else "",
    }
