"""What the documentation says is so: code runs, commands work, every error is explained."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from averment.checking.flags import FLAGS
from averment.cli import CLOSED_PIPE, INTERNAL, INTERRUPTED, main
from averment.cli.explaining import explained
from averment.errors import AvermentError
from averment.verdict import Label

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ERRORS = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
METHOD = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


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


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line[:8] == "averment"]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_work(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.html").write_text(
        "<html><body><p>There were 29 attacks in 2023.</p></body></html>"
    )
    Path("speech.txt").write_text("There were 29 attacks in 2023.")
    with pytest.raises(SystemExit) as ended:
        main(shlex.split(command)[1:])
    assert not ended.value.code


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
