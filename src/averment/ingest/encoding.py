"""Bytes to text: which encoding it is, and whether it is a text at all."""

from __future__ import annotations

import codecs
import re

from averment.errors import BinaryInput, EmptyInput

# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How the content of files begins that people may take for texts.
_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a compressed file"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01  # of the characters
_SAMPLE = 4_096  # bytes in which a page declares its encoding
_GUESSED_FROM = 200_000  # bytes
# Pages that declare these mean Windows-1252, as browsers have it.
_MEANT = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")
_SAVE = "Averment reads plain text, Markdown, HTML, PDF, DOCX and EML; save it as one of these."
#: The replacement character, U+FFFD, which stands for bytes that say nothing.
_LOST = "\ufffd"


def decode(content: bytes, name: str, charset: str | None = None) -> str:
    """Return the text that the bytes hold.

    Asked in this order: the byte-order mark; UTF-8 without a fault; `charset`, as the server
    declared it, or the page's own declaration; UTF-8 with a few damaged bytes; what the bytes look
    like.
    Raises `EmptyInput` for no bytes and `BinaryInput`, naming `name`, for what is no text.
    """
    if not content.strip():
        raise EmptyInput(f"{name} is empty.", hint="Give a file with words in it.")
    for beginning, what in _FORMATS:
        if content.startswith(beginning):
            raise BinaryInput(f"{name} is {what}, not a text.", hint=_SAVE)
    text = next(found for way in _WAYS if (found := way(content, charset)) is not None)
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > _MOST_CONTROLS * len(text):
        raise BinaryInput(f"{name} is not a text: it holds control characters.", hint=_SAVE)
    return text


def _marked(content: bytes, charset: str | None) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    return None


def _faultless(content: bytes, charset: str | None) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(content: bytes, charset: str | None) -> str | None:
    """Decode as declared, if that is an encoding and fits without a fault."""
    found = _DECLARED.search(content, 0, _SAMPLE)
    for name in (charset, found and found[1].decode("ascii")):
        try:
            if name:
                return content.decode(_MEANT.get(name.lower(), name))
        except (LookupError, ValueError):
            continue
    return None


def _damaged(content: bytes, charset: str | None) -> str | None:
    """Decode as UTF-8, if more of what is not ASCII makes sense in it than not."""
    text = content.decode("utf-8", "replace")
    sensible = sum(character > "\x7f" for character in text) - text.count(_LOST)
    return text if text.count(_LOST) <= sensible else None


def _guessed(content: bytes, charset: str | None) -> str:
    """Decode as the bytes look; of equally good guesses, as Windows-1252, like a browser."""
    import charset_normalizer

    matches = list(charset_normalizer.from_bytes(content[:_GUESSED_FROM]))
    best = [match for match in matches if match.chaos == matches[0].chaos]
    possible = {name for match in best for name in match.could_be_from_charset}
    encoding = "cp1252" if "cp1252" in possible or not best else best[0].encoding
    return content.decode(encoding, "replace")


_WAYS = (_marked, _faultless, _declared, _damaged, _guessed)
