"""Who says quoted words in a source, where that is somebody else than the text says."""

from __future__ import annotations

import re

from averment.checking.ask import Context
from averment.checking.passages import Place
from averment.kinds.wording import is_role
from averment.reference import Gazetteer, words

_ASIDE = re.compile(r"\(.*?\)")


def other_speaker(claimed: str, place: Place, context: Context) -> str:
    """Return who says the words in the source, if it is a person other than the one claimed.

    Empty where the source does not say it, or where one of the two is named by an office or a body
    only: whether they are the same cannot be told.
    """
    said = _ASIDE.sub("", context.speaker(place.document, place.span)).strip()
    mine, theirs = _surname(claimed, context.names), _surname(said, context.names)
    if not mine or not theirs or mine in words.folded(said) or theirs in words.folded(claimed):
        return ""
    return said


def _surname(name: str, names: Gazetteer) -> str:
    """The last word of a person's name, folded; empty for a role or a body."""
    parts = name.split()
    person = parts and parts[0][:1].isupper() and parts[-1][:1].isupper()
    if not person or names.of(name) is not None:
        return ""
    *_, last = words.folded(parts[-1]) or ("",)
    return "" if is_role(last) else last
