"""One run of a query over figures: its readings, evaluated and labelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from averment.checking.candidate import Candidate
from averment.checking.evaluate import Evaluated, evaluate
from averment.checking.labels import Tally, label, tally
from averment.checking.lookup import Found
from averment.checking.many import REFUSED, TOO_COARSE, Many, at_most, count_all
from averment.checking.neighbours import beside
from averment.checking.readings import Readings, enumerate_readings, lay_out
from averment.checking.series import Series, build_series, over_places
from averment.checking.settings import Settings
from averment.checking.standings import SOME_PLACES
from averment.checking.unseen import NOTHING
from averment.claim import Polarity
from averment.evidence import Dataset, Figure
from averment.kinds import COUNT, Rules
from averment.kinds.rules import UNDETERMINED
from averment.query import Query
from averment.verdict import Excluded, Label, Why


@dataclass(frozen=True, slots=True)
class Trial:
    """The readings of a query over some figures, evaluated and labelled.

    Where there are more readings than are listed, the listed ones are some of them, the shares of
    the tally are those of all, and `many` says what else all come to.
    """

    readings: Readings
    evaluated: Evaluated
    tally: Tally
    label: Label
    why: Why | None
    many: Many | None = None


def try_all(
    query: Query,
    rules: Rules,
    found: Found,
    settings: Settings,
    *,
    figures: Sequence[Figure],
    named: frozenset[str] = frozenset(),
) -> Trial:
    """Evaluate every fair reading of the claim on `figures`.

    `named` are the publishers that the claim names as its source; none for any.
    """
    fair = [
        f
        for f in figures
        if f.measure in query.measure.fair
        and (not named or found.datasets[f.dataset].publisher in named)
    ]
    intervals = rules.comparators(query.claim, settings.tolerance)

    def read(series: Sequence[Series]) -> tuple[Readings, Evaluated]:
        readings = enumerate_readings(
            query,
            series,
            intervals,
            settings,
            found.datasets,
            found.roots,
            against=rules.against,
            beside=around,
        )
        return readings, evaluate(readings.candidates, rules)

    stock = query.measure.stock
    if query.anywhere is None:
        series = build_series(fair, found.datasets, stock=stock)
    else:
        inside = [f for f in fair if not query.anywhere or f.place in query.anywhere]
        series = over_places(inside, found.datasets, found.everywhere, stock=stock)
    around = beside(query, found, fair)
    negated = query.claim.polarity is Polarity.NEGATED
    many = None
    if at_most(query, len(series), len(intervals)) > settings.readings["listed"]:
        product = lay_out(query, intervals, settings, found.datasets, rules)
        implied = len(product) * len(series) if product else 0
        if product and implied > settings.readings["evaluated"]:
            return _refused(implied, settings)
        if product and implied > settings.readings["listed"]:
            many = count_all(product, series, found.roots, query, negated=negated)
            series = series[: max(1, int(settings.readings["listed"]) // len(product))]
    readings, evaluated = read(series)
    if fair and not series:
        left_out = Excluded(reason=SOME_PLACES, readings=len({f.dataset for f in fair}))
        readings = replace(readings, excluded=(*readings.excluded, left_out))
    if coarse := _too_coarse(readings.candidates, evaluated):
        names = {c.key.dataset for c in readings.candidates} - coarse
        called = _whose(coarse, names, found)
        silent = Counter(called.get(c.key.dataset) for c in readings.candidates)
        readings, evaluated = read([s for s in series if s.key.dataset not in coarse])
        excluded = (
            Excluded(reason=TOO_COARSE.format(name), readings=silent[name])
            for name in sorted(set(called.values()))
        )
        readings = replace(readings, excluded=(*readings.excluded, *excluded))
    count = tally(readings.candidates, evaluated, negated=negated)
    if many is not None:
        count, readings = many.tally(count), replace(readings, excluded=many.excluded)
    name, why = label(count, settings.labels)
    return Trial(readings, evaluated, count, name, why, many)


def _refused(implied: int, settings: Settings) -> Trial:
    """Return the trial of a question that leaves too much open to be evaluated."""
    told = REFUSED.format(implied, int(settings.readings["evaluated"]))
    readings = Readings((), (), (Excluded(reason=told, readings=implied),))
    nothing = evaluate((), COUNT)
    count = tally((), nothing, negated=False)
    return Trial(readings, nothing, count, Label.NOT_COVERED, Why.TOO_MANY)


def _too_coarse(candidates: Sequence[Candidate], evaluated: Evaluated) -> frozenset[str]:
    """Return the datasets none of whose readings decides, where another dataset's does.

    Yearly totals bound a month too widely to say anything of it. That they are silent takes nothing
    from those who counted the month, be it the same body. Who counted it and may have left some out
    is not silent.
    """
    datasets = [candidate.key.dataset for candidate in candidates]
    decided = zip(datasets, evaluated.judged.truth, strict=True)
    deciding = frozenset(name for name, truth in decided if truth != UNDETERMINED)
    open_ = frozenset(c.key.dataset for c in candidates if c.unseen != NOTHING)
    return frozenset(datasets) - deciding - open_ if deciding else frozenset()


def _whose(datasets: frozenset[str], deciding: Iterable[str], found: Found) -> dict[str, str]:
    """How datasets are called: by their publisher; by their title where it has another one."""
    others = {found.datasets[name].publisher for name in deciding}
    known = {name: found.datasets[name] for name in datasets}
    return {n: d.title if d.publisher in others else d.publisher for n, d in known.items()}


def usual_series(
    figures: Sequence[Figure],
    datasets: Mapping[str, Dataset],
    measures: Sequence[str],
    *,
    stock: bool,
    revised: bool = False,
) -> list[Series]:
    """Return the series of these measures, as their publishers best and last gave them.

    With `revised`, also as they gave them before they revised them.
    """
    series = build_series([f for f in figures if f.measure in measures], datasets, stock=stock)
    return [
        s for s in series if s.key.estimate == "best" and (revised or s.key.release == "latest")
    ]
