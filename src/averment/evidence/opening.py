"""Opening the record: the pack that ships and a store, or another pack alone."""

from __future__ import annotations

from pathlib import Path

import duckdb

from averment.errors import PackMissing
from averment.evidence import pack_tables
from averment.evidence.pack import Pack, read_pack
from averment.evidence.record import Evidence
from averment.evidence.sql import quoted
from averment.evidence.store import DATA, REJECTS, Store, default_store


def open_evidence(path: Path | str | None = None) -> Evidence:
    """Open the shipped pack and the store; `path` is another store, or a pack to use alone.

    Raises `PackMissing` where a folder is given that is neither, `PackBroken` or `StoreBroken`,
    naming the file, where something is not what it should be.
    """
    store = Store(default_store() if path is None else Path(path))
    if path is None or store.holds_anything():
        return open_record(store)
    return _opened(_read_given(Path(path)), None)


def open_record(store: Store) -> Evidence:
    """Open the shipped pack and a store, which may be empty or not there yet."""
    return _opened(read_pack(), store)


def _read_given(folder: Path) -> Pack:
    try:
        return read_pack(folder)
    except PackMissing as error:
        if not folder.is_dir():
            raise
        raise PackMissing(
            error.message, hint="Nor is it a store that a dataset was added to."
        ) from None


def _opened(pack: Pack, store: Store | None) -> Evidence:
    connection = duckdb.connect(":memory:")
    try:
        pack_tables.load(connection, pack)
        holdings = store.holdings() if store else ()
        files = [store.path(h, file) for h in holdings for file in (DATA, REJECTS)] if store else []
        paths = ", ".join(quoted(str(path)) for path in files)
        connection.execute(
            f"SET enable_progress_bar = false; SET allowed_paths = [{paths}]; "
            "SET enable_external_access = false; SET lock_configuration = true"
        )
        return Evidence(pack, connection, store, holdings)
    except BaseException:
        connection.close()
        raise
