"""What a command shows and writes when its work is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from averment.cli.output import check_target, console, print_json, status, write_whole
from averment.errors import UsageError

if TYPE_CHECKING:
    from averment.verdict import Analysis

_UNDATED = (
    "The text does not say when it was published. Say it with --published: periods such as "
    "“the past two years” hang on it."
)


def check_page(target: Path | None, source: str | None, *, force: bool) -> None:
    """Refuse, before any work, a page that could not be written or would destroy its source."""
    if target is None:
        return
    if source and target.exists() and Path(source).exists() and target.samefile(source):
        raise UsageError(f"{target} is the text itself.", hint="Give another file with -o.")
    check_target(target, force=force)


def prepare(target: Path | None) -> None:
    """Where pictures are wanted, have their engine started while the text is read."""
    if target is not None:
        from averment import report

        report.prepare()


def show(
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
        with status("Writing the report …", quiet):
            write_whole(target, report.render(analysis))
    if not quiet:
        if analysis.document.published is None and len(analysis):
            console(stderr=True).print(_UNDATED, markup=False, soft_wrap=True)
        say_where(target, as_json=as_json)
    if target is not None and open_report:
        typer.launch(target.resolve().as_uri())


def say_where(target: Path | None, *, as_json: bool) -> None:
    """Say where the page is, or how to have one; on standard error, apart from the results."""
    said = console(stderr=True)
    if target is not None:
        where = f"The page is in {target}; open it in any browser."
        said.print(where, markup=False, soft_wrap=True)
    elif not as_json:
        said.print("For the figures behind each verdict, write a report: add -o report.html.")
