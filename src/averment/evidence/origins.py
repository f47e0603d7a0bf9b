"""Who counts from whom: three reports of one count are one source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DATASET, PARTY = "dataset:", "party:"


@dataclass(frozen=True, slots=True)
class Origins:
    """What each dataset was made of, by id: kinds of material, parties' words, other datasets."""

    made_of: Mapping[str, Sequence[str]]

    def of(self, name: str) -> tuple[str, ...]:
        """Return what a dataset was made of, datasets by their ids alone."""
        return tuple(item.removeprefix(DATASET) for item in self.made_of.get(name, ()))

    def from_(self, name: str) -> tuple[str, ...]:
        """Return the datasets that were made of this one (or of this material), by id."""
        return tuple(sorted(other for other in self.made_of if name in self.of(other)))

    def firsts(self) -> tuple[str, ...]:
        """Return what everything was made of in the end: what is itself made of nothing known."""
        named = {item for name in self.made_of for item in self.of(name)}
        return tuple(sorted(name for name in named | set(self.made_of) if not self.of(name)))

    def roots(self, name: str, seen: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Return the datasets, itself included, at which the counting of this one begins."""
        above = [o for o in self.of(name) if o in self.made_of and o not in seen]
        found = [root for other in above for root in self.roots(other, seen | {name})]
        return tuple(dict.fromkeys(found)) or (name,)
