"""What would settle a claim: which record, whom to ask, and what."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import made
import pytest
from golden import claim_of

from averment.checking import load_settings, settling
from averment.checking.settling import would_settle_unasked
from averment.verdict import Verdict, Why

KEEPERS = tomllib.loads(Path(settling.__file__).with_name("keepers.toml").read_text("utf-8"))
PARTY = {"party": "XXA", "standing": "official", "publisher_name": "Government of Exland"}


def count(number: int, **fields: Any) -> Verdict:
    """A count of attacks in 2023 that only a party gives."""
    claim = made.claim(
        kind="count",
        text=f"{number} attacks in 2023",
        value={"number": number, "low": number, "high": number},
        window={"start": "2023-01-01", "end": "2024-01-01", "text": "in 2023"},
    )
    return made.verdict(claim, made.yearly("party", {2023: 64.0}, **fields), party=PARTY)


@pytest.mark.parametrize("entry", KEEPERS["keeper"], ids=lambda entry: entry["name"])
def test_keepers(entry: dict[str, Any]) -> None:
    example = entry["example"]
    claim = claim_of(
        {
            "kind": "count",
            "text": "how many there were",
            "measure": {"id": example["measure"], "text": "how many"},
            "place": [{"id": example["place"], "text": "that place"}] if example["place"] else [],
        }
    )
    asked = would_settle_unasked(claim).keepers
    where = "that place" if example["place"] else "the country"
    assert f"{entry['name'].format(where=where)}: {entry['keeps']}" in asked
    elsewhere = claim.model_copy(update={"place": (claim.place or (None,))[:0]})
    everywhere = not entry.get("places")
    named = any(entry["keeps"] in one for one in would_settle_unasked(elsewhere).keepers)
    assert named is everywhere


def test_keepers_count_measures_that_exist() -> None:
    known = {*load_settings().measures, "troops", "aid", "agreements", "arrests", "abductions"}
    known |= {"events"}
    assert {measure for entry in KEEPERS["keeper"] for measure in entry["measures"]} <= known


def test_the_question_names_figure_place_period_and_what_a_party_said() -> None:
    verdict = count(64)
    assert verdict.why is Why.ONLY_PARTIES
    assert verdict.would_settle is not None
    asked = verdict.would_settle
    assert "attacks in Exland, case by case" in asked.record
    for words in (
        "“64 attacks in 2023”",
        "gives 64",
        "attacks in Exland in 2023",
        "Government of Exland said on 1 January 2024: 64 attacks, in 2023",
    ):
        assert words in asked.question


def test_nobody_is_asked_for_a_list_of_thousands() -> None:
    settled = count(6400).would_settle
    assert settled is not None
    assert settled.record.startswith("A count of attacks in Exland by a body")


def test_who_counts_the_same_for_other_years_is_asked_first() -> None:
    claim = made.claim(
        kind="count",
        value={"number": 9, "low": 9, "high": 9},
        window={"start": "2023-01-01", "end": "2024-01-01", "text": "in 2023"},
    )
    verdict = made.verdict(claim, made.yearly("one", {2019: 5.0, 2020: 6.0}))
    assert verdict.why is Why.OUTSIDE_COVERAGE
    assert verdict.would_settle is not None
    assert verdict.would_settle.keepers[0] == "Institute one: one, here for 2016–2024"
