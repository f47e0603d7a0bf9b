"""How the reader took a claim, said back to whoever checks it: its parts in words."""

from __future__ import annotations

from collections.abc import Iterable

from averment.claim import Claim, EntityRef, Kind, Window
from averment.report.words import period, table
from averment.verdict import Verdict


def read_as(claim: Claim, verdict: Verdict | None = None) -> list[tuple[str, str]]:
    """Return how the reader took a claim: its parts, each with the words or dates it stands on."""
    said, actors = table("read_as"), claim.actors
    compared = claim.baseline is not None or claim.kind is Kind.CHANGE
    parts = {
        "tie": _tie(claim),
        "event": _event(claim),
        "rank": _rank(claim),
        "measure": _measure(claim, verdict, said),
        "window": _period(claim.window, str(said["open"])),
        "baseline": _period(claim.baseline, str(said["open"])) if compared else "",
        "whole": claim.whole or "",
        "place": _names(claim.place),
        "of": _names(actors.of),
        "by": _names(actors.by),
        "against": _names(actors.against),
    }
    return [(str(said[name]), words) for name, words in parts.items() if words]


def _names(found: Iterable[EntityRef]) -> str:
    return ", ".join(one.text for one in found)


def _tie(claim: Claim) -> str:
    tie = claim.relation
    return f"{tie.subject.text} – {tie.type.replace('_', ' ')} – {tie.object.text}" if tie else ""


def _event(claim: Claim) -> str:
    if claim.event is None:
        return ""
    whose = [_names(claim.event.by), _names(claim.event.against), claim.event.name or ""]
    return "; ".join([claim.event.type.replace("_", " "), *filter(None, whose)])


def _rank(claim: Claim) -> str:
    if claim.rank is None:
        return ""
    among = f", among {claim.rank.among}" if claim.rank.among else ""
    return f"number {claim.rank.position} from the {claim.rank.extremum}{among}"


def _measure(claim: Claim, verdict: Verdict | None, said: dict[str, object]) -> str:
    """What is counted; where the words name no measure, what they were taken as in the check."""
    if claim.measure is None:
        return ""
    known = claim.measure.id
    if known:
        return known.replace("_", " ")
    axes = verdict.axes if verdict and verdict.readings else ()
    taken = [one.label for axis in axes if axis.id == "measure" for one in axis.options]
    how = f"{said['taken']} {' or '.join(taken)}" if taken else said["unnamed"]
    return f"“{claim.measure.text}”, {how}"


def _period(window: Window | None, left_open: str) -> str:
    """A period in words; the text's own, where it gives no dates or hangs on an event."""
    if window is None:
        return left_open
    if window.start is None or window.end is None or window.anchor:
        return f"“{window.text}”" if window.text else left_open
    return period(window.start, window.end)
