"""How a table of text is laid out: encoding, delimiter, where its header is and what it says."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from averment.errors import NoTable
from averment.evidence.intake.source import PEEKED, Source

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 200  # rows
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's cells are.

    `first` rows of the file come before the table's header, `tags` after it (an HXL row), and
    `rows` are the first rows below, as they stand. The header is empty where the file has none.
    """

    encoding: str
    delimiter: str
    first: int
    header: tuple[str, ...]
    tags: int
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.header or self.rows[0])


def lay_out(source: Source) -> Layout:
    """Find out how a table of text is laid out. Raises `NoTable` where it is none."""
    encoding = encoding_of(source.head)
    text = source.head.decode(encoding, "replace").removeprefix("\ufeff")
    if len(source.head) == PEEKED:
        text = text[: text.rfind("\n") + 1] or text
    delimiter = _delimiter(text)
    rows = _rows(text, delimiter)
    if len(rows[0]) < 2 and max(map(len, rows)) < 2:
        raise NoTable(
            f"{source.name} is no table: its lines have one cell each.",
            hint="Cells are parted by commas, semicolons, tabs or bars.",
        )
    return of_rows(rows, encoding, delimiter)


def of_rows(rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> Layout:
    """Lay out a table by its first rows: titles above the header have fewer cells than it."""
    width = Counter(_filled_to(row) for row in rows).most_common(1)[0][0]
    widest = max(map(len, rows))
    first = next(
        (i for i, row in enumerate(rows) if _filled_to(row) >= min(width, widest) * 0.8), 0
    )
    if _is_group_line(rows[first : first + 3]):
        first += 1
    header = tuple(" ".join(cell.split()) for cell in rows[first])
    below = [tuple(row) for row in rows[first + 1 :]]
    if _is_data(header, below):
        data = tuple(tuple(row) for row in rows[first:])
        return Layout(encoding, delimiter, first, (), 0, data)
    tags = 1 if below and _is_tags(below[0]) else 0
    return Layout(encoding, delimiter, first, header, tags, tuple(below[tags:]))


def encoding_of(head: bytes, whole: bool = False) -> str:
    """Return the encoding that the bytes look like; what is not UTF-8 is taken for Windows-1252."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(text: str) -> str:
    """Return the delimiter that gives most cells, the same number in most rows."""

    def score(delimiter: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in _rows(text, delimiter))
        width, often = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
        return (often / widths.total() if width > 1 else 0.0, width)

    scores = {delimiter: score(delimiter) for delimiter in DELIMITERS}
    return max(scores, key=lambda d: (scores[d][0] > 0.5, scores[d][1], scores[d][0]))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == _LOOKED_AT:
                break
    except csv.Error:
        pass  # what is wrong further down is said when the rows are loaded
    return rows or [[""]]


def _filled_to(row: Sequence[str]) -> int:
    """The number of cells up to the last one that is filled."""
    return max((i for i, cell in enumerate(row, start=1) if cell.strip()), default=0)


def _is_tags(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return bool(filled) and all(cell.lstrip().startswith("#") for cell in filled)


def _is_group_line(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first of three rows stands over groups of columns, in merged cells.

    It leaves cells empty that the row below, still one of names, fills; what they name comes next.
    """
    if len(rows) < 3:
        return False
    groups, names, data = rows
    gaps = any(not cell.strip() for cell in groups)
    full = len(names) >= len(groups) and all(cell.strip() for cell in names)
    return gaps and full and not any(map(_is_value, names)) and any(map(_is_value, data))


def _is_data(header: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether what stands first is a row like those below, not a header.

    Headers have no numbers and dates; a row that has as many as the rows below it is one of them.
    """
    if not below:
        return False
    own = sum(map(_is_value, header))
    others = sum(map(_is_value, below[0]))
    return own > 2 and 2 * own >= others


def _is_value(cell: str) -> bool:
    digits = sum(character.isdigit() for character in cell)
    return digits > 0 and 2 * digits >= len(cell.strip())
