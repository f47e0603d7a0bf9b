"""A format and a file's columns, put together: the SQL that makes canonical rows of the file's.

The SQL is built in three steps: the days of a row; the other columns, which may depend on them (a
country's code meant another state in another year); and whether the row can be used.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from averment.errors import MappingBroken
from averment.evidence.descriptor import Descriptor
from averment.evidence.intake.formats import Condition, Format
from averment.evidence.intake.forms import (
    RANGES,
    Columns,
    Entry,
    Expression,
    expression,
    period,
    ranged,
    with_range,
)
from averment.evidence.shapes import SHAPES, Column
from averment.evidence.sql import named, quoted

_EARLIEST, _LATEST = dt.date(1500, 1, 1), dt.date(2100, 1, 1)

# The day that a row's country codes are read by, by shape; rows without one are of today.
_ANCHORS = {"events": "start", "figures": "start", "relations": "start", "milestones": "date"}

_NO_DAY = "DATE '2100-01-01'"

_REQUIRED = {
    "events": ("id", "start", "end"),
    "figures": ("measure", "place", "start", "end", "value"),
    "relations": ("subject", "type", "object"),
    "milestones": ("id", "name", "date"),
}

Types = Mapping[str, str]

_DAYS = ("start", "end")


def _impossible(day: str) -> Condition:
    return Condition(
        reason="its date cannot be",
        when=f"{{{day}}} NOT BETWEEN DATE '{_EARLIEST}' AND DATE '{_LATEST}'",
    )


_ENDS_FIRST = Condition(reason="it ends before it begins", when="{end} <= {start}")
_UNUSABLE = {
    "events": (_ENDS_FIRST, _impossible("start")),
    "figures": (
        _ENDS_FIRST,
        _impossible("start"),
        Condition(
            reason="its unit is neither count nor percent",
            when="{unit} NOT IN ('count', 'percent')",
        ),
        Condition(
            reason="it is said to be neither a flow nor a stock",
            when="{flow} NOT IN ('flow', 'stock')",
        ),
        # 1.206 may be written for 1,206; whichever it is, nothing can be counted so.
        Condition(
            reason="it counts, and has a fraction",
            when="{unit} = 'count' AND {value} != floor({value})",
        ),
    ),
    "relations": (_ENDS_FIRST, _impossible("start")),
    "milestones": (_impossible("date"),),
}
_NOTES: Mapping[str, tuple[Condition, ...]] = {
    "events": (
        Condition(
            reason="the low, best and high counts are out of order as published",
            when="{deaths_low} > {deaths} OR {deaths} > {deaths_high}",
        ),
    ),
    "figures": (
        Condition(
            reason="the published range does not hold the value and is left out",
            when="{low} > {value} OR {value} > {high}",
        ),
    ),
}


def required(shape: str) -> tuple[str, ...]:
    """Return the columns without which a row of a shape cannot be used."""
    return _REQUIRED[shape]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The SQL that makes canonical rows of a table `prepared`, and the columns that it reads.

    Besides the canonical columns (`line` only where the rows of `prepared` have one) a row has
    `reject` (why it cannot be used, or null), `caution` (what was noted on it, or null) and `cells`
    (the row in words, where it cannot be used). `types` are the columns that could be read as
    numbers or days at once. Columns that would be null in every row are left out.
    """

    sql: str
    reads: tuple[str, ...]
    types: Types


def compile_format(form: Format, columns: Columns, described: Descriptor, vintage: str) -> Compiled:
    """Compile a format for the columns of `prepared`. Raises `MappingBroken` if they do not fit."""
    made = [
        _compile({**form.columns, **variant}, form, columns, described, vintage)
        for variant in form.row or ({},)
    ]
    return Compiled(
        "\nUNION ALL BY NAME\n".join(one.sql for one in made),
        tuple(dict.fromkeys(name for one in made for name in one.reads)),
        made[0].types if form.plain else {},
    )


def _types(made: Iterable[Expression], conditions: Iterable[Condition], columns: Columns) -> Types:
    """Return the columns that are read as numbers alone, or as days alone."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for one in made:
        for name in one.reads:
            kinds[name].add(one.kind)
    for condition in conditions:
        for name in columns.among(condition.when):
            kinds[name].add("")
    return {name: min(of) for name, of in kinds.items() if len(of) == 1 and min(of)}


def _compile(
    entries: Mapping[str, Entry],
    form: Format,
    columns: Columns,
    described: Descriptor,
    vintage: str,
) -> Compiled:
    shape = {column.name: column for column in SHAPES[form.shape] if column.name != "line"}
    only = entries.get("only")
    made = _expressions({k: v for k, v in entries.items() if k != "only"}, shape, columns)
    defaults = _defaults(form.shape, described, vintage)
    if form.shape == "events":
        made.setdefault("id", _row_id(described, columns))
    # A figure's id is made of its other columns, which must be there before.
    for name in sorted(shape, key=lambda name: name == "id"):
        made.setdefault(name, Expression(defaults.get(name, "NULL")))
    conditions = [
        Condition(reason=reason, when=when) for one in made.values() for when, reason in one.faults
    ]
    conditions += [
        Condition(reason=f"it has no {n}", when=f"{{{n}}} IS NULL") for n in _REQUIRED[form.shape]
    ]
    conditions += [*form.reject, *_UNUSABLE[form.shape]]
    notes = [*form.note, *_NOTES.get(form.shape, ())]
    reads = dict.fromkeys(name for one in made.values() for name in one.reads)
    reads |= dict.fromkeys(n for c in (*form.reject, *form.note) for n in columns.among(c.when))
    if only:
        reads |= dict.fromkeys(columns.among(str(only)))
    anchor = _ANCHORS[form.shape]
    first = {name: made[name] for name in made if name in (*_DAYS, anchor)}
    rest = {name: one for name, one in made.items() if name not in first}
    days = "".join(f", {one.sql} AS {_own(name)}" for name, one in first.items())
    before = "".join(f", {one.before}" for one in rest.values() if one.before)
    before = before.replace("{day}", f"coalesce({_own(anchor)}, {_NO_DAY})")
    others = "".join(f", {_fill(one.sql)} AS {_own(name)}" for name, one in rest.items())
    where = f" WHERE {only}" if only else ""
    line = "line, " if "line" in columns else ""
    chosen = ", ".join(
        f"{_final(column, form.shape)} AS {named(name)}"
        for name, column in shape.items()
        if made[name].sql != "NULL" or column.null == "never" or name == "note"
    )
    cells = ", ".join(f"{quoted(name + ': ')} || {columns.text(name)}" for name in reads)
    daily = f"SELECT *{days} FROM prepared{where}"
    return Compiled(
        f"SELECT {line}{chosen}, reject, caution, "
        f"CASE WHEN reject IS NOT NULL THEN concat_ws('; ', {cells or quoted('')}) END AS cells "
        f"FROM (SELECT *, {_first_reason(conditions)} AS reject, {_all_reasons(notes)} AS caution "
        f"FROM (SELECT *{others} FROM (SELECT *{before} FROM ({daily}))))",
        tuple(reads),
        _types(made.values(), (*form.reject, *form.note), columns),
    )


def _expressions(
    entries: Mapping[str, Entry], shape: Mapping[str, Column], columns: Columns
) -> dict[str, Expression]:
    made: dict[str, Expression] = {}
    for target, entry in entries.items():
        if target == "period" and "start" in shape and not isinstance(entry, str):
            made |= {k: v for k, v in period(entry, columns).items() if k in shape}
        elif target not in shape:
            raise MappingBroken(
                f"There is no canonical column “{target}”.", hint=f"There are {', '.join(shape)}."
            )
        elif target in RANGES and not set(RANGES[target]) & set(entries) and ranged(entry):
            made |= with_range(target, entry, columns, shape[target].type)
        else:
            made[target] = expression(target, entry, columns, shape[target].type)
    return made


def _defaults(shape: str, described: Descriptor, vintage: str) -> Mapping[str, str]:
    """Return the SQL of the columns that a format need not speak of."""
    if shape == "figures":
        day = described.published.get(vintage)
        return {
            "dataset": quoted(described.id),
            "of": "''",
            "by": "''",
            "unit": "'count'",
            "flow": "'flow'",
            "report": quoted(f"{described.title} {vintage}".strip()),
            "published": f"DATE '{day}'" if day else "NULL",
            "published_precision": quoted(_precision(day)),
            "provisional": str(described.provisional).lower(),
            "confirmed": "false",
            "url": quoted(described.url),
            "id": _FIGURE_ID.format(stem=quoted("-".join(p for p in (described.id, vintage) if p))),
        }
    if shape == "relations":
        return {
            "says": quoted(described.publisher),
            "standing": quoted(described.standing),
            "party": quoted(described.party),
            "denied": "false",
            "confirmed": "false",
            "source": quoted(described.url),
        }
    if shape == "milestones":
        return {"dates": 'CAST("= date" AS VARCHAR)', "source": quoted(described.url)}
    return {}


def _row_id(described: Descriptor, columns: Columns) -> Expression:
    """Make an id for the events of a file that has none: rows that say the same are one event."""
    cells = ", ".join(columns.text(name) for name in columns.names)
    sql = f"{quoted(described.id)} || '-' || left(md5(concat_ws('|', {cells})), 12)"
    return Expression(sql, reads=columns.names)


def _precision(day: dt.date | None) -> str:
    """Return how exactly the day of publication is known; the first of a month stands for it."""
    if day is None:
        return "year"
    return "month" if day.day == 1 else "day"


# What, where, whose, when: ucdp-country-year-25.1-deaths-PAK-2022. A period that is no whole year
# or month is written as its first and last day.
_FIGURE_ID = (
    "concat_ws('-', {stem}, \"= measure\", \"= place\", 'of-' || nullif(\"= of\", ''), "
    '\'by-\' || nullif("= by", \'\'), period_name("= start", "= end"))'
)


def _final(column: Column, shape: str) -> str:
    """Return the column as it is stored: typed, and never null where its shape says so."""
    own = _own(column.name)
    if shape == "figures" and column.name in ("low", "high"):
        own = f"CASE WHEN NOT coalesce({_fill(_NOTES['figures'][0].when)}, false) THEN {own} END"
    if column.name == "note":
        own = f"CASE WHEN caution IS NULL THEN {own} ELSE concat_ws('; ', {own}, caution) END"
    value = f"CAST({own} AS {column.type})"
    empty = (
        column.null == "never" and column.type == "VARCHAR" and column.name not in _REQUIRED[shape]
    )
    return f"coalesce({value}, '')" if empty else value


def _own(name: str) -> str:
    """Return what a canonical column is called on the way: the file may have one of its name."""
    return named(f"= {name}")


def _fill(condition: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: _own(found[1]), condition)


def _first_reason(conditions: Sequence[Condition]) -> str:
    cases = " ".join(f"WHEN {_fill(c.when)} THEN {quoted(c.reason)}" for c in conditions)
    return f"CASE {cases} END"


def _all_reasons(conditions: Sequence[Condition]) -> str:
    if not conditions:
        return "NULL"
    cases = [f"CASE WHEN {_fill(c.when)} THEN {quoted(c.reason)} END" for c in conditions]
    return cases[0] if len(cases) == 1 else f"nullif(concat_ws('; ', {', '.join(cases)}), '')"
