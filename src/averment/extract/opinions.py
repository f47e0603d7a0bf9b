"""Opinions: judgements, norms, predictions and questions, told by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averment.claim import WhyNot
from averment.extract.contents import Content
from averment.extract.lexicon import lexicon
from averment.extract.notes import Sentence
from averment.extract.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token


def why_not(
    sentence: Sentence, verb: Token, content: Content, *, figure: bool = False
) -> WhyNot | None:
    """Return why a clause cannot be checked, or none where nothing speaks against it.

    With a figure only mood counts: a judging word beside a figure does not make it an opinion.
    """
    words = lexicon("kinds")["opinion"]
    aux = {child.lower_ for child in children(verb, "aux")} | {verb.lower_}
    marks = {child.lower_ for child in children(verb, "mark")}
    if sentence.text.rstrip().endswith("?"):
        return WhyNot.QUESTION
    if aux & set(words["modals"]):
        return WhyNot.OPINION
    have = any(child.lemma_ == "have" for child in children(verb, "aux"))
    if aux & set(words["predictions"]) and not ("would" in aux and have):
        return WhyNot.PREDICTION
    if (aux | marks) & set(words["hypothetical"]) and not have:
        return WhyNot.HYPOTHETICAL
    if figure:
        return None
    first, last = content.tokens
    said = {token.lemma_.lower() for token in verb.doc[first:last]}
    return WhyNot.OPINION if said & set(words["words"]) else None
