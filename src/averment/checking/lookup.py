"""What the evidence holds on a query: all figures, those that decide, and those of parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from averment.checking.baselines import baseline_choices
from averment.checking.settings import Settings
from averment.checking.windows import window_choices
from averment.evidence import Dataset, Evidence, Figure
from averment.evidence.origins import Origins
from averment.query import Period, Query


@dataclass(frozen=True, slots=True)
class Found:
    """The figures on a query with the datasets they come from, by id, and the SQL that gave them.

    `roots` maps each publisher to the one whose count it repeats; itself, if it counts for itself.
    `hashes` are those of the files that a person added, by dataset.
    """

    figures: tuple[Figure, ...]
    datasets: Mapping[str, Dataset]
    deciding: tuple[Figure, ...]
    said: tuple[Figure, ...]
    roots: Mapping[str, str]
    sql: tuple[str, ...]
    hashes: Mapping[str, str] = field(default_factory=dict)


def periods(query: Query, settings: Settings, *, compares: bool) -> tuple[Period, ...]:
    """Return every period that a fair reading of a flow asks for, baselines included."""
    if query.measure.stock:
        return ()
    windows = window_choices(query, settings)
    bases = (baseline_choices(query, window, settings) for window in windows if compares)
    found = [w.period for w in windows] + [base.period for some in bases for base in some]
    return tuple(dict.fromkeys(found))


def look_up(query: Query, evidence: Evidence, asked: Sequence[Period] = ()) -> Found:
    """Fetch the figures: on all doers, on the one blamed, and on the place's own forces.

    The last are told where a party gives them; they never decide, for they count a part. Event
    lists are added up by the periods `asked`.
    """
    scope, measure = query.scope, query.measure
    doers = dict.fromkeys(("", scope.by or "", scope.place or "")) if scope.place else ()
    codes = (*measure.fair, *measure.stretch)
    sets = [
        evidence.figures(codes, place=scope.place, of=scope.of, by=by, unit=None, windows=asked)
        for by in doers
    ]
    figures = tuple(figure for one in sets for figure in one.figures)
    datasets = {name: dataset for one in sets for name, dataset in one.datasets.items()}
    blamed = ("", scope.by)
    return Found(
        figures=figures,
        datasets=datasets,
        deciding=tuple(f for f in figures if datasets[f.dataset].decides and f.by in blamed),
        said=tuple(f for f in figures if not datasets[f.dataset].decides),
        roots=_roots(datasets, evidence),
        sql=tuple(one.sql for one in sets if one.figures),
        hashes={name: sha256 for one in sets for name, sha256 in one.hashes.items()},
    )


def _roots(datasets: Mapping[str, Dataset], evidence: Evidence) -> dict[str, str]:
    """Follow `collected_from` to the publisher at which the counting of each one begins."""
    known = {dataset.id: dataset for dataset in evidence.datasets()}
    origins = Origins({name: dataset.collected_from for name, dataset in known.items()})
    roots = {d.publisher: d.publisher for d in datasets.values()}
    for dataset in datasets.values():
        first = origins.roots(dataset.id)[0]
        if first != dataset.id:
            roots[dataset.publisher] = known[first].publisher
    return roots
