"""The sentence analyser: right on ordinary prose, unmoved by hostile text."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from averment.errors import AnalyserMissing
from averment.extract import analyser

PROSE = (
    "Government troops shelled three villages on Monday, officials said. At least 40 people were "
    "killed and hundreds fled to the capital.\n"
    "The rebels denied the claims.\n\n"
    "“We have not attacked anyone,” their spokesman told reporters. He accused the army of "
    "burning houses — a charge that the army’s commanders rejected.\n"
)


def relations(text: str) -> set[tuple[str, str, str]]:
    """Give the dependencies of a text as (relation, word, head)."""
    return {
        (token.dep_, token.lower_, token.head.lower_)
        for _, sentence in analyser.sentences(text)
        for token in sentence
    }


SUBJECTS = ["Rebels", "The army", "Russian forces"]
ACTS = ["attacked", "captured", "destroyed", "shelled", "bombed"]
OBJECTS = ["villages", "soldiers", "a bridge", "the two towns"]


def test_active_clauses() -> None:
    wrong = []
    for subject, verb, object_ in product(SUBJECTS, ACTS, OBJECTS):
        found = relations(f"{subject} {verb} {object_} in the north on Tuesday.")
        wanted = {("nsubj", subject.split()[-1].lower(), verb), ("obj", object_.split()[-1], verb)}
        if not wanted <= found:
            wrong.append((subject, verb, object_))
    # One in twenty may be wrong: “The army bombed soldiers …” can be the start of a noun phrase.
    assert len(wrong) <= len(SUBJECTS) * len(ACTS) * len(OBJECTS) // 20, wrong


@pytest.mark.parametrize("agent", ["rebels", "the army", "unknown gunmen"])
@pytest.mark.parametrize("verb", ["killed", "wounded", "arrested", "abducted", "expelled"])
def test_passive_clauses(agent: str, verb: str) -> None:
    found = relations(f"Twelve civilians were {verb} by {agent} last week.")
    assert ("nsubj:pass", "civilians", verb) in found
    assert ("obl:agent", agent.split()[-1], verb) in found
    assert ("nummod", "twelve", "civilians") in found


def test_content_clauses_hang_on_the_verb_of_saying() -> None:
    sayings = ["said", "claimed", "reported", "believe", "argued", "insisted", "admitted"]
    wholes = [f"The ministry {verb} that rebels killed ten soldiers." for verb in sayings]
    right = [
        ("ccomp", "killed", verb) in relations(text)
        for verb, text in zip(sayings, wholes, strict=True)
    ]
    assert sum(right) >= len(sayings) - 1


LEMMAS = {
    "attacks": "attack",
    "killed": "kill",
    "refuted": "refute",
    "men": "man",
    "women": "woman",
    "children": "child",
    "armies": "army",
    "fled": "flee",
    "sought": "seek",
    "accusing": "accuse",
    "blaming": "blame",
    "denied": "deny",
    "expelled": "expel",
    "displaced": "displace",
    "casualties": "casualty",
    "crises": "crisis",
    "strikes": "strike",
    "shot": "shoot",
}
SENTENCES = [
    "The attacks killed men, women and children.",
    "The claims were refuted by both armies.",
    "Thousands fled and sought shelter.",
    "They were accusing the army and blaming its general.",
    "The ministry denied the casualties.",
    "The men were expelled and displaced.",
    "Air strikes worsened both crises.",
    "He was shot by a sniper.",
]


def test_lemmas() -> None:
    found = {
        token.lower_: token.lemma_
        for text in SENTENCES
        for _, sentence in analyser.sentences(text)
        for token in sentence
    }
    assert {form: found[form] for form in LEMMAS} == LEMMAS


def test_offsets_lead_back_to_the_text() -> None:
    text = f"\n\n  {PROSE}\r\n\r\n\tA last\tline \u00a0 with  odd blanks.  \n"
    places = []
    for offset, sentence in analyser.sentences(text):
        for token in sentence:
            start = offset + token.idx
            if not token.is_space:
                assert text[start : start + len(token)] == token.text
                places.append(start)
    assert places == sorted(places)
    covered = "".join(text[place] for place in places)
    assert len(covered) == len(places) > 60


def test_every_visible_character_is_read_once() -> None:
    words = "".join(token.text for _, s in analyser.sentences(PROSE) for token in s)
    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", PROSE)


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n", "\r\r", "\u2029", "\f"])
def test_a_blank_line_ends_a_sentence(gap: str) -> None:
    pieces = ["The Road to", "Peace in the", "valley was long and", "troops left"]
    text = gap.join(pieces)
    found = [sentence.text for _, sentence in analyser.sentences(text)]
    assert "".join(found).replace(" ", "") == "".join(pieces).replace(" ", "")
    for sentence in found:
        assert any(sentence in piece for piece in pieces)


def test_a_line_break_ends_no_sentence() -> None:
    text = "Officials said that the army\nhad left the town\non Friday."
    assert len(list(analyser.sentences(text))) == 1


def test_inside_a_line_a_sentence_ends_only_after_a_mark() -> None:
    text = "The Islamic State Khorasan Province and Tehrik-i-Taliban Pakistan attacked the army."
    assert [sentence.text for _, sentence in analyser.sentences(text)] == [text]


def test_sentences_are_split() -> None:
    found = [sentence.text.strip() for _, sentence in analyser.sentences(PROSE)]
    assert len(found) == 5
    assert found[2] == "The rebels denied the claims."


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "\x00\x01", "\ufeff", "\t"])
def test_text_without_words(text: str) -> None:
    assert list(analyser.sentences(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "(" * 8_000,
        "word " * 8_000,
        "https://" + "x." * 20_000,
        "1,000." * 5_000,
        "e\u0301\u0327" * 5_000,
        "\ud800 lone \udfff surrogates \ud83d",
        "\u202e left 🇦🇫👨\u200d👩\u200d👧\u200d👦 right \u200f",
        "- \n" * 4_000,
        "\x00".join("killed"),
        "”“’‘—–…" * 1_000,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_hostile_text(text: str) -> None:
    count = 0
    for offset, sentence in analyser.sentences(text):
        count += 1
        assert 0 <= offset <= offset + sentence.end_char <= len(text)
        assert sentence.end_char - sentence.start_char <= analyser.MAX_STRETCH
    assert count


def test_long_paragraphs_are_cut_between_sentences() -> None:
    text = "The army shelled the old town again. " * 600
    cuts = list(analyser.stretches(text))
    assert len(cuts) > 3
    assert all(text[end - 1] == "." for _, end in cuts)
    assert all(0 < end - start <= analyser.MAX_STRETCH for start, end in cuts)


def test_the_same_text_reads_the_same() -> None:
    def shape(text: str) -> list[tuple[object, ...]]:
        return [
            (offset + t.idx, t.pos_, t.tag_, t.lemma_, t.dep_, t.head.i, t.ent_type_)
            for offset, sentence in analyser.sentences(text)
            for t in sentence
        ]

    first = shape(PROSE)
    shape("Something quite different, read in between. " * 50)
    assert shape(PROSE) == first
    fresh = analyser.read(analyser.MODEL / analyser.WEIGHTS["encoder"])
    assert fresh is not analyser.load()
    paragraph = PROSE.split("\n\n")[0].replace("\n", " ")
    assert [t.dep_ for t in fresh(paragraph)] == [t.dep_ for t in analyser.load()(paragraph)]


def test_load_is_cached() -> None:
    assert analyser.load() is analyser.load()


@pytest.mark.parametrize("content", [None, b"", b"not a model", b"\x81\xa3nlp\xc0"])
def test_missing_or_damaged_weights(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / analyser.WEIGHTS["encoder"]
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AnalyserMissing, match="analyser"):
        analyser.read(path)


@pytest.mark.parametrize("name", ["encoder", "fast"])
def test_a_cut_off_weights_file(name: analyser.Name, tmp_path: Path) -> None:
    whole = (analyser.MODEL / analyser.WEIGHTS[name]).read_bytes()
    path = tmp_path / analyser.WEIGHTS[name]
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(AnalyserMissing):
        analyser.read(path)


def test_the_card_and_the_figures_belong_to_the_weights() -> None:
    figures = json.loads((analyser.MODEL / "figures.json").read_text(encoding="utf-8"))
    card = (analyser.MODEL / "MODEL_CARD.md").read_text(encoding="utf-8")
    for name, file in analyser.WEIGHTS.items():
        weights = (analyser.MODEL / file).read_bytes()
        assert figures[f"{name}_sha256"] == hashlib.sha256(weights).hexdigest()
        assert figures[f"{name}_bytes"] == len(weights)
        assert figures[f"{name}_sha256"] in card
    for name, report in figures["reports"].items():
        for title, row in report["treebanks"].items():
            assert f"| {title} | {name} | " + " | ".join(map(str, row.values())) + " |" in card


def test_the_weights_stay_small() -> None:
    assert sum(path.stat().st_size for path in analyser.MODEL.iterdir()) < 40_000_000


def test_importing_the_analyser_leaves_spacy_alone() -> None:
    code = "import sys, averment.extract.analyser; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
