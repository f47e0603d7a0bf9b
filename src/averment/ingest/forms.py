"""What form a file has, told by its content: a PDF, a Word file, a mail, or text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from averment.errors import BinaryInput

Form = Literal["pdf", "docx", "mail", "text"]

#: Readers of PDF look for its mark in as many bytes, whatever stands before.
_PDF_WITHIN = 1_024
_ZIP, _WORD = b"PK\x03\x04", "word/document.xml"
# Lines of a mail's header: names with colons, and the lines that go on with a blank.
_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MAIL = (rb"^from:", rb"^(?:date|subject):", rb"^(?:mime-version|message-id|received):")


def form_of(content: bytes, name: str) -> Form:
    """Return the form of a file's content; `name` is how errors speak of it.

    Raises `BinaryInput` for a zipped file that is no Word file.
    """
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith(_ZIP):
        if _is_word(content):
            return "docx"
        raise BinaryInput(
            f"{name} is a zipped file, and no Word file.",
            hint="Unpack it, or save the text as DOCX, PDF or plain text.",
        )
    return "mail" if _is_mail(content.lstrip().replace(b"\r\n", b"\n")) else "text"


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _WORD in archive.namelist()
    except (zipfile.BadZipFile, ValueError):
        return False


def _is_mail(content: bytes) -> bool:
    header = _HEADER.match(content)
    return header is not None and all(re.search(line, header[0], re.I | re.M) for line in _MAIL)
