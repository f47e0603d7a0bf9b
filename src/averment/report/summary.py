"""The first screen: how many claims, how they came out, and the findings of most consequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from averment.claim import Kind
from averment.report import words
from averment.report.cards import Card
from averment.verdict import Label, Why

MOST_FINDINGS = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims came out one way: the words, the label, and whether the text denies them."""

    label: Label
    denied: bool
    name: str
    gloss: str
    count: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The claims by where they stand in the report."""

    weighed: tuple[Card, ...]
    unchecked: tuple[Card, ...]
    opinions: tuple[Card, ...]
    uncheckable: tuple[Card, ...]


def part(cards: Sequence[Card]) -> Parts:
    """Part the claims: put before the record, found only, opinions, otherwise not checkable."""

    def of(name: str) -> tuple[Card, ...]:
        return tuple(card for card in cards if _part(card) == name)

    return Parts(of("weighed"), of("unchecked"), of("opinions"), of("uncheckable"))


def _part(card: Card) -> str:
    if card.claim.kind is Kind.OPINION:
        return "opinions"
    listed = {Label.NOT_YET_CHECKED: "unchecked", Label.NOT_CHECKABLE: "uncheckable"}
    return listed.get(card.verdict.label, "weighed")


def tallies(cards: Sequence[Card]) -> tuple[Tally, ...]:
    """Count the claims by label, in the order of the labels; what the text denies stands apart."""
    found: dict[tuple[Label, bool], int] = {}
    names: dict[tuple[Label, bool], str] = {}
    for card in cards:
        against = words.is_denied(card.claim) and card.verdict.label in _ORDER
        key = (card.verdict.label, against)
        found[key] = found.get(key, 0) + 1
        name = words.label_name(card.verdict.label)
        names[key] = f"denied or doubted: {name}" if against else name
    order = [(label, denied) for label in Label for denied in (False, True)]
    return tuple(
        Tally(label, denied, names[label, denied], gloss(label), found[label, denied])
        for label, denied in order
        if (label, denied) in found
    )


def gloss(label: Label) -> str:
    """Say what a label means."""
    return str(words.table("label")[label.value]["gloss"])


def findings(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Return the claims of most consequence: contradicted first, plainly supported last."""
    told = [card for card in cards if _consequence(card) is not None]
    return tuple(sorted(told, key=lambda c: (_consequence(c), c.number))[:MOST_FINDINGS])


_ORDER = {
    Label.CONTRADICTED: 0,
    Label.MOSTLY_CONTRADICTED: 1,
    Label.CONTESTED: 2,
    Label.MOSTLY_SUPPORTED: 5,
    Label.SUPPORTED: 6,
}


def _consequence(card: Card) -> int | None:
    """How early a finding is told; none where there is nothing to tell."""
    verdict = card.verdict
    if verdict.label is Label.NOT_COVERED:
        return 4 if verdict.why is Why.ONLY_PARTIES else None
    place = _ORDER.get(verdict.label)
    return 3 if place is not None and place > 3 and verdict.flags else place
