"""Quotations: the stretches of a text between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from averment.claim import Span

_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"'))
#: A longer stretch between two marks is an unclosed one and the next; it is let go.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; `span` leaves the marks out. `words` is their number."""

    span: Span
    words: int


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order. A pair of marks is taken within one paragraph."""
    found: list[Quotation] = []
    for opening, closing in _PAIRS:
        inner = f"[^{opening}{closing}]"
        pattern = re.compile(rf"{opening}({inner}{{1,{LONGEST}}}?){closing}")
        for match in pattern.finditer(text):
            if "\n\n" in match[1]:
                continue
            span = Span(match.start(1), match.end(1))
            if not any(span.start < q.span.end and q.span.start < span.end for q in found):
                found.append(Quotation(span, len(match[1].split())))
    return sorted(found, key=lambda quotation: quotation.span)
