"""The story: a text becomes claims, claims are put before the record, verdicts come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache, partial
from pathlib import Path
from typing import overload

from averment import extract, ingest
from averment.checking import (
    Context,
    Settings,
    check_claim,
    check_ids,
    inconsistencies,
    load_settings,
)
from averment.claim import CHANGED, Claim, Claims, Document
from averment.evidence import Evidence, open_evidence
from averment.extract.analyser import Name as Analyser
from averment.extract.speakers import speaker_of
from averment.reference import Gazetteer, Milestones
from averment.verdict import Analysis, Checked, EvidenceStamp, SourceText

Source = str | Path | Document
#: Is told which claim of how many is being checked.
Progress = Callable[[int, int], None]


@overload
def check(
    source: Claim,
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    author: str | None = None,
    evidence: Evidence | Path | str | None = None,
    axes: Settings | Path | str | None = None,
    sources: Iterable[Source] = (),
) -> Checked: ...


@overload
def check(
    source: Source | Claims | Iterable[Claim],
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    author: str | None = None,
    evidence: Evidence | Path | str | None = None,
    axes: Settings | Path | str | None = None,
    sources: Iterable[Source] = (),
    analyser: Analyser = "encoder",
    progress: Progress | None = None,
) -> Analysis: ...


def check(
    source: Source | Claim | Claims | Iterable[Claim],
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    author: str | None = None,
    evidence: Evidence | Path | str | None = None,
    axes: Settings | Path | str | None = None,
    sources: Iterable[Source] = (),
    analyser: Analyser = "encoder",
    progress: Progress | None = None,
) -> Analysis | Checked:
    """Find every claim in a text and put it before the record.

    `source` is a path, an http(s) URL or a `Document`, or the path of a claims file, whose claims
    are taken as a person left them; `published`, `publisher`, `title` and `author` override what
    the source says of itself. It may also be what `read` returned, claims built by hand, or one
    such claim, which is returned with its verdict. `evidence` is an open record, or the folder of a
    store of datasets, beside the pack that is shipped (by default, the user's own store), or of
    another pack to use alone; `axes` is a file of weights to lay over those that are shipped, or
    settings; `sources` are documents in which to look for the words that the text quotes;
    `progress` is called with the number of each claim and how many there are. Raises
    `averment.errors.AvermentError` for input, evidence or weights that cannot be used.

    >>> import averment
    >>> many = averment.Claim.count("suicide_attacks", 300, place="PAK", window="2023")
    >>> averment.check(many, published="2024-03-25").verdict.label.value
    'contradicted'
    """
    settings = axes if isinstance(axes, Settings) else load_settings(axes)
    if isinstance(evidence, Evidence):
        opened: AbstractContextManager[Evidence] = nullcontext(evidence)
    else:
        opened = open_evidence(evidence)
    with opened as record:
        names = _names(record.names)
        if isinstance(source, Claims):
            claims = source
        elif isinstance(source, Source):
            claims = read(
                source,
                published=published,
                publisher=publisher,
                title=title,
                author=author,
                analyser=analyser,
                names=names,
            )
        else:
            alone = [source] if isinstance(source, Claim) else source
            claims = Claims.of(
                alone, published=published, publisher=publisher, title=title, author=author
            )
            for claim in claims:
                check_ids(claim, settings, names)
        documents = tuple(map(_quotable, sources))
        analysis = weigh(claims, record, settings, names, documents, progress)
    return analysis.checked[0] if isinstance(source, Claim) else analysis


def read(
    source: Source,
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    author: str | None = None,
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
    load = partial(
        ingest.load, published=published, publisher=publisher, title=title, author=author
    )
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


@lru_cache(maxsize=1)
def _names(added: tuple[tuple[str, str], ...]) -> Gazetteer:
    """The shipped names and those of a record; kept, for one record is asked about many texts."""
    return Gazetteer.default().with_names(added)


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


def _quotable(source: Source) -> Document:
    """Load a document in which to look for quotations; one without a title goes by its file."""
    document = ingest.load(source)
    if document.title or isinstance(source, Document):
        return document
    return document.model_copy(update={"title": Path(source).name})


def weigh(
    claims: Claims,
    record: Evidence,
    settings: Settings,
    names: Gazetteer | None = None,
    sources: Sequence[Document] = (),
    progress: Progress | None = None,
) -> Analysis:
    """Put claims that were read before an open record; `names` are those they were read with.

    `sources` are documents in which to look for the words that the text quotes.
    """
    from averment import __version__

    known = names or Gazetteer.default()
    context = Context(
        document=claims.document,
        claims=claims.claims,
        milestones=Milestones(record.milestones()),
        last_day=max(dataset.coverage_end for dataset in record.datasets()),
        names=known,
        sources=sources,
        speaker=partial(speaker_of, names=known),
    )
    checked = []
    for number, claim in enumerate(claims, start=1):
        if progress is not None:
            progress(number, len(claims))
        verdict = check_claim(claim, record, context, settings)
        checked.append(Checked(claim=claim, verdict=verdict))
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
        checked=tuple(checked),
        evidence=stamp,
        version=__version__,
        weights=dict(settings.raw),
        findings=inconsistencies(claims.document, claims.claims, settings),
        sources=tuple(
            SourceText(title=one.title or one.url or "", sha256=one.sha256, published=one.published)
            for one in sources
        ),
    )
