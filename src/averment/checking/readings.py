"""Every reading of a query: one option on every axis, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from averment.checking.answers import window_total
from averment.checking.baselines import baseline_choices
from averment.checking.candidate import Around, Beside, Candidate
from averment.checking.changes import NOT_COVERED, compared, spread
from averment.checking.courses import courses
from averment.checking.exclusions import why_left_out
from averment.checking.extracts import EXTRACT, without_extracts
from averment.checking.product import Product
from averment.checking.series import Series
from averment.checking.settings import Settings
from averment.checking.standings import standings
from averment.checking.totals import SeriesKey
from averment.checking.unseen import unseen
from averment.checking.weights import weigh
from averment.checking.wholes import parts
from averment.checking.windows import WindowChoice, window_choices
from averment.evidence import Dataset
from averment.kinds.rules import Against, Rules
from averment.query import Comparator, Query
from averment.verdict import Axis, Excluded, Option

NO_BEST = "the publisher's best estimate leaves it open, so its low or high one does not decide"

AXES = {
    "publisher": "Who counted",
    "dataset": "Which of the publisher's records",
    "release": "Which release of a revised figure",
    "estimate": "Which estimate",
    "measure": "What is counted",
    "unknown": "How the dead of unknown status count",
    "perpetrator": "Whose deeds are counted",
    "statistic": "How the course is tested",
    "window": "Which period",
    "baseline": "What it is compared with",
    "among": "What it is ranked among",
    "spread": "How figures count whose period is only partly meant",
    "percent": "What the multiple means",
}


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
    against: Against,
    beside: Beside = MappingProxyType({}),
) -> Readings:
    """Combine the options of every axis, leave out what has no answer, and weigh the rest.

    `intervals` are those of the axis `percent`; `datasets` describes those of the series, by id;
    `roots` maps each publisher to the one whose count it repeats (itself, if its own); `against`
    says what a total is held against, and `beside` are the series needed for that.
    """
    windows = window_choices(query, settings)
    based = against in ("baseline", "course")
    bases = {w.period: baseline_choices(query, w, settings) if based else () for w in windows}
    around = Around(query, settings, bases, beside)
    maker = _Maker(around, intervals, datasets, windows, against, Counter())
    every = (candidate for one in series for candidate in maker.of_series(one))
    fair = [candidate for candidate in every if maker.fair(candidate)]
    if against == "rivals":
        fair, maker.left_out[NO_BEST] = _beside_the_best(fair)
    made, maker.left_out[EXTRACT] = without_extracts(fair, datasets)
    weighed = merged(weigh(made, roots))
    left_out = sorted((reason, count) for reason, count in maker.left_out.items() if count)
    excluded = tuple(Excluded(reason=reason, readings=count) for reason, count in left_out)
    return Readings(tuple(weighed), _axes(weighed), excluded)


def _beside_the_best(fair: Sequence[Candidate]) -> tuple[list[Candidate], int]:
    """Leave out low and high estimates where the best one of the same count does not answer.

    A rank with gaps is kept where it is refuted for all that; alone, the estimate that refutes it
    would speak for those that leave it open.
    """

    def place(one: Candidate) -> tuple[object, ...]:
        options = (o.id for axis, o in one.options.items() if axis != "estimate")
        return replace(one.key, estimate=""), *options

    best = {place(one) for one in fair if one.key.estimate == "best"}
    kept = [one for one in fair if place(one) in best]
    return kept, len(fair) - len(kept)


def lay_out(
    query: Query,
    intervals: Mapping[str, Comparator],
    settings: Settings,
    datasets: Mapping[str, Dataset],
    rules: Rules,
) -> Product | None:
    """Lay the same readings out as a product of axes; none for a kind whose readings are none."""
    if rules.against not in ("nothing", "baseline"):
        return None
    windows = window_choices(query, settings)
    bases = {w.period: baseline_choices(query, w, settings) for w in windows}
    around = Around(query, settings, bases, {})
    maker = _Maker(around, intervals, datasets, windows, rules.against, Counter())
    return Product(
        query,
        windows,
        bases if rules.against == "baseline" else None,
        intervals,
        maker.options,
        settings,
        datasets,
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    around: Around
    intervals: Mapping[str, Comparator]
    datasets: Mapping[str, Dataset]
    windows: Sequence[WindowChoice]
    against: Against
    left_out: Counter[str]

    def of_series(self, series: Series) -> Iterator[Candidate]:
        """Yield the readings that rest on one series, and count those left out."""
        settings = self.around.settings
        for window in self.windows:
            for name, interval in self.intervals.items():
                options = self.options(series.key, window)
                if len(self.intervals) > 1:
                    options["percent"] = settings.option("percent", name)
                num = window_total(series, window, interval, settings.coverage)
                bare = Candidate(options, series, window, num, interval)
                for found in _AGAINST[self.against](bare, self.around):
                    if isinstance(found, str):
                        self.left_out[found] += 1
                    else:
                        yield found

    def fair(self, found: Candidate) -> bool:
        """Say whether no rule of the data leaves the reading out; count it where one does."""
        why = why_left_out(found.options, self.around.settings.exclusions)
        if why:
            self.left_out[why] += 1
        return not why

    def options(self, key: SeriesKey, window: WindowChoice) -> dict[str, Option]:
        """Return the options that a series and a window settle."""
        query, settings = self.around.query, self.around.settings
        option = settings.option
        narrow = key.measure == query.measure.fair[0]
        said = settings.definitions.get(key.measure, key.measure)
        dataset = self.datasets[key.dataset]
        found = {
            "publisher": Option(
                id=key.publisher, label=key.publisher, reason=dataset.publisher_name
            ),
            "dataset": Option(id=key.dataset, label=dataset.title, reason=dataset.counts),
            "release": option("release", key.release),
            "estimate": option("estimate", key.estimate),
            "measure": option("measure", key.measure, said, form="fair" if narrow else "wider"),
            "window": window.option,
        }
        if query.scope.by and not query.measure.stock:
            blamed = key.by or "all"
            form = "named" if key.by else "all"
            found["perpetrator"] = option("perpetrator", blamed, query.scope.blamed, form=form)
        return found


def _alone(bare: Candidate, around: Around) -> Iterator[Candidate | str]:
    """A total that is held against nothing but the claim."""
    if bare.num.covered:
        num = bare.num
        more = unseen(bare.key, around.query, around.settings, num.high, num.period.years)
        yield from spread(replace(bare, unseen=more), around)
    else:
        yield NOT_COVERED


_AGAINST: Mapping[Against, Callable[[Candidate, Around], Iterator[Candidate | str]]] = {
    "nothing": _alone,
    "baseline": compared,
    "course": courses,
    "whole": parts,
    "rivals": standings,
}


def merged(weighed: Sequence[Candidate]) -> list[Candidate]:
    """Make one reading of those that differ only in a release or an estimate of equal figures.

    The first one given stands for them, with the weight of all.
    """
    kept: dict[object, Candidate] = {}
    for one in weighed:
        same = {axis: option.id for axis, option in one.options.items() if axis not in _VARIANTS}
        held = (one.num, one.den, *(rival.total for rival in one.rivals))
        totals = [(total.low, total.high) for total in held if total is not None]
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
