"""The two sheets that every chart is drawn on: one for a wide page and print, one for a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup

from averment.report.charts.layers import Spec
from averment.report.charts.svg import draw, plain

CHARACTER = 5.7  # pixels: the mean width of a character of a label, at 11 pixels


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room a chart has: its width in pixels; on a narrow one labels stand above their rows."""

    width: int
    narrow: bool

    def lines(self, text: str, pixels: float, *, most: int = 3) -> list[str]:
        """Break a label into lines that fit `pixels`; one too long for `most` lines is cut."""
        characters = int(pixels / CHARACTER)
        clean = plain(text, most * characters)
        return wrap(clean, characters, max_lines=most, placeholder="…") or [""]

    def pixels(self, characters: int) -> int:
        """The room that so many characters of a label take."""
        return round(CHARACTER * characters)


WIDE, NARROW = Sheet(728, narrow=False), Sheet(344, narrow=True)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart drawn for each sheet."""

    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class Sizes:
    """One chart's specification for each sheet."""

    wide: Spec
    narrow: Spec

    @classmethod
    def of(cls, make: Callable[[Sheet], Spec]) -> Sizes:
        """Have a chart specified for each sheet."""
        return cls(make(WIDE), make(NARROW))

    def draw(self, name: str) -> Drawing:
        """Draw the chart on both; `name` keeps the ids of several charts in one page apart."""
        return Drawing(draw(self.wide, name), draw(self.narrow, f"{name}n"))
