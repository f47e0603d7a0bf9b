"""Results show themselves in notebooks, and become tables."""

from __future__ import annotations

import sys

import analyses
import hostile
import manifold
import pytest

import averment
from averment.errors import UsageError
from averment.verdict import Analysis


@pytest.mark.parametrize("analysis", [analyses.full(), manifold.manifold(), hostile.attack()])
def test_an_analysis_shows_every_claim_and_runs_nothing(analysis: Analysis) -> None:
    shown = analysis._repr_html_()
    assert shown.count("<tr>") == len(analysis) + 1
    assert "<script" not in shown
    assert "<img" not in shown
    assert analysis._repr_markdown_().startswith("# ")


def test_a_claim_with_its_verdict_and_what_was_read_show_themselves() -> None:
    checked = analyses.full().checked[0]
    assert checked.verdict.reason[:20] in checked._repr_html_()
    assert checked.verdict.reason in checked._repr_markdown_()
    claims = averment.read(averment.Document.from_text("Nine people were killed in Mali in 2020."))
    assert "Nine people were killed" in claims._repr_html_()
    assert "(count)" in claims._repr_markdown_()


def test_tables_have_the_columns_of_the_exports() -> None:
    analysis = analyses.full()
    assert analysis.to_arrow().num_rows == len(analysis)
    frame = analysis.to_pandas("readings")
    assert len(frame) == sum(len(checked.verdict.outcomes) for checked in analysis)
    assert {"Institute", "Observatory"} <= set(analysis.to_pandas("figures")["publisher"])


def test_a_table_that_is_none_is_named() -> None:
    with pytest.raises(UsageError, match="no table “rows”"):
        analyses.full().to_arrow("rows")


def test_without_pyarrow_the_way_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow is needed"):
        analyses.full().to_arrow()
