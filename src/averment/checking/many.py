"""More readings than can be listed: counted and weighed all the same, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from averment.checking.labels import Tally
from averment.checking.product import Product, Sums
from averment.checking.sentences import in_unit
from averment.checking.series import Series
from averment.kinds.rules import Floats
from averment.query import Query
from averment.verdict import Excluded, Quartiles

#: No rule draws more windows from one date and one day of the text, nor more baselines for one.
FORMS, BASES = 8, 8
TOO_COARSE = "the figures of {} are of periods too long to decide within this one, others' are not"
REFUSED = (
    "The words leave so much open that {:,} readings are implied, and no more than {:,} are "
    "evaluated. Say when the text was published, or which period is meant."
)


@dataclass(frozen=True, slots=True)
class Many:
    """What all readings come to, exactly; the fields are those of a tally and a verdict."""

    readings: int
    share: float | None
    weighted_share: float | None
    undetermined: float
    below: float
    above: float
    values: Quartiles | None
    excluded: tuple[Excluded, ...]

    def tally(self, listed: Tally) -> Tally:
        """Return the tally of all readings, with the truths and weights of those listed."""
        names = ("share", "weighted_share", "undetermined", "below", "above")
        return replace(listed, **{name: getattr(self, name) for name in names})


def at_most(query: Query, series: int, intervals: int) -> int:
    """Return a number that the readings of a question do not exceed, quickly found."""
    dates = len(query.anchor.dates) if query.anchor else max(1, len(query.since))
    return series * intervals * len(query.days) * dates * FORMS * BASES


def count_all(
    product: Product,
    series: Sequence[Series],
    roots: Mapping[str, str],
    query: Query,
    *,
    negated: bool,
) -> Many:
    """Evaluate all readings of a product; a publisher whose decide nothing is left out."""
    sums = product.sums(series)
    decided = {one.key.publisher for one, n in zip(sums.series, sums.counts[1], strict=True) if n}
    silent = Counter[str]()
    for one, count in zip(sums.series, sums.counts[0].tolist(), strict=True):
        if count and decided and one.key.publisher not in decided:
            silent[TOO_COARSE.format(one.key.publisher)] += count
    if silent:
        sums = product.sums([one for one in series if one.key.publisher in decided])
    reasons = sums.left_out + silent
    total, known, true = sums.counts.sum(axis=1).tolist()
    weights = sums.variants.weights(roots, sums.exists)
    mass, true_mass, below, above = (sums.masses[:, sums.exists] @ weights).tolist()
    if negated:
        true, true_mass = known - true, mass - true_mass
    return Many(
        readings=total,
        share=true / known if known else None,
        weighted_share=true_mass / mass if mass else None,
        undetermined=max(0.0, 1 - mass) if sums.exists.any() else 0.0,
        below=below / mass if mass else 0.0,
        above=above / mass if mass else 0.0,
        values=_quartiles(product, sums, query),
        excluded=tuple(Excluded(reason=r, readings=n) for r, n in sorted(reasons.items()) if n),
    )


def _quartiles(product: Product, sums: Sums, query: Query) -> Quartiles | None:
    def own(value: float) -> float:
        return in_unit(value, query.claim, product.intervals[0])

    values = sums.values
    fold = not np.isfinite(own(0.0))
    if fold:
        # "Three times fewer" is one over the ratio: between two of these lies another middle.
        with np.errstate(divide="ignore"):
            values = 1 / values
    ends = quantiles(values, sums.times, (0, 0.25, 0.5, 0.75, 1))
    if not ends:
        return None
    low, q1, median, q3, high = (round(e, 6) for e in sorted(ends if fold else map(own, ends)))
    return Quartiles(min=low, q1=q1, median=median, q3=q3, max=high)


def quantiles(values: Floats, times: int, parts: Sequence[float]) -> list[float]:
    """Return the quantiles of values that each occur so many times, none if there is no value.

    Between two values they follow a line. What is no number or has no limit is left out: it comes
    last when put in order.
    """
    known = np.count_nonzero(np.isfinite(values))
    if not known:
        return []
    places = np.multiply(parts, known * times - 1)
    below, above = (end(places).astype(np.intp) // times for end in (np.floor, np.ceil))
    ordered = np.partition(values, np.union1d(below, above))
    rise = (ordered[above] - ordered[below]) * (places - np.floor(places))
    return [float(value) for value in ordered[below] + rise]
