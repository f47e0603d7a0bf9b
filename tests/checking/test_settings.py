"""The settings: shipped complete, and refused in plain words where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from averment.checking import Settings, settings_from
from averment.checking.settings import FILES, read_settings
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


def test_no_stock_has_a_mean(settings: Settings) -> None:
    stocks = {code for m in settings.measures.values() if m.stock for code in m.fair}
    means = {name for name in settings.raw["option"]["baseline"] if name.startswith("mean")}
    (rule,) = (r for r in settings.exclusions if "measure" in r.options)
    assert rule.options == {"measure": stocks, "baseline": means}


def test_what_a_report_prints_makes_the_same_settings(settings: Settings) -> None:
    assert settings_from(settings.raw) == settings


@pytest.mark.parametrize("damage", ["[tolerance", "", "[tolerance]\nunit_share = 0.5\n"])
def test_damaged_settings(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(damage, encoding="utf-8")
    with pytest.raises(ReferenceBroken, match=r"settings\.toml cannot be used"):
        read_settings((FILES[0], path))


def test_missing_settings(tmp_path: Path) -> None:
    with pytest.raises(ReferenceBroken):
        read_settings((tmp_path / "none.toml",))
