"""Which sort of happening a claim speaks of, and what records can say of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from averment.reference.words import folded, within

DATA = Path(__file__).with_name("happenings.toml")
#: Verbs up to this length keep their last letter: "die".
_SHORT = 3
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Happening:
    """A sort of happening; the fields are those of the data file."""

    id: str
    verbs: tuple[str, ...]
    records: tuple[str, ...]
    role: str
    record: str
    keepers: tuple[str, ...]
    words: tuple[str, ...] = ()
    done: str = ""
    needs: str = ""
    closes: bool = False
    closing_words: tuple[str, ...] = ()
    not_enough: Mapping[str, str] | None = None

    def fits(self, verb: str, text: str) -> bool:
        """Say whether a claim with this verb speaks of it."""
        return verb in self.verbs and (not self.words or has(text, self.words))

    def closing(self, text: str) -> bool:
        """Say whether the silence of a register says no to a claim in these words."""
        return self.closes and (not self.closing_words or has(text, self.closing_words))


def has(text: str, phrases: Sequence[str]) -> bool:
    """Say whether one of the phrases stands in a text, in whole words."""
    said = folded(text)
    return any(within(folded(phrase), said) for phrase in phrases)


def is_form(word: str, verb: str) -> bool:
    """Say whether a word is a form of a verb: listed, or made by one of the regular endings."""
    if word in data()["irregular"].get(verb, ()):
        return True
    stem = verb[:-1] if verb.endswith(("e", "y")) and len(verb) > _SHORT else verb
    if not word.startswith(stem):
        return False
    endings, rest = data()["endings"]["words"], word[len(stem) :]
    doubled = rest[:1] == stem[-1] and rest[:1] not in _VOWELS
    return rest in endings or (doubled and rest[1:] in endings)


@lru_cache(maxsize=1)
def data() -> Mapping[str, Any]:
    """Return the data file."""
    return tomllib.loads(DATA.read_text("utf-8"))


@lru_cache(maxsize=1)
def happenings() -> tuple[Happening, ...]:
    """Return the sorts of happenings, the first that fits a claim first."""
    found = []
    for entry in data()["happening"]:
        fields: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in entry.items() if k != "example"
        }
        found.append(Happening(**fields))
    return tuple(found)


def happening_of(verb: str, text: str) -> Happening | None:
    """Return what a claim with this verb speaks of, or none that records tell."""
    return next((one for one in happenings() if one.fits(verb, text)), None)
