"""Output: text that is safe in a terminal, and files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from averment.errors import OutputError

if TYPE_CHECKING:
    from rich.console import Console

_ELSEWHERE = "Give another file with -o."


def one_line(text: str) -> str:
    """Return text on one line, without characters that could steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def check_writable(path: Path) -> None:
    """Raise `OutputError` if no file could be written there, before any long work is done."""
    folder = path.parent
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", hint=_ELSEWHERE)
    if not folder.is_dir():
        raise OutputError(f"There is no folder {folder}.", hint="Make it, or give another with -o.")
    if path.exists() and not os.access(path, os.W_OK):
        raise OutputError(f"{path} may not be written.", hint=_ELSEWHERE)
    try:
        handle, name = tempfile.mkstemp(prefix=".averment-", dir=folder)
    except OSError as error:
        raise _unwritable(path, error) from None
    os.close(handle)
    os.unlink(name)


def check_target(path: Path, *, force: bool) -> None:
    """Raise `OutputError` if a file cannot be written there, or must not be replaced."""
    check_writable(path)
    ask_to_replace([path], force=force)


def ask_to_replace(paths: Iterable[Path], *, force: bool) -> None:
    """Ask before files that are there are replaced; refuse where nobody can be asked.

    Raises `OutputError`.
    """
    there = [path for path in paths if path.exists()]
    if force or not there:
        return
    more = f" and {len(there) - 1} more" if len(there) > 1 else ""
    said = f"{there[0]} is there already{more}."
    if not watched():
        raise OutputError(said, hint="Give another place, or --force to replace what is there.")
    if not typer.confirm(f"{said} Replace?", err=True):
        raise OutputError("Nothing was replaced.", hint="Give another place.")


def watched() -> bool:
    """Say whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, text in UTF-8, so that it is there whole or, whatever happens, stays as it was.

    Raises `OutputError` where it cannot be written.
    """
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".averment-", dir=path.parent)
        with open(handle, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is its owner's alone; a report has the rights of any new file.
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} cannot be written: {error.strerror}.", hint=_ELSEWHERE)


def _umask() -> int:
    """Return the mask for new files; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def console(*, stderr: bool = False) -> Console:
    """Return a console for results, or one for what is said beside them."""
    from rich.console import Console

    class Plain(Console):
        """A console that leaves a closed pipe to `main`."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Plain(stderr=stderr, highlight=False, emoji=False)


@contextmanager
def status(message: str, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show that work goes on, where somebody watches; give a function that says with what."""
    shown = console(stderr=True)
    if quiet or not shown.is_terminal:
        yield lambda _: None
        return
    with shown.status(message) as turning:
        yield turning.update


@contextmanager
def transfer(title: str, *, in_bytes: bool) -> Iterator[Callable[[int, int | None], None]]:
    """Give a function that shows how much of how much has come, where somebody watches.

    What comes is counted in bytes, or in rows.
    """
    from rich import progress

    shown = console(stderr=True)
    amount = progress.DownloadColumn() if in_bytes else progress.MofNCompleteColumn()
    parts = (progress.TextColumn("{task.description}"), progress.BarColumn(), amount)
    left = progress.TimeRemainingColumn()
    with progress.Progress(*parts, left, console=shown, disable=not shown.is_terminal) as bar:
        task = bar.add_task(title[:30], total=None)
        yield lambda came, total: bar.update(task, completed=came, total=total)


def print_json(content: bytes) -> None:
    """Write JSON to standard output, in UTF-8 whatever the terminal's encoding."""
    stream: Any = sys.stdout
    stream.flush()
    stream.buffer.write(content)
    stream.buffer.flush()
