"""Charts of an analysis, each a file of its own in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from averment.cli.output import ask_to_replace, write_whole
from averment.errors import OutputError

if TYPE_CHECKING:
    from averment.verdict import Analysis

_ELSEWHERE = "Give another folder with --charts."


def check_folder(folder: Path | None, *, force: bool) -> None:
    """Make the folder for the charts if it is not there, before any long work is done.

    Raises `OutputError` where it cannot be, or where pictures in it must not be replaced.
    """
    if folder is None:
        return
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError:
        raise OutputError(f"{folder} is no folder.", hint=_ELSEWHERE) from None
    except OSError as error:
        said = f"The folder {folder} cannot be made: {error.strerror}."
        raise OutputError(said, hint=_ELSEWHERE) from None
    ask_to_replace(sorted(folder.iterdir()), force=force)


def write_charts(analysis: Analysis, folder: Path) -> None:
    """Write every chart as SVG, PNG and Vega-Lite JSON."""
    from averment import report

    for name, content in report.chart_files(analysis):
        write_whole(folder / name, content)
