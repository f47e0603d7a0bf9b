from __future__ import annotations

from collections.abc import Iterator

import publisher as server
import pytest

from averment import addresses


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[server.Publisher]:
    """A publisher on this machine that counts as public; the rest of the machine does not."""
    judged = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1" or judged(ip))
    with server.running() as running:
        yield running
