"""What the page on the record says is so: its commands work, its tables are those of the shapes."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from stored import event, ged, keep

from averment.cli import main
from averment.evidence.descriptor import parse
from averment.evidence.shapes import SHAPES
from averment.evidence.store import Store

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


COMMANDS = [
    line.partition("#")[0].strip()
    for block in blocks("sh")
    for line in block.splitlines()
    if " get " not in line
]


def test_the_commands_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AVERMENT_EVIDENCE", str(tmp_path / "store"))
    ged(Path("ged251.csv"), [{"date_start": "2016-05-03", "best": 30}])
    Path("counts.csv").write_text("Date,Country,Killed\n2016-05-03,Pakistan,3\n")
    for command in COMMANDS:
        _mend(Path("counts.toml"))
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(command)[1:])
        assert not ended.value.code, (command, capsys.readouterr())
    added = {holding.descriptor.id for holding in Store(tmp_path / "store").holdings()}
    assert added == {"ucdp-ged", "counts"}


def _mend(drafted: Path) -> None:
    """Fill in what a draft leaves empty, as its reader is asked to."""
    if drafted.exists():
        said = {"title", "publisher", "publisher_name", "licence", "citation", "counts", "vintage"}
        lines = drafted.read_text("utf-8").splitlines()
        mended = [
            re.sub(r'= ""', '= "mine"', line) if line.partition(" ")[0] in said else line
            for line in lines
        ]
        drafted.write_text("\n".join(mended), "utf-8")


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 8


def test_the_python_runs() -> None:
    (code,) = blocks("python")
    exec(compile(code, "docs/evidence.md", "exec"), {})


def test_the_descriptor_is_one(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    described = parse(tomllib.loads(text), "docs/evidence.md")
    rows = [event("2016-05-03", deaths=3), event("2016-05-04", type="clash", deaths=9)]
    holding = keep(Store(tmp_path), rows, "2", described)
    assert str(holding.published) == "2018-06-01"


@pytest.mark.parametrize("shape", SHAPES)
def test_every_column_is_documented_as_it_is(shape: str) -> None:
    (section,) = re.findall(rf"^### {shape.title()}\n(.*?)(?=^##)", PAGE, re.S | re.M)
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \| (.*?) \|$", section, re.M)
    columns = SHAPES[shape]
    assert rows == [(c.name, c.type, c.holds, c.null) for c in columns]
