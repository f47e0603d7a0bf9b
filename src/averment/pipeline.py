"""The story: a text becomes claims, claims are put before the record, verdicts come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from averment import extract, ingest
from averment.checking import Context, Settings, check_claim, load_settings
from averment.claim import CHANGED, Claims, Document
from averment.evidence import Evidence, open_evidence
from averment.extract.analyser import Name as Analyser
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
    analyser: Analyser = "encoder",
) -> Analysis:
    """Find every claim in a text and put it before the record.

    `source` is a path, an http(s) URL or a `Document`, or the path of a claims file, whose claims
    are taken as a person left them; `published`, `publisher` and `title` override what the source
    says of itself; `evidence` is the folder of a store of datasets, beside the pack that is shipped
    (by default, the user's own store), or of another pack to use alone. Raises
    `averment.errors.AvermentError` for input or evidence that cannot be used.
    """
    with open_evidence(evidence) as record:
        names = Gazetteer.default().with_names(record.names)
        claims = read(
            source,
            published=published,
            publisher=publisher,
            title=title,
            analyser=analyser,
            names=names,
        )
        return weigh(claims, record, load_settings(), names)


def read(
    source: Source,
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    mentions: bool = False,
    reasons: bool = False,
    analyser: Analyser = "encoder",
    names: Gazetteer | None = None,
) -> Claims:
    """Find every claim in a text; with `mentions` whatever else the passes found, with `reasons`
    which words and rules gave each field. The analyser `fast` is quicker and reads less well.

    `names` are the names of places and actors (by default those shipped). The other arguments and
    the errors are those of `check`.
    """
    known = names or Gazetteer.default()
    load = partial(ingest.load, published=published, publisher=publisher, title=title)
    if isinstance(source, str | Path) and ingest.is_claims_file(Path(source)):
        claims, digests = ingest.read_claims(Path(source))
        document = load(claims.document)
        return _with_corrections(claims.model_copy(update={"document": document}), digests, known)
    document = load(source)
    return extract.read(
        document,
        known,
        with_mentions=mentions,
        with_reasons=reasons,
        analyser=analyser,
    )


def read_many(sources: Iterable[Source], *, mentions: bool = False) -> Iterator[Claims]:
    """Read texts one after the other; what was read of one is forgotten before the next.

    Errors are those of `check`, raised when their text is reached.
    """
    return (read(source, mentions=mentions) for source in sources)


def _with_corrections(claims: Claims, digests: Mapping[str, str], names: Gazetteer) -> Claims:
    """Name the fields that a person changed, where the reader still reads what it read then."""
    if not any(claim.corrected == (CHANGED,) for claim in claims):
        return claims
    read_now = extract.read(claims.document, names)
    originals = {claim.id: claim for claim in read_now if claim.digest == digests.get(claim.id)}
    named = tuple(
        claim.compared_with(originals[claim.id])
        if claim.corrected == (CHANGED,) and claim.id in originals
        else claim
        for claim in claims
    )
    return claims.model_copy(update={"claims": named})


def weigh(
    claims: Claims, record: Evidence, settings: Settings, names: Gazetteer | None = None
) -> Analysis:
    """Put claims that were read before an open record; `names` are those they were read with."""
    from averment import __version__

    context = Context(
        document=claims.document,
        claims=claims.claims,
        milestones=Milestones(record.milestones()),
        last_day=max(dataset.coverage_end for dataset in record.datasets()),
        names=names or Gazetteer.default(),
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
