"""From bytes, files and addresses to documents: what is read, and what is refused."""

from __future__ import annotations

import datetime as dt
import http.server
import threading
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averment import addresses
from averment.claim import Document, normalise
from averment.errors import (
    BadDate,
    BinaryInput,
    EmptyInput,
    InputError,
    InputMissing,
    InputTooLarge,
)
from averment.ingest import MAX_BYTES, MAX_CHARACTERS, first_line_title, from_bytes, load, web
from averment.ingest.page import visible_text

SENTENCE = "The minister’s office said: “Attacks rose by 60 percent” – in a city of cafés.\n"

PAGE = """<!DOCTYPE html><html><head><title>Attacks rise | The Lowland Courier</title>
<meta property="og:site_name" content="The Lowland Courier">
<meta name="author" content="Ann Writer">
<meta property="article:published_time" content="2024-03-25T10:00:00Z">
<script>document.write("<p>999 attacks were made up by a script.</p>")</script>
<style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Attacks rise in the north</h1>
<p>Suicide attacks rose from 15 in 2022 to 29 in 2023, an institute said on Monday. It was the
sharpest rise in a decade, and the ministry called for calm in all of the provinces.</p>
<p>A spokesman denied that <b>any</b> group was sheltered.<script>alert("777 attacks")</script>
He said the figures were wrong, and that nobody had asked his office before they came out.</p>
<p>A reader wrote &lt;script&gt;alert(1)&lt;/script&gt; under the article, which is only text.</p>
</article><footer>Copyright 2019</footer></body></html>
"""


# --- normalised text ---------------------------------------------------------------------------


@given(st.text())
def test_normalising_follows_its_definition(text: str) -> None:
    expected = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    expected = expected.replace("\r\n", "\n").replace("\r", "\n")
    hidden = {"Cc", "Cs", "Co", "Cn"}
    expected = "".join(
        c if c in "\n\t" or unicodedata.category(c) not in hidden else " " for c in expected
    )
    assert normalise(text) == expected


# --- plain text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman", "utf-16-le"]
)
def test_encodings_are_found_out(encoding: str) -> None:
    assert from_bytes((SENTENCE * 4).encode(encoding)).text == SENTENCE * 4


def test_a_few_damaged_bytes_do_not_spoil_the_rest() -> None:
    content = SENTENCE.encode() + b"Broken: \xff\xfe here.\n" + SENTENCE.encode()
    text = from_bytes(content).text
    assert text.startswith(SENTENCE)
    assert text.endswith(SENTENCE)


def test_the_declared_charset_of_the_server_counts() -> None:
    content = "Zażółć gęślą jaźń, powiedział rząd.".encode("iso8859-2")
    assert from_bytes(content, charset="iso-8859-2").text.startswith("Zażółć")


@pytest.mark.parametrize("charset", ["no-such-charset", "rot13", "hex", "a\0b"])
def test_a_charset_that_is_none_is_passed_over(charset: str) -> None:
    assert from_bytes("Cafés were hit.".encode("cp1252"), charset=charset).text == "Cafés were hit."


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_an_error_for_people(content: bytes) -> None:
    try:
        outcome = from_bytes(content).text
    except InputError as error:
        outcome = str(error).removeprefix("The text ")
    assert outcome.strip()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A headline\n\nThe text.", "A headline"),
        ("\n\n# A heading #\n\nThe text.", "A heading"),
        ("Is it true?\n\nThe text.", "Is it true?"),
        ("A sentence.\n\nAnother.", None),
        ("A headline\nThe text.", None),
        ("A headline", None),
        ("A headline\n\n", None),
        ("\n", None),
        ("word " * 40 + "\n\nThe text.", None),
    ],
)
def test_the_first_line_may_be_a_title(text: str, title: str | None) -> None:
    assert first_line_title(text) == title


def test_a_title_stays_in_the_text() -> None:
    document = from_bytes(b"A headline\r\n\r\nThe text.")
    assert document.title == "A headline"
    assert document.text == "A headline\n\nThe text."


def test_the_caller_knows_better_than_the_source(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    document = load(path, published="2020-01-02", publisher="Somebody", title="Another title")
    assert document.published == dt.date(2020, 1, 2)
    assert (document.publisher, document.title) == ("Somebody", "Another title")
    assert load(str(path)).published == dt.date(2024, 3, 25)


def test_a_document_is_taken_as_it_is() -> None:
    document = Document.from_text("Five people were killed.", title="T")
    assert load(document) == document
    assert load(document, published=dt.date(2024, 1, 1)).published == dt.date(2024, 1, 1)


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"  \n\t ", b"\xef\xbb\xbf \n", b"\xff\xfe\n\0"])
def test_nothing_to_read(content: bytes) -> None:
    with pytest.raises(EmptyInput):
        from_bytes(content)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0", "old Word"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text"),
        (b"\x7fELF\x02\x01\x01\0" + bytes(range(256)), "not a text"),
        (b"\x1f\x8b\x08\0\0\0", "compressed"),
        (b"words and\0more", "not a text"),
    ],
)
def test_what_is_no_text(content: bytes, word: str) -> None:
    with pytest.raises(BinaryInput, match=word):
        from_bytes(content, name="it.doc")


def test_too_much(tmp_path: Path) -> None:
    path = tmp_path / "much.txt"
    path.write_bytes(b"Attacks rose. " * (MAX_BYTES // 14 + 1))
    with pytest.raises(InputTooLarge, match=r"much\.txt is larger than 10 MB"):
        load(path)
    with pytest.raises(InputTooLarge):
        load(Document.from_text("a" * (MAX_CHARACTERS + 1)))
    path.write_text("a" * (MAX_CHARACTERS + 1))
    with pytest.raises(InputTooLarge, match="longer than a million characters"):
        load(path)


def test_what_is_not_there(tmp_path: Path) -> None:
    for name in (tmp_path / "none.txt", tmp_path, tmp_path / ("x" * 5000), "a\0b", ""):
        with pytest.raises(InputMissing):
            load(name)


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:  # permissions do not hold for every user
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputMissing, match=r"secret\.txt cannot be read: Permission denied"):
        load(tmp_path / "secret.txt")


@pytest.mark.parametrize("day", ["", "25 March 2024", "2024-02-30", "2024-13-01", "soon"])
def test_a_date_that_is_none(day: str) -> None:
    with pytest.raises(BadDate):
        load(Document.from_text("Five people were killed."), published=day)


# --- pages -------------------------------------------------------------------------------------


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    document = from_bytes(PAGE.encode())
    paragraphs = document.text.split("\n\n")
    assert paragraphs[1].startswith("Suicide attacks rose from 15 in 2022 to 29 in 2023")
    assert paragraphs[2].startswith("A spokesman denied that any group was sheltered.")
    assert document.published == dt.date(2024, 3, 25)
    assert document.publisher == "The Lowland Courier"
    assert document.author == "Ann Writer"
    assert document.title is not None
    assert document.title.startswith("Attacks rise")


@pytest.mark.parametrize(
    "read", [lambda: from_bytes(PAGE.encode()).text, lambda: visible_text(PAGE)]
)
def test_no_script_is_run_or_kept(read: Callable[[], str]) -> None:
    text = read()
    assert "777" not in text
    assert "999" not in text
    assert "color" not in text
    assert "<script>alert(1)</script>" in text  # the words of a reader, not markup


def test_where_there_is_no_article_all_that_can_be_seen_is_read() -> None:
    markup = "<html><body><h1>Five  killed</h1>a<br>b <i>c</i>d<p hidden>not this</p></body></html>"
    assert visible_text(markup) == "Five killed\n\na\n\nb cd"
    assert from_bytes(b"<html><body>Only <b>this</b>.</body></html>").text.strip() == "Only this."


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<html><head><title>T</title></head><body><script>var killed = 5</script></body></html>",
        "<!doctype html><body><noscript>Please enable JavaScript</noscript><!-- words --></body>",
    ],
)
def test_a_page_without_words(markup: str) -> None:
    with pytest.raises(EmptyInput):
        from_bytes(markup.encode())


@pytest.mark.parametrize(
    "markup",
    [
        "<html>" + "<div>" * 20_000 + "words",
        "<html><p " + "a=1 " * 20_000 + ">words</p>",
        "<html><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><body><p>words &a;</p>",
        "<html><body><p>words</p>" + "</div>" * 1_000,
        "<!-- words -->" * 700 + "words",
        "<!-- words -->" * 100 + "<html><body>words",
        "<html><meta charset='utf-7'><body><p>words</p>",
    ],
)
def test_hostile_markup_gives_its_words_or_an_error(markup: str) -> None:
    try:
        text = from_bytes(markup.encode()).text
    except InputError:
        return
    assert "words" in text
    assert "root:" not in text


def test_a_page_declares_its_encoding() -> None:
    page = "<html><meta charset='iso-8859-1'><body><p>Cafés were “hit” today.</p></body></html>"
    assert "Cafés were “hit”" in from_bytes(page.encode("cp1252")).text


# --- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1",
        "ff02::1", "::ffff:10.0.0.8", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_private_addresses_are_none_of_ours(address: str) -> None:
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are(address: str) -> None:
    assert addresses.is_public(address)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://2130706433:1/"],
)
def test_the_own_machine_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="is refused"):
        load(address)


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/passwd", "gopher://x/"])
def test_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(InputError, match="Only http and https"):
        load(address)


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "http://a b/", "http://x:99999/", "https:///"]
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(InputMissing, match="cannot be fetched"):
        load(address)


class _Server(http.server.BaseHTTPRequestHandler):
    """Answers with a page, a redirect, an error, or more than anybody wants."""

    def do_GET(self) -> None:
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        content = PAGE.encode() if self.path != "/endless" else b"word " * 1_000_000
        try:
            for _ in range(1 if self.path != "/endless" else 4):
                self.wfile.write(content)
        except OSError:
            pass  # the reader had enough

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A web site on this machine that counts as public; the rest of the machine does not."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    judged = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1" or judged(ip))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched(site: str) -> None:
    document = load(f"{site}/article")
    assert "Suicide attacks rose" in document.text
    assert document.url == f"{site}/article"


def test_redirects_are_followed_to_public_places_only(site: str) -> None:
    assert load(f"{site}/to?/article").url == f"{site}/article"
    for place in ("http://127.0.0.2:1/", "http://[::1]:1/"):
        with pytest.raises(InputError, match="is refused"):
            load(f"{site}/to?{place}")
    for place in ("file:///etc/passwd", "ftp://127.0.0.1/x", "http://", "/to?/to?/none"):
        with pytest.raises(InputMissing, match="cannot be fetched"):
            load(f"{site}/to?{place}")


def test_errors_and_endless_pages(site: str) -> None:
    with pytest.raises(InputMissing, match="the server answered 404"):
        load(f"{site}/none")
    with pytest.raises(InputTooLarge):
        load(f"{site}/endless")


def test_a_slow_page_ends(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "DEADLINE", -1.0)
    with pytest.raises(InputMissing, match="it took too long"):
        load(f"{site}/article")
