"""One run of a query over figures: its readings, evaluated and labelled."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from averment.checking.candidate import Candidate
from averment.checking.evaluate import Evaluated, evaluate
from averment.checking.labels import Tally, label, tally
from averment.checking.lookup import Found
from averment.checking.outcomes import outcomes, quartiles
from averment.checking.readings import Readings, enumerate_readings
from averment.checking.series import Series, build_series
from averment.checking.settings import Settings
from averment.checking.words import say_day
from averment.claim import Polarity
from averment.evidence import Dataset, Figure
from averment.kinds import Rules
from averment.kinds.rules import UNDETERMINED
from averment.query import Query
from averment.verdict import Excluded, KnownThen, Label, Why

TOO_COARSE = "the figures of {} are of periods too long to decide within this one, others' are not"


@dataclass(frozen=True, slots=True)
class Trial:
    """The readings of a query over some figures, evaluated and labelled."""

    readings: Readings
    evaluated: Evaluated
    tally: Tally
    label: Label
    why: Why | None


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
            compares=rules.compares,
        )
        return readings, evaluate(readings.candidates, rules)

    series = build_series(fair, found.datasets, stock=query.measure.stock)
    readings, evaluated = read(series)
    if coarse := _too_coarse(readings.candidates, evaluated):
        left_out = Counter(c.key.publisher for c in readings.candidates)
        readings, evaluated = read([s for s in series if s.key.publisher not in coarse])
        excluded = (
            Excluded(reason=TOO_COARSE.format(name), readings=left_out[name])
            for name in sorted(coarse)
        )
        readings = replace(readings, excluded=(*readings.excluded, *excluded))
    negated = query.claim.polarity is Polarity.NEGATED
    count = tally(readings.candidates, evaluated, negated=negated)
    name, why = label(count, settings.labels)
    return Trial(readings, evaluated, count, name, why)


def _too_coarse(candidates: Sequence[Candidate], evaluated: Evaluated) -> frozenset[str]:
    """Return the publishers none of whose readings decides, where another publisher's does.

    Yearly totals bound a month too widely to say anything of it. That they are silent takes nothing
    from those who counted the month.
    """
    publishers = [candidate.key.publisher for candidate in candidates]
    decided = zip(publishers, evaluated.judged.truth, strict=True)
    deciding = frozenset(name for name, truth in decided if truth != UNDETERMINED)
    return frozenset(publishers) - deciding if deciding else frozenset()


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


def known_then(
    query: Query, rules: Rules, found: Found, settings: Settings, now: Trial, named: frozenset[str]
) -> KnownThen | None:
    """Label the claim on what was published by the day of the text, where that differs.

    Where nothing that decides had been published in this vintage, nothing is said: an earlier
    release of the same figures may have been out.
    """
    then = [f for f in found.deciding if _known(f, found.deciding, query.asked_on)]
    if not query.dated or len(then) == len(found.deciding):
        return None
    past = try_all(query, rules, found, settings, figures=then, named=named)
    if past.label in (now.label, Label.NOT_COVERED):
        return None
    made = outcomes(past.readings.candidates, past.evaluated, past.tally, query)
    middle = quartiles([o for o in made if o.value is not None])
    day, name = say_day(query.asked_on), past.label.value.replace("_", " ")
    return KnownThen(
        label=past.label,
        value=middle.median if middle else None,
        sentence=f"From what was published by {day} alone, the label would be “{name}”.",
    )


def _known(figure: Figure, figures: Sequence[Figure], day: dt.date) -> bool:
    """Say whether a figure was out by a day.

    Where all of a dataset carries one date, that is the date of the release on record. Earlier
    releases gave the years before it: what ended a year before the day is taken as known.
    """
    dates = {other.published for other in figures if other.dataset == figure.dataset}
    release = len(dates) == 1 and len({f.end for f in figures if f.dataset == figure.dataset}) > 1
    return figure.published <= day or (release and (day - figure.end).days >= 365)
