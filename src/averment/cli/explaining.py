"""The command `explain`: what the words of a report and the names of errors mean."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Annotated

import typer

from averment.cli.output import console
from averment.errors import UsageError


def explain(
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="WORD", help="A verdict, a flag, a kind, a term, or the name of an error."
        ),
    ] = None,
) -> None:
    """Explain a word of the report or an error; without one, list them all.

    $ averment explain contested

    $ averment explain input-too-large
    """
    console().print(explanation(word) if word else words(), highlight=False, markup=False)


@cache
def explained() -> dict[str, dict[str, str]]:
    """Return the explanations, by group and word."""
    path = files("averment.cli") / "explained.toml"
    groups = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        group: {word: " ".join(text.split()) for word, text in words.items()}
        for group, words in groups.items()
    }


def explanation(word: str) -> str:
    """Explain a word, however it is spaced, in each of its meanings.

    Raises `UsageError` for one that is not known.
    """
    wanted = _plain(word)
    known: dict[str, dict[str, str]] = {}
    for group, entries in explained().items():
        for name, text in entries.items():
            known.setdefault(_plain(name), {})[group] = text
    if wanted not in known:
        near = get_close_matches(wanted, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else "Run averment explain for the list."
        raise UsageError(f"“{word}” is no word that Averment explains.", hint=hint)
    meanings = known[wanted]
    if len(meanings) == 1:
        return next(iter(meanings.values()))
    return "\n\n".join(f"{group}: {text}" for group, text in meanings.items())


def words() -> str:
    """List the words that can be explained, a group a paragraph."""
    parts = (f"{group}: {', '.join(words)}" for group, words in explained().items())
    return "\n\n".join([*parts, "averment explain WORD says what one of them means."])


def _plain(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")
