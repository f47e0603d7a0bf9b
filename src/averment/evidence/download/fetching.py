"""From the table `[get]` of a descriptor to a file that is whole."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from averment.errors import DownloadByHand, DownloadDiffers, TokenRefused
from averment.evidence.download.file import fetch_file
from averment.evidence.download.pages import fetch_pages, ucdp_page, unhcr_page
from averment.evidence.download.partial import Partial
from averment.evidence.download.server import Limits, Server
from averment.evidence.download.terms import Get

_PAGES = {"ucdp-api": ucdp_page, "unhcr-api": unhcr_page}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that came whole: where it lies, its address, its SHA-256 and its size in bytes."""

    path: Path
    address: str
    vintage: str
    sha256: str
    size: int


def fetch(
    get: Get,
    folder: Path,
    *,
    vintage: str | None = None,
    sha256: str | None = None,
    token: str | None = None,
    progress: Callable[[int, int | None], None] | None = None,
    limits: Limits | None = None,
    open_: Callable[..., Any] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch a dataset from its publisher into a folder, as a file that is whole or not there.

    `sha256` is the hash that is known of the file, if the descriptor gives none; a file with
    another one is refused. `token` comes before the environment variable. `progress` hears how much
    has come, and of how much if that is known: bytes of a file, rows of pages. What came before a
    break stays in the folder, and the next call goes on from there. Raises a `DownloadError`,
    `VintageUnknown` where no vintage or none that can be is named.
    """
    if get.kind == "manual":
        raise DownloadByHand(
            "This dataset is given by its publisher to each user; Averment does not fetch it.",
            hint=f"{get.pointer} Then add the file: averment evidence add FILE.",
        )
    wanted = get.named(vintage)
    address = get.address_of(wanted)
    known = get.checksum.get(wanted) or sha256
    secret = _token(get, token)
    server = Server(address, limits or Limits(), secret, get.pointer, open_, sleep)
    with Partial(folder, get.file_of(wanted), address).open() as part:
        hear = progress or (lambda came, total: None)
        if get.kind == "file":
            fetch_file(server, address, part, known is not None, hear)
        else:
            fetch_pages(server, address, part, _PAGES[get.kind], hear)
        found, size = part.sha256(), part.size
        if known and found != known.lower():
            part.drop()
            raise DownloadDiffers(
                f"What came from {server.name} is not the file that is known: its SHA-256 is "
                f"{found}, that of the known one {known.lower()}.",
                hint="It was not kept. The publisher may have replaced the file: ask there.",
            )
        return Fetched(part.finish(), address, wanted, found, size)


def _token(get: Get, given: str | None) -> tuple[str, str] | None:
    """Return the header and the token to send in it. Raises `TokenRefused` for no token."""
    if not get.token_header:
        return None
    token = (given or os.environ.get(get.token_env) or "").strip()
    if not token or not token.isascii() or not token.isprintable():
        raise TokenRefused(
            "The publisher wants a token with every request.",
            hint=f"{get.pointer} Put it into the environment variable {get.token_env}.".strip(),
        )
    return get.token_header, token
