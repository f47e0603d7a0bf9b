"""Fetching a page: public http(s) addresses only, within a limit of size and time."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from averment.addresses import PrivateAddressError, opener
from averment.errors import InputError, InputMissing, InputTooLarge

#: Seconds for a connection or one answer of the server, and for the whole page.
TIMEOUT, DEADLINE = 15.0, 45.0

_PIECE = 65_536
_SAVE = "Save the page as HTML and give the file."
_HEADERS = {
    "User-Agent": "averment",
    "Accept": "text/html, text/plain;q=0.9, application/pdf;q=0.9, */*;q=0.1",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: the bytes, where they came from in the end, the declared encoding."""

    content: bytes
    url: str
    charset: str | None


def fetch(address: str, most: int, most_of_file: int) -> Page:
    """Fetch what is at an http(s) address: a page of `most` bytes at the most, a file of more.

    A file is what the server calls neither text nor unknown: a PDF, a Word file.

    Every connection, that of a redirect too, goes to an address that was looked up once and found
    public. Raises `InputError` for an address that is refused, `InputMissing` for what cannot be
    fetched, `InputTooLarge` for what is larger.
    """
    ends = time.monotonic() + DEADLINE
    try:
        request = urllib.request.Request(address, headers=_HEADERS)
        with opener().open(request, timeout=TIMEOUT) as answer:
            file = answer.headers.get_content_maintype() == "application"
            content = _content(answer, address, most_of_file if file else most, ends)
            return Page(content, answer.geturl(), answer.headers.get_content_charset())
    except PrivateAddressError as refused:
        raise InputError(str(refused), hint=_SAVE) from None
    except urllib.error.HTTPError as error:
        why = f"the server answered {error.code}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        why = "it took too long" if isinstance(reason, TimeoutError) else str(reason)
    raise InputMissing(f"{address} cannot be fetched: {why}.", hint=_SAVE)


def _content(answer: Any, address: str, most: int, ends: float) -> bytes:
    content = bytearray()
    while piece := answer.read1(_PIECE):
        content += piece
        if len(content) > most:
            large = f"What {address} gives is larger than {most // 1_000_000} MB."
            raise InputTooLarge(large, hint=_SAVE)
        if time.monotonic() > ends:
            raise TimeoutError
    return bytes(content)
