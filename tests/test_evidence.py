"""Opening a pack, asking it, and what it says when it is broken."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from averment.errors import PackBroken, PackMissing
from averment.evidence import Evidence, open_evidence
from averment.evidence.pack import SHIPPED

MEASURES = ["attacks", "suicide_attacks", "deaths", "civilian_deaths", "refugees", "no such"]


@pytest.fixture(scope="module")
def evidence() -> Iterator[Evidence]:
    with open_evidence() as opened:
        yield opened


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "pack"))


# --- asking ------------------------------------------------------------------------------------


def test_figures_come_in_order_with_their_datasets(evidence: Evidence) -> None:
    found = evidence.figures(["suicide_attacks", "attacks"], place="PAK")
    keys = [(f.dataset, f.measure, f.start, f.end, f.published, f.id) for f in found.figures]
    assert keys == sorted(keys)
    assert set(found.datasets) == {f.dataset for f in found.figures}
    assert len(found) == len(found.figures) > 50


def test_figures_on_a_part_answer_only_when_asked(evidence: Evidence) -> None:
    everyone = evidence.figures(["deaths"], place="PAK", datasets=["gop"])
    afghans = evidence.figures(["deaths"], place="PAK", of="AFG", by="PAK")
    assert not everyone.figures
    assert [f.value for f in afghans.figures] == [64]
    assert not evidence.figures(["refugees"], place="PAK").figures
    assert evidence.figures(["refugees"], place="PAK", of="AFG").figures


def test_published_changes_answer_only_when_asked(evidence: Evidence) -> None:
    counts = evidence.figures(["suicide_attacks"], place="PAK", datasets=["gop"])
    changes = evidence.figures(["suicide_attacks"], place="PAK", datasets=["gop"], unit="percent")
    assert [f.value for f in counts.figures] == [24]
    assert [f.value for f in changes.figures] == [500]


def test_periods_touch_by_a_shared_day(evidence: Evidence) -> None:
    def years(start: str, end: str) -> set[int]:
        period = (dt.date.fromisoformat(start), dt.date.fromisoformat(end))
        found = evidence.figures(
            ["deaths"], place="PAK", datasets=["ucdp-country-year"], touching=period
        )
        return {f.start.year for f in found.figures}

    assert years("2021-12-31", "2022-01-01") == {2021}
    assert years("2021-12-31", "2022-01-02") == {2021, 2022}
    assert years("1950-01-01", "1989-01-01") == set()


def test_hindsight_can_be_left_out(evidence: Evidence) -> None:
    day = dt.date(2023, 11, 8)
    found = evidence.figures(["suicide_attacks"], place="PAK", published_by=day).figures
    assert found
    assert max(f.published for f in found) <= day


def test_no_measure_finds_nothing(evidence: Evidence) -> None:
    assert evidence.figures([]).figures == ()
    assert evidence.rows([]).figures == ()


def test_rows_by_id(evidence: Evidence) -> None:
    found = evidence.rows(["picss-suicide_attacks-PAK-2023-a", "no such"])
    assert [f.value for f in found.figures] == [29]
    assert evidence.run(found.sql) == found.figures


def test_quotes_in_a_filter_stay_text(evidence: Evidence) -> None:
    found = evidence.figures(["x') OR ('' = '"], place="PAK'; DROP TABLE figures; --")
    assert not found.figures
    assert evidence.run(found.sql) == ()


words = st.one_of(st.none(), st.sampled_from(["PAK", "AFG", "IRN", "", "it's"]), st.text())
days = st.dates(dt.date(1985, 1, 1), dt.date(2026, 12, 31))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    measures=st.lists(st.sampled_from(MEASURES) | st.text(max_size=8), max_size=4),
    place=words,
    of=words,
    by=words,
    unit=st.sampled_from(["count", "percent", None]),
    touching=st.none() | st.tuples(days, days),
    published_by=st.none() | days,
)
def test_the_printed_sql_gives_the_same_rows(
    evidence: Evidence,
    measures: list[str],
    place: str | None,
    of: str | None,
    by: str | None,
    unit: str | None,
    touching: tuple[dt.date, dt.date] | None,
    published_by: dt.date | None,
) -> None:
    # NUL ends a text for SQL; such a name matches nothing and may be refused.
    if any("\0" in (text or "") for text in (*measures, place, of, by)):
        return
    found = evidence.figures(
        measures,
        place=place,
        of=of,
        by=by,
        unit=unit,
        touching=touching,
        published_by=published_by,
    )
    assert evidence.run(found.sql) == found.figures
    plain = [
        f
        for f in evidence.run("SELECT * FROM figures ORDER BY id")
        if f.measure in measures
        and (place is None or f.place == place)
        and f.of == (of or "")
        and f.by == (by or "")
        and (unit is None or f.unit == unit)
        and (touching is None or (f.start < touching[1] and f.end > touching[0]))
        and (published_by is None or f.published <= published_by)
    ]
    assert sorted(f.id for f in found.figures) == [f.id for f in plain]


def test_the_printed_sql_runs_on_the_files_too(evidence: Evidence) -> None:
    found = evidence.figures(["deaths"], place="PAK", datasets=["ucdp-country-year"])
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE VIEW figures AS FROM read_csv('{SHIPPED / 'figures.csv'}', "
            "force_not_null = ['of', 'by'])"
        )
        again = connection.execute(found.sql).fetchall()
    assert [row[0] for row in again] == [f.id for f in found.figures]


def test_tables_cannot_reach_out(evidence: Evidence) -> None:
    with pytest.raises(duckdb.Error):
        evidence.run("SELECT * FROM read_csv('/etc/passwd')")


def test_milestones_and_ties(evidence: Evidence) -> None:
    named = {entry.id: entry for entry in evidence.milestones()}
    assert named["interim-government"].dates == (dt.date(2021, 9, 7), dt.date(2021, 8, 15))
    assert "fall of kabul" in named["fall-of-kabul"].aliases
    recognitions = [r for r in evidence.relations() if r.type == "recognises"]
    before = {r.subject for r in recognitions if r.end and r.end.year == 2001 and not r.denied}
    assert before == {"PAK", "SAU", "ARE"}
    assert any(r.denied and r.party == "taliban" for r in evidence.relations())


def test_the_catalogue(evidence: Evidence) -> None:
    ucdp = evidence.dataset("ucdp-country-year")
    assert (ucdp.publisher, ucdp.vintage, ucdp.exhaustive) == ("UCDP", "25.1", False)
    assert ucdp.covers("PAK", dt.date(1989, 1, 1), dt.date(2025, 1, 1))
    assert not ucdp.covers("PAK", dt.date(1988, 12, 31), dt.date(1990, 1, 1))
    assert not ucdp.covers("BIH", dt.date(1995, 1, 1), dt.date(1996, 1, 1))
    parties = {entry.id for entry in evidence.datasets() if not entry.decides}
    assert parties == {"fia", "gop", "ispr", "kp-police", "nato", "us-defense", "ussr"}
    assert evidence.dataset("unhcr").exhaustive
    with pytest.raises(KeyError):
        evidence.dataset("no such")


def test_hash_and_vintage(evidence: Evidence) -> None:
    content = (SHIPPED / "datapackage.json").read_bytes()
    assert evidence.sha256 == hashlib.sha256(content).hexdigest()
    assert evidence.vintage == json.loads(content)["vintage"]


def test_opened_by_folder_or_descriptor(copy: Path) -> None:
    for path in (copy, str(copy), copy / "datapackage.json"):
        with open_evidence(path) as opened:
            assert opened.figures(["attacks"]).figures


@pytest.mark.parametrize("name", ["it's", "a[1]", "ein Päckchen", "st*r", "what?"])
def test_folders_with_odd_names(copy: Path, name: str) -> None:
    moved = copy.rename(copy.parent / name)
    with open_evidence(moved) as opened:
        assert opened.figures(["attacks"]).figures


# --- broken packs ------------------------------------------------------------------------------


def rewrite(pack: Path, table: str, change: Callable[[str], str]) -> None:
    """Change a table and put its new hash into the descriptor."""
    path = pack / f"{table}.csv"
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    described = json.loads((pack / "datapackage.json").read_text("utf-8"))
    for entry in described["resources"]:
        if entry["name"] == table:
            entry["hash"] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    (pack / "datapackage.json").write_text(json.dumps(described), "utf-8")


def redescribe(pack: Path, change: Callable[[dict], object]) -> None:  # type: ignore[type-arg]
    described = json.loads((pack / "datapackage.json").read_text("utf-8"))
    change(described)
    (pack / "datapackage.json").write_text(json.dumps(described), "utf-8")


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(PackMissing, match=r"no evidence pack at .*nowhere") as caught:
        open_evidence(tmp_path / "nowhere")
    assert caught.value.slug == "pack-missing"
    assert caught.value.hint


def test_no_descriptor(tmp_path: Path) -> None:
    with pytest.raises(PackMissing, match=r"no datapackage\.json"):
        open_evidence(tmp_path)


@pytest.mark.parametrize("content", ["{", "[]", "12", "", "\x00", "{}", '{"resources": [1]}'])
def test_malformed_descriptor(copy: Path, content: str) -> None:
    (copy / "datapackage.json").write_text(content, "utf-8")
    with pytest.raises(PackBroken, match=r"datapackage\.json") as caught:
        open_evidence(copy)
    assert caught.value.slug == "pack-broken"
    assert caught.value.hint


@pytest.mark.parametrize("key", ["name", "path", "hash"])
def test_resource_without_its_keys(copy: Path, key: str) -> None:
    redescribe(copy, lambda described: described["resources"][0].pop(key))
    with pytest.raises(PackBroken, match=f"a resource has no {key}"):
        open_evidence(copy)


def test_missing_table_file(copy: Path) -> None:
    (copy / "figures.csv").unlink()
    with pytest.raises(PackBroken, match=r"figures\.csv is missing"):
        open_evidence(copy)


def test_missing_table(copy: Path) -> None:
    redescribe(copy, lambda described: described["resources"].pop())
    with pytest.raises(PackBroken, match="has no table relations"):
        open_evidence(copy)


def test_changed_table(copy: Path) -> None:
    with (copy / "figures.csv").open("a", encoding="utf-8") as handle:
        handle.write("\n")
    with pytest.raises(PackBroken, match=r"figures\.csv is not the file"):
        open_evidence(copy)


@pytest.mark.parametrize("path", ["../outside.csv", "/etc/passwd"])
def test_table_outside_the_pack(copy: Path, path: str) -> None:
    redescribe(copy, lambda described: described["resources"][1].update(path=path))
    with pytest.raises(PackBroken, match="lies outside the pack"):
        open_evidence(copy)


def test_missing_column(copy: Path) -> None:
    rewrite(copy, "figures", lambda text: text.replace("published,", "issued,", 1))
    with pytest.raises(PackBroken, match=r"figures\.csv has no column published\."):
        open_evidence(copy)


def test_more_columns_do_no_harm(copy: Path) -> None:
    lines = (copy / "relations.csv").read_text("utf-8").splitlines()
    rewrite(copy, "relations", lambda _: "\n".join(f"x,{line}" for line in lines) + "\n")
    with open_evidence(copy) as opened:
        assert len(opened.relations()) == len(lines) - 1


FIRST = (
    "brecorder-attacks-PAK-20210815-20211128-a,brecorder,attacks,PAK,,,2021-08-15,2021-11-29,27,"
)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (FIRST.replace(",27,", ",many,"), "row 2, column value: “many” is not a number"),
        (FIRST.replace(",27,", ",,"), "row 2, column value: “” is not a number"),
        (
            FIRST.replace("2021-08-15,2", "15/8/21,2"),
            "row 2, column start: “15/8/21” is not a date",
        ),
        (FIRST.replace("2021-11-29", ""), "row 2, column end: “” is not a date"),
        (f"{FIRST},", "row 2, which has more or fewer cells"),
        (FIRST.replace(",27,", ","), "row 2, which has more or fewer cells"),
        (FIRST.replace("brecorder,", "unknown,"), "the catalogue has no dataset unknown"),
        (FIRST.replace("attacks-PAK", "civilian_deaths-PAK"), "two rows have the id brecorder-civ"),
    ],
)
def test_malformed_cells(copy: Path, wrong: str, message: str) -> None:
    rewrite(copy, "figures", lambda text: text.replace(FIRST, wrong, 1))
    with pytest.raises(PackBroken) as caught:
        open_evidence(copy)
    assert message in str(caught.value)
    assert "figures.csv" in str(caught.value)


def test_truth_that_is_none(copy: Path) -> None:
    rewrite(copy, "datasets", lambda text: text.replace(",true", ",perhaps", 1))
    with pytest.raises(PackBroken, match="column redistributable: “perhaps” is not true or false"):
        open_evidence(copy)


def test_list_of_dates_that_is_none(copy: Path) -> None:
    rewrite(copy, "milestones", lambda text: text.replace("1978-04-27;1978-04-28", "1978;79"))
    with open_evidence(copy) as opened, pytest.raises(PackBroken, match=r"milestones\.csv"):
        opened.milestones()


def test_not_utf_8(copy: Path) -> None:
    path = copy / "relations.csv"
    path.write_bytes(path.read_bytes().replace(b"Taliban", b"Talib\xffn"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    redescribe(copy, lambda described: described["resources"][3].update(hash=f"sha256:{digest}"))
    with pytest.raises(PackBroken, match=r"relations\.csv is no CSV in UTF-8"):
        open_evidence(copy)
