"""Connections to the public internet alone, by http and https."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import urllib.request
from typing import Any

# IPv6 addresses that carry an IPv4 address in their last four bytes (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """A host that does not lie in the public internet; the words say which and why."""


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


def opener(
    redirects: urllib.request.HTTPRedirectHandler | None = None,
) -> urllib.request.OpenerDirector:
    """Return an opener that knows http and https alone: no proxies, no files, no other schemes.

    Every connection, that of a redirect too, goes to an address that was looked up once and found
    public; another raises `PrivateAddressError`.
    """
    director = urllib.request.OpenerDirector()
    for handler in (
        _Handler(),
        _SecureHandler(),
        redirects or urllib.request.HTTPRedirectHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        director.add_handler(handler)
    return director


def _connect(place: tuple[str, int], timeout: float, source: Any = None) -> socket.socket:
    """Connect to a host after its addresses were looked up and found public.

    The connection is made to an address that was judged, so that no second look-up can differ.
    """
    host, port = place
    looked_up = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in looked_up]
    for address in addresses:
        if not is_public(address):
            raise PrivateAddressError(
                f"{host} is refused: {address} is no address of the public internet."
            )
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
