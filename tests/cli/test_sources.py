"""Quotations and findings on the command line: `averment check --source`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import finished

ARTICLE = """The rains came late this year. General Moreno said in March: “The army will negotiate
with those who burned the villages.” “The bridge was ours to blow up,” he told the paper.

Lebanon hosts 1.5 million Syrian refugees. No country has more for its size, and yet
Lebanon hosts 800,000 Syrian refugees.
"""
SPEECH = "The army will never negotiate with those who burned the villages. That is my last word."
PAPER = "“The bridge was ours to blow up,” said Camila Duarte, who leads the port workers."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("article", ARTICLE), ("speech", SPEECH), ("paper", PAPER)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_quotations_are_looked_for_in_every_source(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    sources = ("--source", "speech.txt", "--source", "paper.txt")
    run = finished(("check", "article.txt", *sources, "--json"), capfd)
    assert run.code == 0
    found = json.loads(run.out)
    assert [one["title"] for one in found["sources"]] == ["speech.txt", "paper.txt"]
    altered, moved = [one["verdict"] for one in found["claims"] if one["kind"] == "quote"]
    assert altered["label"] == "contradicted"
    assert [one["match"] for one in altered["passages"]] == ["altered", "not_found"]
    assert moved["label"] == "contested"
    assert [flag["id"] for flag in moved["flags"]] == ["other_speaker"]
    assert [one["sort"] for one in found["findings"]] == ["two_figures"]


def test_the_table_shows_the_passage_and_the_findings(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run = finished(("check", "article.txt", "--source", "speech.txt"), capfd)
    said = " ".join(run.out.split())
    assert "it leaves out “never”." in said
    assert "speech.txt: “The army will never negotiate" in said
    assert "Two figures for one thing. The text gives two figures" in said
    assert max(map(len, run.out.splitlines())) <= 80


def test_a_source_that_is_missing_is_named(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run = finished(("check", "article.txt", "--source", "no.txt"), capfd)
    assert run.code == 3
    assert "no.txt" in run.err
