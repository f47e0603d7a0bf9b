"""Which agreement the words of a text name, and whether a record is of that one."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from averment.checking.attested.accounts import Account
from averment.reference import Gazetteer
from averment.reference.words import Word, folded, within, words

_MONTHS = {name.lower() for name in calendar.month_name if name}


@dataclass(frozen=True, slots=True)
class Title:
    """What a text calls an agreement: its own words in capitals, and a whole phrase of them.

    Words that all such names share ("peace", "comprehensive") count only in the phrase.
    """

    own: frozenset[str] = frozenset()
    phrase: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the text gives it a name."""
        return bool(self.own)

    def score(self, account: Account) -> int:
        """Return how well the name of a record fits: two for the phrase, one for a word of it."""
        said = folded(account.name or account.detail)
        whole = 2 if within(self.phrase, said) else 0
        return whole + int(bool(self.own & set(said)))


def title_of(text: str, data: Mapping[str, Any], names: Gazetteer) -> Title:
    """Return what a text calls an agreement: capitals right before a noun such as "accord".

    Months are no part of it, nor are names of parties.
    """
    said = list(words(text))
    spans = [(f.start, f.end) for f in names.find(text) if f.meanings[0].sort not in _PLACES]
    own: set[str] = set()
    phrase: tuple[str, ...] = ()
    for at, word in enumerate(said):
        if word.folded not in data["nouns"]:
            continue
        first = at
        while first and (_capital(said[first - 1]) or said[first - 1].folded in data["common"]):
            first -= 1
        for one in said[first:at]:
            own |= _own(one, spans, data["common"])
        named = (i for i, one in enumerate(said[first:at]) if _begins(one, data["articles"]))
        run = first + next(named, at - first)
        if at - run >= _PHRASE and all(_capital(one) for one in said[run : at + 1]):
            phrase = tuple(one.folded for one in said[run : at + 1])
    return Title(frozenset(own), phrase)


#: Words in capitals before the noun that make a name of words that all such names share.
_PHRASE = 2
#: Agreements are often called after the place where they were signed.
_PLACES = frozenset({"city", "division"})


def _own(word: Word, spans: Sequence[tuple[int, int]], common: Collection[str]) -> set[str]:
    capital = _capital(word) and word.folded not in common
    inside = any(start <= word.start < end for start, end in spans)
    return {word.folded} if capital and not inside and word.folded not in _MONTHS else set()


def _begins(word: Word, articles: Collection[str]) -> bool:
    """Say whether a name may begin with a word: not with the article that begins a sentence."""
    return _capital(word) and word.folded not in articles


def _capital(word: Word) -> bool:
    return word.written[:1].isupper()
