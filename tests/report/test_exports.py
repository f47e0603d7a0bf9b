"""What is exported is what others' programs expect, checked with theirs where there are any."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import analyses
import duckdb
import frictionless
import hostile
import manifold
import pytest
from pybtex.database import parse_string

from averment.cli import main
from averment.errors import IssuerMissing
from averment.report.exports import FORMATS, Issuer, rows
from averment.report.exports.csv import as_csv
from averment.verdict import Analysis, Label, Source

ISSUER = Issuer("The Lowland Gazette", "https://gazette.example/check#top", dt.date(2024, 5, 2))
WHOLE = (analyses.full, manifold.manifold)
JUDGED = {
    Label.SUPPORTED,
    Label.MOSTLY_SUPPORTED,
    Label.CONTESTED,
    Label.MOSTLY_CONTRADICTED,
    Label.CONTRADICTED,
}


def with_source(analysis: Analysis, **fields: object) -> Analysis:
    """The analysis, its first claim put before one more dataset."""
    known = {
        "id": "closed", "title": "Closed & % counts", "publisher": "Closed", "standing": "media",
        "publisher_name": "The {Closed} Office", "licence": "closed", "citation": "Own_1",
        "url": "",
        "vintage": "2024", "sha256": "ab" * 32, "counts": "all", "does_not_count": "",
        "redistributable": False, **fields,
    }  # fmt: skip
    first, *rest = analysis.checked
    row = analyses.row("Closed", 2020, 5.0)
    verdict = first.verdict.model_copy(
        update={
            "evidence": (*first.verdict.evidence, Source.model_validate(known)),
            "rows": (*first.verdict.rows, row),
            "sql": ("SELECT 1",),
        }
    )
    changed = first.model_copy(update={"verdict": verdict})
    return analysis.model_copy(update={"checked": (changed, *rest)})


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("make", [*WHOLE, hostile.attack])
def test_the_same_analysis_gives_the_same_files(form: str, make: object) -> None:
    one, other = (FORMATS[form](make(), ISSUER) for _ in range(2))
    assert one == other
    assert all(one.values()) or not one
    for name, content in one.items():
        if name.endswith(".json"):
            json.loads(content)


@pytest.mark.parametrize("make", WHOLE)
def test_csv_and_parquet_hold_the_same_table(make: object, tmp_path: Path) -> None:
    analysis = make()
    tables, files = FORMATS["csv"](analysis, ISSUER), FORMATS["parquet"](analysis, ISSUER)
    for name, columns in (("claims", rows.CLAIMS), ("readings", rows.READINGS)):
        path = tmp_path / f"{name}.parquet"
        path.write_bytes(files[f"{name}.parquet"])
        read = list(csv.DictReader(io.StringIO(tables[f"{name}.csv"].decode())))
        stored = duckdb.sql(f"FROM '{path}'")
        assert stored.columns == list(columns)
        found = stored.fetchall()
        assert len(found) == len(read)
        for row, line in zip(found, read, strict=True):
            for (column, kind), cell in zip(columns.items(), row, strict=True):
                if kind == "DOUBLE" and cell is not None:
                    assert float(line[column]) == cell
                elif kind == "DATE":
                    assert line[column] == ("" if cell is None else str(cell))
    assert len(read) == sum(len(checked.verdict.outcomes) for checked in analysis)


def test_a_text_that_a_spreadsheet_would_run_is_made_safe() -> None:
    found = as_csv(
        [{"a": "=1+1", "b": "@x", "c": -2.5, "d": True}], dict.fromkeys("abcd", "VARCHAR")
    )
    assert found == b"a,b,c,d\r\n'=1+1,'@x,-2.5,true\r\n"


@pytest.mark.parametrize("make", WHOLE)
def test_a_claim_review_says_whose_it_is_and_invents_no_scale(make: object) -> None:
    analysis = make()
    files = FORMATS["claimreview"](analysis, ISSUER)
    judged = [c.claim.id for c in analysis if c.verdict.label in JUDGED]
    assert sorted(files) == sorted(f"{name}.json" for name in judged)
    for number, checked in enumerate(analysis, start=1):
        if checked.claim.id not in judged:
            continue
        review = json.loads(files[f"{checked.claim.id}.json"])
        assert review["@type"] == "ClaimReview"
        assert review["url"] == f"https://gazette.example/check#claim-{number}"
        assert review["datePublished"] == "2024-05-02"
        assert review["claimReviewed"] == review["itemReviewed"]["text"] == checked.claim.text
        rating = review["reviewRating"]
        assert set(rating) == {"@type", "alternateName", "ratingExplanation"}
        assert checked.verdict.reason in rating["ratingExplanation"]
        stance = checked.claim.stance
        if stance is not None and stance.value in ("denies", "doubts"):
            assert "author" not in review["itemReviewed"]
            assert rating["ratingExplanation"].startswith("This judges what is")


@pytest.mark.parametrize(
    "issuer", [Issuer(), Issuer("The Gazette"), Issuer("G", "ftp://g.example")]
)
def test_a_claim_review_without_its_publisher_is_refused(issuer: Issuer) -> None:
    with pytest.raises(IssuerMissing, match="who publishes it"):
        FORMATS["claimreview"](analyses.full(), issuer)


@pytest.mark.parametrize("make", [*WHOLE, hostile.attack])
def test_annotations_point_at_the_words_of_the_claims(make: object) -> None:
    analysis = make()
    files = FORMATS["annotations"](analysis, ISSUER)
    collection = json.loads(files["annotations.json"])
    text = analysis.document.text
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(analysis)
    for checked, found in zip(analysis, collection["first"]["items"], strict=True):
        assert found["type"] == "Annotation"
        quote, position = found["target"]["selector"]
        start, end = position["start"], position["end"]
        assert (start, end) == checked.claim.span
        if "\ud800" not in text:
            around = f"{quote['prefix']}{quote['exact']}{quote['suffix']}"
            assert text[start:end] == quote["exact"]
            assert around in text
        assert {body["purpose"] for body in found["body"]} == {"classifying", "assessing"}


def test_the_package_is_valid_and_holds_what_a_replay_needs(tmp_path: Path) -> None:
    analysis = with_source(analyses.full())
    for name, content in FORMATS["datapackage"](analysis, ISSUER).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert Analysis.load(tmp_path / "verdicts.json") == analysis


def test_rows_that_may_not_be_passed_on_go_as_hash_and_query() -> None:
    files = FORMATS["datapackage"](with_source(analyses.full()), ISSUER)
    assert b"institute-2022" in files["data/figures.csv"]
    assert b"closed-2020" not in files["data/figures.csv"]
    assert b"ab" * 32 in files["data/datasets.csv"]
    assert b"SELECT 1" in files["data/queries.csv"]


def test_references_are_read_by_others() -> None:
    analysis = with_source(analyses.full())
    found = parse_string(FORMATS["bibtex"](analysis, ISSUER)["citations.bib"].decode(), "bibtex")
    items = json.loads(FORMATS["csl"](analysis, ISSUER)["citations.json"])
    assert sorted(found.entries) == sorted(item["id"] for item in items)
    assert found.entries["closed-2024"].fields["note"] == r"Own\_1"
    assert {item["type"] for item in items} == {"dataset"}


def test_markdown_shows_what_the_text_says_as_it_is() -> None:
    text = FORMATS["markdown"](hostile.attack(), ISSUER)["report.md"].decode()
    for line in text.splitlines():
        assert "<script" not in line.replace("\\<", "")
        assert "<img" not in line.replace("\\<", "")


def test_the_command_writes_what_is_not_there_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, folder = tmp_path / "verdicts.json", tmp_path / "tables"
    report.write_bytes(analyses.full().to_json())
    for arguments, code in (([], 0), ([], 6), (["--force"], 0)):
        with pytest.raises(SystemExit) as ended:
            main(["export", str(report), "--to", "csv", "-o", str(folder), *arguments])
        assert (ended.value.code or 0) == code
    assert "is there already and 1 more" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == ["claims.csv", "readings.csv"]
