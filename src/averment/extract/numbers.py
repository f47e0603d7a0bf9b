"""Figures in words and digits: how much a run of tokens says, before anything is known of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from averment.claim import Bound
from averment.extract.lexicon import ends_with, inverted, lexicon, phrases, starts_with

_DIGITS = re.compile(r"^\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$")
_GLUED = re.compile(r"^(\d+(?:\.\d+)?)(m|mn|b|bn|k|x|fold)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at the tokens `[start, end)`, its bound words and unit included.

    `core` is where the number itself begins. `low`/`high` are its closed interval; null is open.
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


def figures(said: Sequence[str], skip: Sequence[bool]) -> Iterator[Figure]:
    """Yield the figures in lower-case tokens, in order; where `skip` is true none may stand."""
    at = 0
    while at < len(said):
        at = _behind_bound(said, at)
        found = None if skip[at] else _at(said, at)
        if found is None or _hidden(found, skip):
            at += 1
            continue
        yield found
        at = max(found.end, at + 1)


def _behind_bound(said: Sequence[str], at: int) -> int:
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


def _at(said: Sequence[str], at: int) -> Figure | None:
    found = _pair(said, at) or _range(said, at) or _fraction(said, at) or _vague(said, at)
    found = found or _multiple(said, at) or _plain(said, at)
    return _bounded(said, _with_unit(said, found)) if found else None


def number(said: Sequence[str], at: int) -> tuple[float, int] | None:
    """Read a number from `at` on: its value and the token after it, or none."""
    words = lexicon("numbers")
    small, large = words["small"], words["large"]
    total, part, end, seen = 0.0, 0.0, at, False
    if at < len(said) and said[at] in ("a", "an", "half") and not _half(said, at):
        if at + 1 >= len(said) or said[at + 1] not in large or len(said[at + 1]) < 3:
            return None
        part, end, seen = 1.0, at + 1, True
    elif half := _half(said, at):
        part, end, seen = 0.5, half, True
    while end < len(said):
        word = said[end]
        joins = seen and end + 1 < len(said) and _joined(said, end)
        if (glued := _GLUED.match(word)) and not seen and glued[2] in large:
            return float(glued[1]) * large[glued[2]], end + 1
        if _DIGITS.match(word):
            if seen:
                break
            part = float(re.sub(r"[,\u202f\u00a0]", "", word))
        elif word in small and word != "no":
            part += small[word]
        elif word in large and seen and (len(word) > 2 or _DIGITS.match(said[end - 1])):
            if large[word] in (12, 100):
                part = (part or 1) * large[word]
            else:
                total, part = total + (part or 1) * large[word], 0.0
        elif not joins:
            break
        seen, end = True, end + 1
        if starts_with(said, end, ("and", "a", "half")):
            part, end = part + 0.5, end + 3
    return (total + part, end) if seen else None


def _half(said: Sequence[str], at: int) -> int | None:
    """The end of "half a" before a large number ("half a million")."""
    large = lexicon("numbers")["large"]
    if starts_with(said, at, ("half", "a")) and at + 2 < len(said) and said[at + 2] in large:
        return at + 2
    return None


def _joined(said: Sequence[str], at: int) -> bool:
    """Say whether a hyphen or an "and" stands inside a number ("hundred and twenty-two")."""
    words = lexicon("numbers")
    small, large = words["small"], words["large"]
    if said[at] == "-":
        tens = small.get(said[at - 1], 0) >= 20
        return bool(tens and small.get(said[at + 1], 99) < 10)
    return bool(said[at] == "and" and said[at - 1] in large and said[at + 1] in small)


def _plain(said: Sequence[str], at: int) -> Figure | None:
    if said[at] == "no":
        return Figure(at, at, at + 1, 0.0, low=0.0, high=0.0)
    if (found := number(said, at)) is None:
        return None
    value, end = found
    return Figure(at, at, end, value, low=value, high=value)


def _range(said: Sequence[str], at: int) -> Figure | None:
    """Read "between 10 and 15" or "10 to 15" or "10-15"."""
    between = said[at] == "between"
    if (first := number(said, at + between)) is None:
        return None
    low, end = first
    links = ("and",) if between else ("-", "–", "to")
    if end >= len(said) or said[end] not in links:
        return None
    if (second := number(said, end + 1)) is None or second[0] <= low:
        return None
    high, stop = second
    scale = _scale(said, end + 1, stop)
    if scale and low < 1000 <= scale and low * scale < high:  # "two to three million"
        low *= scale
    return Figure(at, at + between, stop, None, bound=Bound.ABOUT, low=low, high=high)


def _scale(said: Sequence[str], start: int, end: int) -> float:
    large = lexicon("numbers")["large"]
    return float(large.get(said[end - 1], 0)) if end - start > 1 else 0.0


def _pair(said: Sequence[str], at: int) -> Figure | None:
    """Read "from 5 to 23", dates between them allowed ("from 15 in 2022 to 29 in 2023")."""
    if said[at] != "from" or (first := number(said, at + 1)) is None:
        return None
    low, end = first
    for to in range(end, min(end + 6, len(said) - 1)):
        if said[to] == "to" and (second := number(said, to + 1)) is not None:
            value, stop = second
            return Figure(at, at + 1, stop, None, from_=low, to=value)
        if said[to] in (".", ";", "and"):
            break
    return None


def _fraction(said: Sequence[str], at: int) -> Figure | None:
    """Read a fraction of a whole, in percent: "two thirds of", "three in four"."""
    for phrase, percent in phrases("numbers", "fractions"):
        plain = [word for word in said[at : at + 2 * len(phrase)] if word != "-"]
        if starts_with(plain, 0, phrase):
            end = at + len(phrase) + (said[at + 1 : at + 2] == ["-"] and len(phrase) > 1)
            risen = at > 0 and said[at - 1] == "by"
            if risen or (end < len(said) and said[end] == "of"):
                more = phrase[-1] in ("most", "majority")
                bound = Bound.MORE_THAN if more else Bound.EXACT
                return _share(at, end, percent, bound)
    first = number(said, at)
    if first is None or not first[0].is_integer():
        return None
    end = first[1]
    step = next((s for s in (("in",), ("out", "of")) if starts_with(said, end, s)), None)
    if step is None or (second := number(said, end + len(step))) is None:
        return None
    if not first[0] < second[0] <= 100 or (_DIGITS.match(said[second[1] - 1]) and second[0] > 20):
        return None
    return _share(at, second[1], round(100 * first[0] / second[0], 1), Bound.EXACT)


def _share(at: int, end: int, percent: float, bound: Bound) -> Figure:
    high = None if bound is Bound.MORE_THAN else percent
    return Figure(at, at, end, percent, "percent", bound, low=percent, high=high)


def _vague(said: Sequence[str], at: int) -> Figure | None:
    for phrase, (low, high) in phrases("numbers", "vague"):
        if starts_with(said, at, phrase):
            return Figure(
                at, at, at + len(phrase), low, bound=Bound.AT_LEAST, low=low, high=high or None
            )
    for words in (phrase.split() for phrase in lexicon("numbers")["without"]["words"]):
        if starts_with(said, at, words):
            return Figure(at, at, at + len(words), None, vague=True)
    return None


def _multiple(said: Sequence[str], at: int) -> Figure | None:
    """Read a word that is a multiple by itself: "doubled", "tenfold", "halved"."""
    word = said[at]
    words = lexicon("numbers")
    for table, unit, way in (("multiples", "times", None), ("reductions", "percent", "down")):
        for base, value in words[table].items():
            if word in _forms(base):
                return Figure(
                    at, at, at + 1, value, unit, low=value, high=value, direction=way, multiple=True
                )
    return None


def _forms(base: str) -> tuple[str, ...]:
    stem = base.removesuffix("e")
    return (base, f"{base}s", f"{stem}ed", f"{stem}ing", f"{base}d")


def _with_unit(said: Sequence[str], found: Figure) -> Figure:
    for phrase, unit in phrases("numbers", "units"):
        hyphen = said[found.end : found.end + 1] == ["-"]
        if starts_with(said, found.end + hyphen, phrase):
            return replace(found, unit=unit, end=found.end + hyphen + len(phrase))
    glued = _GLUED.match(said[found.end - 1])
    if glued and glued[2] in ("x", "fold"):
        return replace(found, unit="times")
    money = inverted("numbers", "currency")
    if found.core and said[found.core - 1] in money:
        return replace(found, unit=money[said[found.core - 1]], start=found.core - 1)
    if found.end < len(said) and said[found.end] in money:
        return replace(found, unit=money[said[found.end]], end=found.end + 1)
    return found


def _bounded(said: Sequence[str], found: Figure) -> Figure:
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
