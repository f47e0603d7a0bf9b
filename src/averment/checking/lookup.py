"""What the evidence holds on a query: all figures, those that decide, and those of parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from averment.checking.baselines import baseline_choices
from averment.checking.courses import course_periods
from averment.checking.periods import january
from averment.checking.settings import Settings
from averment.checking.standings import among_periods
from averment.checking.totals import is_sound
from averment.checking.windows import window_choices
from averment.evidence import Dataset, Evidence, Figure, FigureSet
from averment.evidence.origins import Origins
from averment.kinds.rules import Against
from averment.query import Period, Query

#: A level older than so many years is not the latest of anything that is ranked or shared out.
LATEST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The figures on a query with the datasets they come from, by id, and the SQL that gave them.

    `roots` maps each publisher to the one whose count it repeats; itself, if it counts for itself.
    `hashes` are those of the files that a person added, by dataset. `beside` are the figures on the
    whole of a share or the others of a rank; `everywhere` tells on which days a dataset holds all
    countries, by its id. `unsound` counts the figures that are left out because they count nothing.
    """

    figures: tuple[Figure, ...]
    datasets: Mapping[str, Dataset]
    deciding: tuple[Figure, ...]
    said: tuple[Figure, ...]
    roots: Mapping[str, str]
    sql: tuple[str, ...]
    hashes: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[Figure, ...] = ()
    everywhere: Mapping[str, Period] = field(default_factory=dict)
    unsound: int = 0


def periods(query: Query, settings: Settings, *, against: Against) -> tuple[Period, ...]:
    """Return every period that a fair reading of a flow asks for, those compared with included."""
    if query.measure.stock:
        return ()
    windows = window_choices(query, settings)
    based = windows if against in ("baseline", "course") else ()
    bases = (baseline_choices(query, window, settings) for window in based)
    found = [w.period for w in windows] + [base.period for some in bases for base in some]
    if against == "course":
        found += course_periods(query, windows)
    if against == "rivals":
        found += among_periods(query, settings, [w.period for w in windows])
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
    if query.anywhere is not None:
        within = _span(query, asked) if asked and not query.times else None
        sets = [
            evidence.figures(measure.fair, of=scope.of, unit=None, windows=asked, touching=within)
        ]
    beside = _beside(query, evidence, asked)
    every = [figure for one in sets for figure in one.figures]
    figures = tuple(figure for figure in every if is_sound(figure))
    datasets = {n: d for one in (*sets, *beside) for n, d in one.datasets.items()}
    blamed = ("", scope.by)
    return Found(
        figures=figures,
        datasets=datasets,
        deciding=tuple(f for f in figures if datasets[f.dataset].decides and f.by in blamed),
        said=tuple(f for f in figures if not datasets[f.dataset].decides),
        roots=_roots(datasets, evidence),
        sql=tuple(one.sql for one in (*sets, *beside) if one.figures),
        hashes={n: sha256 for one in (*sets, *beside) for n, sha256 in one.hashes.items()},
        beside=tuple(
            figure
            for one in beside
            for figure in one.figures
            if datasets[figure.dataset].decides and is_sound(figure)
        ),
        unsound=len(every) - len(figures),
        everywhere=_everywhere(evidence),
    )


def _beside(query: Query, evidence: Evidence, asked: Sequence[Period]) -> list[FigureSet]:
    """Fetch the figures on the whole of a share, or on the other places of a rank."""
    touching = _span(query, asked)
    if query.whole is not None:
        whole, scope = query.whole.measure, query.whole.scope
        codes, of, by, each = whole.fair, scope.of, scope.by, False
        place = scope.place
    elif query.field is None or query.times:
        return []
    else:
        each, by, place = query.field.of == "origins", None, None
        codes, of = query.measure.fair, None if each else query.scope.of
    return [
        evidence.figures(
            codes,
            place=place,
            of=of,
            by=by,
            unit=None,
            touching=touching,
            windows=asked,
            each=each,
        )
    ]


def _span(query: Query, asked: Sequence[Period]) -> Period | None:
    """The days that the periods asked for take up; of a level without a date, the last years."""
    if asked:
        return Period(min(p.start for p in asked), max(p.end for p in asked))
    if query.window is not None and query.window.days <= 366:
        return query.window
    day = query.asked_on
    return Period(january(day.year - LATEST), day)


def _everywhere(evidence: Evidence) -> dict[str, Period]:
    """The days on which a dataset holds all countries, of those that say so and are no extract."""
    return {
        holding.descriptor.id: Period(holding.start, holding.end)
        for holding in evidence.holdings
        if 0 < holding.descriptor.coverage.everywhere <= len(holding.spans)
    }


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
