"""Superlatives of amount, and comparatives that say as much ("more than any other")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averment.extract.lexicon import inverted, word_set
from averment.extract.notes import Sentence
from averment.extract.tree import children, clause_head, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token


#: So many words behind "more" its "than any other" may follow.
REACH = 14


def superlatives(sentence: Sentence) -> list[Token]:
    """The superlatives of amount in a sentence, and what is "more than any other"."""
    words = inverted("kinds", "superlatives")
    return [
        token
        for token in sentence.parsed
        if (token.lower_ in words and not _of_amount(token))
        or _than_any(token) is not None
        or no_other(token) is not None
    ]


def _of_amount(token: Token) -> bool:
    """Say whether "most" is a share ("most of them", "most refugees") or marks an adjective."""
    if token.lower_ not in ("most", "least"):
        return False
    before = token.doc[token.i - 1] if token.i > token.sent.start else token
    definite = before.tag_ in ("DT", "PRP$", "POS")
    return not definite or token.tag_ != "JJS" or not token.head.tag_.startswith("NN")


def _than_any(token: Token) -> Token | None:
    """The noun of "any other" where "more" goes on as "than any other", "than at any time"."""
    if not _compares(token):
        return None
    after = list(token.doc[token.i + 1 : token.i + REACH])
    than = next((i for i, t in enumerate(after) if t.lower_ == "than"), len(after))
    any_ = next((t for t in after[than : than + 3] if t.lower_ in word_set("kinds", "any")), None)
    return any_.head if any_ is not None and any_.head.tag_.startswith("NN") else any_


def _compares(token: Token) -> bool:
    """Say whether a word says more or less: "more", or the "higher" of "was higher"."""
    if token.lower_ in word_set("kinds", "amounts"):
        return True
    said = token.lower_ in inverted("changes", "beside")
    return said and token.tag_ == "JJR" and any(children(token, "cop"))


def no_other(token: Token) -> Token | None:
    """The subject of "no other country has more than Chad", where "more" is `token`."""
    if token.lower_ not in word_set("kinds", "amounts"):
        return None
    for subject in subjects(clause_head(token)):
        words = {c.lower_ for c in children(subject, "det", "amod")}
        if words >= word_set("kinds", "no_other"):
            return subject
    return None


def ranked(token: Token) -> Token | None:
    """The noun that a superlative ranks: the one it stands at, or its subject."""
    if token.lower_ in word_set("kinds", "amounts"):
        after = [t for t in token.doc[token.i + 1 : token.i + 8] if t.tag_.startswith("NN")]
        if token.head.tag_.startswith("NN") and token.head != token:
            return token.head
        return after[0] if after else None
    if token.head.tag_.startswith("NN") and token.head != token:
        return token.head
    return next(iter(subjects(token)), None)


def others(token: Token) -> Token | None:
    """The noun for all others, where something has more than any of them."""
    found = _than_any(token)
    return found if found is not None else no_other(token)
