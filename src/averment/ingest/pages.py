"""The child process that takes a PDF apart: the file comes in, its lines of text go out as JSON.

Run as a script, and by itself, so that a hostile file can break no more than this process.
"""

from __future__ import annotations

import json
import sys
from typing import Any

LOCKED, BROKEN = "locked", "broken"
#: PDFium's marks of a hyphen at which a line was broken within a word; it has joined the lines.
_CUTS = str.maketrans(dict.fromkeys("\x02\ufffe\xad"))


def main() -> None:
    """Read a PDF from standard input, of as many characters as the argument says."""
    answer = take_apart(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(answer).encode())


def take_apart(content: bytes, most: int) -> dict[str, Any]:
    """Return title, author, number of pages and, by page, its lines.

    A line is its text, left and right end, and lower and upper edge, in points. A file that cannot
    be opened gives a `fault`.
    """
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"fault": LOCKED if "password" in str(error).lower() else BROKEN}
    told = file.get_metadata_dict(skip_empty=False)
    read, pages = 0, []
    for number in range(len(file)):
        pages.append(_lines(file, number))
        read += sum(len(line[0]) for line in pages[-1])
        if read > most:
            break
    about = {"title": told.get("Title", ""), "author": told.get("Author", "")}
    return {**about, "count": len(file), "pages": pages}


def _lines(file: Any, number: int) -> list[tuple[str, float, float, float, float]]:
    """Return the lines of a page; none of a page that is damaged."""
    import pypdfium2

    try:
        text_page = file[number].get_textpage()
        text = text_page.get_text_range()
    except pypdfium2.PdfiumError:
        return []
    # Characters beyond the first plane count twice for PDFium, and then boxes cannot be told.
    placed = text_page.count_chars() == len(text)
    found, start = [], 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            first = start + len(line) - len(line.lstrip())
            found.append(
                (words.translate(_CUTS), *_box(text_page, first, first + len(words) - 1, placed))
            )
        start += len(line) + 1
    return found


def _box(text_page: Any, first: int, last: int, placed: bool) -> tuple[float, float, float, float]:
    if not placed:
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, _, top = text_page.get_charbox(first, loose=True)
    _, _, right, _ = text_page.get_charbox(last, loose=True)
    return left, right, bottom, top


if __name__ == "__main__":
    main()
