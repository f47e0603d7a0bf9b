"""The analysis as a table for the terminal, at most eighty columns wide."""

from __future__ import annotations

from rich import box
from rich.console import Group
from rich.constrain import Constrain
from rich.table import Table
from rich.text import Text

from averment.report import words
from averment.verdict import Analysis, Checked, Label, Verdict

WIDTH = 80
LONGEST = 90  # characters of a claim's words that are shown

_COLOURS = {
    Label.SUPPORTED: "green",
    Label.MOSTLY_SUPPORTED: "green",
    Label.CONTESTED: "yellow",
    Label.MOSTLY_CONTRADICTED: "red",
    Label.CONTRADICTED: "red",
}


def table(analysis: Analysis) -> Group:
    """Return the claims with who says each, the verdict, its share and the reason in one line.

    What is printed is at most eighty columns wide. Colours are the console's business: it leaves
    them out where it is no terminal.
    """
    grid = Table(box=box.SIMPLE_HEAD, width=WIDTH, padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column("", justify="right", width=3)
    grid.add_column("Claim, who says it, why", ratio=1)
    grid.add_column("Verdict", width=17)
    grid.add_column("True", justify="right", width=6)
    for number, checked in enumerate(analysis.checked, start=1):
        grid.add_row(str(number), _claim(checked), _verdict(checked), _share(checked.verdict))
    heading = Constrain(Text(_heading(analysis), style="bold"), WIDTH)
    return Group(heading, grid)


def _heading(analysis: Analysis) -> str:
    count = len(analysis.checked)
    found = f"{count} claim{'' if count == 1 else 's'} found"
    title = _clean(analysis.document.title or "")
    return f"{title}: {found}" if title else words.opening(found)


def _claim(checked: Checked) -> Text:
    text = Text(f"“{_short(checked.claim.text)}”")
    text.append(f"\n{_clean(words.who_says(checked.claim))}", style="italic")
    text.append(f"\n{_short(words.first_sentence(checked.verdict.reason), 220)}", style="dim")
    return text


def _verdict(checked: Checked) -> Text:
    colour = "" if words.is_denied(checked.claim) else _COLOURS.get(checked.verdict.label, "")
    return Text(words.verdict_words(checked), style=colour)


def _share(verdict: Verdict) -> str:
    return "" if verdict.weighted_share is None else words.percent(verdict.weighted_share)


def _short(text: str, most: int = LONGEST) -> str:
    clean = _clean(text)
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + "…"


def _clean(text: str) -> str:
    """Text on one line, without characters that could steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
