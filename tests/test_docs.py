"""What the documentation says is so: code runs, commands work, every error is explained."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from stored import ged

import averment
from averment.checking.flags import FLAGS
from averment.cli import CLOSED_PIPE, INTERNAL, INTERRUPTED, main
from averment.cli.explaining import explained
from averment.errors import AvermentError
from averment.evidence.adding import add
from averment.evidence.store import Store
from averment.verdict import Label

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ERRORS = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
READING = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
METHOD = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.S)


def errors(kind: type[AvermentError] = AvermentError) -> list[type[AvermentError]]:
    return [kind, *(found for below in kind.__subclasses__() for found in errors(below))]


def test_the_tour_of_the_python_api_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (tour,) = blocks("python")
    assert len([line for line in tour.splitlines() if line.strip()]) <= 10
    exec(compile(tour, "README.md", "exec"), {})
    said = capsys.readouterr().out.splitlines()
    assert any(line.startswith("count ") and "29 suicide attacks" in line for line in said)
    assert any(line.startswith(tuple(Label)) for line in said)
    assert "FROM figures" in said


COMMANDS = sorted(
    {
        line
        for page in (README, READING)
        for block in blocks("sh", page)
        for line in block.splitlines()
        if line[:8] == "averment"
    }
)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_work(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AVERMENT_EVIDENCE", str(tmp_path / "store"))
    text = "There were 29 attacks in 2023."
    Path("article.html").write_text(f"<html><body><p>{text}</p></body></html>")
    Path("speech.txt").write_text(text)
    claims = averment.read(averment.Document.from_text(text)).to_dict()
    Path("claims.json").write_text(json.dumps(claims), encoding="utf-8")
    ged(Path("ged251.csv"), [{"date_start": "2016-05-03", "best": 130}])
    Path("my-list.csv").write_text("Date,Country,Killed\n2016-05-03,Pakistan,3\n")
    if "ucdp-ged" in command:
        add("ged251.csv", Store(tmp_path / "store"))
    redirected = re.fullmatch(r"(.*) > (\S+\.\w+)", command)
    written, target = redirected.groups() if redirected else (command, "")
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(written)[1:])
    assert not ended.value.code
    said = capsys.readouterr().out
    assert said or "-o" in written or "--html" in written
    if target.endswith(".json"):
        assert json.loads(said)["claims"]


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 4


@pytest.mark.parametrize("error", errors(), ids=lambda error: error.slug)
def test_every_error_has_its_section_and_code(error: type[AvermentError]) -> None:
    section = re.search(rf"^## `{error.slug}`\n(.*?)(?=^## |\Z)", ERRORS, re.S | re.M)
    assert section is not None
    assert f"Code {error.exit_code}." in section[1]
    assert f"Exit code {error.exit_code}." in " ".join(explained()["errors"][error.slug].split())


def test_every_exit_code_is_listed() -> None:
    codes = {error.exit_code for error in errors()} | {0, CLOSED_PIPE, INTERNAL, INTERRUPTED}
    assert {int(code) for code in re.findall(r"^\| (\d+) ", ERRORS, re.M)} == codes
    assert {int(code) for code in re.findall(r"^\| (\d+) ", README, re.M)} <= codes


def test_every_verdict_is_described() -> None:
    for label in Label:
        assert f"| {label.replace('_', ' ')} " in METHOD
    assert set(explained()["flags"]) >= set(FLAGS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"(?<!!)\[[^]]*\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert link.startswith("https://") or (page.parent / link).exists(), link
