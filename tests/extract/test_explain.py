"""Every field of a claim that says something has words and a rule behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from averment import extract
from averment.claim import Because, Claim, Document
from averment.extract.lexicon import DATA
from averment.reference import Gazetteer

TEXTS = {
    "figure": "At least 40 soldiers were killed in Mali in 2021, the army said.",
    "change": "Attacks in Kenya rose by 60 percent between 2013 and 2016.",
    "tie": "Chad denied that it shelters the rebels of Sudan.",
    "event": "Ethiopia and Eritrea signed an accord in Algiers on 12 December 2000.",
    "order": "The raids in Niger began after the troops withdrew.",
    "rank": "2014 was the deadliest year in a decade in Nigeria.",
    "trend": "Violence in Iraq has been rising since the truce collapsed.",
    "share": "Three in four of the dead in Yemen were civilians.",
    "opinion": "The sacrifices of Jordan are unmatched and should be honoured.",
    "negated": "The rebels have never attacked civilians in Peru, and reportedly killed no police.",
}
#: Fields of a claim that a reason must stand behind where they say something.
FIELDS = ("value", "direction", "measure", "window", "baseline", "hedge", "why_not")


def read(text: str) -> tuple[Claim, tuple[Because, ...]]:
    document = Document.from_text(text, published="2024-03-25")
    claims = extract.read(document, Gazetteer.default(), with_reasons=True)
    assert claims.reasons is not None
    assert claims.claims
    return claims.claims[0], claims.reasons[claims.claims[0].id]


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_every_field_has_a_reason(text: str) -> None:
    claim, reasons = read(text)
    given = [reason.field for reason in reasons]
    wanted = [name for name in FIELDS if getattr(claim, name) is not None]
    assert [name for name in ("kind", *wanted) if name not in given] == []
    assert given.count("place") == len(claim.place)
    assert given.count("attribution") == len(claim.attribution)
    for reason in reasons:
        assert reason.rules
        assert all(rule.strip() for rule in reason.rules)


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_the_rules_named_are_there(text: str) -> None:
    """A rule that is named as `file.toml [table] entry` stands in that file."""
    for reason in read(text)[1]:
        for rule in reason.rules:
            name, found, rest = rule.partition(".toml [")
            if found and name != "measures":
                entry = rest.partition("] ")[2].removeprefix("reads = ")
                content = Path(DATA, f"{name}.toml").read_text(encoding="utf-8")
                assert entry.casefold() in content.casefold(), rule


def test_the_words_that_bound_a_figure_are_named() -> None:
    _, reasons = read(TEXTS["figure"])
    value = next(reason for reason in reasons if reason.field == "value")
    assert "numbers.toml [before.at_least] at least" in value.rules
