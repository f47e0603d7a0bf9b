"""The words of a source with their places, and where in it quoted words may stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from averment.claim import Document
from averment.kinds.alignment import Step
from averment.kinds.wording import Wording, source_wording

#: Words of a quotation by which its place is looked for, the rarest first, ...
RARE = 8
#: ... if it stands no oftener than this, ...
COMMON = 300
#: ... and how many places are compared word by word.
TRIED = 3
#: So many words around a place are compared, beside as many as the quotation has.
MARGIN = 60


@dataclass(frozen=True, slots=True)
class Concordance:
    """A source's words, and the places of each."""

    document: Document
    wording: Wording
    places: Mapping[str, Sequence[int]]

    def between(self, number: int, following: int) -> str:
        """What stands between two words of the source: blanks, punctuation, other words."""
        spans = self.wording.spans
        return self.document.text[spans[number].end : spans[following].start]

    def weight(self, word: str) -> float:
        """How rare a word is here: the logarithm of all words to those that are this one."""
        return log((len(self.wording.words) + 2) / (len(self.places.get(word, (0,))) + 1))


@lru_cache(maxsize=16)
def concordance(document: Document) -> Concordance:
    """Return the words of a source with their places, remembered for the next quotation."""
    wording = source_wording(document.text)
    places: dict[str, list[int]] = {}
    for number, word in enumerate(wording.words):
        places.setdefault(word, []).append(number)
    return Concordance(document, wording, places)


def verbatim(said: Wording, source: Concordance) -> tuple[tuple[Step, ...], int] | None:
    """Return the steps where all parts of a quotation stand word by word, and in how many places.

    The parts lie between its marks of omission and follow each other; where they do so in several
    places, the steps are those of the shortest passage.
    """
    cuts = [0, *sorted(said.gaps - {0, len(said.words)}), len(said.words)]
    parts = [said.words[first:last] for first, last in pairwise(cuts)]
    places = [exactly(part, source) for part in parts]
    chains = [chain for start in places[0] if (chain := _chain(start, parts, places)) is not None]
    if not chains:
        return None
    chain = min(chains, key=lambda one: one[-1] - one[0])
    steps: list[Step] = []
    for first, part, at in zip(cuts, parts, chain, strict=False):
        if steps:
            steps.append(Step("missing", first, first, steps[-1].stands_end, at))
        steps.append(Step("equal", first, first + len(part), at, at + len(part)))
    return tuple(step for step in steps if step.stands < step.stands_end), len(chains)


def _chain(
    start: int, parts: Sequence[Sequence[str]], starts: Sequence[Sequence[int]]
) -> list[int] | None:
    """Where the parts of a quotation follow each other, the first at `start`."""
    chain = [start]
    for part, following in zip(parts, starts[1:], strict=False):
        after = bisect_left(following, chain[-1] + len(part))
        if after == len(following):
            return None
        chain.append(following[after])
    return chain


def exactly(part: Sequence[str], source: Concordance) -> list[int]:
    """Return the places where these words stand one after the other."""
    if not part:
        return []
    rarest = min(range(len(part)), key=lambda n: len(source.places.get(part[n], ())))
    words = source.wording.words
    return [
        at - rarest
        for at in source.places.get(part[rarest], ())
        if at >= rarest and words[at - rarest : at - rarest + len(part)] == tuple(part)
    ]


def starts(said: Wording, source: Concordance) -> list[int]:
    """Return where a quotation may begin: the places around which most of its rare words stand."""
    known = {word for word in said.words if word in source.places}
    rarest = sorted(known, key=lambda word: (len(source.places[word]), word))[:RARE]
    votes = sorted(
        (at - said.words.index(word), source.weight(word), word)
        for number, word in enumerate(rarest)
        for at in source.places[word]
        if not number or len(source.places[word]) <= COMMON
    )
    heard: list[tuple[float, int]] = []
    last = 0
    for number, (start, *_) in enumerate(votes):
        while last < len(votes) and votes[last][0] <= start + MARGIN:
            last += 1
        near = {word: weight for _, weight, word in votes[number:last]}
        heard.append((sum(near.values()), -start))
    best: list[int] = []
    for _, start in sorted(heard, reverse=True):
        if all(abs(-start - other) > MARGIN for other in best):
            best.append(-start)
        if len(best) == TRIED:
            break
    return best
