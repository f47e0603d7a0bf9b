"""A first mapping file for a table of no known format, drafted by looking at its columns.

A draft is meant to be read and completed by a person: what is only guessed says so, and what is not
known stands there as a comment.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from averment.evidence.intake import tables
from averment.evidence.intake.compiling import required
from averment.evidence.intake.connection import connect
from averment.evidence.intake.formats import unique
from averment.evidence.intake.source import look
from averment.reference.codes import Codes
from averment.reference.measures import Measures
from averment.reference.words import folded

_HINTS = Path(__file__).with_name("hints.toml")
_MOST = 0.8  # of the filled cells must look like the kind of their column
_DAYS = 0.5  # of them, where a way of writing dates is tried: sheets kept by hand have slips
# Ways of writing a day that need to be named; where two fit alike, the first.
_FORMATS = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y", "%d %B %y")
_SHOWN = 12  # values of a column at the most

_SHAPES: Mapping[str, tuple[str, ...]] = {
    "relations": ("subject", "object"),
    "milestones": ("name", "date"),
    "events": ("deaths",),
    "figures": (),
}
_COUNTED = ("deaths", "civilian_deaths", "security_deaths", "militant_deaths", "injured")


@dataclass(frozen=True, slots=True)
class Seen:
    """A column of the file: its name, its filled cells, and what all but a few of them look like.

    `kinds` holds `number`, `year`, `date` and `country`; every column is `text`. `format` is how
    the days are written, where that has to be said.
    """

    name: str
    cells: tuple[str, ...]
    kinds: frozenset[str]
    format: str | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The different cells, in their order."""
        return tuple(dict.fromkeys(self.cells))


def draft(path: Path | str) -> str:
    """Return a mapping file, as TOML, for the table in a file.

    Raises `EvidenceMissing`, `NoTable`, `FileDamaged` or `FileTooLarge` for what is no table.
    """
    source = look(Path(path))
    layout = tables.lay_out(source)
    header = layout.header or unique([""] * layout.width)
    columns = _seen(unique(header), layout.rows)
    found = _assigned(columns)
    shape = _shape(found)
    if shape == "figures" and "value" not in found:
        found |= _called_like_measures(columns, found)
    id_ = re.sub(r"[^a-z0-9]+", "-", Path(source.name).stem.lower()).strip("-") or "my-dataset"
    lines = [
        f"# Drafted from {source.name} by looking at its first {len(layout.rows)} rows.",
        "# Read every line, fill in what is empty, and correct what is wrong; then:",
        f"#   averment evidence add {source.path.name} --mapping THIS-FILE",
        "",
        'vintage = ""  # which release this is: a day, a year, a version',
        "",
        *_dataset(id_, shape, found),
        "",
        *_keep(found),
        "[columns]",
        *_columns(shape, found),
        *_missing(shape, found),
        *_counted(shape, found, columns),
        *_unused(columns, found),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _seen(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Seen, ...]:
    made = []
    for place, name in enumerate(header):
        cells = [row[place].strip() for row in rows if len(row) > place]
        made.append((name, tuple(cell for cell in cells if cell)))
    kinds = _kinds([cells for _, cells in made])
    return tuple(Seen(*column, *kind) for column, kind in zip(made, kinds, strict=True))


def _kinds(columns: Sequence[Sequence[str]]) -> list[tuple[frozenset[str], str | None]]:
    """Say what each column's cells look like, by the same macros that load them.

    A column of days that are not written as everywhere comes with the way that fits most of them.
    """
    codes = Codes.default()
    with connect() as connection:
        found = []
        for cells in columns:
            row = connection.execute(
                "SELECT count(*), count(coalesce(number(c), range_low(c))), count(first_day(c)), "
                "count(CASE WHEN whole(c) BETWEEN 1500 AND 2100 THEN 1 END) "
                "FROM (SELECT unnest($1::VARCHAR[]) AS c) WHERE NOT silent(c)",
                [list(cells)],
            ).fetchone()
            assert row is not None
            filled, numbers, days, years = row
            countries = sum(
                bool(codes.find(cell, "alpha") or codes.find(cell, "name")) for cell in cells
            )
            counts = {"number": numbers, "date": days, "year": years, "country": countries}
            # One cell may be another thing even in a short table: that of a row with the total.
            least = max(min(_MOST * filled, filled - 1 if filled > 2 else filled), 1)
            kinds = frozenset(kind for kind, count in counts.items() if count >= least)
            format_ = None if kinds else _format(connection, cells)
            found.append((kinds | {"date"} if format_ else kinds, format_))
    return found


def _format(connection: duckdb.DuckDBPyConnection, cells: Sequence[str]) -> str | None:
    """Return the way of writing days that fits most of the cells, if it fits enough of them."""
    counts = ", ".join(f"count(try_strptime(c, '{format_}'))" for format_ in _FORMATS)
    row = connection.execute(
        f"SELECT {counts} FROM (SELECT unnest($1::VARCHAR[]) AS c) WHERE NOT silent(c)",
        [list(cells)],
    ).fetchone()
    assert row is not None
    best = max(range(len(_FORMATS)), key=lambda place: (row[place], -place))
    return _FORMATS[best] if row[best] >= max(_DAYS * len(cells), 1) else None


@lru_cache(maxsize=1)
def _hints() -> list[dict[str, Any]]:
    hints: list[dict[str, Any]] = tomllib.loads(_HINTS.read_text("utf-8"))["hint"]
    return hints


def _assigned(columns: Sequence[Seen]) -> dict[str, Seen]:
    """Return which column holds what: each thing one column, each column one thing."""
    found: dict[str, Seen] = {}
    taken: set[str] = set()
    for hint in _hints():
        wanted = [folded(name) for name in hint["names"]]
        fitting = [
            (wanted.index(words), column)
            for column in columns
            if column.name not in taken
            and (words := folded(column.name.replace("_", " "))) in wanted
            and hint["kind"] in {*column.kinds, "text"}
        ]
        if fitting:
            _, best = min(fitting, key=lambda one: one[0])
            found[hint["column"]] = best
            taken.add(best.name)
    return found


def _called_like_measures(columns: Sequence[Seen], found: Mapping[str, Seen]) -> dict[str, Seen]:
    """Return the columns of numbers that nothing is made of and that a measure's id names."""
    used = {column.name for column in found.values()}
    free = {c.name: c for c in columns if c.name not in used and "number" in c.kinds}
    return {id_: free[name] for name, id_ in _known(tuple(free)).items() if id_ not in found}


def _counts(found: Mapping[str, Seen]) -> list[str]:
    """Return the measures that have a column of their own."""
    return [name for name in found if name in _measures_known()]


def _shape(found: Mapping[str, Seen]) -> str:
    """Return the shape of the rows, by what columns there are."""
    if "measure" in found or "value" in found:
        return "figures"
    dated = {"date", "from", "year"} & set(found)
    for shape, needed in _SHAPES.items():
        if set(needed) <= set(found) and (shape != "events" or (dated and _by_days(found))):
            return shape
    return "figures"


def _by_days(found: Mapping[str, Seen]) -> bool:
    """Say whether the rows look like single events: placed, sided, or numbered."""
    single = {"latitude", "side_a", "side_b", "type", "id", "division_name"} & set(found)
    return bool(single) and "year" not in found


# --- writing it down -----------------------------------------------------------------------------


def _dataset(id_: str, shape: str, found: Mapping[str, Seen]) -> Iterator[str]:
    publishers = found["publisher"].values if "publisher" in found else ()
    yield "[dataset]"
    yield f"id = {_quoted(id_)}"
    yield 'title = ""'
    yield f"publisher = {_quoted(publishers[0] if publishers else '')}  # its short name"
    yield 'publisher_name = ""'
    yield 'standing = "independent"  # or official (a government, a party) or media'
    yield 'party = ""  # the party to the dispute whose word it is; empty for none'
    yield 'licence = ""'
    yield "redistributable = false"
    yield 'citation = ""'
    yield 'url = ""'
    yield 'counts = ""  # what is counted, in words'
    yield 'does_not_count = ""'
    yield "collected_from = []  # news, field, reports, register, governments, dataset:ID, party:ID"
    yield f"shape = {_quoted(shape)}"
    if shape == "figures":
        known = _known(found["measure"].values) if "measure" in found else {}
        listed = sorted({*known.values(), *_counts(found)})
        yield f"measures = [{', '.join(map(_quoted, listed))}]"
    if shape == "events":
        for name in _COUNTED:
            if name in found:
                yield ""
                yield f"[dataset.measures.{name}]"
                yield 'definition = ""'
                yield f'value = "sum:{name}"'
        yield ""
        yield "[dataset.measures.events]"
        yield 'definition = ""'
        yield 'value = "count"'


def _keep(found: Mapping[str, Seen]) -> Iterator[str]:
    """Rows of several publishers are several datasets."""
    column = found.get("publisher")
    if column is None or len(column.values) < 2:
        return
    others = ", ".join(map(_quoted, column.values[1:_SHOWN]))
    yield "# The rows of one publisher make one dataset; the file also has"
    yield f"# {others}"
    yield "[keep]"
    yield f"{_key(column.name)} = [{_quoted(column.values[0])}]"
    yield ""


def _columns(shape: str, found: Mapping[str, Seen]) -> Iterator[str]:
    from averment.evidence.shapes import SHAPES

    names = {column.name for column in SHAPES[shape]}
    if shape in ("events", "figures"):
        yield from _period(found)
    elif "date" in found:
        target = "date" if shape == "milestones" else "start"
        yield f"{target} = {{ date = {_quoted(found['date'].name)} }}"
    for name, column in found.items():
        if name == "place":
            yield f"place = {{ country = {_quoted(column.name)}, by = {_quoted(_scheme(column))} }}"
            if shape == "events" and _scheme(column) == "name":
                yield f"place_name = {_quoted(column.name)}"
        elif name in _COUNTED and shape == "figures":
            continue
        elif name == "measure" and shape == "figures":
            yield from _measures(column)
        elif name == "url" and "source" in names:
            yield f"source = {_quoted(column.name)}"
        elif name in names and name not in ("date", "start", "end"):
            yield f"{name} = {_quoted(column.name)}"
    if shape == "figures" and "flow" not in found:
        yield '# flow = { constant = "stock" }  # of levels at a moment: refugees, troops'
    if shape == "figures" and "measure" in found:
        yield f"definition = {_quoted(found['measure'].name)}"


def _period(found: Mapping[str, Seen]) -> Iterator[str]:
    if "from" in found and "to" in found:
        first, last = (_quoted(found[name].name) for name in ("from", "to"))
        yield f"period = {{ from = {first}, to = {last} }}"
    elif "date" in found or "from" in found:
        column = found.get("date") or found["from"]
        written = f", format = {_quoted(column.format)}" if column.format else ""
        yield f"period = {{ date = {_quoted(column.name)}{written} }}"
        if column.format and (other := _swapped(column.format, column.cells)):
            yield f"# Which is the month? format = {_quoted(other)} fits these days as well."
    elif "year" in found:
        yield f"period = {{ year = {_quoted(found['year'].name)} }}"
    else:
        yield '# period = { date = "COLUMN" }  # add format = "%d/%m/%Y" or the like if need be'


def _swapped(format_: str, cells: Sequence[str]) -> str | None:
    """Return the format with day and month the other way round, if it fits as many of the cells."""
    parts = {"%d": "%m", "%m": "%d"}
    other = re.sub("%[dm]", lambda found: parts[found[0]], format_)
    fitting = [cell for cell in cells if _is_day(cell, format_)]
    same = other != format_ and all(_is_day(cell, other) for cell in fitting)
    return other if same else None


def _is_day(cell: str, format_: str) -> bool:
    try:
        dt.datetime.strptime(cell, format_)
    except ValueError:
        return False
    return True


def _scheme(column: Seen) -> str:
    codes = all(re.fullmatch("[A-Z]{3}", cell) for cell in column.cells)
    return "alpha" if codes else "name"


def _measures(column: Seen) -> Iterator[str]:
    known = _known(column.values)
    pairs = ", ".join(f"{_quoted(value)} = {_quoted(id_)}" for value, id_ in known.items())
    yield f"measure = {{ of = {_quoted(column.name)}, values = {{ {pairs} }} }}"
    others = [value for value in column.values if value not in known]
    if others:
        yield "# No measure is called like these; a row whose value is not listed is not taken:"
        yield f"# {', '.join(map(_quoted, others[:_SHOWN]))}{', …' if len(others) > _SHOWN else ''}"


def _measures_known() -> frozenset[str]:
    return frozenset(rule.measure for rule in Measures.default().rules)


def _known(values: Sequence[str]) -> dict[str, str]:
    named = {value: "_".join(folded(value.replace("_", " "))) for value in values}
    return {value: id_ for value, id_ in named.items() if id_ in _measures_known()}


def _missing(shape: str, found: Mapping[str, Seen]) -> Iterator[str]:
    said = {*found, "start", "end"} | ({"date"} if "year" in found else set())
    said |= {"id"} if shape == "events" else set()
    if shape == "figures" and "value" not in found:
        said |= {"value", "measure"}
    for name in required(shape):
        if name not in said:
            yield f'# {name} = "COLUMN"  # or {{ constant = "…" }}: it must be said'


def _counted(shape: str, found: Mapping[str, Seen], columns: Sequence[Seen]) -> Iterator[str]:
    """In a table with a column for each measure, each row gives several figures."""
    if shape != "figures" or "value" in found:
        return
    counted = {name: found[name] for name in _counts(found)}
    used = {column.name for name, column in found.items() if name not in counted}
    for name, column in counted.items():
        yield ""
        yield "[[row]]"
        yield f"measure = {{ constant = {_quoted(name)} }}"
        yield f"value = {_quoted(column.name)}"
    taken = {*used, *(column.name for column in counted.values())}
    for column in columns:
        if "number" in column.kinds and column.name not in taken:
            yield ""
            yield "# [[row]]"
            yield '# measure = { constant = "…" }'
            yield f"# value = {_quoted(column.name)}"


def _unused(columns: Sequence[Seen], found: Mapping[str, Seen]) -> Iterator[str]:
    used = {column.name for column in found.values()}
    unused = [column.name for column in columns if column.name not in used]
    if unused:
        yield ""
        yield f"# Columns that nothing was made of: {', '.join(unused)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(text: str) -> str:
    return text if re.fullmatch("[A-Za-z0-9_-]+", text) else _quoted(text)
