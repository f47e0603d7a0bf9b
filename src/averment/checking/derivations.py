"""Figures that only a mixture of sources gives: told as what they are, never as readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from averment.checking.candidate import Candidate
from averment.checking.sentences import claimed_number, in_unit, say_change
from averment.checking.words import say_choice, say_number, say_when
from averment.claim import Kind
from averment.evidence import Dataset, Figure
from averment.query import Measure, Period, Query, Scope
from averment.verdict import Derivation

MOST = 3
#: How near, in the unit of the claim, a mixture must come to the stated figure.
NEAR = 0.5


@dataclass(frozen=True, slots=True)
class _Mixture:
    """A reached figure and a base of two publishers, and the change they make.

    Of a share, the figure of the part and that of the whole.
    """

    reached: Figure
    base: Figure
    value: float
    party: bool


def derivations(
    query: Query,
    fair: Sequence[Candidate],
    values: Sequence[float | None],
    figures: Sequence[Figure],
    datasets: Mapping[str, Dataset],
) -> tuple[Derivation, ...]:
    """Return the mixtures of two publishers' figures that give the claimed change or share.

    The reached figure must lie in a fair window, the base must be the period of a fair baseline;
    part and whole must be of one fair window.
    Where a fair reading gives the figure by itself, only mixtures with a party's figure are told:
    those may be where the statement came from.
    """
    claimed = claimed_number(query)
    mixtures = {Kind.CHANGE: _mixtures, Kind.SHARE: _shares}.get(query.claim.kind)
    if mixtures is None or claimed is None or not fair:
        return ()
    given = any(v is not None and abs(v - claimed) < NEAR for v in values)
    found = [
        mixture
        for mixture in mixtures(query, fair, figures, datasets)
        if abs(mixture.value - claimed) < NEAR and (mixture.party or not given)
    ]
    found.sort(key=lambda m: (not m.party, abs(m.value - claimed), m.base.start, m.base.id))
    return tuple(
        Derivation(
            sentence=_sentence(alike, query, fair[0], datasets),
            value=alike[0].value,
            figures=tuple(dict.fromkeys(id for m in alike for id in (m.reached.id, m.base.id))),
        )
        for alike in list(_alike(found, datasets))[:MOST]
    )


def _alike(
    found: Iterable[_Mixture], datasets: Mapping[str, Dataset]
) -> Iterable[Sequence[_Mixture]]:
    """Put together those that differ in the period of the base alone: each once, the last first."""
    groups: dict[tuple[object, ...], dict[Period, _Mixture]] = {}
    for m in found:
        when, base = (Period(f.start, f.end) for f in (m.reached, m.base))
        one, other = (datasets[f.dataset].publisher for f in (m.reached, m.base))
        unequal = _unequal(when, base)
        same = groups.setdefault((when, m.reached.value, one, m.base.value, other, unequal), {})
        same.setdefault(base, m)
    return [[same[base] for base in sorted(same, reverse=True)] for same in groups.values()]


def _mixtures(
    query: Query,
    fair: Sequence[Candidate],
    figures: Sequence[Figure],
    datasets: Mapping[str, Dataset],
) -> Iterator[_Mixture]:
    fair_bases = {c.den.period for c in fair if c.den is not None}
    windows = {c.window.period for c in fair}
    usable = [
        f
        for f in figures
        if f.unit == "count" and f.published <= query.asked_on and f.measure in query.measure.fair
    ]
    bases = [f for f in usable if Period(f.start, f.end) in fair_bases and f.value > 0]
    for base in bases:
        for reached in (f for f in usable if _inside(f, windows)):
            one, other = datasets[reached.dataset], datasets[base.dataset]
            if one.publisher != other.publisher:
                value = in_unit(reached.value / base.value, query.claim, fair[0].interval)
                yield _Mixture(reached, base, value, not (one.decides and other.decides))


def _shares(
    query: Query,
    fair: Sequence[Candidate],
    figures: Sequence[Figure],
    datasets: Mapping[str, Dataset],
) -> Iterator[_Mixture]:
    assert query.whole is not None
    windows = {c.num.period for c in fair}
    usable = [f for f in figures if f.unit == "count" and f.published <= query.asked_on]
    usable = [f for f in usable if Period(f.start, f.end) in windows]
    parts = [f for f in usable if _counts(f, query.measure, query.scope)]
    wholes = [f for f in usable if _counts(f, query.whole.measure, query.whole.scope)]
    for part in parts:
        for whole in wholes:
            one, other = datasets[part.dataset], datasets[whole.dataset]
            same = (part.start, part.end) == (whole.start, whole.end)
            if same and one.publisher != other.publisher and 0 < part.value <= whole.value:
                value = 100 * part.value / whole.value
                yield _Mixture(part, whole, value, not (one.decides and other.decides))


def _counts(figure: Figure, measure: Measure, scope: Scope) -> bool:
    """Say whether a figure counts this, narrowly taken, of this scope."""
    asked = (scope.place or figure.place, scope.of or "", scope.by or "")
    return figure.measure == measure.fair[0] and (figure.place, figure.of, figure.by) == asked


def _inside(figure: Figure, windows: Iterable[Period]) -> bool:
    return any(w.start <= figure.start and figure.end <= w.end for w in windows)


def _sentence(
    alike: Sequence[_Mixture], query: Query, fair: Candidate, datasets: Mapping[str, Dataset]
) -> str:
    reached, base = alike[0].reached, alike[0].base
    one, other = (datasets[f.dataset].publisher_name for f in (reached, base))
    when, *bases = (Period(f.start, f.end) for f in (reached, *(m.base for m in alike)))
    if query.whole is not None:
        part = f"{say_number(reached.value)} {query.measure.label} ({one})"
        whole = f"{say_number(base.value)} {query.whole.measure.label} ({other})"
        return (
            f"{part} among {whole} {say_when(when)} would be {say_number(alike[0].value)} %: "
            "a derivation from two sources, not a reading."
        )
    before = say_choice([say_when(period) for period in bases])
    unequal = ", for periods of unequal length" if _unequal(when, bases[0]) else ""
    change = say_change(reached.value / base.value, fair.interval)
    return (
        f"{say_number(reached.value)} {query.measure.label} {say_when(when)} ({one}) against "
        f"{say_number(base.value)} {before} ({other}) would be {change}: a derivation "
        f"from two sources{unequal}, not a reading."
    )


def _unequal(one: Period, other: Period) -> bool:
    return abs(one.years - other.years) > 0.05
