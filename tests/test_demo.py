"""The bundled example: what is in it, and what the whole path makes of it."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from averment import pipeline, report
from averment.claim import Kind, Stance
from averment.cli import main
from averment.cli.example import example
from averment.verdict import Analysis, Checked, Label, Why


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return pipeline.check(example())


def one(analysis: Analysis, words: str, number: float) -> Checked:
    """Return the claim of this figure whose sentence has these words."""
    text = analysis.document.text
    found = [
        checked
        for checked in analysis
        if words in checked.claim.sentence.of(text)
        and checked.claim.value
        and number in (checked.claim.value.number, checked.claim.value.to)
    ]
    assert len(found) == 1, [checked.claim.text for checked in found]
    return found[0]


def flags(checked: Checked) -> set[str]:
    return {flag.id for flag in checked.verdict.flags}


def test_what_is_known_of_it() -> None:
    document = example()
    assert document.published == dt.date(2024, 3, 25)
    assert document.publisher
    assert document.title == document.text.split("\n")[0]
    assert 350 <= len(document.text.split()) <= 500


def test_it_has_something_of_everything(analysis: Analysis) -> None:
    claims = [checked.claim for checked in analysis]
    assert sum(claim.checkable for claim in claims) >= 14
    assert {Stance.ALLEGES, Stance.DENIES, Stance.ASSERTS} <= {claim.stance for claim in claims}
    assert {Kind.COUNT, Kind.CHANGE, Kind.RELATION, Kind.QUOTE} <= {claim.kind for claim in claims}
    assert any(not claim.checkable for claim in claims)
    assert any(claim.hedge and "reportedly" in claim.hedge for claim in claims)
    found = {claim.id for claim in claims}
    assert all(set(claim.responds_to) <= found for claim in claims)


def test_suicide_attacks_up_by_500_percent(analysis: Analysis) -> None:
    checked = one(analysis, "suicide attacks", 500)
    assert checked.claim.measure is not None
    assert checked.claim.measure.id == "suicide_attacks"
    assert checked.verdict.label in (Label.CONTESTED, Label.MOSTLY_SUPPORTED)
    assert "small_base" in flags(checked)


def test_attacks_up_by_60_percent(analysis: Analysis) -> None:
    assert one(analysis, "Terrorist attacks", 60).verdict.label is Label.CONTESTED


def test_2267_civilians(analysis: Analysis) -> None:
    checked = one(analysis, "civilians", 2267)
    assert checked.verdict.label is Label.CONTRADICTED
    assert "altered_word" in flags(checked)


def test_three_million_refugees(analysis: Analysis) -> None:
    checked = one(analysis, "refugees", 3_000_000)
    assert checked.verdict.label is Label.SUPPORTED
    assert "stale_figure" in flags(checked)


@pytest.mark.parametrize("number", [15, 64])
def test_figures_that_only_a_party_gives(analysis: Analysis, number: int) -> None:
    checked = one(analysis, "Kakar said", number)
    assert checked.verdict.label is Label.NOT_COVERED
    assert checked.verdict.why is Why.ONLY_PARTIES
    assert checked.verdict.said_by_parties


@pytest.mark.parametrize(
    ("words", "number", "labels"),
    [
        ("rose from 15 in 2022", 29, {Label.SUPPORTED}),
        ("About two million", 2_000_000, {Label.SUPPORTED}),
        ("at least 110 civilians", 110, {Label.SUPPORTED}),
        ("television host", 5_000, {Label.CONTRADICTED}),
        ("had halved", 50, {Label.CONTRADICTED}),
    ],
)
def test_figures_right_and_wrong(
    analysis: Analysis, words: str, number: int, labels: set[Label]
) -> None:
    assert one(analysis, words, number).verdict.label in labels


def test_no_figure_without_its_row(analysis: Analysis) -> None:
    for checked in analysis:
        rows = {row.id for row in checked.verdict.rows}
        for outcome in checked.verdict.outcomes:
            assert rows.issuperset((*outcome.figures, *outcome.base_figures))
            assert outcome.figures or checked.verdict.testimonies


def test_twice_the_same_bytes(analysis: Analysis) -> None:
    again = pipeline.check(example())
    assert report.to_json(again) == report.to_json(analysis)
    assert report.render(again) == report.render(analysis)


def test_the_command_says_where_the_report_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["averment", "demo"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    out, err = capsys.readouterr()
    assert "2,267 civilians" in out
    assert "averment-demo.html" in err
    assert "2,267 civilians" in (tmp_path / "averment-demo.html").read_text(encoding="utf-8")
