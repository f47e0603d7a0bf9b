"""The checker's axes, weights, tolerances and thresholds, read from data files.

`axes.toml` holds the options and which of them exclude one another, `settings.toml` all else. A
researcher's own file is laid over them: it says only what it changes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from averment.checking.exclusions import Exclusion, exclusions
from averment.checking.overlay import overlaid, read_overlay
from averment.errors import ReferenceBroken
from averment.kinds import Tolerance
from averment.query import Measure
from averment.verdict import Option

FILES = tuple(Path(__file__).with_name(name) for name in ("axes.toml", "settings.toml"))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the checker weighs and where it draws its lines. `raw` is printed in every report."""

    tolerance: Tolerance
    labels: Mapping[str, float]
    flags: Mapping[str, float]
    counterclaim: Mapping[str, float]
    coverage: float
    measures: Mapping[str, Measure]
    deeds: tuple[str, ...]
    narrower: Mapping[str, Mapping[str, str]]
    definitions: Mapping[str, str]
    stretches: Mapping[str, str]
    exclusions: tuple[Exclusion, ...]
    readings: Mapping[str, int]
    raw: Mapping[str, Any]

    def option(self, axis: str, id: str, said: str = "", *, form: str | None = None) -> Option:
        """Return an option of `axis`; `form` names its entry in the data where that is not `id`.

        `said` is its label, or fills the place that the label in the data leaves for it.
        """
        entry = self.raw["option"].get(axis, {}).get(form or id, {})
        return Option(
            id=id,
            label=entry.get("label", "{said}").replace("{said}", said),
            reason=entry.get("reason", ""),
            naturalness=entry.get("naturalness", 1.0),
            relevance=entry.get("relevance", 1.0),
        )


def load_settings(axes: Path | str | None = None) -> Settings:
    """Return the settings that are shipped, with those of a researcher's file laid over them.

    Raises `averment.errors.AxesBroken` for a file that cannot be laid over them, naming line and
    reason, and `ReferenceBroken` where the shipped files are missing or damaged.
    """
    if axes is None:
        return _shipped()
    return _settings(read_overlay(Path(axes), _shipped().raw))


def settings_from(weights: Mapping[str, Any]) -> Settings:
    """Return the settings that a report prints as its weights.

    Raises `KeyError` with what they lack, or what else is wrong with them as `TypeError`,
    `ValueError` or `AttributeError`.
    """
    missing = next(_missing(_shipped().raw, weights), None)
    if missing:
        raise KeyError(missing)
    return _settings(dict(weights))


def _missing(shipped: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys that are shipped and not given."""
    for key, value in shipped.items():
        if key not in given:
            yield key
        elif isinstance(value, Mapping):
            yield from (f"{key}.{below}" for below in _missing(value, given[key]))


@lru_cache(maxsize=1)
def _shipped() -> Settings:
    return read_settings(FILES)


def read_settings(files: tuple[Path, ...]) -> Settings:
    """Read settings from TOML files that make up one whole.

    Raises `averment.errors.ReferenceBroken` when one is missing, is not TOML or lacks a part.
    """
    raw: dict[str, Any] = {}
    names = " and ".join(path.name for path in files)
    try:
        for path in files:
            raw = overlaid(raw, tomllib.loads(path.read_text("utf-8")))
        return _settings(raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ReferenceBroken(
            f"The checker's settings in {names} cannot be used: {problem}.",
            hint="Restore the files or reinstall Averment.",
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
        counterclaim=MappingProxyType(raw["counterclaim"]),
        coverage=raw["coverage"]["least"],
        measures=MappingProxyType(measures),
        deeds=tuple(raw["deeds"]["narrower"]),
        narrower=MappingProxyType(raw["narrower"]),
        definitions=MappingProxyType(raw["definitions"]),
        stretches=MappingProxyType(raw["stretch"]),
        exclusions=exclusions(raw["exclusion"]),
        readings=MappingProxyType(raw["readings"]),
        raw=MappingProxyType(raw),
    )
