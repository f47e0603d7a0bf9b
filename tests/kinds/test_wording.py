"""The words that count as the same, by the examples of their data file."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from averment.checking import load_settings
from averment.checking.passages import find, quoted
from averment.claim import Document
from averment.kinds.quote import judge
from averment.kinds.wording import DATA, quoted_wording, source_wording

TABLES = tomllib.loads(DATA.read_text("utf-8"))


@pytest.mark.parametrize("example", TABLES["example"], ids=lambda one: one["quoted"])
def test_examples(example: dict[str, Any]) -> None:
    lines = load_settings().raw["quotes"]
    place = find(quoted(example["quoted"]), Document.from_text(example["source"]), lines)
    assert place is not None
    assert judge(place.found, lines) == (example["match"], example["label"])


@pytest.mark.parametrize("spoken", TABLES["spoken"])
def test_spoken_forms_are_the_words_they_stand_for(spoken: str) -> None:
    whole = TABLES["spoken"][spoken]
    for form in (spoken, spoken.replace("'", "’").capitalize()):
        assert source_wording(form).words == source_wording(whole).words


def test_brackets_and_dots_of_a_quotation() -> None:
    said = quoted_wording("[T]he envoy[s] … said [to us] that (...) it [sic] end[ed]. . . . There")
    assert " ".join(said.words) == "the envoys said to us that it sic ended there"
    assert sorted(said.gaps) == [2, 6, 9]
    assert sorted(said.editorial) == [0, 1, 3, 4, 7, 8]
