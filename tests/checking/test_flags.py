"""What stands beside a label: when it does, and when it does not."""

from __future__ import annotations

from typing import Any

import made
import pytest

from averment.claim import Claim
from averment.verdict import Verdict

PARTY = {"party": "XXA", "standing": "official", "publisher_name": "Government of Exland"}


def year(number: int) -> dict[str, str]:
    return {"start": f"{number}-01-01", "end": f"{number + 1}-01-01", "text": f"in {number}"}


def count(number: int, **fields: Any) -> Any:
    value = {"number": number, "low": number, "high": number}
    return made.claim(kind="count", value=value, **{"window": year(2022), **fields})


def sentences(verdict: Verdict) -> dict[str, str]:
    return {flag.id: flag.sentence for flag in verdict.flags}


def test_a_party_gives_another_figure() -> None:
    figures = [*made.yearly("one", {2022: 60.0}), *made.yearly("party", {2022: 20.0})]
    found = sentences(made.verdict(count(60), figures, party=PARTY))
    assert found["party_denies"] == (
        "Government of Exland, a party to the dispute, gives another figure: 20 attacks, in 2022 "
        "(Government of Exland)."
    )


@pytest.mark.parametrize(
    "party",
    [
        {2022: 60.0},  # it gives the same
        {2021: 20.0},  # it speaks of another year
    ],
)
def test_a_party_that_denies_nothing(party: dict[int, float]) -> None:
    figures = [*made.yearly("one", {2022: 60.0}), *made.yearly("party", party)]
    assert "party_denies" not in sentences(made.verdict(count(60), figures, party=PARTY))


def test_a_party_that_once_gave_the_figure_denies_nothing() -> None:
    figures = [
        *made.yearly("one", {2022: 60.0}),
        *made.yearly("party", {2022: 60.0}),
        *made.yearly("party", {2022: 20.0}, number=1),
    ]
    assert "party_denies" not in sentences(made.verdict(count(60), figures, party=PARTY))


def test_none_counted() -> None:
    left_out = {"does_not_count": "Attacks by one person alone."}
    found = made.verdict(count(7), made.yearly("one", {2021: 5.0, 2022: 0.0}), one=left_out)
    assert sentences(found)["none_counted"] == (
        "The record counts none at all here, which says little of what it leaves out. "
        "ONE leaves out: Attacks by one person alone."
    )
    some = made.verdict(count(7), made.yearly("one", {2021: 5.0, 2022: 1.0}), one=left_out)
    assert "none_counted" not in sentences(some)


@pytest.mark.parametrize(
    ("number", "flag", "middle"),
    [(9, "overstates", "+150 %"), (1.5, "understates", "+150 %"), (2.5, "", "")],
)
def test_multiples_are_over_and_understated(number: float, flag: str, middle: str) -> None:
    value = {"number": number, "unit": "times", "low": number, "high": number}
    claim = made.claim(value=value, window=year(2022), baseline=year(2021))
    found = sentences(made.verdict(claim, made.yearly("one", {2021: 100.0, 2022: 250.0})))
    assert {f for f in found if f.endswith("states")} == ({flag} if flag else set())
    assert middle in found.get(flag, "")


def civilians_among_the_dead() -> Claim:
    return made.claim(
        kind="share",
        text="60 percent of the dead were civilians",
        value={"number": 60, "unit": "percent", "low": 60, "high": 60},
        measure={"id": "civilian_deaths", "text": "civilians"},
        whole="the dead",
        direction=None,
        window=year(2022),
    )


def test_a_tiny_whole() -> None:
    figures = [
        *made.yearly("one", {2022: 3.0}, measure="civilian_deaths"),
        *made.yearly("one", {2022: 5.0}, measure="deaths", number=1),
    ]
    claim = civilians_among_the_dead()
    assert sentences(made.verdict(claim, figures))["small_base"] == (
        "The whole is tiny, 5 (ONE): one event recorded otherwise moves the share by about 20 "
        "points."
    )


@pytest.mark.parametrize(("second", "flagged"), [(3.0, True), (30.0, False)])
def test_tiny_figures_in_an_order(second: float, flagged: bool) -> None:
    rank = {"position": 1, "extremum": "highest", "among": "years"}
    since = {"start": "2020-01-01", "end": "2023-01-01", "text": "since 2020"}
    claim = made.claim(
        kind="rank", value=None, direction=None, rank=rank, window=year(2022), baseline=since
    )
    values = {2020: 1.0, 2021: second, 2022: second + 1}
    found = sentences(made.verdict(claim, made.yearly("one", values)))
    assert ("small_base" in found) is flagged


def test_a_share_that_only_two_sources_together_give_is_told_as_that() -> None:
    """300 civilians by one, 500 dead by the other: neither says that 60 percent were civilians."""
    figures = [
        *made.yearly("one", {2022: 300.0}, measure="civilian_deaths"),
        *made.yearly("one", {2022: 900.0}, measure="deaths", number=1),
        *made.yearly("two", {2022: 500.0}, measure="deaths"),
    ]
    claim = civilians_among_the_dead()
    assert [one.sentence for one in made.verdict(claim, figures).derivations] == [
        "300 civilian deaths (Institute one) among 500 deaths (Institute two) in 2022 would be "
        "60 %: a derivation from two sources, not a reading."
    ]
