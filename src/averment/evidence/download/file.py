"""One file at one address: all of it, going on where a try broke off if it is still the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from averment.errors import DownloadBroken, DownloadTooLarge
from averment.evidence.download.partial import Partial
from averment.evidence.download.server import BrokenOffError, Server

_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")


def fetch_file(
    server: Server,
    address: str,
    part: Partial,
    trusted: bool,
    progress: Callable[[int, int | None], None],
) -> None:
    """Fetch the file into its part. `trusted` says that its hash will be compared in the end.

    Raises a `DownloadError`.
    """
    server.until_done(lambda: _try(server, address, part, trusted, progress), lambda: part.size)


def _try(
    server: Server,
    address: str,
    part: Partial,
    trusted: bool,
    progress: Callable[[int, int | None], None],
) -> None:
    same = part.known.get("same")
    if not (same or trusted):
        part.cut(0)
    asked = {}
    if part.size:
        asked = {"Range": f"bytes={part.size}-", **({"If-Range": same} if same else {})}
    with server.ask(address, asked) as answer:
        total = _begun(server, answer, part)
        if answer.status == 416:
            return
        for piece in server.pieces(answer, server.limits.size - part.size):
            if not part.size:
                _no_page(server, piece)
            part.add(piece)
            progress(part.size, total)
    if total is not None and part.size < total:
        raise BrokenOffError(f"{part.size} of {total} bytes came")
    if not part.size:
        raise DownloadBroken(f"{server.name} is empty.")


def _begun(server: Server, answer: Any, part: Partial) -> int | None:
    """Make the part ready for what an answer holds and return the size of the whole, if known.

    An answer to a range goes on with what came; any other begins anew.
    """
    if answer.status in (206, 416):
        found = _RANGE.match(answer.headers.get("Content-Range") or "")
        start, size = found.groups() if found else (None, None)
        whole = int(size) if size and size.isdecimal() else _length(answer, part.size)
        complete = answer.status == 416 and size == str(part.size)
        if complete or (answer.status == 206 and start == str(part.size)):
            return whole
        part.begin({})
        raise BrokenOffError("the server answered with another part than was asked for")
    part.begin({"same": _validator(answer)})
    total = _length(answer, 0)
    if total is not None and total > server.limits.size:
        raise DownloadTooLarge(
            f"{server.name} holds {total} bytes, more than Averment takes ({server.limits.size})."
        )
    return total


def _length(answer: Any, came: int) -> int | None:
    """Return the size of the whole when so much has come and this answer is the rest of it."""
    length = answer.headers.get("Content-Length") or ""
    return came + int(length) if length.isdecimal() else None


def _validator(answer: Any) -> str | None:
    """Return what tells this file from a later one at the same address (RFC 9110, 13.1.5)."""
    tag: str | None = answer.headers.get("ETag")
    if tag and not tag.startswith("W/"):
        return tag
    modified: str | None = answer.headers.get("Last-Modified")
    return modified


def _no_page(server: Server, piece: bytes) -> None:
    """Refuse a page in the place of the file: no table begins with a bracket."""
    if piece.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise DownloadBroken(
            f"{server.name} answered with a web page instead of the file.",
            hint="Open the address in a browser: it may say what is wrong.",
        )
