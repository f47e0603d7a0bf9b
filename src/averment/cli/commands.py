"""The commands: `check`, `read`, `demo`, `explain`, `replay`, `export`, and the group `evidence`.

Reader, record and report are imported when a command needs them, so that help is quick.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from averment.cli import evidence as evidence_commands
from averment.cli import options as take
from averment.cli.explaining import explain
from averment.cli.exporting import export
from averment.cli.output import console, print_json, status
from averment.cli.replaying import replay
from averment.cli.results import check_page, prepare, say_where, show

if TYPE_CHECKING:
    from averment.claim import Document

#: Where the report goes if no name is given: that of `check --open`, that of `demo`.
REPORT, DEMO_REPORT = Path("report.html"), Path("averment-demo.html")

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


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
    statements in it that a record can test, and tests each in every way its
    words could fairly be meant.

    Begin with the example that comes with it:

    $ averment demo
    """


@app.command()
def check(
    source: take.Source,
    published: take.Published = None,
    publisher: take.Publisher = None,
    title: take.Title = None,
    author: take.Author = None,
    output: take.Output = None,
    force: take.Force = False,
    as_json: take.AsJson = False,
    open_report: take.Open = False,
    evidence: take.Evidence = None,
    sources: take.Sources = None,
    factchecks: take.FactChecks = None,
    previous: take.Previous = None,
    axes: take.Axes = None,
    charts: take.Charts = None,
    analyser: take.Analyser = take.Reader.ENCODER,
    quiet: take.Quiet = False,
) -> None:
    """Check a text: a table here, a report with -o.

    $ averment check article.html -o report.html

    $ averment check speech.txt --published 2024-03-25 --open

    $ averment check article.html --source speech.txt

    $ averment check article.html --factchecks reviews.json

    $ averment check article.html --previous verdicts.json

    $ averment check article.html --axes mine.toml

    $ averment check article.html --charts pictures

    $ cat speech.txt | averment check - --json > verdicts.json
    """
    from averment import matching, pipeline
    from averment.claim import parse_date
    from averment.cli.charting import check_folder, write_charts
    from averment.ingest.claimreviews import read_reviews
    from averment.verdict import Analysis

    day = None if published is None else parse_date(published)
    target = output or (REPORT if open_report else None)
    check_page(target, source, force=force)
    check_folder(charts, force=force)
    reviews = read_reviews(factchecks) if factchecks else ()
    before = Analysis.load(previous) if previous else None
    prepare(target or charts)
    with status("Reading …", quiet) as say:
        analysis = pipeline.check(
            _source(source),
            published=day,
            publisher=publisher,
            title=title,
            author=author,
            evidence=evidence,
            sources=sources or (),
            axes=axes,
            analyser=analyser.value,
            progress=lambda number, of: say(f"Checking claim {number} of {of} …"),
        )
        if reviews:
            analysis = matching.with_factchecks(analysis, reviews)
    if before:
        analysis = matching.with_history(analysis, before)
    if charts is not None:
        with status("Drawing the charts …", quiet):
            write_charts(analysis, charts)
    show(analysis, target, as_json=as_json, open_report=open_report, quiet=quiet)


@app.command()
def read(
    source: take.Source,
    published: take.Published = None,
    publisher: take.Publisher = None,
    title: take.Title = None,
    author: take.Author = None,
    as_json: take.AsJson = False,
    mentions: take.Mentions = False,
    explain: take.Explain = False,
    html: take.Html = None,
    force: take.Force = False,
    analyser: take.Analyser = take.Reader.ENCODER,
    quiet: take.Silent = False,
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
    check_page(html, source, force=force)
    with status("Reading …", quiet):
        claims = pipeline.read(
            _source(source),
            published=day,
            publisher=publisher,
            title=title,
            author=author,
            mentions=mentions,
            reasons=explain or html is not None,
            analyser=analyser.value,
        )
    if html is not None:
        from averment import report
        from averment.cli.output import write_whole

        write_whole(html, report.render_reading(claims))
        if not quiet:
            say_where(html, as_json=as_json)
    if as_json:
        print_json(json.dumps(claims.to_dict(), ensure_ascii=False, indent=2).encode() + b"\n")
    else:
        from averment.cli.listing import listing

        console().print(listing(claims))


@app.command()
def demo(
    output: take.Output = None,
    force: take.Force = False,
    axes: take.Axes = None,
    open_report: take.Open = False,
    quiet: take.Quiet = False,
) -> None:
    """Check the example that comes with Averment, and write a report on it.

    $ averment demo --open
    """
    from averment import pipeline
    from averment.cli.example import example

    target = output or DEMO_REPORT
    # A report of that name is an earlier run's, and comes out the same.
    check_page(target, None, force=force or output is None)
    prepare(target)
    with status("Checking the example …", quiet):
        analysis = pipeline.check(example(), axes=axes)
    show(analysis, target, open_report=open_report, quiet=quiet)
    if not quiet:
        console(stderr=True).print("The article is invented; the figures in it are real.")


app.command()(explain)
app.command()(replay)
app.command()(export)
app.add_typer(evidence_commands.app, name="evidence")


def _source(source: str) -> str | Document:
    """Return what the pipeline reads: the argument itself, or what standard input held."""
    if source != "-":
        return source
    from averment.ingest import MAX_FILE, from_bytes

    if sys.stdin.isatty():
        print("Type or paste the text, then press Ctrl-D.", file=sys.stderr)
    return from_bytes(sys.stdin.buffer.read(MAX_FILE + 1), name="Standard input")
