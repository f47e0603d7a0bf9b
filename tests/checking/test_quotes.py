"""Quotations beside their sources: golden cases as plain files, laws, and a long book."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from golden import claim_of, context_of
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from averment.checking import Context, Settings
from averment.checking.quotes import check_quote
from averment.claim import Claim, Document
from averment.evidence import Evidence
from averment.verdict import Label, Verdict, Why

CASES = sorted((Path(__file__).parent / "quotes").glob("*.toml"))
WHO = {"source": "Somebody", "source_text": "somebody", "cue": "said", "stance": "quotes"}


def quotation(text: str, quoted: str, who: str = "", *, negated: bool = False) -> Claim:
    """A claim that somebody said the words `quoted`, where they stand in `text`."""
    start = text.index(quoted)
    fields: dict[str, Any] = {
        "kind": "quote",
        "text": quoted,
        "span": [start, start + len(quoted)],
        "sentence": [0, len(text)],
        "attribution": [{**WHO, "source": who}] if who else [],
        "polarity": "negated" if negated else "affirmed",
    }
    return claim_of(fields)


def verdict_of(
    base: Context, settings: Settings, text: str, claim: Claim, *sources: str, says: str = ""
) -> Verdict:
    context = replace(
        base,
        document=Document.from_text(text),
        sources=[Document.from_text(one, title="The speech") for one in sources],
        speaker=lambda document, span: says,
    )
    return check_quote(claim, context, settings)


@pytest.fixture(scope="module")
def base(evidence: Evidence) -> Context:
    return context_of([], evidence)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path, base: Context, settings: Settings) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    text, wanted = case["text"], case["expect"]
    claim = quotation(text, case["quoted"], case.get("who", ""), negated=case.get("negated", False))
    found = verdict_of(base, settings, text, claim, case["source"], says=case.get("says", ""))
    (passage,) = found.passages
    assert (passage.match, found.label.value) == (wanted["match"], wanted["label"])
    assert (found.why.value if found.why else None) == wanted.get("why", found.why)
    assert [flag.id for flag in found.flags] == wanted.get("flags", [])
    assert not [words for words in wanted.get("reason", []) if words not in found.reason]
    sorts = [one.sort for one in passage.differences]
    assert sorts == wanted.get("differences", sorts)
    if passage.start is not None:
        stands = Document.from_text(case["source"]).text[passage.start : passage.end]
        assert " ".join(stands.split()[:20]) in passage.stands


def test_without_a_source_nothing_is_said_of_a_quotation(base: Context, settings: Settings) -> None:
    text = "“We are tired of war,” she said."
    found = verdict_of(base, settings, text, quotation(text, "We are tired of war"))
    assert (found.label, found.why) == (Label.NOT_COVERED, Why.NO_SOURCE)
    assert "--source" in found.reason
    assert found.would_settle is not None


def test_the_best_of_several_sources_decides(base: Context, settings: Settings) -> None:
    text = "“We are very tired of this war,” she said."
    claim = quotation(text, "We are very tired of this war")
    sources = (
        "Nothing of the kind.",
        "We are very sick of this war.",
        "We are very tired of this war.",
    )
    found = verdict_of(base, settings, text, claim, *sources)
    assert found.label is Label.SUPPORTED
    assert [one.match for one in found.passages] == ["verbatim", "altered", "not_found"]


LETTERS = "abcdefghijklmnop"
#: Different words, none of which the data files know.
VOCABULARY = [f"{a}{b}{c}ma" for a in LETTERS for b in "aeiou" for c in LETTERS]


@st.composite
def passages(draw: st.DrawFn) -> tuple[list[str], int, int]:
    """Different words of a source, and the ends of a stretch among them."""
    source = draw(st.permutations(VOCABULARY[:90]))
    start = draw(st.integers(1, 60))
    return list(source), start, start + draw(st.integers(8, 25))


def match(base: Context, settings: Settings, words: list[str], source: list[str]) -> str:
    quoted = " ".join(words)
    text = f"He spoke of “{quoted}” then."
    found = verdict_of(base, settings, text, quotation(text, quoted), " ".join(source))
    return found.passages[0].match


@profile(deadline=None)
@given(passages(), st.data())
def test_what_was_done_to_a_quotation_is_told(
    base: Context, settings: Settings, made: tuple[list[str], int, int], data: st.DataObject
) -> None:
    source, start, end = made
    whole = source[start:end]
    place = data.draw(st.integers(2, len(whole) - 3))
    shouted = [word.upper() if n % 2 else f"{word}," for n, word in enumerate(whole)]
    assert match(base, settings, shouted, source) == "verbatim"
    dotted = [*whole[:place], "[…]", *whole[place + 1 :]]
    assert match(base, settings, dotted, source) == "verbatim"
    dropped = whole[:place] + whole[place + 1 :]
    assert match(base, settings, dropped, source) == "cut"
    replaced = [*whole[:place], "zuzuma", *whole[place + 1 :]]
    assert match(base, settings, replaced, source) == "altered"
    turned = [*whole[:place], "not", *whole[place:]]
    assert match(base, settings, turned, source) == "altered"
    assert match(base, settings, whole, VOCABULARY[200:290]) == "not_found"


def test_a_book_is_searched_by_its_rare_words(base: Context, settings: Settings) -> None:
    chance = random.Random(5)
    ranks = [int(chance.paretovariate(0.9)) % len(VOCABULARY) for _ in range(60_000)]
    book = [VOCABULARY[rank] for rank in ranks]
    for start in range(1_000, 60_000, 9_000):
        whole = book[start : start + 30]
        assert match(base, settings, whole, book) == "verbatim"
        assert match(base, settings, [*whole[:14], "zuzuma", *whole[15:]], book) == "altered"


ODD = [
    "war",
    "the",
    "not",
    "don’t",
    "5",
    "%",
    "…",
    "[...]",
    "[the",
    "[T]he",
    "”",
    "“",
    ".",
    "-",
    "عدد",
    "\n\n",
]


@profile(deadline=None)
@given(st.lists(st.sampled_from(ODD)), st.lists(st.sampled_from(ODD)), st.integers(0, 8))
def test_nothing_in_a_text_breaks_the_comparison(
    base: Context, settings: Settings, source: list[str], other: list[str], start: int
) -> None:
    quoted = " ".join([*source[start : start + 6], *other[:4]])
    text = f"He said: “{quoted}”."
    found = verdict_of(base, settings, text, quotation(text, quoted), " ".join(source))
    (passage,) = found.passages
    assert (passage.match == "not_found") == (found.label is Label.NOT_COVERED)
    assert " ".join(one.quoted for one in passage.differences).count("war") <= quoted.count("war")
