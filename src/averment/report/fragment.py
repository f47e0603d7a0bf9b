"""Where a claim's words stand on the page that a text comes from, as an address that leads there.

Text fragments: the Scroll to Text Fragment specification of the W3C's community group; browsers
that do not know them open the page at its top.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from averment.claim import Claim, Document

WHOLE = 10  # words up to which a claim is looked for as a whole
ENDS = 4  # of a longer one, the words of each end


def safe_url(url: str | None) -> str | None:
    """Return an http or https address as it is, and none for any other."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return (url or "").strip() if parts.scheme in ("http", "https") and parts.netloc else None


def original(document: Document, claim: Claim) -> str | None:
    """Return the address of a claim's words on the original page; none for a text without one."""
    address = safe_url(document.url)
    found = claim.text.split()
    if address is None or not found:
        return None
    whole = len(found) <= WHOLE
    parts = [found] if whole else [found[:ENDS], found[-ENDS:]]
    wanted = ",".join(_encoded(" ".join(part)) for part in parts)
    return f"{address}{'' if '#' in address else '#'}:~:text={wanted}"


def _encoded(text: str) -> str:
    """Percent-encode words; a hyphen, too, has a meaning of its own in a text fragment."""
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
