"""Front matter: datelines, bylines and dates around a text, and what they say of its origin."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from averment.claim import Document
from averment.extract.lexicon import lexicon, word_set

#: Lines of front matter are looked for among so many lines at the top of a text.
TOP = 12
#: And are no longer than this, in words.
LINE_WORDS = 12

# "GENEVA, Feb 12 (Reuters) - ", "Geneva (AFP) – ": place, date and agency before a first sentence.
_DATELINE = re.compile(
    r"^[ \t]*(?:"
    r"(?P<shouted>[A-Z][A-Z .’'/-]{2,40}(?P<when>(?:, ?[A-Z0-9][\w. ]{1,30}){0,3})"
    r"(?:[ ,]*\((?P<agency>[A-Z][\w ./-]{1,30})\))?)"
    r"|(?:[A-Z][\w .’'/-]{1,40}(?:, ?[A-Z0-9][\w. ]{1,30}){0,3} )?\((?P<said>[A-Z][\w ./-]{1,30})\)"
    r")[ \t]*(?:[-–—]+|:)[ \t]+",
    re.MULTILINE,
)
_BYLINE = re.compile(r"^(?:by|words by|story by)\s+[A-Z]", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def without_datelines(text: str) -> str:
    """Return the text with blanks for its datelines; places in it stay the same."""
    return _DATELINE.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    """Blanks for a dateline; other words before a dash stay."""
    known = found["shouted"] or found["said"] in word_set("frontmatter", "agencies")
    return " " * len(found[0]) if known else found[0]


def is_byline(line: str) -> bool:
    """Say whether a line only says who wrote a text, or when it came out."""
    said = line.strip()
    if len(said.split()) > LINE_WORDS or said[-1:] in ".!?":
        return False
    return bool(_BYLINE.match(said)) or _date_of(said) is not None


def known_of(document: Document) -> Document:
    """Return the document with the date and publisher of its first lines, where it has none."""
    published, publisher = document.published, document.publisher
    for line in document.text.split("\n", TOP)[:TOP]:
        dateline = _DATELINE.match(line)
        words = dateline["when"] if dateline and dateline["when"] else line
        agency = (dateline["agency"] or dateline["said"]) if dateline else None
        if published is None and (words is not line or is_byline(line)):
            published = _date_of(words)
        if publisher is None and agency in word_set("frontmatter", "agencies"):
            publisher = agency
    if (published, publisher) == (document.published, document.publisher):
        return document
    return document.model_copy(update={"published": published, "publisher": publisher})


def _date_of(line: str) -> dt.date | None:
    """The date of a short line that stands apart: day, month and year after a mark, or none."""
    for found in _ISO.finditer(line):
        if _apart(line[: found.start()]):
            return _date(*map(int, found.groups()))
    for found in _written().finditer(line):
        if _apart(line[: found.start()]):
            day, month = found["day"] or found["nth"], found["month"] or found["named"]
            number = lexicon("times")["months"][month.lower()]
            return _date(int(found["year"]), number, int(day))
    return None


def _apart(before: str) -> bool:
    """Say whether a date begins a line, or follows a mark or a word such as "Published"."""
    said = before.strip().lower()
    dated = any(said.endswith(word) for word in word_set("frontmatter", "dated"))
    return not said or said[-1] in "|·•,:/–—-" or dated


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@lru_cache
def _written() -> re.Pattern[str]:
    """ "4 March 2021", "March 4, 2021"."""
    months = "|".join(sorted(lexicon("times")["months"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{months})\.?"
        rf"|(?P<named>{months})\.? (?P<nth>\d{{1,2}})(?:st|nd|rd|th)?),? (?P<year>\d{{4}})\b",
        re.IGNORECASE,
    )
