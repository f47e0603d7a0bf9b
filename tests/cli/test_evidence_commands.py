"""The commands on the record, as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import publisher as server
import pytest
from publisher import Publisher
from running import Result, Run, finished
from stored import event, ged, keep, shared

from averment import addresses
from averment.cli.sheets import FORMULA, sheet
from averment.evidence import descriptor
from averment.evidence.pack import SHIPPED
from averment.evidence.store import Store


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `averment evidence` in an empty folder, with an empty store, on 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AVERMENT_EVIDENCE", str(tmp_path / "store"))
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str | Path, group: bool = True) -> Result:
        return finished([*(["evidence"] if group else []), *arguments], capfd)

    return run


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def ged_file(tmp_path: Path) -> Path:
    """Events in Pakistan: 40 deaths in 2016 before September and 5 in it, 7 in 2018."""
    made = [
        {"date_start": "2016-05-03", "best": 30, "low": 20, "high": 50, "deaths_civilians": 10},
        {"date_start": "2016-08-31", "best": 10},
        {"date_start": "2016-09-01", "best": 5, "source_headline": "=cmd|' /C calc'!A0"},
        {"date_start": "2018-01-20", "best": 7, "deaths_civilians": 7},
        {"date_start": "2018-02-30", "best": 9},
    ]
    return ged(tmp_path / "GEDEvent_v25_1.csv", made)


def fits(result: Result) -> str:
    """Assert that a table was printed and fits the terminal."""
    assert result.code == 0, result
    assert max(map(len, result.out.splitlines())) <= 80
    return " ".join(result.out.split())


def says(result: Result, code: int, *words: str) -> None:
    """Assert that a run failed as it should: one line on standard error."""
    assert result.code == code, result
    assert result.err.startswith("averment: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    for word in words:
        assert word in result.err


# --- adding and checking -------------------------------------------------------------------------


def test_a_file_is_added_shown_and_answers_a_check(run: Run, ged_file: Path) -> None:
    said = fits(run("add", ged_file))
    assert "UCDP Georeferenced Event Dataset" in said
    assert "ucdp-ged@25.1 was added: 4 rows" in said
    assert "1 row left out" in said
    assert "rows ucdp-ged@25.1 --rejects" in said
    assert "ucdp-ged store 2016–2018" in fits(run("list"))
    assert "4 rows of GEDEvent_v25_1.csv" in fits(run("show", "ucdp-ged"))

    Path("text.txt").write_text("Exactly 45 people were killed in Pakistan in 2016.")
    checked = run("check", "text.txt", "--published", "2020-02-01", "--json", group=False)
    verdict = json.loads(checked.out)["claims"][0]["verdict"]
    used = [o for o in verdict["outcomes"] if o["options"].get("dataset") == "ucdp-ged"]
    assert {o["options"].get("estimate", "best"): (o["value"], o["truth"]) for o in used} == {
        "best": (45, "true"),
        "low": (35, "false"),
        "high": (65, "false"),
    }
    assert {f for o in used for f in o["figures"]} == {
        "ucdp-ged@25.1/deaths/PAK/2016-01-01/2017-01-01"
    }
    (source,) = [s for s in verdict["evidence"] if s["id"] == "ucdp-ged"]
    assert source["vintage"] == "25.1"
    assert (
        source["sha256"]
        == json.loads(run("show", "ucdp-ged", "--json").out)["releases"][0]["source"]["sha256"]
    )

    behind = json.loads(run("rows", used[0]["figures"][0], "--json").out)
    assert [row["line"] for row in behind["rows"]] == [2, 3, 4]
    assert behind["file"]["sha256"] == source["sha256"]
    assert behind["figure"]["value"] == 45


def test_a_window_within_the_year_is_answered_to_the_day(run: Run, ged_file: Path) -> None:
    run("add", ged_file)
    Path("text.txt").write_text(
        "Exactly 40 people were killed in Pakistan between 3 May 2016 and 31 August 2016."
    )
    checked = run("check", "text.txt", "--published", "2020-02-01", "--json", group=False)
    verdict = json.loads(checked.out)["claims"][0]["verdict"]
    values = {
        o["value"]
        for o in verdict["outcomes"]
        if o["options"].get("dataset") == "ucdp-ged" and o["options"]["estimate"] == "best"
    }
    assert values == {40}


def test_the_report_names_release_and_hash_and_is_the_same_twice(
    run: Run, ged_file: Path, store: Store
) -> None:
    run("add", ged_file)
    Path("text.txt").write_text("Exactly 45 people were killed in Pakistan in 2016.")
    pages = []
    for name in ("one.html", "two.html"):
        run("check", "text.txt", "--published", "2020-02-01", "-q", "-o", name, group=False)
        pages.append(Path(name).read_text("utf-8"))
    assert pages[0] == pages[1]
    holding = store.holdings()[0]
    assert f"25.1, SHA-256 <code>{holding.source.sha256}</code>" in pages[0]
    assert "ucdp-ged@25.1/deaths/PAK/2016-01-01/2017-01-01" in pages[0]
    assert str(store.folder) not in pages[0]


def test_a_store_can_be_named(run: Run, ged_file: Path) -> None:
    fits(run("add", ged_file, "--evidence", "other"))
    assert "ucdp-ged" in fits(run("list", "--evidence", "other"))
    assert "ucdp-ged store" not in fits(run("list"))
    Path("text.txt").write_text("Exactly 45 people were killed in Pakistan in 2016.")
    asked = ("check", "text.txt", "--published", "2020-02-01", "--json")
    assert "ucdp-ged@25.1" in run(*asked, "--evidence", "other", group=False).out
    assert "ucdp-ged@25.1" not in run(*asked, group=False).out


def test_the_same_file_again(run: Run, ged_file: Path) -> None:
    first = json.loads(run("add", ged_file, "--json").out)
    second = json.loads(run("add", ged_file, "--json").out)
    assert (first.pop("new"), second.pop("new")) == (True, False)
    assert first == second
    assert "was there already" in fits(run("add", ged_file))


def test_a_release_that_is_not_said_is_named_for_the_last_year(run: Run, ged_file: Path) -> None:
    plain = ged_file.rename("events.csv")
    assert "ucdp-ged@to-2018 was added" in fits(run("add", plain))
    assert "ucdp-ged@mine was added" in fits(run("add", plain, "--vintage", "mine"))


def test_another_file_as_the_same_release(run: Run, ged_file: Path) -> None:
    run("add", ged_file)
    ged(ged_file, [{"date_start": "2016-05-03", "best": 1}])
    says(run("add", ged_file), 4, "made of another file", "remove ucdp-ged@25.1")
    assert "4 rows of" in fits(run("show", "ucdp-ged"))


@pytest.mark.parametrize("content", [b"", b"no,such\n1,2\n", b"<html>not here</html>", b"\0\1"])
def test_files_that_are_none(run: Run, store: Store, content: bytes) -> None:
    Path("x.csv").write_bytes(content)
    result = run("add", "x.csv")
    says(result, result.code)
    assert result.code
    says(run("add", "missing.csv"), result.code, "missing.csv")
    assert store.holdings() == ()


def test_the_published_file_is_added_and_answers(run: Run) -> None:
    said = fits(run("add", shared("ucdp-ged-22.1-pakistan-hdx.csv")))
    assert "ucdp-ged@22.1 was added: 6,416 rows" in said
    Path("text.txt").write_text("Some 7,460 people were killed in Pakistan in 2009.")
    checked = run("check", "text.txt", "--published", "2020-02-01", "--json", group=False)
    outcomes = json.loads(checked.out)["claims"][0]["verdict"]["outcomes"]
    best = [
        o
        for o in outcomes
        if (o["options"]["dataset"], o["options"]["estimate"]) == ("ucdp-ged", "best")
    ]
    assert [(o["value"], o["truth"]) for o in best] == [(7460, "true")]


# --- looking at what is there --------------------------------------------------------------------


def test_the_list_without_a_store(run: Run) -> None:
    said = fits(run("list"))
    assert "pips" in said
    entries = {entry["id"]: entry for entry in json.loads(run("list", "--json").out)}
    assert entries["pips"]["at"] == "pack"
    assert entries["pips"]["coverage"][0] == "2007-01-01"
    assert entries["ucdp-ged"]["at"] == "not added"
    assert "attacks" in entries["pips"]["measures"]


def test_another_pack_is_looked_at_alone(run: Run, ged_file: Path) -> None:
    run("add", ged_file)
    shutil.copytree(SHIPPED, "pack")
    assert "ucdp-ged store" not in fits(run("list", "--evidence", "pack"))
    assert "pips" in fits(run("show", "pips", "--evidence", "pack"))
    assert "rows" in fits(run("rows", "pips", "--evidence", "pack"))
    says(run("rows", "ucdp-ged", "--evidence", "pack"), 4, "ucdp-ged")


def test_who_counts_from_whom(run: Run) -> None:
    tree = run("list", "--sources").out
    assert "└── costs-of-war" in tree
    assert "statements of PAK" in tree
    shown = json.loads(run("show", "costs-of-war", "--json").out)
    assert {"pips", "satp"} <= set(shown["collected_from"])
    assert shown["counting_begins_with"] == ["pips", "satp"]
    assert json.loads(run("show", "pips", "--json").out)["counted_from_by"] == ["costs-of-war"]
    assert "Counted from by costs-of-war" in fits(run("show", "pips"))


def test_what_is_described_but_not_there(run: Run) -> None:
    assert "killed in events of organised violence" in fits(run("show", "ucdp-ged"))
    says(run("show", "no-such"), 4, "No dataset is called “no-such”")
    says(run("show", "ucdp-ged@1.0"), 4, "No dataset “ucdp-ged” was added")


def test_rows_as_table_csv_and_json(run: Run, ged_file: Path) -> None:
    run("add", ged_file)
    assert "4 rows" in fits(run("rows", "ucdp-ged"))
    assert "1 row of" in fits(run("rows", "ucdp-ged", "--where", "deaths = 7")).replace(",", "")
    assert "(3 more: --limit 0 shows all)" in fits(run("rows", "ucdp-ged", "--limit", "1"))
    rows = list(csv.DictReader(io.StringIO(run("rows", "ucdp-ged", "--csv").out)))
    assert [row["deaths"] for row in rows] == ["30", "10", "5", "7"]
    assert fits(run("rows", "ucdp-ged", "--rejects")).count("2018-02-30")
    says(run("rows", "ucdp-ged", "--where", "no_such = 1"), 2, "no_such")
    says(run("rows", "ucdp-ged", "--where", "no_such = 1"), 2, "They are id, line, start, end,")
    says(run("rows", "no-such"), 4, "No dataset and no figure is called “no-such”")


def test_a_large_figure_is_given_whole_and_ids_are_not_cut(run: Run) -> None:
    Path("t.csv").write_text("Year,Country,Refugees\n2019,Mali,1987717\n2020,Mali,1987718\n")
    drafted = run("map", "t.csv").out.replace('title = ""', 'title = "Counts by hand"')
    Path("t.toml").write_text(drafted.replace('publisher = ""', 'publisher = "Institute"'))
    said = fits(run("add", "t.csv", "--mapping", "t.toml", "--vintage", "a-release-of-its-own"))
    assert "2 rows, 2019-01-01 to 2020-12-31" in " ".join(said.split())
    id = "t-a-release-of-its-own-refugees-MLI-2019"
    assert id in fits(run("rows", "t"))
    traced = fits(run("rows", f"t@a-release-of-its-own/{id}"))
    assert traced.startswith("1,987,717: ")
    assert "value 1987717 " in " ".join(traced.split())


def test_rows_written_to_a_file(run: Run) -> None:
    result = run("rows", "pips", "--limit", "0", "-o", "pips.csv")
    assert (result.code, result.out) == (0, "")
    assert len(Path("pips.csv").read_text("utf-8").splitlines()) > 50
    says(run("rows", "pips", "-o", "no/such/folder.csv"), 6, "no folder")


def test_formulas_do_not_survive_into_sheets(run: Run, store: Store) -> None:
    notes = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "plain"]
    keep(store, [event("2016-01-30", deaths=-3, note=note) for note in notes])
    rows = list(csv.DictReader(io.StringIO(run("rows", "made-events", "--csv").out)))
    assert [row["note"] for row in rows] == [f"'{n}" for n in notes[:-1]] + ["plain"]
    assert {row["deaths"] for row in rows} == {"-3"}
    assert not any(line.startswith(FORMULA) for line in sheet(["=a"], [["=b"]]).splitlines())
    rejected = run("rows", "made-events", "--rejects", "--csv").out
    assert "'=cmd|x" in rejected


def test_citations(run: Run, ged_file: Path) -> None:
    run("add", ged_file)
    assert "UCDP GED 25.1" in run("cite", "ucdp-ged").out
    assert "UCDP GED 25.1" in run("cite", "ucdp-ged@25.1").out
    bibtex = run("cite", "pips", "ucdp-ged", "--format", "bibtex").out
    assert bibtex.count("@misc{") == 2
    assert "@misc{ucdp-ged-25.1," in bibtex
    items: list[dict[str, Any]] = json.loads(run("cite", "unhcr", "--format", "csl").out)
    assert [(item["type"], bool(item["title"])) for item in items] == [("dataset", True)]
    assert len(json.loads(run("cite", "--format", "csl").out)) > 10
    says(run("cite", "no-such"), 4, "no-such")


def test_verifying_and_removing(run: Run, store: Store, ged_file: Path) -> None:
    run("add", ged_file)
    assert "ucdp-ged@25.1: as it was added" in run("verify").out
    store.path(store.holdings()[0]).write_bytes(b"changed")
    result = run("verify")
    assert "was changed" in result.out
    says(result, 4, "ucdp-ged@25.1")
    assert run("remove", "ucdp-ged@25.1").out == "ucdp-ged@25.1 was removed.\n"
    assert store.holdings() == ()
    says(run("remove", "ucdp-ged"), 4, "No dataset “ucdp-ged” was added")


# --- fetching ------------------------------------------------------------------------------------


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A publisher on this machine that counts as public."""
    judged = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1" or judged(ip))
    with server.running() as running:
        yield running


@pytest.fixture
def published(
    publisher: Publisher, ged_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Publisher:
    """A publisher on this machine that gives the events, and a descriptor that knows it."""
    publisher.files["/ged251.csv"] = ged_file.read_bytes()
    text = (descriptor.SHIPPED / "ucdp-ged.toml").read_text("utf-8")
    address = f'address = "{publisher.url}/ged{{digits}}.csv"'
    folder = Path(shutil.copytree(descriptor.SHIPPED, tmp_path / "datasets"))
    (folder / "ucdp-ged.toml").write_text(re.sub(r'address = ".*"', address, text), "utf-8")
    monkeypatch.setattr(descriptor, "SHIPPED", folder)
    return publisher


def test_a_dataset_is_fetched_and_added(run: Run, published: Publisher, store: Store) -> None:
    result = run("get", "ucdp-ged")
    said = " ".join(result.out.split())
    assert result.code == 0, result
    assert "Licence: CC BY 4.0" in said
    assert "ged251.csv came whole" in said
    assert "ucdp-ged@25.1 was added: 4 rows" in said
    assert [holding.name for holding in store.holdings()] == ["ucdp-ged@25.1"]
    assert not any((store.folder / ".downloads").iterdir())
    assert "was there already" in run("get", "ucdp-ged", "--vintage", "25.1").out


def test_what_cannot_be_fetched(run: Run, published: Publisher, store: Store) -> None:
    says(run("get", "ucdp-ged", "--vintage", "1.0"), 7)
    says(run("get", "ucdp-ged", "--sha256", "0" * 64), 7, "SHA-256")
    says(run("get", "no-such"), 4, "No dataset “no-such”")
    assert store.holdings() == ()
