"""The drawing engine. It takes half a second to start, so it may be started beside other work."""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from subprocess import DEVNULL, PIPE, Popen

from averment.report.charts import drawing

_started: list[Popen[str]] = []


def prepare() -> None:
    """Start the engine in a process of its own, which ends with this one.

    Where it cannot be started or fails, charts are drawn here, and are the same.
    """
    if _started or not sys.executable:
        return
    command = [sys.executable, "-P", drawing.__file__]
    try:
        child = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, encoding="utf-8")
    except OSError:
        return
    _started.append(child)


@lru_cache(maxsize=64)
def svg(spec: str) -> str:
    """Draw a specification, given as JSON; claims on one matter share theirs: it is drawn once."""
    return _ask(_started[0], spec) or drawing.draw(spec) if _started else drawing.draw(spec)


def _ask(child: Popen[str], spec: str) -> str | None:
    """Have the child draw; none where it has failed."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(spec + "\n")
        child.stdin.flush()
        return str(json.loads(child.stdout.readline()))
    except (OSError, ValueError):
        return None
