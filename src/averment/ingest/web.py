"""Fetching a page: public http(s) addresses only, within a limit of size and time."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from averment.errors import InputError, InputMissing, InputTooLarge

#: Seconds for a connection or one answer of the server, and for the whole page.
TIMEOUT, DEADLINE = 15.0, 45.0

_PIECE = 65_536
_SAVE = "Save the page as HTML and give the file."
_HEADERS = {
    "User-Agent": "averment",
    "Accept": "text/html, text/plain;q=0.9, */*;q=0.1",
    "Accept-Encoding": "identity",
}
# IPv6 addresses that carry an IPv4 address in their last four bytes (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: the bytes, where they came from in the end, the declared encoding."""

    content: bytes
    url: str
    charset: str | None


def fetch(address: str, most: int) -> Page:
    """Fetch the page at an http(s) address, of `most` bytes at the most.

    Every connection, that of a redirect too, goes to an address that was looked up once and found
    public. Raises `InputError` for an address that is refused, `InputMissing` for what cannot be
    fetched, `InputTooLarge` for what is larger than `most`.
    """
    ends = time.monotonic() + DEADLINE
    try:
        request = urllib.request.Request(address, headers=_HEADERS)
        with _opener().open(request, timeout=TIMEOUT) as answer:
            content = _content(answer, address, most, ends)
            return Page(content, answer.geturl(), answer.headers.get_content_charset())
    except urllib.error.HTTPError as error:
        why = f"the server answered {error.code}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        why = "it took too long" if isinstance(reason, TimeoutError) else str(reason)
    raise InputMissing(f"{address} cannot be fetched: {why}.", hint=_SAVE)


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried:
            ip = carried
    return ip.is_global and not ip.is_multicast


def _content(answer: Any, address: str, most: int, ends: float) -> bytes:
    content = bytearray()
    while piece := answer.read1(_PIECE):
        content += piece
        if len(content) > most:
            large = f"The page {address} is larger than {most // 1_000_000} MB."
            raise InputTooLarge(large, hint=_SAVE)
        if time.monotonic() > ends:
            raise TimeoutError
    return bytes(content)


def _connect(place: tuple[str, int], timeout: float, source: Any = None) -> socket.socket:
    """Connect to a host after its addresses were looked up and found public.

    The connection is made to an address that was judged, so that no second look-up can differ.
    """
    host, port = place
    looked_up = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in looked_up]
    for address in addresses:
        if not is_public(address):
            refused = f"{host} is refused: {address} is no address of the public internet."
            raise InputError(refused, hint=_SAVE)
    failure: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            failure = error
    raise failure or OSError("the name has no address")


class _Connection(http.client.HTTPConnection):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._create_connection = _connect


class _SecureConnection(http.client.HTTPSConnection):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._create_connection = _connect


class _Handler(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_Connection, request)


class _SecureHandler(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_SecureConnection, request)


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener that knows http and https alone: no proxies, no files, no other schemes."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        _Handler(),
        _SecureHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
