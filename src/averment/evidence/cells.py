"""Event lists as figures: what a list counts in a period is a sum over its events.

An event counts where it begins. The years inside the coverage are figures, and so is every period
that is asked for: zero where nothing was recorded, for inside its coverage a list that names
no event says that there was none. `low` leaves out the events that may lie outside the period,
`high` takes in those that may lie inside, each at its own lowest and highest count. A first-level
division (`PAK/Sindh`) is a part of its country: an event of which only the country is known may
lie in it, so `high` takes it in. A list that never names a division does not answer for it.
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
    """What the id of a figure made of events says: `DATASET@VINTAGE/MEASURE/PLACE/START/END`.

    A place is a country, or a country and its division with a stroke between.
    """

    holding: str
    measure: str
    place: str
    start: dt.date
    end: dt.date


def cell_of(id: str) -> Cell | None:
    """Read a figure's id; none where it is not that of a cell."""
    holding, *parts = id.split("/")
    if len(parts) not in (4, 5) or "@" not in holding:
        return None
    measure, *place, first, after = parts
    try:
        start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(after)
    except ValueError:
        return None
    return Cell(holding, measure, "/".join(place), start, end)


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
    events do not say how many. Of a division, it also has `certainty`: 2 where the events surely
    lie in it, 1 where they are placed in it by name alone, 0 where they may lie in it.
    """
    parts = [named(name) for name in by]
    value = _amount(rule.value)
    conditions = [*_conditions(rule), *([] if place is None else [_lies(place)])]
    if place is not None and "/" in place:
        parts.append(f"{_certainty(place)} AS certainty")
    columns = [
        *parts,
        f"sum({value}) AS value",
        f"sum({_bound(rule.low, value)}) AS low",
        f"sum({_bound(rule.high, value)}) AS high",
        *([f"count(*) FILTER ({value} IS NULL) AS unsaid"] if unsaid else []),
    ]
    lines = [f"SELECT {', '.join(columns)}", f"FROM {named(holding.name)}"]
    if conditions:
        lines.append(f"WHERE {' AND '.join(conditions)}")
    return "\n".join([*lines, "GROUP BY ALL"])


def figures_sql(
    holding: Holding, measures: Sequence[str], windows: Sequence[Window], place: str | None
) -> str | None:
    """Return the SQL that makes figures of events; none where the list does not cover the place."""
    spans = _spans(holding, place)
    if not spans or not measures:
        return None
    sure, named_ = ("", "") if place is None or "/" not in place else _CERTAIN
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
        "value": _total("d.value", f'd."start" >= p.a{named_}'),
        "low": _total("d.low", f'd."start" >= p.a AND d."end" <= p.b{sure}'),
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
    where = "place" if place is None else f"{quoted(place)} AS place"
    days = {
        measure: cells_sql(holding, rule, ("place", "start", "end"), place, unsaid=True)
        for measure, rule in rules.items()
    }
    counted = "\nUNION ALL\n".join(
        f"SELECT {quoted(measure)} AS measure, {where}, * EXCLUDE (place)\n"
        f"FROM (\n{indent(sql, '  ')}\n)"
        for measure, sql in days.items()
    )
    return (
        f"WITH m(measure, definition) AS (VALUES {asked}),\n"
        f"{_periods(spans, windows)},\n"
        f"d AS (\n{indent(counted, '  ')}\n)\n"
        f"SELECT {selected}\n"
        "FROM m CROSS JOIN p LEFT JOIN d ON d.measure = m.measure AND d.place = p.place\n"
        '  AND d."start" < p.b AND d."end" > p.a\n'
        f"{_named_at_all(holding, place)}"
        "GROUP BY m.measure, m.definition, p.place, p.a, p.b"
    )


def _spans(holding: Holding, place: str | None) -> list[Span]:
    """The spans that answer for a place; a division answers while its country does."""
    country = None if place is None else place.partition("/")[0]
    found = [span for span in holding.spans if country in (None, span.place)]
    return [s if place is None else s.model_copy(update={"place": place}) for s in found]


def _lies(place: str) -> str:
    """Return the condition that an event lies, or may lie, in a place."""
    country, _, division = place.partition("/")
    if not division:
        return f"place = {quoted(country)}"
    may = f"division = {quoted(division)} OR division IS NULL OR place_precision = 'country'"
    return f"place = {quoted(country)} AND ({may})"


def _certainty(place: str) -> str:
    """Return how surely an event lies in a division: 2 surely, 1 by its name alone, 0 perhaps."""
    division = quoted(place.partition("/")[2])
    return (
        f"CASE WHEN division IS DISTINCT FROM {division} THEN 0 "
        "WHEN place_precision = 'country' THEN 1 ELSE 2 END"
    )


def _named_at_all(holding: Holding, place: str | None) -> str:
    """Return the condition that the list names a division; nothing for a country."""
    country, _, division = (place or "").partition("/")
    if not division:
        return ""
    there = f"place = {quoted(country)} AND division = {quoted(division)}"
    return f"WHERE EXISTS (FROM {named(holding.name)} WHERE {there})\n"


#: What of a division counts at the least, and by the best estimate.
_CERTAIN = " AND d.certainty = 2", " AND d.certainty > 0"


def months_sql(holding: Holding, cell: Cell) -> str:
    """Return the SQL that counts a figure's events by month: first day and value, where any are."""
    rule = holding.descriptor.measures[cell.measure]
    days = indent(cells_sql(holding, rule, ("place", "start"), cell.place), "  ")
    return (
        "SELECT date_trunc('month', \"start\")::DATE AS month, sum(value)::DOUBLE AS value\n"
        f"FROM (\n{days}\n)\nGROUP BY month\nORDER BY month"
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
    begins = f'"start" >= {day(cell.start)}'
    inside, wholly = begins, f'{begins} AND "end" <= {day(cell.end)}'
    if "/" in cell.place:
        certainty = _certainty(cell.place)
        inside, wholly = f"{inside} AND {certainty} > 0", f"{wholly} AND {certainty} = 2"
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
        _lies(cell.place),
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
