"""What the formats share: the files they make, who issues them, and JSON as it is written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from averment.verdict import Analysis

#: File names, with folders where there are any, and contents.
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who publishes what is exported: their name, the address of the report, and the day."""

    name: str = ""
    url: str = ""
    day: dt.date | None = None


Writer = Callable[[Analysis, Issuer], Files]


def dumped(value: Any) -> bytes:
    """Return JSON in UTF-8, indented, its keys in the order given."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return text.encode("utf-8", "replace") + b"\n"


def source_of(analysis: Analysis) -> str:
    """Return the address of the text, or a name made of its hash where it has none."""
    return analysis.document.url or f"urn:sha256:{analysis.document.sha256}"
