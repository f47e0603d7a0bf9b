"""From a file, a web address or bytes to a `Document`: text with what is known of its origin."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from averment.claim import Document, parse_date
from averment.errors import EmptyInput, InputError, InputMissing, InputTooLarge, OtherLanguage
from averment.ingest.claims_file import is_claims_file, read_claims
from averment.ingest.encoding import decode
from averment.ingest.forms import Form, form_of
from averment.ingest.language import ENGLISH, language_of

#: No more bytes of a text or a page are read, of other files (PDF, DOCX, mail) with their pictures,
MAX_BYTES, MAX_FILE = 10_000_000, 100_000_000
#: ... and no longer text, markup aside: a thick book.
MAX_CHARACTERS = 1_000_000
#: A first line longer than this is no title.
MAX_TITLE = 120

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PAGE = re.compile(
    r"\s*(?>(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->)\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_SPLIT = "Averment reads up to a million characters, a thick book, in one piece; split the text."


def load(
    source: str | Path | Document,
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    author: str | None = None,
) -> Document:
    """Read a file, an http(s) address or a document.

    `published` (a date, or a string as `YYYY-MM-DD`), `publisher`, `title` and `author` override
    what the source says of itself. Raises `BadDate`, and an `InputError` for what cannot be read as
    a text.
    """
    day = parse_date(published) if isinstance(published, str) else published
    if isinstance(source, Document):
        document = source
    elif isinstance(source, str) and _ADDRESS.match(source):
        document = _from_web(source)
    else:
        document = from_bytes(_content(Path(source)), name=str(source))
    given = {"published": day, "publisher": publisher, "title": title, "author": author}
    return _complete(document, {name: value for name, value in given.items() if value is not None})


def from_bytes(
    content: bytes, *, name: str = "The text", charset: str | None = None, url: str | None = None
) -> Document:
    """Read the content of a file or of standard input; what form it has is told by itself.

    `name` is how errors speak of it, and its ending counts; `charset` is what the server declared.
    Raises an `InputError` for what cannot be read as a text.
    """
    form = form_of(content, name)
    most = MAX_BYTES if form == "text" else MAX_FILE
    if len(content) > most:
        raise InputTooLarge(f"{name} is larger than {most // 1_000_000} MB.", hint=_SPLIT)
    document = _read_form(form, content, name, charset, url)
    known = {"url": url, "title": document.title or first_line_title(document.text)}
    return _filled(document.model_copy(update=known), name)


def _read_form(
    form: Form, content: bytes, name: str, charset: str | None, url: str | None
) -> Document:
    """Read what has this form. The readers are imported when they are needed."""
    if form == "pdf":
        from averment.ingest.pdf import read_pdf

        return read_pdf(content, name, MAX_CHARACTERS)
    if form == "docx":
        from averment.ingest.word import read_word

        return read_word(content, name)
    if form == "mail":
        from averment.ingest.mail import read_mail

        return read_mail(content)
    text = decode(content, name, charset)
    if _is_page(text, name):
        from averment.ingest.page import read_page

        return read_page(text, url)
    return Document.from_text(text)


def first_line_title(text: str) -> str | None:
    """Return the first line, if it reads like a headline: short, no full stop, a blank line after.

    The text keeps it, so that offsets hold.
    """
    first, *rest = text.lstrip().split("\n", 2)
    line = first.lstrip("# ").rstrip("# \t")
    alone = len(rest) == 2 and not rest[0].strip() and rest[1].strip()
    plausible = 0 < len(line) <= MAX_TITLE and not line.endswith((".", ":", ";", ","))
    return line if alone and plausible else None


def _content(path: Path) -> bytes:
    """Read a file, but never more than can be used."""
    try:
        if path.is_dir():
            raise InputMissing(f"{path} is a folder.", hint="Give one file.")
        with path.open("rb") as handle:
            return handle.read(MAX_FILE + 1)
    except FileNotFoundError:
        raise InputMissing(f"There is no file {path}.", hint="Check the name.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "this is no file name"
        raise InputMissing(f"{path} cannot be read: {why}.") from None


def _from_web(address: str) -> Document:
    from averment.ingest.web import fetch

    if not address.lower().startswith(("http://", "https://")):
        raise InputError(f"{address} cannot be fetched.", hint="Only http and https addresses can.")
    page = fetch(address, MAX_BYTES, MAX_FILE)
    return from_bytes(page.content, name=page.url, charset=page.charset, url=page.url)


def _is_page(text: str, name: str) -> bool:
    return Path(name).suffix.lower() in _PAGE_SUFFIXES or bool(_PAGE.match(text[:10_000]))


def _filled(document: Document, name: str) -> Document:
    """Refuse what holds no text, or text in a language that Averment does not read."""
    if not document.text.strip():
        raise EmptyInput(f"{name} holds no text.", hint="Give a file with words in it.")
    language = language_of(document.text)
    if language not in (None, ENGLISH):
        raise OtherLanguage(
            f"{name} is in {language}, as far as can be told.",
            hint="Averment reads English; give a translation.",
        )
    return document


def _complete(document: Document, given: dict[str, object]) -> Document:
    """Let what the caller knows override what the source says; check what the caller made."""
    if len(document.text) > MAX_CHARACTERS:
        raise InputTooLarge("The text is longer than a million characters.", hint=_SPLIT)
    return _filled(document.model_copy(update=given), "The document")


__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "MAX_FILE",
    "first_line_title",
    "from_bytes",
    "is_claims_file",
    "load",
    "read_claims",
]
