"""Names that a text teaches, and roles that stand for a name."""

from __future__ import annotations

import pytest

from averment import extract
from averment.claim import Document
from averment.extract.notes import Notes
from averment.reference import Gazetteer


def names_in(text: str) -> list[tuple[str, str, str]]:
    """Id, words and form of every entity."""
    notes = Notes(Document.from_text(text), Gazetteer.default())
    for one in extract.PASSES:
        notes = one(notes)
    return [(one.id, one.span.of(text), one.form) for one in notes.entities]


def test_an_abbreviation_in_brackets_is_a_name_from_then_on() -> None:
    text = "The National Front for Renewal (NFR) split. The NFR then fought on."
    assert names_in(text) == [
        ("nfr", "National Front for Renewal", "learnt"),
        ("nfr", "NFR", "learnt"),
        ("nfr", "NFR", "learnt"),
    ]


def test_an_abbreviation_of_a_known_name_has_its_id() -> None:
    found = names_in("The Tehreek-e-Taliban Pakistan (TeTP) met. TeTP fighters left.")
    assert [name[:2] for name in found] == [
        ("ttp", "Tehreek-e-Taliban Pakistan"),
        ("ttp", "TeTP"),
        ("ttp", "TeTP"),
    ]


@pytest.mark.parametrize(
    "text", ["He met Paul Brown (XYZ).", "The town (ABC) fell.", "It rained (IN May)."]
)
def test_other_brackets_teach_nothing(text: str) -> None:
    assert [name for name in names_in(text) if name[2] == "learnt"] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The Nigerian army came. Later the army left.", ("NGA", "army")),
        ("Syrian President Assad spoke. The president left.", ("SYR", "president")),
        ("The M23 is a rebel group in Congo. The group denied it.", ("m23", "group")),
        ("M23 rebels took Goma. Then rebel commanders met.", ("m23", "rebel commanders")),
        ("Troops of Chad met troops of Niger. The Niger army left. The army won.", ("NER", "army")),
        ("The Foreign Ministry of Iran and Qatar spoke. The ministry denied.", ("IRN", "ministry")),
        ("The Moro National Liberation Front met. Later the Front left.", ("mnlf", "Front")),
        ("The Tamil Tigers met. The Tigers left.", ("ltte", "Tigers")),
        # A text that speaks of one state means its army.
        ("Fighting went on in Chad. Government forces left.", ("TCD", "Government forces")),
        ("The M23 rebels came. Later the rebels left.", ("m23", "rebels")),
        ("Rebels of the M23 came. Then the rebels left.", ("m23", "rebels")),
    ],
)
def test_a_role_stands_for_the_name_last_given_it(text: str, role: tuple[str, str]) -> None:
    assert [name[:2] for name in names_in(text) if name[2] == "role"] == [role]


@pytest.mark.parametrize(
    "text",
    [
        "The army left.",
        "The Nigerian army came. An army left.",
        "The Nigerian army came. The other army left.",
        "Fighting went on in Chad and Niger. Government forces left.",
        "Fighting went on in Chad. The rebels left.",
        "Iran props up the government.",
        "The Moro National Liberation Front met. The front moved. The Popular Front left.",
        "The Taliban in Congo met. The group in Congo left.",
        "The Nigerian army came. The rebels left.",
    ],
)
def test_a_role_that_nobody_was_given_stands_for_nobody(text: str) -> None:
    assert [name for name in names_in(text) if name[2] == "role"] == []


def test_a_person_s_role_refers_to_the_person() -> None:
    text = (
        "Pakistan's caretaker prime minister, Anwaar-ul-Haq Kakar, blamed the Taliban. "
        "The caretaker prime minister gave no proof. Later the prime minister left."
    )
    notes = Notes(Document.from_text(text), Gazetteer.default())
    for one in extract.PASSES:
        notes = one(notes)
    roles = [one for one in notes.entities if one.refers]
    assert [(one.id, one.span.of(text)) for one in roles] == [
        ("PAK", "caretaker prime minister"),
        ("PAK", "prime minister"),
    ]
    assert {one.refers.of(text) for one in roles if one.refers} == {"Anwaar-ul-Haq Kakar"}


def test_the_taliban_the_ttp_and_the_state_are_three() -> None:
    text = (
        "The Islamic Emirate of Afghanistan denied that it shelters the Pakistani Taliban. "
        "Afghan officials met the TTP in Kabul, the Taliban government said."
    )
    assert [(id, words) for id, words, _ in names_in(text)] == [
        ("taliban", "Islamic Emirate of Afghanistan"),
        ("ttp", "Pakistani Taliban"),
        ("AFG", "Afghan"),
        ("ttp", "TTP"),
        ("AFG", "Kabul"),
        ("taliban", "Taliban government"),
    ]


SHARED = [
    ("The UPC raided a village in the Central African Republic.", "union-for-peace"),
    ("The UPC raided a village in Cameroon.", "upc-cameroon"),
    ("The UPC fought in Ituri.", "upc"),
    ("In 1965 the FAR fought in Guatemala.", "far-guatemala"),
    ("In 1985 the FAR fought in Guatemala.", "far-ii-guatemala"),
    ("Chad bombed Lebanon. Then Niger fell. Shells hit Tripoli in Lebanon.", "LBN"),
    ("The envoy went to Tripoli.", "LBY"),
    ("Blasts hit Hyderabad in Pakistan.", "PAK"),
    ("Police in India said a bomb hit Hyderabad.", "IND"),
]


@pytest.mark.parametrize(("text", "id"), SHARED)
def test_a_shared_name_is_whose_the_text_speaks_of(text: str, id: str) -> None:
    said = {"UPC", "FAR", "Tripoli", "Hyderabad"}
    assert [name[0] for name in names_in(text) if name[1] in said] == [id]


@pytest.mark.parametrize("text", ["The UPC met.", "The Popular Front left.", "Punjab rose."])
def test_a_shared_name_alone_means_nobody(text: str) -> None:
    assert names_in(text) == []


def test_what_the_text_explains_goes_before_what_is_known() -> None:
    text = "The National Resistance Council (NRC) met in Kabul. NRC-led troops left."
    assert [name[:2] for name in names_in(text) if name[2] == "learnt"] == [
        ("nrc", "National Resistance Council"),
        ("nrc", "NRC"),
        ("nrc", "NRC"),
    ]


def test_words_of_grammar_are_no_names() -> None:
    assert [name[0] for name in names_in("WHO IS THERE? US TROOPS LEFT IRAQ.")] == ["USA", "IRQ"]


def test_a_person_s_name_is_no_place() -> None:
    found = names_in("Michael Jordan and Chad Smith of Jordan met Wagner in Chad.")
    assert [name[0] for name in found] == ["JOR", "wagner", "TCD"]
