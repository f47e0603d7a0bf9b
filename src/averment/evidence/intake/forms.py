"""What a format says of a canonical column, turned into SQL over the file's columns of text.

A column of the file by its name is its text. Everything else is a small table with one of these
keys: `constant`, `number`, `date`, `country`, `values`, `true`, `text` or, in the formats that
ship, `sql`. `period` gives the first day, the day after the last, and how exact they are at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from averment.errors import MappingBroken
from averment.evidence.sql import named, quoted
from averment.reference.codes import SCHEMES

Entry = str | Mapping[str, Any]

#: Canonical columns that a range in one cell ("70-75") fills, where nothing else does.
RANGES = {"deaths": ("deaths_low", "deaths_high"), "value": ("low", "high")}


@dataclass(frozen=True, slots=True)
class Expression:
    """The SQL of one canonical column.

    `faults` are conditions under which the row cannot be used, each with its reason in words;
    `reads` the file's columns. `before` is a column, as a SELECT has it, that is made before and
    that `sql` and `faults` look at; `{day}` in it is the day on which the row begins. `kind` is
    the type, other than text, that the columns of `reads` could be read as.
    """

    sql: str
    faults: tuple[tuple[str, str], ...] = ()
    reads: tuple[str, ...] = ()
    before: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Columns:
    """The columns of a file, as they are called in SQL, found without regard to case and blanks.

    `types` are those that are read as numbers (`DOUBLE`) or days (`TIMESTAMP`) at once; all others
    are text.
    """

    names: tuple[str, ...]
    types: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", {name.strip().casefold(): name for name in self.names})

    def __contains__(self, name: str) -> bool:
        return name.strip().casefold() in self._known

    def sql(self, name: str) -> str:
        """Return the column quoted for SQL. Raises `MappingBroken` if the file has none."""
        return named(self.name(name))

    def name(self, name: str) -> str:
        """Return the column's own name. Raises `MappingBroken` if the file has none."""
        try:
            return self._known[name.strip().casefold()]
        except KeyError:
            raise MappingBroken(
                f"The file has no column “{name}”.",
                hint=f"It has {', '.join(self.names[:60])}.",
            ) from None

    def text(self, name: str) -> str:
        """Return the SQL for the column's text, whatever it is read as."""
        cell = self.sql(name)
        if self.types.get(name) == "DOUBLE":
            return f"regexp_replace(CAST({cell} AS VARCHAR), '\\.0$', '')"
        return f"CAST({cell} AS VARCHAR)"

    def among(self, sql: str) -> tuple[str, ...]:
        """Return the columns that a piece of SQL names; words in its texts are none."""
        sql = re.sub(r"'[^']*'", "''", sql)
        words = {word.casefold() for word in re.findall(r"\w+", sql)}
        quotes = {word.casefold() for word in re.findall(r'"([^"]+)"', sql)}
        return tuple(n for k, n in self._known.items() if k in words or k in quotes)


def expression(target: str, entry: Entry, columns: Columns, kind: str) -> Expression:
    """Return the SQL for the canonical column `target` of the SQL type `kind`."""
    if isinstance(entry, str):
        entry = {"text": entry}
    form = next((name for name in _FORMS if name in entry), None)
    if form is None:
        raise MappingBroken(
            f"Column {target}: {dict(entry)} says nothing that is understood.",
            hint=f"Give the name of a column, or one of {', '.join(_FORMS)}.",
        )
    return _FORMS[form](target, entry, columns, kind)


def period(entry: Mapping[str, Any], columns: Columns) -> dict[str, Expression]:
    """Return the SQL for `start`, `end` and `date_precision`."""
    if "start" in entry:
        return {k: _sql(k, entry[k], columns, "") for k in ("start", "end", "date_precision")}
    if "year" in entry:
        (first, precision, reads), kind = _parts(entry, columns), ""
        after, name = f"day_after({first}, {precision})", entry["year"]
        if entry.get("at") == "end":
            first, after = f"{after} - 1", after
    elif "from" in entry or "date" in entry:
        begins = str(entry.get("from", entry.get("date")))
        ends = str(entry.get("to", begins))
        how = entry.get("format")
        first, precision = _day(begins, columns, how)
        last, last_precision = _day(ends, columns, how)
        after, name = f"day_after({last}, {last_precision})", begins
        if entry.get("open_end"):
            after = f"coalesce({after}, day_after({first}, {precision}))"
        if begins != ends:
            precision = f"CASE WHEN {first} = {last} THEN {precision} ELSE 'span' END"
        reads, kind = (columns.name(begins), columns.name(ends)), "" if how else "TIMESTAMP"
    else:
        raise MappingBroken(
            f"Column period: {dict(entry)} says nothing that is understood.",
            hint='Give date, from and to, or year (with month and day): period = { date = "Day" }.',
        )
    return {
        "start": Expression(first, (("{start} IS NULL", f"{name} is no date"),), reads, kind=kind),
        "end": Expression(
            after, (("{end} IS NULL", f"{entry.get('to', name)} is no date"),), reads, kind=kind
        ),
        "date_precision": Expression(precision, (), reads, kind=kind),
    }


def ranged(entry: Entry) -> bool:
    """Say whether an entry is a number in one cell, which may then be a range."""
    return isinstance(entry, str) or "number" in entry


def with_range(target: str, entry: Entry, columns: Columns, kind: str) -> dict[str, Expression]:
    """Return the SQL for a number and for the columns of its range: 70-75 is 70, from 70 to 75."""
    entry = {"number": entry} if isinstance(entry, str) else entry
    cell = columns.sql(entry["number"])
    low, high = RANGES[target]
    if columns.name(entry["number"]) in columns.types:
        none = Expression("NULL")
        return {target: expression(target, entry, columns, kind), low: none, high: none}
    return {
        target: expression(target, {**entry, "range": True}, columns, kind),
        low: Expression(f"range_low({cell})"),
        high: Expression(f"range_high({cell})"),
    }


# --- the forms -----------------------------------------------------------------------------------


def _text(target: str, entry: Mapping[str, Any], columns: Columns, kind: str) -> Expression:
    name = columns.name(entry["text"])
    if kind in ("INTEGER", "DOUBLE"):
        return _number(target, {"number": name}, columns, kind)
    return Expression(f"said({columns.sql(name)})", reads=(name,))


def _constant(target: str, entry: Mapping[str, Any], columns: Columns, kind: str) -> Expression:
    value = entry["constant"]
    return Expression(str(value).lower() if isinstance(value, bool) else quoted(str(value)))


def _number(target: str, entry: Mapping[str, Any], columns: Columns, kind: str) -> Expression:
    """A count: none may be below zero. Cells with a word of `missing` say nothing."""
    name = columns.name(entry["number"])
    if name in columns.types:
        return _typed_number(target, entry, columns, kind)
    cell = columns.sql(name)
    absent = f"silent({cell})"
    if entry.get("missing"):
        absent += f" OR trim({cell}) IN ({', '.join(quoted(str(m)) for m in entry['missing'])})"
    signed = kind == "DOUBLE" and target not in RANGES
    value = f"{'whole' if kind == 'INTEGER' else 'number'}({cell})"
    if entry.get("rounded"):
        value = f"round(number({cell}))"
    known = f"coalesce({value}, range_low({cell}))" if entry.get("range") else value
    if entry.get("missing"):
        known = f"CASE WHEN NOT ({absent}) THEN {known} END"
    what = "a whole number" if kind == "INTEGER" else "a number"
    faults = [(f"{{{target}}} IS NULL AND NOT ({absent})", f"{name} is not {what}")]
    if not signed:
        faults.append((f"{{{target}}} < 0", f"{name} is below zero"))
    return Expression(known, tuple(faults), (name,), kind="" if entry.get("rounded") else "DOUBLE")


def _typed_number(target: str, entry: Mapping[str, Any], columns: Columns, kind: str) -> Expression:
    """A count whose column is read as numbers: no cell of it is anything else."""
    name = columns.name(entry["number"])
    cell = columns.sql(name)
    value = f"CASE WHEN {cell} = floor({cell}) THEN TRY_CAST({cell} AS INTEGER) END"
    what, absent = "a whole number", f"{cell} IS NULL OR isnan({cell})"
    if kind != "INTEGER":
        value, what = f"finite({cell})", "a number"
    if entry.get("missing"):
        words = f"{cell} IN ({', '.join(str(float(m)) for m in entry['missing'])})"
        absent, value = f"{absent} OR {words}", f"CASE WHEN NOT ({words}) THEN {value} END"
    faults = [(f"{{{target}}} IS NULL AND NOT ({absent})", f"{name} is not {what}")]
    if kind == "INTEGER" or target in RANGES:
        faults.append((f"{{{target}}} < 0", f"{name} is below zero"))
    return Expression(value, tuple(faults), (name,))


def _date(target: str, entry: Mapping[str, Any], columns: Columns, kind: str) -> Expression:
    name = columns.name(entry["date"])
    cell = columns.sql(name)
    day, precision = _day(name, columns, entry.get("format"))
    value = f"day_after({day}, {precision})" if target == "end" else day
    return Expression(
        value,
        ((f"{{{target}}} IS NULL AND NOT silent({cell})", f"{name} is no date"),),
        (name,),
    )


def _country(target: str, entry: Mapping[str, Any], columns: Columns, kind: str) -> Expression:
    """A country by the code or name of a scheme, on the day on which the row begins."""
    name, scheme = columns.name(entry["country"]), entry.get("by", "name")
    if scheme not in SCHEMES:
        raise MappingBroken(
            f"Column {target}: countries are not known by “{scheme}”.",
            hint=f"They are by {', '.join(SCHEMES)}.",
        )
    cell = columns.sql(name)
    key = f"folded({cell})" if scheme == "name" else f"code({cell})"
    meant = named(f"= {target} meant")
    return Expression(
        f"nullif({meant}, '')",
        faults=((f"{meant} IS NULL AND NOT silent({cell})", f"{name} names no known country"),),
        reads=(name,),
        before=f"country_{scheme}({key}, {{day}}) AS {meant}",
    )


def _values(target: str, entry: Mapping[str, Any], columns: Columns, kind: str) -> Expression:
    """One value for another; a value without a word of its own is a fault, unless `otherwise`."""
    name = columns.name(entry["of"])
    cell = columns.sql(name)
    pairs = " ".join(
        f"WHEN {quoted(str(k))} THEN {quoted(str(v))}" for k, v in entry["values"].items()
    )
    # Most cells have no blanks around them: only those that are not found are trimmed.
    value = f"coalesce(CASE {cell} {pairs} END, CASE trim({cell}) {pairs} END)"
    if not pairs:
        value = "NULL"
    if "otherwise" in entry:
        value = f"coalesce({value}, {quoted(str(entry['otherwise']))})"
    fault = (
        f"{{{target}}} IS NULL AND said({cell}) IS NOT NULL",
        f"{name} has a value without a meaning",
    )
    return Expression(value, (fault,), (name,))


def _true(target: str, entry: Mapping[str, Any], columns: Columns, kind: str) -> Expression:
    """A truth: true for the values listed, false for all others, null for an empty cell."""
    name = columns.name(entry["of"])
    cell = f"said({columns.sql(name)})"
    listed = ", ".join(quoted(str(value)) for value in entry["true"])
    return Expression(f"{cell} IN ({listed})", reads=(name,))


def _sql(target: str, entry: Any, columns: Columns, kind: str) -> Expression:
    sql = entry if isinstance(entry, str) else str(entry["sql"])
    faults: tuple[tuple[str, str], ...] = ()
    if isinstance(entry, Mapping) and "fault" in entry:
        faults = ((f"{{{target}}} IS NULL", str(entry["fault"])),)
    return Expression(f"({sql})", faults, columns.among(sql))


_FORMS = {
    "text": _text,
    "constant": _constant,
    "number": _number,
    "date": _date,
    "country": _country,
    "values": _values,
    "true": _true,
    "sql": _sql,
}


def _day(name: str, columns: Columns, how: str | None) -> tuple[str, str]:
    """Return the SQL for the first day that a column names, and for how exact it is."""
    cell = columns.sql(name)
    if columns.types.get(columns.name(name)) == "TIMESTAMP":
        return f"CAST({cell} AS DATE)", "'day'"
    if how is None:
        return f"first_day({cell})", f"day_precision({cell})"
    return f"CAST(try_strptime(trim({cell}), {quoted(how)}) AS DATE)", "'day'"


def _parts(entry: Mapping[str, Any], columns: Columns) -> tuple[str, str, tuple[str, ...]]:
    names = [entry.get(part) for part in ("year", "month", "day")]
    cells = ", ".join("NULL" if name is None else columns.sql(name) for name in names)
    reads: Sequence[str] = [columns.name(name) for name in names if name is not None]
    return f"parts_day({cells})", f"parts_precision({cells})", tuple(reads)
