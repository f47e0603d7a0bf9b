"""Claims as Web Annotations (W3C Recommendation, 2017) on the text they stand in."""

from __future__ import annotations

from typing import Any

from averment.report.exports.claimreview import explanation
from averment.report.exports.files import Files, Issuer, dumped, source_of
from averment.report.words import verdict_words
from averment.verdict import Analysis, Checked

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters before and after the claim's words by which they are found where they stand twice.
_AROUND = 32


def write(analysis: Analysis, issuer: Issuer) -> Files:
    """Return `annotations.json`: a collection with one page, each claim an annotation."""
    name = f"urn:sha256:{analysis.document.sha256}:averment"
    items = [_annotation(checked, analysis, name, issuer) for checked in analysis]
    collection = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": f"Claims in {analysis.document.title or 'a text'}, and what the record says",
        "total": len(items),
        "first": {"id": f"{name}:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return {"annotations.json": dumped(collection)}


def _annotation(checked: Checked, analysis: Analysis, name: str, issuer: Issuer) -> dict[str, Any]:
    claim, text = checked.claim, analysis.document.text
    start, end = claim.span
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    annotation = {
        "@context": CONTEXT,
        "id": f"{name}:{claim.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Organization", "name": issuer.name} if issuer.name else None,
        "generator": {"type": "Software", "name": f"Averment {analysis.version}"},
        "body": [
            {
                "type": "TextualBody",
                "purpose": "classifying",
                "format": "text/plain",
                "language": "en",
                "value": verdict_words(checked),
            },
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "format": "text/plain",
                "language": "en",
                "value": explanation(checked),
            },
        ],
        "target": {
            "source": source_of(analysis),
            "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}],
        },
    }
    return {key: value for key, value in annotation.items() if value is not None}
