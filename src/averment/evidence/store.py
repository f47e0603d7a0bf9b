"""The store: a folder of datasets that a person added, each vintage whole in a folder of its own.

`STORE/DATASET/VINTAGE/` holds `descriptor.json`, `data.parquet` (the rows, in the columns of their
shape) and `rejects.parquet` (the rows that could not be used, with line and reason). A vintage is
made in `STORE/.incoming-…/` and moved in by one rename, so that whoever reads sees all of it or
none; nothing else is shared. What a killed process leaves is swept by the next one that adds.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import platformdirs
from pydantic import ValidationError

from averment.errors import (
    DatasetUnknown,
    StoreBroken,
    StoreUnwritable,
    VintageTaken,
    VintageUnknown,
)
from averment.evidence.coverage import Span, spans, unknown_parties
from averment.evidence.descriptor import Descriptor, Part

VARIABLE = "AVERMENT_EVIDENCE"
DESCRIPTOR, DATA, REJECTS = "descriptor.json", "data.parquet", "rejects.parquet"
_INCOMING = ".incoming-"
#: Seconds after which a folder that no process has touched is left from one that was killed.
STALE = 6 * 3600
_VINTAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")


class File(Part):
    """A file by its name, its size in bytes and its hash."""

    name: str
    bytes: int
    sha256: str


class Holding(Part):
    """One vintage of one dataset, as it lies in the store.

    `source` is the file that it was made of, `data` the Parquet file made of it. `rejects` counts
    the rows left out by reason, `cautions` those taken with a note. `spans` are the periods in
    which it can answer, by place, `parties` the names in it that the gazetteer does not know.
    """

    descriptor: Descriptor
    vintage: str
    source: File
    data: File
    rows: int
    rejects: dict[str, int]
    cautions: dict[str, int]
    spans: tuple[Span, ...]
    parties: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How it is named: the dataset's id and the vintage; also its table in SQL."""
        return f"{self.descriptor.id}@{self.vintage}"

    @property
    def start(self) -> dt.date:
        """The first day on which it can answer anywhere."""
        return min(span.start for span in self.spans)

    @property
    def end(self) -> dt.date:
        """The day after the last one."""
        return max(span.end for span in self.spans)

    @property
    def published(self) -> dt.date:
        """The day on which the vintage came out; if not known, that on which its rows end."""
        return self.descriptor.published.get(self.vintage, self.end)

    @property
    def citation(self) -> str:
        """How its publisher wants it to be cited."""
        return self.descriptor.citation.replace("{vintage}", self.vintage)


@dataclass(frozen=True, slots=True)
class Source:
    """What a loader tells of the file that it read and of the rows it could not use."""

    file: File
    rows: int
    rejects: Mapping[str, int]
    cautions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Store:
    """The store in a folder, which need not exist before something is added."""

    folder: Path

    def holdings(self) -> tuple[Holding, ...]:
        """Return what is there, by dataset, the newest vintage last.

        Raises `StoreBroken` for a descriptor that cannot be read.
        """
        found = []
        for path in self._descriptors():
            with contextlib.suppress(FileNotFoundError):
                found.append(_read(path))
        return tuple(sorted(found, key=lambda h: (h.descriptor.id, h.published, h.vintage)))

    def holds_anything(self) -> bool:
        """Say whether the folder is a store with at least one dataset."""
        return next(self._descriptors(), None) is not None

    def _descriptors(self) -> Iterator[Path]:
        """Yield where the descriptors lie; one may be removed before it is read."""
        for dataset in _folders(self.folder):
            for vintage in _folders(dataset):
                if (vintage / DESCRIPTOR).is_file():
                    yield vintage / DESCRIPTOR

    def find(self, name: str) -> tuple[Holding, ...]:
        """Return the vintages of `DATASET`, or the one named by `DATASET@VINTAGE`.

        Raises `DatasetUnknown` or `VintageUnknown` where the store has none.
        """
        dataset, _, vintage = name.partition("@")
        same = tuple(h for h in self.holdings() if h.descriptor.id == dataset)
        if not same:
            raise DatasetUnknown(
                f"No dataset “{dataset}” was added to {self.folder}.",
                hint="See averment evidence list.",
            )
        chosen = tuple(h for h in same if vintage in ("", h.vintage))
        if not chosen:
            known = ", ".join(h.vintage for h in same)
            raise VintageUnknown(
                f"{dataset} has no vintage {vintage} in {self.folder}.", hint=f"It has {known}."
            )
        return chosen

    def path(self, holding: Holding, file: str = DATA) -> Path:
        """Return where a file of a vintage lies."""
        return self.folder / holding.descriptor.id / holding.vintage / file

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """Give a folder in which a vintage is made; whatever is left in it is removed.

        Raises `StoreUnwritable` where the store cannot be written, a full disk included.
        """
        with _writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            made = Path(tempfile.mkdtemp(prefix=_INCOMING, dir=self.folder))
            try:
                yield made
            finally:
                shutil.rmtree(made, ignore_errors=True)

    def keep(
        self, made: Path, descriptor: Descriptor, vintage: str, source: Source
    ) -> tuple[Holding, bool]:
        """Move what was made into its place; return it, and whether it is new.

        The same file added again changes nothing. Raises `VintageTaken` where another file was
        added under the same vintage.
        """
        if not _VINTAGE.fullmatch(vintage):
            raise VintageUnknown(
                f"“{vintage}” cannot name a vintage.", hint="Use letters, digits, dots and dashes."
            )
        holding = Holding(
            descriptor=descriptor,
            vintage=vintage,
            source=source.file,
            data=describe(made / DATA),
            rows=source.rows,
            rejects=dict(sorted(source.rejects.items())),
            cautions=dict(sorted(source.cautions.items())),
            spans=spans(made / DATA, descriptor),
            parties=unknown_parties(made / DATA, descriptor),
        )
        described = holding.model_dump_json(indent=1) + "\n"
        (made / DESCRIPTOR).write_text(described, encoding="utf-8", newline="\n")
        holding = Holding.model_validate_json(described)
        target = self.folder / descriptor.id / vintage
        for _ in range(2):
            if (target / DESCRIPTOR).is_file():
                return _same(_read(target / DESCRIPTOR), holding), False
            target.parent.mkdir(exist_ok=True)
            _flush(made)
            with _unless_there():
                os.rename(made, target)
                return holding, True
        raise StoreUnwritable(f"{target} is in the way.", hint="Remove it and add the file again.")

    def remove(self, name: str) -> tuple[Holding, ...]:
        """Remove a dataset or one vintage of it; return what was removed.

        Each vintage is moved out by one rename before it is deleted, so that none is seen in part.
        """
        removed = self.find(name)
        with _writing(self.folder):
            for holding in removed:
                aside = Path(tempfile.mkdtemp(prefix=_INCOMING, dir=self.folder))
                os.rename(self.path(holding).parent, aside / "removed")
                shutil.rmtree(aside, ignore_errors=True)
                with contextlib.suppress(OSError):
                    self.path(holding).parent.parent.rmdir()
        return removed

    def verify(self, holding: Holding) -> str | None:
        """Say what is wrong with a vintage's rows, or none where they are as they were added."""
        path = self.path(holding)
        try:
            found = describe(path)
        except OSError as error:
            return f"{path} cannot be read: {error.strerror}"
        return None if found.sha256 == holding.data.sha256 else f"{path} was changed"

    def _sweep(self) -> None:
        """Remove what a process that was killed left behind."""
        for left in self.folder.glob(f"{_INCOMING}*"):
            with contextlib.suppress(OSError):
                newest = max(path.stat().st_mtime for path in (left, *left.iterdir()))
                if time.time() - newest > STALE:
                    shutil.rmtree(left, ignore_errors=True)


def default_store() -> Path:
    """Return the store's folder: the variable AVERMENT_EVIDENCE, else the user's data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(platformdirs.user_data_path("averment")) / "evidence"


def describe(path: Path) -> File:
    """Return a file's name, size and hash. Raises `OSError`."""
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return File(name=path.name, bytes=path.stat().st_size, sha256=digest)


def newest(holdings: Sequence[Holding]) -> Holding:
    """Return the vintage that came out last."""
    return max(holdings, key=lambda h: (h.published, h.vintage))


def _folders(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        yield from sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] != ".")


def _read(path: Path) -> Holding:
    try:
        return Holding.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise
    except (OSError, ValidationError) as error:
        said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise StoreBroken(
            f"{path} cannot be read: {said}.", hint="Remove its folder and add the file again."
        ) from None


def _same(there: Holding, new: Holding) -> Holding:
    """Return what is there, if it was made of the same file in the same way."""
    if there == new:
        return there
    file = "another file" if there.source.sha256 != new.source.sha256 else "a description changed"
    raise VintageTaken(
        f"{there.name} is in the store already, made of {file} "
        f"({there.source.name}, SHA-256 {there.source.sha256[:12]}…).",
        hint=f"Remove it first (averment evidence remove {there.name}), or name another --vintage.",
    )


def _flush(folder: Path) -> None:
    """Have the files on the disk, and others able to read them, before they are seen."""
    folder.chmod(0o755)
    for path in folder.iterdir():
        with path.open("rb") as handle:
            os.fsync(handle.fileno())


@contextmanager
def _unless_there() -> Iterator[None]:
    """Pass over a rename whose target another process took, or whose folder it removed."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
            raise


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say in words that the store cannot be written; DuckDB words a full disk its own way."""
    try:
        yield
    except duckdb.IOException as error:
        raise StoreUnwritable(f"{folder} cannot be written: {error}.", hint=_ROOM) from None
    except OSError as error:
        said = error.strerror or str(error)
        raise StoreUnwritable(f"{folder} cannot be written: {said}.", hint=_ROOM) from None


_ROOM = "Make room, or give another folder with --evidence."
