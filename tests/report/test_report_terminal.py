import io

import pytest
from analyses import analysis, full
from hostile import attack
from manifold import manifold
from rich.console import Console

from averment import report


def printed(found, *, width=80, terminal=False):

    out = io.StringIO()
    system = "standard" if terminal else None
    console = Console(file=out, width=width, force_terminal=terminal, color_system=system)
    console.print(report.table(found))
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 200])
def test_the_table_fits_eighty_columns(width):
    for found in (full(), analysis("", title="A title that never ends " * 9)):
        lines = printed(found, width=width).splitlines()
        assert max(len(line.rstrip()) for line in lines) <= 80


def test_every_claim_its_source_verdict_share_and_reason():
    lines = printed(full()).splitlines()
    columns = (line[:edge] if edge > 0 else line[-edge:] for edge in (51, -51) for line in lines)
    text = " ".join(" ".join(columns).split())
    for words in (
        "attacks rose by 200 percent in 2022",
        "The Gazette says that the minister alleged",
        "contested 60 %",
        "Small base",
        "5 of 8 fair readings bear this out.",
        f"{len(full())} claims found",
    ):
        assert words in text


def test_what_others_found_and_what_was_said_before():
    text = " ".join(" ".join(line[:51] for line in printed(manifold()).splitlines()).split())
    assert "The Checkers: “Half true”" in text
    assert "An earlier report had “supported”." in text


def test_a_denial_says_so_and_has_no_colour():
    lines = printed(full(), terminal=True).splitlines()
    denied = next(line for line in lines if "what is denied" in line)
    assert "\x1b[32m" not in denied


def test_colour_only_on_a_terminal():
    assert "\x1b[" not in printed(full())
    assert "\x1b[32m" in printed(full(), terminal=True)


def test_a_text_cannot_steer_the_terminal():
    text = printed(attack())
    assert not {"\x1b", "\u202e", "\x00", "\u200b"} & set(text)


def test_no_claims():
    assert "0 claims found" in printed(analysis(""))
