"""A file of fact-checks that others published: ClaimReview markup, a feed, or a search's answer.

Read are schema.org `ClaimReview` objects wherever they stand (alone, in a list, in a
`@graph` or a `DataFeed`), and answers of the Fact Check Tools API (`claims` with `claimReview`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from averment.errors import InputMissing, ReviewsBroken
from averment.verdict import FactCheck

#: A feed of all fact-checks that are marked up on the web has about 200 MB.
MAX_BYTES = 500_000_000


def read_reviews(path: Path) -> tuple[FactCheck, ...]:
    """Return the fact-checks in a file, in its order; those without a claim or a link are left out.

    Raises `InputMissing` for a file that cannot be read and `ReviewsBroken` for one without any.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReviewsBroken(f"{path} is larger than 500 MB.", hint="Give a part of the feed.")
        record = json.loads(path.read_bytes())
    except OSError as error:
        raise InputMissing(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise ReviewsBroken(f"{path} is no JSON: {error}.", hint=_GIVE) from None
    found = tuple(check for check in _reviews(record) if check.claim and check.url)
    if not found:
        raise ReviewsBroken(f"{path} holds no fact-check.", hint=_GIVE)
    return found


_GIVE = "Give JSON with schema.org ClaimReview objects, a feed of them, or an answer of the API."


def _reviews(record: Any) -> Iterator[FactCheck]:
    """Walk through a JSON value, without recursion: files come from anywhere."""
    waiting = [record]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            if "ClaimReview" in _list(value.get("@type")):
                yield _marked_up(value)
            elif "claimReview" in value and "text" in value:
                yield from (_answered(value, review) for review in _list(value["claimReview"]))
            else:
                waiting.extend(reversed(value.values()))


def _marked_up(review: dict[str, Any]) -> FactCheck:
    rating, item = _dict(review.get("reviewRating")), _dict(review.get("itemReviewed"))
    return FactCheck(
        publisher=_name(review.get("author")) or _name(review.get("publisher")),
        url=_url(review.get("url")),
        claim=_words(review.get("claimReviewed")),
        rating=_words(rating.get("alternateName")) or _words(rating.get("name")),
        claimant=_name(item.get("author")),
        published=_day(review.get("datePublished")),
    )


def _answered(claim: dict[str, Any], review: Any) -> FactCheck:
    found = _dict(review)
    return FactCheck(
        publisher=_name(found.get("publisher")),
        url=_url(found.get("url")),
        claim=_words(claim.get("text")),
        rating=_words(found.get("textualRating")),
        claimant=_words(claim.get("claimant")),
        published=_day(found.get("reviewDate")),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _dict(value: Any) -> dict[str, Any]:
    """An object, the first of several, or nothing."""
    return next((one for one in _list(value) if isinstance(one, dict)), {})


def _words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    return _words(value) or _words(_dict(value).get("name"))


def _url(value: Any) -> str:
    """An address that a reader may follow, and no other."""
    said = _words(value)
    return said if said.lower().startswith(("http://", "https://")) else ""


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(_words(value)[:10])
    except ValueError:
        return None
