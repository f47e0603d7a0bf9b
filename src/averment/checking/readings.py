"""Every reading of a query: one option on every axis, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from averment.checking.answers import pro_rata, window_total
from averment.checking.baselines import BaselineChoice, baseline_choices
from averment.checking.candidate import Candidate
from averment.checking.series import Series
from averment.checking.settings import Settings
from averment.checking.totals import SeriesKey
from averment.checking.weights import weigh
from averment.checking.windows import WindowChoice, window_choices
from averment.evidence import Dataset
from averment.query import Comparator, Period, Query
from averment.verdict import Axis, Excluded, Option

AXES = {
    "publisher": "Who counted",
    "dataset": "Which of the publisher's records",
    "release": "Which release of a revised figure",
    "estimate": "Which estimate",
    "measure": "What is counted",
    "perpetrator": "Whose deeds are counted",
    "window": "Which period",
    "baseline": "What it is compared with",
    "spread": "How figures count whose period is only partly meant",
    "percent": "What the multiple means",
}

NOT_COVERED = "the publisher's figures do not cover enough of the period"
NO_BASE = "the publisher's figures do not cover enough of the period compared with"
ZERO_BASE = "nothing was counted in the period compared with, so there is no rate of change"


@dataclass(frozen=True, slots=True)
class Readings:
    """All readings of a query, weights summing to one, and what was left out and why."""

    candidates: tuple[Candidate, ...]
    axes: tuple[Axis, ...]
    excluded: tuple[Excluded, ...]


def enumerate_readings(
    query: Query,
    series: Sequence[Series],
    intervals: Mapping[str, Comparator],
    settings: Settings,
    datasets: Mapping[str, Dataset],
    roots: Mapping[str, str],
    *,
    compares: bool,
) -> Readings:
    """Combine the options of every axis, leave out what has no answer, and weigh the rest.

    `intervals` are those of the axis `percent`; `datasets` describes those of the series, by id;
    `roots` maps each publisher to the one whose count it repeats (itself, if its own); `compares`
    says whether the kind has a baseline.
    """
    windows = window_choices(query, settings)
    bases = {w.period: baseline_choices(query, w, settings) if compares else () for w in windows}
    maker = _Maker(query, intervals, settings, datasets, windows, bases, compares, Counter())
    made = [candidate for one in series for candidate in maker.of_series(one)]
    weighed = merged(weigh(made, roots))
    excluded = tuple(Excluded(reason=r, readings=n) for r, n in sorted(maker.left_out.items()))
    return Readings(tuple(weighed), _axes(weighed), excluded)


@dataclass(frozen=True, slots=True)
class _Maker:
    query: Query
    intervals: Mapping[str, Comparator]
    settings: Settings
    datasets: Mapping[str, Dataset]
    windows: Sequence[WindowChoice]
    bases: Mapping[Period, Sequence[BaselineChoice]]
    compares: bool
    left_out: Counter[str]

    def of_series(self, series: Series) -> Iterator[Candidate]:
        """Yield the readings that rest on one series."""
        for window in self.windows:
            for name, interval in self.intervals.items():
                options = self.options(series.key, window)
                if len(self.intervals) > 1:
                    options["percent"] = self.settings.option("percent", name, _PERCENT[name])
                num = window_total(series, window, interval, self.settings.coverage)
                bare = Candidate(options, series, window, num, interval)
                if not num.covered:
                    self.left_out[NOT_COVERED] += 1
                elif self.compares:
                    yield from self.compared(bare)
                else:
                    yield from self.spread(bare)

    def compared(self, bare: Candidate) -> Iterator[Candidate]:
        """Yield a reading for every baseline that the series covers and that is not zero."""
        for baseline in self.bases[bare.window.period]:
            den = bare.series.total(baseline.period, self.settings.coverage)
            if not den.covered or (bare.interval.unit == "ratio" and den.high == 0):
                self.left_out[ZERO_BASE if den.covered else NO_BASE] += 1
                continue
            options = {**bare.options, "baseline": baseline.option}
            yield from self.spread(replace(bare, options=options, baseline=baseline, den=den))

    def spread(self, found: Candidate) -> Iterator[Candidate]:
        """Yield a reading and, where it has only bounds that may be shared out, that as well."""
        shared = pro_rata(found, self.settings.coverage)
        for one in (found, shared) if shared else ():
            option = self.settings.option("spread", one.spread, _SPREAD[one.spread])
            yield replace(one, options={**one.options, "spread": option})
        if shared is None:
            yield found

    def options(self, key: SeriesKey, window: WindowChoice) -> dict[str, Option]:
        """Return the options that a series and a window settle."""
        query, option = self.query, self.settings.option
        narrow = key.measure == query.measure.fair[0]
        said = self.settings.definitions.get(key.measure, key.measure)
        dataset = self.datasets[key.dataset]
        found = {
            "publisher": Option(
                id=key.publisher, label=key.publisher, reason=dataset.publisher_name
            ),
            "dataset": Option(id=key.dataset, label=dataset.title, reason=dataset.counts),
            "release": option("release", key.release, f"figures as {key.release} given"),
            "estimate": option("estimate", key.estimate, f"{key.estimate} estimate"),
            "measure": option("measure", key.measure, said, form="fair" if narrow else "wider"),
            "window": window.option,
        }
        if query.scope.by and not query.measure.stock:
            blamed = key.by or "all"
            label = f"those of {query.scope.blamed}" if key.by else "all, whoever did it"
            form = "named" if key.by else "all"
            found["perpetrator"] = option("perpetrator", blamed, label, form=form)
        return found


_PERCENT = {
    "to": "three times more, meant as three times as many",
    "by": "three times more, meant as three times on top",
}
_SPREAD = {"bounds": "as bounds", "pro-rata": "in proportion to the days"}


def merged(weighed: Sequence[Candidate]) -> list[Candidate]:
    """Make one reading of those that differ only in a release or an estimate of equal figures.

    The first one given stands for them, with the weight of all.
    """
    kept: dict[object, Candidate] = {}
    for one in weighed:
        same = {axis: option.id for axis, option in one.options.items() if axis not in _VARIANTS}
        totals = [(total.low, total.high) for total in (one.num, one.den) if total is not None]
        key = (*same.items(), *totals)
        before = kept.get(key)
        kept[key] = replace(before, weight=before.weight + one.weight) if before else one
    return list(kept.values())


_VARIANTS = ("release", "estimate")


def _axes(candidates: Sequence[Candidate]) -> tuple[Axis, ...]:
    """Return the axes with the options that some reading takes."""
    found: dict[str, dict[str, Option]] = {}
    for candidate in candidates:
        for axis, option in candidate.options.items():
            found.setdefault(axis, {}).setdefault(option.id, option)
    return tuple(
        Axis(id=axis, label=label, options=tuple(found[axis].values()))
        for axis, label in AXES.items()
        if axis in found
    )
