"""The settings: shipped complete, and refused in plain words where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from averment.checking import Settings, load_settings
from averment.checking.settings import DEFAULT
from averment.errors import ReferenceBroken


def test_every_definition_is_said(settings: Settings) -> None:
    codes = {c for m in settings.measures.values() for c in (*m.fair, *m.stretch)}
    assert codes <= set(settings.definitions)


def test_every_option_has_its_reason(settings: Settings) -> None:
    options = [entry for axis in settings.raw["option"].values() for entry in axis.values()]
    assert all(entry["reason"] for entry in options)
    assert all(0 < entry.get("naturalness", 1) <= 1 for entry in options)


def test_measures_say_whose(settings: Settings) -> None:
    assert all(
        measure.whose.format("Exland") != measure.whose for measure in settings.measures.values()
    )


@pytest.mark.parametrize("damage", ["[tolerance", "", "[tolerance]\nunit_share = 0.5\n"])
def test_damaged_settings(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(damage, encoding="utf-8")
    with pytest.raises(ReferenceBroken, match=r"settings\.toml cannot be used"):
        load_settings(path)


def test_missing_settings(tmp_path: Path) -> None:
    with pytest.raises(ReferenceBroken):
        load_settings(tmp_path / "none.toml")


def test_other_weights_are_used(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    text = DEFAULT.read_text("utf-8").replace("supported = 0.95", "supported = 0.99", 1)
    path.write_text(text, encoding="utf-8")
    assert load_settings(path).labels["supported"] == 0.99
