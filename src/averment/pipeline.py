"""The story: a text becomes claims, claims are put before the record, verdicts come back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from averment import extract, ingest
from averment.checking import Context, Settings, check_claim, load_settings
from averment.claim import Claims, Document
from averment.evidence import Evidence, open_evidence
from averment.reference import Gazetteer, Milestones
from averment.verdict import Analysis, Checked, EvidenceStamp

Source = str | Path | Document


def check(
    source: Source,
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    evidence: Path | str | None = None,
) -> Analysis:
    """Find every claim in a text and put it before the record.

    `source` is a path, an http(s) URL or a `Document`; `published`, `publisher` and `title`
    override what the source says of itself; `evidence` is the folder of an evidence pack (the one
    shipped, by default). Raises `averment.errors.AvermentError` for input or evidence that cannot
    be used.
    """
    with open_evidence(evidence) as record:
        document = ingest.load(source, published=published, publisher=publisher, title=title)
        claims = extract.read(document, Gazetteer.default())
        return weigh(claims, record, load_settings())


def read(
    source: Source,
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
) -> Claims:
    """Find every claim in a text. Arguments and errors are those of `check`."""
    document = ingest.load(source, published=published, publisher=publisher, title=title)
    return extract.read(document, Gazetteer.default())


def weigh(claims: Claims, record: Evidence, settings: Settings) -> Analysis:
    """Put claims that were read before an open record."""
    from averment import __version__

    context = Context(
        document=claims.document,
        claims=claims.claims,
        milestones=Milestones(record.milestones()),
        last_day=max(dataset.coverage_end for dataset in record.datasets()),
    )
    checked = tuple(
        Checked(claim=claim, verdict=check_claim(claim, record, context, settings))
        for claim in claims.claims
    )
    pack = record.pack
    stamp = EvidenceStamp(
        name=pack.name,
        title=pack.title,
        version=pack.version,
        sha256=record.sha256,
        vintage=record.vintage,
    )
    return Analysis(
        document=claims.document,
        checked=checked,
        evidence=stamp,
        version=__version__,
        weights=dict(settings.raw),
    )
