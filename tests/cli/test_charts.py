"""The charts on the command line: `averment check --charts`."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import finished

TEXT = "In 2023 there were 29 suicide attacks in Pakistan."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_every_chart_is_written_into_the_folder(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ("check", "text.txt", "--published", "2024-03-25", "--charts", "pictures")
    assert finished(arguments, capfd).code == 0
    names = {path.name for path in (folder / "pictures").iterdir()}
    assert {f"claim-01-years.{form}" for form in ("svg", "png", "vl.json")} <= names


def test_a_file_in_place_of_the_folder_is_refused_before_the_work(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run = finished(("check", "text.txt", "--charts", "text.txt"), capfd)
    assert run.code != 0
    assert "text.txt is no folder." in run.err
    assert (folder / "text.txt").read_text(encoding="utf-8") == TEXT
