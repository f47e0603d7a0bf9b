"""The commands: `check`, `read`, `demo`, `explain`.

Reader, record and report are imported when a command needs them, so that help is quick.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from averment.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from averment.claim import Document
    from averment.verdict import Analysis

#: Where the report goes if no name is given: that of `check --open`, that of `demo`.
REPORT, DEMO_REPORT = Path("report.html"), Path("averment-demo.html")

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
        metavar="FILE", help="A text or HTML file, an http(s) address, or - for standard input."
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
    typer.Option(metavar="DIR", help="An evidence pack instead of the one that is shipped."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Open = Annotated[bool, typer.Option("--open", help="Open the report in a browser.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]


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
    with _status("Checking …", quiet):
        analysis = pipeline.check(
            _source(source), published=day, publisher=publisher, title=title, evidence=evidence
        )
    _show(analysis, target, as_json=as_json, open_report=open_report, quiet=quiet)


@app.command()
def read(
    source: Source,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    as_json: AsJson = False,
) -> None:
    """List the claims of a text without checking them.

    $ averment read article.html

    $ averment read speech.txt --json > claims.json
    """
    from averment import pipeline
    from averment.claim import parse_date

    day = None if published is None else parse_date(published)
    with _status("Reading …", quiet=False):
        claims = pipeline.read(_source(source), published=day, publisher=publisher, title=title)
    if as_json:
        _print_json(json.dumps(claims.to_dict(), ensure_ascii=False, indent=2).encode() + b"\n")
    else:
        from averment.cli.listing import listing

        _console().print(listing(claims))


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
    with _status("Checking the example …", quiet=False):
        analysis = pipeline.check(example())
    _show(analysis, target, open_report=open_report)
    _console(stderr=True).print("The article is invented; the figures in it are real.")


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

    _console().print(explanation(word) if word else words(), highlight=False, markup=False)


def _source(source: str) -> str | Document:
    """Return what the pipeline reads: the argument itself, or what standard input held."""
    if source != "-":
        return source
    from averment.ingest import MAX_BYTES, from_bytes

    if sys.stdin.isatty():
        print("Type or paste the text, then press Ctrl-D.", file=sys.stderr)
    return from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), name="Standard input")


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
        _print_json(report.to_json(analysis))
    elif not quiet:
        _console().print(report.table(analysis))
    if target is not None:
        from averment.cli.output import write_whole

        write_whole(target, report.render(analysis))
    if not quiet:
        if analysis.document.published is None and len(analysis):
            _console(stderr=True).print(_UNDATED, markup=False, soft_wrap=True)
        _say_where(target, as_json=as_json)
    if target is not None and open_report:
        typer.launch(target.resolve().as_uri())


_UNDATED = (
    "The text does not say when it was published. Say it with --published: periods such as "
    "“the past two years” hang on it."
)


def _say_where(target: Path | None, *, as_json: bool) -> None:
    """Say where the report is, or how to have one; on standard error, apart from the results."""
    console = _console(stderr=True)
    if target is not None:
        where = f"The report is in {target}; open it in any browser."
        console.print(where, markup=False, soft_wrap=True)
    elif not as_json:
        console.print("For the figures behind each verdict, write a report: add -o report.html.")


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    class Plain(Console):
        """A console that leaves a closed pipe to `main`."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Plain(stderr=stderr, highlight=False, emoji=False)


@contextmanager
def _status(message: str, quiet: bool) -> Iterator[None]:
    """Show that work goes on, where somebody watches."""
    console = _console(stderr=True)
    if quiet or not console.is_terminal:
        yield
        return
    with console.status(message):
        yield


def _print_json(content: bytes) -> None:
    stream: Any = sys.stdout
    stream.flush()
    stream.buffer.write(content)
    stream.buffer.flush()
