"""Measures: which ontology id the words for a counted thing name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from averment.errors import ReferenceBroken
from averment.reference.words import folded

DEFAULT = Path(__file__).parent / "data" / "measures.toml"


@dataclass(frozen=True, slots=True)
class NounUse:
    """How a text uses a counted noun, in lemmas.

    `head` is the noun; `beside` the words of its phrase (modifiers and what follows "of");
    `verbs` those done to it or by it alone, participles beside it included; `does` those that it
    does to something; `around` the other words that its verb governs ("fled *abroad*").
    """

    head: str
    beside: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    does: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """When a noun in use counts a measure: each part that is not empty must be met by one word."""

    measure: str
    head: frozenset[str]
    beside: frozenset[str]
    verbs: frozenset[str]
    does: frozenset[str]
    around: frozenset[str]
    never: frozenset[str]

    def meets(self, use: NounUse) -> bool:
        """Say whether the rule applies to a noun in use."""
        pairs = (
            (self.beside, use.beside),
            (self.verbs, use.verbs),
            (self.does, use.does),
            (self.around, use.around),
        )
        if use.head not in self.head or self.never & (use.beside | use.verbs):
            return False
        return all(not wanted or wanted & found for wanted, found in pairs)


@dataclass(frozen=True, slots=True)
class Measures:
    """The rules of measures, in order: the first that applies decides."""

    rules: tuple[Rule, ...]
    concepts: Mapping[str, tuple[frozenset[str], ...]]
    nouns: frozenset[str]

    @classmethod
    @lru_cache(maxsize=4)
    def default(cls, path: Path = DEFAULT) -> Measures:
        """Read the rules. Raises `ReferenceBroken` where the file is malformed."""
        try:
            raw = tomllib.loads(path.read_text("utf-8"))
            groups: dict[str, list[str]] = raw["words"]
            rules = tuple(_rule(entry, groups) for entry in raw["rule"])
            concepts = {
                entry["id"]: tuple(frozenset(folded(" ".join(any_))) for any_ in entry["all"])
                for entry in raw["concept"]
            }
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as problem:
            raise ReferenceBroken(
                f"The measures in {path.name} cannot be used: {problem}.",
                hint="Restore the file or reinstall Averment.",
            ) from problem
        return cls(rules, concepts, frozenset(noun for rule in rules for noun in rule.head))

    def find(self, use: NounUse) -> str | None:
        """Return the measure that a noun in use counts, or none where the ontology has none."""
        return next((rule.measure for rule in self.rules if rule.meets(use)), None)

    def concept(self, text: str) -> str | None:
        """Return the narrower thing that the words name, where the ontology has no id for it.

        A concept is named where the text has a word of each of its groups.
        """
        said = frozenset(folded(text))
        found = (
            concept
            for concept, groups in self.concepts.items()
            if all(group & said for group in groups)
        )
        return next(found, None)


def _rule(entry: Mapping[str, Any], groups: Mapping[str, Sequence[str]]) -> Rule:
    """Make a rule of its entry; a word that begins with `@` stands for a group of words."""

    def expand(part: str) -> frozenset[str]:
        items: Sequence[str] = entry.get(part, ())
        return frozenset(
            word for item in items for word in (groups[item[1:]] if item[:1] == "@" else [item])
        )

    parts = {part: expand(part) for part in ("head", "beside", "verbs", "does", "around", "never")}
    return Rule(measure=entry["measure"], **parts)
