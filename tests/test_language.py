"""A text in another language is refused with a word, and English with foreign words is not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from averment import ingest
from averment.claim import Document
from averment.errors import OtherLanguage
from averment.ingest import language

LANGUAGES = tomllib.loads(
    Path(language.__file__).with_name("languages.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("entry", LANGUAGES.values(), ids=list(LANGUAGES))
def test_each_language_is_told_by_its_example(entry: dict[str, Any]) -> None:
    assert language.language_of(entry["example"]) == entry["name"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "قالت الحكومة إن المتمردين غادروا المدينة وإن عددا من المدنيين قتلوا في القتال",
            "Arabic script",
        ),
        (
            "Правительство заявило, что повстанцы покинули город и что в боях погибли люди",
            "Cyrillic script",
        ),
        (
            "حکومت نے کہا کہ باغی شہر چھوڑ چکے ہیں اور لڑائی میں کئی شہری مارے گئے ہیں",
            "Arabic script",
        ),
    ],
)
def test_other_scripts_are_named(text: str, named: str) -> None:
    assert language.language_of(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Attacks 2022 262 attacks 2023 306 deaths 2022 419 deaths 2023 693 injured 2022 600",
        "REBELS SEIZE TOWN IN EASTERN CONGO, DOZENS KILLED AS ARMY FLEES, OFFICIALS SAY TODAY",
        "The Fuerzas Armadas Revolucionarias de Colombia and the Ejército de Liberación Nacional "
        "signed nothing with the government of the Republic in that year.",
        "Short text.",
    ],
)
def test_english_passes(text: str) -> None:
    assert ingest.load(Document.from_text(text)).text == text


def test_other_languages_are_refused_with_a_word() -> None:
    with pytest.raises(OtherLanguage, match="in French"):
        ingest.load(Document.from_text(LANGUAGES["french"]["example"]))
