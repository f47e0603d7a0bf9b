"""Who counts from whom, and how datasets are cited."""

from __future__ import annotations

import json

import pytest
from stored import described, event, keep

from averment.evidence.catalogue import dataset_of
from averment.evidence.origins import Origins
from averment.evidence.store import Store
from averment.reference import citations

GRAPH = Origins(
    {
        "counter": ("news",),
        "repeats": ("dataset:counter",),
        "again": ("dataset:repeats", "dataset:unknown"),
        "ministry": ("party:PAK",),
        "loop-a": ("dataset:loop-b",),
        "loop-b": ("dataset:loop-a",),
    }
)


def test_three_reports_of_one_count_are_one_source() -> None:
    for name in ("counter", "repeats", "again"):
        assert GRAPH.roots(name) == ("counter",)
    assert GRAPH.roots("ministry") == ("ministry",)
    assert GRAPH.from_("counter") == ("repeats",)
    assert GRAPH.from_("party:PAK") == ("ministry",)
    assert GRAPH.of("again") == ("repeats", "unknown")
    assert GRAPH.firsts() == ("news", "party:PAK", "unknown")


def test_datasets_that_name_each_other_come_to_an_end() -> None:
    assert GRAPH.roots("loop-a") == ("loop-b",)


@pytest.mark.parametrize("title", ["Plain", "50 % of {all} & more_", "Backslash \\ and ^~"])
def test_citations_are_well_formed(title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    dataset = dataset_of(keep(store, [event("2016-01-01")], descriptor=described(title=title)))
    assert citations.text(dataset) == "Made-up events, 1.0. Release: 1.0. Licence: CC0."
    entry = citations.bibtex(dataset)
    assert entry.startswith("@misc{made-events-1.0,\n")
    bare = entry.replace("\\textbackslash{}", "").replace("\\{", "").replace("\\}", "")
    assert bare.count("{") == bare.count("}")
    assert "% of" not in entry.replace("\\%", "")
    item = citations.csl(dataset)
    assert json.loads(json.dumps(item)) == item
    assert item["title"] == title
