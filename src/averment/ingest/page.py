"""An HTML page to a `Document`: its article, and what the page says of itself.

The page is parsed, never run: nothing in it is executed or fetched, and no script, style or markup
is kept.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from averment.claim import Document

if TYPE_CHECKING:
    from trafilatura.settings import Document as Article

# What holds no words for a reader, and what starts a new line.
_NO_TEXT = re.compile(
    "script|style|noscript|template|head|title|iframe|object|embed|svg|math|canvas|audio|video"
    "|select|textarea|button"
)
_BREAK = re.compile(
    "address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|figcaption|figure|footer"
    "|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|td|th|tr|ul"
)
_WHOLE = 0.95  # of the characters that can be seen
_HIDDEN = "/html/body//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"


def read_page(markup: str, url: str | None = None) -> Document:
    """Return the article of a page, its paragraphs parted by blank lines.

    Where no article is found, or it is nearly the whole page, that is all text a reader would see;
    where there is none, an empty document. Title, author, date and publisher are those of the
    page's own metadata.
    """
    article = _article(markup, url)
    # The article comes one paragraph a line, list items behind a hyphen.
    lines = (article.text or "").split("\n") if article else []
    chosen = "\n\n".join(line.removeprefix("- ") for line in lines if line.strip())
    seen = visible_text(markup)
    # Where nothing was left out of the article, its paragraphs are best told by the page itself.
    text = chosen if 0 < _size(chosen) < _WHOLE * _size(seen) else seen
    known = article or _Nothing()
    return Document.from_text(
        text,
        title=known.title,
        author=known.author,
        publisher=known.sitename,
        published=_day(known.date),
        url=url,
    )


class _Nothing:
    """A page that says nothing of itself."""

    title = author = sitename = date = text = None


def _article(markup: str, url: str | None) -> Article | None:
    """Find the article; none where there is none, or where the page is too odd to tell."""
    import trafilatura

    try:
        found: Any = trafilatura.bare_extraction(
            markup,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Only dates that the page declares: one guessed from its words may be any date.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # noqa: BLE001 - whatever hostile markup provokes, the text remains
        return None
    return found  # type: ignore[no-any-return]


def visible_text(markup: str) -> str:
    """Return all text that a reader would see, one block a paragraph."""
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError):
        return ""
    for hidden in tree.xpath(_HIDDEN):
        hidden.drop_tree()
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        named = event in ("start", "end")
        if named and _BREAK.fullmatch(element.tag):
            parts.append("\n")
        if event == "start" and _NO_TEXT.fullmatch(element.tag):
            walk.skip_subtree()
        else:
            parts.append((element.text if event == "start" else element.tail) or "")
    lines = "".join(parts).split("\n")
    return "\n\n".join(" ".join(line.split()) for line in lines if line.strip())


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", no_network=True)


def _size(text: str) -> int:
    """Count the characters that are no blanks."""
    return sum(map(len, text.split()))


def _day(text: str | None) -> dt.date | None:
    """Return the date, if it is one."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
