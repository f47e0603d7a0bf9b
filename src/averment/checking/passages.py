"""Where quoted words stand in a source document, or which words there come nearest to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from averment.checking.concordance import (
    MARGIN,
    Concordance,
    concordance,
    exactly,
    starts,
    verbatim,
)
from averment.claim import Document, Span
from averment.kinds.alignment import Step, align
from averment.kinds.quote import Change, Comparison, changes
from averment.kinds.wording import Wording, is_small, negations, quoted_wording

#: A small word weighs no more than this part of another when it is told how much was found.
SMALL = 0.2
#: So many words in a row that are the same do not stand there by chance.
SOLID = 3
#: Of a sentence around a quotation no more words than this are told.
AROUND = 40
#: A negation so many words before a fragment belongs to it: "by no means a lifeline".
BEFORE = 3

_END = re.compile(r"[.!?;:—–…]|\n\s*\n|[“”„«»\"]")
_ASIDE = re.compile(r"^[\s,.!?—–-]*[”\"»’'].*[“\"«‘']\s*$", re.S)
_STOP, _STOP_OUTSIDE = re.compile(r"[.!?,]"), re.compile(r"[”\"’»][.,]")
_BEGINS = re.compile(r"(?:^|[.:,!?]\s+|\n\s*)[“„«\"‘]$")
_QUOTES_ON = re.compile(r"[“„«\"]\S")
_SAME_CLAUSE = re.compile(r"[\s'’-]*")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as it was printed: its words and whether it looks like a whole sentence.

    `opens` says that it begins like one, `shuts` that it ends like one.
    """

    wording: Wording
    opens: bool
    shuts: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a source a quotation was found, and how it compares."""

    document: Document
    span: Span
    found: Comparison


def quoted(text: str, before: str = "", after: str = "") -> Quoted:
    """Take a quotation apart; `before` and `after` are what stands around it in the text.

    It ends like a sentence with a stop inside its marks, or outside them where it also begins one.
    It does not where its sentence quotes on, after a word of the author's.
    """
    wording = quoted_wording(text)
    inside = text.rstrip()[-1:] in (".", "!", "?") or _STOP.match(after)
    outside = _BEGINS.search(before) and _STOP_OUTSIDE.match(after)
    goes_on = _QUOTES_ON.search(after, 2)
    return Quoted(
        wording=wording,
        opens=text[:1].isupper() and 0 not in wording.gaps,
        shuts=bool(inside or outside) and not goes_on and len(wording.words) not in wording.gaps,
    )


def find(said: Quoted, document: Document, lines: Mapping[str, float]) -> Place | None:
    """Return where a quotation stands in a source, or the nearest words; none if none are near.

    `lines` are the thresholds of the settings' table `quotes`.
    """
    source = concordance(document)
    exact = verbatim(said.wording, source)
    if exact is not None:
        steps, places = exact
        return _place(said, source, *changes(steps, said.wording, source.wording), places)
    if len(said.wording.words) < lines["shortest"]:
        return None
    tried = [
        changes(
            _regrouped(_aligned(said.wording, source, start), said.wording, source, lines["piece"]),
            said.wording,
            source.wording,
        )
        for start in starts(said.wording, source)
    ]
    nearness, best = max(
        ((_near(steps, said.wording, source), -number) for number, (steps, _) in enumerate(tried)),
        default=(0.0, 0),
    )
    return _place(said, source, *tried[-best], 1) if nearness >= lines["found"] else None


def _aligned(said: Wording, source: Concordance, start: int) -> list[Step]:
    """Align a quotation with the words around a place."""
    first = max(0, start - MARGIN)
    words = source.wording.words[first : start + 2 * len(said.words) + 2 * MARGIN]
    steps = [
        step._replace(stands=step.stands + first, stands_end=step.stands_end + first)
        for step in align(said.words, words, said.gaps)
    ]
    return _squared(steps, source)


def _near(steps: Sequence[Step], said: Wording, source: Concordance) -> float:
    """How much of a quotation is found, each word by how rare it is."""
    weights = [source.weight(word) * (SMALL if is_small(word) else 1) for word in said.words]
    same = [sum(weights[s.quoted : s.quoted_end]) for s in steps if s.sort in ("equal", "moved")]
    return sum(same) / sum(weights)


def _place(
    said: Quoted, source: Concordance, steps: tuple[Step, ...], found: Sequence[Change], places: int
) -> Place:
    """Judge what was found with the text of the source around it."""
    spans = source.wording.spans
    first, last = steps[0].stands, steps[-1].stands_end
    opens = not first or bool(_END.search(source.between(first - 1, first)))
    shuts = last == len(spans) or bool(_END.search(source.between(last - 1, last)))
    whole = said.opens and said.shuts
    comparison = Comparison(
        length=len(said.wording.words),
        steps=steps,
        changes=tuple(_seen(one, source) for one in found),
        cut_before=None if opens else _before(source, first, whole=whole),
        cut_after=None if shuts or not whole else _after(source, last, len(said.wording.words)),
        places=places,
    )
    return Place(source.document, Span(spans[first].start, spans[last - 1].end), comparison)


def _squared(steps: Sequence[Step], source: Concordance) -> list[Step]:
    """Set words that the quotation adds at its ends beside those of the same sentence there."""
    made = list(steps)
    if made[-1].sort == "added" and len(made) > 1:
        one = made[-1]
        end = min(one.stands + one.quoted_end - one.quoted, len(source.wording.words))
        while end > one.stands and _END.search(source.between(one.stands - 1, end - 1)):
            end -= 1
        made[-1] = one._replace(stands_end=end)
    if made[0].sort == "added" and len(made) > 1:
        one = made[0]
        start = max(one.stands - (one.quoted_end - one.quoted), 0)
        while start < one.stands and _END.search(source.between(start, one.stands)):
            start += 1
        made[0] = one._replace(stands=start)
    return made


def _regrouped(
    steps: Sequence[Step], said: Wording, source: Concordance, piece: float
) -> list[Step]:
    """Look for pieces of the quotation that the alignment lost elsewhere in the source.

    A piece of at least `piece` words that stands before or after the rest, in sequence, is parted
    from it by words left out; one that stands out of sequence is `moved`.
    """
    made: list[Step] = []
    for loose, run in groupby(steps, key=lambda one: one.sort != "equal" or _length(one) < SOLID):
        group = list(run)
        first, last = group[0], group[-1]
        size = last.quoted_end - first.quoted
        words = said.words[first.quoted : last.quoted_end]
        places = exactly(words, source) if loose and size >= piece else []
        if not places:
            made += group
            continue
        after = [at for at in places if at >= first.stands and last is steps[-1]]
        before = [at for at in places if at + size <= last.stands_end and first is steps[0]]
        here = Step("equal", first.quoted, last.quoted_end, 0, 0)
        if after:
            made.append(Step("missing", first.quoted, first.quoted, first.stands, after[0]))
            made.append(here._replace(stands=after[0], stands_end=after[0] + size))
        elif before:
            end = before[-1] + size
            made.append(here._replace(stands=before[-1], stands_end=end))
            made.append(Step("missing", last.quoted_end, last.quoted_end, end, last.stands_end))
        else:
            made.append(here._replace(sort="moved", stands=first.stands, stands_end=first.stands))
    return made


def _length(step: Step) -> int:
    return step.quoted_end - step.quoted


def _seen(change: Change, source: Concordance) -> Change:
    """Say of words left out whether they are an aside, and whether a sentence ends among them."""
    if change.sort != "missing":
        return change
    around = source.between(change.step.stands - 1, change.step.stands_end)
    return replace(
        change,
        aside=bool(_ASIDE.match(around)),
        one_sentence=not re.search(r"[.!?](?:\s|$)|\n\s*\n", around),
    )


def _before(source: Concordance, first: int, *, whole: bool) -> Change | None:
    """What stands in a sentence before the words that were quoted as a whole one.

    Of a fragment, the few words before it in its clause, if a negation is among them.
    """
    start = first
    while start and first - start < (AROUND if whole else BEFORE):
        between = source.between(start - 1, start)
        if _END.search(between) or not (whole or _SAME_CLAUSE.fullmatch(between)):
            break
        start -= 1
    stands = source.wording.words[start:first]
    if not whole and not negations(stands):
        return None
    return Change("missing", Step("missing", 0, 0, start, first), (), stands, marked=False)


def _after(source: Concordance, last: int, length: int) -> Change:
    """What stands in a sentence after the words that were quoted as a whole one."""
    end = last
    while end < len(source.wording.words) and end - last < AROUND:
        if _END.search(source.between(end - 1, end)):
            break
        end += 1
    step = Step("missing", length, length, last, end)
    return Change("missing", step, (), source.wording.words[last:end], marked=False)
