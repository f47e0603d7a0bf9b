"""What was read in a text, as a page: claims marked in place, each with what gave its fields."""

from __future__ import annotations

from averment.claim import Claims
from averment.report.html import page_of
from averment.report.marks import paragraphs


def render_reading(claims: Claims) -> str:
    """Return the marked text and its claims as a self-contained HTML page."""
    return page_of(
        "reading.html.j2",
        document=claims.document,
        claims=claims.claims,
        paragraphs=paragraphs(claims.document.text, claims.claims),
        number={claim.id: place for place, claim in enumerate(claims.claims, start=1)},
        reasons=claims.reasons or {},
    )
