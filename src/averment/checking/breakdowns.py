"""Parts and wholes of one text: parts that exceed their whole, or are all of it and miss it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import inf

from averment.checking.alike import (
    DATA,
    Said,
    is_revised,
    is_total,
    same_scope,
    same_thing,
    same_time,
)
from averment.claim import Claim, Document, Kind, Span
from averment.kinds.tolerance import has_word
from averment.kinds.wording import is_small
from averment.reference.tables import tables
from averment.reference.words import folded

#: A word that links a part to its whole stands within so many characters of its beginning.
LINK = 16

#: A whole, its parts, and whether these are less than it (all of it, as the text says) or more.
Breakdown = tuple[Said, tuple[Said, ...], bool]


def breakdowns(document: Document, figures: Sequence[Said]) -> Iterator[Breakdown]:
    """Yield the breakdowns that do not add up, whatever the rounding of their figures."""
    counts = [one for one in figures if one.claim.kind is Kind.COUNT and not is_revised(one)]
    sentences: dict[Span, list[Said]] = {}
    for one in counts:
        sentences.setdefault(one.claim.sentence, []).append(one)
    totals = [one for one in counts if one.plain and is_total(one)]
    for whole in counts:
        linked, all_ = _linked(document, whole, sentences[whole.claim.sentence])
        if linked and _exceed(whole, linked):
            yield whole, linked, False
        elif len(linked) > 1 and all_ and _miss(whole, linked):
            yield whole, linked, True
        elif whole in totals:
            groups = (tuple(group) for group in _apart(whole, totals) if group)
            yield from [(whole, group, False) for group in groups if _exceed(whole, group)][:1]


def _exceed(whole: Said, parts: Sequence[Said]) -> bool:
    assert whole.interval
    low = sum(part.interval.low or 0 for part in parts if part.interval)
    return whole.interval.high is not None and low > whole.interval.high


def _miss(whole: Said, parts: Sequence[Said]) -> bool:
    assert whole.interval
    highs = [
        inf if p.interval is None or p.interval.high is None else p.interval.high for p in parts
    ]
    return sum(highs) < (whole.interval.low or 0)


def _linked(
    document: Document, whole: Said, sentence: Sequence[Said]
) -> tuple[tuple[Said, ...], bool]:
    """The parts of a whole that its own sentence names as such, and whether they are all of it.

    The whole is the first figure of the sentence, a word or a sign links the next one to it, and no
    two parts are of one class.
    """
    first, *following = sorted(sentence, key=lambda one: _at(one.claim))
    known = whole.claim.measure is not None and whole.claim.measure.id is not None
    if first is not whole or not following or not known:
        return (), False
    links = tables(DATA)["links"]
    start, opening = following[0].claim.span.start, following[0].claim.text[:LINK]
    between = document.text[whole.claim.span.end : start]
    near = f"{between} {opening}"
    all_ = has_word(near, tuple(links["all"]))
    some = has_word(near, tuple(links["some"])) or between.strip() in links["signs"]
    before = folded(whole.claim.text)[: len(links["before"])] == tuple(links["before"])
    if not (all_ or some or before):
        return (), False
    parts = tuple(one for one in following if _is_part(one, whole))
    classes = [_class(part) for part in parts]
    distinct = len(parts) == 1 or (None not in classes and len(set(classes)) == len(classes))
    return (parts if distinct else ()), all_


def _at(claim: Claim) -> int:
    """Where the figure of a claim begins: at its first digit, else at its first word."""
    digit = re.search(r"\d", claim.text)
    return claim.span.start + (digit.start() if digit else 0)


def _is_part(part: Said, whole: Said) -> bool:
    """Say whether what a sentence counts after a whole is of the same things.

    A bare number of soldiers, say, has no measure of its own: what befell them stands before.
    """
    if part.voice != whole.voice or not same_scope(part, whole):
        return False
    if whole.measure in (part.measure, tables(DATA)["part_of"].get(part.measure)):
        return True
    links = tables(DATA)["links"]
    known = {word for link in (*links["some"], *links["all"]) for word in link.split()}
    named = folded(part.claim.measure.text) if part.claim.measure else ()
    bare = all(
        word.isdigit() or word in named or word in known or is_small(word)
        for word in folded(part.claim.text)
    )
    return bare and _class(part) is not None


def _class(one: Said) -> str | None:
    """The kind of victims that are counted, if it is one that excludes the others."""
    text = folded(one.claim.measure.text) if one.claim.measure else ()
    found = [name for name, names in tables(DATA)["class"].items() if {*text} & {*names}]
    return found[0] if len(found) == 1 else None


def _apart(whole: Said, others: Sequence[Said]) -> Iterator[list[Said]]:
    """The parts of a whole that stand anywhere in the text: by class, by place, by period.

    All are totals in plain words, and exclude one another.
    """
    totals = [one for one in others if one is not whole and one.voice == whole.voice]
    sorts = {
        measure for measure, above in tables(DATA)["part_of"].items() if above == whole.measure
    }
    by_class = [
        one
        for one in totals
        if one.measure in sorts and same_scope(one, whole) and same_time(one, whole)
    ]
    by_place = [
        one
        for one in totals
        if one.measure == whole.measure and same_time(one, whole) and _within(one, whole)
    ]
    by_period = [
        one for one in totals if same_thing(one, whole) and not whole.stock and _during(one, whole)
    ]
    if len({one.measure for one in by_class}) == len(by_class):
        yield by_class
    if all(not _nested(one, other) for one, other in combinations(by_place, 2)):
        yield by_place
    if all(not _overlap(one, other) for one, other in combinations(by_period, 2)):
        yield by_period


def _within(part: Said, whole: Said) -> bool:
    """Say whether a figure is of one division of the one country that another is of."""
    if part.scope[1:] != whole.scope[1:] or len(part.places) != 1 or len(whole.places) != 1:
        return False
    ((inner, _),), ((outer, _),) = part.places, whole.places
    return bool(outer) and inner.startswith(f"{outer}/")


def _nested(one: Said, other: Said) -> bool:
    ((mine, _),), ((theirs, _),) = one.places, other.places
    return mine.startswith(theirs) or theirs.startswith(mine)


def _during(part: Said, whole: Said) -> bool:
    """Say whether the period of a figure lies within another's and is not the same."""
    inner, outer = part.days, whole.days
    if inner is None or outer is None or inner == outer:
        return False
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: Said, other: Said) -> bool:
    mine, theirs = one.days, other.days
    return mine is not None and theirs is not None and mine[0] < theirs[1] and theirs[0] < mine[1]
