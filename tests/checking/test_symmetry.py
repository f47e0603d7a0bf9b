"""Nothing favours a party: its figures decide nothing, and names can be swapped."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import made
import pytest
from golden import CASES, claim_of, context_of, read_case
from hypothesis import given, settings

from averment.checking import Settings, check_claim
from averment.evidence import Evidence, Figure
from averment.query import Query
from averment.verdict import Verdict

PARTY: dict[str, Any] = {"standing": "official", "party": "XXA", "collected_from": ("party:XXA",)}


@given(made.questions(), made.figures(), made.figures(("party",)))
@settings(deadline=None)
def test_party_figures_never_move_a_label(
    query: Query, figures: list[Figure], said: list[Figure]
) -> None:
    alone = made.trial(query, figures)
    beside = made.trial(query, [*figures, *said], party=PARTY)
    assert beside.label is alone.label
    assert beside.tally.weighted_share == alone.tally.weighted_share


@given(made.questions(), made.figures())
@settings(deadline=None)
def test_the_names_of_publishers_decide_nothing(query: Query, figures: list[Figure]) -> None:
    swap = {"one": "two", "two": "one"}
    swapped = [replace(f, dataset=swap[f.dataset], id=f.id.replace(*_pair(f))) for f in figures]
    before, after = made.trial(query, figures), made.trial(query, swapped)
    assert after.label is before.label
    assert after.tally.weighted_share == pytest.approx(before.tally.weighted_share)


def _pair(found: Figure) -> tuple[str, str]:
    return ("one", "two") if found.dataset == "one" else ("two", "one")


def swapped_words(text: str) -> str:
    return text.replace("PAK", "\0").replace("AFG", "PAK").replace("\0", "AFG")


class Swapped:
    """The shipped record with Pakistan and Afghanistan swapped in every place and party."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.holdings = evidence.holdings

    def figures(self, measures: object, **asked: Any) -> Any:
        scope = {
            k: v and swapped_words(v) if k in ("place", "of", "by") else v for k, v in asked.items()
        }
        found = self.evidence.figures(measures, **scope)  # type: ignore[arg-type]
        return replace(
            found,
            figures=tuple(
                replace(
                    f,
                    place=swapped_words(f.place),
                    of=swapped_words(f.of),
                    by=swapped_words(f.by),
                )
                for f in found.figures
            ),
            datasets={d.id: self._dataset(d) for d in found.datasets.values()},
        )

    def _dataset(self, one: Any) -> Any:
        origins = tuple(
            swapped_words(item) if item.startswith("party:") else item
            for item in one.collected_from
        )
        return replace(one, party=swapped_words(one.party), collected_from=origins)

    def datasets(self) -> Any:
        return tuple(self._dataset(d) for d in self.evidence.datasets())

    def milestones(self) -> Any:
        return self.evidence.milestones()


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_swapping_the_parties_swaps_nothing_else(
    path: Any, evidence: Evidence, settings: Settings
) -> None:
    case = read_case(path)
    fields = [case["claim"], *case.get("around", ())]
    swap = Swapped(evidence)
    plain = _verdict(fields, evidence, settings, case["published"])
    turned = _verdict(
        json.loads(swapped_words(json.dumps(fields))), swap, settings, case["published"]
    )
    assert turned.label is plain.label
    assert [f.id for f in turned.flags] == [f.id for f in plain.flags]
    assert [(o.weight, o.truth, o.value) for o in turned.outcomes] == [
        (o.weight, o.truth, o.value) for o in plain.outcomes
    ]
    assert len(turned.said_by_parties) == len(plain.said_by_parties)


def _verdict(fields: list[Any], evidence: Any, settings: Settings, published: str) -> Verdict:
    claims = [claim_of(one, 50 if number == 0 else number) for number, one in enumerate(fields)]
    return check_claim(
        claims[0], evidence, context_of(claims, evidence, published or None), settings
    )
