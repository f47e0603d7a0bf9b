"""Everything that was found about one claim, for the functions that explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from averment.checking.labels import Tally
from averment.checking.readings import Candidate
from averment.checking.settings import Settings
from averment.evidence import Dataset, Figure
from averment.query import Comparator, Query
from averment.verdict import Flip, Label, Outcome, Stretch, Truth


@dataclass(frozen=True, slots=True)
class State:
    """The finished evaluation of a claim's content.

    `candidates` and `outcomes` run in parallel. `interval` is the claim's, in the unit compared;
    `stated` the same in the unit of the claim.
    """

    query: Query
    settings: Settings
    candidates: Sequence[Candidate]
    outcomes: Sequence[Outcome]
    tally: Tally
    label: Label
    interval: Comparator
    stated: tuple[float | None, float | None]
    flips: Sequence[Flip]
    stretches: Sequence[Stretch]
    figures: Sequence[Figure]
    datasets: Mapping[str, Dataset]

    @property
    def decided(self) -> list[Outcome]:
        """The outcomes that are true or false."""
        return [o for o in self.outcomes if o.truth is not Truth.UNDETERMINED]

    def weight_where(self, holds: Sequence[bool]) -> float:
        """Return the part of the decided weight in readings for which `holds` is true."""
        decided = sum(o.weight for o in self.decided)
        pairs = zip(self.outcomes, holds, strict=True)
        held = sum(o.weight for o, yes in pairs if yes and o.truth is not Truth.UNDETERMINED)
        return held / decided if decided else 0.0

    @property
    def own(self) -> Outcome | None:
        """The decided reading of highest weight; ties go to the earlier option."""
        return max(self.decided, key=lambda o: o.weight, default=None)

    @property
    def best(self) -> Outcome | None:
        """The reading kindest to the claim: a true one if there is any, and the nearest."""
        return min(self.decided, key=self._unkindness, default=None)

    def _unkindness(self, outcome: Outcome) -> tuple[bool, float, float]:
        return (outcome.truth is not Truth.TRUE, self.distance(outcome), -outcome.weight)

    def distance(self, outcome: Outcome) -> float:
        """Return how far a reading's value lies outside the stated interval, in its unit."""
        low, high = self.stated
        values = [v for v in (outcome.low, outcome.high) if v is not None] or [float("inf")]
        below = max(0.0, (low if low is not None else max(values)) - max(values))
        above = max(0.0, min(values) - (high if high is not None else min(values)))
        return below + above
