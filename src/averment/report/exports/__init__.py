"""An analysis as files that other programs read: one module a format.

`FORMATS` maps the name of a format to its writer: from an analysis and the `Issuer` to the files'
names and contents. Same analysis and issuer, same bytes.
"""

from __future__ import annotations

from averment.report.exports import (
    citations,
    claimreview,
    csv,
    markdown,
    package,
    parquet,
    webannotation,
)
from averment.report.exports.files import Files, Issuer, Writer

FORMATS: dict[str, Writer] = {
    "json": lambda analysis, _: {"verdicts.json": analysis.to_json()},
    "csv": csv.write,
    "parquet": parquet.write,
    "markdown": markdown.write,
    "claimreview": claimreview.write,
    "annotations": webannotation.write,
    "bibtex": citations.bibtex,
    "csl": citations.csl,
    "datapackage": package.write,
}

__all__ = ["FORMATS", "Files", "Issuer", "Writer"]
