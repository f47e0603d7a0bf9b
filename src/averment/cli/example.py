"""The example that comes with Averment: a text, and what is known of it."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from averment.claim import Document


def example() -> Document:
    """Return the bundled text with its date, publisher and title."""
    folder = files("averment") / "demo"
    known = tomllib.loads((folder / "statement.toml").read_text(encoding="utf-8"))
    return Document.from_text((folder / "statement.txt").read_text(encoding="utf-8"), **known)
