"""What holds of every table: no row is lost, and each value is the one that stands there."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from taken import take
from test_bad_input import COLUMNS, event

NUMBERS = st.one_of(
    st.integers(-5, 10**10).map(str),
    st.integers(0, 10**7).map(lambda n: f"{n:,}"),
    st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda two: f"{two[0]}-{two[1]}"),
    st.floats(0, 100).map(lambda n: f"{n:.1f}"),
    st.sampled_from(["", "n/a", "-", "unknown", "many", " 7 ", "?", "7 dead", "1.2.3"]),
    st.text(alphabet="0123456789,.- ", max_size=6),
)
SILENT = {"", "-", ".", "..", "...", "?", "n/a", "unknown"}
NOT_SAID = "not said"


def read(cell: str) -> int | str | None:
    """Read a count as a person would: a number, `NOT_SAID`, or none for what is no count."""
    text = cell.strip(" ")
    if text in SILENT:
        return NOT_SAID
    if re.fullmatch(r"-?\d{1,3}([, ]\d{3})+(\.\d+)?", text):
        text = re.sub("[, ]", "", text)
    if not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", text) or float(text) % 1:
        return None
    return int(float(text)) if 0 <= float(text) < 2**31 else None


@settings(max_examples=25, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=40))
def test_every_count_is_read_as_it_stands_or_refused(cells: list[str]) -> None:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS.split(","))
    names = COLUMNS.split(",")
    for number, cell in enumerate(cells):
        row = dict(zip(names, event(number).split(","), strict=True))
        writer.writerow((row | {"best": cell, "high": "", "low": ""}).values())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ged251.csv"
        path.write_text(lines.getvalue(), "utf-8")
        taken = take(path, Path(folder) / "stored")
    found = {row["line"] - 2: row["deaths"] for row in taken.rows}
    refused = {line - 2 for line, _, _ in taken.rejects}
    assert sorted([*found, *refused]) == list(range(len(cells)))
    for number, cell in enumerate(cells):
        wanted = read(cell)
        if wanted is None:
            assert number in refused, cell
        else:
            assert found[number] == (None if wanted == NOT_SAID else wanted), cell


CELLS = st.text(
    alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), max_size=12
)


@settings(max_examples=25, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=20), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_every_text_comes_through_whole(cells: list[str], encoding: str) -> None:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_ALL)
    names = COLUMNS.split(",")
    writer.writerow(names)
    for number, cell in enumerate(cells):
        row = dict(zip(names, event(number).split(","), strict=True))
        writer.writerow((row | {"side_b": cell}).values())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ged251.csv"
        path.write_bytes(lines.getvalue().encode(encoding))
        taken = take(path, Path(folder) / "stored")
    assert [row["side_b"] for row in taken.rows] == [cell.strip(" ") or None for cell in cells]
    assert [row["line"] for row in taken.rows] == list(range(2, len(cells) + 2))
