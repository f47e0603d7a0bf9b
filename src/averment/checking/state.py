"""Everything that was found about one claim, for the functions that explain it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from averment.checking.candidate import Candidate
from averment.checking.labels import Tally
from averment.checking.looser import Ground
from averment.checking.sentences import in_unit
from averment.checking.settings import Settings
from averment.claim import Claim
from averment.evidence import Dataset, Figure
from averment.query import Comparator, Period, Query
from averment.verdict import Branch, Flip, Label, Landscape, Outcome, Stretch, Truth


@dataclass(frozen=True, slots=True)
class State:
    """The finished evaluation of a claim's content.

    `candidates` and `outcomes` run in parallel. `stated` is the claim's interval in its own unit.
    `named` are the publishers that the text names as its source; none for any. `figures` are all
    that were fetched, those of parties included; `roots` maps each publisher to the one whose count
    it repeats. `landscape` is the claim over all windows, where it is drawn.
    """

    query: Query
    settings: Settings
    candidates: Sequence[Candidate]
    outcomes: Sequence[Outcome]
    tally: Tally
    label: Label
    stated: tuple[float | None, float | None]
    flips: Sequence[Flip]
    path: Sequence[Branch]
    stretches: Sequence[Stretch]
    named: frozenset[str]
    figures: Sequence[Figure]
    datasets: Mapping[str, Dataset]
    roots: Mapping[str, str]
    landscape: Landscape | None = None

    @property
    def decided(self) -> list[Outcome]:
        """The outcomes that are true or false."""
        return [o for o in self.outcomes if o.truth is not Truth.UNDETERMINED]

    def weight_where(self, holds: Callable[[Outcome], bool]) -> float:
        """Return the part of the decided weight in readings for which `holds` is true."""
        total = sum(o.weight for o in self.decided)
        held = sum(o.weight for o in self.decided if holds(o))
        return held / total if total else 0.0

    @property
    def ground(self) -> Ground:
        """What a statement of the claim's form can be made on."""
        return ground(self.query, self.candidates, self.outcomes)

    @property
    def own(self) -> Outcome | None:
        """The decided reading of highest weight; ties go to the earlier option."""
        return max(self.decided, key=lambda o: round(o.weight, 9), default=None)

    @property
    def best(self) -> Outcome | None:
        """The reading kindest to the claim: a true one if there is any, and the nearest."""
        return min(self.decided, key=self._unkindness, default=None)

    def _unkindness(self, outcome: Outcome) -> tuple[bool, float, bool, float]:
        far = self.distance(outcome)
        untrue = outcome.truth is not Truth.TRUE
        return (untrue, far, outcome.value is None, -outcome.weight)

    def distance(self, outcome: Outcome) -> float:
        """Return how far a reading's value lies outside the stated interval, in its unit."""
        low, high = self.stated
        below = 0.0 if low is None or outcome.high is None else low - outcome.high
        above = 0.0 if high is None or outcome.low is None else outcome.low - high
        return max(0.0, below, above)


def ground(query: Query, candidates: Sequence[Candidate], outcomes: Sequence[Outcome]) -> Ground:
    """Return what a statement can be made on, from the readings of a question."""
    periods = [c.num.period for c in candidates]
    span = Period(min(p.start for p in periods), max(p.end for p in periods))
    return Ground(query, outcomes, stated(query.claim, candidates[0].interval), span)


def stated(claim: Claim, interval: Comparator) -> tuple[float | None, float | None]:
    """Return the claim's interval in its own unit, as the words have it; a pair's as a ratio."""
    low, high = interval.low, interval.high
    if interval.base is not None:
        base = interval.base
        low = low / base.high if low is not None and base.high else None
        high = high / base.low if high is not None and base.low else None
    ends = [None if e is None else round(in_unit(e, claim, interval), 9) for e in (low, high)]
    if in_unit(2.0, claim, interval) < in_unit(1.0, claim, interval):
        ends.reverse()
    return ends[0], ends[1]
