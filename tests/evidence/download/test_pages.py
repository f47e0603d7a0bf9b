"""Tables that come page by page, fetched whole or not at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publisher import Publisher, answers, changes, running

from averment.errors import DownloadBroken, DownloadTooLarge, TokenRefused
from averment.evidence.download import Fetched, Get, Limits, fetch

EVENTS: list[dict[str, Any]] = [
    {"id": 100 + i, "country": "Lowland, the", "adm_1": None, "best": i, "latitude": i / 4}
    for i in range(10)
]
REFUGEES: list[dict[str, Any]] = [
    {"year": 2000 + i, "coo_iso": "AFG", "coa_iso": "PAK", "refugees": 1000 * i, "oip": "-"}
    for i in range(10)
]
UCDP, UNHCR = "/api/gedevents/25.1", "/population/"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture(params=["ucdp-api", "unhcr-api"])
def get_it(
    request: pytest.FixtureRequest, publisher: Publisher, tmp_path: Path, waits: list[float]
) -> Any:
    """Fetch the table from either API; `rows` in its test are what should have come."""
    publisher.tables = {UCDP: EVENTS, UNHCR: REFUGEES}
    path = f"{UCDP}?pagesize=3" if request.param == "ucdp-api" else f"{UNHCR}?limit=3&coo=AFG"

    def get(**more: Any) -> Fetched:
        table = Get(kind=request.param, address=publisher.url + path, file="table.csv")
        return fetch(table, tmp_path, sleep=waits.append, **more)

    get.rows = EVENTS if request.param == "ucdp-api" else REFUGEES  # type: ignore[attr-defined]
    return get


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def as_text(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_pages_come_as_one_table(publisher: Publisher, get_it: Any, tmp_path: Path) -> None:
    heard: list[int] = []
    got = get_it(progress=lambda came, total: heard.append(came))
    assert read(got.path) == as_text(get_it.rows)
    assert heard == [3, 6, 9, 10]
    assert left(tmp_path) == {"table.csv"}
    assert len(publisher.asked) == 4


def test_how_many_there_are_is_told_where_it_is_known(publisher: Publisher, tmp_path: Path) -> None:
    publisher.tables = {UCDP: EVENTS}
    heard: list[int | None] = []
    table = Get(kind="ucdp-api", address=f"{publisher.url}{UCDP}", file="ged.csv")
    fetch(table, tmp_path, progress=lambda came, total: heard.append(total))
    assert heard == [10] * 4


def test_the_query_stays(publisher: Publisher, tmp_path: Path) -> None:
    publisher.tables = {UNHCR: REFUGEES}
    address = f"{publisher.url}{UNHCR}?limit=3&coo=AFG&coa="
    fetch(Get(kind="unhcr-api", address=address, file="unhcr.csv"), tmp_path)
    assert [path.partition("?")[2] for path, _ in publisher.asked] == [
        "limit=3&coo=AFG&coa=",
        *(f"limit=3&coo=AFG&coa=&page={page}" for page in (2, 3, 4)),
    ]


@pytest.mark.parametrize("page", range(4))
def test_the_next_call_goes_on(
    publisher: Publisher, get_it: Any, tmp_path: Path, page: int
) -> None:
    publisher.faults = [*[None] * page, *[answers(503)] * 4]
    with pytest.raises(DownloadBroken, match="503"):
        get_it()
    assert left(tmp_path) == ({".table.csv.part", ".table.csv.part.json"} if page else set())
    before = len(publisher.asked)
    assert read(get_it().path) == as_text(get_it.rows)
    assert len(publisher.asked) - before == 4 - page


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from([None, answers(500), answers(429, Retry_After="1")]), max_size=9),
    st.integers(0, 40),
)
def test_what_comes_is_the_table_or_nothing(
    publisher: Publisher, get_it: Any, tmp_path: Path, faults: list[Any], more: int
) -> None:
    """Also where a kill left bytes of a page that was not noted yet."""
    for _ in range(4):
        publisher.faults = list(faults)
        try:
            assert read(get_it().path) == as_text(get_it.rows)
            break
        except DownloadBroken:
            assert not (tmp_path / "table.csv").exists()
            if (tmp_path / ".table.csv.part").exists():
                with (tmp_path / ".table.csv.part").open("ab") as handle:
                    handle.write(b"x" * more)
    for path in tmp_path.iterdir():
        path.unlink()


def test_a_part_that_lost_bytes_begins_anew(
    publisher: Publisher, get_it: Any, tmp_path: Path
) -> None:
    publisher.faults = [None, None, *[answers(503)] * 4]
    with pytest.raises(DownloadBroken):
        get_it()
    part = tmp_path / ".table.csv.part"
    part.write_bytes(part.read_bytes()[:-1])
    assert read(get_it().path) == as_text(get_it.rows)


def test_a_part_that_was_whole_already(publisher: Publisher, get_it: Any, tmp_path: Path) -> None:
    """As after a kill between the last page and the new name."""
    kept: dict[str, bytes] = {}

    def keep(came: int, total: int | None) -> None:
        if came == 10:
            kept.update({path.name: path.read_bytes() for path in tmp_path.iterdir()})

    whole = get_it(progress=keep).path.read_bytes()
    (tmp_path / "table.csv").unlink()
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    asked = len(publisher.asked)
    assert get_it().path.read_bytes() == whole
    assert len(publisher.asked) == asked


def test_a_table_that_changed_meanwhile(publisher: Publisher, tmp_path: Path) -> None:
    publisher.tables = {UCDP: EVENTS}
    publisher.faults = [None, changes(tables={UCDP: EVENTS[:8]})]
    table = Get(kind="ucdp-api", address=f"{publisher.url}{UCDP}", file="ged.csv")
    with pytest.raises(DownloadBroken, match="changed while it was fetched"):
        fetch(table, tmp_path)
    assert left(tmp_path) == set()
    assert read(fetch(table, tmp_path).path) == as_text(EVENTS[:8])


def page(**changed: Any) -> bytes:
    fair = {"TotalCount": 2, "NextPageUrl": "", "Result": EVENTS[:2]}
    return json.dumps({**fair, **changed}).encode()


@pytest.mark.parametrize(
    "content",
    [
        page(TotalCount=3),
        page(TotalCount=1),
        page(TotalCount=2, NextPageUrl="/api/gedevents/25.1", Result=[]),
        page(Result=[EVENTS[0], {"id": 1}]),
        page(TotalCount=0, Result=[]),
        page(Result=None),
        page(Result=[1, 2]),
        page(TotalCount="many"),
        page().replace(b"2", b"Infinity"),
        b"[" * 100_000,
        b'{"Result": []}',
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe",
        b"<html>Sorry</html>",
        b"",
    ],
)
def test_pages_that_are_none(publisher: Publisher, tmp_path: Path, content: bytes) -> None:
    publisher.faults = [answers(200, content)]
    publisher.tables = {UCDP: EVENTS}
    table = Get(kind="ucdp-api", address=f"{publisher.url}{UCDP}", file="ged.csv")
    with pytest.raises(DownloadBroken):
        fetch(table, tmp_path)
    assert left(tmp_path) == set()


def test_letters_that_are_none(publisher: Publisher, tmp_path: Path) -> None:
    row = {"id": 1, "side_a": "half a \ud83d letter", "sources": ["a", 'b, "c"'], "clear": True}
    publisher.faults = [answers(200, page(TotalCount=1, Result=[row]))]
    table = Get(kind="ucdp-api", address=f"{publisher.url}{UCDP}", file="ged.csv")
    (got,) = read(fetch(table, tmp_path).path)
    assert got["side_a"] == "half a ? letter"
    assert (got["sources"], got["clear"]) == ('["a", "b, \\"c\\""]', "true")


def test_a_server_that_gives_the_first_page_for_ever(publisher: Publisher, tmp_path: Path) -> None:
    first = {"page": 1, "maxPages": 3, "items": REFUGEES[:3]}
    publisher.faults = [answers(200, json.dumps(first).encode())] * 3
    table = Get(kind="unhcr-api", address=f"{publisher.url}{UNHCR}", file="unhcr.csv")
    with pytest.raises(DownloadBroken, match="something else than a page"):
        fetch(table, tmp_path)


def test_pages_that_lead_in_a_circle(publisher: Publisher, tmp_path: Path) -> None:
    circle = page(TotalCount=5, NextPageUrl=f"{publisher.url}{UCDP}")
    publisher.faults = [answers(200, circle)] * 9
    table = Get(kind="ucdp-api", address=f"{publisher.url}{UCDP}", file="ged.csv")
    with pytest.raises(DownloadBroken, match="changed while it was fetched"):
        fetch(table, tmp_path)
    assert len(publisher.asked) == 3


def test_pages_that_are_too_large(publisher: Publisher, get_it: Any) -> None:
    with pytest.raises(DownloadTooLarge):
        get_it(limits=Limits(size=100))
    with pytest.raises(DownloadTooLarge):
        get_it(limits=Limits(size=420))


TOKEN = {"token_header": "x-ucdp-access-token", "token_env": "EXAMPLE_TOKEN"}


def test_every_page_is_asked_for_with_the_token(publisher: Publisher, tmp_path: Path) -> None:
    publisher.tables, publisher.token = {UCDP: EVENTS}, "right"
    table = Get(kind="ucdp-api", address=f"{publisher.url}{UCDP}", file="ged.csv", **TOKEN)
    with pytest.raises(TokenRefused):
        fetch(table, tmp_path, token="wrong")
    got = fetch(table, tmp_path, token="right")
    assert read(got.path) == as_text(EVENTS)
    assert "right" not in got.address


def test_the_token_does_not_follow_to_another_server(publisher: Publisher, tmp_path: Path) -> None:
    elsewhere = page(TotalCount=9, NextPageUrl="http://127.0.0.2:1/api/gedevents/25.1?page=1")
    publisher.faults = [answers(200, elsewhere)]
    table = Get(kind="ucdp-api", address=f"{publisher.url}{UCDP}", file="ged.csv", **TOKEN)
    with pytest.raises(DownloadBroken, match=r"another server, 127\.0\.0\.2"):
        fetch(table, tmp_path, token="mine")
    with running() as other:
        # The same host at another port: the next page is asked for where the first one was.
        moved = page(TotalCount=10, NextPageUrl=f"{other.url}{UCDP}?page=1", Result=EVENTS[:3])
        publisher.tables = {UCDP: EVENTS}
        publisher.faults = [answers(200, moved)]
        assert read(fetch(table, tmp_path, token="mine").path) == as_text(EVENTS)
        assert other.asked == []
