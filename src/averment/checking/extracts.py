"""Tables made of part of a publisher's own record: they answer only where the record does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from averment.checking.candidate import Candidate
from averment.evidence import Dataset
from averment.evidence.origins import DATASET

EXTRACT = "the publisher's whole record answers for the period; this table is made of a part of it"


def without_extracts(
    found: Sequence[Candidate], datasets: Mapping[str, Dataset]
) -> tuple[list[Candidate], int]:
    """Leave out the readings of extracts that the whole record answers exactly; say how many.

    Events that span months are missing from a table by months: its sum over a year is no rival of
    the year's own figure. `datasets` describes those of the readings, by id.
    """
    whole = {_asked(c) for c in found if c.exact and datasets[c.key.dataset].exhaustive}
    kept = [c for c in found if not is_extract(datasets[c.key.dataset]) or _asked(c) not in whole]
    return kept, len(found) - len(kept)


def is_extract(dataset: Dataset) -> bool:
    """Say whether a dataset is a table made of part of another one."""
    made_of_one = any(item.startswith(DATASET) for item in dataset.collected_from)
    return made_of_one and not dataset.exhaustive


def _asked(candidate: Candidate) -> tuple[str, ...]:
    """What a reading asks of its publisher."""
    axes = ("unknown", "statistic", "window", "baseline", "among", "percent")
    choices = [o.id for o in map(candidate.options.get, axes) if o is not None]
    return (candidate.key.publisher, candidate.key.measure, candidate.key.by, *choices)
