"""What the documentation says is so: code runs, commands work, every error is explained."""

from __future__ import annotations

import hashlib
import io
import json
import re
import runpy
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from stored import ged

import averment
from averment.checking.flags import FLAGS
from averment.cli import CLOSED_PIPE, INTERNAL, INTERRUPTED, main
from averment.cli.commands import app
from averment.cli.explaining import explained
from averment.errors import AvermentError
from averment.evidence import download
from averment.evidence.adding import add
from averment.evidence.download.fetching import Fetched
from averment.evidence.intake import draft
from averment.evidence.store import Store
from averment.report import to_json
from averment.verdict import Label

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
ERRORS = (DOCS / "errors.md").read_text(encoding="utf-8")
METHOD = (DOCS / "method.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("**/*.md")])
WRITER = runpy.run_path(str(ROOT / "scripts" / "write_pages.py"))


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.S)


def errors(kind: type[AvermentError] = AvermentError) -> list[type[AvermentError]]:
    return [kind, *(found for below in kind.__subclasses__() for found in errors(below))]


# --- code and commands ---------------------------------------------------------------------------


def test_the_tour_of_the_python_api_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (tour,) = blocks("python")
    assert len([line for line in tour.splitlines() if line.strip()]) <= 10
    exec(compile(tour, "README.md", "exec"), {})
    said = capsys.readouterr().out.splitlines()
    assert any(line.startswith("count ") and "29 suicide attacks" in line for line in said)
    assert any(line.startswith(tuple(Label)) for line in said)
    assert "FROM figures" in said


PYTHON = [(page.name, code) for page in PAGES for code in blocks("python", page.read_text("utf-8"))]


@pytest.mark.parametrize(("page", "code"), PYTHON, ids=[page for page, _ in PYTHON])
def test_the_python_of_every_page_runs(page: str, code: str) -> None:
    exec(compile(code, page, "exec"), {})


def commands() -> Iterator[str]:
    """Yield the commands of all pages, without the remarks behind them."""
    for page in PAGES:
        for block in blocks("sh", page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if re.match(r"(cat \S+ \| )?averment ", line):
                    yield re.sub(r" +# .*", "", line)


COMMANDS = sorted(set(commands()))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file that the pages speak of, and a store; made once."""
    folder = tmp_path_factory.mktemp("desk")
    text = "“There were 29 suicide attacks in Pakistan in 2023,” officials said."
    (folder / "article.html").write_text(f"<html><body><p>{text}</p></body></html>")
    (folder / "speech.txt").write_text(text)
    ged(folder / "ged251.csv", [{"date_start": "2016-05-03", "best": 130}])
    store = Store(folder / "store")
    add(folder / "ged251.csv", store)
    document = averment.Document.from_text(text)
    claims = json.dumps(averment.read(document).to_dict())
    (folder / "claims.json").write_text(claims, encoding="utf-8")
    analysis = averment.check(document, evidence=store.folder)
    (folder / "verdicts.json").write_bytes(to_json(analysis))
    review = {"@type": "ClaimReview", "claimReviewed": text, "url": "https://example.org/1"}
    (folder / "reviews.json").write_text(json.dumps([review]))
    (mine,) = blocks("toml", (DOCS / "axes.md").read_text(encoding="utf-8"))
    (folder / "mine.toml").write_text(mine, encoding="utf-8")
    for table in ("my-list", "counts"):
        (folder / f"{table}.csv").write_text("Date,Country,Killed\n2016-05-03,Pakistan,3\n")
        drafted = re.sub(r'^(\w+) = ""', r'\1 = "mine"', draft(folder / f"{table}.csv"), flags=re.M)
        (folder / f"{table}.toml").write_text(drafted, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_work(
    command: str,
    desk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(shutil.copytree(desk, tmp_path / "desk"))
    monkeypatch.setenv("AVERMENT_EVIDENCE", str(tmp_path / "desk" / "store"))
    monkeypatch.setattr(typer, "launch", lambda _: 0)
    monkeypatch.setattr(download, "fetch", _fetched)
    piped, _, wanted = command.rpartition(" | ")
    if piped:
        given = io.BytesIO(Path(piped.split()[1]).read_bytes())
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(given))
    written, target = re.fullmatch(r"(.*?)(?: > (\S+\.\w+))?", wanted).groups()  # type: ignore[union-attr]
    words = shlex.split(written)[1:]
    if "-o" in words:
        Path(words[words.index("-o") + 1]).unlink(missing_ok=True)
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr()
    assert not ended.value.code, said.err
    assert said.out or {"-o", "--html", "--quiet"} & set(words)
    if (target or "").endswith(".json"):
        assert json.loads(said.out)["claims"]


def _fetched(_get: object, folder: Path, **_: object) -> Fetched:
    """What fetching a file gives, without a network."""
    folder.mkdir(parents=True)
    path = Path(shutil.copy("ged251.csv", folder))
    content = path.read_bytes()
    return Fetched(path, "made up", "25.1", hashlib.sha256(content).hexdigest(), len(content))


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 50


MENTIONED = sorted(
    {
        mentioned
        for page in PAGES
        for mentioned in re.findall(r"`(averment [^`]*)`", page.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("mentioned", MENTIONED)
def test_commands_in_running_text_are_some(mentioned: str) -> None:
    command: Any = typer.main.get_command(app)
    known = set()
    for word in shlex.split(mentioned)[1:]:
        known |= {name for one in command.params for name in one.opts}
        below = getattr(command, "commands", {})
        if word.startswith("-") and word != "-":
            assert word.partition("=")[0] in known | {"--help"}
        elif below and word != "COMMAND":
            command = below[word]


# --- pages that are made -------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITER["PAGES"])
def test_pages_made_from_code_are_current(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == WRITER["PAGES"][name](), "run scripts/write_pages.py"


def test_the_glossary_has_every_word() -> None:
    assert set(WRITER["GROUPS"]) == set(explained()) - {"errors"}


def test_every_page_is_in_the_table_of_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.glob("**/*.md"):
        assert re.search(rf"[ /]{re.escape(page.name)}$", contents, re.M), page


# --- errors, verdicts, links ---------------------------------------------------------------------


@pytest.mark.parametrize("error", errors(), ids=lambda error: error.slug)
def test_every_error_has_its_section_and_code(error: type[AvermentError]) -> None:
    section = re.search(rf"^## `{error.slug}`\n(.*?)(?=^## |\Z)", ERRORS, re.S | re.M)
    assert section is not None
    assert f"Code {error.exit_code}." in section[1]
    assert f"Exit code {error.exit_code}." in explained()["errors"][error.slug]


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
    for link in re.findall(r"!?\[[^]]*\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert link.startswith("https://") or (page.parent / link).exists(), link
