"""Quotations, looked for in the source documents that the user gave."""

from __future__ import annotations

from collections.abc import Sequence

from averment.checking.ask import Context
from averment.checking.concordance import concordance
from averment.checking.passages import Place, find, quoted
from averment.checking.settings import Settings
from averment.checking.speakers import other_speaker
from averment.checking.words import say_number
from averment.claim import Claim, Document, Polarity, Span
from averment.kinds.alignment import Step
from averment.kinds.quote import Change, judge, turned
from averment.verdict import Difference, Flag, Label, Passage, Verdict, Why, WouldSettle

#: Of the two sources in which words match differently, the one that matches better decides.
BEST = ("verbatim", "cut", "altered", "out_of_order", "not_found")
#: A longer stretch of a source is shown by its first and its last words: so many of each.
LONG, ENDS = 60, 20
#: So many characters beside a quotation show whether it begins or ends a sentence.
NEAR = 4
#: So many changes are told in the reason; the passage shows all.
TOLD = 3

_OPPOSITE = {
    Label.SUPPORTED: Label.CONTRADICTED,
    Label.MOSTLY_SUPPORTED: Label.MOSTLY_CONTRADICTED,
    Label.MOSTLY_CONTRADICTED: Label.MOSTLY_SUPPORTED,
    Label.CONTRADICTED: Label.SUPPORTED,
}


def check_quote(claim: Claim, context: Context, settings: Settings) -> Verdict:
    """Look for the quoted words in the given sources; the best match decides."""
    who = claim.attribution[-1].source if claim.attribution else ""
    if not context.sources:
        return Verdict(
            label=Label.NOT_COVERED,
            why=Why.NO_SOURCE,
            reason="No document was given in which to look for the quoted words; give the speech, "
            "the transcript or the report with --source.",
            would_settle=_would_settle(who),
        )
    lines = settings.raw["quotes"]
    said = quoted(claim.text, *_around(claim, context.document))
    searched = [(document, find(said, document, lines)) for document in context.sources]
    found = [(_passage(place, claim.text, lines), place) for _, place in searched if place]
    absent = [_absent(document, claim.text) for document, place in searched if place is None]
    if not found:
        return Verdict(
            label=Label.NOT_COVERED,
            why=Why.NOT_IN_SOURCES,
            reason=f"The quoted words are not in {_all(context.sources)}, nor is anything near "
            "them. They may have been said elsewhere, so that proves nothing.",
            passages=tuple(absent),
            would_settle=_would_settle(who),
        )
    found.sort(key=lambda one: BEST.index(one[0].match))
    passage, place = found[0]
    label = judge(place.found, lines)[1]
    flags = _flags(place, passage, lines)
    other = other_speaker(who, place, context)
    if other and label in (Label.SUPPORTED, Label.MOSTLY_SUPPORTED):
        label = Label.CONTESTED
    if other:
        flags.append(Flag(id="other_speaker", sentence=f"In {_name(place)}, {other} says it."))
    return Verdict(
        label=_OPPOSITE.get(label, label) if claim.polarity is Polarity.NEGATED else label,
        flags=tuple(flags),
        reason=_reason(place, passage, other, lines),
        passages=(*(one for one, _ in found), *absent),
    )


def _around(claim: Claim, document: Document) -> tuple[str, str]:
    """What stands in the text before the quoted words and after them, in their sentence."""
    if claim.span.of(document.text) != claim.text:
        return "", ""
    start, end = max(0, claim.span.start - NEAR), max(claim.sentence.end, claim.span.end + NEAR)
    return document.text[start : claim.span.start], document.text[claim.span.end : end]


def _passage(place: Place, text: str, lines: dict[str, float]) -> Passage:
    """The quotation and the source side by side."""
    found = place.found
    around = [one.step if one else None for one in (found.cut_before, found.cut_after)]
    steps = [step for step in (around[0], *found.steps, around[1]) if step]
    spans = concordance(place.document).wording.spans
    start, end = spans[steps[0].stands].start, spans[steps[-1].stands_end - 1].end
    return Passage(
        source=_title(place.document),
        sha256=place.document.sha256,
        match=judge(found, lines)[0],
        quoted=text,
        stands=_short(place.document.text[start:end]),
        start=start,
        end=end,
        differences=tuple(_difference(step, place, text) for step in steps),
    )


def _difference(step: Step, place: Place, text: str) -> Difference:
    spans = quoted(text).wording.spans[step.quoted : step.quoted_end]
    said = text[spans[0].start : spans[-1].end] if spans else ""
    sort = "added" if step.sort == "moved" else step.sort
    return Difference(sort=sort, quoted=said, stands=_stands(step, place))


def _stands(step: Step, place: Place) -> str:
    """The words of the source at a step, as they are written."""
    spans = concordance(place.document).wording.spans[step.stands : step.stands_end]
    if not spans:
        return ""
    return _short(Span(spans[0].start, spans[-1].end).of(place.document.text))


def _short(text: str) -> str:
    words = text.split()
    if len(words) <= LONG:
        return " ".join(words)
    return f"{' '.join(words[:ENDS])} […] {' '.join(words[-ENDS:])}"


def _absent(document: Document, text: str) -> Passage:
    return Passage(source=_title(document), sha256=document.sha256, match="not_found", quoted=text)


def _reason(place: Place, passage: Passage, other: str, lines: dict[str, float]) -> str:
    """Say in a sentence how the words match, and in a second who says them if not the one named."""
    found, name = place.found, _name(place)
    if passage.match == "altered":
        turns = turned(found, lines)
        told = ", ".join(_told(one, place) for one in (turns or found.altered)[:TOLD])
        lead = "turns the sense of" if turns else "alters"
        said = f"The quotation {lead} the words in {name}: it {told}."
    elif passage.match == "out_of_order":
        said = f"The words stand in {name}, but not in this order."
    elif passage.match == "cut":
        said = _cut(place, name)
    elif left := sum(len(c.stands) for c in found.changes if c.marked and c.sort == "missing"):
        words = "a word" if left == 1 else f"{say_number(left)} words"
        said = f"The words stand in {name}, with {words} left out where the quotation says so."
    else:
        said = f"The words stand in {name} as they are quoted."
    return f"{said} There, however, {other} says them." if other else said


def _told(change: Change, place: Place) -> str:
    """Say what the quotation does: "has “grant” for “consider”", "leaves out “never”"."""
    said, stands = " ".join(change.quoted), _stands(change.step, place)
    if change.sort == "missing":
        return f"leaves out “{stands}”"
    return f"has “{said}” for “{stands}”" if change.sort == "replaced" else f"adds “{said}”"


def _cut(place: Place, name: str) -> str:
    found = place.found
    if found.left_out:
        left = found.left_out[0]
        count = len(left.stands)
        words = f"“{_stands(left.step, place)}”" if count <= ENDS else f"{count} words"
        how = "where its dots hide a negation" if left.marked else "without a sign of it"
        return f"The words stand in {name}, but the quotation leaves out {words} {how}."
    if found.cut_after:
        rest = _stands(found.cut_after.step, place)
        return f"The words stand in {name}, but the sentence goes on there: “… {rest}”."
    assert found.cut_before
    rest = _stands(found.cut_before.step, place)
    return f"The words stand in {name}, but the sentence begins earlier there: “{rest} …”."


def _flags(place: Place, passage: Passage, lines: dict[str, float]) -> list[Flag]:
    found = place.found
    flags = []
    if passage.match == "cut":
        flags.append(Flag(id="cut_quote", sentence=_cut(place, _name(place))))
    if found.length <= lines["short"] and found.places >= lines["places"]:
        flags.append(
            Flag(
                id="short_quote",
                sentence=f"So short a quotation says little: its words stand in {found.places} "
                f"places of {_name(place)}.",
            )
        )
    return flags


def _would_settle(who: str) -> WouldSettle:
    speaker = f"of {who}" if who else "of the speaker"
    return WouldSettle(
        record=f"A transcript, a recording or a signed text {speaker} in which the words stand, or "
        "would have to stand."
    )


def _title(document: Document) -> str:
    return document.title or document.url or "the source"


def _name(place: Place) -> str:
    return _called(place.document)


def _called(document: Document) -> str:
    return f"“{document.title}”" if document.title else _title(document)


def _all(sources: Sequence[Document]) -> str:
    if len(sources) == 1:
        return _called(sources[0])
    return f"any of the {len(sources)} documents given"
