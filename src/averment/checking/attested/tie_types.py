"""The types of ties, and what of each stands on record."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("ties.toml")


@dataclass(frozen=True, slots=True)
class Tie:
    """A type of tie; the fields are those of the data file."""

    records: tuple[str, ...]
    record: str
    keepers: tuple[str, ...]
    asked: str
    symmetric: bool = False
    sorts: tuple[str, ...] = ()
    dated: bool = False
    figurative: tuple[str, ...] = ()
    not_enough: Mapping[str, str] | None = None
    others: str = ""


@lru_cache(maxsize=1)
def tie_types() -> Mapping[str, Tie]:
    """Return the types of ties of the data file, by id."""
    found = {}
    for name, entry in tomllib.loads(DATA.read_text("utf-8"))["tie"].items():
        fields = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
        made: dict[str, Any] = {k: v for k, v in fields.items() if k != "example"}
        found[name] = Tie(**made)
    return found
