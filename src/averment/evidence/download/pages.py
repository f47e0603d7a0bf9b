"""Tables that come as pages of JSON, written as one CSV: the APIs of UCDP and UNHCR."""

from __future__ import annotations

import csv
import io
import json
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from averment.errors import DownloadBroken
from averment.evidence.download.partial import Partial
from averment.evidence.download.server import Server

_LARGEST = 256 << 20  # bytes of one page


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page, the address of the next one if there is one, how many rows there are."""

    rows: Sequence[Mapping[str, Any]]
    following: str | None
    total: int | None


def fetch_pages(
    server: Server,
    address: str,
    part: Partial,
    read: Callable[[Any, str], Page],
    progress: Callable[[int, int | None], None],
) -> None:
    """Fetch page after page into the part, from the first that is not in it.

    `read` makes a page of the JSON found at an address. Raises a `DownloadError`.
    """
    if part.known.get("size", -1) > part.size:
        part.begin({})
    part.cut(part.known.get("size", 0))
    following: str | None = part.known.get("following", address)
    while following:
        page = server.until_done(partial(_page, server, following, read, part), lambda: 0)
        following = _add(server, part, page, following)
        progress(part.known["rows"], page.total)


def _page(server: Server, address: str, read: Callable[[Any, str], Page], part: Partial) -> Page:
    room = min(_LARGEST, server.limits.size - part.size)
    with server.ask(address) as answer:
        content = b"".join(server.pieces(answer, room))
    try:
        return read(json.loads(content), address)
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError):
        raise DownloadBroken(
            f"{server.name} answered with something else than a page of its table.",
            hint="The publisher may have changed its service; see whether the address still holds.",
        ) from None


def _add(server: Server, part: Partial, page: Page, address: str) -> str | None:
    """Write a page's rows, keep how far it went, and return the address of the next page."""
    known = part.known
    columns = known.get("columns") or [name for row in page.rows[:1] for name in row]
    rows = known.get("rows", 0) + len(page.rows)
    total = known.get("total", page.total)
    following = page.following and _on_the_same_server(server, page.following, address)
    if not rows:
        raise DownloadBroken(f"{server.name} has no rows.")
    if (
        total != page.total
        or (total is not None and (rows > total or (rows < total and not following)))
        or (following and not page.rows)
        or any(set(row) != set(columns) for row in page.rows)
    ):
        part.begin({})
        raise DownloadBroken(
            f"{server.name}: the table changed while it was fetched, or is not whole.",
            hint="What came was thrown away; begin again.",
        )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not known.get("columns"):
        writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in page.rows)
    part.add(text.getvalue().encode("utf-8", "replace"))
    so_far = {"columns": columns, "rows": rows, "total": total, "size": part.size}
    part.note({**so_far, "following": following})
    return following


def ucdp_page(content: Any, address: str) -> Page:
    """Read a page of UCDP's API, which names the next one."""
    following = content["NextPageUrl"]
    return Page(_rows(content["Result"]), following or None, int(content["TotalCount"]))


def unhcr_page(content: Any, address: str) -> Page:
    """Read a page of UNHCR's API, which counts its pages from one."""
    page, last = int(content["page"]), int(content["maxPages"])
    if page != int(dict(_query(address)).get("page", 1)):
        raise ValueError
    following = _with(address, "page", str(page + 1)) if page < last else None
    return Page(_rows(content["items"]), following, None)


def _rows(found: Any) -> list[dict[str, Any]]:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise TypeError
    return found


def _with(address: str, name: str, value: str) -> str:
    query = [pair for pair in _query(address) if pair[0] != name] + [(name, value)]
    return urllib.parse.urlsplit(address)._replace(query=urllib.parse.urlencode(query)).geturl()


def _query(address: str) -> list[tuple[str, str]]:
    return urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query, keep_blank_values=True)


def _on_the_same_server(server: Server, following: str, address: str) -> str:
    """Return the address of the next page, on the server and by the scheme of this one."""
    here = urllib.parse.urlsplit(address)
    there = urllib.parse.urlsplit(urllib.parse.urljoin(address, following))
    if there.hostname != here.hostname:
        raise DownloadBroken(f"{server.name} goes on at another server, {there.hostname}.")
    return there._replace(scheme=here.scheme, netloc=here.netloc).geturl()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
