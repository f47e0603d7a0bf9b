"""Readings of ties and happenings: one source under one identity and one choice of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from averment.checking.ask import Context, days_of
from averment.checking.attested.accounts import Account, Accounts
from averment.checking.attested.identities import Identity
from averment.checking.settings import Settings
from averment.checking.weights import split
from averment.checking.words import say_period
from averment.claim import Claim, Window
from averment.evidence import Evidence
from averment.kinds.relation import Asked
from averment.kinds.rules import FALSE, TRUE, Truths
from averment.query import Period
from averment.reference import Gazetteer
from averment.verdict import Axis, Excluded, Option, Truth

#: The axes of these kinds, in the order in which weight splits over them.
AXES = {
    "publisher": "Whose word",
    "identity": "Whom the first name means",
    "identity_of_other": "Whom the second name means",
    "war": "Which fighting is meant",
    "date": "Which day is meant",
    "date_of_other": "Which day the other one means",
    "when": "How near in time",
}
SILENT = "these sources say nothing on it, and do not claim to list it whole"
#: Before this no record begins.
BEGINNING = dt.date(1, 1, 1)
_DAY = dt.timedelta(days=1)
_TRUTH = {int(TRUE): Truth.TRUE, int(FALSE): Truth.FALSE}


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading: its options by axis, what it asks of whom, and what that source has.

    `closed` says that the source's silence says no. `bears` are the accounts that speak to it,
    `beside` those of the same source that lie at another time. `truth` is of the claim's content
    before any negation.
    """

    options: Mapping[str, Option]
    root: str
    period: Period
    bears: tuple[Account, ...] = ()
    closed: bool = False
    beside: tuple[Account, ...] = ()
    truth: Truth = Truth.UNDETERMINED
    weight: float = 0.0
    sentence: str = ""

    @property
    def silent(self) -> bool:
        """Whether the source neither speaks to it nor says no by its silence."""
        return not self.bears and not self.closed


@dataclass(frozen=True, slots=True)
class When:
    """A choice of the time asked for, `[start, end)`, with its option."""

    option: Option
    period: Period


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What claims are put to: the accounts on record, the record itself, their text, the rules."""

    known: Accounts
    evidence: Evidence
    context: Context
    settings: Settings

    @property
    def names(self) -> Gazetteer:
        """What names mean."""
        return self.context.names


@dataclass(frozen=True, slots=True)
class Case:
    """What was found on a claim: its readings, and what stands beside them.

    `told` are all accounts that touch it; `extra` sentences for the reason, `near` what is on
    record beside it and is not enough, `elsewhere` what is on record of another time; `record`,
    `keepers` and `asked` what would settle it. `alone` names the bodies whose one word is enough.
    """

    readings: tuple[Reading, ...]
    told: tuple[Account, ...]
    record: str
    keepers: tuple[str, ...]
    asked: str
    extra: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    alone: frozenset[str] = frozenset()
    excluded: tuple[Excluded, ...] = ()
    axes: tuple[Axis, ...] = field(default=())


def times(claim: Claim, context: Context, settings: Settings) -> list[When]:
    """Return the times that a claim of a tie may mean: what it words, the past, or the present."""
    asked_on = days_of(context)[-1]
    worded = _worded(claim.window, context, asked_on)
    if worded is not None:
        return _near(worded, settings)
    end = asked_on + _DAY
    if claim.tense != "present":
        return [When(settings.option("when", "ever"), Period(BEGINNING, end))]
    lengths = settings.raw["attested"]
    return [
        When(
            settings.option("when", name),
            Period(asked_on - dt.timedelta(days=lengths.get(name, 0)), end),
        )
        for name in ("lately", "two-years", "that-day")
    ]


def _worded(window: Window | None, context: Context, asked_on: dt.date) -> Period | None:
    """Return the period that the words give, by their dates or by the milestone they name."""
    if window is None:
        return None
    start, end = window.start, window.end
    if start is None and window.anchor:
        anchor = context.milestones.find(window.anchor)
        start = anchor.dates[0] if anchor else None
    if start is None:
        start = BEGINNING if end else None
    end = end or asked_on + _DAY
    return Period(start, end) if start and start < end else None


def _near(worded: Period, settings: Settings) -> list[When]:
    said = "then" if worded.start == BEGINNING else say_period(worded)
    slack = dt.timedelta(days=settings.raw["attested"]["nearby"][precision(worded)])
    start = worded.start if worded.start == BEGINNING else worded.start - slack
    wider = Period(start, worded.end + slack)
    return [
        When(settings.option("when", "worded", said), worded),
        When(settings.option("when", "nearby", said), wider),
    ]


def precision(period: Period) -> str:
    """Return how exact a period is: to the day, the month or the year."""
    return "day" if period.days <= 10 else "month" if period.days <= 100 else "year"


def identity_option(identity: Identity, settings: Settings) -> Option:
    """Return an identity as an option of its axis."""
    own = settings.raw["option"].get("identity", {}).get(identity.id, {})
    return Option(
        id=identity.id,
        label=identity.label,
        reason=identity.reason,
        naturalness=own.get("naturalness", identity.naturalness),
        relevance=own.get("relevance", 1.0),
    )


def source_option(root: str) -> Option:
    """Return a source as an option of its axis."""
    return Option(id=root, label=root)


def asked_of(readings: Sequence[Reading]) -> Asked:
    """Lay out what the readings ask as arrays."""
    return Asked(
        start=np.array([r.period.start.toordinal() for r in readings], dtype=np.int64),
        end=np.array([r.period.end.toordinal() for r in readings], dtype=np.int64),
        closed=np.array([r.closed for r in readings], dtype=np.bool_),
    )


def judged(
    readings: Sequence[Reading], truths: Truths, say: Callable[[Reading], str]
) -> list[Reading]:
    """Return the readings with their truths, each with its sentence."""
    told = [
        replace(reading, truth=_TRUTH.get(int(truth), Truth.UNDETERMINED))
        for reading, truth in zip(readings, truths, strict=True)
    ]
    return [replace(reading, sentence=say(reading)) for reading in told]


def weighed(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Share the weight of one out: equally over sources, then by the worth of each choice."""
    levels = [_level(axis) for axis in AXES]
    shared = split(list(readings), 1.0, levels)
    return tuple(replace(reading, weight=weight) for reading, weight in shared)


def _level(axis: str) -> Callable[[Reading], tuple[str, float]]:
    def branch(reading: Reading) -> tuple[str, float]:
        option = reading.options.get(axis)
        if option is None:
            return "", 1.0
        return option.id, 1.0 if axis == "publisher" else option.worth

    return branch


def axes_of(readings: Sequence[Reading]) -> tuple[Axis, ...]:
    """Return the axes that the readings have, with the options that occur."""
    found: dict[str, dict[str, Option]] = {}
    for reading in readings:
        for axis, option in reading.options.items():
            found.setdefault(axis, {})[option.id] = option
    return tuple(
        Axis(id=axis, label=label, options=tuple(found[axis].values()))
        for axis, label in AXES.items()
        if axis in found
    )
