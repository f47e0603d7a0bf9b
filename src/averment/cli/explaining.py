"""What the words of a report and the names of errors mean, from `explained.toml`."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from averment.errors import UsageError


@cache
def explained() -> dict[str, dict[str, str]]:
    """Return the explanations, by group and word."""
    path = files("averment.cli") / "explained.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def explanation(word: str) -> str:
    """Explain a word, however it is spaced. Raises `UsageError` for one that is not known."""
    wanted = _plain(word)
    known = {_plain(name): text for group in explained().values() for name, text in group.items()}
    if wanted not in known:
        near = get_close_matches(wanted, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else "Run averment explain for the list."
        raise UsageError(f"“{word}” is no word that Averment explains.", hint=hint)
    return " ".join(known[wanted].split())


def words() -> str:
    """List the words that can be explained, a group a paragraph."""
    parts = (f"{group}: {', '.join(words)}" for group, words in explained().items())
    return "\n\n".join([*parts, "averment explain WORD says what one of them means."])


def _plain(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")
