"""The encoder: pieces of words, ends of sentences, tags of names, and what goes into documents."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
import srsly
from hypothesis import given
from hypothesis import strategies as st

from averment.extract import analyser
from averment.extract.boundaries import Boundaries, candidates
from averment.extract.encoder import MAX_PIECES, best_tags, following
from averment.extract.wordpieces import WordPieces, case

GOLDEN = Path(__file__).with_name("analyser") / "pieces.tsv"
PIECES = [
    line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line.strip()
]
TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


@lru_cache
def content() -> dict[str, object]:
    return srsly.msgpack_loads((analyser.MODEL / analyser.WEIGHTS["encoder"]).read_bytes())


@lru_cache
def pieces() -> WordPieces:
    return WordPieces(content()["vocabulary"])


@lru_cache
def boundaries() -> Boundaries:
    return Boundaries(content()["boundaries"])


@pytest.mark.parametrize(("word", "wanted"), PIECES, ids=[word for word, _ in PIECES])
def test_pieces_are_those_of_the_reference(word: str, wanted: str) -> None:
    vocabulary = content()["vocabulary"]
    assert " ".join(vocabulary[i] for i in pieces().ids(word)) == wanted


@given(st.text())
def test_every_word_has_pieces(word: str) -> None:
    assert 0 < len(pieces().ids(word)) <= 12


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("army", 1),
        ("UN", 2),
        ("Kabul", 3),
        ("A", 3),
        ("3rd", 1),
        ("500", 4),
        ("McKay", 5),
        ("%", 6),
    ],
)
def test_case(word: str, wanted: int) -> None:
    assert case(word) == wanted


def ends(text: str) -> list[str]:
    """Cut a text, blanks between the words, where sentences end."""
    words, gaps = [], []
    for word in text.replace("\n", " \n ").split(" "):
        if word == "\n":
            gaps[-1] = "\n"
        else:
            words.append(word)
            gaps.append(" ")
    found, start = [], 0
    for end in boundaries().ends(words, gaps[:-1]):
        found.append(" ".join(words[start : end + 1]))
        start = end + 1
    return found


@pytest.mark.parametrize(
    "sentences",
    [
        ["The army left .", "Rebels took the town ."],
        ["Who fired first ?", "Nobody knows .", "Both sides deny it ."],
        ["“ We did not shoot . ”", "He then left the room ."],
        ["Gen. Brandt met Dr. Okoro on Monday .", "They did not speak to the press ."],
        ["It fell to 3.5 per cent ( from 4.1 ) .", "Then it rose ."],
    ],
)
def test_sentences_end_where_they_should(sentences: list[str]) -> None:
    assert ends(" ".join(sentences)) == sentences


def test_a_line_that_had_room_ends_a_sentence() -> None:
    lines = [
        "Ceasefire holds in the north",
        "The guns have been silent since Friday , officials of both sides say .",
    ]
    assert ends("\n".join(lines)) == lines


def test_a_full_line_ends_none() -> None:
    first = "The guns have been silent since Friday , officials"
    text = f"{first}\nof both armies say , but few dare to go home ."
    assert len(ends(text)) == 1


@given(st.lists(st.sampled_from(["a", "Be", ".", "?”", "U.S.", "12", '"', "(", ")"]), min_size=1))
def test_candidates_are_places_inside(words: list[str]) -> None:
    places = [place for place, _ in candidates(words, [" "] * (len(words) - 1))]
    assert places == sorted(set(places))
    assert all(0 <= place < len(words) - 1 for place in places)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(-9, 9), min_size=len(TAGS), max_size=len(TAGS)),
            min_size=n,
            max_size=n,
        )
    )
)
def test_best_tags_are_the_best_that_may_follow_each_other(rows: list[list[int]]) -> None:
    scores = np.array([[[0] * len(TAGS), *rows]], dtype=np.float32)
    found = best_tags(scores, following(TAGS))[0, 1:].tolist()

    def fits(tags: tuple[int, ...]) -> bool:
        before = ("O", *(TAGS[tag] for tag in tags))
        return all(t[0] != "I" or b[2:] == t[2:] for b, t in pairwise(before))

    def total(tags: tuple[int, ...]) -> int:
        return sum(row[tag] for row, tag in zip(rows, tags, strict=True))

    assert fits(tuple(found))
    every = product(range(len(TAGS)), repeat=len(rows))
    assert total(tuple(found)) == max(total(tags) for tags in every if fits(tags))


READ = "The UN said on Friday that rebels had shelled Goma.  Two women died, \n a clinic reported."


@pytest.mark.parametrize("name", ["encoder", "fast"])
def test_both_analysers_read(name: analyser.Name) -> None:
    found = [sentence for _, sentence in analyser.sentences(READ, name)]
    assert len(found) == 2
    heads = {token.text: token.head.text for token in found[0]}
    assert (heads["rebels"], heads["shelled"]) == ("shelled", "said")
    assert found[0].root.text == "said"


def test_every_sentence_has_one_root_and_blanks_hang_on_words() -> None:
    for _, doc in analyser.documents(READ * 3):
        for sentence in doc.sents:
            assert [token.dep_ for token in sentence].count("ROOT") == 1
        for token in doc:
            assert token.is_space == (token.pos_ == "SPACE") == (token.tag_ == "_SP")
            assert token.sent.start <= token.head.i < token.sent.end


@pytest.mark.parametrize("text", ["", " ", "   ", "  Hello.", "Hello.  ", " \n "])
def test_blanks_alone_and_around(text: str) -> None:
    doc = analyser.load()(text)
    assert all(token.head.i in {token.i - 1, token.i, token.i + 1} for token in doc)
    assert "".join(token.text_with_ws for token in doc) == text


@pytest.mark.parametrize("words", [["word"] * 700, ["a-b-c-d-e,"] * 90])
def test_what_is_too_long_is_read_in_parts(words: list[str]) -> None:
    doc = analyser.load()(" ".join(words))
    parts = list(doc.sents)
    assert len(parts) > 1
    assert sum(map(len, parts)) == len(doc)
    for part in parts:
        assert sum(len(pieces().ids(token.text)) for token in part) <= MAX_PIECES


def test_a_sentence_reads_the_same_whatever_is_beside_it() -> None:
    sentences = [sentence.text for _, sentence in analyser.sentences(READ)]
    others = ["Nobody knows.", "The ministry of defence denied that its planes had hit the school."]

    def shape(doc: object) -> list[tuple[str, ...]]:
        return [(t.tag_, t.pos_, t.dep_, t.head.text, t.ent_type_) for t in doc]

    nlp = analyser.load()
    alone = [shape(nlp(text)) for text in sentences]
    together = [shape(doc) for doc in nlp.pipe([*sentences, *others])]
    assert together[: len(alone)] == alone


def test_names() -> None:
    text = "Amina Diallo of the Red Cross flew from Geneva to Bamako."
    found = {(e.text, e.label_) for e in analyser.load()(text).ents}
    assert {("Amina Diallo", "PER"), ("Geneva", "LOC"), ("Bamako", "LOC")} <= found


LEMMAS = [
    ("They're gone and he's won.", "'re", "be"),
    ("We can't leave.", "ca", "can"),
    ("It wasn’t us.", "n’t", "not"),
    ("THE REBELS FLED.", "FLED", "flee"),
    ("Maryam was seen in Aleppo.", "Aleppo", "Aleppo"),
    ("The generals’ claims were denied.", "denied", "deny"),
]


@pytest.mark.parametrize(("text", "word", "lemma"), LEMMAS)
def test_lemmas_of_single_words(text: str, word: str, lemma: str) -> None:
    assert {t.lemma_ for t in analyser.load()(text) if t.text == word} == {lemma}
