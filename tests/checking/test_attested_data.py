"""The data of ties and happenings: every entry has an example, and the example holds."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from averment.checking.attested import agreements, bodies, happenings, identities, tie_types
from averment.claim import EntityRef
from averment.evidence import Evidence
from averment.query import Period
from averment.reference import Gazetteer

NAMES = Gazetteer.default()
ALWAYS = Period(dt.date(1, 1, 1), dt.date(9999, 1, 1))


def entries(path: Path, part: str) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text("utf-8"))[part]


@pytest.mark.parametrize("entry", entries(bodies.DATA, "body"), ids=lambda e: e["names"][0])
def test_bodies(entry: dict[str, Any]) -> None:
    example = entry["example"]
    if "says" in example:
        assert bodies.root_of(example["says"]) == example["root"] == entry["root"]
    else:
        assert bodies.root_of_address(example["host"]) == example["root"] == entry["root"]


def test_an_author_who_is_no_known_body_is_a_source_of_its_own() -> None:
    assert bodies.root_of("Lake Institute (Yearbook 3), chapter 2") == "Lake Institute"
    assert bodies.root_of_address("https://www.lake.example/page") == "lake.example"


def test_every_note_that_makes_days_inexact_stands_in_a_record(evidence: Evidence) -> None:
    folder = Path(bodies.__file__).parents[2] / "evidence" / "formats"
    said = [path.read_text("utf-8") for path in folder.glob("*.toml")]
    said += [tie.note for tie in evidence.relations()]
    unused = [n.words for n in bodies.inexact() if not any(n.words in words for words in said)]
    assert unused == []


@pytest.mark.parametrize(
    "example",
    entries(identities.DATA, "example"),
    ids=lambda e: f"{e['text']} {e.get('start', '')}",
)
def test_identities(example: dict[str, Any]) -> None:
    period = Period(example["start"], example["end"]) if "start" in example else ALWAYS
    ref = EntityRef(id=example["actor"], text=example["name"])
    found = identities.identities(ref, example["text"], period, NAMES)
    assert [one.id for one in found] == example["found"]


def test_every_actor_of_the_identities_has_an_example_and_is_known() -> None:
    actors = {entry["actor"] for entry in entries(identities.DATA, "identity")}
    assert {example["actor"] for example in entries(identities.DATA, "example")} == actors
    ids = {id for entry in entries(identities.DATA, "identity") for id in entry["records"]}
    assert {id for id in ids | actors if NAMES.known(id) is None} <= {"SCG", "PNA"}


def test_the_pakistani_taliban_are_never_the_taliban() -> None:
    entries_ = entries(identities.DATA, "identity")
    assert not any("ttp" in e["records"] for e in entries_ if e["actor"] in ("taliban", "AFG"))


@pytest.mark.parametrize("entry", entries(identities.DATA, "class"), ids=lambda e: e["id"])
def test_classes(entry: dict[str, Any]) -> None:
    example = entry["example"]
    ref = EntityRef(id=None, text=example["text"])
    (whom,) = identities.identities(ref, example["text"], ALWAYS, NAMES)
    assert whom.id == entry["id"]
    assert whom.holds({example["member"]}, NAMES)
    assert not whom.holds({example["stranger"]}, NAMES)


def test_a_class_is_of_the_country_that_its_words_name() -> None:
    ref = EntityRef(id=None, text="Colombian rebels")
    (whom,) = identities.identities(ref, "Colombian rebels", ALWAYS, NAMES)
    assert whom.holds({"farc"}, NAMES)
    assert not whom.holds({"unita"}, NAMES)


def test_capitals_make_a_name_of_a_word_of_a_class() -> None:
    assert identities.class_of("the Lake Group") is None
    assert identities.class_of("the lake group") is not None


@pytest.mark.parametrize("name", tie_types.tie_types())
def test_ties(name: str) -> None:
    entry = tomllib.loads(tie_types.DATA.read_text("utf-8"))["tie"][name]
    example, tie = entry["example"], tie_types.tie_types()[name]
    who = {"a": example["a"], "b": example["b"]}
    for words in (tie.record, tie.asked):
        assert example["a"] in words.format(**who)
        assert example["b"] in words.format(**who)
    assert all("{" not in words.format(**who) for words in (tie.not_enough or {}).values())


@pytest.mark.parametrize("entry", entries(happenings.DATA, "happening"), ids=lambda e: e["id"])
def test_happenings(entry: dict[str, Any]) -> None:
    example = entry["example"]
    found = happenings.happening_of(example["verb"], example["text"])
    assert found is not None
    assert found.id == entry["id"]


def test_forms_of_verbs() -> None:
    assert happenings.is_form("signed", "sign")
    assert happenings.is_form("recognising", "recognise")
    assert happenings.is_form("began", "begin")
    assert happenings.is_form("stopped", "stop")
    assert not happenings.is_form("significant", "sign")
    assert not happenings.is_form("good", "go")
    assert not happenings.is_form("took", "sign")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The Comprehensive Peace Agreement was signed", ("comprehensive", "peace", "agreement")),
        ("Both held to the Comprehensive Peace Agreement", ("comprehensive", "peace", "agreement")),
        ("The peace agreement was signed", ()),
        ("A Final Peace Agreement was signed", ("final", "peace", "agreement")),
    ],
)
def test_an_article_begins_a_sentence_and_no_name(text: str, phrase: tuple[str, ...]) -> None:
    assert agreements.title_of(text, happenings.data()["names"], NAMES).phrase == phrase
