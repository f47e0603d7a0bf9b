"""When two claims of one text speak of the same thing: strictly, for a false finding is worse than
none. Whatever narrows one of them in a way that is not understood sets them apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from averment.checking.settings import Settings
from averment.claim import Claim, Document, EntityRef, Kind, Polarity, Stance, Window
from averment.kinds import KINDS
from averment.kinds.tolerance import has_word, widened
from averment.query import Comparator
from averment.reference.tables import tables, words_of
from averment.reference.words import folded

DATA = Path(__file__).with_name("consistency.toml")
KINDS_OF_FIGURES = (Kind.COUNT, Kind.CHANGE)
#: Sources so set against their content do not give its figure as theirs.
AGAINST = (Stance.DENIES, Stance.DOUBTS, Stance.URGES)


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as the text gives it: of what, where, whose, when, in whose voice.

    `interval` bounds the figures that bear the words out (of a change by percent or times, the
    ratios); none for a figure pair. `days` is its period, where both ends are given, and `period`
    the same with what it hangs on. `plain` says that nothing in the words narrows the figure
    beyond measure, scope and period. `voice` is who says it, empty for the author.
    """

    claim: Claim
    measure: str
    scope: tuple[frozenset[tuple[str, str]], ...]
    interval: Comparator | None
    stock: bool
    plain: bool
    voice: tuple[str, ...]
    sentence: str
    days: tuple[dt.date, dt.date] | None
    period: tuple[object, ...] | None

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Where: ids, with the words for them."""
        return self.scope[0]


def said(document: Document, claim: Claim, settings: Settings) -> Said | None:
    """Return the figure of a claim, or none where it gives none that can be compared."""
    fit = claim.checkable and claim.polarity is Polarity.AFFIRMED and not claim.responds_to
    if not fit or claim.kind not in KINDS_OF_FIGURES or claim.stance in AGAINST:
        return None
    if claim.value is None or claim.measure is None or _is_year(claim):
        return None
    measure, window = settings.measures.get(claim.measure.id or ""), claim.window
    return Said(
        claim=claim,
        measure=claim.measure.id or " ".join(folded(claim.measure.text)),
        scope=(
            _entities(claim.place),
            *(_entities(one) for one in (claim.actors.by, claim.actors.against, claim.actors.of)),
        ),
        interval=_interval(claim, settings),
        stock=measure is not None and measure.stock,
        plain=_plain(claim),
        voice=folded(claim.attribution[-1].source) if claim.attribution else (),
        sentence=claim.sentence.of(document.text),
        days=(window.start, window.end) if window and window.start and window.end else None,
        period=None if window is None else _period(window),
    )


def same_thing(one: Said, other: Said) -> bool:
    """Say whether two figures are of one measure and one scope."""
    return (
        one.measure == other.measure
        and _same_words(one.claim, other.claim)
        and same_scope(one, other)
    )


def same_scope(one: Said, other: Said) -> bool:
    """Say whether two figures are of the same places and actors, in words as well as by id."""
    return all(map(_same, one.scope, other.scope))


def same_time(one: Said, other: Said) -> bool:
    """Say whether two figures are of one period; levels told in the present are, without one."""
    if one.period is None and other.period is None:
        return one.stock and one.claim.tense == other.claim.tense == "present"
    return one.period == other.period


def _period(window: Window) -> tuple[object, ...]:
    """What a window is: its days and its anchor; its words, where it has neither."""
    dated = window.anchor is not None or (window.start and window.end)
    said = folded(window.anchor or "") if dated else folded(window.text)
    return window.start, window.end, window.open, said


def is_total(one: Said) -> bool:
    """Say whether a figure is that of a whole: a level, a change, or what a long period added up.

    Two figures of one short period can be those of two events.
    """
    if one.stock or one.claim.kind is Kind.CHANGE:
        return True
    return one.days is not None and length(one.days) >= tables(DATA)["lengths"]["long_days"]


def length(days: tuple[dt.date, dt.date]) -> int:
    """The length of a period in days."""
    return (days[1] - days[0]).days


def apart(one: Comparator, other: Comparator) -> bool:
    """Say whether no figure lies in both intervals."""
    return _below(one, other) or _below(other, one)


def is_revised(one: Said) -> bool:
    """Say whether the sentence tells a figure that was replaced."""
    return has_word(one.sentence, tuple(words_of(DATA, "revised")))


def in_one_sentence(*claims: Said) -> bool:
    """Say whether figures stand in one sentence."""
    return len({one.claim.sentence for one in claims}) == 1


def _below(low: Comparator, high: Comparator) -> bool:
    if low.high is None or high.low is None:
        return False
    return low.high < high.low or (low.high == high.low and (low.strict_high or high.strict_low))


def _is_year(claim: Claim) -> bool:
    """A bare figure that can be a year is too easily one."""
    number = claim.value.number if claim.value else None
    return number is not None and 1900 <= number <= 2100 and f"{number:.0f}" in claim.text


def _interval(claim: Claim, settings: Settings) -> Comparator | None:
    assert claim.value is not None
    if claim.kind is Kind.COUNT:
        return widened(claim.value, claim.text, settings.tolerance)
    rules = KINDS[Kind.CHANGE]
    if claim.value.from_ is not None or claim.value.unit not in rules.units:
        return None
    options = tuple(rules.comparators(claim, settings.tolerance).values())
    return options[0] if len(options) == 1 else None


def _entities(entities: Sequence[EntityRef]) -> frozenset[tuple[str, str]]:
    return frozenset((one.id or "", " ".join(folded(one.text))) for one in entities)


def _same(some: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    """Say whether two sets are the same: "Mali" and "Malian", not "Mali" and "Kidal"."""
    return len(some) == len(others) and all(
        any(_one(mine, theirs) for theirs in others) for mine in some
    )


def _one(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    (id, text), (other, words_) = mine, theirs
    return id == other and bool(text.startswith(words_) or words_.startswith(text))


def _same_words(one: Claim, other: Claim) -> bool:
    assert one.measure
    assert other.measure
    mine, theirs = folded(one.measure.text), folded(other.measure.text)
    return [w.removesuffix("s") for w in mine] == [w.removesuffix("s") for w in theirs]


def _plain(claim: Claim) -> bool:
    """Say whether all words of a claim are accounted for."""
    parts = [claim.measure.text if claim.measure else "", claim.hedge or ""]
    parts += [one.text for one in claim.place]
    parts += [o.text for o in (*claim.actors.by, *claim.actors.against, *claim.actors.of)]
    parts += [one.text for one in (claim.window, claim.baseline) if one]
    known = {word for part in parts for word in folded(part)} | words_of(DATA, "neutral")
    rest = [word for word in folded(claim.text) if word not in known and not word.isdigit()]
    return not rest
