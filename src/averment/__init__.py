"""Averment: every statement in a text that could be checked, put before the record.

    import averment

    analysis = averment.check("article.txt", published="2024-03-25")
    for checked in analysis:
        print(checked.verdict.label, checked.claim.text)

The public names below are the whole interface; everything else may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from averment.claim import Claim, Claims, Document, Shown
from averment.errors import AvermentError
from averment.verdict import Analysis, Label, Verdict

if TYPE_CHECKING:
    from averment.evidence import open_evidence
    from averment.pipeline import check, read, read_many
    from averment.replaying import replay

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "AvermentError",
    "Claim",
    "Claims",
    "Document",
    "Label",
    "Verdict",
    "__version__",
    "check",
    "open_evidence",
    "read",
    "read_many",
    "replay",
]

# The analyser and the database are imported when first used, so that `import averment` is quick.
_LATER = {
    "check": "averment.pipeline",
    "read": "averment.pipeline",
    "read_many": "averment.pipeline",
    "open_evidence": "averment.evidence",
    "replay": "averment.replaying",
}


Shown.views = lambda: import_module("averment.report.notebook")


def __getattr__(name: str) -> Any:
    """Import the functions on first use."""
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'averment' has no attribute {name!r}")
