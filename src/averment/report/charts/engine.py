"""The drawing engine. It takes half a second to start, so it may be started beside other work."""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from queue import SimpleQueue
from subprocess import DEVNULL, PIPE, Popen

from averment.report.charts import drawing

WORKERS = 2  # processes that draw, and charts that are asked for at a time

_started: list[Popen[str]] = []
_idle: SimpleQueue[Popen[str]] = SimpleQueue()


def prepare() -> None:
    """Start the engine in processes of its own, which end with this one.

    Where they cannot be started or fail, charts are drawn here, and are the same.
    """
    if _started or not sys.executable:
        return
    command = [sys.executable, "-P", drawing.__file__]
    for _ in range(WORKERS):
        try:
            child = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, encoding="utf-8")
        except OSError:
            return
        _started.append(child)
        _idle.put(child)


@lru_cache(maxsize=256)
def svg(spec: str) -> str:
    """Draw a specification, given as JSON; claims on one matter share theirs: it is drawn once.

    It may be called from as many threads as there are workers.
    """
    if not _started:
        return drawing.draw(spec)
    child = _idle.get()
    try:
        return _ask(child, spec) or drawing.draw(spec)
    finally:
        _idle.put(child)


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
