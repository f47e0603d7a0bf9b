"""The report as one page of HTML that needs nothing but itself: no network, no script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from averment.report import tables, words
from averment.report.cards import Card, card
from averment.report.charts import WORKERS
from averment.report.fragment import safe_url
from averment.report.marks import paragraphs
from averment.report.readback import read_as
from averment.report.summary import findings, gloss, inconsistent, leading, part, tallies
from averment.verdict import Analysis, Checked, Label

# What a page cannot hold, and the characters that would make words read in another order than
# they stand; both are shown as replaced.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def render(analysis: Analysis) -> str:
    """Return the report on one analysis as a self-contained HTML page.

    Nothing of the document or the evidence can become markup; only http and https addresses
    become links.
    """
    document = analysis.document
    full = leading(analysis.checked)
    numbered = enumerate(analysis.checked, start=1)

    def made(one: tuple[int, Checked]) -> Card:
        number, checked = one
        return card(number, checked, document, full=number in full)

    with ThreadPoolExecutor(WORKERS + 1) as workers:  # the drawing engines work beside this one
        page = workers.submit(_page)
        cards = list(workers.map(made, numbered))
    sources = _sources(analysis)
    html = page.result().render(
        analysis=analysis,
        document=document,
        paragraphs=paragraphs(document.text, [c.claim for c in cards]),
        cards=cards,
        card_of={c.claim.id: c for c in cards},
        parts=part(cards),
        tallies=tallies(cards),
        findings=findings(cards),
        inconsistent=inconsistent(analysis),
        sources=sources,
        source_number={source.id: place for place, source in enumerate(sources, start=1)},
        weights=list(_flat(analysis.weights)),
        labels=[(label, gloss(label)) for label in Label],
    )
    return _NOT_TEXT.sub("\ufffd", html) + "\n"


def page_of(template: str, **content: Any) -> str:
    """Fill a template of a page; what a page cannot hold is shown as replaced."""
    return _NOT_TEXT.sub("\ufffd", _environment().get_template(template).render(**content)) + "\n"


def _sources(analysis: Analysis) -> list[Any]:
    found = {s.id: s for checked in analysis.checked for s in checked.verdict.evidence}
    return [found[name] for name in sorted(found)]


def _flat(weights: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """List nested settings as lines: `option.window.literal.naturalness`, `1.0`."""
    for key, value in weights.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            yield from _flat(value, name)
        elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            for item in value:
                yield from _flat(item, f"{name}.{item.get('id', '')}".rstrip("."))
        else:
            said = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
            yield name, said


def _page() -> Template:
    """Return the page's template, with all that it imports made ready."""
    environment = _environment()
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)
    return environment.get_template("page.html.j2")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("averment.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("averment.report").joinpath("templates", "style.css").read_text(encoding="utf-8")
    environment.globals.update(
        style=Markup(style), words=words, tables=tables, read_as=read_as, safe_url=safe_url
    )
    environment.filters.update(
        day=words.day, percent=words.percent, opening=words.opening, plain_number=words.number
    )
    return environment
