"""Tables of words and lines that are read from a TOML file beside the code that uses them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from averment.errors import ReferenceBroken


@lru_cache(maxsize=16)
def tables(path: Path) -> Mapping[str, Any]:
    """Return the tables of a file. Raises `ReferenceBroken` where it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ReferenceBroken(
            f"The words in {path.name} cannot be used: {problem}.",
            hint="Restore the file or reinstall Averment.",
        ) from problem


@lru_cache(maxsize=64)
def words_of(path: Path, name: str) -> frozenset[str]:
    """Return the list `words` of a table as a set."""
    return frozenset(tables(path)[name]["words"])
