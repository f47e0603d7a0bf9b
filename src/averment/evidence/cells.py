"""Event lists as figures: what a list counts in a period is a sum over its events.

An event counts where it begins. The years inside the coverage are figures, and so is every period
that is asked for: zero where nothing was recorded, for inside its coverage a list that names
no event says that there was none. `low` leaves out the events that may lie outside the period,
`high` takes in those that may lie inside, each at its own lowest and highest count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import indent

from averment.evidence.coverage import Span
from averment.evidence.descriptor import Condition, Rule
from averment.evidence.sql import among, day, named, quoted
from averment.evidence.store import Holding

Window = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Cell:
    """What the id of a figure made of events says: `DATASET@VINTAGE/MEASURE/PLACE/START/END`."""

    holding: str
    measure: str
    place: str
    start: dt.date
    end: dt.date


def cell_of(id: str) -> Cell | None:
    """Read a figure's id; none where it is not that of a cell."""
    parts = id.split("/")
    if len(parts) != 5 or "@" not in parts[0]:
        return None
    try:
        start, end = (dt.date.fromisoformat(part) for part in parts[3:])
    except ValueError:
        return None
    return Cell(parts[0], parts[1], parts[2], start, end)


def cells_sql(
    holding: Holding,
    rule: Rule,
    by: Sequence[str],
    place: str | None = None,
    *,
    unsaid: bool = False,
) -> str:
    """Return the SQL that adds up events by the columns `by`, such as `start`, `place`, `type`.

    A row has these columns, then `value`, `low` and `high`, and `unsaid` where asked: how many
    events do not say how many.
    """
    value = _amount(rule.value)
    conditions = [*_conditions(rule), *([] if place is None else [f"place = {quoted(place)}"])]
    columns = [
        *map(named, by),
        f"sum({value}) AS value",
        f"sum({_bound(rule.low, value)}) AS low",
        f"sum({_bound(rule.high, value)}) AS high",
        *([f"count(*) FILTER ({value} IS NULL) AS unsaid"] if unsaid else []),
    ]
    lines = [f"SELECT {', '.join(columns)}", f"FROM {named(holding.name)}"]
    if conditions:
        lines.append(f"WHERE {' AND '.join(conditions)}")
    return "\n".join([*lines, f"GROUP BY {', '.join(map(named, by))}"])


def figures_sql(
    holding: Holding, measures: Sequence[str], windows: Sequence[Window], place: str | None
) -> str | None:
    """Return the SQL that makes figures of events; none where the list does not cover the place."""
    spans = [span for span in holding.spans if place in (None, span.place)]
    if not spans or not measures:
        return None
    described = holding.descriptor
    columns = {
        "id": f"{quoted(f'{holding.name}/')} || concat_ws('/', m.measure, p.place, p.a, p.b)",
        "dataset": quoted(described.id),
        "measure": "m.measure",
        "place": "p.place",
        "of": "''",
        "by": "''",
        "start": "p.a",
        "end": "p.b",
        "value": _total("d.value", 'd."start" >= p.a'),
        "low": _total("d.low", 'd."start" >= p.a AND d."end" <= p.b'),
        "high": _total("d.high", "true"),
        "unit": "'count'",
        "baseline_start": "NULL::DATE",
        "baseline_end": "NULL::DATE",
        "flow": "'flow'",
        "report": quoted(f"{described.title}, {holding.vintage}"),
        "published": day(holding.published),
        "published_precision": "'day'" if holding.vintage in described.published else "'year'",
        "provisional": str(described.provisional).lower(),
        "confirmed": "false",
        "second_url": "''",
        "url": quoted(described.url),
        "definition": "m.definition",
        "note": "if(sum(d.unsaid) > 0, sum(d.unsaid) || ' of the events do not say how many', '')",
    }
    selected = ",\n  ".join(f"{sql} AS {named(name)}" for name, sql in columns.items())
    rules = {measure: described.measures[measure] for measure in measures}
    asked = ", ".join(f"({quoted(m)}, {quoted(rule.definition)})" for m, rule in rules.items())
    days = {
        measure: cells_sql(holding, rule, ("place", "start", "end"), place, unsaid=True)
        for measure, rule in rules.items()
    }
    counted = "\nUNION ALL\n".join(
        f"SELECT {quoted(measure)} AS measure, * FROM (\n{indent(sql, '  ')}\n)"
        for measure, sql in days.items()
    )
    return (
        f"WITH m(measure, definition) AS (VALUES {asked}),\n"
        f"{_periods(spans, windows)},\n"
        f"d AS (\n{indent(counted, '  ')}\n)\n"
        f"SELECT {selected}\n"
        "FROM m CROSS JOIN p LEFT JOIN d ON d.measure = m.measure AND d.place = p.place\n"
        '  AND d."start" < p.b AND d."end" > p.a\n'
        "GROUP BY m.measure, m.definition, p.place, p.a, p.b"
    )


def _periods(spans: Sequence[Span], windows: Sequence[Window]) -> str:
    """Return the SQL for the periods `[a, b)` that become figures, all within the coverage."""
    rows = ", ".join(f"({quoted(s.place)}, {day(s.start)}, {day(s.end)})" for s in spans)
    parts = [_YEARS]
    if windows:
        asked = ", ".join(f"({day(start)}, {day(end)})" for start, end in sorted(set(windows)))
        parts.append(
            "SELECT place, greatest(first, a), least(after, b)\n"
            f"FROM covered, (VALUES {asked}) asked(a, b)\n"
            "WHERE greatest(first, a) < least(after, b)"
        )
    united = "\nUNION\n".join(parts)
    return (
        f"covered(place, first, after) AS (VALUES {rows}),\n"
        f"p(place, a, b) AS (\n{indent(united, '  ')}\n)"
    )


#: The calendar years that lie wholly in the coverage.
_YEARS = """\
SELECT place, y::DATE AS a, (y + INTERVAL 1 YEAR)::DATE AS b
FROM covered, unnest(generate_series(date_trunc('year', first), after, INTERVAL 1 YEAR)) years(y)
WHERE a >= first AND b <= after"""


def _total(amount: str, condition: str) -> str:
    """Return the sum over the events that meet a condition; of none it is zero."""
    return f"coalesce(sum({amount}) FILTER ({condition}), 0)::DOUBLE"


def _amount(rule: str) -> str:
    """Return what one event counts; null where it does not say."""
    if rule == "count":
        return "1"
    columns = [named(name) for name in rule.removeprefix("sum:").split("+")]
    return columns[0] if len(columns) == 1 else f"list_sum([{', '.join(columns)}])"


def _bound(rule: str | None, value: str) -> str:
    """Return what one event counts at the least or the most; the best where it gives no other."""
    return value if rule is None else f"coalesce({_amount(rule)}, {value})"


def value_sql(holding: Holding, cell: Cell) -> str:
    """Return the SQL that gives the value, low and high of one figure."""
    rule = holding.descriptor.measures[cell.measure]
    value = _amount(rule.value)
    inside = f'"start" >= {day(cell.start)}'
    wholly = f'{inside} AND "end" <= {day(cell.end)}'
    return (
        f"SELECT {_total(value, inside)} AS value,\n"
        f"  {_total(_bound(rule.low, value), wholly)} AS low,\n"
        f"  {_total(_bound(rule.high, value), 'true')} AS high\n"
        f"FROM {named(holding.name)}\nWHERE {_behind(rule, cell)}"
    )


def rows_sql(holding: Holding, cell: Cell) -> str:
    """Return the SQL that gives the events behind a figure, those at its edges included."""
    where = _behind(holding.descriptor.measures[cell.measure], cell)
    return f"SELECT *\nFROM {named(holding.name)}\nWHERE {where}\nORDER BY line"


def _behind(rule: Rule, cell: Cell) -> str:
    """Return the condition on the events that a figure may count."""
    conditions = [
        f"place = {quoted(cell.place)}",
        f'"start" < {day(cell.end)}',
        f'"end" > {day(cell.start)}',
        *_conditions(rule),
    ]
    return " AND ".join(conditions)


def _conditions(rule: Rule) -> list[str]:
    return [_condition(column, wanted) for column, wanted in rule.where.items()]


def _condition(column: str, wanted: Condition) -> str:
    if isinstance(wanted, bool):
        return f"{named(column)} IS {'TRUE' if wanted else 'FALSE'}"
    return among(named(column), wanted)
