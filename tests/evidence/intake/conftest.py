"""Files loaded for a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from taken import Taken, shared_path, take


@pytest.fixture
def taking(tmp_path: Path) -> Callable[..., Taken]:
    """Load a text or the bytes of a file under a name."""

    def taken(content: str | bytes, name: str = "table.csv", **how: Any) -> Taken:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return take(path, tmp_path / "stored", **how)

    return taken


@pytest.fixture(scope="session")
def shared() -> Callable[..., Taken]:
    """Load a file of the shared folder once; skip where there is none."""
    from tempfile import mkdtemp

    loaded: dict[tuple[str, str | None], Taken] = {}

    def taken(name: str, format: str | None = None) -> Taken:
        if (name, format) not in loaded:
            loaded[name, format] = take(shared_path(name), Path(mkdtemp()), format=format)
        return loaded[name, format]

    return taken
