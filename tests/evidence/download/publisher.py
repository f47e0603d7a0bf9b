"""A publisher on this machine: serves files and paged tables as the real ones do, faults included.

Faults are a list; each request takes the next one, and once it is empty all goes well.
"""

from __future__ import annotations

import dataclasses
import http.server
import json
import re
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Fault = Callable[["Handler"], bool]


@dataclass
class Publisher:
    """What is served and what was asked. `files` by path; `tables` are served page by page."""

    port: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    page_size: int = 3
    ranges: bool = True
    validators: dict[str, str] = field(default_factory=lambda: {"ETag": '"one"'})
    token: str = ""
    faults: list[Fault | None] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ranges_asked(self) -> list[str]:
        return [headers.get("range", "") for _, headers in self.asked]


class Handler(http.server.BaseHTTPRequestHandler):
    publisher: Publisher

    def do_GET(self) -> None:
        own = self.publisher
        own.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        fault = own.faults.pop(0) if own.faults else None
        if fault and fault(self):
            return
        if own.token and self.headers.get("x-ucdp-access-token") != own.token:
            return self.answer(401, b'{"message": "no token"}')
        path = urllib.parse.urlsplit(self.path).path
        if path in own.files:
            self.file(own.files[path])
        elif path in own.tables:
            self.page(path)
        else:
            self.answer(404, b"<html>Not found</html>")

    def answer(self, code: int, content: bytes, **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def file(self, content: bytes, most: int | None = None) -> None:
        """Send a file or the range asked for, `most` bytes of it and then break off."""
        own, start, code, more = self.publisher, 0, 200, dict(self.publisher.validators)
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        wanted = self.headers.get("If-Range")
        if own.ranges and asked and (wanted is None or wanted in own.validators.values()):
            start, code = int(asked[1]), 206
            if start >= len(content):
                return self.answer(416, b"", Content_Range=f"bytes */{len(content)}")
            more["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self.send_response(code)
        for name, value in {**more, "Content-Length": str(len(content) - start)}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[start:] if most is None else content[start : start + most])
        self.close_connection = True

    def page(self, path: str) -> None:
        own = self.publisher
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        rows, size = own.tables[path], own.page_size
        pages = -(-len(rows) // size)
        if path.startswith("/api/"):
            at = int(query.get("page", 0))
            more = f"{own.url}{path}?pagesize={size}&page={at + 1}" if at + 1 < pages else ""
            content = {
                "TotalCount": len(rows),
                "TotalPages": pages,
                "PreviousPageUrl": "",
                "NextPageUrl": more,
                "Result": rows[at * size : (at + 1) * size],
            }
        else:
            at = int(query.get("page", 1))
            content = {
                "page": at,
                "maxPages": pages,
                "items": rows[(at - 1) * size : at * size],
            }
        self.answer(200, json.dumps(content).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def running() -> Iterator[Publisher]:
    publisher = Publisher()
    handler = type("Own", (Handler,), {"publisher": publisher})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    publisher.port = server.server_port
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()


def breaks_after(size: int) -> Fault:
    """Send some bytes of what was asked for and close the connection."""

    def fault(handler: Handler) -> bool:
        path = urllib.parse.urlsplit(handler.path).path
        handler.file(handler.publisher.files[path], size)
        return True

    return fault


def answers(code: int, content: bytes = b"", **headers: str) -> Fault:
    def fault(handler: Handler) -> bool:
        handler.answer(code, content, **headers)
        return True

    return fault


def falls_silent(seconds: float) -> Fault:
    """Send nothing for a while, longer than the reader waits."""

    def fault(handler: Handler) -> bool:
        time.sleep(seconds)
        handler.close_connection = True
        return True

    return fault


def changes(**new: Any) -> Fault:
    """Change what the publisher serves, then answer as usual."""

    def fault(handler: Handler) -> bool:
        assert set(new) <= {one.name for one in dataclasses.fields(Publisher)}
        for name, value in new.items():
            setattr(handler.publisher, name, value)
        return False

    return fault
