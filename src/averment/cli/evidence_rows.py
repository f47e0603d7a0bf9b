"""Rows of the record as a table of at most eighty columns, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from averment.cli.evidence_views import WIDTH, days, grid_table, many
from averment.cli.output import one_line
from averment.evidence.selection import Selection

#: Columns that are set side by side however long their cells are; more of them must fit the width.
FEW_COLUMNS = 3
#: Characters of a cell: more where few columns stand side by side.
MOST_LETTERS, LETTERS_OF_FEW = 40, 200


def selection(chosen: Selection) -> dict[str, Any]:
    """Return rows with what they come from."""
    source = chosen.source
    found: dict[str, Any] = {
        "total": chosen.total,
        "file": source.file.model_dump(),
        "citation": source.citation,
        "sql": source.sql,
        "rows": [dict(zip(chosen.columns, row, strict=True)) for row in chosen.rows],
    }
    if source.trace:
        found["figure"] = {"id": source.trace.figure.id, "value": source.trace.figure.value}
        found["figure"]["sql"] = source.trace.sql
    return found


def selected(chosen: Selection) -> RenderableType:
    """Return rows as a table: the columns that say something, as many as fit."""
    source = chosen.source
    told = [
        i for i, cells in enumerate(zip(*chosen.rows, strict=True)) if any(map(_has_words, cells))
    ]
    parts: list[RenderableType] = []
    if source.trace:
        figure = source.trace.figure
        spread = ""
        if figure.low is not None and figure.high is not None:
            spread = f" ({_number(figure.low)} to {_number(figure.high)})"
        parts.append(
            Text(
                f"{_number(figure.value)}{spread}: {figure.definition or figure.measure}, "
                f"{figure.place}, {days(figure.start, figure.end)}\n{source.trace.sql}\n",
            )
        )
    same = [i for i in told if len(chosen.rows) > 1 and len({row[i] for row in chosen.rows}) == 1]
    if same:
        parts.append(Text(f"In every row: {_said(chosen, chosen.rows[0], same)}", style="italic"))
    differing = [i for i in told if i not in same]
    if len(chosen.rows) > 1 and _side_by_side(chosen, differing):
        parts.append(_table(chosen, differing))
    elif chosen.rows:
        parts.append(_records(chosen, differing))
    left = chosen.total - len(chosen.rows)
    more = f" ({left:,} more: --limit 0 shows all)" if left else ""
    parts.append(
        Text(
            f"{many(chosen.total, 'row')}{more}, of {one_line(source.file.name)} "
            f"(SHA-256 {source.file.sha256}).\nCite: {one_line(source.citation)}"
        )
    )
    return Group(*parts)


def _has_words(cell: Any) -> bool:
    return cell is not None and cell != ""


def _side_by_side(chosen: Selection, columns: Sequence[int]) -> bool:
    """Say whether columns are few, or fit the width without a break in any cell."""
    widths = (
        max(len(chosen.columns[i]), *(len(_cell(chosen.columns[i], r[i])) for r in chosen.rows))
        for i in columns
    )
    return len(columns) <= FEW_COLUMNS or sum(width + 2 for width in widths) <= WIDTH


def _table(chosen: Selection, columns: Sequence[int]) -> Table:
    grid = grid_table()
    for i in columns:
        grid.add_column(chosen.columns[i], overflow="fold")
    most = LETTERS_OF_FEW if len(columns) <= FEW_COLUMNS else MOST_LETTERS
    for row in chosen.rows:
        grid.add_row(*(_cell(chosen.columns[i], row[i], most) for i in columns))
    return grid


def _records(chosen: Selection, columns: Sequence[int]) -> Table:
    """Return rows of many columns one below the other."""
    grid = grid_table()
    grid.show_header = False
    grid.add_column("", justify="right", width=5)
    grid.add_column("", ratio=1, overflow="fold")
    for number, row in enumerate(chosen.rows, start=1):
        grid.add_row(str(number), _said(chosen, row, columns))
    return grid


def _said(chosen: Selection, row: Sequence[Any], columns: Sequence[int]) -> str:
    """Say what a row has in some columns, each cell after its column's name."""
    told = (i for i in columns if _has_words(row[i]))
    return " · ".join(f"{chosen.columns[i]} {_cell(chosen.columns[i], row[i])}" for i in told)


def _cell(column: str, value: Any, most: int = MOST_LETTERS) -> str:
    """Return a cell's text, cut to so many characters; an id is never cut, for it is asked with."""
    if isinstance(value, float):
        return f"{value:.10g}"
    words = one_line("" if value is None else str(value))
    return words if len(words) <= most or column == "id" else words[: most - 1] + "…"


def _number(value: float) -> str:
    """Return a figure with its thousands parted: 2,878,100."""
    return f"{value:,.10g}"
