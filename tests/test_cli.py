"""The command line as a user meets it: results, one-line errors, exit codes, whole files."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from running import Result, Run, finished

import averment
from averment.checking.flags import FLAGS
from averment.claim import Kind, WhyNot
from averment.cli import COMPLETING, commands, main, output
from averment.cli.explaining import explained
from averment.errors import AvermentError
from averment.evidence.pack import SHIPPED
from averment.report import words
from averment.verdict import Label, Why

TEXT = "Officials said that there were 29 suicide attacks in Pakistan in 2023.\n"


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `averment` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, given: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        return finished(arguments, capfd)

    return run


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def says(result: Result, code: int, *words: str) -> None:
    """Assert that a run failed as it should: one line on standard error, nothing else."""
    assert result.code == code, result
    assert result.out == ""
    assert result.err.startswith("averment: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    for word in words:
        assert word in result.err


def process(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    """Start `averment` in a process of its own."""
    command = [sys.executable, "-m", "averment", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, **options)  # type: ignore[call-overload,no-any-return]


# --- what it does ------------------------------------------------------------------------------


def test_check_prints_a_table_and_says_how_to_get_the_report(run: Run, text: Path) -> None:
    result = run("check", text, "--published", "2024-03-25")
    assert result.code == 0
    assert "suicide attacks" in result.out
    assert "-o report.html" in result.err
    assert max(map(len, result.out.splitlines())) <= 80
    assert list(text.parent.iterdir()) == [text]


def test_check_writes_a_report(run: Run, text: Path) -> None:
    result = run("check", text, "-o", "report.html")
    assert result.code == 0
    assert "report.html" in result.err
    report = text.with_name("report.html")
    assert report.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert sorted(text.parent.iterdir()) == [report, text]


def test_json_is_alone_on_standard_output(run: Run, text: Path) -> None:
    result = run(
        "check", text, "--json", "-o", "r.html",
        "--published", "2024-03-25", "--publisher", "The Lowland Courier", "--title", "T",
        "--author", "A. Weaver",
    )  # fmt: skip
    record = json.loads(result.out)
    assert record["document"]["published"] == "2024-03-25"
    assert record["document"]["publisher"] == "The Lowland Courier"
    assert record["document"]["title"] == "T"
    assert record["document"]["author"] == "A. Weaver"
    assert record["claims"][0]["verdict"]["label"] in set(Label)
    assert "r.html" in result.err


def test_the_same_text_gives_the_same_bytes(run: Run, text: Path) -> None:
    day = ("--published", "2024-03-25")
    assert run("check", text, "--json", *day) == run("check", text, "--json", *day)
    run("check", text, "-q", "-o", "a.html", *day)
    run("check", text, "-q", "-o", "b.html", *day)
    first, second = (text.with_name(name).read_bytes() for name in ("a.html", "b.html"))
    assert first == second


def test_the_command_and_python_agree(run: Run, text: Path) -> None:
    record = json.loads(run("check", text, "--json", "--published", "2024-03-25").out)
    analysis = averment.check(text, published="2024-03-25")
    assert record == json.loads(json.dumps(analysis.to_dict()))


def test_standard_input(run: Run) -> None:
    result = run("read", "-", "--json", given=TEXT.encode())
    assert json.loads(result.out)["claims"][0]["value"]["number"] == 29
    says(run("read", "-"), 3, "Standard input is empty")
    says(run("check", "-", given=b"\0\1\2"), 3, "Standard input is not a text")


def test_read_lists_the_claims(run: Run, text: Path) -> None:
    result = run("read", text)
    assert result.code == 0
    assert "count" in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_read_says_why(run: Run, text: Path) -> None:
    said = " ".join(run("read", text, "--explain").out.split())
    assert "measures.toml [suicide_attacks]" in said
    assert "gazetteer: PAK (country)" in said


def test_read_writes_the_marked_text(run: Run, text: Path) -> None:
    found = run("read", text, "--html", "marked.html")
    assert (found.code, "marked.html" in found.err) == (0, True)
    page = Path("marked.html").read_text(encoding="utf-8")
    assert "<mark" in page
    assert "gazetteer: PAK (country)" in page


def test_mentions(run: Run, text: Path) -> None:
    record = json.loads(run("read", text, "--json", "--mentions").out)
    assert [one["number"] for one in record["mentions"]["quantities"]] == [29]


def test_corrected_claims_are_checked(run: Run, text: Path) -> None:
    record = json.loads(run("read", text, "--json").out)
    record["claims"][0]["value"].update(number=9000, low=9000, high=9000)
    Path("claims.json").write_text(json.dumps(record), encoding="utf-8")
    found = json.loads(run("check", "claims.json", "--json").out)["claims"][0]
    assert found["corrected"] == ["value"]
    assert found["verdict"]["label"] == "contradicted"


def test_the_fast_analyser(run: Run, text: Path) -> None:
    assert "29 suicide attacks" in run("read", text, "--analyser", "fast").out
    assert run("read", text, "--analyser", "slow").code == 2


def test_progress_is_shown_where_somebody_watches(
    run: Run, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "claim 1 of 1" not in run("check", text).err
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "claim 1 of 1" in run("check", text).err
    assert run("check", text, "--quiet").err == ""


def test_progress_is_told_of_each_claim() -> None:
    told: list[tuple[int, int]] = []
    document = averment.Document.from_text(TEXT * 2)
    averment.check(document, progress=lambda number, of: told.append((number, of)))
    assert told == [(1, 2), (2, 2)]


def test_quiet(run: Run, text: Path) -> None:
    assert run("check", text, "--quiet", "-o", "r.html") == Result(0, "", "")


def test_open_shows_the_report(run: Run, text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(typer, "launch", opened.append)
    assert run("check", text, "--open").code == 0
    assert opened == [(text.parent / "report.html").as_uri()]
    assert text.with_name("report.html").exists()


def test_no_text_can_steer_the_terminal(run: Run) -> None:
    hostile = "\x1b]0;owned\x07 [bold red]Officials[/] said 29 people\x9b31m were killed in 2023.\n"
    hostile += TEXT * 4  # few enough control characters for a text
    result = run("read", "-", given=hostile.encode())
    assert result.code == 0
    assert not any(c in result.out for c in "\x1b\x07\x9b")
    assert "\x1b" not in run("check", "\x1b[31mnone").err


def test_no_colour_where_it_is_not_wanted(
    run: Run, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check", text).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in run("check", text).out.replace("\x1b[3m", "")  # italics are no colour


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"averment {averment.__version__}\n"


def names(group: Any = None, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the words that call each command and each group of them."""
    group = group or typer.main.get_command(commands.app)
    below = getattr(group, "commands", {}).items()
    return [before, *(found for name, one in below for found in names(one, (*before, name)))]


@pytest.mark.parametrize("command", names(), ids=" ".join)
def test_every_help_has_an_example(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.code == 0
    assert f"$ averment {' '.join(command)}".rstrip() in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_a_shell_completes_commands_and_options(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--install-completion" in run("--help").out
    monkeypatch.setenv(COMPLETING, "complete_bash")
    for typed, offered in (("averment ex", {"explain", "export"}), ("averment check --fact", None)):
        monkeypatch.setenv("COMP_WORDS", typed)
        monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
        assert set(run().out.split()) == (offered or {"--factchecks"})


def test_help_needs_no_heavy_parts() -> None:
    script = (
        "import sys\nfrom averment.cli import main\n"
        "try: main(['check', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'duckdb', 'altair', 'trafilatura', 'vl_convert', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stderr.decode().strip() == "[]"


def test_what_others_found_stands_beside(run: Run, text: Path) -> None:
    review = {
        "@type": "ClaimReview",
        "url": "https://example.org/review",
        "claimReviewed": TEXT.strip(),
        "reviewRating": {"alternateName": "Right"},
        "author": {"name": "The Examiner"},
    }
    Path("reviews.json").write_text(json.dumps(review), encoding="utf-8")
    found = run("check", text, "--factchecks", "reviews.json", "--json")
    (beside,) = json.loads(found.out)["claims"][0]["factchecks"]
    assert (beside["publisher"], beside["rating"]) == ("The Examiner", "Right")
    says(run("check", text, "--factchecks", text), 3, "is no JSON")


def test_a_changed_verdict_keeps_its_history(run: Run, text: Path) -> None:
    before = json.loads(run("check", text, "--json").out)
    label = before["claims"][0]["verdict"]["label"]
    before["claims"][0]["verdict"]["label"] = "contradicted"
    Path("before.json").write_text(json.dumps(before), encoding="utf-8")
    after = json.loads(run("check", text, "--previous", "before.json", "--json").out)["claims"][0]
    assert after["verdict"]["label"] == label != "contradicted"
    assert [earlier["label"] for earlier in after["history"]] == ["contradicted"]
    says(run("check", text, "--previous", text), 3, str(text))


# --- explaining --------------------------------------------------------------------------------


def slugs(kind: type[AvermentError] = AvermentError) -> set[str]:
    """Return the slug of an error and of everything under it."""
    return {kind.slug}.union(*(slugs(below) for below in kind.__subclasses__()))


def test_every_verdict_reason_flag_and_error_is_explained() -> None:
    groups = explained()
    assert set(groups["verdicts"]) == set(Label)
    assert set(groups["kinds"]) == set(Kind)
    assert set(groups["unsettled"]) == set(WhyNot)
    assert set(groups["reasons"]) == set(Why)
    for group, table in {"matches": "match", "findings": "finding", "flags": "flag"}.items():
        assert set(groups[group]) == set(words.table(table))
    assert set(FLAGS) <= set(groups["flags"])
    assert set(groups["errors"]) == slugs()


@pytest.mark.parametrize("word", ["contested", "small base", "Only_Parties", "bad-date"])
def test_words_are_explained_however_they_are_spaced(run: Run, word: str) -> None:
    result = run("explain", word)
    assert result.code == 0
    assert len(result.out) > 40


def test_a_word_of_two_meanings_is_explained_in_both(run: Run) -> None:
    said = run("explain", "share").out
    assert "terms: " in said
    assert "kinds: " in said


def test_words_that_are_none(run: Run) -> None:
    says(run("explain", "contestd"), 2, "Did you mean contested?")
    says(run("explain", "zzz"), 2, "Run averment explain")
    assert "unwritable-output" in run("explain").out


# --- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "read"])
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "is empty"),
        (b" \n \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500), "not a text"),
        (b"%PDF-1.4", "no PDF that can be read"),
        (b"<html><script>var killed = 99</script></html>", "holds no text"),
    ],
)
def test_files_that_hold_no_text(run: Run, command: str, content: bytes, word: str) -> None:
    Path("it.txt").write_bytes(content)
    says(run(command, "it.txt"), 3, "it.txt", word)


def test_fifty_megabytes(run: Run) -> None:
    Path("much.txt").write_bytes(TEXT.encode() * (50_000_000 // len(TEXT)))
    says(run("check", "much.txt", "-o", "r.html"), 3, "larger than 10 MB", "split the text")
    assert not Path("r.html").exists()


def test_a_sentence_of_200_000_characters(run: Run) -> None:
    Path("long.txt").write_text("and so on with many words " * 7_700 + TEXT, encoding="utf-8")
    result = run("check", "long.txt", "--json", "--published", "2024-03-25")
    assert result.code == 0
    assert result.err == ""
    values = [claim["value"] for claim in json.loads(result.out)["claims"] if claim["value"]]
    assert 29 in [value["number"] for value in values]


def test_broken_encoding(run: Run) -> None:
    Path("broken.txt").write_bytes(b"Caf\xe9s \xff\xfe were hit. " + TEXT.encode())
    result = run("check", "broken.txt", "--json")
    assert result.code == 0
    numbers = [
        claim["value"]["number"] for claim in json.loads(result.out)["claims"] if claim["value"]
    ]
    assert 29 in numbers


def test_html_with_scripts(run: Run) -> None:
    page = f"<html><body><script>document.write('77 people were killed')</script><p>{TEXT}</p>"
    Path("page.html").write_text(
        page + "<p onclick='alert(1)'>&lt;script&gt;</p>", encoding="utf-8"
    )
    result = run("check", "page.html", "--json", "-o", "r.html")
    assert "29 suicide attacks" in result.out
    report = Path("r.html").read_text(encoding="utf-8")
    assert "77 people" not in result.out + report
    assert "onclick" not in report


@pytest.mark.parametrize("day", ["soon", "25.03.2024", "2024-02-30", ""])
def test_a_date_that_is_none(run: Run, text: Path, day: str) -> None:
    says(run("check", text, "--published", day), 2, "is not a date", "2024-03-25")


@pytest.mark.parametrize(
    "arguments",
    [("chek", "x"), ("check",), ("check", "a", "b"), ("check", "a", "--bad"), ("check", "a", "-o")],
)
def test_a_command_that_is_none(run: Run, arguments: tuple[str, ...]) -> None:
    says(run(*arguments), 2, "averment --help")


def test_files_and_addresses_that_are_not_there(run: Run) -> None:
    says(run("check", "none.txt"), 3, "There is no file none.txt")
    says(run("check", "."), 3, "is a folder")
    says(run("check", "http://localhost:1/"), 3, "is refused")


# --- evidence ----------------------------------------------------------------------------------


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "pack"))


def test_another_pack(run: Run, text: Path, pack: Path) -> None:
    assert run("check", text, "--evidence", pack).code == 0


def test_a_missing_pack(run: Run, text: Path) -> None:
    says(run("check", text, "--evidence", "nowhere"), 4, "no evidence pack at nowhere")


@pytest.mark.parametrize(
    "damage",
    [
        lambda pack: (pack / "datapackage.json").write_text("{"),
        lambda pack: (pack / "datapackage.json").write_text("[]"),
        lambda pack: (pack / "figures.csv").unlink(),
        lambda pack: (pack / "figures.csv").write_text("id,dataset\n"),
        lambda pack: _rewrite(pack, "figures.csv", b"a,b\n1,2\n"),
        lambda pack: _rewrite(pack, "milestones.csv", b"\xff\xfe\0"),
    ],
    ids=["no-json", "no-object", "no-table", "other-hash", "other-columns", "no-csv"],
)
def test_a_damaged_pack(run: Run, text: Path, pack: Path, damage: Callable[[Path], object]) -> None:
    damage(pack)
    says(run("check", text, "--evidence", pack, "-o", "r.html"), 4, "pack")
    assert not text.with_name("r.html").exists()


def _rewrite(pack: Path, table: str, content: bytes) -> None:
    """Damage a table so that its hash still fits."""
    old = hashlib.sha256((pack / table).read_bytes()).hexdigest()
    (pack / table).write_bytes(content)
    descriptor = pack / "datapackage.json"
    new = hashlib.sha256(content).hexdigest()
    descriptor.write_text(descriptor.read_text("utf-8").replace(old, new), "utf-8")


# --- writing -----------------------------------------------------------------------------------


def test_where_no_report_can_be_written(run: Run, text: Path) -> None:
    before = text.stat().st_mtime_ns
    says(run("check", text, "-o", "no/such/r.html"), 6, "There is no folder")
    says(run("check", text, "-o", "."), 6, "is a folder")
    says(run("check", text, "-o", text), 2, "is the text itself")
    assert text.stat().st_mtime_ns == before
    assert list(text.parent.iterdir()) == [text]


def test_a_folder_that_takes_no_files(
    run: Run, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:  # permissions do not hold for every user
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(output.tempfile, "mkstemp", refuse)
    monkeypatch.setattr("averment.pipeline.check", refuse)  # not reached: it is found out before
    says(run("check", text, "-o", "r.html"), 6, "r.html cannot be written: Permission denied")


def test_a_report_that_fails_half_way_leaves_the_old_one(
    run: Run, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = text.with_name("r.html")
    report.write_text("the old one")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    result = run("check", text, "-q", "-o", "r.html", "--force")
    says(result, 6, "No space left on device")
    assert report.read_text() == "the old one"
    assert sorted(text.parent.iterdir()) == [report, text]


def test_what_is_there_is_replaced_only_on_wish(
    run: Run, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = text.with_name("r.html")
    report.write_text("an old one")
    says(run("read", text, "--html", "r.html"), 6, "r.html is there already", "--force")
    monkeypatch.setattr(output, "watched", lambda: True)
    monkeypatch.setattr(output.typer, "confirm", lambda *_, **__: False)
    says(run("read", text, "--html", "r.html"), 6, "Nothing was replaced")
    assert report.read_text() == "an old one"
    monkeypatch.setattr(output.typer, "confirm", lambda *_, **__: True)
    assert run("read", text, "--html", "r.html").code == 0
    assert report.read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_charts_replace_nothing_either(run: Run, text: Path) -> None:
    folder = text.with_name("pictures")
    folder.mkdir()
    (folder / "mine.png").touch()
    says(run("check", text, "--charts", folder), 6, "mine.png is there already")


def test_a_report_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    output.write_whole(tmp_path / "report", "whole")
    assert (tmp_path / "report").stat().st_mode == plain.stat().st_mode


# --- the unforeseen ----------------------------------------------------------------------------


def test_an_error_in_averment_itself(run: Run, text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("averment.pipeline.check", fail)
    says(run("check", text), 70, "ZeroDivisionError", "AVERMENT_TRACEBACK=1")
    monkeypatch.setenv("AVERMENT_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main(["check", str(text)])


def test_a_reader_of_the_output_that_goes_away(text: Path) -> None:
    started = process("explain")
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    assert started.wait(60) == 141
    assert started.stderr.read() == b""


def test_an_interrupt(tmp_path: Path) -> None:
    started = process("check", "-", "-o", tmp_path / "r.html", stdin=subprocess.PIPE)
    assert started.stdin is not None
    started.stdin.write(TEXT.encode())
    started.stdin.flush()
    time.sleep(2)  # it waits for the end of its input
    started.send_signal(signal.SIGINT)
    _, err = started.communicate(timeout=60)
    assert started.returncode == 130
    assert err.decode().splitlines() == ["averment: interrupted."]
    assert os.listdir(tmp_path) == []
