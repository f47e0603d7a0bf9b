"""Amounts in words and digits: "3.2 million", "two and a half", "a third", "half a dozen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from averment.extract.figure_words import Word
from averment.extract.lexicon import inverted, lexicon, starts_with, word_set


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read: its value and the word after it. `scale` is its last large word's value."""

    value: float
    end: int
    scale: float = 1.0


class Amounts:
    """Reads the amounts in the words of one sentence."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.said = [word.text for word in words]
        table = lexicon("numbers")
        self.small, self.large = table["small"], table["large"]
        self.glued, self.parts = table["glued"], inverted("numbers", "denominators")

    # --- numbers ----------------------------------------------------------------------------

    def number(self, at: int) -> Amount | None:
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
        return self.said[at] in ("-", "−") and free and following.glued and is_digits(following)

    def _unsigned(self, at: int) -> Amount | None:
        whole = self._whole(at)
        if whole is None:
            return self.part_of_large(at)
        whole = self._with_decimals(whole)
        return self._with_fraction(whole)

    def _whole(self, at: int) -> Amount | None:
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
            if is_digits(word) or word.text in self.small:
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
        return Amount(done + part, end, scale) if seen else None

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
        fits = at and is_digits(self.words[at - 1]) and (word.glued or len(word.text) > 1)
        return float(self.glued[word.text]) if fits else 0

    def _continues(self, at: int, value: float, part: float, scale: float) -> bool:
        """Say whether a further number word belongs to the number before it."""
        before = self.said[at - 1]
        after_large = self._large(at - 1) or before in ("and", "&", "-", ",")
        if is_digits(self.words[at]) and not after_large:
            return False
        if part % 100 == 0:
            return value < max(scale, 100) and (part > 0 or scale > 1)
        return part % 10 == 0 and part % 100 >= 20 and 0 < value < 10

    def _joined(self, at: int) -> bool:
        """Say whether a hyphen, a comma or an "and" stands inside a number."""
        before, after = self.said[at - 1], self.said[at + 1] if at + 1 < len(self.said) else ""
        following = self.words[at + 1] if after else None
        more = after in self.small or (following is not None and is_digits(following))
        if self.said[at] == "-":
            tens = self.small.get(before, 0) >= 20 and 0 < self.small.get(after, 99) < 10
            scaled = before in self.small and self._large(at + 1) >= 12
            return bool(tens or scaled)
        if self.said[at] in ("and", "&"):
            return self._large(at - 1) >= 100 and more and self.part(at + 1) is None
        hundreds = self.said[at] == "," and self._large(at - 1) >= 1000 and after in self.small
        return hundreds and self._large(at + 2) == 100

    def _with_decimals(self, whole: Amount) -> Amount:
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
        return Amount(whole.value + float(f"0.{digits}"), end) if digits else whole

    def _with_fraction(self, whole: Amount) -> Amount:
        """Read the fraction behind a whole: "2 1/2", "two and a half", "one million and a half"."""
        end = whole.end
        scale = whole.scale if whole.scale >= 1000 and self._large(end - 1) else 1.0
        linked = end < len(self.said) and self.said[end] == "and"
        part = self.part(end + linked, linked=linked)
        if part is None or part.value >= 1 or not (linked or self._in_signs(end)):
            return whole
        large = self._large(part.end)
        if large and large < whole.scale:  # "one billion and three quarters million"
            return Amount(whole.value + part.value * large, part.end + 1, large)
        value = whole.value + part.value * scale
        if large:  # "two and a half million"
            return Amount(value * large, part.end + 1, large)
        return Amount(value, part.end, scale)

    def part_of_large(self, at: int) -> Amount | None:
        """Read "half a million", "quarter million", "two thirds of a million"."""
        part = self.part(at)
        if part is None:
            return None
        end = part.end
        for link in (("of", "a"), ("a",), ()):
            if starts_with(self.said, end, link) and (large := self._large(end + len(link))) >= 12:
                return Amount(part.value * large, end + len(link) + 1, large)
        return None

    # --- parts ------------------------------------------------------------------------------

    def _in_signs(self, at: int) -> bool:
        """Say whether a fraction in signs begins at a word: ½ or 1/2."""
        if at >= len(self.words) or self.words[at].value is None:
            return False
        return self.words[at].vulgar or self.said[at + 1 : at + 2] == ["/"]

    def part(self, at: int, *, linked: bool = False) -> Amount | None:
        """Read a fraction: ½, 3/4, "a third", "two-thirds", "half"; `linked` to a whole before."""
        if at >= len(self.words):
            return None
        word = self.words[at]
        if word.vulgar:
            return Amount(word.value or 0.0, at + 1)
        if is_digits(word) and self.said[at + 1 : at + 2] == ["/"]:
            return self._slashed(at)
        if word.text in ("half", "quarter") and self._bare_part(at):
            return Amount(1 / float(self.parts[word.text]), at + 1)
        whole = Amount(1.0, at + 1) if word.text in ("a", "an") else self._whole(at)
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
        return Amount(whole.value / float(size), end + 1)

    def _bare_part(self, at: int) -> bool:
        """Say whether "half" is a part, and no half of a year or a match; "quarter" needs more."""
        if self.said[at] == "quarter":
            return self._large(at + 1) > 12
        before = self.said[at - 1] if at else ""
        return before not in word_set("numbers", "no_part_after")

    def _slashed(self, at: int) -> Amount | None:
        """Read "3/4"; "5/17/2018" and "24/7" are none."""
        below = self.words[at + 2] if at + 2 < len(self.words) else None
        more = self.said[at + 3 : at + 4] == ["/"] or self.said[at - 1 : at] == ["/"]
        if below is None or not is_digits(below) or more or not below.value:
            return None
        top = self.words[at].value or 0.0
        usual = below.text in word_set("numbers", "slashed")
        if not (top < below.value and usual and below.glued):
            return None  # 9/11, 24/7
        return Amount(top / below.value, at + 3)

    def _stands_alone(self, at: int) -> bool:
        """Say whether "a third" is a part: no noun follows that it could number."""
        if at >= len(self.words):
            return True
        word = self.words[at]
        return not word.text[0].isalnum() or word.text in word_set("numbers", "behind_part")


def is_digits(word: Word | None) -> bool:
    """Say whether a word is a number in digits."""
    return word is not None and word.value is not None and not word.vulgar
