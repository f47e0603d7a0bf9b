"""The charts as files of their own."""

import json
from xml.etree import ElementTree

from analyses import analysis
from hostile import attack
from manifold import manifold

from averment import report

PNG = b"\x89PNG\r\n\x1a\n"


def test_every_chart_is_written_in_three_forms_and_the_same_each_time():
    files = dict(report.chart_files(manifold()))
    names = {name.split(".", 1)[0] for name in files}
    assert {"claim-01-readings", "claim-01-periods", "claim-02-sources"} <= names
    assert set(files) == {f"{name}.{form}" for name in names for form in ("svg", "png", "vl.json")}
    assert dict(report.chart_files(manifold())) == files


def test_each_form_holds_the_chart_and_its_finding():
    files = dict(report.chart_files(manifold()))
    spec = json.loads(files["claim-02-sources.vl.json"])
    assert spec["$schema"].endswith("vega-lite/v6.json")
    assert "2 sources say so" in spec["description"]
    drawn = ElementTree.fromstring(files["claim-02-sources.svg"])
    assert drawn[0].text == spec["description"]
    assert "Treaty register" in "".join(drawn.itertext())
    assert files["claim-02-sources.png"].startswith(PNG)


def test_hostile_words_stay_words_in_the_files():
    for name, content in report.chart_files(attack()):
        if name.endswith(".svg"):
            tags = {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(content).iter()}
            assert not tags & {"script", "img", "image", "foreignObject", "a"}


def test_no_chart_no_file():
    assert list(report.chart_files(analysis("Nothing here."))) == []
