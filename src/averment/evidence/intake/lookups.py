"""Names and codes looked up in SQL, in place: a join would not keep the rows in their order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from averment.evidence.sql import day, named, quoted

#: A name or code, what it means (`None`: nothing), and on which days `[start, end)`.
Meaning = tuple[str, str | None, dt.date | None, dt.date | None]


def lookup(macro: str, meanings: Iterable[Meaning]) -> str:
    """Return SQL that makes a macro of a name and a day.

    It gives null for a name that is unknown on that day, and an empty text for one that is known to
    mean nothing.
    """
    by_name: dict[str, list[Meaning]] = defaultdict(list)
    for one in meanings:
        by_name[one[0]].append(one)
    always = {k: m[0] for k, m in by_name.items() if len(m) == 1 and m[0][2:] == (None, None)}
    pairs = ", ".join(f"{quoted(k)}: {quoted(one[1] or '')}" for k, one in always.items())
    cases = " ".join(
        f"WHEN name = {quoted(k)}{_between(one)} THEN {quoted(one[1] or '')}"
        for k, many in by_name.items()
        if k not in always
        for one in many
    )
    found = f"map_extract_value(MAP {{{pairs}}}, name)" if pairs else "NULL"
    timed = f"CASE {cases} END" if cases else "NULL"
    return f"CREATE OR REPLACE MACRO {named(macro)}(name, day) AS coalesce({found}, {timed})"


def _between(meaning: Meaning) -> str:
    _, _, start, end = meaning
    after = f" AND day >= {day(start)}" if start else ""
    return f"{after} AND day < {day(end)}" if end else after
