"""Claims of one text that cannot all hold, rounding considered: a finding of its own.

What is looked for: parts that do not add up to their whole, two figures for one thing, a percentage
that its own figures do not give, and an effect that the text dates before its cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from averment.checking.alike import (
    DATA,
    Said,
    apart,
    in_one_sentence,
    is_revised,
    is_total,
    length,
    said,
    same_thing,
    same_time,
)
from averment.checking.breakdowns import breakdowns
from averment.checking.sequence import effects_before_causes
from averment.checking.settings import Settings
from averment.checking.words import capital, say_number
from averment.claim import Claim, Document, Kind, Value
from averment.kinds import Tolerance
from averment.kinds.tolerance import widened
from averment.query import Comparator
from averment.reference.tables import tables
from averment.verdict import Finding


def inconsistencies(
    document: Document, claims: Sequence[Claim], settings: Settings
) -> tuple[Finding, ...]:
    """Return what in the claims of one text cannot all hold, in the order of the text."""
    figures = _figures(document, claims, settings)
    found = [
        *(_breakdown(whole, parts, less) for whole, parts, less in breakdowns(document, figures)),
        *_two_figures(figures),
        *_percent_off(figures, settings.tolerance),
        *effects_before_causes(document, claims),
    ]
    place = {claim.id: number for number, claim in enumerate(claims)}
    told = {one.sentence: one for one in reversed(found)}  # once, however often the text says it
    return tuple(sorted(told.values(), key=lambda one: min(place[id] for id in one.claims)))


def _figures(document: Document, claims: Sequence[Claim], settings: Settings) -> list[Said]:
    """The figures of the claims, without counts of which several were read from the same words."""
    found = [one for claim in claims if (one := said(document, claim, settings)) is not None]
    read = Counter(one.claim.span for one in found if one.claim.kind is Kind.COUNT)
    return [one for one in found if read[one.claim.span] <= 1]


def _breakdown(whole: Said, parts: Sequence[Said], less: bool) -> Finding:
    names = _listed(parts)
    if len(parts) == 1:
        words = f"A part is larger than its whole: {names}, of {_quoted(whole)}."
    else:
        total = sum(part.claim.value.number or 0 for part in parts if part.claim.value)
        how = "less" if less else "more"
        words = (
            f"The parts do not add up: {names} make {say_number(total)}, {how} than the whole, "
            f"{_quoted(whole)}."
        )
    return _finding("breakdown", (whole, *parts), words)


def _two_figures(figures: Sequence[Said]) -> Iterator[Finding]:
    """Yield pairs of figures of one thing that no rounding brings together."""
    plain = [one for one in figures if one.plain and one.claim.measure and one.claim.measure.id]
    for one, other in combinations(plain, 2):
        if one.interval is None or other.interval is None or not _one_thing(one, other):
            continue
        if one.interval.unit != other.interval.unit or not apart(one.interval, other.interval):
            continue
        if one.voice == other.voice:
            who = capital(_voice(one)) if one.voice else "The text"
            words = f"{who} gives two figures for one thing: {_quoted(one)} and {_quoted(other)}."
        else:
            words = (
                f"Two voices give different figures for one thing: {_quoted(one)} "
                f"({_voice(one)}) and {_quoted(other)} ({_voice(other)})."
            )
        yield _finding("two_figures", (one, other), words)


def _one_thing(one: Said, other: Said) -> bool:
    """Say whether two figures are rivals: a level, a change or a long period's total told twice, or
    in one sentence by two sources.

    Nobody contradicts himself in one breath: there, the second figure is of something else.
    """
    if one.measure != other.measure or one.claim.kind is not other.claim.kind:
        return False
    if not (same_thing(one, other) and same_time(one, other)):
        return False
    if one.claim.kind is Kind.CHANGE and not _same_course(one.claim, other.claim):
        return False
    if in_one_sentence(one, other):
        return one.voice != other.voice
    return any(one.scope) and is_total(one) and not is_revised(one) and not is_revised(other)


def _same_course(one: Claim, other: Claim) -> bool:
    return one.direction is other.direction and one.baseline == other.baseline


def _percent_off(figures: Sequence[Said], tolerance: Tolerance) -> Iterator[Finding]:
    """Yield changes by percent or times that the two figures beside them do not give."""
    changes = [
        one for one in figures if one.plain and one.interval and one.interval.unit == "ratio"
    ]
    totals = [
        one for one in figures if one.plain and is_total(one) and one.claim.kind is Kind.COUNT
    ]
    pairs = [one for one in figures if one.claim.value and one.claim.value.from_ is not None]
    for change in changes:
        for pair in pairs:
            if _of_pair(change, pair):
                yield from _off(change, (pair,), *_ends(pair.claim.value, tolerance))
        alike = [one for one in totals if same_thing(one, change) and one.voice == change.voice]
        for base, reached in permutations(alike, 2):
            if _of_counts(change, base, reached):
                yield from _off(change, (base, reached), base.interval, reached.interval)


def _off(
    change: Said, given: Sequence[Said], base: Comparator | None, reached: Comparator | None
) -> Iterator[Finding]:
    """Yield the finding where a change lies outside what its figures can give."""
    ratio = _ratio(base, reached)
    if change.interval is None or ratio is None or not apart(change.interval, ratio):
        return
    names, be = _listed(given), "is" if len(given) == 1 else "are"
    percent = ((_number(reached) / _number(base)) - 1) * 100
    how = f"{'a fall' if percent < 0 else 'a rise'} of {say_number(abs(percent))} percent"
    words = f"The figures beside it give another change: {names} {be} {how}"
    if all(one.claim.span != change.claim.span for one in given):
        words += f", not {_quoted(change)}"
    yield _finding("percent_off", (change, *given), f"{words}.")


def _of_pair(change: Said, pair: Said) -> bool:
    """Say whether a change is that of a figure pair: beside it, or of just its period."""
    beside = in_one_sentence(change, pair) and None in (change.claim.window, pair.claim.window)
    return (
        same_thing(change, pair)
        and change.voice == pair.voice
        and change.claim.direction is pair.claim.direction
        and (beside or same_time(change, pair))
    )


def _of_counts(change: Said, base: Said, reached: Said) -> bool:
    """Say whether a change leads from one count to another, over periods of one length."""
    then, now = base.days, reached.days
    if then is None or now is None or then[1] > now[0] or not same_time(change, reached):
        return False
    if abs(length(then) - length(now)) > tables(DATA)["lengths"]["same_days"]:
        return False
    stated = change.claim.baseline
    follows = then[1] == now[0] if stated is None else (stated.start, stated.end) == then
    return follows and not any(map(is_revised, (base, reached, change)))


def _ends(value: Value | None, tolerance: Tolerance) -> tuple[Comparator, Comparator]:
    """The two figures of a pair, each widened as a figure of its own."""
    assert value
    ends = (
        widened(value.model_copy(update={"number": n, "low": n, "high": n}), "", tolerance)
        for n in (value.from_, value.to)
    )
    base, reached = ends
    return base, reached


def _ratio(base: Comparator | None, reached: Comparator | None) -> Comparator | None:
    """The ratios that two figures give, both as wide as they are."""
    if base is None or reached is None or not base.low or base.low <= 0 or base.high is None:
        return None
    if reached.low is None or reached.high is None:
        return None
    return Comparator(reached.low / base.high, reached.high / base.low, "ratio")


def _number(interval: Comparator | None) -> float:
    assert interval
    assert interval.low is not None
    assert interval.high is not None
    return (interval.low + interval.high) / 2


def _finding(sort: str, figures: Sequence[Said], sentence: str) -> Finding:
    return Finding(sort=sort, claims=tuple(one.claim.id for one in figures), sentence=sentence)


def _listed(figures: Sequence[Said]) -> str:
    *first, last = map(_quoted, figures)
    return f"{', '.join(first)} and {last}" if first else last


def _quoted(one: Said) -> str:
    return f"“{one.claim.text}”"


def _voice(one: Said) -> str:
    """Who says it, with the article that the text has."""
    if not one.claim.attribution:
        return "the author"
    note = one.claim.attribution[-1]
    article, _, name = note.source_text.partition(" ")
    return f"{article.lower()} {name}" if name == note.source else note.source
