"""The reader as a whole: hostile text, symmetry between the parties, stable offsets."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from averment import extract
from averment.claim import Claims, Document, Kind
from averment.reference import Gazetteer

WORDS = [
    "attacks", "rose", "by", "60", "%", "from", "5", "to", "23", "“", "”", "said", "that", "the",
    "army", "denied", "Chad", "Sudan", "in", "2019", "since", "the", "fall", "of", "Kabul", "three",
    "million", "refugees", "were", "killed", ",", ".", "between", "and", "half", "more", "than",
    "last", "two", "years", "It", "accuses", "according", "to", "doubled", "no", "(", ")", "\n\n",
    "?", "which", "alleged", "a", "third", "dozens", "$", "40", "not", "Monday", "by",
]  # fmt: skip


def read(text: str) -> Claims:
    document = Document.from_text(text, published="2024-03-25")
    return extract.read(document, Gazetteer.default())


def check_offsets(claims: Claims) -> None:
    text = claims.document.text
    assert [claim.id for claim in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]
    for claim in claims:
        assert claim.text == text[claim.span.start : claim.span.end]
        assert claim.text.strip()
        for note in claim.attribution:
            if note.span is not None:
                assert note.source_text == text[note.span.start : note.span.end]
        if claim.window and claim.window.start and claim.window.end:
            assert claim.window.start < claim.window.end


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words_are_read(words: list[str]) -> None:
    check_offsets(read(" ".join(words)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    check_offsets(read(text))


def test_a_sentence_without_end() -> None:
    drawn = random.Random(5)
    text = " ".join(drawn.choice(WORDS[:40]) for _ in range(34_000)).replace("\n\n", " ")
    claims = read(text.replace(".", ","))
    check_offsets(claims)


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00\x07", "?", "1", "%" * 500, "“" * 300])
def test_text_that_says_nothing(text: str) -> None:
    assert len(read(text)) == 0


PAIRS = [
    "{A} accuses {B} of arming the rebels. {B} denied the accusation.",
    "At least 40 civilians were killed by the army of {A} in {B} in 2019.",
    "{A} hosts 300,000 refugees from {B}.",
    "Attacks on {A} rose by 60 percent between 2013 and 2016, {B} said.",
    "{A} invaded {B} in March 2003.",
    "{A} has supported the rebels in {B} since 2012.",
]
NAMES = [("Chad", "Sudan"), ("Pakistan", "India"), ("Israel", "Lebanon"), ("Russia", "Ukraine")]


@pytest.mark.parametrize("names", NAMES, ids=lambda pair: "-".join(pair))
@pytest.mark.parametrize("pattern", PAIRS)
def test_swapped_parties_give_swapped_claims(pattern: str, names: tuple[str, str]) -> None:
    one, other = names
    there = read(pattern.format(A=one, B=other)).to_dict()["claims"]
    back = read(pattern.format(A=other, B=one)).to_dict()["claims"]
    assert [shape(c, one, other) for c in there] == [shape(c, other, one) for c in back]


def shape(claim: dict[str, object], one: str, other: str) -> str:
    """A claim without offsets, its parties by their part."""
    gazetteer = Gazetteer.default()
    apart = ("span", "sentence", "attribution", "digest")
    said = {k: v for k, v in claim.items() if k not in apart}
    said["sources"] = [(a["source"], a["stance"]) for a in claim["attribution"]]  # type: ignore[attr-defined]
    text = repr(said)
    for name, part in ((one, "<A>"), (other, "<B>")):
        entry = gazetteer.of(name)
        assert entry is not None
        text = re.sub(rf"\b({name}|{entry.id})\b", part, text)
    return text


def test_reading_twice_gives_the_same() -> None:
    text = "Suicide attacks in Pakistan rose from 15 in 2022 to 29 in 2023, the institute said."
    assert read(text).to_dict() == read(text).to_dict()


def test_what_the_author_only_narrates_claims_nothing() -> None:
    """Happenings without a date are no claims of the author’s, judgements are."""
    text = (
        "The delegations exchanged views at length. Trade across the border has become important."
        " The talks lasted well into the night."
    )
    claims = list(read(text))
    assert [claim.text for claim in claims] == ["Trade across the border has become important"]
    assert claims[0].kind is Kind.OPINION
    assert not claims[0].checkable
