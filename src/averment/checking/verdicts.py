"""The main path of the checker: claim → query → figures → readings → outcomes → verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace

from averment.checking import beside
from averment.checking.ask import Context, ask, named_publishers
from averment.checking.attested import ATTESTED, check_attested
from averment.checking.counterclaim import counterclaims
from averment.checking.deciding import flips
from averment.checking.derivations import derivations
from averment.checking.flags import flags
from averment.checking.fragility import fragility
from averment.checking.known import known_then
from averment.checking.landscape import landscape
from averment.checking.lookup import Found, look_up, periods
from averment.checking.looser import Ground
from averment.checking.outcomes import outcomes, quartiles
from averment.checking.path import path
from averment.checking.quotes import check_quote
from averment.checking.reason import reason
from averment.checking.scope import Unasked
from averment.checking.settings import Settings
from averment.checking.settling import would_settle, would_settle_unasked
from averment.checking.state import State, ground, stated
from averment.checking.stretches import Leaning, find_stretches
from averment.checking.trial import Trial, try_all, usual_series
from averment.checking.uncovered import why_uncovered
from averment.claim import Claim, Kind, Span
from averment.evidence import Evidence
from averment.kinds import KINDS, Rules
from averment.query import Query
from averment.verdict import Axis, Excluded, Label, Option, Stretch, Verdict, Why, WouldSettle

UNSOUND = "figures that are below zero or no numbers are corrections or mistakes, and count nothing"


def check_claim(claim: Claim, evidence: Evidence, context: Context, settings: Settings) -> Verdict:
    """Put one claim before the record, in every fair reading of its words."""
    if not claim.checkable or claim.kind is Kind.OPINION:
        why = f" ({claim.why_not.value})" if claim.why_not else ""
        words = f"Not a statement that records can settle{why}."
        return Verdict(label=Label.NOT_CHECKABLE, reason=words)
    if claim.kind in ATTESTED:
        return check_attested(claim, evidence, context, settings)
    if claim.kind is Kind.QUOTE:
        return check_quote(claim, context, settings)
    rules = KINDS[claim.kind]
    for name, words in rules.needs.items():
        if getattr(claim, name) is None:
            return Verdict(label=Label.NOT_CHECKABLE, reason=words)
    query = ask(claim, context, settings)
    if isinstance(query, Unasked):
        return _unasked(claim, query)
    query = replace(query, claim=_content(claim))
    named = named_publishers(claim, evidence.datasets())
    if (query, named) not in context.answers:
        asked = periods(query, settings, against=rules.against)
        check = _Check(query, rules, look_up(query, evidence, asked), settings, named, evidence)
        context.answers[query, named] = check.verdict()
    return context.answers[query, named]


def _content(claim: Claim) -> Claim:
    """The claim without where it stands and who says it: what a verdict is on."""
    nowhere = Span(0, 0)
    apart = {"id": "", "span": nowhere, "sentence": nowhere, "attribution": (), "responds_to": ()}
    return claim.model_copy(update=apart)


def _unasked(claim: Claim, query: Unasked) -> Verdict:
    return Verdict(
        label=Label.NOT_COVERED,
        why=Why.NO_DATASET,
        reason=query.reason,
        would_settle=would_settle_unasked(claim),
    )


@dataclass(frozen=True, slots=True)
class _Check:
    query: Query
    rules: Rules
    found: Found
    settings: Settings
    named: frozenset[str]
    evidence: Evidence

    def verdict(self) -> Verdict:
        """Evaluate every reading, and explain the result."""
        query, found = self.query, self.found
        trial = try_all(
            query, self.rules, found, self.settings, figures=found.deciding, named=self.named
        )
        base = Verdict(
            label=Label.NOT_COVERED,
            reason="",
            said_by_parties=beside.party_figures(found.said, found.datasets, query),
            excluded=(*trial.readings.excluded, *self.unsound()),
            rows=tuple(
                beside.row(f, found.datasets[f.dataset])
                for f in (found.figures if query.anywhere is None else ())
            ),
            evidence=tuple(
                beside.source(d, found.hashes.get(d.id, "")) for d in found.datasets.values()
            ),
            sql=found.sql,
        )
        if trial.readings.candidates:
            return self.explained(base, trial)
        if trial.why is Why.TOO_MANY:
            words = trial.readings.excluded[0].reason
            return base.model_copy(update={"why": trial.why, "reason": words})
        fair = [f for f in found.deciding if f.measure in query.measure.fair]
        why, words = why_uncovered(query, fair, base.said_by_parties, base.excluded)
        told = {"why": why, "reason": words, "would_settle": self.settling(base)}
        return base.model_copy(update=told)

    def unsound(self) -> tuple[Excluded, ...]:
        """Tell of the figures that were left out because they count nothing."""
        count = self.found.unsound
        return (Excluded(reason=UNSOUND, readings=count),) if count else ()

    def explained(self, base: Verdict, trial: Trial) -> Verdict:
        """Say what was found: label, reason, flags, what decides, what stands beside it."""
        query, found, state = self.query, self.found, self.state(trial)
        value = query.claim.value
        instead = counterclaims(state, self.again)
        mixed = derivations(
            query,
            trial.readings.candidates,
            [outcome.value for outcome in state.outcomes],
            (*found.figures, *found.beside),
            found.datasets,
        )
        used = {id for o in state.outcomes for id in (*o.figures, *o.base_figures)}
        used |= {id for one in mixed for id in one.figures}
        others = (f for f in (*found.beside, *found.figures) if f.id in used)
        rows = (beside.row(f, found.datasets[f.dataset]) for f in others)
        return base.model_copy(
            update={
                "rows": tuple({row.id: row for row in (*base.rows, *rows)}.values()),
                "label": trial.label,
                "why": trial.why,
                "flags": flags(state),
                "reason": reason(state),
                "readings": trial.many.readings if trial.many else len(state.outcomes),
                "share": trial.tally.share,
                "weighted_share": trial.tally.weighted_share,
                "undetermined": trial.tally.undetermined,
                "values": trial.many.values if trial.many else quartiles(state.decided),
                "flips": tuple(state.flips),
                "path": tuple(state.path),
                "best_reading": state.best,
                "own_reading": state.own,
                "stretch": state.stretches[0] if state.stretches else None,
                "stretches": tuple(state.stretches),
                "known_then": known_then(
                    query, self.rules, found, self.settings, trial, self.named
                ),
                "derivations": mixed,
                "counterclaim": instead[0] if instead else None,
                "counterclaims": instead,
                "landscape": state.landscape,
                "window_percentile": state.landscape and state.landscape.percentile,
                "fragility": self.fragility(state),
                "would_settle": self.settling(base) if trial.why else None,
                "interval": state.stated,
                "unit": self.rules.unit if value is None or "" in self.rules.units else value.unit,
                "axes": (*_inferred(query), *trial.readings.axes),
                "outcomes": tuple(state.outcomes),
            }
        )

    def settling(self, base: Verdict) -> WouldSettle:
        """What would settle the claim: asked of those who count the same for other periods."""
        fair = [f.dataset for f in self.found.deciding if f.measure in self.query.measure.fair]
        counting = [self.found.datasets[name] for name in sorted(set(fair))]
        return would_settle(self.query, counting, base.said_by_parties)

    def state(self, trial: Trial) -> State:
        """Gather what the explaining functions need."""
        candidates = trial.readings.candidates
        made = outcomes(candidates, trial.evaluated, trial.tally, self.query)
        deciding = flips(made, trial.readings.axes)
        state = State(
            query=self.query,
            settings=self.settings,
            candidates=candidates,
            outcomes=made,
            tally=trial.tally,
            label=trial.label,
            stated=stated(self.query.claim, candidates[0].interval),
            flips=deciding,
            path=path(made, trial.readings.axes, deciding),
            stretches=self.stretches(trial),
            named=self.named,
            figures=self.found.figures,
            datasets=self.found.datasets,
            roots=self.found.roots,
        )
        return replace(state, landscape=landscape(state, self.evidence))

    def again(self, query: Query) -> Ground | None:
        """Put the question again with something of it changed; none where no record answers."""
        found = self.found
        if query.scope != self.query.scope:
            asked = periods(query, self.settings, against=self.rules.against)
            found = look_up(query, self.evidence, asked)
        figures = found.deciding
        trial = try_all(query, self.rules, found, self.settings, figures=figures, named=self.named)
        candidates = trial.readings.candidates
        if not candidates:
            return None
        made = outcomes(candidates, trial.evaluated, trial.tally, query)
        return ground(query, candidates, made)

    def fragility(self, state: State) -> int | None:
        """How many events turn the own reading."""
        if state.own is None:
            return None
        return fragility(state.candidates[state.outcomes.index(state.own)], self.rules)

    def stretches(self, trial: Trial) -> tuple[Stretch, ...]:
        """Evaluate the options that the words do not bear, apart from the verdict."""
        measure, found, fair = self.query.measure, self.found, trial.readings.candidates
        if self.rules.against not in ("nothing", "baseline"):
            return ()
        usual, wide = (
            usual_series(
                found.deciding, found.datasets, codes, stock=measure.stock, revised=revised
            )
            for codes, revised in ((measure.fair, False), (measure.stretch, True))
        )
        lean = Leaning(self.query, fair, usual, wide, found.said, fair[0].interval, self.settings)
        return find_stretches(lean, self.rules)


def _inferred(query: Query) -> tuple[Axis, ...]:
    """What was read from the text around the claim is shown as a choice made."""
    scope = query.scope
    known = {"place": ("Where", scope.place, scope.where), "of": ("Whose", scope.of, scope.whose)}
    made = []
    for part in scope.nearby:
        label, id, words = known[part]
        reason_ = "the sentence does not say it; the text around it does"
        option = Option(id=id or "", label=words, reason=reason_)
        made.append(Axis(id=part, label=label, options=(option,)))
    return tuple(made)
