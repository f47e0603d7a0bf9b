"""Tables as they are read: rows of text, and what was curated by hand."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Any

Row = dict[str, Any]

CURATED = Path(__file__).parent.parent / "pack_sources"


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, packed with gzip or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
