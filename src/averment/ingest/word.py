"""A Word file (DOCX) to a `Document`: its text, and title and author of its properties."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from averment.claim import Document
from averment.errors import BrokenInput, InputTooLarge
from averment.ingest.page import visible_text

#: A part of a Word file, and the whole of it, unpack to no more bytes. A thick book has 20 MB.
MAX_PART, MAX_UNPACKED = 60_000_000, 300_000_000
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = "docProps/core.xml"


def read_word(content: bytes, name: str) -> Document:
    """Return the text of a Word file, footnotes at its end; deleted words are left out.

    The days in its properties are those of writing and saving, and none is taken for that of
    publication. Raises `InputTooLarge` for a file that unpacks to more than a text can be, before
    it is unpacked, and `BrokenInput` for one that cannot be read; `name` is how errors speak of it.
    """
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive, name)
            title, author = _properties(archive)
        pictures = mammoth.images.img_element(lambda _: {"src": ""})
        page = mammoth.convert_to_html(io.BytesIO(content), convert_image=pictures).value
    except InputTooLarge:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a broken file provokes in its reader
        raise BrokenInput(
            f"{name} is a Word file that cannot be read: {error}.",
            hint="Open it in Word or LibreOffice, save it anew and try again.",
        ) from None
    return Document.from_text(visible_text(page) if page else "", title=title, author=author)


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    """No more than the sizes that the archive declares is ever unpacked of it."""
    sizes = [entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")]
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if max(sizes, default=0) > MAX_PART or unpacked > MAX_UNPACKED:
        raise InputTooLarge(
            f"{name} unpacks to {unpacked / 1e6:,.0f} MB, more than a text can be.",
            hint="Save the text alone, as DOCX or plain text.",
        )


def _properties(archive: zipfile.ZipFile) -> tuple[str | None, str | None]:
    """Return title and author, where the file gives them."""
    if _PROPERTIES not in archive.namelist():
        return None, None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root: Any = etree.fromstring(archive.read(_PROPERTIES), parser)
    found = (root.findtext(f"{_DUBLIN_CORE}{field}") for field in ("title", "creator"))
    title, author = (" ".join((text or "").split()) or None for text in found)
    return title, author
