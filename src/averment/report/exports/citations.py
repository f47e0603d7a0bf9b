"""The datasets that an analysis used, as references: BibTeX and CSL-JSON."""

from __future__ import annotations

from averment.reference import citations
from averment.report.exports.files import Files, Issuer, dumped
from averment.verdict import Analysis, Source


def used(analysis: Analysis) -> list[Source]:
    """Return the datasets that any claim was put before, by id."""
    found = {source.id: source for checked in analysis for source in checked.verdict.evidence}
    return [source for _, source in sorted(found.items())]


def bibtex(analysis: Analysis, _: Issuer) -> Files:
    """Return `citations.bib`."""
    entries = [citations.bibtex(source) for source in used(analysis)]
    return {"citations.bib": ("\n\n".join(entries) + "\n").encode("utf-8", "replace")}


def csl(analysis: Analysis, _: Issuer) -> Files:
    """Return `citations.json`, for reference managers."""
    return {"citations.json": dumped([citations.csl(source) for source in used(analysis)])}
