"""An analysis as Markdown: what can be pasted into a wiki, an issue or a newsroom's system."""

from __future__ import annotations

import re
from collections.abc import Iterator

from averment.report.exports.files import Files, Issuer
from averment.report.words import opening, percent, say, verdict_words, who_says
from averment.verdict import Analysis, Checked

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+|~!-])")


def write(analysis: Analysis, _: Issuer) -> Files:
    """Return `report.md`."""
    return {"report.md": as_markdown(analysis).encode("utf-8", "replace")}


def as_markdown(analysis: Analysis) -> str:
    """Return the analysis as Markdown; what the text says of itself is escaped in it."""
    return "\n".join(_lines(analysis)) + "\n"


def _lines(analysis: Analysis) -> Iterator[str]:
    document = analysis.document
    yield f"# {_plain(document.title or 'A text')}, put before the record"
    told = [document.publisher, document.author, document.published and str(document.published)]
    yield ""
    yield ", ".join(_plain(part) for part in told if part) or "No source or date is known."
    if document.url:
        yield f"\n<{document.url.replace('>', '%3E').replace(' ', '%20')}>"
    for finding in analysis.findings:
        yield f"\n**{opening(say('finding', finding.sort))}.** {_plain(finding.sentence)}"
    for number, checked in enumerate(analysis, start=1):
        yield ""
        yield from _claim(number, checked)
    yield ""
    yield f"_Evidence: {_plain(analysis.evidence.title)}, {analysis.evidence.vintage}. "
    yield f"Averment {analysis.version}; text {analysis.document.sha256[:12]}._"


def _claim(number: int, checked: Checked) -> Iterator[str]:
    claim, verdict = checked.claim, checked.verdict
    yield f"## {number}. {opening(verdict_words(checked))}"
    yield ""
    yield f"> {_plain(claim.text)}"
    yield f">\n> — {_plain(who_says(claim))}"
    yield ""
    yield _plain(verdict.reason)
    if verdict.weighted_share is not None and verdict.readings > 1:
        share = percent(verdict.weighted_share)
        yield f"True in {share} of {verdict.readings} readings, by weight."
    points = [
        *((opening(say("flag", flag.id)), flag.sentence) for flag in verdict.flags),
        ("Holds", verdict.counterclaim.sentence if verdict.counterclaim else ""),
        ("Nearest stretch", verdict.stretch.sentence if verdict.stretch else ""),
        ("Known then", verdict.known_then.sentence if verdict.known_then else ""),
        ("Would settle it", verdict.would_settle.record if verdict.would_settle else ""),
    ]
    shown = [f"- **{name}:** {_plain(said)}" for name, said in points if said]
    if shown:
        yield ""
        yield from shown
    if verdict.evidence:
        names = dict.fromkeys(f"{s.publisher}, {s.title} ({s.vintage})" for s in verdict.evidence)
        yield ""
        yield f"Records asked: {_plain('; '.join(names))}."


def _plain(text: str) -> str:
    """Return text on one line that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
