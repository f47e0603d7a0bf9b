"""Values as they are written in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence


def quoted(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def named(name: str) -> str:
    """Quote the name of a table or column."""
    return '"' + name.replace('"', '""') + '"'


def day(value: dt.date) -> str:
    """Write a day."""
    return f"DATE '{value.isoformat()}'"


def among(column: str, values: Sequence[str]) -> str:
    """Return the condition that `column` has one of `values`; of none, that never holds."""
    return f"{column} IN ({', '.join(map(quoted, values))})" if values else "false"
