"""Adding a file to the store: understood, loaded, and kept whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from averment.evidence.coverage import spans
from averment.evidence.intake import Understood, load, understand
from averment.evidence.store import DATA, File, Holding, Source, Store


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a file. `new` is false where the store had it already."""

    holding: Holding
    new: bool


def add(
    path: Path | str,
    store: Store,
    *,
    format: str | None = None,
    mapping: Path | str | None = None,
    vintage: str | None = None,
) -> Added:
    """Add a file to the store; the arguments are those of `understand`, and the `vintage`.

    Raises what `understand` and `load` raise, and the errors of `Store.keep`.
    """
    return keep(understand(path, format=format, mapping=mapping), store, vintage)


def keep(understood: Understood, store: Store, vintage: str | None = None) -> Added:
    """Load a file that was understood, and keep it. `vintage` overrides what its name says.

    A file that says nothing of its release is named for the last year it covers.
    """
    release = vintage or understood.vintage or _last_year(understood, store)
    with store.incoming() as made:
        loaded = load(replace(understood, vintage=release), made)
        file = File(name=loaded.source, bytes=loaded.size, sha256=loaded.sha256)
        source = Source(file, loaded.rows, loaded.rejects, loaded.cautions)
        holding, new = store.keep(made, understood.descriptor, release, source)
    return Added(holding, new)


def _last_year(understood: Understood, store: Store) -> str:
    """Load the file once to see which year it reaches: its rows are named for the release."""
    with store.incoming() as made:
        load(understood, made)
        end = max(span.end for span in spans(made / DATA, understood.descriptor))
    return f"to-{(end - dt.timedelta(days=1)).year}"
