"""The commands: `check`, `read`, `demo`, `explain`, and the group `evidence`.

Reader, record and report are imported when a command needs them, so that help is quick.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from averment.cli import evidence as evidence_commands
from averment.cli.output import console, print_json, status
from averment.errors import UsageError

if TYPE_CHECKING:
    from averment.claim import Document
    from averment.verdict import Analysis

#: Where the report goes if no name is given: that of `check --open`, that of `demo`.
REPORT, DEMO_REPORT = Path("report.html"), Path("averment-demo.html")


class Reader(StrEnum):
    """How sentences are analysed."""

    ENCODER = "encoder"
    FAST = "fast"


app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)

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
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the HTML report here.")
]
Evidence = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="A store of datasets, or a pack instead of the one that is shipped."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
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
Open = Annotated[bool, typer.Option("--open", help="Open the report in a browser.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]

app.add_typer(evidence_commands.app, name="evidence")


def _version(wanted: bool) -> None:
    if wanted:
        from averment import __version__

        typer.echo(f"averment {__version__}")
        raise typer.Exit


@app.callback()
def averment(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Put every statement of a text that can be checked before the record.

    Averment reads a text about a conflict or a peace process, finds the
    statements in it that figures can test, and tests each in every way its
    words could fairly be meant.

    Begin with: averment demo
    """


@app.command()
def check(
    source: Source,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    output: Output = None,
    as_json: AsJson = False,
    open_report: Open = False,
    evidence: Evidence = None,
    analyser: Analyser = Reader.ENCODER,
    quiet: Quiet = False,
) -> None:
    """Check a text: a table here, a report with -o.

    $ averment check article.html -o report.html

    $ averment check speech.txt --published 2024-03-25 --open

    $ cat speech.txt | averment check - --json > verdicts.json
    """
    from averment import pipeline
    from averment.claim import parse_date

    day = None if published is None else parse_date(published)
    target = output or (REPORT if open_report else None)
    _check_target(target, source)
    _prepare(target)
    with status("Checking …", quiet):
        analysis = pipeline.check(
            _source(source),
            published=day,
            publisher=publisher,
            title=title,
            evidence=evidence,
            analyser=analyser.value,
        )
    _show(analysis, target, as_json=as_json, open_report=open_report, quiet=quiet)


@app.command()
def read(
    source: Source,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    as_json: AsJson = False,
    mentions: Mentions = False,
    explain: Explain = False,
    html: Html = None,
    analyser: Analyser = Reader.ENCODER,
) -> None:
    """List the claims of a text without checking them.

    $ averment read article.html

    $ averment read speech.txt --explain

    $ averment read speech.txt --json > claims.json

    What was misread can be mended in claims.json and checked with
    averment check claims.json.
    """
    from averment import pipeline
    from averment.claim import parse_date

    day = None if published is None else parse_date(published)
    _check_target(html, source)
    with status("Reading …", quiet=False):
        claims = pipeline.read(
            _source(source),
            published=day,
            publisher=publisher,
            title=title,
            mentions=mentions,
            reasons=explain or html is not None,
            analyser=analyser.value,
        )
    if html is not None:
        from averment import report
        from averment.cli.output import write_whole

        write_whole(html, report.render_reading(claims))
        _say_where(html, as_json=as_json)
    if as_json:
        print_json(json.dumps(claims.to_dict(), ensure_ascii=False, indent=2).encode() + b"\n")
    else:
        from averment.cli.listing import listing

        console().print(listing(claims))


@app.command()
def demo(output: Output = None, open_report: Open = False) -> None:
    """Check the example that comes with Averment, and write a report on it.

    $ averment demo --open
    """
    from averment import pipeline
    from averment.cli.example import example

    target = output or DEMO_REPORT
    _check_target(target, None)
    _prepare(target)
    with status("Checking the example …", quiet=False):
        analysis = pipeline.check(example())
    _show(analysis, target, open_report=open_report)
    console(stderr=True).print("The article is invented; the figures in it are real.")


@app.command()
def explain(
    word: Annotated[
        str | None,
        typer.Argument(metavar="WORD", help="A verdict, a flag, or the name of an error."),
    ] = None,
) -> None:
    """Explain a word of the report or an error; without one, list them all.

    $ averment explain contested

    $ averment explain input-too-large
    """
    from averment.cli.explaining import explanation, words

    console().print(explanation(word) if word else words(), highlight=False, markup=False)


def _source(source: str) -> str | Document:
    """Return what the pipeline reads: the argument itself, or what standard input held."""
    if source != "-":
        return source
    from averment.ingest import MAX_FILE, from_bytes

    if sys.stdin.isatty():
        print("Type or paste the text, then press Ctrl-D.", file=sys.stderr)
    return from_bytes(sys.stdin.buffer.read(MAX_FILE + 1), name="Standard input")


def _check_target(target: Path | None, source: str | None) -> None:
    """Refuse, before any work, a report that could not be written or would destroy its source."""
    if target is None:
        return
    from averment.cli.output import check_writable

    if source and target.exists() and Path(source).exists() and target.samefile(source):
        raise UsageError(f"{target} is the text itself.", hint="Give another file with -o.")
    check_writable(target)


def _prepare(target: Path | None) -> None:
    """Where a report is wanted, have its charts' engine started while the text is read."""
    if target is not None:
        from averment import report

        report.prepare()


def _show(
    analysis: Analysis,
    target: Path | None,
    *,
    as_json: bool = False,
    open_report: bool = False,
    quiet: bool = False,
) -> None:
    """Print the analysis, write the report, and say where it is."""
    from averment import report

    if as_json:
        print_json(report.to_json(analysis))
    elif not quiet:
        console().print(report.table(analysis))
    if target is not None:
        from averment.cli.output import write_whole

        write_whole(target, report.render(analysis))
    if not quiet:
        if analysis.document.published is None and len(analysis):
            console(stderr=True).print(_UNDATED, markup=False, soft_wrap=True)
        _say_where(target, as_json=as_json)
    if target is not None and open_report:
        typer.launch(target.resolve().as_uri())


_UNDATED = (
    "The text does not say when it was published. Say it with --published: periods such as "
    "“the past two years” hang on it."
)


def _say_where(target: Path | None, *, as_json: bool) -> None:
    """Say where the report is, or how to have one; on standard error, apart from the results."""
    said = console(stderr=True)
    if target is not None:
        where = f"The page is in {target}; open it in any browser."
        said.print(where, markup=False, soft_wrap=True)
    elif not as_json:
        said.print("For the figures behind each verdict, write a report: add -o report.html.")
