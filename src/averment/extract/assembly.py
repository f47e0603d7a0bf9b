"""Assembly: from what the passes found to claims, in text order, each with its id."""

from __future__ import annotations

from collections.abc import Iterator

from averment.claim import Claim, Kind, Polarity, Span, Stance, WhyNot
from averment.extract.clauses import clauses
from averment.extract.contents import attribution
from averment.extract.counting import counting
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Notes, Sentence


def assembly(notes: Notes) -> Notes:
    """Make the claims of every sentence, and tie denials to what they deny."""
    made: list[Claim] = []
    paragraph, start = -1, 0
    for sentence in notes.sentences:
        if sentence.paragraph != paragraph:
            paragraph, start = sentence.paragraph, len(made)
        if sentence.section == "body":
            made += _of_sentence(notes, sentence, made[start:])
    ordered = sorted(made, key=lambda claim: (claim.sentence, claim.span, claim.kind))
    named = [
        claim.model_copy(update={"id": f"c{number}"})
        for number, claim in enumerate(_distinct(ordered), start=1)
    ]
    return notes.having(claims=tuple(_answering(notes, named)))


def _of_sentence(notes: Notes, sentence: Sentence, earlier: list[Claim]) -> list[Claim]:
    found: list[Claim] = []
    taken: list[tuple[int, int]] = []
    for quantity in notes.quantities_in(sentence):
        claim = counting(notes, sentence, quantity, [*earlier, *found])
        if claim is not None:
            found.append(claim)
            base = sentence.span.start
            taken.append(sentence.tokens_of(claim.span.start - base, claim.span.end - base))
    found += clauses(notes, sentence, taken)
    found += _bare(notes, sentence)
    return _completed(found)


def _completed(found: list[Claim]) -> list[Claim]:
    """Spread a window that hangs on one of several figures of a sentence to those without any."""
    figures = [c for c in found if c.kind in (Kind.COUNT, Kind.CHANGE, Kind.SHARE)]
    windows = {c.window for c in figures if c.window is not None}
    places = {c.place for c in figures if c.place}
    made = []
    for claim in found:
        update: dict[str, object] = {}
        if claim in figures and claim.window is None and len(windows) == 1:
            update["window"] = next(iter(windows))
        if claim in figures and not claim.place and len(places) == 1:
            update["place"] = next(iter(places))
        made.append(claim.model_copy(update=update) if update else claim)
    return made


def _bare(notes: Notes, sentence: Sentence) -> Iterator[Claim]:
    """Denials and doubts that only point at what they deny ("rejected the charge")."""
    for note in notes.attributions_in(sentence):
        if note.bare:
            span = Span(
                min(part.start for part in note.content), max(part.end for part in note.content)
            )
            yield Claim(
                id="",
                kind=Kind.EVENT,
                text=span.of(notes.document.text),
                span=span,
                sentence=sentence.span,
                attribution=(attribution(notes, note),),
                polarity=Polarity.AFFIRMED,
            )


def _answering(notes: Notes, claims: list[Claim]) -> Iterator[Claim]:
    """Say of a bare denial which claims it answers, and give it their kind and content."""
    starts = {note.content[0].start for note in notes.attributions if note.bare}
    for index, claim in enumerate(claims):
        if claim.span.start not in starts or not claim.attribution or claim.event is not None:
            yield claim
            continue
        answered = _answered(notes, claims[:index], claim)
        yield _copied(claim, answered)


def _answered(notes: Notes, before: list[Claim], denial: Claim) -> list[Claim]:
    """The allegations before a denial: all of a run, or the last one."""
    words = set(denial.text.lower().split())
    several = bool(words & word_set("kinds", "several"))
    nouns = lexicon("cues")["nouns"]["alleges"]
    accused = any(word.rstrip("s") in nouns for word in words)
    source = denial.attribution[-1].source
    found: list[Claim] = []
    for claim in reversed(before):
        stance = claim.attribution[-1].stance if claim.attribution else None
        said = stance is not None and claim.attribution[-1].source != source
        fits = stance is Stance.ALLEGES or not (found or accused)
        if said and claim.kind is not Kind.OPINION and fits:
            found.append(claim)
            if not several or stance is not Stance.ALLEGES:
                break
        elif found:
            break
    return found[::-1]


def _copied(denial: Claim, answered: list[Claim]) -> Claim:
    ids = tuple(claim.id for claim in answered)
    if not answered:
        return denial.model_copy(
            update={"kind": Kind.OPINION, "checkable": False, "why_not": WhyNot.VAGUE}
        )
    if len(answered) == 1:
        fields = (
            "kind",
            "measure",
            "value",
            "direction",
            "window",
            "baseline",
            "place",
            "actors",
            "relation",
            "event",
            "order",
            "rank",
            "polarity",
            "tense",
        )
        update = {name: getattr(answered[0], name) for name in fields}
        return denial.model_copy(update={**update, "responds_to": ids})
    return denial.model_copy(update={"kind": answered[0].kind, "responds_to": ids})


def _distinct(claims: list[Claim]) -> Iterator[Claim]:
    """Leave out a claim that says the same of the same words."""
    seen: set[tuple[object, ...]] = set()
    for claim in claims:
        tie = claim.relation.object.id if claim.relation else None
        key = (claim.kind, claim.span, claim.value, tie)
        if key not in seen:
            seen.add(key)
            yield claim
