"""Figures in words and digits: how much a run of words says, before anything is known of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from averment.claim import Bound
from averment.extract.amounts import Amounts, is_digits
from averment.extract.figure_words import Word
from averment.extract.lexicon import ends_with, lexicon, phrases, starts_with

Said = Sequence[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at the words `[start, end)`, its bound words and unit included.

    `core` is where the number itself begins. `low`/`high` are its closed interval; null is open.
    `bare` is false of a number that belongs to a name or a measurement ("SCP-173", "10kg").
    `compares` is true of "twice as many", "three times the number of".
    """

    start: int
    core: int
    end: int
    number: float | None
    unit: str = "count"
    bound: Bound = Bound.EXACT
    low: float | None = None
    high: float | None = None
    from_: float | None = None
    to: float | None = None
    vague: bool = False
    direction: str | None = None
    multiple: bool = False
    bare: bool = True
    compares: bool = False


def figures(words: Sequence[Word], skip: Sequence[bool]) -> Iterator[Figure]:
    """Yield the figures in the words of a sentence, in order; none stands where `skip` is true."""
    reader = _Reader(words)
    at = 0
    while at < len(words):
        at = _behind_bound(reader.said, at)
        found = None if skip[at] or not reader.may_begin(at) else reader.at(at)
        if found is None or _hidden(found, skip):
            at += 1
            continue
        yield found
        at = max(found.end, at + 1)


def _behind_bound(said: Said, at: int) -> int:
    """Go behind a bound phrase: "no fewer than", "as many as" hold no figure of their own."""
    for phrase, _ in phrases("numbers", "before") if said[at] in _long_bounds() else ():
        if len(phrase) > 1 and starts_with(said, at, phrase) and at + len(phrase) < len(said):
            return at + len(phrase)
    return at


@cache
def _long_bounds() -> frozenset[str]:
    """The words with which bounds of several words begin."""
    return frozenset(phrase[0] for phrase, _ in phrases("numbers", "before") if len(phrase) > 1)


@cache
def _beginnings() -> frozenset[str]:
    """The words with which a figure that is not in digits can begin."""
    table = lexicon("numbers")
    first = {phrase[0] for name in ("vague", "shares") for phrase, _ in phrases("numbers", name)}
    first |= {phrase.split()[0] for phrase in table["without"]["words"]}
    forms = {
        form
        for name in ("multiples", "reductions")
        for base in table[name]
        for form in _forms(base)
    }
    return frozenset(
        {
            *first,
            *forms,
            *table["small"],
            *table["minus"]["words"],
            *table["large"],
            "a",
            "an",
            "half",
            "quarter",
            "no",
            "from",
            "between",
            "-",
            "−",
        }
    )


def _hidden(found: Figure, skip: Sequence[bool]) -> bool:
    """Say whether a figure stands on a date; between the two of a pair a date may stand."""
    if found.from_ is not None:
        return skip[found.core] or skip[found.end - 1]
    return any(skip[found.start : found.end])


class _Reader:
    """Reads the figures of one sentence."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.said = [word.text for word in words]
        self.amounts = Amounts(words)

    def may_begin(self, at: int) -> bool:
        """Say whether a figure can begin at a word: most words can be passed over at once."""
        return self.words[at].value is not None or self.said[at] in _beginnings()

    def at(self, at: int) -> Figure | None:
        """Read the figure that begins at a word, with its unit and bound, or none."""
        found = self._pair(at) or self._range(at) or self._ratio(at) or self._vague(at)
        found = found or self._multiple(at) or self._fraction(at) or self._plain(at)
        return _bounded(self.said, self._comparing(self._with_unit(found))) if found else None

    def _fraction(self, at: int) -> Figure | None:
        """Read a part of a whole, in percent to one decimal ("a third of", "most of"); where a
        sentence begins with it, also "most refugees"."""
        for phrase, percent in phrases("numbers", "shares"):
            end = at + len(phrase)
            of = self.said[end : end + 1] == ["of"] or at == 0
            if starts_with(self.said, at, phrase) and of:
                return Figure(
                    at, at, end, percent, "percent", Bound.MORE_THAN, low=percent, high=None
                )
        if self.amounts.part_of_large(at) is not None:
            return None
        part = self.amounts.part(at)
        if part is None:
            return None
        if part.value > 1:  # three halves
            return Figure(at, at, part.end, part.value, low=part.value, high=part.value)
        return _share(at, part.end, round(100 * part.value, 1))

    def _ratio(self, at: int) -> Figure | None:
        """Read "three in four" and "nine out of ten", in percent to one decimal."""
        first = self.amounts.number(at)
        if first is None or not first.value.is_integer():
            return None
        link = next(
            (s for s, _ in phrases("numbers", "ratio") if starts_with(self.said, first.end, s)),
            None,
        )
        if link is None or (second := self.amounts.number(first.end + len(link))) is None:
            return None
        digits = is_digits(self.words[second.end - 1])
        if not 0 < first.value < second.value <= 100 or (digits and second.value > 20):
            return None
        return _share(at, second.end, round(100 * first.value / second.value, 1))

    # --- figures ----------------------------------------------------------------------------

    def _plain(self, at: int) -> Figure | None:
        if self.said[at] == "no":
            return Figure(at, at, at + 1, 0.0, low=0.0, high=0.0)
        if (found := self.amounts.number(at)) is None or self._slashed(at, found.end):
            return None
        bare = found.value >= 0 and not (self._named(at) or self._measured(found.end))
        value = found.value
        return Figure(at, at, found.end, value, low=value, high=value, bare=bare)

    def _slashed(self, at: int, end: int) -> bool:
        """Say whether digits are one part of a date or a saying ("9/11", "24/7")."""
        after = self.said[end : end + 1] == ["/"] and self.words[end].glued
        return after or (at > 1 and self.said[at - 1] == "/" and self.words[at].glued)

    def _named(self, at: int) -> bool:
        """Say whether a number hangs on a name by a hyphen ("SCP-173", "F-16")."""
        if at < 2 or not (self.words[at].glued and self.words[at - 1].glued):
            return False
        return (
            self.said[at - 1] == "-"
            and self.said[at - 2].isalpha()
            and (self.said[at - 2] not in self.amounts.small)
        )

    def _measured(self, end: int) -> bool:
        """Say whether letters are glued to the digits that are no scale ("10kg")."""
        if end >= len(self.words) or not self.words[end].glued:
            return False
        return self.said[end].isalpha() and self._unit_at(end) is None

    def _range(self, at: int) -> Figure | None:
        """Read "between 10 and 15", "10 to 15", "10-15", "8- to 16-metre", "44 mg to 50 mg"."""
        between = self.said[at] == "between"
        if between and (parts := self._parts(at)):
            return parts
        if at + between >= len(self.said) or (first := self.amounts.number(at + between)) is None:
            return None
        links = ("and", "to") if between else ("-", "–", "—", "to")
        for unit in (0, 1):
            link = first.end + unit
            link += self.said[link : link + 2] == ["-", "to"]
            if self.said[link : link + 1] == [] or self.said[link] not in links:
                continue
            second = self.amounts.number(link + 1)
            if second is None or second.value <= first.value:
                continue
            repeated = self.said[first.end] == (self.said[second.end : second.end + 1] or [""])[0]
            if unit and not repeated:
                continue
            low = first.value
            if second.scale >= 1000 > low and low * second.scale < second.value:
                low *= second.scale  # "two to three million"
            return Figure(
                at, at + between, second.end, None, bound=Bound.ABOUT, low=low, high=second.value
            )
        return None

    def _parts(self, at: int) -> Figure | None:
        """Read "between a fifth and a quarter", in percent."""
        low = self.amounts.part(at + 1, linked=True)
        if low is None or self.said[low.end : low.end + 1] != ["and"]:
            return None
        high = self.amounts.part(low.end + 1)
        if high is None or not low.value < high.value <= 1:
            return None
        ends = (round(100 * low.value, 1), round(100 * high.value, 1))
        return Figure(at, at + 1, high.end, None, "percent", Bound.ABOUT, low=ends[0], high=ends[1])

    def _pair(self, at: int) -> Figure | None:
        """Read "from 5 to 23", dates between them allowed ("from 15 in 2022 to 29 in 2023")."""
        if self.said[at] != "from":
            return None
        core = self._behind_lead(at + 1)
        if (first := self.amounts.number(core)) is None:
            return None
        for to in range(first.end, min(first.end + 6, len(self.said) - 1)):
            if self.said[to] == "to":
                second = self.amounts.number(self._behind_lead(to + 1))
                if second is not None:
                    pair = (first.value, second.value)
                    return Figure(at, core, second.end, None, from_=pair[0], to=pair[1])
            if self.said[to] in (".", ";", "and"):
                break
        return None

    def _behind_lead(self, at: int) -> int:
        """Go behind what may stand between "from" or "to" and a figure: a bound, a currency."""
        for table in ("before", "currency"):
            for phrase, _ in phrases("numbers", table):
                if starts_with(self.said, at, phrase):
                    at += len(phrase)
                    break
        return at

    def _vague(self, at: int) -> Figure | None:
        for phrase, (low, high) in phrases("numbers", "vague"):
            if starts_with(self.said, at, phrase):
                return Figure(
                    at, at, at + len(phrase), low, bound=Bound.AT_LEAST, low=low, high=high or None
                )
        for words in (phrase.split() for phrase in lexicon("numbers")["without"]["words"]):
            if starts_with(self.said, at, words):
                return Figure(at, at, at + len(words), None, vague=True)
        return None

    def _multiple(self, at: int) -> Figure | None:
        """Read a word that is a multiple by itself: "doubled", "tenfold", "halved"."""
        word = self.said[at]
        words = lexicon("numbers")
        for table, unit, way in (("multiples", "times", None), ("reductions", "percent", "down")):
            for base, value in words[table].items():
                if word in _forms(base):
                    return Figure(
                        at,
                        at,
                        at + 1,
                        value,
                        unit,
                        low=value,
                        high=value,
                        direction=way,
                        multiple=True,
                    )
        return None

    def _comparing(self, found: Figure) -> Figure:
        """Take in the words by which a multiple compares two figures."""
        for phrase, _ in phrases("numbers", "comparing") if found.unit == "times" else ():
            if starts_with(self.said, found.end, phrase):
                return replace(found, end=found.end + len(phrase), compares=True)
        return found

    # --- units ------------------------------------------------------------------------------

    def _unit_at(self, at: int) -> tuple[str, int] | None:
        for phrase, unit in phrases("numbers", "units"):
            if starts_with(self.said, at, phrase):
                return unit, at + len(phrase)
        return None

    def _with_unit(self, found: Figure) -> Figure:
        if found.unit != "count":
            return found
        hyphen = self.said[found.end : found.end + 1] == ["-"]
        if unit := self._unit_at(found.end + hyphen):
            return replace(found, unit=unit[0], end=unit[1])
        for phrase, code in phrases("numbers", "currency"):
            sign = not phrase[-1].isalpha() or phrase[0] in (code.lower(), "rs")
            if sign and ends_with(self.said, found.core, phrase):
                return replace(found, unit=code, start=found.core - len(phrase))
            if starts_with(self.said, found.end + hyphen, phrase):
                return replace(found, unit=code, end=found.end + hyphen + len(phrase))
        return found


def _share(at: int, end: int, percent: float) -> Figure:
    return Figure(at, at, end, percent, "percent", low=percent, high=percent)


def _forms(base: str) -> tuple[str, ...]:
    stem = base.removesuffix("e")
    return (base, f"{base}s", f"{stem}ed", f"{stem}ing", f"{base}d")


def _bounded(said: Said, found: Figure) -> Figure:
    """Read the bound before a figure (articles may stand between) or after it."""
    if found.bound is not Bound.EXACT or found.from_ is not None or found.vague:
        return found
    before = found.start
    if before and said[before - 1] in ("a", "an", "the"):
        before -= 1
    for start in (found.start, before):
        for phrase, bound in phrases("numbers", "before"):
            if ends_with(said, start, phrase):
                return _bound(replace(found, start=start - len(phrase)), Bound(bound))
    for phrase, bound in phrases("numbers", "after"):
        if starts_with(said, found.end, phrase):
            return _bound(replace(found, end=found.end + len(phrase)), Bound(bound))
    return found


def _bound(found: Figure, bound: Bound) -> Figure:
    value = found.number
    low = None if bound in (Bound.AT_MOST, Bound.LESS_THAN) else value
    high = None if bound in (Bound.AT_LEAST, Bound.MORE_THAN) else value
    return replace(found, bound=bound, low=low, high=high)
