"""The words that augment the treebanks (`words.toml`), and how they are inflected."""

from __future__ import annotations

import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
#: The lists of `words.toml` by name; verbs as the comment there says.
WORDS: dict[str, list[str]] = {name: words.split() for name, words in _LISTS.items()}

#: Features of a finite past tense; the number is still open.
PAST = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"
#: Features of a verb by its tag.
FEATS = {
    "VBD": PAST,
    "VBN": "Tense=Past|VerbForm=Part",
    "VBG": "VerbForm=Ger",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBP": "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin",
    "VB": "VerbForm=Inf",
}


def inflect(entry: str, tag: str) -> tuple[str, str]:
    """Return form and lemma of a verb entry in the form that a tag names."""
    base, *irregular = entry.rstrip("+").split("=")
    doubled = base + base[-1] if entry.endswith("+") else base
    if tag in {"VBD", "VBN"} and irregular:
        return irregular[tag == "VBN"], base
    if tag in {"VBD", "VBN"}:
        return _past(base, doubled), base
    if tag == "VBG":
        return _gerund(base, doubled), base
    return (_third_person(base) if tag == "VBZ" else base), base


def _past(base: str, doubled: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if _consonant_y(base) else doubled + "ed"


def _gerund(base: str, doubled: str) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return (base + base[-1] if base == "admit" else doubled) + "ing"


def _third_person(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    return base[:-1] + "ies" if _consonant_y(base) else base + "s"


def _consonant_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in "aeiou"


def singular(noun: str) -> str:
    """Return the lemma of a plural of the lists."""
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes")):
        return noun[:-2]
    return noun.removesuffix("s")
