"""Who says the words at a place in a document: by the sentence around them, or by a transcript."""

from __future__ import annotations

import re

from averment.claim import Document, Span
from averment.extract import read
from averment.reference import Gazetteer

#: So many characters around the words are read.
AROUND = 600
#: "Mr. Doe (Exland): …" at the beginning of a line; a transcript has several of them, and several
#: speakers.
_LABEL = re.compile(r"^[ \t]*((?:[A-Z][\w.'’-]*|\(|of|the)[^\n:“”\"]{0,60}):[ \t\n]", re.M)
TURNS = 3


def speaker_of(document: Document, span: Span, names: Gazetteer) -> str:
    """Return who says the words at `span`, as the document itself has it; empty where it does not.

    A transcript's label counts for all that follows, up to the next one.
    """
    labels = list(_LABEL.finditer(document.text))
    turns = [label for label in labels if label.start() <= span.start]
    if turns and len(labels) >= TURNS and len({label[1] for label in labels}) > 1:
        return turns[-1][1]
    start = document.text.rfind("\n\n", max(0, span.start - AROUND), span.start) + 2
    start = start if start > 1 else max(0, span.start - AROUND)
    piece = Document(text=document.text[start : span.end + AROUND], published=document.published)
    near = Span(span.start - start, span.end - start)
    mentions = read(piece, names, with_mentions=True).mentions
    said = [
        one.source_name
        for one in (mentions.attributions if mentions else ())
        for content in one.content
        if content.start - 2 <= near.start < content.end
    ]
    return said[-1] if said else ""
