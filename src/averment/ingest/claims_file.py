"""A claims file that a person may have edited, read back: what changed in it is marked.

Each claim in the file carries the digest of what the reader made of it. A claim whose content no
longer has its digest was corrected by hand; one without a digest was added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from averment.claim import ADDED, CHANGED, Claim, Claims, Document, Span
from averment.errors import ClaimsBroken

SUFFIX = ".json"
#: What the `schema` of a claims file begins with; verdicts are claims with more.
SCHEMAS = ("averment/claims/", "averment/verdicts/")
#: Parts of a claim's entry that are no field of a claim.
BESIDE = frozenset({"digest", "verdict", "factchecks", "history"})

_WRITE = "Write it anew with: averment read FILE --json > claims.json"


def is_claims_file(path: Path) -> bool:
    """Say whether a path names a claims file: JSON whose `schema` is that of claims."""
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return False
    with path.open("rb") as handle:
        beginning = handle.read(200)
    return any(schema.encode() in beginning for schema in SCHEMAS)


def read_claims(path: Path) -> tuple[Claims, Mapping[str, str]]:
    """Read a claims file: its claims, and by id the digests of what the reader had made of them.

    Raises `ClaimsBroken`, naming claim and field, for what is not as the record has it.
    """
    try:
        record = json.loads(path.read_bytes())
    except OSError as error:
        raise ClaimsBroken(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise ClaimsBroken(f"{path} is no JSON: {error}.", hint=_WRITE) from None
    if not isinstance(record, dict) or not isinstance(record.get("claims"), list):
        raise ClaimsBroken(f"{path} holds no list of claims.", hint=_WRITE)
    document = _document(record.get("document"), path)
    claims = tuple(_claim(entry, document, path) for entry in record["claims"])
    twice = {c.id for c in claims if sum(other.id == c.id for other in claims) > 1}
    if twice:
        raise ClaimsBroken(f"{path}: two claims have the id {min(twice)}.")
    digests = {entry["id"]: str(entry.get("digest", "")) for entry in record["claims"]}
    return Claims(document=document, claims=claims), digests


def _document(entry: Any, path: Path) -> Document:
    text = entry.get("text") if isinstance(entry, dict) else None
    if not isinstance(text, str) or not text:
        raise ClaimsBroken(f"{path} does not hold the text of its document.", hint=_WRITE)
    known = {name: entry.get(name) for name in Document.model_fields}
    try:
        document = Document.model_validate(known)
    except ValidationError as error:
        raise ClaimsBroken(f"{path}, document: {_first(error)}.") from None
    if entry.get("sha256") not in (None, document.sha256):
        raise ClaimsBroken(
            f"{path}: the text of the document was changed.",
            hint="Claims may be edited, the text they were read in may not.",
        )
    return document


def _claim(entry: Any, document: Document, path: Path) -> Claim:
    name = entry.get("id", "?") if isinstance(entry, dict) else "?"
    if not isinstance(entry, dict):
        raise ClaimsBroken(f"{path}: an entry in the list of claims is no claim.")
    try:
        claim = Claim.model_validate({k: v for k, v in entry.items() if k not in BESIDE})
    except ValidationError as error:
        raise ClaimsBroken(f"{path}, claim {name}: {_first(error)}.") from None
    if not Span(0, len(document.text)).covers(claim.span) or (
        claim.span.of(document.text) != claim.text
    ):
        raise ClaimsBroken(
            f"{path}, claim {name}: its text does not stand at its span.",
            hint="Change both, or neither: the span counts characters of the document's text.",
        )
    digest = entry.get("digest")
    if digest is None:
        return claim.model_copy(update={"corrected": (ADDED,)})
    if digest != claim.digest and not claim.corrected:
        return claim.model_copy(update={"corrected": (CHANGED,)})
    return claim


def _first(error: ValidationError) -> str:
    """Say the first thing that is wrong: which field, and what it should be."""
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"]) or "the entry"
    return f"{place}: {fault['msg'][:1].lower()}{fault['msg'][1:]}"
