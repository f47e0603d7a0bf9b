"""Assembly: from what the passes found to claims, in text order, each with its id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from averment.claim import Actors, Claim, Kind, WhyNot
from averment.extract.answers import answering, bare
from averment.extract.clause import clause_of
from averment.extract.clauses import claims_of, heads
from averment.extract.counting import NOTHING, Frame, counting, frame_of, window_before
from averment.extract.figures import Figure, figures
from averment.extract.lexicon import word_set
from averment.extract.notes import Notes, Sentence
from averment.extract.parts import Part, parts
from averment.extract.quotes import labels, urged
from averment.extract.scope import scope_of
from averment.extract.superlatives import superlatives
from averment.extract.ties import parties

#: So many claims back a text is taken up, at most.
RECALL = 40


def assembly(notes: Notes) -> Notes:
    """Make the claims of every sentence, and tie denials to what they deny."""
    made: list[Claim] = []
    paragraph, start = -1, 0
    for sentence in notes.sentences:
        if sentence.paragraph != paragraph:
            paragraph, start = sentence.paragraph, len(made)
        if sentence.section == "body":
            made += _of_sentence(notes, sentence, made[max(start, len(made) - RECALL) :])
    ordered = sorted(made, key=lambda claim: (claim.sentence, claim.span, claim.kind))
    return notes.having(claims=tuple(answering(notes, list(_distinct(ordered)))))


def _of_sentence(notes: Notes, sentence: Sentence, earlier: Sequence[Claim]) -> list[Claim]:
    """Make the claims of one sentence; `earlier` are those of its paragraph before it."""
    counted = figures(notes, sentence, earlier)
    by_place = {figure.quantity.tokens: figure for figure in counted}
    clauses = list(heads(notes, sentence))
    ranked = superlatives(sentence)
    found = parts(sentence, [figure.quantity for figure in counted], clauses, ranked)
    made: dict[int, tuple[Part, Frame, list[Claim]]] = {}
    for index in _hosts_first(found):
        part = found[index]
        host = made[part.host][1] if part.host in made else NOTHING
        figure = by_place[part.quantity.tokens] if part.quantity is not None else None
        if figure is not None and part.host is None:
            host = _spoken_before(figure, part, earlier)
        leaned = any(other.host == index for other in found)
        made[index] = _of_part(notes, sentence, part, figure, host, earlier, leaned=leaned)
    in_order = [
        (part, frame, [] if _frames(found, part) else claims)
        for part, frame, claims in (made[index] for index in range(len(found)))
    ]
    found_here = [*_shared(in_order), *bare(notes, sentence)]
    return [*found_here, *labels(notes, sentence), *urged(notes, sentence)]


def _frames(found: Sequence[Part], part: Part) -> bool:
    """Say whether a clause only frames another ("It is no accident that attacks doubled")."""
    subjects = [c for c in part.at.children if c.dep_.startswith(("nsubj", "expl"))]
    if part.quantity is not None or not any(c.lower_ == "it" for c in subjects):
        return False
    return any(part.at.is_ancestor(other.at) for other in found if other.link != "detail")


def _hosts_first(found: Sequence[Part]) -> list[int]:
    """The places of parts, those that others lean on before those that do."""
    order: list[int] = []
    for index in range(len(found)):
        chain, at = [], index
        while at not in order and at not in chain:
            chain.append(at)
            host = found[at].host
            if host is None:
                break
            at = host
        order += reversed(chain)
    return order


def _spoken_before(figure: Figure, part: Part, earlier: Sequence[Claim]) -> Frame:
    """What the sentence before says of those whom a figure takes up ("Of those, …").

    A figure that only leaves out its noun takes up what is counted, and nothing else.
    """
    last = next((c for c in reversed(earlier) if c.kind in (Kind.COUNT, Kind.CHANGE)), None)
    if last is None:
        return NOTHING
    words = {t.lower_ for t in part.at.doc[slice(*part.tokens)]}
    if figure.pointing or words & word_set("contents", "partitive"):
        return frame_of(last)
    return Frame(measure=last.measure) if figure.elided else NOTHING


def _of_part(
    notes: Notes,
    sentence: Sentence,
    part: Part,
    figure: Figure | None,
    host: Frame,
    earlier: Sequence[Claim],
    *,
    leaned: bool,
) -> tuple[Part, Frame, list[Claim]]:
    """Return what a part says and claims; `leaned` is true where others lean on it."""
    before = host.window or window_before(earlier)
    if figure is not None:
        counted = counting(notes, sentence, figure, part, host, before)
        return (part, counted[1], [counted[0]]) if counted is not None else (part, host, [])
    clause = clause_of(notes, sentence, part, before)
    claims = claims_of(clause)
    if claims and claims[0].kind is Kind.RANK and part.link == "phrase":
        claims = [_like(claims[0], host)]
    if claims and claims[0].kind is not Kind.OPINION:
        return part, frame_of(claims[0]), claims
    ahead = claims and claims[0].why_not in (WhyNot.PREDICTION, WhyNot.HYPOTHETICAL)
    if not leaned or ahead:
        return part, NOTHING, claims
    scope = scope_of(notes, sentence, part.at, clause.content.tokens)
    ones, _ = parties(notes, sentence, part.at)
    actors = scope.actors.model_copy(update={"by": scope.actors.by or tuple(ones)})
    shared = host.window if part.link == "verb" else None
    return part, Frame(clause.window or shared, scope.place or host.place, actors), claims


def _like(rank: Claim, host: Frame) -> Claim:
    """Give a rank that hangs behind a figure ("…, the most since 2018") what the figure says."""
    return rank.model_copy(
        update={
            "measure": rank.measure or host.measure,
            "window": rank.window or host.window,
            "place": rank.place or host.place,
            "actors": rank.actors if rank.actors != Actors() else host.actors,
        }
    )


def _shared(made: Sequence[tuple[Part, Frame, list[Claim]]]) -> list[Claim]:
    """Give a figure what stands behind the last of those that it is joined to.

    "49 civilians and 15 soldiers died on Thursday" is Thursday for both.
    """
    updated = [claim for _, _, claims in made for claim in claims]
    for index in range(len(made) - 1, 0, -1):
        part, _, claims = made[index]
        if part.host is None or not claims or not _spreads(part, claims[0]):
            continue
        hosts = made[part.host][2]
        if part.quantity is None or not hosts or made[part.host][0].quantity is None:
            continue
        at = updated.index(hosts[0])
        own, other = updated[at], claims[0]
        if own.attribution != other.attribution:
            continue
        update: dict[str, object] = {}
        beside = part.link == "joined" or part.at.doc[part.tokens[0]].tag_ == "CC"
        beside = beside and claims[0].kind is not Kind.OPINION
        if own.window is None and beside:
            update["window"] = other.window
        if not own.place and beside:
            update["place"] = other.place
        if update:
            updated[at] = own.model_copy(update=update)
            hosts[0] = updated[at]
    return updated


#: Kinds of clauses without a figure.
_WITHOUT = frozenset({Kind.EVENT, Kind.TREND, Kind.RELATION, Kind.OPINION})


def _spreads(part: Part, claim: Claim) -> bool:
    """Say whether what stands behind a figure may be meant for the one before as well."""
    lead = part.at.doc[part.tokens[0]].tag_ == "CC"
    return part.link in ("joined", "phrase", "verb") or (lead and frame_of(claim).happening)


def _distinct(claims: list[Claim]) -> Iterator[Claim]:
    """Leave out what says the same of the same words, and quotations that hold a figure’s claim."""
    seen: set[tuple[object, ...]] = set()
    counted = [claim.span for claim in claims if claim.value is not None]
    for claim in claims:
        tie = claim.relation
        sides = (
            (tie.subject.id or tie.subject.text, tie.object.id or tie.object.text) if tie else None
        )
        key = (claim.kind, claim.span, claim.value, sides)
        told = claim.kind is Kind.QUOTE and any(claim.span.covers(span) for span in counted)
        told = told or (claim.kind in _WITHOUT and claim.span in counted)
        if key not in seen and not told:
            seen.add(key)
            yield claim
