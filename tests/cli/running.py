"""What a run of the command line gave, for all tests of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from averment.cli import main


class Result(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


def finished(arguments: Sequence[object], capfd: pytest.CaptureFixture[str]) -> Result:
    """Run `averment` to its end."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    return Result(int(ended.value.code or 0), out, err)
