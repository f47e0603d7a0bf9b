"""Output: text that is safe in a terminal, and files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from averment.errors import OutputError

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


def write_whole(path: Path, content: str) -> None:
    """Write a file in UTF-8 so that it is there whole or, whatever happens, as it was before.

    Raises `OutputError` where it cannot be written.
    """
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".averment-", dir=path.parent)
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
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
