"""The catalogue: who publishes what, whose word it is, and under which licence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from averment.evidence.tables import Words


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset's descriptor; the fields are the columns of the table `datasets`.

    `standing` is `independent`, `official` or `media`; `party` the actor id of the party to the
    dispute whose word it is, empty for none. `[coverage_start, coverage_end)` and `places` say
    where the pack can answer; outside them it knows nothing, which is not zero. `collected_from`
    names what it was made of: `news`, `field`, `reports`, `register`, `governments`,
    `dataset:ID` or `party:ID`. `exhaustive` bodies keep the register themselves.
    """

    id: str
    title: str
    publisher: str
    publisher_name: str
    standing: str
    party: str
    licence: str
    redistributable: bool
    citation: str
    vintage: str
    url: str
    coverage_start: dt.date
    coverage_end: dt.date
    places: Words
    counts: str
    does_not_count: str
    collected_from: Words
    exhaustive: bool

    @property
    def decides(self) -> bool:
        """Whether its figures may decide a claim: a party's word never does."""
        return not self.party and not any(item.startswith("party:") for item in self.collected_from)

    def covers(self, place: str, start: dt.date, end: dt.date) -> bool:
        """Say whether `[start, end)` in `place` lies wholly inside the declared coverage."""
        return place in self.places and self.coverage_start <= start and end <= self.coverage_end
