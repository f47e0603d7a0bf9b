"""UCDP: deaths by year and by month, checked against the events of an older release."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from packing.tables import Row, read

PLACES = {"Pakistan": "PAK", "Afghanistan": "AFG"}
LAST_FULL_MONTH = dt.date(2025, 5, 1)
PUBLISHED = {"published": "2025-06-01", "published_precision": "month"}
URL = "https://ucdp.uu.se/downloads/"
GED_URL = "https://data.humdata.org/dataset/ucdp-data-for-pakistan"
MONTHLY_URL = "https://github.com/ThomasSchinca/Pace-map-risk"

ESTIMATES = {"value": "best", "low": "low", "high": "high"}
#: The prefix of a kind of violence in the file, the measure it becomes, and what it counts.
KINDS = {
    "sb": ("state_based_deaths", "killed in fighting that a government takes part in"),
    "ns": ("non_state_deaths", "killed in fighting between groups that are no government"),
    "os": ("one_sided_deaths", "civilians killed on purpose by a government or an armed group"),
}


def country_years(source: Path) -> Iterator[Row]:
    """Yield UCDP's yearly deaths, checked against the sums of GED 22.1 where that reaches."""
    events = _ged_sums(source, lambda event: event["year"])
    for row in read(source / "ucdp-country-year-25.1.csv"):
        if row["country_cy"] in PLACES:
            yield from _country_year(row, events)


def _country_year(row: dict[str, str], events: Mapping[str, Counter[str]]) -> Iterator[Row]:
    year = int(row["year_cy"])
    common: Row = {
        "dataset": "ucdp-country-year",
        "place": PLACES[row["country_cy"]],
        "start": f"{year}-01-01",
        "end": f"{year + 1}-01-01",
        "report": "UCDP Country-Year Dataset 25.1",
        "url": URL,
        **PUBLISHED,
    }
    estimates = _estimates(row, "cumulative_total_deaths_in_orgvio_{}_cy")
    civilians, unknown = (
        int(row[f"cumulative_total_deaths_{status}_in_orgvio_cy"])
        for status in ("civilians", "unknown")
    )
    ged = events.get(str(year)) if common["place"] == "PAK" else None
    yield {
        **common,
        "measure": "deaths",
        **estimates,
        "definition": "all killed in organised violence, fighters of all sides included",
        **_ged_check(ged, "best", estimates["value"]),
    }
    yield {
        **common,
        "measure": "civilian_deaths",
        "value": civilians,
        "definition": "civilians killed in organised violence, those of unknown status left out",
        **_ged_check(ged, "deaths_civilians", civilians),
    }
    yield {
        **common,
        "measure": "civilian_deaths_with_unknown",
        "value": civilians + unknown,
        "definition": "killed civilians and killed people of unknown status together",
        "note": f"sum of {civilians} civilians and {unknown} of unknown status",
    }
    for prefix, (measure, definition) in KINDS.items():
        kind = _estimates(row, prefix + "_total_deaths_{}_cy")
        yield {**common, "measure": measure, **kind, "definition": definition}


def _estimates(row: dict[str, str], column: str) -> dict[str, int]:
    return {field: int(row[column.format(name)]) for field, name in ESTIMATES.items()}


def _ged_sums(
    source: Path, key: Callable[[dict[str, str]], str | None]
) -> Mapping[str, Counter[str]]:
    """Sum GED 22.1's deaths in Pakistan by `key(event)`; events without a key are left out."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for event in read(source / "ucdp-ged-22.1-pakistan-hdx.csv"):
        found = key(event) if event["id"] else None
        if found:
            for column in ("best", "deaths_civilians"):
                sums[found][column] += int(event[column])
    return sums


def _ged_check(sums: Counter[str] | None, column: str, value: int) -> Row:
    if sums is None:
        return {}
    if sums[column] == value:
        return {"confirmed": "true", "second_url": GED_URL, "note": "equals the sum of GED 22.1"}
    return {"second_url": GED_URL, "note": f"the events of GED 22.1 sum to {sums[column]}"}


def months(source: Path) -> Iterator[Row]:
    """Yield deaths by month, without the incomplete last month."""
    events = _ged_sums(source, _month_of)
    for row in read(source / "ucdp-deaths-country-month-1989-2025.csv"):
        month = dt.date.fromisoformat(row[""]).replace(day=1)
        if month <= LAST_FULL_MONTH:
            for country, place in PLACES.items():
                sums = events.get(f"{month:%Y-%m}") if place == "PAK" else None
                yield _monthly(month, place, int(row[country]), sums)


def _month_of(event: dict[str, str]) -> str | None:
    """Return the event's month, or none for an event that spans several."""
    start, end = event["date_start"][:7], event["date_end"][:7]
    return start if start == end else None


def _monthly(month: dt.date, place: str, value: int, sums: Counter[str] | None) -> Row:
    candidate = month.year > 2024
    return {
        "dataset": "ucdp-monthly",
        "measure": "deaths",
        "place": place,
        "start": str(month),
        "end": str((month + dt.timedelta(days=31)).replace(day=1)),
        "value": value,
        "definition": "killed in events of organised violence that lie within the month",
        "report": "UCDP GED 25.1" + (" candidate events" if candidate else ""),
        "provisional": "true" if candidate else "false",
        "url": MONTHLY_URL,
        **PUBLISHED,
        **_ged_check(sums, "best", value),
    }
