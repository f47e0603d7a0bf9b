"""A PDF to a `Document`, taken apart in a process of its own that may fail or be stopped."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

from averment.claim import Document
from averment.errors import BrokenInput, EmptyInput
from averment.ingest import pages
from averment.ingest.paragraphs import Line, paragraphs

#: Seconds after which a file is given up: a book of a thousand pages takes a tenth of them.
DEADLINE = 120.0
#: The title that a program made of the file's name: "Microsoft Word - draft 3.docx".
_FILE_NAME = re.compile(r"\.\w{2,5}$|^Microsoft \w+ - |^untitled$", re.I)


def read_pdf(content: bytes, name: str, most: int) -> Document:
    """Return the text of a PDF in reading order, without running heads, feet and page numbers.

    No more pages are read than hold `most` characters and a few. Title and author are those of its
    properties; the days there are those of making the file, and none is taken for that of
    publication. Raises `BrokenInput` for a file that is locked or cannot be read and `EmptyInput`
    for one without a text, such as a scan; `name` is how errors speak of it.
    """
    found = _taken_apart(content, name, most)
    if "fault" in found:
        locked = found["fault"] == pages.LOCKED
        raise BrokenInput(
            f"{name} is locked by a password." if locked else f"{name} is no PDF that can be read.",
            hint="Unlock it and save it anew." if locked else "Save it anew, or get it once more.",
        )
    lines = [[Line(*line) for line in page] for page in found["pages"]]
    text = "\n\n".join(paragraphs(lines))
    if not text.strip():
        raise EmptyInput(
            f"{name} has {found['count']} pages and no text in them: it is a scan or pictures.",
            hint="Have a text recognition (OCR) program add the text, then try again.",
        )
    title = found["title"].strip()
    if _FILE_NAME.search(title):
        title = ""
    return Document.from_text(text, title=title or None, author=found["author"].strip() or None)


def _taken_apart(content: bytes, name: str, most: int) -> dict[str, Any]:
    command = [sys.executable, "-P", pages.__file__, str(most)]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=DEADLINE)
        answer: dict[str, Any] = json.loads(child.stdout)
    except subprocess.TimeoutExpired:
        raise BrokenInput(
            f"{name} could not be read within {DEADLINE:.0f} seconds.",
            hint="Save it anew from another program, or split it.",
        ) from None
    except ValueError:  # the child broke down
        return {"fault": "broken"}
    return answer
