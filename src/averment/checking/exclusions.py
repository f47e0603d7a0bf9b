"""Which combinations of options are no fair reading: rules from the data, with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from averment.verdict import Option

LEFT_OUT = "the weights in use leave out an option: {}"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reading is left out that takes, on every axis named here, one of the options given.

    Options are named by id, or by the rule that gives the id its first part (`mean-2`).
    """

    options: Mapping[str, frozenset[str]]
    reason: str

    def holds(self, taken: Mapping[str, Option]) -> bool:
        """Say whether a reading with these options by axis is left out."""
        return all(self.takes(axis, taken.get(axis)) for axis in self.options)

    def takes(self, axis: str, option: Option | None) -> bool:
        """Say whether an option is one of those named of its axis; all are where none is named."""
        named = self.options.get(axis)
        if named is None or option is None:
            return named is None
        return not named.isdisjoint((option.id, rule_of(option.id)))


def rule_of(id: str) -> str:
    """Return the rule that made an option, without the days that it gave: `mean-2`."""
    return id.split(":", 1)[0]


def exclusions(entries: Sequence[Mapping[str, Any]]) -> tuple[Exclusion, ...]:
    """Read the rules; each names its options by axis, one or several."""
    return tuple(
        Exclusion(
            {
                axis: frozenset([named] if isinstance(named, str) else named)
                for axis, named in entry["options"].items()
            },
            entry["reason"],
        )
        for entry in entries
    )


def why_left_out(taken: Mapping[str, Option], rules: Sequence[Exclusion]) -> str | None:
    """Return why a reading with these options is none, or nothing where it is one.

    An option without naturalness or relevance is left out altogether.
    """
    for option in taken.values():
        if not option.worth:
            return LEFT_OUT.format(option.label)
    return next((rule.reason for rule in rules if rule.holds(taken)), None)
