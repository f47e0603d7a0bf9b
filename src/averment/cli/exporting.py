"""The command `export`: a finished report as files that other programs read."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from averment.cli.options import Finished, Force
from averment.cli.output import ask_to_replace, write_whole
from averment.errors import OutputError


class Format(StrEnum):
    """What a report can be made into."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    MARKDOWN = "markdown"
    CLAIMREVIEW = "claimreview"
    ANNOTATIONS = "annotations"
    BIBTEX = "bibtex"
    CSL = "csl"
    DATAPACKAGE = "datapackage"


To = Annotated[Format, typer.Option(help="Into what.")]
Folder = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help="Where the files go; made if need be.")
]
Publisher = Annotated[str, typer.Option(metavar="NAME", help="Who publishes what is exported.")]
Url = Annotated[str, typer.Option(metavar="ADDRESS", help="Where the report will stand.")]
Day = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The day of publication; today.")
]


def export(
    report: Finished,
    to: To,
    output: Folder = Path(),
    publisher: Publisher = "",
    url: Url = "",
    day: Day = None,
    force: Force = False,
) -> None:
    """Make a finished report into tables, reviews, annotations, references.

    $ averment export verdicts.json --to csv -o tables

    $ averment export verdicts.json --to claimreview -o reviews --publisher
    "The Gazette" --url https://gazette.example/check

    $ averment export verdicts.json --to datapackage -o package
    """
    from averment.claim import parse_date
    from averment.report.exports import FORMATS, Issuer
    from averment.verdict import Analysis

    when = dt.date.today() if day is None else parse_date(day)
    files = FORMATS[to.value](Analysis.load(report), Issuer(publisher, url, when))
    targets = {output / name: content for name, content in files.items()}
    ask_to_replace(targets, force=force)
    for folder in dict.fromkeys(path.parent for path in targets):
        _make(folder)
    for path, content in targets.items():
        write_whole(path, content)
    for path in targets:
        typer.echo(path)
    if not targets:
        typer.echo("Nothing to export: no claim has a verdict.", err=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror}.") from None
