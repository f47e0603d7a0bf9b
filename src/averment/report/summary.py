"""The first screen: how many claims, how they came out, and the findings of most consequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from averment.claim import Kind
from averment.report import words
from averment.report.cards import Card
from averment.verdict import Analysis, Checked, Finding, Label, Why

MOST_FINDINGS = 4
MOST_CARDS = 100  # claims shown with all that was found; the others in brief


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
    brief: tuple[Card, ...]
    opinions: tuple[Card, ...]
    uncheckable: tuple[Card, ...]


def part(cards: Sequence[Card]) -> Parts:
    """Part the claims: put before the record, opinions, otherwise not checkable.

    Of those put before the record some may be shown in brief.
    """

    def of(name: str) -> tuple[Card, ...]:
        return tuple(card for card in cards if _part(card.checked) == name)

    weighed = of("weighed")
    return Parts(
        weighed=tuple(card for card in weighed if card.full),
        brief=tuple(card for card in weighed if not card.full),
        opinions=of("opinions"),
        uncheckable=of("uncheckable"),
    )


def _part(checked: Checked) -> str:
    if checked.claim.kind is Kind.OPINION:
        return "opinions"
    return "uncheckable" if checked.verdict.label is Label.NOT_CHECKABLE else "weighed"


def leading(checked: Sequence[Checked]) -> frozenset[int]:
    """Return the numbers, from one, of those put before the record that matter most.

    At most `MOST_CARDS`: those of most consequence, the first in the text among equals.
    """
    ranked = sorted(
        (_consequence(one), number)
        for number, one in enumerate(checked, start=1)
        if _part(one) == "weighed"
    )
    return frozenset(number for _, number in ranked[:MOST_CARDS])


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
    """Return the claims of most consequence: contradicted first, plainly supported last.

    Among equals the one that the record decides best comes first.
    """
    told = [card for card in cards if _consequence(card.checked) < _NOTHING]

    def rank(card: Card) -> tuple[int, float, int]:
        return _consequence(card.checked), round(card.verdict.undetermined, 1), card.number

    return tuple(sorted(told, key=rank)[:MOST_FINDINGS])


def inconsistent(analysis: Analysis) -> tuple[tuple[Finding, tuple[int, ...]], ...]:
    """Return what cannot all hold in the text, each with the numbers of the claims it is about."""
    numbers = {one.claim.id: number for number, one in enumerate(analysis.checked, start=1)}
    return tuple(
        (finding, tuple(numbers[name] for name in finding.claims if name in numbers))
        for finding in analysis.findings
    )


_ORDER = {
    Label.CONTRADICTED: 0,
    Label.MOSTLY_CONTRADICTED: 1,
    Label.CONTESTED: 2,
    Label.MOSTLY_SUPPORTED: 5,
    Label.SUPPORTED: 6,
}


_NOTHING = 7


def _consequence(checked: Checked) -> int:
    """How early a finding is told; `_NOTHING` where there is nothing to tell."""
    verdict = checked.verdict
    if verdict.label is Label.NOT_COVERED:
        return 4 if verdict.why is Why.ONLY_PARTIES else _NOTHING
    place = _ORDER.get(verdict.label, _NOTHING)
    return 3 if _ORDER[Label.CONTESTED] < place < _NOTHING and verdict.flags else place
