"""The command `replay`: a report recomputed, and what differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from averment.cli.options import Finished, Silent
from averment.cli.output import console, print_json, status
from averment.errors import ReplayDiffers

if TYPE_CHECKING:
    from averment.replaying import Replay

Evidence = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The store or pack that check was given.")
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="FILE", help="A document that check was given; repeatable."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]


def replay(
    report: Finished,
    evidence: Evidence = None,
    sources: Sources = None,
    as_json: AsJson = False,
    quiet: Silent = False,
) -> None:
    """Recompute a report from its own claims and weights, and compare.

    $ averment replay verdicts.json

    Ends with exit code 8 where anything came out otherwise.
    """
    from averment.replaying import replay as again

    with status("Recomputing …", quiet):
        found = again(report, evidence=evidence, sources=sources or ())
    if as_json:
        text = json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2)
        print_json(text.encode() + b"\n")
    else:
        for line in _said(found):
            console().print(line, markup=False, soft_wrap=True)
    if not found.identical:
        claims = len({one.claim for one in found.departures if one.claim})
        raise ReplayDiffers(
            f"{report} came out otherwise in {claims} of {found.claims} claims.",
            hint="Standard output says where.",
        )


def _said(found: Replay) -> Iterator[str]:
    """Yield the lines that say what was found."""
    if found.identical:
        yield f"Identical: {found.claims} claims, to the bit."
    yield from found.reasons
    for one in found.departures:
        where = f"{one.claim}, {one.field}" if one.claim else one.field
        yield f"{where}: {one.then} → {one.now}"
