"""The reason of a verdict on a tie, an event or an order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from averment.checking.attested.readings import Case, Reading
from averment.checking.words import capital, say_choice
from averment.verdict import Flip, Label, PartyFigure, Truth, Why

#: Sources named in a reason before it grows too long.
_NAMED = 3


# --- the reason ------------------------------------------------------------------------------


def reason(case: Case, name: Label, decided: Sequence[Flip], *, negated: bool) -> str:
    """Say which sources have it and which exclude it, of whom, and what decides."""
    parts = [_lead(case, name, negated=negated), *_identities(case)]
    mixed = {r.truth for r in case.readings} >= {Truth.TRUE, Truth.FALSE}
    if mixed and decided:
        parts.append(_flip(decided[0], negated=negated))
    parts += case.extra
    if not negated and not any(r.truth is Truth.TRUE for r in case.readings):
        parts += [f"{one}." for one in case.near]
    return " ".join(parts)


def _lead(case: Case, name: Label, *, negated: bool) -> str:
    for_, against = (_sentences(case, truth) for truth in (Truth.TRUE, Truth.FALSE))
    if name is Label.NOT_COVERED or not (for_ or against):
        return f"The record does not decide it: {_joined(_sentences(case, Truth.UNDETERMINED))}"
    what = "what is denied" if negated else "this"
    if not against:
        return f"{capital(what)} is on record: {_joined(for_)}"
    if not for_:
        return f"The record speaks against {what}: {_joined(against)}"
    first, second = (for_, against) if name in _MORE_FOR else (against, for_)
    turn = "but against" if first is for_ else "but for"
    return f"The record has both: {_joined(first)[:-1]}; {turn} {what}, {_joined(second)}"


_MORE_FOR = (Label.SUPPORTED, Label.MOSTLY_SUPPORTED, Label.CONTESTED)


def _sentences(case: Case, truth: Truth) -> list[str]:
    """One sentence a source, that of its weightiest reading."""
    said: dict[str, tuple[float, str]] = {}
    for reading in case.readings:
        if reading.truth is truth:
            known = said.get(reading.root, (0.0, ""))
            said[reading.root] = max(known, (reading.weight, reading.sentence), key=lambda p: p[0])
    return list(dict.fromkeys(sentence for _, sentence in said.values()))


def _joined(sentences: Sequence[str]) -> str:
    shown = list(sentences[:_NAMED])
    more = len(sentences) - len(shown)
    rest = f"; {more} more {'source' if more == 1 else 'sources'}" if more else ""
    return f"{'; '.join(shown)}{rest}."


def _identities(case: Case) -> Iterator[str]:
    """Name the identity of which it is so, where a name could mean several."""
    for axis in ("identity", "identity_of_other"):
        labels = {
            truth: list(
                dict.fromkeys(
                    r.options[axis].label
                    for r in case.readings
                    if r.truth is truth and axis in r.options and not _generic(r, axis)
                )
            )
            for truth in (Truth.TRUE, Truth.FALSE)
        }
        held, other = labels[Truth.TRUE] or labels[Truth.FALSE], labels[Truth.FALSE]
        if held:
            but = [one for one in other if one not in held]
            rest = f", not {say_choice(but)}" if but and labels[Truth.TRUE] else ""
            lead = "It is so of" if labels[Truth.TRUE] else "Asked of"
            yield f"{lead} {say_choice(held)}{rest}."


def _generic(reading: Reading, axis: str) -> bool:
    return reading.options[axis].reason.startswith("the words name no")


def _flip(flip: Flip, *, negated: bool) -> str:
    true, false = (flip.false, flip.true) if negated else (flip.true, flip.false)
    sides = [("so with", true), ("not so with", false), ("either way with", flip.mixed)]
    said = "; ".join(f"{word} {say_choice(options)}" for word, options in sides if options)
    return f"What decides most is {flip.label[:1].lower()}{flip.label[1:]}: {said}." if said else ""


def uncovered(case: Case, said: Sequence[PartyFigure]) -> tuple[Why, str]:
    """Return why nothing decides, and the same in words."""
    beside_ = [f"{one}." for one in (*case.elsewhere, *case.near)]
    if said and not beside_:
        names = "; ".join(dict.fromkeys(one.publisher for one in said))
        words = f"Only parties to the dispute speak of it ({names}); their word decides nothing."
        return Why.ONLY_PARTIES, words
    then = " at the time asked for" if case.elsewhere else ""
    lead = f"No source in this evidence says whether this was so{then}."
    why = Why.OUTSIDE_COVERAGE if case.elsewhere else Why.NO_DATASET
    return why, " ".join([lead, *beside_, *case.extra])
