"""Opinions: judgements, norms, predictions and questions, told by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averment.claim import WhyNot
from averment.extract.contents import Content
from averment.extract.lexicon import lexicon, word_set
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
    if verb.lemma_ == "have" and any(_infinitive(child) for child in children(verb, "xcomp")):
        return WhyNot.OPINION  # "somebody has to open the roads"
    if verb.lemma_.lower() in word_set("kinds", "planning") and verb.dep_ not in ("acl", "amod"):
        return WhyNot.PREDICTION
    have = any(child.lemma_ == "have" for child in children(verb, "aux"))
    if aux & set(words["predictions"]) and not ("would" in aux and have):
        return WhyNot.PREDICTION
    if (aux | marks) & set(words["hypothetical"]) and (not have or _conditional(verb)):
        return WhyNot.HYPOTHETICAL
    if figure:
        return None
    first, last = content.tokens
    said = {token.lemma_.lower() for token in verb.doc[first:last]}
    return WhyNot.OPINION if said & set(words["words"]) else None


def _infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in children(verb, "mark"))


def _conditional(verb: Token) -> bool:
    """Say whether a clause hangs on a condition ("if …", "had it acted")."""
    for clause in children(verb, "advcl"):
        marks = {c.lower_ for c in children(clause, "mark")}
        turned = clause.left_edge.lower_ in ("had", "were", "should")
        if turned or marks & {"if", "unless"}:
            return True
    return False


def judges(head: Token) -> bool:
    """Say whether a clause says what something is or is like, and so judges."""
    if any(child.dep_ == "cop" for child in head.children):
        return head.pos_ in ("ADJ", "NOUN", "VERB", "ADV")
    return head.lemma_.lower() in lexicon("kinds")["opinion"]["judging"]
