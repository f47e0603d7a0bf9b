"""The rows of an evidence pack as frozen records, and how their columns are typed.

One record is one table; its fields, in order, are the table's columns. Texts are never null: an
empty cell is the empty string. Cells that list several things separate them by semicolons.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

Words = tuple[str, ...]
Dates = tuple[dt.date, ...]
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as one body published it; the fields are the columns of the table `figures`.

    `[start, end)` is the period in calendar days (of a stock, the one day at which it stood).
    `value`, `low` and `high` are counts or percent, as `unit` says; percent is a change that the
    publisher states or, where the measure ends in `_share`, a share. `of` and `by` are empty where
    all are counted. `published` is the first day of the month or year where `published_precision`
    says that no more is known.
    """

    id: str
    dataset: str
    measure: str
    place: str
    of: str
    by: str
    start: dt.date
    end: dt.date
    value: float
    low: float | None
    high: float | None
    unit: str
    baseline_start: dt.date | None
    baseline_end: dt.date | None
    flow: str
    report: str
    published: dt.date
    published_precision: str
    provisional: bool
    confirmed: bool
    second_url: str
    url: str
    definition: str
    note: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """An event on which texts hang periods; `dates` are those it may mean, the usual one first."""

    id: str
    name: str
    date: dt.date
    dates: Dates
    place: str
    participants: Words
    aliases: Words
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two actors as one source states it or, where `denied`, denies it.

    `party` is the party to the dispute whose word it is, empty for none. `[start, end)` are the
    days that the source gives, none where it gives none.
    """

    subject: str
    type: str
    object: str
    start: dt.date | None
    end: dt.date | None
    detail: str
    says: str
    standing: str
    party: str
    denied: bool
    published: dt.date | None
    source: str
    confirmed: bool
    note: str


# By the annotation of the field, as it is written above.
_SQL_TYPES = {
    "str": "VARCHAR",
    "bool": "BOOLEAN",
    "float": "DOUBLE",
    "float | None": "DOUBLE",
    "dt.date": "DATE",
    "dt.date | None": "DATE",
    "Words": "VARCHAR",
    "Dates": "VARCHAR",
}
_REQUIRED = {"bool", "float", "dt.date"}
_ITEMS: dict[str, Callable[[str], Any]] = {"Words": str, "Dates": dt.date.fromisoformat}


def _annotations(record: type[object]) -> dict[str, str]:
    return {field.name: str(field.type) for field in fields(record)}  # type: ignore[arg-type]


def columns(record: type[object]) -> dict[str, str]:
    """Return the record's columns in order, each with its SQL type."""
    return {name: _SQL_TYPES[kind] for name, kind in _annotations(record).items()}


def required(record: type[object]) -> tuple[str, ...]:
    """Return the columns that may not be empty: all numbers, dates and truths without a null."""
    return tuple(name for name, kind in _annotations(record).items() if kind in _REQUIRED)


def record_of(record: type[Record], row: Sequence[Any]) -> Record:
    """Make a record of a row of its table. Raises `ValueError` for a list of dates that is none."""
    kinds = _annotations(record).values()
    return record(*(_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)))


def _cell(cell: Any, kind: str) -> Any:
    """Return the cell as its field has it: lists taken apart at their semicolons."""
    if kind not in _ITEMS:
        return cell
    items = (item.strip() for item in cell.split(";"))
    return tuple(_ITEMS[kind](item) for item in items if item)
