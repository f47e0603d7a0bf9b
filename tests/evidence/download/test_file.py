"""Files, fetched whole or not at all, whatever the server does on the way."""

from __future__ import annotations

import hashlib
import os
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publisher import Publisher, answers, breaks_after, changes, falls_silent

from averment.errors import (
    DownloadBroken,
    DownloadByHand,
    DownloadDiffers,
    DownloadError,
    DownloadRefused,
    DownloadTooLarge,
    DownloadUnwritable,
    TokenRefused,
    VintageUnknown,
)
from averment.evidence.download import Fetched, Get, Limits, fetch

CONTENT = b"id,year,best\n" + b"".join(b"%d,1999,%d\n" % (i, i % 7) for i in range(20_000))
SHA256 = hashlib.sha256(CONTENT).hexdigest()
OTHER = CONTENT.replace(b"1999", b"2001")


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def get_it(publisher: Publisher, tmp_path: Path, waits: list[float]) -> Any:
    """Fetch a file of the publisher's; `more` are options of `fetch` and keys of the table."""
    publisher.files["/ged251.csv"] = CONTENT

    def get(path: str = "/ged251.csv", **more: Any) -> Fetched:
        keys = {key: more.pop(key) for key in list(more) if key in Get.model_fields}
        table = Get(**{"kind": "file", "address": publisher.url + path, **keys})
        return fetch(table, tmp_path, sleep=waits.append, **more)

    return get


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


PART = {".ged251.csv.part", ".ged251.csv.part.json"}


def test_a_file_comes_whole(publisher: Publisher, get_it: Any, tmp_path: Path) -> None:
    heard: list[tuple[int, int | None]] = []
    got = get_it(progress=lambda came, total: heard.append((came, total)))
    assert got == Fetched(
        tmp_path / "ged251.csv", f"{publisher.url}/ged251.csv", "", SHA256, len(CONTENT)
    )
    assert got.path.read_bytes() == CONTENT
    assert left(tmp_path) == {"ged251.csv"}
    assert heard[-1] == (len(CONTENT), len(CONTENT))
    assert [came for came, _ in heard] == sorted(came for came, _ in heard)
    assert "x-ucdp-access-token" not in publisher.asked[0][1]


def test_a_vintage_has_its_address_and_name(publisher: Publisher, get_it: Any) -> None:
    publisher.files["/24.1/ged241.csv"] = OTHER
    path = "/{vintage}/ged{digits}.csv"
    got = get_it(path, vintage="24.1")
    assert (got.path.name, got.vintage) == ("ged241.csv", "24.1")
    assert got.path.read_bytes() == OTHER


@pytest.mark.parametrize("vintage", [None, "../25.1", "25.1/x", "25 1"])
def test_vintages_that_are_none(get_it: Any, vintage: str | None) -> None:
    table = Get(kind="file", address="https://example.org/ged{digits}.csv")
    with pytest.raises(VintageUnknown):
        fetch(table, Path("nowhere"), vintage=vintage)


@pytest.mark.parametrize("tenth", range(10))
def test_a_break_at_every_tenth_of_its_length(
    publisher: Publisher, get_it: Any, tenth: int
) -> None:
    at = len(CONTENT) * tenth // 10
    publisher.faults = [breaks_after(at)]
    assert get_it().path.read_bytes() == CONTENT
    assert publisher.ranges_asked() == ["", f"bytes={at}-" if at else ""]


def test_breaks_at_every_tenth_one_after_the_other(publisher: Publisher, get_it: Any) -> None:
    publisher.faults = [breaks_after(len(CONTENT) // 10 + 1) for _ in range(9)]
    assert get_it().path.read_bytes() == CONTENT
    assert len(publisher.asked) == 10


@pytest.mark.parametrize("tenth", range(1, 10))
def test_the_next_call_goes_on(
    publisher: Publisher, get_it: Any, tmp_path: Path, tenth: int
) -> None:
    at = len(CONTENT) * tenth // 10
    publisher.faults = [breaks_after(at), *[answers(503)] * 4]
    with pytest.raises(DownloadBroken, match="503") as broken:
        get_it()
    assert "Run the same command again" in str(broken.value)
    assert left(tmp_path) == PART
    assert get_it().path.read_bytes() == CONTENT
    assert publisher.ranges_asked()[-1] == f"bytes={at}-"
    assert publisher.asked[-1][1]["if-range"] == '"one"'
    assert left(tmp_path) == {"ged251.csv"}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    breaks=st.lists(st.integers(0, len(CONTENT)), max_size=6),
    ranges=st.booleans(),
    tag=st.sampled_from(["ETag", "Last-Modified", "none"]),
)
def test_what_comes_is_the_file_or_nothing(
    publisher: Publisher, get_it: Any, tmp_path: Path, breaks: list[int], ranges: bool, tag: str
) -> None:
    """However often it breaks off, and whether or not the server can go on."""
    publisher.asked.clear()
    publisher.ranges = ranges
    publisher.validators = {} if tag == "none" else {tag: '"a"' if tag == "ETag" else formatdate()}
    publisher.faults = [breaks_after(at) for at in breaks]
    try:
        assert get_it().path.read_bytes() == CONTENT
    except DownloadBroken:
        assert len(breaks) >= Limits().tries
        assert not (tmp_path / "ged251.csv").exists()
    for path in tmp_path.iterdir():
        path.unlink()


def test_a_file_that_changed_meanwhile_is_fetched_anew(publisher: Publisher, get_it: Any) -> None:
    new = changes(files={"/ged251.csv": OTHER}, validators={"ETag": '"two"'})
    publisher.faults = [breaks_after(50_000), new]
    assert get_it().path.read_bytes() == OTHER


@pytest.mark.parametrize("validators", [{}, {"ETag": 'W/"weak"'}])
def test_without_a_sure_sign_nothing_is_pieced_together(
    publisher: Publisher, get_it: Any, validators: dict[str, str]
) -> None:
    publisher.validators = validators
    publisher.faults = [breaks_after(50_000)]
    assert get_it().path.read_bytes() == CONTENT
    assert publisher.ranges_asked() == ["", ""]


def test_with_a_known_hash_it_may_be(publisher: Publisher, get_it: Any) -> None:
    publisher.validators = {}
    publisher.faults = [breaks_after(50_000)]
    assert get_it(sha256=SHA256.upper()).path.read_bytes() == CONTENT
    assert publisher.ranges_asked() == ["", "bytes=50000-"]


def test_a_part_that_was_whole_already(publisher: Publisher, get_it: Any, tmp_path: Path) -> None:
    """As after a kill between the last byte and the new name."""
    publisher.faults = [breaks_after(50_000), *[answers(503)] * 4]
    with pytest.raises(DownloadBroken):
        get_it()
    (tmp_path / ".ged251.csv.part").write_bytes(CONTENT)
    assert get_it().path.read_bytes() == CONTENT


def test_a_part_of_another_address_is_not_used(
    publisher: Publisher, get_it: Any, tmp_path: Path
) -> None:
    publisher.files["/old/ged251.csv"] = OTHER
    publisher.faults = [breaks_after(50_000), *[answers(503)] * 4]
    with pytest.raises(DownloadBroken):
        get_it("/old/ged251.csv")
    assert get_it().path.read_bytes() == CONTENT


@pytest.mark.parametrize("notes", ["", "{", "[]", '{"address": 1}'])
def test_notes_that_are_damaged_are_none(get_it: Any, tmp_path: Path, notes: str) -> None:
    (tmp_path / ".ged251.csv.part").write_bytes(OTHER[:5000])
    (tmp_path / ".ged251.csv.part.json").write_text(notes, "utf-8")
    assert get_it().path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "wrong",
    [
        answers(206, b"x", Content_Range="bytes 7-7/100"),
        answers(206, b"x"),
        answers(206, b"x", Content_Range="lines 1-2/3"),
        answers(416, b"", Content_Range="bytes */7"),
        answers(416, b""),
    ],
)
def test_another_part_than_asked_for_is_not_taken(
    publisher: Publisher, get_it: Any, wrong: Any
) -> None:
    publisher.faults = [breaks_after(50_000), wrong]
    assert get_it().path.read_bytes() == CONTENT


def test_a_range_of_unknown_whole(publisher: Publisher, get_it: Any) -> None:
    """`Content-Range: bytes 50000-59999/*`: the length of the answer says how much is to come."""
    rest = len(CONTENT) - 50_000
    cut = answers(
        206,
        CONTENT[50_000:60_000],
        Content_Range=f"bytes 50000-{len(CONTENT) - 1}/*",
        Content_Length=str(rest),
    )
    publisher.faults = [breaks_after(50_000), cut]
    assert get_it().path.read_bytes() == CONTENT
    assert publisher.ranges_asked()[1:] == ["bytes=50000-", "bytes=60000-"]


def test_a_length_that_is_never_reached(publisher: Publisher, get_it: Any, tmp_path: Path) -> None:
    lie = answers(200, CONTENT[:1000], Content_Length="2000", Connection="close")
    publisher.faults = [lie] * 9
    publisher.ranges = False
    with pytest.raises(DownloadBroken, match="1000 of 2000 bytes came"):
        get_it()
    assert "ged251.csv" not in left(tmp_path)


def test_another_hash_is_refused(publisher: Publisher, get_it: Any, tmp_path: Path) -> None:
    publisher.files["/ged251.csv"] = OTHER
    with pytest.raises(DownloadDiffers, match=SHA256):
        get_it(sha256=SHA256)
    assert left(tmp_path) == set()


def test_the_hash_in_the_descriptor_comes_first(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/ged251.csv"] = CONTENT
    address = f"{publisher.url}/ged{{digits}}.csv"
    table = Get(kind="file", address=address, vintage="25.1", checksum={"25.1": SHA256})
    assert fetch(table, tmp_path, sha256="0" * 64).sha256 == SHA256
    publisher.files["/ged241.csv"] = OTHER
    with pytest.raises(DownloadDiffers):
        fetch(table, tmp_path, vintage="24.1", sha256=SHA256)


def test_an_earlier_file_stays_until_the_new_one_is_whole(
    publisher: Publisher, get_it: Any, tmp_path: Path
) -> None:
    (tmp_path / "ged251.csv").write_text("old", "utf-8")
    publisher.faults = [breaks_after(50_000), *[answers(500)] * 4]
    with pytest.raises(DownloadBroken):
        get_it()
    assert (tmp_path / "ged251.csv").read_text("utf-8") == "old"
    assert get_it().path.read_bytes() == CONTENT


@pytest.mark.parametrize("code", [404, 410])
def test_nothing_there(publisher: Publisher, get_it: Any, tmp_path: Path, code: int) -> None:
    publisher.faults = [answers(code)]
    with pytest.raises(DownloadRefused, match=f"There is nothing at .*{code}"):
        get_it()
    assert len(publisher.asked) == 1
    assert left(tmp_path) == set()


@pytest.mark.parametrize("code", [400, 401, 403, 451, 304])
def test_what_is_not_given_out(publisher: Publisher, get_it: Any, code: int) -> None:
    publisher.faults = [answers(code)]
    with pytest.raises(DownloadRefused, match=f"answered {code}"):
        get_it()


def test_messages_do_not_hold_the_query(get_it: Any) -> None:
    with pytest.raises(DownloadRefused) as refused:
        get_it("/none.csv?key=secret")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(
    publisher: Publisher, get_it: Any, waits: list[float], code: int
) -> None:
    publisher.faults = [answers(code)] * 3
    assert get_it().path.read_bytes() == CONTENT
    assert waits == [1.0, 2.0, 4.0]


def test_a_server_that_asks_to_wait(publisher: Publisher, get_it: Any, waits: list[float]) -> None:
    soon = formatdate(0, usegmt=True)
    publisher.faults = [answers(429, Retry_After=said) for said in ("7", soon, "later")]
    assert get_it().path.read_bytes() == CONTENT
    assert waits == [7.0, 0.0, 4.0]


def test_a_server_that_asks_for_too_much_patience(
    publisher: Publisher, get_it: Any, waits: list[float]
) -> None:
    publisher.faults = [answers(429, Retry_After="86400")]
    with pytest.raises(DownloadBroken, match="wait for 86400 seconds"):
        get_it()
    assert waits == []


def test_a_server_that_falls_silent(publisher: Publisher, get_it: Any) -> None:
    publisher.faults = [falls_silent(0.3)]
    assert get_it(limits=Limits(silence=0.1)).path.read_bytes() == CONTENT
    publisher.faults = [falls_silent(0.3)] * 2
    with pytest.raises(DownloadBroken, match="fell silent"):
        get_it(limits=Limits(silence=0.1, tries=2))


def test_a_download_that_takes_too_long(get_it: Any) -> None:
    with pytest.raises(DownloadBroken, match="takes too long"):
        get_it(limits=Limits(whole=-1.0))


def test_a_file_that_is_too_large(publisher: Publisher, get_it: Any, tmp_path: Path) -> None:
    with pytest.raises(DownloadTooLarge):
        get_it(limits=Limits(size=len(CONTENT) - 1))
    assert get_it(limits=Limits(size=len(CONTENT))).size == len(CONTENT)

    def endless(handler: Any) -> bool:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(CONTENT)
        handler.close_connection = True
        return True

    publisher.faults = [endless]
    with pytest.raises(DownloadTooLarge):
        get_it(limits=Limits(size=1000))


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><body>Not found</body></html>",
        b"\xef\xbb\xbf\r\n <html lang='en'>",
        b"<?xml version='1.0'?><Error/>",
    ],
)
def test_a_page_instead_of_the_file(
    publisher: Publisher, get_it: Any, tmp_path: Path, page: bytes
) -> None:
    publisher.files["/ged251.csv"] = page
    with pytest.raises(DownloadBroken, match="a web page instead of the file"):
        get_it()
    assert left(tmp_path) == set()


def test_an_empty_file(publisher: Publisher, get_it: Any, tmp_path: Path) -> None:
    publisher.files["/ged251.csv"] = b""
    with pytest.raises(DownloadBroken, match="is empty"):
        get_it()
    assert left(tmp_path) == set()


def test_a_redirect(publisher: Publisher, get_it: Any) -> None:
    publisher.files["/new.csv"] = OTHER
    publisher.faults = [answers(302, Location="/new.csv")]
    got = get_it()
    assert (got.path.name, got.path.read_bytes()) == ("ged251.csv", OTHER)


@pytest.mark.parametrize(
    "place", ["http://127.0.0.2:1/x", "http://[::1]:1/x", "file:///etc/passwd", "ftp://127.0.0.1/x"]
)
def test_redirects_that_are_not_followed(publisher: Publisher, get_it: Any, place: str) -> None:
    publisher.faults = [answers(302, Location=place)]
    with pytest.raises(DownloadRefused):
        get_it()


def test_redirects_without_end(publisher: Publisher, get_it: Any) -> None:
    publisher.faults = [answers(302, Location="/ged251.csv")] * 20
    with pytest.raises(DownloadRefused):
        get_it()


@pytest.mark.parametrize("host", ["127.0.0.2", "localhost", "10.0.0.1", "[::1]"])
def test_the_own_network_is_refused(tmp_path: Path, host: str) -> None:
    table = Get(kind="file", address=f"http://{host}:1/ged251.csv")
    with pytest.raises(DownloadRefused, match="is refused"):
        fetch(table, tmp_path)
    assert left(tmp_path) == set()


def test_no_server(publisher: Publisher, tmp_path: Path) -> None:
    table = Get(kind="file", address="http://127.0.0.1:1/ged251.csv")
    waits: list[float] = []
    with pytest.raises(DownloadBroken, match="cannot be fetched"):
        fetch(table, tmp_path, sleep=waits.append)
    assert waits == [1.0, 2.0, 4.0]


def test_nowhere_to_write(get_it: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DownloadUnwritable, match="No space left"):
        get_it()
    assert left(tmp_path) == PART
    (tmp_path / "file").touch()
    table = Get(kind="file", address="https://example.org/ged251.csv")
    with pytest.raises(DownloadUnwritable):
        fetch(table, tmp_path / "file" / "folder")


def test_two_at_once(publisher: Publisher, get_it: Any) -> None:
    pytest.importorskip("fcntl")
    errors: list[DownloadError] = []

    def second(came: int, total: int | None) -> None:
        with pytest.raises(DownloadBroken, match="is being fetched already") as refused:
            get_it()
        errors.append(refused.value)

    assert get_it(progress=second).path.read_bytes() == CONTENT
    assert errors


def test_by_hand() -> None:
    table = Get(kind="manual", pointer="Ask for your export at https://example.org/data.")
    with pytest.raises(DownloadByHand) as told:
        fetch(table, Path("nowhere"))
    assert "https://example.org/data" in str(told.value)
    assert "averment evidence add FILE" in str(told.value)


def test_a_token_that_is_missing(
    publisher: Publisher, get_it: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EXAMPLE_TOKEN", raising=False)
    table = {"token_header": "x-ucdp-access-token", "token_env": "EXAMPLE_TOKEN"}
    for token in (None, "", " ", "a\r\nHost: b"):
        with pytest.raises(TokenRefused, match="EXAMPLE_TOKEN"):
            get_it(**table, token=token, pointer="Write to the publisher.")
    assert publisher.asked == []


def test_a_token(publisher: Publisher, get_it: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.token = "right"
    table = {"token_header": "x-ucdp-access-token", "token_env": "EXAMPLE_TOKEN"}
    monkeypatch.setenv("EXAMPLE_TOKEN", "wrong")
    with pytest.raises(TokenRefused, match="does not accept the token") as refused:
        get_it(**table, pointer="Write to the publisher.")
    assert "Write to the publisher." in str(refused.value)
    assert "wrong" not in str(refused.value)
    assert get_it(**table, token="right").sha256 == SHA256
    monkeypatch.setenv("EXAMPLE_TOKEN", "right")
    publisher.faults = [answers(302, Location="/ged251.csv")]
    assert get_it(**table).sha256 == SHA256


def test_a_token_goes_to_its_own_server_alone(publisher: Publisher, get_it: Any) -> None:
    from publisher import running

    with running() as other:
        other.files["/ged251.csv"] = CONTENT
        publisher.faults = [answers(302, Location=f"{other.url}/ged251.csv")]
        got = get_it(token_header="x-ucdp-access-token", token_env="EXAMPLE_TOKEN", token="mine")
    assert got.sha256 == SHA256
    assert publisher.asked[0][1]["x-ucdp-access-token"] == "mine"
    assert "mine" not in str(other.asked)
