"""The claims of a text as a table for the terminal, at most eighty columns wide."""

from __future__ import annotations

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from averment.claim import Claims
from averment.cli.output import one_line
from averment.report import words


def listing(claims: Claims) -> Group:
    """Return the claims with kind and source of each, and why where that was asked for."""
    grid = Table(box=box.SIMPLE_HEAD, width=80, padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column("", justify="right", width=4)
    grid.add_column("Kind", width=9)
    grid.add_column("Claim, who says it", ratio=1)
    for claim in claims.claims:
        said = Text(f"“{one_line(claim.text)}”")
        said.append(f"\n{one_line(words.who_says(claim))}", style="italic")
        for reason in (claims.reasons or {}).get(claim.id, ()):
            said.append(f"\n{reason.field}: ", style="bold")
            said.append(f"“{one_line(reason.words)}” – {one_line('; '.join(reason.rules))}")
        grid.add_row(claim.id, claim.kind.value, said)
    count = len(claims)
    heading = f"{count} claim{'' if count == 1 else 's'} found"
    return Group(Text(heading, style="bold"), grid)
