"""Figures in words and digits: how much a run of words says, before anything is known of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from averment.claim import Bound
from averment.extract.figure_words import Word
from averment.extract.lexicon import ends_with, inverted, lexicon, phrases, starts_with, word_set

Said = Sequence[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at the words `[start, end)`, its bound words and unit included.

    `core` is where the number itself begins. `low`/`high` are its closed interval; null is open.
    `bare` is false of a number that belongs to a name or a measurement ("SCP-173", "10kg").
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


def figures(words: Sequence[Word], skip: Sequence[bool]) -> Iterator[Figure]:
    """Yield the figures in the words of a sentence, in order; none stands where `skip` is true."""
    reader = _Reader(words)
    at = 0
    while at < len(words):
        at = _behind_bound(reader.said, at)
        found = None if skip[at] else reader.at(at)
        if found is None or _hidden(found, skip):
            at += 1
            continue
        yield found
        at = max(found.end, at + 1)


def _behind_bound(said: Said, at: int) -> int:
    """Go behind a bound phrase: "no fewer than", "as many as" hold no figure of their own."""
    for phrase, _ in phrases("numbers", "before"):
        if len(phrase) > 1 and starts_with(said, at, phrase) and at + len(phrase) < len(said):
            return at + len(phrase)
    return at


def _hidden(found: Figure, skip: Sequence[bool]) -> bool:
    """Say whether a figure stands on a date; between the two of a pair a date may stand."""
    if found.from_ is not None:
        return skip[found.core] or skip[found.end - 1]
    return any(skip[found.start : found.end])


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number read: its value and the word after it. `scale` is its last large word's value."""

    value: float
    end: int
    scale: float = 1.0


class _Reader:
    """Reads the figures of one sentence."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.said = [word.text for word in words]
        table = lexicon("numbers")
        self.small, self.large = table["small"], table["large"]
        self.glued, self.parts = table["glued"], inverted("numbers", "denominators")

    def at(self, at: int) -> Figure | None:
        """Read the figure that begins at a word, with its unit and bound, or none."""
        found = self._pair(at) or self._range(at) or self._ratio(at) or self._vague(at)
        found = found or self._multiple(at) or self._fraction(at) or self._plain(at)
        return _bounded(self.said, self._with_unit(found)) if found else None

    # --- numbers ----------------------------------------------------------------------------

    def number(self, at: int) -> _Amount | None:
        """Read a number from a word on: digits, words, or both ("3.2 million", "two and a half").

        A minus glued to the digits, or the word for it, makes it negative.
        """
        sign = self._sign(at)
        found = self._unsigned(at + bool(sign))
        if found is None or not sign:
            return found
        return replace(found, value=-found.value)

    def _sign(self, at: int) -> bool:
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if following is None:
            return False
        if self.said[at] in word_set("numbers", "minus"):
            return self.said[at + 1] not in self.parts
        free = not self.words[at].glued or self.said[at - 1] in ("(", "$", "£", "€")
        return self.said[at] in ("-", "−") and free and following.glued and _digits(following)

    def _unsigned(self, at: int) -> _Amount | None:
        whole = self._whole(at)
        if whole is None:
            return self._part_of_large(at)
        whole = self._with_decimals(whole)
        return self._with_fraction(whole)

    def _whole(self, at: int) -> _Amount | None:
        """Read digits and number words with their large words."""
        if at < len(self.said) and self.said[at] in ("a", "an") and self._large(at + 1) >= 12:
            first = self._large(at + 1)
            done, part, scale = (first, 0.0, first) if first >= 1000 else (0.0, first, first)
            end, seen = at + 2, True
        elif self._no_number(at):
            return None
        else:
            done, part, scale, end, seen = 0.0, 0.0, 1.0, at, False
        while end < len(self.said):
            word, large = self.words[end], self._large(end)
            if _digits(word) or word.text in self.small:
                value = word.value if word.value is not None else self.small[word.text]
                if seen and not self._continues(end, value, part, scale):
                    break
                part += value
            elif large and seen:
                if large in (12, 100):
                    part = (part or 1) * large
                elif part:
                    done, part = done + part * large, 0.0
                else:
                    done *= large  # "three lakh crore"
                scale = large
            elif not (seen and self._joined(end)):
                break
            seen, end = True, end + 1
        return _Amount(done + part, end, scale) if seen else None

    def _no_number(self, at: int) -> bool:
        """Say whether "one" is a pronoun: "which one", "the one"."""
        if at >= len(self.said) or self.said[at] != "one" or not at:
            return False
        return self.said[at - 1] in word_set("numbers", "pronoun_after")

    def _large(self, at: int) -> float:
        """Return the value of a large word, 0 for any other; short ones need digits before."""
        if at >= len(self.said):
            return 0
        word = self.words[at]
        if word.text not in self.glued:
            return float(self.large.get(word.text, 0))
        fits = at and _digits(self.words[at - 1]) and (word.glued or len(word.text) > 1)
        return float(self.glued[word.text]) if fits else 0

    def _continues(self, at: int, value: float, part: float, scale: float) -> bool:
        """Say whether a further number word belongs to the number before it."""
        before = self.said[at - 1]
        after_large = self._large(at - 1) or before in ("and", "&", "-", ",")
        if _digits(self.words[at]) and not after_large:
            return False
        if part % 100 == 0:
            return value < max(scale, 100) and (part > 0 or scale > 1)
        return part % 10 == 0 and part % 100 >= 20 and 0 < value < 10

    def _joined(self, at: int) -> bool:
        """Say whether a hyphen, a comma or an "and" stands inside a number."""
        before, after = self.said[at - 1], self.said[at + 1] if at + 1 < len(self.said) else ""
        following = self.words[at + 1] if after else None
        more = after in self.small or (following is not None and _digits(following))
        if self.said[at] == "-":
            tens = self.small.get(before, 0) >= 20 and 0 < self.small.get(after, 99) < 10
            scaled = before in self.small and self._large(at + 1) >= 12
            return bool(tens or scaled)
        if self.said[at] in ("and", "&"):
            return self._large(at - 1) >= 100 and more and self._part_at(at + 1) is None
        hundreds = self.said[at] == "," and self._large(at - 1) >= 1000 and after in self.small
        return hundreds and self._large(at + 2) == 100

    def _with_decimals(self, whole: _Amount) -> _Amount:
        """Read "five point nine", "nought point one two" and "two point seventy-one"."""
        end = whole.end
        if not (end + 1 < len(self.said) and self.said[end] == "point"):
            return whole
        digits = ""
        end += 1
        while end < len(self.said) and self.said[end] in self.small:
            if digits and self.small[self.said[end]] >= 10:
                break
            digits += str(self.small[self.said[end]])
            end += 1
            tens = int(digits[-2:] or 0) if len(digits) == 2 else 0
            if tens >= 20 and tens % 10 == 0 and end + 1 < len(self.said):
                unit = self.small.get(self.said[end + 1], 99)
                if self.said[end] == "-" and 0 < unit < 10:
                    digits, end = str(tens + unit), end + 2
        return _Amount(whole.value + float(f"0.{digits}"), end) if digits else whole

    def _with_fraction(self, whole: _Amount) -> _Amount:
        """Read the fraction behind a whole: "2 1/2", "two and a half", "one million and a half"."""
        end = whole.end
        scale = whole.scale if whole.scale >= 1000 and self._large(end - 1) else 1.0
        linked = end < len(self.said) and self.said[end] == "and"
        part = self._part_at(end + linked, linked=linked)
        if part is None or part.value >= 1 or not (linked or self._in_signs(end)):
            return whole
        large = self._large(part.end)
        if large and large < whole.scale:  # "one billion and three quarters million"
            return _Amount(whole.value + part.value * large, part.end + 1, large)
        value = whole.value + part.value * scale
        if large:  # "two and a half million"
            return _Amount(value * large, part.end + 1, large)
        return _Amount(value, part.end, scale)

    def _part_of_large(self, at: int) -> _Amount | None:
        """Read "half a million", "quarter million", "two thirds of a million"."""
        part = self._part_at(at)
        if part is None:
            return None
        end = part.end
        for link in (("of", "a"), ("a",), ()):
            if starts_with(self.said, end, link) and (large := self._large(end + len(link))) >= 12:
                return _Amount(part.value * large, end + len(link) + 1, large)
        return None

    # --- parts ------------------------------------------------------------------------------

    def _in_signs(self, at: int) -> bool:
        """Say whether a fraction in signs begins at a word: ½ or 1/2."""
        if at >= len(self.words) or self.words[at].value is None:
            return False
        return self.words[at].vulgar or self.said[at + 1 : at + 2] == ["/"]

    def _part_at(self, at: int, *, linked: bool = False) -> _Amount | None:
        """Read a fraction: ½, 3/4, "a third", "two-thirds", "half"; `linked` to a whole before."""
        if at >= len(self.words):
            return None
        word = self.words[at]
        if word.vulgar:
            return _Amount(word.value or 0.0, at + 1)
        if _digits(word) and self.said[at + 1 : at + 2] == ["/"]:
            return self._slashed(at)
        if word.text in ("half", "quarter") and self._bare_part(at):
            return _Amount(1 / float(self.parts[word.text]), at + 1)
        whole = _Amount(1.0, at + 1) if word.text in ("a", "an") else self._whole(at)
        if whole is None:
            return None
        end = whole.end + (self.said[whole.end : whole.end + 1] == ["-"])
        if end >= len(self.said) or (size := self.parts.get(self.said[end])) is None:
            return None
        plural = self.said[end].endswith("s")
        if (whole.value == 1) == plural:
            return None
        if word.text in ("a", "an") and not linked and not self._stands_alone(end + 1):
            return None
        return _Amount(whole.value / float(size), end + 1)

    def _bare_part(self, at: int) -> bool:
        """Say whether "half" is a part, and no half of a year or a match; "quarter" needs more."""
        if self.said[at] == "quarter":
            return self._large(at + 1) > 12
        before = self.said[at - 1] if at else ""
        return before not in word_set("numbers", "no_part_after")

    def _slashed(self, at: int) -> _Amount | None:
        """Read "3/4"; "5/17/2018" and "24/7" are none."""
        below = self.words[at + 2] if at + 2 < len(self.words) else None
        more = self.said[at + 3 : at + 4] == ["/"] or self.said[at - 1 : at] == ["/"]
        if below is None or not _digits(below) or more or not below.value:
            return None
        top = self.words[at].value or 0.0
        if not (top < below.value <= 100 and below.glued):
            return None
        return _Amount(top / below.value, at + 3)

    def _stands_alone(self, at: int) -> bool:
        """Say whether "a third" is a part: no noun follows that it could number."""
        if at >= len(self.words):
            return True
        word = self.words[at]
        return not word.text[0].isalnum() or word.text in word_set("numbers", "behind_part")

    def _fraction(self, at: int) -> Figure | None:
        """Read a part of a whole, in percent to one decimal ("a third of", "most of")."""
        for phrase, percent in phrases("numbers", "shares"):
            end = at + len(phrase)
            if starts_with(self.said, at, phrase) and self.said[end : end + 1] == ["of"]:
                return Figure(
                    at, at, end, percent, "percent", Bound.MORE_THAN, low=percent, high=None
                )
        if self._part_of_large(at) is not None:
            return None
        part = self._part_at(at)
        if part is None or part.value > 1:
            return None
        return _share(at, part.end, round(100 * part.value, 1))

    def _ratio(self, at: int) -> Figure | None:
        """Read "three in four" and "nine out of ten", in percent to one decimal."""
        first = self.number(at)
        if first is None or not first.value.is_integer():
            return None
        links = (("in",), ("out", "of"), ("in", "every"), ("out", "of", "every"), ("of", "every"))
        link = next(
            (
                s
                for s in sorted(links, key=len, reverse=True)
                if starts_with(self.said, first.end, s)
            ),
            None,
        )
        if link is None or (second := self.number(first.end + len(link))) is None:
            return None
        digits = _digits(self.words[second.end - 1])
        if not 0 < first.value < second.value <= 100 or (digits and second.value > 20):
            return None
        return _share(at, second.end, round(100 * first.value / second.value, 1))

    # --- figures ----------------------------------------------------------------------------

    def _plain(self, at: int) -> Figure | None:
        if self.said[at] == "no":
            return Figure(at, at, at + 1, 0.0, low=0.0, high=0.0)
        if (found := self.number(at)) is None:
            return None
        bare = found.value >= 0 and not (self._named(at) or self._measured(found.end))
        value = found.value
        return Figure(at, at, found.end, value, low=value, high=value, bare=bare)

    def _named(self, at: int) -> bool:
        """Say whether a number hangs on a name by a hyphen ("SCP-173", "F-16")."""
        if at < 2 or not (self.words[at].glued and self.words[at - 1].glued):
            return False
        return (
            self.said[at - 1] == "-"
            and self.said[at - 2].isalpha()
            and (self.said[at - 2] not in self.small)
        )

    def _measured(self, end: int) -> bool:
        """Say whether letters are glued to the digits that are no scale ("10kg")."""
        if end >= len(self.words) or not self.words[end].glued:
            return False
        return self.said[end].isalpha() and self._unit_at(end) is None

    def _range(self, at: int) -> Figure | None:
        """Read "between 10 and 15", "10 to 15", "10-15", "8- to 16-metre", "44 mg to 50 mg"."""
        between = self.said[at] == "between"
        if at + between >= len(self.said) or (first := self.number(at + between)) is None:
            return None
        links = ("and", "to") if between else ("-", "–", "—", "to")
        for unit in (0, 1):
            link = first.end + unit
            link += self.said[link : link + 2] == ["-", "to"]
            if self.said[link : link + 1] == [] or self.said[link] not in links:
                continue
            second = self.number(link + 1)
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

    def _pair(self, at: int) -> Figure | None:
        """Read "from 5 to 23", dates between them allowed ("from 15 in 2022 to 29 in 2023")."""
        if self.said[at] != "from" or at + 1 >= len(self.said):
            return None
        if (first := self.number(at + 1)) is None:
            return None
        for to in range(first.end, min(first.end + 6, len(self.said) - 1)):
            if self.said[to] == "to" and (second := self.number(to + 1)) is not None:
                return Figure(at, at + 1, second.end, None, from_=first.value, to=second.value)
            if self.said[to] in (".", ";", "and"):
                break
        return None

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
            if ends_with(self.said, found.core, phrase):
                return replace(found, unit=code, start=found.core - len(phrase))
            if starts_with(self.said, found.end + hyphen, phrase):
                return replace(found, unit=code, end=found.end + hyphen + len(phrase))
        return found


def _digits(word: Word | None) -> bool:
    return word is not None and word.value is not None and not word.vulgar


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
