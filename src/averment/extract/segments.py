"""Sentences and sections: what a text consists of, before its words are read."""

from __future__ import annotations

import re
from dataclasses import replace

from averment.claim import Span
from averment.extract import analyser
from averment.extract.notes import Notes, Sentence

_CAPTION = re.compile(r"^(?:photo|image|picture|caption|figure|file photo)\s*[:.]", re.I)
# "GENEVA, Feb 12 (Reuters) - ": place, date and agency before the first sentence of a report.
_DATELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z .’'/-]{2,40}(?:, ?[A-Z][\w. ]{1,30}){0,2}"
    r"(?:[ ,]*\([A-Z][\w ./]{1,30}\))?[ \t]*(?:[-–—]+|:)[ \t]+",
    re.MULTILINE,
)
#: A title is no longer than this, in words.
TITLE_WORDS = 20
#: Nor a heading between paragraphs, a byline, or a line with place and date.
HEADING_WORDS = 8
#: A standfirst is looked for among so many first sentences.
LEAD = 12


def segments(notes: Notes) -> Notes:
    """Part the text into sentences, each with its paragraph and section."""
    found: list[Sentence] = []
    text = _DATELINE.sub(lambda found: " " * len(found.group()), notes.document.text)
    paragraph, last = 0, 0
    for offset, parsed in analyser.sentences(text):
        start = offset + parsed.start_char
        if re.search(r"\n\s*\n", text[last:start]):
            paragraph += 1
        span = Span(start, offset + parsed.end_char)
        last = span.end
        section = _section(notes, parsed.text, paragraph, first=not found)
        found.append(Sentence(len(found), span, paragraph, parsed, offset, section))
    return notes.having(sentences=tuple(_without_standfirst(found)))


def _without_standfirst(found: list[Sentence]) -> list[Sentence]:
    """Mark a sentence near the top that the text below says again, word for word but for a few."""
    words = [frozenset(t.lower_ for t in one.parsed if t.is_alpha) for one in found[:LEAD]]
    made = list(found)
    for index, own in enumerate(words):
        after = [w for w, one in zip(words, found[:LEAD], strict=True) if one.index > index]
        said = any(len(own & other) >= 0.9 * len(own) for other in after)
        if made[index].section == "body" and len(own) > 5 and said and made[index].paragraph < 3:
            made[index] = replace(made[index], section="standfirst")
    return made


def _section(notes: Notes, text: str, paragraph: int, *, first: bool) -> str:
    said = text.strip()
    ends = said[-1:] in ".!?…”\"’'"
    if notes.document.title and said == notes.document.title.strip() and paragraph < 2:
        return "headline"
    if not ends and len(said.split()) <= (TITLE_WORDS if first else HEADING_WORDS):
        return "headline"
    if said.startswith("#"):
        return "headline"
    return "caption" if _CAPTION.match(said) else "body"
