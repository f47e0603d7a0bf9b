"""Who is said to hold what: the examples of the data files, every cue in a sentence, sections."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from averment import extract
from averment.claim import Document
from averment.extract.attribution import whole
from averment.extract.notes import AttributionNote, Notes
from averment.extract.quotations import quotations
from averment.reference import Gazetteer

DATA = Path(extract.__file__).parent / "data"
CUES = tomllib.loads((DATA / "cues.toml").read_text("utf-8"))
ATTITUDES = tomllib.loads((DATA / "attitudes.toml").read_text("utf-8"))


def notes_of(text: str) -> Notes:
    notes = Notes(Document.from_text(text, published="2024-03-25"), Gazetteer.default())
    for one in (extract.segments, extract.entities, extract.attributions):
        notes = one(notes)
    return notes


def heard(text: str) -> list[AttributionNote]:
    return list(whole(notes_of(text)))


def contents(text: str, note: AttributionNote) -> list[str]:
    return [part.of(text) for part in note.content]


@pytest.mark.parametrize("example", [pytest.param(e, id=e["text"][:60]) for e in CUES["example"]])
def test_cues(example: dict[str, Any]) -> None:
    text = example["text"]
    found = [
        {
            "source": note.name,
            "cue": note.cue.of(text),
            "stance": note.stance.value,
            "content": " … ".join(part.strip(" ,“”") for part in contents(text, note)),
        }
        for note in heard(text)
        if note.strength != "mention"
    ]
    assert found == [{"stance": "asserts", **wanted} for wanted in example["said"]]


FRONT = tomllib.loads((DATA / "frontmatter.toml").read_text("utf-8"))


@pytest.mark.parametrize("example", [pytest.param(e, id=e["text"][:40]) for e in FRONT["example"]])
def test_front_matter(example: dict[str, Any]) -> None:
    document = Document.from_text(example["text"])
    notes = extract.segments(Notes(document, Gazetteer.default()))
    assert [sentence.section for sentence in notes.sentences] == example["sections"]
    assert notes.document.to_dict()["published"] == example.get("published")
    assert notes.document.publisher == example.get("publisher")
    assert notes.document.text == document.text


def classes() -> list[Any]:
    return [pytest.param(entry, id=entry["name"]) for entry in ATTITUDES["class"]]


@pytest.mark.parametrize("entry", classes())
def test_attitudes(entry: dict[str, Any]) -> None:
    for example in entry["yes"]:
        text = example["text"]
        found = [(note.name, contents(text, note)[-1]) for note in heard(text)]
        assert found == [(example["source"], example["content"])]
    for text in entry["no"]:
        assert heard(text) == []


#: A sentence for a verb in each of its constructions; the others are prepositions.
SENTENCES = {
    "clause": "The envoy will {} that the plan is good.",
    "to": "The envoy will {} to leave the town.",
    "object to": "The envoy will {} the army to leave.",
    "object": "The envoy will {} the new plan.",
    "predicate": "The envoy will {} the plan a disaster.",
    "as": "The envoy will {} the plan as a disaster.",
    "raised": "The plan will {} to work.",
}


def unheard(sentence: str, words: list[str]) -> list[str]:
    """Which of the words are no cue when they stand in the sentence.

    The analyser may misread one in twenty, in a sentence that says little.
    """
    texts = [sentence.format(word) for word in words]
    cues = [note.cue.start for note in heard("\n\n".join(texts))]
    place, missing = 0, []
    for word, text in zip(words, texts, strict=True):
        if not any(place <= cue < place + len(text) for cue in cues):
            missing.append(word)
        place += len(text) + 2
    return missing if len(missing) > max(1, len(words) // 20) else []


@pytest.mark.parametrize("entry", classes())
def test_every_verb_of_an_attitude_is_heard(entry: dict[str, Any]) -> None:
    take = entry["takes"][0]
    if "verbs" in entry and not take.startswith("passive"):
        sentence = SENTENCES.get(take, f"The envoy will {{}} {take} the plan.")
        assert unheard(sentence, entry["verbs"]) == []


@pytest.mark.parametrize("stance", CUES["verbs"])
def test_every_verb_of_saying_is_heard(stance: str) -> None:
    assert unheard(SENTENCES["clause"], CUES["verbs"][stance]) == []


def test_every_verb_of_speech_introduces_a_quotation() -> None:
    sentence = "“The plan is good and will work,” the envoy will {}."
    assert unheard(sentence, CUES["speech"]["words"]) == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .,\n“”\"'’‘«»„`", max_size=60))
def test_quotations_are_apart_and_in_order(text: str) -> None:
    found = quotations(text)
    for quotation in found:
        assert quotation.words == len(quotation.span.of(text).split()) > 0
        assert "\n\n" not in quotation.span.of(text)
    for one, after in pairwise(found):
        assert one.span.end <= after.span.start


def test_who_is_cited_is_nested_in_who_cites() -> None:
    cited, cites = heard("Citing two officials, the agency reported that the talks had failed.")
    assert (cited.name, cited.outer) == ("officials", 1)
    assert (cites.name, cites.outer) == ("agency", None)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya claimed 12 dead, Chad more than 30.",
        "Kenya said that Chad had shelled the town, while Chad spoke of 25 shells.",
        "Kenya accused Chad of shelling the town, a charge that Chad denies.",
        "Kenya called on Chad to withdraw.",
        "Citing Kenya, Chad said that 40 men had died.",
    ],
)
def test_names_change_nothing_but_names(text: str) -> None:
    swap = {"Kenya": "Chad", "Chad": "Kenya"}
    swapped = re.sub("Kenya|Chad", lambda name: swap[name[0]], text)

    def shown(text: str) -> list[tuple[str, str, list[str]]]:
        return [(n.name, n.stance.value, contents(text, n)) for n in heard(text)]

    both = [
        (swap[name], stance, [re.sub("Kenya|Chad", lambda n: swap[n[0]], c) for c in said])
        for name, stance, said in shown(text)
    ]
    assert both == shown(swapped) != []
