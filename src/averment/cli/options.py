"""Arguments and options that several commands take, each with its help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Reader(StrEnum):
    """How sentences are analysed."""

    ENCODER = "encoder"
    FAST = "fast"


Source = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="A text, HTML, PDF, DOCX, EML or claims file, a web address, or - for standard input.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day the text was published, such as 2024-03-25."),
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the text.")]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="The title of the text.")]
Author = Annotated[str | None, typer.Option(metavar="NAME", help="Who wrote the text.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the HTML report here.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there without asking.")]
Open = Annotated[bool, typer.Option("--open", help="Open the report in a browser.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Silent = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print the result and errors, nothing beside them.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Evidence = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="A store of datasets, or a pack instead of the one that is shipped."
    ),
]
Axes = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Weights and axes to lay over those that are shipped."),
]
Sources = Annotated[
    list[str] | None,
    typer.Option(
        "--source", metavar="FILE", help="Look for quoted words in this file or page; repeatable."
    ),
]
FactChecks = Annotated[
    Path | None,
    typer.Option(
        "--factchecks", metavar="FILE", help="Show what others found: ClaimReview JSON, or a feed."
    ),
]
Previous = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="An earlier report as JSON: say where a verdict changed."),
]
Charts = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Write every chart here, as SVG, PNG and Vega-Lite JSON."),
]
Mentions = Annotated[
    bool, typer.Option("--mentions", help="With --json: every figure, date, name and source too.")
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Say which words and rules gave each field.")
]
Html = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the marked text as a page here.")
]
Analyser = Annotated[
    Reader, typer.Option(help="How sentences are analysed: well, or fast and less well.")
]
Finished = Annotated[
    Path, typer.Argument(metavar="FILE", help="What averment check FILE --json printed.")
]
