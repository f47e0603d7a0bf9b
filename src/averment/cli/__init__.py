"""The command line: `main`, and how every error becomes one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from averment.cli.commands import app
from averment.cli.output import one_line
from averment.errors import AvermentError

#: Exit codes beside those of `averment.errors`: an error in Averment, a pipe closed, an interrupt.
INTERNAL, CLOSED_PIPE, INTERRUPTED = 70, 141, 130
#: What a shell sets when it asks for completions.
COMPLETING = "_AVERMENT_COMPLETE"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `averment` with these arguments (none: those of the process) and exit.

    What goes wrong is said in one line on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
        code = 0
    except typer.Exit as ended:
        code = ended.exit_code
    except BrokenPipeError:
        # Whoever read the output has gone; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CLOSED_PIPE
    except (KeyboardInterrupt, typer.Abort):
        code = _say("interrupted.", INTERRUPTED)
    except AvermentError as error:
        code = _say(str(error), error.exit_code)
    except typer.TyperException as error:
        said = error.format_message().strip()
        code = _say(f"{said} See averment --help.", error.exit_code) if said else error.exit_code
    except Exception as error:
        if os.environ.get("AVERMENT_TRACEBACK"):
            raise
        code = _say(
            f"an error in Averment itself ({type(error).__name__}). "
            "Set AVERMENT_TRACEBACK=1 to see where, and please report it.",
            INTERNAL,
        )
    sys.exit(code)


def _run(arguments: list[str]) -> None:
    """Run a command without Typer's own handling of errors, which is not that of one line."""
    command = typer.main.get_command(app)
    if COMPLETING in os.environ:  # a shell asks what could stand next; Typer answers and exits
        command.main(arguments, prog_name="averment")
    with command.make_context("averment", arguments) as context:
        command.invoke(context)


def _say(message: str, code: int) -> int:
    """Print one line on standard error, whatever characters the message holds."""
    print(f"averment: {one_line(message)}", file=sys.stderr)
    return code
