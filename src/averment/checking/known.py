"""What was known by the day of the text: the label on what had been published by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from averment.checking.candidate import Candidate
from averment.checking.lookup import Found
from averment.checking.outcomes import outcomes, quartiles
from averment.checking.settings import Settings
from averment.checking.trial import Trial, try_all
from averment.checking.words import say_all, say_day, say_years
from averment.evidence import Dataset, Figure
from averment.kinds import Rules
from averment.query import Query
from averment.verdict import KnownThen, Label, Outcome, Truth


def known_then(
    query: Query, rules: Rules, found: Found, settings: Settings, now: Trial, named: frozenset[str]
) -> KnownThen | None:
    """Label the claim on what was published by the day of the text, where that differs.

    Where nothing that decides had been published in this vintage, nothing is said: an earlier
    release of the same figures may have been out.
    """
    if not query.dated:
        return None
    then = known(found.deciding, query.asked_on)
    if len(then) == len(found.deciding):
        return None
    past_found = replace(found, beside=tuple(known(found.beside, query.asked_on)))
    past = try_all(query, rules, past_found, settings, figures=then, named=named)
    if past.label in (now.label, Label.NOT_COVERED):
        return None
    made = outcomes(past.readings.candidates, past.evaluated, past.tally, query)
    decided = [o for o in made if o.truth is not Truth.UNDETERMINED]
    middle = quartiles(decided)
    later = {f.id for f in found.deciding} - {f.id for f in then}
    used = {id for c in now.readings.candidates for id in _used(c)} & later
    came = [f for f in found.deciding if f.id in used]
    main = max(decided, key=lambda o: round(o.weight, 9))
    return KnownThen(
        label=past.label,
        value=middle.median if middle else None,
        sentence=_sentence(query, past.label, main, came, found.datasets),
    )


def say_known(day: dt.date, label: Label, sentence: str) -> str:
    """Say what the label would be by a day, with the main reading that it rests on."""
    name = label.value.replace("_", " ")
    by = f"From what was published by {say_day(day)} alone"
    return f"{by}, the label would be “{name}” ({sentence})."


def _sentence(
    query: Query,
    label: Label,
    main: Outcome,
    came: Sequence[Figure],
    datasets: Mapping[str, Dataset],
) -> str:
    said = say_known(query.asked_on, label, main.sentence)
    years: dict[str, set[int]] = {}
    for figure in came:
        last = figure.end - dt.timedelta(days=1)
        spoken = range(figure.start.year, last.year + 1)
        years.setdefault(datasets[figure.dataset].publisher, set()).update(spoken)
    if not years:
        return said
    told = [f"those of {who} for {say_years(found)}" for who, found in sorted(years.items())]
    first = min(f.published for f in came)
    return f"{said} Figures that came out later, from {say_day(first)} on: {say_all(told)}."


def _used(candidate: Candidate) -> tuple[str, ...]:
    den = candidate.den
    return (*candidate.num.figures, *(den.figures if den else ()))


def known(figures: Sequence[Figure], day: dt.date) -> list[Figure]:
    """Return the figures that were out by a day.

    A vintage all of which carries one date is a release; of a dataset with several the newest that
    was out by the day gave the figures of that day. Where none was, earlier ones that are not on
    record gave the years before: what ended a year before the day is taken as known from the
    oldest.
    """
    out: list[Figure] = []
    by_dataset: dict[str, list[Figure]] = {}
    for figure in figures:
        by_dataset.setdefault(figure.dataset, []).append(figure)
    for group in by_dataset.values():
        known_ = [f for f in group if f.published <= day]
        oldest = _release(group)
        if oldest and not known_:
            known_ = [f for f in oldest if (day - f.end).days >= 365]
        out += known_
    return out


def _release(group: Sequence[Figure]) -> list[Figure]:
    """The oldest release of a dataset; nothing where its figures came out one by one."""
    releases: dict[str, list[Figure]] = {}
    for figure in group:
        releases.setdefault(_vintage(figure), []).append(figure)
    dates = {name: {f.published for f in part} for name, part in releases.items()}
    if any(len(days) > 1 for days in dates.values()):
        return []
    oldest = min(releases, key=lambda name: (min(dates[name]), name))
    part = releases[oldest]
    return part if len({f.end for f in part}) > 1 else []


def _vintage(figure: Figure) -> str:
    """The vintage of a figure from the store, which its id begins with; empty in a pack."""
    name, slash, _ = figure.id.partition("/")
    return name if slash and "@" in name else ""
