"""File formats: how a file of a kind becomes rows of one of the four shapes.

One TOML file a format, in `formats/`. `[recognise]` says by which columns it is known, `[columns]`
what the canonical columns are made of (see `forms`), `[[row]]` the several rows that one row of
the file gives, `[[reject]]` when a row cannot be used, `[[note]]` when it is used with a word of
caution, `[[left_out]]` what is not taken over, and why. `prepare` is SQL that brings the rows into
shape first: it reads from `raw`, whose column `line` it must keep. `states` is what stands before
a country's name where its government is meant as a party ("Government of ").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from averment.errors import MappingBroken
from averment.evidence.intake.layout import Layout

SHIPPED = Path(__file__).parents[1] / "formats"

Entry = str | dict[str, Any]


class Part(BaseModel):
    """A frozen part of a format that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Recognise(Part):
    """What a file of this format has.

    `columns` must all be there. A file without a header is known by its width, that of `headless`
    (the columns in their official order), and by cells of its first row that must look as `cells`
    says (patterns by column). `countries` is the least number of columns named for a country. A
    format that is `by_name_only` makes something else of files that another one recognises.
    """

    columns: tuple[str, ...] = ()
    headless: tuple[str, ...] = ()
    cells: dict[str, str] = Field(default_factory=dict)
    countries: int = 0
    by_name_only: bool = False


class Condition(Part):
    """A condition in SQL on the file's columns and the canonical ones, and what it means."""

    reason: str
    when: str


class LeftOut(Part):
    """Something that a file of this format says and that is not taken over."""

    what: str
    why: str


class Format(Part):
    """One file format."""

    id: str
    title: str
    shape: Literal["events", "figures", "relations", "milestones"]
    dataset: str = ""
    also: tuple[str, ...] = ()
    recognise: Recognise = Recognise()
    spellings: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    prepare: str = ""
    states: str = ""
    columns: dict[str, Entry] = Field(default_factory=dict)
    row: tuple[dict[str, Any], ...] = ()
    reject: tuple[Condition, ...] = ()
    note: tuple[Condition, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    example: tuple[dict[str, Any], ...] = ()

    @property
    def plain(self) -> bool:
        """Whether each row of the file gives one row, in its place."""
        return not self.prepare and not self.row

    def header(self, layout: Layout) -> tuple[str, ...]:
        """Return the names of the file's columns as the format knows them."""
        if not layout.header:
            return self.recognise.headless
        found = {name.casefold() for name in layout.header}
        meant = {}
        for name, spellings in self.spellings.items():
            first = next((one for one in spellings if one.casefold() in found), None)
            if first is not None and name.casefold() not in found:
                meant[first.casefold()] = name
        return unique([meant.get(name.casefold(), name) for name in layout.header])

    def missing(self, layout: Layout, countries: frozenset[str]) -> tuple[str, ...] | None:
        """Return the columns that a file lacks to be of this format; none if it cannot be at all.

        `countries` are the columns of the file that are named for countries.
        """
        if not layout.header:
            return () if self._fits_headless(layout) else None
        found = {name.strip().casefold() for name in self.header(layout)}
        if len(countries) < self.recognise.countries:
            return None
        return tuple(name for name in self.recognise.columns if name.casefold() not in found)

    def _fits_headless(self, layout: Layout) -> bool:
        names = self.recognise.headless
        if len(names) != layout.width:
            return False
        row = dict(zip(names, layout.rows[0], strict=False))
        return all(re.fullmatch(p, row[name].strip()) for name, p in self.recognise.cells.items())


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Format]:
    """Return the formats that ship, by id."""
    return {path.stem: read(path) for path in sorted(SHIPPED.glob("*.toml"))}


def read(path: Path) -> Format:
    """Read a format from its TOML file. Raises `MappingBroken`."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingBroken(f"{path} cannot be read: {error}.") from None
    return parse({"id": path.stem, **raw}, str(path))


def parse(raw: Mapping[str, Any], where: str) -> Format:
    """Make a format of its keys. Raises `MappingBroken`, which names the key at fault."""
    try:
        return Format.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise MappingBroken(f"{where}: {key}: {first['msg']}.") from None


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Return column names that are all there and all different: `column3`, `name`, `name_2`."""
    seen: dict[str, int] = {}
    made = []
    for place, name in enumerate(names, start=1):
        own = name.strip() or f"column{place}"
        count = seen[own.casefold()] = seen.get(own.casefold(), 0) + 1
        made.append(own if count == 1 else f"{own}_{count}")
    return tuple(made)
