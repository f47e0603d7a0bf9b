"""A clause that may make a claim, with what is asked of it by every kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from averment.claim import Attribution, Claim, Kind, Polarity, WhyNot, Window
from averment.extract.contents import Content, chain, content_of, hedge
from averment.extract.lexicon import word_set
from averment.extract.notes import Notes, Sentence
from averment.extract.parts import Part
from averment.extract.tree import negated, tense
from averment.extract.windows import spoken

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that may make a claim: its part, its content, and who is said to hold it."""

    notes: Notes
    sentence: Sentence
    part: Part
    content: Content
    attribution: tuple[Attribution, ...]
    window: Window | None

    @property
    def head(self) -> Token:
        """The word that heads the clause."""
        return self.part.at

    @property
    def told(self) -> bool:
        """Whether somebody is said to hold, deny or doubt it."""
        return bool(self.attribution)

    def claim(self, kind: Kind, **fields: Any) -> Claim:
        """Return a claim of this clause; opinions and quotations have no window."""
        negative = Polarity.NEGATED if negated(self.head) else Polarity.AFFIRMED
        bare = kind in (Kind.OPINION, Kind.QUOTE, Kind.ORDER)
        made: dict[str, Any] = {
            "text": self.content.text,
            "span": self.content.span,
            "sentence": self.sentence.span,
            "attribution": self.attribution,
            "polarity": Polarity.AFFIRMED if bare else negative,
            "hedge": hedge(self.notes, self.sentence, self.content),
            "window": None if bare else self.window,
            "tense": tense(self.head),
        }
        return Claim(id="", kind=kind, **{**made, **fields})

    def opinion(self, why: WhyNot) -> Claim:
        """Return the clause as an opinion, which is never checked."""
        return self.claim(Kind.OPINION, checkable=False, why_not=why)


def clause_of(notes: Notes, sentence: Sentence, part: Part, own: Window | None) -> Clause:
    """Return the clause of a part; `own` is the window of what it leans on, if it does."""
    content = content_of(notes, sentence, part)
    place = sentence.place_of(part.at.i, part.at.i + 1)
    times = spoken(notes, sentence, part.at, content.tokens, change=False, before=own)
    return Clause(notes, sentence, part, content, chain(notes, sentence, place), times.window)


def happens(verb: Token) -> bool:
    """Say whether a verb tells of a happening rather than a state."""
    if verb.pos_ not in ("VERB", "AUX") or any(c.dep_ == "cop" for c in verb.children):
        return verb.lemma_.lower() in word_set("kinds", "becoming")
    return verb.lemma_.lower() not in word_set("kinds", "states")
