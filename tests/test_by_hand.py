"""Claims built by hand: what they say, what they refuse, and that they are checked."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

import pytest

import averment
import averment.by_hand
import averment.pipeline
from averment import Claim
from averment.claim import Bound, Direction, Kind, Polarity, Stance
from averment.errors import BadClaim


@pytest.mark.parametrize("module", [averment.by_hand, averment.pipeline])
def test_the_examples_run(module: Any) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_the_page_on_axes_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[1] / "docs" / "axes.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.S)
    exec(compile(block, "axes.md", "exec"), {})
    first, *others = capsys.readouterr().out.splitlines()
    assert first == "supported"
    assert [line.split()[0] for line in others] == ["supported", "contested"]


@pytest.mark.parametrize(
    ("window", "start", "end"),
    [
        ("2022", "2022-01-01", "2023-01-01"),
        ("2022-02", "2022-02-01", "2022-03-01"),
        ("2022-02-28", "2022-02-28", "2022-03-01"),
        (("2022", "2023"), "2022-01-01", "2024-01-01"),
        (("2022-03-01", "2024-03-01"), "2022-03-01", "2024-03-01"),
        (("2021-11", "2022"), "2021-11-01", "2023-01-01"),
        (("2021-09-07", None), "2021-09-07", None),
        ((None, "2021"), None, "2022-01-01"),
    ],
)
def test_periods(window: Any, start: str | None, end: str | None) -> None:
    found = Claim.count("attacks", 3, window=window).window
    assert found is not None
    assert (str(found.start), str(found.end)) == (str(start), str(end))


def test_figures_and_their_bounds() -> None:
    over = Claim.count("refugees", 3_000_000, bound="more_than").value
    assert over is not None
    assert (over.bound, over.low, over.high) == (Bound.MORE_THAN, 3_000_000, None)
    between = Claim.count("deaths", (10, 15)).value
    assert between is not None
    assert (between.number, between.low, between.high) == (None, 10, 15)
    pair = Claim.change("attacks", from_to=(5, 23)).value
    assert pair is not None
    assert (pair.from_, pair.to) == (5, 23)


def test_what_is_said_becomes_the_fields() -> None:
    claim = Claim.change(
        "deaths", 40, direction="down", place=["PAK", "AFG"], by="ttp", negated=True, text="fell"
    )
    assert claim.kind is Kind.CHANGE
    assert claim.direction is Direction.DOWN
    assert claim.polarity is Polarity.NEGATED
    assert [place.id for place in claim.place] == ["PAK", "AFG"]
    assert [actor.id for actor in claim.actors.by] == ["ttp"]
    assert (claim.text, claim.span) == ("fell", (0, 4))
    assert Claim.quote("a lifeline", source="the minister").stance is Stance.QUOTES


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("count", {"measure": "attacks", "number": float("nan")}, "figure nan"),
    ("count", {"measure": "attacks", "number": -1}, "figure -1"),
    ("count", {"measure": "attacks", "number": (5, 2)}, "lower figure to a higher"),
    ("count", {"measure": "attacks", "number": (None, None)}, "one end may be None"),
    ("count", {"measure": "attacks", "number": 1, "bound": "over"}, "“over” is no bound"),
    ("count", {"measure": "attacks", "number": 1, "window": "March"}, "“March” is no window"),
    ("count", {"measure": "attacks", "number": 1, "window": "2022-13"}, "“2022-13” is no window"),
    ("count", {"measure": "attacks", "number": 1, "window": ("2023", "2022")}, "ends before"),
    ("count", {"measure": "attacks", "number": 1, "window": (None, None)}, "neither"),
    ("count", {"measure": "attacks", "number": 1, "text": "  "}, "needs words"),
    ("change", {"measure": "attacks"}, "needs a number or from_to"),
    ("change", {"measure": "attacks", "number": 3, "unit": "fold"}, "“fold” is no unit"),
    ("trend", {"measure": "attacks", "direction": "rising"}, "one of up, down, level"),
    ("ranked", {"measure": "attacks", "position": 0}, "counts from 1"),
    ("ordered", {"first": "a", "second": "b", "link": "before"}, "one of after, because"),
]


@pytest.mark.parametrize(("kind", "given", "reason"), WRONG)
def test_what_no_claim_can_say(kind: str, given: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadClaim, match=reason):
        getattr(Claim, kind)(**given)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (
            {"measure": "suicide_attack"},
            "no measure “suicide_attack”. Did you mean suicide_attacks",
        ),
        ({"measure": "attacks", "place": "Pakistan"}, "The id of Pakistan is PAK"),
        ({"measure": "attacks", "place": "QQQ"}, "no place “QQQ”"),
        ({"measure": "attacks", "by": "nobody at all"}, "no actor “nobody at all”"),
    ],
)
def test_ids_that_nobody_knows(given: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadClaim, match=reason):
        averment.check(Claim.count(number=1, **given))


def test_one_claim_many_claims_and_an_open_record() -> None:
    right = Claim.count("suicide_attacks", 29, place="PAK", window="2023", bound="about")
    wrong = Claim.count("suicide_attacks", 300, place="PAK", window="2023")
    with averment.open_evidence() as record:
        one = averment.check(right, published="2024-03-25", evidence=record)
        both = averment.check([right, wrong], published="2024-03-25", evidence=record)
        again = averment.check([right, wrong], published="2024-03-25", evidence=record)
    assert one.claim == right
    assert [checked.claim.id for checked in both] == ["c1", "c2"]
    assert both.checked[0].verdict == one.verdict
    assert both.checked[1].verdict.label == "contradicted"
    assert both == again
    assert both.document.text == f"{right.text}\n{wrong.text}"


def test_what_was_read_can_be_checked_later() -> None:
    document = averment.Document.from_text(
        "There were 29 suicide attacks in Pakistan in 2023.", published="2024-03-25"
    )
    read = averment.read(document)
    assert averment.check(read) == averment.check(document)
