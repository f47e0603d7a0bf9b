"""The checker's weights, tolerances and thresholds, read from a data file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from averment.errors import ReferenceBroken
from averment.kinds import Tolerance
from averment.query import Measure
from averment.verdict import Option

DEFAULT = Path(__file__).with_name("settings.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the checker weighs and where it draws its lines. `raw` is printed in every report."""

    tolerance: Tolerance
    labels: Mapping[str, float]
    flags: Mapping[str, float]
    coverage: float
    measures: Mapping[str, Measure]
    deeds: tuple[str, ...]
    narrower: Mapping[str, Mapping[str, str]]
    definitions: Mapping[str, str]
    stretches: Mapping[str, str]
    raw: Mapping[str, Any]

    def option(self, axis: str, id: str, label: str, *, form: str | None = None) -> Option:
        """Return an option of `axis`; `form` names its entry in the data where that is not `id`."""
        entry = self.raw["option"].get(axis, {}).get(form or id, {})
        return Option(
            id=id,
            label=label,
            reason=entry.get("reason", ""),
            naturalness=entry.get("naturalness", 1.0),
            relevance=entry.get("relevance", 1.0),
        )


@lru_cache(maxsize=4)
def load_settings(path: Path = DEFAULT) -> Settings:
    """Read settings from a TOML file.

    Raises `averment.errors.ReferenceBroken` when the file is missing, is not TOML or lacks a part.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        return _settings(raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ReferenceBroken(
            f"The checker's settings in {path.name} cannot be used: {problem}.",
            hint="Restore the file or reinstall Averment.",
        ) from problem


def _settings(raw: dict[str, Any]) -> Settings:
    words = {k: tuple(v) for k, v in raw["tolerance"].items() if isinstance(v, list)}
    measures = {
        entry["id"]: Measure(
            id=entry["id"],
            label=entry["label"],
            fair=tuple(entry["fair"]),
            stretch=tuple(entry.get("stretch", ())),
            stock=entry.get("stock", False),
            placed=entry.get("placed", False),
            placeless=entry.get("placeless", False),
            said=entry["said"],
            whose=entry["whose"],
            narrower=tuple(entry.get("narrower", ())),
        )
        for entry in raw["measure"]
    }
    return Settings(
        tolerance=Tolerance(**{**raw["tolerance"], **words}),
        labels=MappingProxyType(raw["labels"]),
        flags=MappingProxyType(raw["flags"]),
        coverage=raw["coverage"]["least"],
        measures=MappingProxyType(measures),
        deeds=tuple(raw["deeds"]["narrower"]),
        narrower=MappingProxyType(raw["narrower"]),
        definitions=MappingProxyType(raw["definitions"]),
        stretches=MappingProxyType(raw["stretch"]),
        raw=MappingProxyType(raw),
    )
