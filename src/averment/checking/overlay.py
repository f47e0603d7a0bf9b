"""A researcher's own weights, laid over the shipped ones; a mistake in them is named with its line.

The file says only what it changes. It may change what the shipped files hold and add exclusions; it
cannot make up an axis, an option or a key that nothing in the checker would read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any, NoReturn

from averment.errors import AxesBroken

Path_ = tuple[str, ...]

#: What an option may say of itself, whether or not the shipped one says it.
OPTION: Mapping[str, Any] = {"label": "", "reason": "", "naturalness": 1.0, "relevance": 1.0}
#: Axes whose options come from the record and not from the data.
FROM_RECORD = ("publisher", "dataset", "measure", "perpetrator")
#: Labels from the least to the greatest share that earns them.
RISING = ("contradicted", "mostly_contradicted", "mostly_supported", "supported")


def overlaid(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return `under` with what `over` says instead.

    Tables are joined key by key; lists of tables with an `id` entry by entry; exclusions are added.
    """
    made = dict(under)
    for key, value in over.items():
        below = made.get(key)
        if isinstance(value, dict) and isinstance(below, Mapping):
            made[key] = overlaid(below, value)
        elif isinstance(below, list) and value and isinstance(value[0], dict):
            made[key] = _joined(below, value)
        else:
            made[key] = value
    return made


def _joined(under: Sequence[Any], over: Sequence[Any]) -> list[Any]:
    known = {entry["id"]: n for n, entry in enumerate(under) if "id" in entry}
    made = list(under)
    for entry in over:
        if entry.get("id") in known:
            at = known[entry["id"]]
            made[at] = overlaid(made[at], entry)
        elif entry not in made:
            made.append(entry)
    return made


def read_overlay(path: Path, shipped: Mapping[str, Any]) -> dict[str, Any]:
    """Read a file of changes and return the shipped settings with them.

    Raises `AxesBroken` with the line and the reason where the file cannot be read, is not TOML, or
    names or gives something that the settings do not have room for.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise AxesBroken(f"{path} cannot be read: {why}.") from None
    try:
        changes = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise AxesBroken(f"{path} is not TOML: {problem}.", hint=_SEE) from None
    check = _Check(path, text, shipped)
    check.table((), changes, shipped)
    made = overlaid(shipped, changes)
    check.order(made["labels"])
    return made


_SEE = "The page “Axes and weights” of the documentation shows what such a file looks like."


class _Check:
    """Looks through a file of changes and stops at the first mistake."""

    def __init__(self, path: Path, text: str, shipped: Mapping[str, Any]) -> None:
        self.path, self.lines, self.shipped = path, text.splitlines(), shipped

    def fail(
        self, at: Path_, reason: str, known: Iterable[str] = (), said: object = None
    ) -> NoReturn:
        """Raise the mistake at a key, with the known name nearest to what was said (the key)."""
        near = get_close_matches(str(said or at[-1]), list(known), n=1, cutoff=0.5)
        hint = f"Did you mean “{near[0]}”?" if near else _SEE
        line = line_of(self.lines, at)
        where = f"{self.path}, line {line}" if line else str(self.path)
        raise AxesBroken(f"{where}: {reason}.", hint=hint)

    def table(self, at: Path_, changes: Mapping[str, Any], below: Mapping[str, Any]) -> None:
        """Look through a table, given the shipped one that it is laid over."""
        for key, value in changes.items():
            here = (*at, key)
            if here == ("exclusion",):
                self.exclusions(value)
            elif key not in below:
                self.fail(here, f"{_what(here)} is not known", below)
            elif isinstance(below[key], list) and below[key] and isinstance(below[key][0], dict):
                self.entries(here, value, below[key])
            elif isinstance(below[key], Mapping):
                if not isinstance(value, dict):
                    self.fail(here, f"{_what(here)} must be a table")
                room = {**OPTION, **below[key]} if _is_option(here) else below[key]
                self.table(here, value, room)
            else:
                self.value(here, value, below[key])

    def entries(self, at: Path_, value: Any, below: Sequence[Mapping[str, Any]]) -> None:
        """Look through entries that change those of the same `id`."""
        if not isinstance(value, list):
            self.fail(at, f"{_what(at)} must be a list of tables, each under [[{at[-1]}]]")
        known = {entry["id"]: entry for entry in below}
        room: dict[str, Any] = {key: v for entry in below for key, v in entry.items()}
        for number, entry in enumerate(value):
            here = (*at, str(number))
            name = entry.get("id")
            if name not in known:
                self.fail((*here, "id"), f"there is no {at[-1]} “{name}”", known, name)
            self.table(here, entry, room)

    def value(self, at: Path_, value: Any, below: Any) -> None:
        """Look at one value, given the shipped one."""
        what = _what(at)
        if isinstance(below, bool):
            if not isinstance(value, bool):
                self.fail(at, f"{what} must be true or false")
        elif isinstance(below, int | float):
            if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
                self.fail(at, f"{what} must be a number")
            if value < 0:
                self.fail(at, f"{what} must not be negative")
            if at[0] in ("labels", "coverage") and value > 1:
                self.fail(at, f"{what} is a share and must not be over 1")
        elif isinstance(below, str) and not isinstance(value, str):
            self.fail(at, f"{what} must be a text in quotation marks")
        elif isinstance(below, list):
            sort = str if not below or isinstance(below[0], str) else int | float
            if not isinstance(value, list) or not all(isinstance(v, sort) for v in value):
                self.fail(at, f"{what} must be a list like the one that is shipped")

    def exclusions(self, value: Any) -> None:
        """Look at the rules that exclude combinations."""
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.fail(("exclusion",), "exclusions are written under [[exclusion]]")
        for number, entry in enumerate(value):
            here = ("exclusion", str(number))
            for key in entry.keys() - {"options", "reason"}:
                self.fail((*here, key), f"“{key}” is not known here", ("options", "reason"))
            if not isinstance(entry.get("reason"), str) or not entry["reason"].strip():
                self.fail((*here, "reason"), "an exclusion needs a reason, in words")
            options = entry.get("options")
            if not isinstance(options, dict) or not options:
                self.fail((*here, "options"), "an exclusion names options, by axis")
            for axis, named in options.items():
                self.named((*here, "options", axis), named)

    def named(self, at: Path_, named: Any) -> None:
        """Look at the options of one axis that an exclusion names."""
        axes, axis = self.shipped["option"], at[-1]
        if axis not in axes and axis not in FROM_RECORD:
            self.fail(at, f"the axis “{axis}” is not known", (*axes, *FROM_RECORD))
        for option in [named] if isinstance(named, str) else named:
            if not isinstance(option, str):
                self.fail(at, f"options of “{axis}” are given as texts in quotation marks")
            if axis == "measure" and option not in self.shipped["definitions"]:
                known = self.shipped["definitions"]
                self.fail(at, f"no measure “{option}” is counted", known, option)
            if axis not in FROM_RECORD and option not in axes[axis]:
                self.fail(at, f"the axis “{axis}” has no option “{option}”", axes[axis], option)

    def order(self, labels: Mapping[str, float]) -> None:
        """The shares that earn the labels must rise with them."""
        shares = [labels[name] for name in RISING]
        if shares != sorted(shares) or labels[RISING[1]] >= labels[RISING[2]]:
            names = ", ".join(RISING)
            self.fail(("labels",), f"the shares of the labels must rise in this order: {names}")


def _is_option(at: Path_) -> bool:
    return len(at) == 3 and at[0] == "option"


def _what(at: Path_) -> str:
    """Name the thing at a key: an axis, an option of an axis, or the key itself."""
    if at[0] == "option" and len(at) in (2, 3):
        axis = f"the axis “{at[1]}”"
        return axis if len(at) == 2 else f"the option “{at[2]}” of {axis}"
    return f"“{'.'.join(part for part in at if not part.isdigit())}”"


def line_of(lines: Sequence[str], at: Path_) -> int | None:
    """Return the line, from 1, on which a key stands, or the nearest table or key around it."""
    best, found = 0, None
    table: Path_ = ()
    counted: dict[Path_, int] = {}
    for number, line in enumerate(lines, start=1):
        if header := re.match(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$", line):
            table = _parts(header[2])
            if header[1] == "[[":
                counted[table] = counted.get(table, -1) + 1
            here = table = _numbered(table, counted)
        elif key := re.match(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[\w\"'-]+)*)\s*=", line):
            here = (*table, *_parts(key[1]))
        else:
            continue
        shared = min(len(here), len(at))
        if at[:shared] == here[:shared] and shared > best:
            best, found = shared, number
    return found


def _parts(dotted: str) -> Path_:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _numbered(table: Path_, counted: Mapping[Path_, int]) -> Path_:
    """Put the number of the entry behind the name of a list of tables."""
    made: Path_ = ()
    for length in range(1, len(table) + 1):
        made = (*made, table[length - 1])
        if table[:length] in counted:
            made = (*made, str(counted[table[:length]]))
    return made
