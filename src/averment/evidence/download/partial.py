"""What has come of a download so far: it stays beside the file until the file is whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from averment.errors import DownloadBroken, DownloadUnwritable

try:
    import fcntl
except ImportError:  # Windows: two downloads of one file at once are not kept apart
    fcntl = None  # type: ignore[assignment]


class Partial:
    """The part of a file that has come, and what is known of it (`known`, kept as JSON).

    Open it in a `with` statement; a second download of the same file meanwhile raises
    `DownloadBroken`.
    """

    def __init__(self, folder: Path, name: str, address: str) -> None:
        self.whole = folder / name
        self._part = folder / f".{name}.part"
        self._notes = folder / f".{name}.part.json"
        self._draft = folder / f".{name}.part.new"
        self._address = address
        self._handle: BinaryIO | None = None
        self.known: dict[str, Any] = {}

    @contextmanager
    def open(self) -> Iterator[Partial]:
        """Open the part, empty unless it came from the same address."""
        with writing(self.whole):
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._handle = self._part.open("ab")
        try:
            self._lock()
            self.known = self._noted()
            if self.known.get("address") != self._address:
                self.begin({})
            yield self
        finally:
            empty = not self._handle.closed and self.size == 0
            self._handle.close()
            if empty:
                self.drop()

    @property
    def size(self) -> int:
        """How many bytes have come."""
        assert self._handle is not None
        return os.fstat(self._handle.fileno()).st_size

    def begin(self, known: Mapping[str, Any]) -> None:
        """Throw away what came and keep what is known of what is to come."""
        self.cut(0)
        self.note(known)

    def cut(self, size: int) -> None:
        """Keep the first bytes alone."""
        assert self._handle is not None
        with writing(self.whole):
            self._handle.truncate(size)

    def note(self, known: Mapping[str, Any]) -> None:
        """Keep what is known, in one step."""
        self.known = {**known, "address": self._address}
        with writing(self.whole):
            self._draft.write_text(json.dumps(self.known), "utf-8")
            os.replace(self._draft, self._notes)

    def add(self, content: bytes) -> None:
        """Write what came. Raises `DownloadUnwritable`."""
        assert self._handle is not None
        with writing(self.whole):
            self._handle.write(content)
            self._handle.flush()

    def sha256(self) -> str:
        """Return the hash of all that came."""
        with self._part.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()

    def drop(self) -> None:
        """Remove all that came."""
        for path in (self._part, self._notes, self._draft):
            path.unlink(missing_ok=True)

    def finish(self) -> Path:
        """Give the file its name, in one step, and return its path."""
        assert self._handle is not None
        with writing(self.whole):
            os.fsync(self._handle.fileno())
            self._handle.close()
            os.replace(self._part, self.whole)
            self._notes.unlink(missing_ok=True)
        return self.whole

    def _lock(self) -> None:
        assert self._handle is not None
        if fcntl is None:
            return
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DownloadBroken(
                f"{self.whole} is being fetched already.", hint="Wait for that download to end."
            ) from None

    def _noted(self) -> dict[str, Any]:
        try:
            noted = json.loads(self._notes.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise `DownloadUnwritable` where the system refuses to write."""
    try:
        yield
    except OSError as error:
        raise DownloadUnwritable(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Make room or name another folder; what came is kept.",
        ) from None
