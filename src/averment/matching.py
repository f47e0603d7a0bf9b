"""When two claims speak of the same thing: other people's fact-checks, and earlier reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import inf

from averment import pipeline
from averment.claim import Claim, Document, EntityRef, Value, Window
from averment.errors import AvermentError
from averment.reference import Gazetteer
from averment.reference.words import folded
from averment.verdict import Analysis, Checked, Earlier, FactCheck

#: Two claims in words that share this part of theirs, and all figures, are one.
SAME_WORDS = 0.7
#: A fact-check that shares less of its words with a text is not read at all.
SOME_WORDS = 0.3


def same(one: Claim, other: Claim) -> bool:
    """Say whether two claims say the same: of the same kind, matter, place and time, as much.

    What one of them leaves open does not part them; a place or a figure that only one names does.
    """
    if one.kind is not other.kind:
        return False
    ids = [c.measure.id if c.measure else None for c in (one, other)]
    if ids == [None, None] and not (one.relation or one.event):
        return alike(one.text, other.text)
    return (
        ids[0] == ids[1]
        and _ids(one.place) == _ids(other.place)
        and _actors(one) == _actors(other)
        and one.direction == other.direction
        and one.polarity is other.polarity
        and _meet(one.value, other.value)
        and _overlap(one.window, other.window)
    )


def alike(one: str, other: str) -> bool:
    """Say whether two statements are nearly one in their words and wholly in their figures."""
    words = [frozenset(folded(text)) for text in (one, other)]
    shared, either = words[0] & words[1], words[0] | words[1]
    figures = [set(re.findall(r"\d[\d.,]*", text)) for text in (one, other)]
    return figures[0] == figures[1] and len(shared) >= SAME_WORDS * max(len(either), 1)


def with_factchecks(
    analysis: Analysis, checks: Sequence[FactCheck], names: Gazetteer | None = None
) -> Analysis:
    """Put beside each claim what other fact-checkers published on the same one.

    Their words are read as a text is, and count for nothing in the verdict.
    """
    said = [frozenset(folded(c.claim.text)) for c in analysis]
    found: dict[str, list[FactCheck]] = {}
    for check in checks:
        words = frozenset(folded(check.claim))
        if not any(len(words & own) >= SOME_WORDS * len(words) for own in said):
            continue
        theirs = _read(check, names)
        for checked in analysis:
            claim = checked.claim
            if alike(claim.text, check.claim) or any(same(claim, one) for one in theirs):
                found.setdefault(claim.id, []).append(check)
    return _each(
        analysis, lambda c: c.model_copy(update={"factchecks": tuple(found.get(c.claim.id, ()))})
    )


def with_history(analysis: Analysis, before: Analysis) -> Analysis:
    """Keep what an earlier analysis said of the same claims, where its label was another.

    What that one had kept of still earlier ones is kept as well.
    """

    def told(checked: Checked) -> Checked:
        old = next((c for c in before if c.claim.text == checked.claim.text), None)
        if old is None:
            return checked
        history = old.history
        if old.verdict.label is not checked.verdict.label:
            earlier = Earlier(
                label=old.verdict.label,
                reason=old.verdict.reason,
                averment=before.version,
                vintage=before.evidence.vintage,
            )
            history = (*history, earlier)
        return checked.model_copy(update={"history": history})

    return _each(analysis, told)


def _each(analysis: Analysis, change: Callable[[Checked], Checked]) -> Analysis:
    return analysis.model_copy(update={"checked": tuple(map(change, analysis))})


def _read(check: FactCheck, names: Gazetteer | None) -> Sequence[Claim]:
    """Read the words that were reviewed; nothing where they cannot be read (another language)."""
    # A line that does not end as a sentence does would be read as a title.
    ended = check.claim if check.claim.endswith((".", "!", "?")) else f"{check.claim}."
    document = Document.from_text(ended, published=check.published)
    try:
        return pipeline.read(document, names=names).claims
    except AvermentError:
        return ()


def _ids(entities: Sequence[EntityRef]) -> set[str]:
    return {one.id or one.text.casefold() for one in entities}


def _actors(claim: Claim) -> tuple[object, ...]:
    """Who does what to whom, by ids: of those counted, of a tie, of an event."""
    parts = (claim.actors.by, claim.actors.against, claim.actors.of)
    tie, event = claim.relation, claim.event
    return (
        *(frozenset(_ids(part)) for part in parts),
        (frozenset(_ids([tie.subject])), tie.type, frozenset(_ids([tie.object]))) if tie else None,
        (event.type, frozenset(_ids(event.by)), frozenset(_ids(event.against))) if event else None,
    )


def _meet(one: Value | None, other: Value | None) -> bool:
    """Say whether two figures may be one: of one unit, with a value that bears both words out."""
    if one is None or other is None:
        return one is other
    if (one.unit, one.from_, one.to) != (other.unit, other.from_, other.to):
        return False
    low = max(-inf if value.low is None else value.low for value in (one, other))
    return low <= min(inf if value.high is None else value.high for value in (one, other))


def _overlap(one: Window | None, other: Window | None) -> bool:
    """Say whether two periods share a day; one that is not given shares all."""
    if one is None or other is None:
        return True
    starts = [w.start for w in (one, other) if w.start]
    ends = [w.end for w in (one, other) if w.end]
    return not starts or not ends or max(starts) < min(ends)
