"""The catalogue: who publishes what, whose word it is, and under which licence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from averment.evidence.store import Holding
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


def merged(packed: Mapping[str, Dataset], holdings: Sequence[Holding]) -> dict[str, Dataset]:
    """Return the datasets of a pack and of a store, by id; of several vintages, one dataset."""
    found = dict(packed)
    for holding in holdings:
        own = dataset_of(holding)
        there = found.get(own.id)
        found[own.id] = own if there is None else _joined(there, own)
    return dict(sorted(found.items()))


def dataset_of(holding: Holding) -> Dataset:
    """Describe one stored vintage as a dataset of the record."""
    described = holding.descriptor
    return Dataset(
        id=described.id,
        title=described.title,
        publisher=described.publisher,
        publisher_name=described.publisher_name,
        standing=described.standing,
        party=described.party,
        licence=described.licence,
        redistributable=described.redistributable,
        citation=holding.citation,
        vintage=holding.vintage,
        url=described.url,
        coverage_start=holding.start,
        coverage_end=holding.end,
        places=tuple(span.place for span in holding.spans if span.place),
        counts=described.counts,
        does_not_count=described.does_not_count,
        collected_from=described.collected_from,
        exhaustive=described.exhaustive,
    )


def _joined(older: Dataset, newer: Dataset) -> Dataset:
    """Return the newer vintage's description, with the vintages and the coverage of both."""
    vintages = dict.fromkeys((*older.vintage.split("; "), newer.vintage))
    return replace(
        newer,
        vintage="; ".join(vintages),
        coverage_start=min(older.coverage_start, newer.coverage_start),
        coverage_end=max(older.coverage_end, newer.coverage_end),
        places=tuple(sorted({*older.places, *newer.places})),
    )
