"""JSON as programs answer it: a list of objects, bare or under a name, in one page or several."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from averment.errors import FileDamaged, NoTable
from averment.evidence.intake.source import Source

_LOOKED_AT = 200  # rows


def first_rows(source: Source) -> list[list[str]]:
    """Return the names of the fields and the first objects' values. Raises as `write` does."""
    objects = _objects(source)
    fields = _fields(objects)
    return [fields, *(_row(one, fields) for one in objects[:_LOOKED_AT])]


def write(source: Source, target: Path) -> Path:
    """Write the objects as CSV in UTF-8, one a row under the names of their fields.

    Raises `FileDamaged` for what is no JSON (a file cut off) and `NoTable` for JSON without a list
    of objects.
    """
    objects = _objects(source)
    fields = _fields(objects)
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(_row(one, fields) for one in objects)
    return target


def _objects(source: Source) -> list[dict[str, Any]]:
    with source.open() as stream:
        content = stream.read()
    try:
        text = content.decode("utf-8-sig")
        pages = (
            [json.loads(line) for line in text.splitlines() if line.strip()]
            if _by_lines(text)
            else [json.loads(text)]
        )
    except (ValueError, RecursionError) as error:
        raise FileDamaged(
            f"{source.name} is not whole JSON: {error}.", hint="Get it again, whole."
        ) from None
    objects = [one for page in pages for one in _listed(page)]
    if not objects:
        raise NoTable(f"{source.name} holds no list of objects.", hint="Is it an error message?")
    return objects


def _by_lines(text: str) -> bool:
    """Say whether each line is an object of its own: one closes where the first line ends."""
    first = text.lstrip().partition("\n")[0].strip()
    return first.startswith("{") and first.endswith("}") and "\n{" in text


def _listed(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of the longest list of objects in a page, or of a list of pages."""
    if isinstance(value, list):
        if any(_lists(one) for one in value):
            for page in value:
                yield from _listed(page)
        else:
            yield from (one for one in value if isinstance(one, dict))
    elif isinstance(value, dict):
        lists = _lists(value)
        if lists:
            yield from max(lists, key=len)
        elif value and not any(isinstance(cell, dict | list) for cell in value.values()):
            yield value


def _lists(value: Any) -> list[list[dict[str, Any]]]:
    if not isinstance(value, dict):
        return []
    return [
        cell
        for cell in value.values()
        if isinstance(cell, list) and cell and all(isinstance(one, dict) for one in cell)
    ]


def _fields(objects: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for one in objects for name in one))


def _row(one: dict[str, Any], fields: list[str]) -> list[str]:
    return [_cell(one.get(field)) for field in fields]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
