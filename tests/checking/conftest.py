"""What the tests of the checker share: the shipped record and the shipped settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from averment.checking import Settings, load_settings
from averment.evidence import Evidence, open_evidence


@pytest.fixture(scope="session")
def evidence() -> Iterator[Evidence]:
    with open_evidence() as opened:
        yield opened


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings()
