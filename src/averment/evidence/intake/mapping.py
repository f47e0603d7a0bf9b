"""Mapping files: what a user says of a file that no format is known for.

A mapping file is a dataset's descriptor (`[dataset]`) and a format in one, made of column names,
constants and the small forms of `forms` alone: it holds no SQL. `keep` names the values that
columns must have for a row to be taken (the rows of one publisher, say).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from averment.errors import EvidenceMissing, MappingBroken
from averment.evidence import descriptor as descriptors
from averment.evidence.descriptor import Descriptor
from averment.evidence.intake import formats
from averment.evidence.intake.compiling import required
from averment.evidence.intake.formats import Condition, Entry, Format, Part
from averment.evidence.sql import named, quoted

_FORMS = {
    "constant": set(),
    "number": {"missing", "rounded"},
    "date": {"format"},
    "country": {"by"},
    "values": {"of", "otherwise"},
    "true": {"of"},
}
_PERIOD = {"date", "from", "to", "format", "open_end", "year", "month", "day", "at"}
_HOW = "docs/mapping.md shows what a mapping file may say."


class MappingFile(Part):
    """A mapping file as it is written."""

    dataset: dict[str, Any]
    vintage: str = ""
    columns: dict[str, Entry]
    row: tuple[dict[str, Entry], ...] = ()
    keep: dict[str, tuple[str, ...]] = Field(default_factory=dict)


def read_mapping(path: Path) -> tuple[Format, Descriptor, str]:
    """Read a mapping file: the format, the dataset and the vintage that it describes.

    Raises `EvidenceMissing` where there is none, and `MappingBroken` or `DescriptorBroken`, naming
    the key at fault.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise EvidenceMissing(f"{path} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingBroken(f"{path} is not TOML: {error}.", hint=_HOW) from None
    try:
        written = MappingFile.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise MappingBroken(f"{path}: {key}: {first['msg']}.", hint=_HOW) from None
    described = _named(descriptors.parse(written.dataset, str(path)), path)
    for entries in (written.columns, *written.row):
        for target, entry in entries.items():
            _check(target, entry, path)
    _check_all_there(written, described, path)
    form = formats.parse(
        {
            "id": described.id,
            "title": described.title,
            "shape": described.shape,
            "columns": written.columns,
            "row": written.row,
            "reject": [_kept(column, values) for column, values in written.keep.items()],
        },
        str(path),
    )
    return form, described, written.vintage


def _named(described: Descriptor, path: Path) -> Descriptor:
    """Return a dataset that a report can name and cite.

    Raises `MappingBroken` where a draft's title or publisher was left empty.
    """
    for key in ("title", "publisher"):
        if not getattr(described, key).strip():
            raise MappingBroken(
                f"{path}: dataset.{key} is empty.",
                hint="A report says whose figures it gives: fill in what the draft left empty.",
            )
    name = described.publisher_name.strip() or described.publisher
    citation = described.citation.strip() or f"{name}, {described.title}, {{vintage}}."
    return described.model_copy(update={"publisher_name": name, "citation": citation})


def _check(target: str, entry: Entry, path: Path) -> None:
    """Raise `MappingBroken` for an entry that is not made of the forms that a user may write."""
    if isinstance(entry, str):
        return
    keys = set(entry)
    if target == "period":
        allowed = _PERIOD
    else:
        form = next((name for name in _FORMS if name in keys), None)
        allowed = {form, *_FORMS[form]} if form else set()
    wrong = sorted(keys - allowed)
    if wrong or not keys:
        raise MappingBroken(
            f"{path}: columns.{target}: “{wrong[0] if wrong else '{}'}” is nothing that a mapping "
            "file may say.",
            hint=_HOW,
        )


def _check_all_there(written: MappingFile, described: Descriptor, path: Path) -> None:
    for variant in written.row or ({},):
        said = {*written.columns, *variant}
        if "period" in said:
            said |= {"start", "end"}
        if described.shape == "events":
            said |= {"id"}  # made of the row, where the file numbers none
        missing = [name for name in required(described.shape) if name not in said]
        if missing:
            raise MappingBroken(
                f"{path} does not say what {missing[0]} is made of.",
                hint=f"Rows of the shape {described.shape} need it. {_HOW}",
            )


def _kept(column: str, values: tuple[str, ...]) -> Mapping[str, str]:
    listed = ", ".join(map(quoted, values))
    return Condition(
        reason=f"the mapping keeps other rows, by {column}",
        when=f"coalesce(said({named(column)}) NOT IN ({listed}), true)",
    ).model_dump()
