"""Verdicts as ClaimReview markup (schema.org), one file a claim.

The rating is a name and an explanation: schema.org asks for numbers only where there is a scale,
and shares of readings are none.
"""

from __future__ import annotations

from typing import Any

from averment.claim import Stance
from averment.errors import IssuerMissing
from averment.report.exports.files import Files, Issuer, dumped, source_of
from averment.report.words import label_name, percent, set_against
from averment.verdict import Analysis, Checked, Label, Verdict

#: Labels that say nothing of a claim's truth: no review is published of them.
_NO_REVIEW = (Label.NOT_COVERED, Label.NOT_CHECKABLE)
#: Who denies or doubts a claim has not made it.
_AGAINST = (Stance.DENIES, Stance.DOUBTS)


def write(analysis: Analysis, issuer: Issuer) -> Files:
    """Return a file for each claim with a verdict, named by its id.

    Raises `averment.errors.IssuerMissing` without the publisher's name and the report's address: a
    review must say whose it is and where it stands.
    """
    if not issuer.name or not issuer.url.lower().startswith(("http://", "https://")):
        raise IssuerMissing(
            "A ClaimReview must say who publishes it and where.",
            hint='Give --publisher "NAME" and --url https://… , the address of the report.',
        )
    return {
        f"{checked.claim.id}.json": dumped(_review(checked, number, analysis, issuer))
        for number, checked in enumerate(analysis, start=1)
        if checked.verdict.label not in _NO_REVIEW
    }


def _review(checked: Checked, number: int, analysis: Analysis, issuer: Issuer) -> dict[str, Any]:
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{issuer.url.partition('#')[0]}#claim-{number}",
        "datePublished": issuer.day.isoformat() if issuer.day else None,
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": issuer.name, "url": issuer.url},
        "claimReviewed": checked.claim.text,
        "itemReviewed": _claim(checked, analysis),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": label_name(checked.verdict.label).capitalize(),
            "ratingExplanation": explanation(checked),
        },
    }
    return {name: value for name, value in review.items() if value is not None}


def _claim(checked: Checked, analysis: Analysis) -> dict[str, Any]:
    document, claim = analysis.document, checked.claim
    where = {"@type": "CreativeWork", "url": document.url, "name": document.title}
    appearance = {name: value for name, value in where.items() if value}
    found = {
        "@type": "Claim",
        "text": claim.text,
        "datePublished": document.published.isoformat() if document.published else None,
        "appearance": appearance if len(appearance) > 1 else None,
        "identifier": f"{source_of(analysis)}#char={claim.span.start},{claim.span.end}",
        "author": _claimant(checked, analysis),
    }
    return {name: value for name, value in found.items() if value is not None}


def _claimant(checked: Checked, analysis: Analysis) -> dict[str, str] | None:
    """Who made the claim; none where the text only says who denies it, or not who wrote it.

    Whether a named source is a person or a body is not known, so neither is said.
    """
    if checked.claim.attribution:
        inner = checked.claim.attribution[-1]
        named = inner.stance not in _AGAINST and inner.source != "author"
        return {"@type": "Thing", "name": inner.source} if named else None
    who = analysis.document.author or analysis.document.publisher
    return {"@type": "Thing", "name": who} if who else None


def explanation(checked: Checked) -> str:
    """Say why: the reason, what stands beside it, and what the shares are shares of."""
    verdict, against = checked.verdict, set_against(checked.claim)
    parts = [
        f"This judges {against}." if against else "",
        verdict.reason,
        *(flag.sentence for flag in verdict.flags),
        _shares(verdict),
    ]
    return " ".join(part for part in parts if part)


def _shares(verdict: Verdict) -> str:
    if verdict.weighted_share is None or verdict.readings < 2:
        return ""
    return (
        f"True in {percent(verdict.weighted_share)} of {verdict.readings} fair readings of the "
        "words, by weight."
    )
