"""A report, recomputed: from its own claims, weights and text, and compared to the bit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from averment.checking import Settings, settings_from
from averment.claim import Claims, Record
from averment.errors import ReportBroken
from averment.evidence import Evidence
from averment.pipeline import Source, check
from averment.verdict import Analysis

#: No more of a value is told than this many characters.
SHOWN = 200


class Departure(Record):
    """A field that came out otherwise: of which claim (none: of the whole), what it was and is."""

    claim: str | None
    field: str
    then: str
    now: str


class Replay(Record):
    """Whether a recomputed analysis has the same bytes, and else what differs, and why."""

    identical: bool
    claims: int
    departures: tuple[Departure, ...] = ()
    reasons: tuple[str, ...] = ()


def replay(
    report: Analysis | Path | str,
    *,
    evidence: Evidence | Path | str | None = None,
    sources: Iterable[Source] = (),
) -> Replay:
    """Recompute an analysis, or the one in a file, and compare.

    `evidence` and `sources` are what `check` was given. What other fact-checkers said and what
    earlier reports said is taken as it stands. Raises `averment.errors.ReportBroken` for a file
    that holds no analysis or one that this version cannot recompute, and what `check` raises.
    """
    then = report if isinstance(report, Analysis) else Analysis.load(report)
    claims = Claims(document=then.document, claims=tuple(one.claim for one in then))
    found = check(claims, evidence=evidence, axes=_weights(then), sources=sources)
    checked = tuple(
        new.model_copy(update={"factchecks": old.factchecks, "history": old.history})
        for old, new in zip(then, found, strict=True)
    )
    now = found.model_copy(update={"checked": checked})
    if now.to_json() == then.to_json():
        return Replay(identical=True, claims=len(then))
    return Replay(
        identical=False,
        claims=len(then),
        departures=tuple(_departures(then.to_dict(), now.to_dict())),
        reasons=tuple(_reasons(then, now)),
    )


def _weights(then: Analysis) -> Settings:
    try:
        return settings_from(then.weights)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ReportBroken(
            f"The weights in the report are not those of this version: {problem}.",
            hint=f"It was made by Averment {then.version}; replay it with that version.",
        ) from None


def _departures(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Departure]:
    """Yield what differs: of the whole by its fields, of claims by those of their verdicts."""
    for name, value in then.items():
        if name != "claims" and value != now[name]:
            yield _departure(None, name, value, now[name])
    for old, new in zip(then["claims"], now["claims"], strict=True):
        for name, value in old["verdict"].items():
            if value != new["verdict"][name]:
                yield _departure(old["id"], name, value, new["verdict"][name])


def _departure(claim: str | None, field: str, then: object, now: object) -> Departure:
    """Tell a departure; of long values from where they part."""
    one, other = str(then), str(now)
    parted = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    start = max(0, parted - 20) if len(one) > SHOWN or len(other) > SHOWN else 0
    first, last = (("…" if start else "") + text[start : start + SHOWN] for text in (one, other))
    return Departure(claim=claim, field=field, then=first, now=last)


def _reasons(then: Analysis, now: Analysis) -> Iterator[str]:
    """Yield what is known to be another: the version, the evidence, the documents given."""
    if then.version != now.version:
        yield f"The report was made by Averment {then.version}; this is {now.version}."
    if then.evidence != now.evidence:
        yield (
            f"The evidence is another: {then.evidence.title} {then.evidence.version} "
            f"({then.evidence.sha256[:12]}) then, {now.evidence.title} {now.evidence.version} "
            f"({now.evidence.sha256[:12]}) now."
        )
    held = {one.id: one for checked in now for one in checked.verdict.evidence}
    asked = {one.id: one for checked in then for one in checked.verdict.evidence}
    for name, source in asked.items():
        if name not in held:
            yield f"The dataset {name} ({source.vintage}) is not asked now."
        elif (source.vintage, source.sha256) != (held[name].vintage, held[name].sha256):
            yield f"The dataset {name} is another: {source.vintage} then, {held[name].vintage} now."
    for name in held.keys() - asked.keys():
        yield f"The dataset {name} is asked now and was not then."
    given = {source.sha256 for source in now.sources}
    for document in then.sources:
        if document.sha256 not in given:
            yield f"The document “{document.title}” was given then, and is missing now."
