"""Who says the words at a place in a document."""

from __future__ import annotations

import pytest

from averment.claim import Document, Span
from averment.extract.speakers import speaker_of
from averment.reference import Gazetteer

TRANSCRIPT = """The meeting opened at ten.

Mr. Okello (Uganda): I thank you. We shall study the text with care.
Ms. Haddad (Lebanon): We do not agree with that at all.
And we shall say so again.
The President: I thank the representative of Lebanon.
"""


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "“The bridge was ours to blow up,” said Camila Duarte, who leads the port workers.",
            "The bridge was ours",
            "Camila Duarte",
        ),
        (
            "Paul Kagame told reporters: “We will not stop.” Later Félix Tshisekedi answered: "
            "“We are ready to fight for our land.”",
            "We are ready to fight",
            "Félix Tshisekedi",
        ),
        (TRANSCRIPT, "we shall say so again", "Ms. Haddad (Lebanon)"),
        ("We will not stop until the last of them is gone. That is my word.", "We will", ""),
        ("Note: all figures are rounded.\n\nWe are ready for the talks.", "We are ready", ""),
    ],
)
def test_speakers(text: str, words: str, who: str) -> None:
    start = text.index(words)
    span = Span(start, start + len(words))
    assert speaker_of(Document.from_text(text), span, Gazetteer.default()) == who
