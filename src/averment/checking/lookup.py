"""What the evidence holds on a query: all figures, those that decide, and those of parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from averment.evidence import Dataset, Evidence, Figure
from averment.query import Query


@dataclass(frozen=True, slots=True)
class Found:
    """The figures on a query with the datasets they come from, by id, and the SQL that gave them.

    `roots` maps each publisher to the one whose count it repeats; itself, if it counts for itself.
    """

    figures: tuple[Figure, ...]
    datasets: Mapping[str, Dataset]
    deciding: tuple[Figure, ...]
    said: tuple[Figure, ...]
    roots: Mapping[str, str]
    sql: tuple[str, ...]


def look_up(query: Query, evidence: Evidence) -> Found:
    """Fetch the figures: on all doers, on the one blamed, and on the place's own forces.

    The last are told where a party gives them; they never decide, for they count a part.
    """
    scope, measure = query.scope, query.measure
    doers = dict.fromkeys(("", scope.by or "", scope.place or "")) if scope.place else ()
    codes = (*measure.fair, *measure.stretch)
    sets = [
        evidence.figures(codes, place=scope.place, of=scope.of, by=by, unit=None) for by in doers
    ]
    figures = tuple(figure for one in sets for figure in one.figures)
    datasets = {name: dataset for one in sets for name, dataset in one.datasets.items()}
    asked = ("", scope.by)
    return Found(
        figures=figures,
        datasets=datasets,
        deciding=tuple(f for f in figures if datasets[f.dataset].decides and f.by in asked),
        said=tuple(f for f in figures if not datasets[f.dataset].decides),
        roots=_roots(datasets, evidence),
        sql=tuple(one.sql for one in sets if one.figures),
    )


def _roots(datasets: Mapping[str, Dataset], evidence: Evidence) -> dict[str, str]:
    """Follow `collected_from` to the first dataset of the catalogue that a publisher repeats."""
    known = {dataset.id: dataset for dataset in evidence.datasets()}
    roots = {d.publisher: d.publisher for d in datasets.values()}
    for dataset in datasets.values():
        origins = (item.removeprefix("dataset:") for item in dataset.collected_from)
        origin = next((known[name] for name in origins if name in known), None)
        if origin is not None:
            roots[dataset.publisher] = origin.publisher
    return roots
