"""Sentences and sections: what a text consists of, before its words are read."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from averment.claim import Span
from averment.extract import analyser
from averment.extract.frontmatter import is_byline, known_of, without_datelines
from averment.extract.lexicon import word_set
from averment.extract.notes import Notes, Sentence

# The mark of a line in a list.
_BULLET = re.compile(r"(?:\n|\A)[ \t]*(?:[-•*–]|\d{1,2}[.)]) ")
# The first line of a paragraph that is short and ends like a heading, with a line below it.
_HEADING = re.compile(r"(?:\A|\n\n)(?:[^\s]+ ){0,7}[^\s]*[^\s.!?…:;,\"”’'–—-]\n(?=[“\"A-Z])")
#: A title is no longer than this, in words.
TITLE_WORDS = 20
#: Nor a heading between paragraphs, a byline, or a line with place and date.
HEADING_WORDS = 8
#: A standfirst is looked for among so many first sentences.
LEAD = 12


def segments(notes: Notes) -> Notes:
    """Part the text into sentences, each with its paragraph and section."""
    found: list[Sentence] = []
    text = _parted(without_datelines(notes.document.text))
    paragraph, last = 0, 0
    for offset, parsed in analyser.sentences(text, notes.analyser):
        start = offset + parsed.start_char
        if re.search(r"\n\s*\n|\f", text[last:start]):
            paragraph += 1
        span = Span(start, offset + parsed.end_char)
        last = span.end
        words = str(parsed.text)
        section = _section(notes, words, paragraph, first=not found)
        found.append(Sentence(len(found), span, paragraph, parsed, words, offset, section))
    document = known_of(notes.document)
    return notes.having(document=document, sentences=tuple(_without_standfirst(found)))


def _parted(text: str) -> str:
    """Return the text with page breaks for the ends of headings and of lines in a list.

    Bullets become blanks; places in the text stay the same.
    """
    text = _BULLET.sub(lambda found: "\f".ljust(len(found[0])), text)
    return _HEADING.sub(lambda found: found[0][:-1] + "\f", text)


def _without_standfirst(found: list[Sentence]) -> list[Sentence]:
    """Mark a sentence near the top that a paragraph below says again: all of its figures, and its
    words but for a few."""
    lead = found[:LEAD]
    words = [frozenset(t.lower_ for t in one.parsed if t.is_alpha) for one in lead]
    figures = [frozenset(t.lower_ for t in one.parsed if t.like_num) for one in lead]
    made = list(found)
    for index, (one, own) in enumerate(zip(lead, words, strict=True)):
        below = [i for i, other in enumerate(lead) if other.paragraph > one.paragraph]
        said = any(
            len(own & words[i]) >= 0.9 * len(own) and figures[index] <= figures[i] for i in below
        )
        if one.section == "body" and len(own) > 5 and said and one.paragraph < 3:
            made[index] = replace(one, section="standfirst")
    return made


def _section(notes: Notes, text: str, paragraph: int, *, first: bool) -> str:
    said = text.strip()
    ends = said[-1:] in ".!?…”\"’'"
    if notes.document.title and said == notes.document.title.strip() and paragraph < 2:
        return "headline"
    if is_byline(said):
        return "byline"
    if not ends and len(said.split()) <= (TITLE_WORDS if first else HEADING_WORDS):
        return "headline"
    if said.startswith("#"):
        return "headline"
    return "caption" if _captions().match(said) else "body"


@lru_cache
def _captions() -> re.Pattern[str]:
    words = "|".join(sorted(word_set("frontmatter", "captions"), key=len, reverse=True))
    return re.compile(rf"\(?(?:{words})\s*[:.|]", re.IGNORECASE)
