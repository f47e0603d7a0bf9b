"""The file as it comes: what it is whatever its name says, and its table as text.

A table may come bare, compressed (gzip), in a zip, as a spreadsheet or as JSON. Everything is
unpacked within limits, and nothing in it is executed.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from averment.errors import EvidenceMissing, FileDamaged, FileTooLarge, NoTable

PEEKED = 1 << 20  # bytes of a table that are looked at to understand it
MOST = 20 << 30  # bytes that a file may unpack to
MOST_RATIO = 200  # times its size, past the first LEAST bytes
LEAST = 64 << 20
_BLOCK = 1 << 20

# How the content of a file begins, and what it is.
_BEGINNINGS = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "sheet"),
)
_NO_TABLES = (
    (b"%PDF-", "a PDF"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x05\x06", "an empty zip"),
)
_TABLES = (".csv", ".tsv", ".txt", ".tab", ".json", ".xlsx", ".xls", ".ods")
_EXPORT = "Give the table itself: CSV, a spreadsheet, JSON, or one of these zipped."


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds a table.

    `kind` is `text`, `sheet` or `json`; `packing` is empty, `gzip` or `zip`, and `member` the file
    inside the zip. `head` is how the table begins, at most `PEEKED` bytes.
    """

    path: Path
    kind: str
    packing: str
    member: str
    head: bytes

    @property
    def name(self) -> str:
        """The name of the table's file, inside the zip if it is in one."""
        return self.member or self.path.name

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the table's bytes, unpacked. Reading raises `FileDamaged` and `FileTooLarge`."""
        with _opened(self.path, self.packing, self.member) as stream:
            yield io.BufferedReader(_Guarded(stream, self), _BLOCK)


def look(path: Path) -> Source:
    """Say what a file is by its content.

    Raises `EvidenceMissing` where there is none, `NoTable` where it holds no table, `FileDamaged`
    and `FileTooLarge` where it cannot be unpacked.
    """
    beginning = _beginning(path)
    packing = next((kind for start, kind in _BEGINNINGS if beginning.startswith(start)), "")
    if packing == "sheet":
        return Source(path, "sheet", "", "", beginning)
    member = ""
    if packing == "zip":
        if _is_workbook(path):
            return Source(path, "sheet", "", "", beginning)
        member = _member(path)
    source = Source(path, "text", packing, member, b"")
    with source.open() as stream:
        head = stream.read(PEEKED)
    return Source(path, _kind(head, source.name), packing, member, head)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _beginning(path: Path) -> bytes:
    if path.is_dir():
        raise EvidenceMissing(f"{path} is a folder.", hint="Give one file.")
    try:
        with path.open("rb") as handle:
            beginning = handle.read(8192)
    except OSError as error:
        raise EvidenceMissing(
            f"{path} cannot be read: {error.strerror or error}.", hint="Is the name right?"
        ) from None
    if not beginning.strip():
        raise NoTable(f"{path.name} is empty.", hint="Was the download cut off?")
    return beginning


def _kind(head: bytes, name: str) -> str:
    """Return `text`, `json` or `sheet`. Raises `NoTable` for what is none of them."""
    if not head.strip():
        raise NoTable(f"{name} is empty.", hint="Was the download cut off?")
    for beginning, what in _NO_TABLES:
        if head.startswith(beginning):
            raise NoTable(f"{name} is {what}, not a table.", hint=_EXPORT)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "sheet"
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8))
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if text[:1] == b"<":
        raise NoTable(
            f"{name} is a web page, not a table.",
            hint="The server may have answered with an error or a login page; open it to see.",
        )
    if b"\0" in head and not marked:
        raise NoTable(f"{name} is not a table: it holds binary data.", hint=_EXPORT)
    return "json" if text[:1] in (b"{", b"[") else "text"


# --- packed files --------------------------------------------------------------------------------


def _is_workbook(path: Path) -> bool:
    with _archive(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
            _check_sizes(path, archive.infolist())
            return True
    return False


def _member(path: Path) -> str:
    """Return the table in a zip, that which is far larger than all others beside it (footnotes).

    Raises `NoTable` where there is none or a choice.
    """
    with _archive(path) as archive:
        entries = [entry for entry in archive.infolist() if _is_table(entry)]
        _check_sizes(path, entries)
    entries.sort(key=lambda entry: entry.file_size, reverse=True)
    if not entries or (len(entries) > 1 and entries[0].file_size < 5 * entries[1].file_size):
        names = ", ".join(entry.filename for entry in entries)
        raise NoTable(
            f"{path.name} holds {f'several tables: {names}' if names else 'no table'}.",
            hint="Unpack it and give the file that you mean.",
        )
    return entries[0].filename


def _is_table(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    return name.lower().endswith(_TABLES) and not name.startswith("__MACOSX/")


def _check_sizes(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    _check_size(path.name, unpacked, path.stat().st_size)


def _check_size(name: str, unpacked: int, packed: int) -> None:
    if unpacked > MOST or (unpacked > LEAST and unpacked > MOST_RATIO * max(packed, 1)):
        raise FileTooLarge(
            f"{name} unpacks to more than {unpacked >> 20} MB; that is not what tables do.",
            hint="If the file is what it should be, unpack it yourself and give the table.",
        )


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError) as error:
        raise _damaged(path.name, error) from None


@contextmanager
def _opened(path: Path, packing: str, member: str) -> Iterator[BinaryIO]:
    if packing == "zip":
        with _archive(path) as archive:
            try:
                stream = archive.open(member)
            except RuntimeError:  # it is encrypted
                raise NoTable(
                    f"{path.name} is locked with a password.", hint="Unpack it yourself."
                ) from None
            with stream:
                yield stream  # type: ignore[misc]
    elif packing == "gzip":
        with gzip.open(path) as unpacked:
            yield unpacked  # type: ignore[misc]
    else:
        with path.open("rb") as stream:
            yield stream


class _Guarded(io.RawIOBase):
    """A stream that is read only as far as its size is credible and its bytes are whole."""

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self._stream = stream
        self._source = source
        self._packed = source.path.stat().st_size
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            block = self._stream.read(len(buffer))
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise _damaged(self._source.path.name, error) from None
        self._read += len(block)
        if self._source.packing:
            _check_size(self._source.path.name, self._read, self._packed)
        buffer[: len(block)] = block
        return len(block)


def _damaged(name: str, error: Exception) -> FileDamaged:
    return FileDamaged(f"{name} is damaged or cut off: {error}.", hint="Get it again, whole.")
