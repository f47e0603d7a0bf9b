"""The analysis as a table for the terminal, at most eighty columns wide."""

from __future__ import annotations

from rich import box
from rich.console import Group
from rich.constrain import Constrain
from rich.table import Table
from rich.text import Text

from averment.report import words
from averment.verdict import Analysis, Checked, Finding, Label, Verdict

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
    """Return the claims with who says each, the reason in one line, verdict, flags and share.

    What is printed is at most eighty columns wide. Colours are the console's business: it leaves
    them out where it is no terminal.
    """
    grid = Table(box=box.SIMPLE_HEAD, width=WIDTH, padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column("", justify="right", width=3)
    grid.add_column("Claim, who says it, why", ratio=1)
    grid.add_column("Verdict, flags", width=19)
    grid.add_column("True", justify="right", width=6)
    for number, checked in enumerate(analysis.checked, start=1):
        grid.add_row(str(number), _claim(checked), _verdict(checked), _share(checked.verdict))
    heading = Constrain(Text(_heading(analysis), style="bold"), WIDTH)
    findings = [Constrain(_finding(one), WIDTH) for one in analysis.findings]
    return Group(heading, grid, *findings)


def _heading(analysis: Analysis) -> str:
    count = len(analysis.checked)
    found = f"{count} claim{'' if count == 1 else 's'} found"
    title = _clean(analysis.document.title or "")
    return f"{title}: {found}" if title else words.opening(found)


def _finding(finding: Finding) -> Text:
    """Claims of the text that cannot all hold, in a sentence."""
    text = Text(f"{words.say('finding', finding.sort)}. ", style="bold")
    return text.append(_clean(finding.sentence), style="not bold")


def _claim(checked: Checked) -> Text:
    text = Text(f"“{_short(checked.claim.text)}”")
    text.append(f"\n{_clean(words.who_says(checked.claim))}", style="italic")
    text.append(f"\n{_short(words.first_sentence(checked.verdict.reason), 220)}", style="dim")
    for passage in checked.verdict.passages[:1]:
        if passage.stands and passage.match != "verbatim":
            text.append(f"\n{_clean(passage.source)}: “{_short(passage.stands, 220)}”")
    for check in checked.factchecks:
        text.append(f"\n{_clean(check.publisher)}: “{_short(check.rating)}”")
    for earlier in checked.history[-1:]:
        text.append(f"\nAn earlier report had “{words.label_name(earlier.label)}”.")
    return text


def _verdict(checked: Checked) -> Text:
    colour = "" if words.is_denied(checked.claim) else _COLOURS.get(checked.verdict.label, "")
    text = Text(words.verdict_words(checked), style=colour)
    for flag in checked.verdict.flags:
        text.append(f"\n{words.say('flag', flag.id)}", style="not bold italic default")
    return text


def _share(verdict: Verdict) -> str:
    return "" if verdict.weighted_share is None else words.percent(verdict.weighted_share)


def _short(text: str, most: int = LONGEST) -> str:
    clean = _clean(text)
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + "…"


def _clean(text: str) -> str:
    """Text on one line, without characters that could steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
