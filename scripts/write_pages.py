"""Write the pages of the documentation that are made from code: python scripts/write_pages.py

The commands from their help, the glossary from what `averment explain` says, the catalogue from the
descriptors of datasets and the pack that ships, what the tutorial's commands print.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from averment.cli import main
from averment.cli.commands import app
from averment.cli.explaining import explained
from averment.evidence import descriptor as descriptors
from averment.evidence.catalogue import Dataset
from averment.evidence.descriptor import Descriptor
from averment.evidence.opening import open_evidence
from averment.evidence.pack import SHIPPED
from averment.reference import citations

TARGET = Path(__file__).parent.parent / "docs"
MADE = "<!-- Made by scripts/write_pages.py; do not edit. -->\n\n"

GROUPS = {
    "terms": ("The words of a report", ""),
    "kinds": ("Kinds of claims", "What sort of thing a claim says. Each is asked in its own way."),
    "verdicts": ("Verdicts", "[How one comes about](method.md)."),
    "flags": (
        "Flags",
        "What a reader must know beside a verdict. A flag changes nothing in it.",
    ),
    "reasons": ("Why a claim is not covered", ""),
    "unsettled": ("Why a claim is not checkable", ""),
    "matches": ("How quoted words were found", ""),
    "findings": ("What does not fit within one text", ""),
}


def glossary() -> str:
    """Every word that `averment explain` knows, errors aside: those have a page of their own."""
    parts = [
        "# Glossary\n\n",
        MADE,
        "What `averment explain WORD` says in the terminal. Errors are on [a page of their own]"
        "(errors.md).\n",
    ]
    for group, (title, lead) in GROUPS.items():
        parts.append(f"\n## {title}\n\n" + (f"{lead}\n\n" if lead else ""))
        entries = explained()[group].items()
        parts.append(table(("word", "means"), ((f"**{_spaced(w)}**", text) for w, text in entries)))
    return "".join(parts)


def commands() -> str:
    """Every command with its examples, arguments and options."""
    parts = [
        "# Commands\n\n",
        MADE,
        "Results go to standard output, everything else to standard error. [Exit codes](errors.md)"
        " say how a run ended. Nothing that is there is replaced unless you agree or say `--force`."
        " Colours are used on a terminal only, and never where the environment variable `NO_COLOR`"
        " is set. `averment --install-completion` teaches your shell the commands and options.\n",
    ]
    parts += [_command(name, command) for name, command in _below("averment", _root())]
    return "".join(parts)


def _root() -> Any:
    return typer.main.get_command(app)


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for word, one in getattr(command, "commands", {}).items():
        yield from _below(f"{name} {word}", one)


def _command(name: str, command: Any) -> str:
    said, examples = _help(command.help or "")
    given = [one for one in command.params if one.param_type_name == "argument"]
    options = [
        one
        for one in command.params
        if one.param_type_name == "option" and "--help" not in one.opts
    ]
    parts = [f"\n## {name}\n\n", "\n\n".join(said), "\n\n```sh\n", "\n".join(examples), "\n```\n"]
    if given:
        rows = ((f"`{one.metavar or one.name.upper()}`", one.help or "") for one in given)
        parts += ["\n", table(("argument", "is"), rows)]
    if options:
        parts += ["\n", table(("option", "does"), map(_option, options))]
    return "".join(parts)


def _help(text: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a help text and the commands in it, each on a line."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    said = [part for part in paragraphs if not part.startswith("$ ")]
    return said, [part.removeprefix("$ ") for part in paragraphs if part.startswith("$ ")]


def _option(option: Any) -> tuple[str, str]:
    names = ", ".join(f"`{name}`" for name in sorted(option.opts, key=len, reverse=True))
    takes = (
        ""
        if option.is_flag
        else f" {option.metavar or ' or '.join(option.type_descriptor.annotation)}"
    )
    default = "" if option.is_flag or option.default in (None, Path()) else f" ({option.default})"
    return f"{names}{takes}", f"{option.help}{default}"


def catalogue() -> str:
    """Every dataset that ships or can be added, by what it counts and whose it is."""
    parts = [
        "# Catalogue of the evidence\n\n",
        MADE,
        "Datasets that Averment answers from: those of the pack that ships, and those whose files"
        " it knows and you can add. Any other table is read with [a mapping file](mapping.md)."
        " What a party to a dispute says (official) is shown and decides nothing."
        " `averment evidence list` shows what is at hand on your machine.\n",
        "\n## Datasets that can be added\n",
    ]
    parts += [_described(descriptors.shipped(name)) for name in descriptors.shipped_ids()]
    with open_evidence(SHIPPED) as record:
        parts.append(f"\n## In the pack: {record.pack.title}\n")
        parts += [_packed(one) for one in sorted(record.datasets(), key=lambda one: one.id)]
    return "".join(parts)


def _described(one: Descriptor) -> str:
    answers = ", ".join(sorted(one.measures)) or one.shape
    fetched = f"`averment evidence get {one.id}`"
    how = {"manual": f"{one.get.get('pointer')} Then `averment evidence add FILE`."}
    rows = {
        "publisher": f"{one.publisher_name} ({one.standing})",
        "counts": one.counts,
        "leaves out": one.does_not_count,
        "answers": _spaced(answers),
        "collected from": ", ".join(one.collected_from),
        "complete from": str(one.coverage.start or "the first row of each place"),
        "releases known": ", ".join(one.published) or "any",
        "licence": one.licence,
        "to be had": how.get(one.get.get("kind", ""), fetched) if one.get else "",
        "cite": one.citation.replace("{vintage}", "(release)"),
        "page": f"<{one.url}>" if one.url else "",
    }
    return _entry(one.id, one.title, rows)


def _packed(one: Dataset) -> str:
    rows = {
        "publisher": f"{one.publisher_name} ({one.standing})",
        "counts": one.counts,
        "leaves out": one.does_not_count,
        "covers": f"{', '.join(one.places)}, {one.coverage_start.year} to {one.coverage_end.year}",
        "licence": one.licence,
        "cite": citations.text(one),
    }
    return _entry(one.id, one.title, rows)


def _entry(name: str, title: str, rows: Mapping[str, str]) -> str:
    filled = ((key, text) for key, text in rows.items() if text)
    return f"\n### {name}\n\n" + table(("title", title), filled)


def table(header: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    """A table of two columns; what is in a cell cannot end it."""
    lines = [header, ("---", "---"), *rows]
    return "".join(f"| {_cell(left)} | {_cell(right)} |\n" for left, right in lines)


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def _spaced(word: str) -> str:
    return word.replace("counter_", "counter-").replace("_", " ")


def tutorial() -> str:
    """The tutorial as it is, its commands run anew on its text and what they print set beneath."""
    page = (TARGET / "tutorial.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        (text,) = re.findall(r"```text\n(.*?)```", page, re.S)
        Path("speech.txt").write_text(text, encoding="utf-8")
        return re.sub(r"(?<=```console\n)\$ (averment [^\n]*)\n.*?(?=```)", _run, page, flags=re.S)


def _run(command: re.Match[str]) -> str:
    written = io.StringIO()
    with (
        contextlib.redirect_stdout(written),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        main(shlex.split(command[1])[1:])
    lines = [line.rstrip() for line in written.getvalue().splitlines()]
    return "\n".join([f"$ {command[1]}", *lines]).rstrip() + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "glossary.md": glossary,
    "catalogue.md": catalogue,
    "tutorial.md": tutorial,
}


def write() -> None:
    # What the user has added to the record is no part of the documentation.
    os.environ["AVERMENT_EVIDENCE"] = os.devnull
    for name, made in PAGES.items():
        (TARGET / name).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    write()
