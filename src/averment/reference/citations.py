"""Citations: as text, as BibTeX, and as CSL-JSON, which reference managers read."""

from __future__ import annotations

import re
from typing import Any, Protocol

_TEX = {
    "\\": r"\textbackslash{}",
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


class Cited(Protocol):
    """A dataset as it is cited: in the record, or as a report names it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def publisher_name(self) -> str:
        """Who issues it."""

    @property
    def vintage(self) -> str:
        """Which release it is."""

    @property
    def licence(self) -> str:
        """Under which licence."""

    @property
    def citation(self) -> str:
        """The citation that the publisher wants."""

    @property
    def url(self) -> str:
        """Where it is to be had."""


def text(dataset: Cited) -> str:
    """Return the citation that the publisher wants, with the release and the licence."""
    return f"{dataset.citation} Release: {dataset.vintage}. Licence: {dataset.licence}."


def bibtex(dataset: Cited) -> str:
    """Return a BibTeX entry. The publisher's own wording stands in `note`."""
    fields = {
        "author": f"{{{_tex(dataset.publisher_name)}}}",
        "title": f"{{{_tex(dataset.title)}}}",
        "version": _tex(dataset.vintage),
        "url": dataset.url,
        "note": _tex(dataset.citation),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(dataset)},", *lines, "}"])


def csl(dataset: Cited) -> dict[str, Any]:
    """Return an item of CSL-JSON, of the type `dataset`."""
    fields = {
        "id": _key(dataset),
        "type": "dataset",
        "title": dataset.title,
        "author": [{"literal": dataset.publisher_name}],
        "publisher": dataset.publisher_name,
        "version": dataset.vintage,
        "URL": dataset.url,
        "note": dataset.citation,
    }
    return {name: value for name, value in fields.items() if value}


def _key(dataset: Cited) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", f"{dataset.id}-{dataset.vintage}".lower()).strip("-")


def _tex(words: str) -> str:
    return "".join(_TEX.get(mark, mark) for mark in words)
