"""A dataset's descriptor: what it is, whose it is, and which questions its rows answer.

One TOML file a dataset, in `datasets/` or written by a user. Everything that the library knows of a
dataset stands in it; adding a dataset of a known file format touches nothing else.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from averment.errors import DatasetUnknown, DescriptorBroken
from averment.evidence.shapes import SHAPES

SHIPPED = Path(__file__).parent / "datasets"

Shape = Literal["events", "figures", "relations", "milestones"]
Standing = Literal["independent", "official", "media"]
#: What the values of a column may be for a row to count: some texts, or a truth.
Condition = tuple[str, ...] | bool


class Part(BaseModel):
    """A frozen part of a descriptor that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(Part):
    """How the rows of an event list answer one measure.

    `value` is `count`, the number of events, or `sum:COLUMN` (`sum:COLUMN+COLUMN` for several; a
    null among them counts as nothing). `low` and `high` are sums too; without them the range is
    that of the dates alone. `where` names the columns that a row must have certain values in.
    `definition` says in words what is counted.
    """

    definition: str
    value: str = Field(pattern=r"^(count|sum:[a-z_]+(\+[a-z_]+)*)$")
    low: str | None = Field(None, pattern=r"^sum:[a-z_]+(\+[a-z_]+)*$")
    high: str | None = Field(None, pattern=r"^sum:[a-z_]+(\+[a-z_]+)*$")
    where: dict[str, Condition] = Field(default_factory=dict)

    @property
    def said(self) -> str:
        """How the rows answer, in words."""
        what = "events" if self.value == "count" else f"sum of {self.value.removeprefix('sum:')}"
        wanted = {
            column: " or ".join(values) if isinstance(values, tuple) else str(values).lower()
            for column, values in self.where.items()
        }
        where = ", ".join(f"{column} is {values}" for column, values in wanted.items())
        return f"{what} where {where}" if where else what

    @property
    def columns(self) -> set[str]:
        """The columns that the rule reads."""
        sums = (part for part in (self.value, self.low, self.high) if part and part != "count")
        named = {name for part in sums for name in part.removeprefix("sum:").split("+")}
        return named | set(self.where)


class Coverage(Part):
    """Where and when a dataset can answer; outside it knows nothing, which is not zero.

    `start` is the first day from which the list is complete, for every place that it holds; without
    it each place begins with its own first row. `end` is the day after the last one. What a file
    is found to hold is rounded outward to whole units (`unit`), for releases come in whole years or
    months. `places` (ISO codes) narrows the places found in the file; none for all of them.
    A file of at least `everywhere` places takes in all countries, so that one without a row counts
    nothing; a file of fewer is an extract. 0 where none takes in all.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    unit: Literal["year", "month", "day"] = "day"
    places: tuple[str, ...] = ()
    everywhere: int = Field(default=0, ge=0)


class Descriptor(Part):
    """One dataset.

    `citation` may hold `{vintage}`. `vintage_from` is a pattern whose groups, in a file's name and
    joined by dots, say the vintage; `published` gives the day on which a vintage came out.
    `provisional` marks releases that the publisher means to revise. `measures` are the rules of an
    event list, or the ids that the rows of another shape carry. `get` says how the file is had,
    `example` are a few rows with the answer expected of them.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    publisher: str
    publisher_name: str
    standing: Standing
    party: str = ""
    licence: str
    redistributable: bool
    citation: str
    url: str = ""
    counts: str
    does_not_count: str
    collected_from: tuple[str, ...]
    exhaustive: bool = False
    provisional: bool = False
    shape: Shape
    format: str = ""
    coverage: Coverage = Coverage()
    measures: dict[str, Rule] = Field(default_factory=dict)
    vintage_from: str = ""
    published: dict[str, dt.date] = Field(default_factory=dict)
    get: dict[str, Any] = Field(default_factory=dict)
    example: tuple[dict[str, Any], ...] = ()

    @field_validator("measures", mode="before")
    @classmethod
    def _ids_alone(cls, value: Any) -> Any:
        """Let a list of ids stand for measures without rules."""
        return dict.fromkeys(value, _NO_RULE) if isinstance(value, list | tuple) else value

    @model_validator(mode="after")
    def _columns_exist(self) -> Descriptor:
        """Refuse a rule that reads a column which its shape does not have."""
        known = {column.name for column in SHAPES[self.shape]}
        for name, rule in self.measures.items():
            unknown = rule.columns - known
            if self.shape == "events" and unknown:
                raise ValueError(f"measure {name}: events have no column {sorted(unknown)[0]}")
        return self

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """The ids of the datasets that this one is made of."""
        made_of = (item for item in self.collected_from if item.startswith("dataset:"))
        return tuple(item.removeprefix("dataset:") for item in made_of)


_NO_RULE = {"definition": "", "value": "count"}


def parse(raw: Mapping[str, Any], where: str) -> Descriptor:
    """Make a descriptor of its keys. Raises `DescriptorBroken`, which names the key at fault."""
    try:
        return Descriptor.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise DescriptorBroken(f"{where}: {key + ': ' if key else ''}{said}.") from None


def read(path: Path) -> Descriptor:
    """Read a descriptor from its TOML file. Raises `DescriptorBroken`."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DescriptorBroken(f"{path} cannot be read as a descriptor: {error}.") from None
    return parse(raw, str(path))


def shipped(name: str) -> Descriptor:
    """Return the descriptor that ships under this id. Raises `DatasetUnknown` for none."""
    if name not in shipped_ids():
        raise DatasetUnknown(
            f"No dataset “{name}” is described here.", hint="See averment evidence list."
        )
    return read(SHIPPED / f"{name}.toml")


def shipped_ids() -> tuple[str, ...]:
    """Return the ids of the descriptors that ship, in order; a file's name is its id."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))
