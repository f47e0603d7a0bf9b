"""What can go wrong, in words for people.

Every error names what was wrong, where, and what to do. Each class carries a `slug` that the
documentation explains and an `exit_code` that the command line returns.
"""

from __future__ import annotations


class AvermentError(Exception):
    """Base of all errors that Averment raises on purpose.

    `message` says what was wrong and where; `hint`, if given, what to do about it.
    """

    slug = "error"
    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class UsageError(AvermentError):
    """An option or argument that makes no sense."""

    slug = "usage"
    exit_code = 2


class BadDate(UsageError):
    """A date that is none."""

    slug = "bad-date"


class InputError(AvermentError):
    """The document cannot be read as a text."""

    slug = "unreadable-input"
    exit_code = 3


class InputMissing(InputError):
    """There is no such file, or it may not be read."""

    slug = "input-missing"


class EmptyInput(InputError):
    """The document holds no text."""

    slug = "empty-input"


class BinaryInput(InputError):
    """The document is not a text in a format that Averment reads."""

    slug = "binary-input"


class InputTooLarge(InputError):
    """The document is larger than Averment reads in one piece."""

    slug = "input-too-large"


class PackError(AvermentError):
    """The evidence cannot be used."""

    slug = "pack"
    exit_code = 4


class PackMissing(PackError):
    """There is no evidence pack where one was looked for."""

    slug = "pack-missing"


class PackBroken(PackError):
    """An evidence pack that is damaged or malformed."""

    slug = "pack-broken"


class AnalyserMissing(AvermentError):
    """The trained sentence analyser is missing from the installation or damaged."""

    slug = "analyser-missing"
    exit_code = 5


class ReferenceBroken(AvermentError):
    """A data file of the reader or the checker is malformed."""

    slug = "reference-broken"
    exit_code = 5


class OutputError(AvermentError):
    """The report cannot be written."""

    slug = "unwritable-output"
    exit_code = 6
