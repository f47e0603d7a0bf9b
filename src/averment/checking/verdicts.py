"""The main path of the checker: claim → query → series → readings → outcomes → verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from averment.checking import beside
from averment.checking.ask import Context, ask, named_publishers, place_is_context
from averment.checking.evaluate import Evaluated, evaluate
from averment.checking.flags import flags
from averment.checking.labels import Tally, label, tally
from averment.checking.outcomes import flips, outcomes, quartiles, value_of
from averment.checking.readings import Candidate, Readings, enumerate_readings
from averment.checking.reason import counterclaim, reason
from averment.checking.series import Flows, Stocks, build_series
from averment.checking.settings import Settings
from averment.checking.state import State
from averment.checking.stretches import Leaning, find_stretches
from averment.checking.words import say_day
from averment.claim import Claim, Polarity
from averment.evidence import Dataset, Evidence, Figure, FigureSet
from averment.kinds import KINDS, Rules
from averment.kinds.rules import Floats
from averment.query import Comparator, Query
from averment.verdict import Axis, Flag, KnownThen, Label, Option, Verdict, Why


def check_claim(claim: Claim, evidence: Evidence, context: Context, settings: Settings) -> Verdict:
    """Put one claim before the record, in every fair reading of its words."""
    if not claim.checkable:
        return Verdict(label=Label.NOT_CHECKABLE, reason=_not_checkable(claim))
    rules = KINDS.get(claim.kind)
    if rules is None:
        return Verdict(
            label=Label.NOT_YET_CHECKED,
            why=Why.KIND,
            reason=f"Found and listed; claims of the kind “{claim.kind}” are not checked yet.",
        )
    if claim.value is None:
        return Verdict(label=Label.NOT_CHECKABLE, reason="The text gives no figure to check.")
    query = ask(claim, context, settings)
    if query is None:
        return _no_measure(claim)
    return _Check(claim, query, rules, evidence, context, settings).verdict()


def _not_checkable(claim: Claim) -> str:
    why = f" ({claim.why_not.value})" if claim.why_not else ""
    return f"Not a statement that records can settle{why}."


def _no_measure(claim: Claim) -> Verdict:
    what = claim.measure.text if claim.measure else claim.text
    return Verdict(
        label=Label.NOT_COVERED,
        why=Why.NO_DATASET,
        reason=f"No record in this evidence counts “{what}”.",
        would_settle=f"A dated count of “{what}” by a body that is no party to the dispute.",
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What one run over the figures gives: the readings, evaluated and labelled."""

    readings: Readings
    evaluated: Evaluated
    tally: Tally
    label: Label
    why: Why | None


@dataclass(frozen=True, slots=True)
class _Check:
    claim: Claim
    query: Query
    rules: Rules
    evidence: Evidence
    context: Context
    settings: Settings

    def verdict(self) -> Verdict:
        """Fetch the figures, evaluate every reading, and explain the result."""
        fetched = self.fetch((*self.query.measure.fair, *self.query.measure.stretch))
        figures = [figure for found in fetched for figure in found.figures]
        datasets = {name: d for found in fetched for name, d in found.datasets.items()}
        deciding = [f for f in figures if datasets[f.dataset].decides]
        said = [f for f in figures if not datasets[f.dataset].decides]
        found = self.evaluate(deciding, datasets)
        base = Verdict(
            label=Label.NOT_COVERED,
            reason="",
            said_by_parties=beside.party_figures(said, datasets, self.query),
            excluded=found.readings.excluded,
            rows=tuple(beside.row(f, datasets[f.dataset]) for f in figures),
            evidence=tuple(beside.source(d) for d in datasets.values()),
            sql=tuple(one.sql for one in fetched if one.figures),
        )
        if not found.readings.candidates:
            return self.uncovered(base, deciding)
        return self.explain(base, found, figures, datasets)

    def fetch(self, measures: Sequence[str]) -> list[FigureSet]:
        """Fetch the figures, those coded by the blamed or by the place's own forces included."""
        scope = self.query.scope
        if scope.place is None and scope.of is None:
            return []
        doers = dict.fromkeys(("", scope.by or "", scope.place or ""))
        return [
            self.evidence.figures(measures, place=scope.place, of=scope.of, by=by, unit=None)
            for by in doers
        ]

    def evaluate(self, figures: Sequence[Figure], datasets: Mapping[str, Dataset]) -> Found:
        """Evaluate every fair reading of the claim on these figures."""
        fair = [f for f in figures if f.measure in self.query.measure.fair]
        named = named_publishers(self.claim, self.evidence.datasets())
        if named:
            fair = [f for f in fair if datasets[f.dataset].publisher in named]
        series = build_series(fair, datasets, stock=self.query.measure.stock)
        intervals = self.rules.comparators(self.claim, self.settings.tolerance)
        roots = _roots(datasets)
        readings = enumerate_readings(self.query, series, intervals, self.settings, roots)
        candidates = list(readings.candidates)
        evaluated = evaluate(candidates, self.rules)
        negated = self.claim.polarity is Polarity.NEGATED
        count = tally(candidates, evaluated, negated=negated, midpoints=_midpoints(candidates))
        name, why = label(count, self.settings.labels)
        return Found(readings, evaluated, count, name, why)

    def uncovered(self, base: Verdict, deciding: Sequence[Figure]) -> Verdict:
        """Nothing decides: say why, and what record would settle it."""
        if deciding:
            why, words = (
                Why.OUTSIDE_COVERAGE,
                "The records that count this do not cover the period.",
            )
        elif base.said_by_parties:
            why = Why.ONLY_PARTIES
            words = "Only a party to the dispute gives such a figure; nobody independent counts it."
        elif self.query.scope.place is None:
            why, words = Why.NO_DATASET, "The text does not say where, so no record can be asked."
        else:
            why, words = Why.NO_DATASET, "No record in this evidence counts this there."
        return base.model_copy(
            update={"why": why, "reason": words, "would_settle": self.would_settle()}
        )

    def would_settle(self) -> str:
        """Say which record would settle the claim."""
        whose = f" ({self.query.scope.of})" if self.query.scope.of else ""
        where = f" in {self.query.scope.place}" if self.query.scope.place else ""
        return (
            f"A dated list of {self.query.measure.label}{whose}{where}, case by case, that someone "
            "other than the parties can check: names, dates, places and how each was identified."
        )

    def explain(
        self,
        base: Verdict,
        found: Found,
        figures: Sequence[Figure],
        datasets: Mapping[str, Dataset],
    ) -> Verdict:
        """Say what was found: label, reason, flags, what decides, what stands beside it."""
        state = self.state(found, figures, datasets)
        values = [outcome.value for outcome in state.outcomes]
        return base.model_copy(
            update={
                "label": found.label,
                "why": found.why,
                "flags": (*flags(state), *self.undated()),
                "reason": reason(state),
                "readings": len(state.outcomes),
                "share": found.tally.share,
                "weighted_share": found.tally.weighted_share,
                "undetermined": found.tally.undetermined,
                "values": quartiles(state.decided),
                "flips": tuple(state.flips),
                "best_reading": state.best,
                "own_reading": state.own,
                "stretch": state.stretches[0] if state.stretches else None,
                "stretches": tuple(state.stretches),
                "known_then": self.known_then(found, figures, datasets),
                "derivations": beside.derivations(
                    self.query, found.readings.candidates, values, figures, datasets
                ),
                "counterclaim": counterclaim(state),
                "would_settle": self.would_settle() if found.label is Label.NOT_COVERED else None,
                "interval": state.stated,
                "unit": self.claim.value.unit if self.claim.value else "count",
                "axes": (*self.place_axis(), *found.readings.axes),
                "outcomes": tuple(state.outcomes),
            }
        )

    def state(
        self, found: Found, figures: Sequence[Figure], datasets: Mapping[str, Dataset]
    ) -> State:
        """Gather what the explaining functions need."""
        candidates = found.readings.candidates
        made = outcomes(candidates, found.evaluated, found.tally, self.query)
        interval = candidates[0].interval
        deciding = [f for f in figures if datasets[f.dataset].decides]
        state = State(
            query=self.query,
            settings=self.settings,
            candidates=candidates,
            outcomes=made,
            tally=found.tally,
            label=found.label,
            interval=interval,
            stated=self.stated(interval, ratio=candidates[0].den is not None),
            flips=flips(made, found.readings.axes),
            stretches=(),
            figures=figures,
            datasets=datasets,
        )
        return replace(state, stretches=self.stretches(candidates, deciding, figures, datasets))

    def stated(self, interval: Comparator, *, ratio: bool) -> tuple[float | None, float | None]:
        """Return the claim's interval in its own unit."""
        if interval.base is not None:
            base = interval.base
            low = interval.low / base.high if interval.low and base.high else None
            high = interval.high / base.low if interval.high and base.low else None
            ends = (low, high)
        else:
            ends = (interval.low, interval.high)
        own = [None if e is None else value_of(e, self.claim, ratio=ratio) for e in ends]
        if all(e is not None for e in own):
            own.sort(key=lambda e: e if e is not None else 0.0)
        elif (
            ratio
            and own != [None, None]
            and value_of(2.0, self.claim, ratio=True) < value_of(1.0, self.claim, ratio=True)
        ):
            own.reverse()
        return own[0], own[1]

    def stretches(
        self,
        candidates: Sequence[Candidate],
        deciding: Sequence[Figure],
        figures: Sequence[Figure],
        datasets: Mapping[str, Dataset],
    ):  # type: ignore[no-untyped-def]
        """Evaluate the options that the words do not bear, apart from the verdict."""
        measure = self.query.measure
        split = [
            build_series([f for f in deciding if f.measure in codes], datasets, stock=measure.stock)
            for codes in (measure.fair, measure.stretch)
        ]
        best = [
            [s for s in part if s.key.estimate == "best" and s.key.release == "latest"]
            for part in split
        ]
        said = [f for f in figures if not datasets[f.dataset].decides]
        lean = Leaning(
            self.query, candidates, best[0], best[1], said, candidates[0].interval, self.settings
        )
        return find_stretches(lean, self.rules)

    def known_then(
        self, found: Found, figures: Sequence[Figure], datasets: Mapping[str, Dataset]
    ) -> KnownThen | None:
        """Label the claim on what was published by the day of the text, where that differs."""
        then = [
            f for f in figures if datasets[f.dataset].decides and f.published <= self.query.asked_on
        ]
        if not self.query.dated or len(then) == len(figures):
            return None
        past = self.evaluate(then, datasets)
        if past.label in (found.label, Label.NOT_COVERED):
            return None
        made = outcomes(past.readings.candidates, past.evaluated, past.tally, self.query)
        middle = quartiles(made)
        return KnownThen(
            label=past.label,
            value=middle.median if middle else None,
            sentence=(
                f"From what was published by {say_day(self.query.asked_on)} alone, the label would "
                f"be “{past.label.value.replace('_', ' ')}”."
            ),
        )

    def place_axis(self) -> tuple[Axis, ...]:
        """A place that was read from the text around the claim is shown as a choice made."""
        if self.query.scope.place is None or not place_is_context(self.claim):
            return ()
        reason_ = "the sentence names no place; the text around it speaks of this one"
        option = Option(id=self.query.scope.place, label=self.query.scope.place, reason=reason_)
        return (Axis(id="place", label="Where", options=(option,)),)

    def undated(self) -> tuple[Flag, ...]:
        """Warn where the day of the text is unknown and the end of the record stands in for it."""
        if self.query.dated:
            return ()
        day: dt.date = self.query.asked_on
        words = f"The text's date is unknown; periods are reckoned to {say_day(day)}, the end of the record."
        return (Flag(id="undated", sentence=words),)


def _roots(datasets: Mapping[str, Dataset]) -> dict[str, str]:
    """Map each publisher to the one whose count it repeats; itself where it counts for itself."""
    roots = {d.publisher: d.publisher for d in datasets.values()}
    for dataset in datasets.values():
        for origin in dataset.collected_from:
            name = origin.removeprefix("dataset:")
            if origin != name and name in datasets:
                roots[dataset.publisher] = datasets[name].publisher
    return roots


def _midpoints(candidates: Sequence[Candidate]) -> Floats:
    """A value inside each reading's interval, in the unit compared; pairs are compared as ratios."""
    return np.array([_middle(candidate.interval) for candidate in candidates], dtype=np.float64)


def _middle(interval: Comparator) -> float:
    base = interval.base
    if base is not None and base.high and base.low is not None:
        top = ((interval.low or 0.0) + (interval.high or 0.0)) / 2
        return top / ((base.low + base.high) / 2)
    if interval.low is None:
        return interval.high if interval.high is not None else 0.0
    return interval.low if interval.high is None else (interval.low + interval.high) / 2
