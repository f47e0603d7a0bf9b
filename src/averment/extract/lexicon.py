"""The reader's language knowledge, read from data files.

Every file in `data/` is TOML: tables of words, and `[[example]]` entries that the tests run.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from averment.errors import ReferenceBroken

DATA = Path(__file__).parent / "data"


@lru_cache
def lexicon(name: str) -> Mapping[str, Any]:
    """Return the tables of `data/NAME.toml`. Raises `ReferenceBroken` where it cannot be read."""
    path = DATA / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ReferenceBroken(
            f"The reader's words in {path.name} cannot be used: {problem}.",
            hint="Restore the file or reinstall Averment.",
        ) from problem


@lru_cache
def inverted(name: str, table: str) -> Mapping[str, str]:
    """Return a table of lists turned round: each word with the key it stands under."""
    return {word: key for key, words in lexicon(name)[table].items() for word in words}


@lru_cache
def word_set(name: str, table: str) -> frozenset[str]:
    """Return a list of words as a set; of a table, its list `words`."""
    content = lexicon(name)[table]
    return frozenset(content["words"] if isinstance(content, Mapping) else content)


@lru_cache
def phrases(name: str, table: str) -> tuple[tuple[tuple[str, ...], Any], ...]:
    """Return the phrases of a table as words, the longest first, each with its key or value.

    A table of lists gives each phrase its key; a list gives each phrase itself.
    """
    content = lexicon(name)[table]
    if isinstance(content, Mapping):
        pairs = [pair for entry in content.items() for pair in _phrases(*entry)]
    else:
        pairs = [(phrase, phrase) for phrase in content]
    made = ((tuple(phrase.split()), value) for phrase, value in pairs)
    return tuple(sorted(made, key=lambda pair: -len(pair[0])))


def _phrases(key: str, value: Any) -> list[tuple[str, Any]]:
    """A list of phrases stands under its key; any other value belongs to the key as a phrase."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [(phrase, key) for phrase in value]
    return [(key, value)]


def starts_with(words: Sequence[str], at: int, phrase: Sequence[str]) -> bool:
    """Say whether `phrase` stands in `words` from `at` on."""
    return tuple(words[at : at + len(phrase)]) == tuple(phrase)


def ends_with(words: Sequence[str], at: int, phrase: Sequence[str]) -> bool:
    """Say whether `phrase` stands in `words` just before `at`."""
    return at >= len(phrase) and tuple(words[at - len(phrase) : at]) == tuple(phrase)
