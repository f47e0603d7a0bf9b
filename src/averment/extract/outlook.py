"""Whether a clause speaks of what was still to come when it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averment.extract.lexicon import lexicon
from averment.extract.notes import Sentence
from averment.extract.tree import children, clause_head, tense

if TYPE_CHECKING:
    from spacy.tokens import Token

#: So many verbs up are asked; deeper nesting tells nothing more.
_HIGHEST = 4


def looks_ahead(sentence: Sentence, tokens: tuple[int, int]) -> bool | None:
    """Say whether the clause around tokens looks ahead, back (false), or does not tell (none)."""
    words = lexicon("times")["ahead"]
    at: Token = sentence.parsed.doc[tokens[1] - 1]
    above = at.head
    if above.lemma_.lower() in words["set"] and above.tag_ in ("VBN", "JJ"):
        return True  # "talks scheduled for Friday"
    if tokens[1] < sentence.parsed.end and at.doc[tokens[1]].tag_ == "POS":
        return None  # "Wednesday's ruling"
    if above.tag_ == "VBN" and above.dep_ == "acl":
        return False  # "the injunction issued on Thursday"
    head = clause_head(at)
    for _ in range(_HIGHEST):
        helpers = list(children(head, "aux"))
        if any(h.lower_ in words["auxiliaries"] for h in helpers):
            return not any(h.lemma_ == "have" for h in helpers)
        if head.tag_ == "VB" and any(c.lower_ == "to" for c in children(head, "mark", "aux")):
            if head.head.lemma_.lower() in words["words"] or head.dep_ == "acl":
                return True
            if head.head == head:
                return None
            head = clause_head(head.head)
            continue
        told = tense(head)
        if head.tag_ == "VBN" and head.lemma_.lower() in words["set"] and told != "past":
            return True
        return None if told == "present" else False
    return None
