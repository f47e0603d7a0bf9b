"""An analysis in which every string tries to become markup, script or an address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from analyses import AXES, CHANGE, SOURCES, analysis, claim, outcome, rows, said, weighed
from manifold import PASSAGE, PATH, landscape, witness

from averment.claim import Attribution, MeasureRef, Stance
from averment.verdict import (
    Analysis,
    Axis,
    Counterclaim,
    Derivation,
    Difference,
    Earlier,
    FactCheck,
    Finding,
    Flag,
    Flip,
    Label,
    PartyFigure,
    SourceText,
    Stretch,
    Truth,
    WouldSettle,
)

SCRIPT = "</script></style></title><script>window.owned=1</script>"
IMAGE = "<img src=x onerror='window.owned=1'><svg onload=window.owned=1>"
QUOTES = '" onmouseover="window.owned=1" x=\'\' `{{ 7*7 }}` {% raw %} ]]> <!-- & &amp; &#60;b&#62;'
INVISIBLE = "\u202eright to left\u2066 zero\u200bwidth \ufeff \u2028 \x00 \x1b[31m \ud800 \ufffe"
ALL = f"{SCRIPT} {IMAGE} {QUOTES} {INVISIBLE}"
ADDRESSES = (
    "javascript:window.owned=1",
    " JaVaScRiPt:window.owned=1",
    "java\nscript:window.owned=1",
    "data:text/html,<script>window.owned=1</script>",
    "vbscript:x",
    "//example.org/x",
    "file:///etc/passwd",
    "https:javascript:window.owned=1",
    "http://[broken",
    'https://example.org/"onmouseover="window.owned=1',
    "https://example.org/<script>window.owned=1</script>",
)


def attack() -> Analysis:
    words = f"attacks rose {ALL} by 200 percent"
    text = f"{ALL}\n\nThe Gazette: {words} in 2022. {ALL}"
    text = text.encode("utf-8", "replace").decode()
    words = words.encode("utf-8", "replace").decode()
    fields: dict[str, Any] = {
        **CHANGE,
        "attribution": (
            Attribution(source=ALL, source_text=ALL, cue=ALL, stance=Stance.ASSERTS),
            said(ALL, Stance.ALLEGES),
        ),
        "measure": MeasureRef(id=None, text=ALL),
        "hedge": ALL,
    }
    first = claim(text, words, 1, **fields)
    checked = [
        (first.model_copy(update={"id": QUOTES}), verdict()),
        (first.model_copy(update={"id": "c2", "span": first.span}), verdict()),
    ]
    made = analysis(text, checked, title=ALL, publisher=ALL, author=ALL, url=ADDRESSES[9])
    beside = {
        "factchecks": tuple(
            FactCheck(publisher=ALL, url=url, claim=ALL, rating=ALL, claimant=ALL)
            for url in ADDRESSES
        ),
        "history": (Earlier(label=Label.SUPPORTED, reason=ALL, averment=ALL, vintage=ALL),),
    }
    first = made.checked[0].model_copy(update=beside)
    return made.model_copy(
        update={
            "checked": (first, *made.checked[1:]),
            "findings": (Finding(sort=QUOTES, claims=(QUOTES, "c2"), sentence=ALL),),
            "sources": (SourceText(title=ALL, sha256=ALL),),
        }
    )


def manifold_fields() -> dict[str, Any]:
    """The records that only some claims have, with hostile words in each."""
    steps = tuple(
        step.model_copy(update={"axis": QUOTES, "label": ALL, "options": (ALL, ALL)})
        for step in PATH
    )
    land = landscape()
    differences = tuple(
        Difference(sort=sort, quoted=ALL, stands=ALL)
        for sort in ("equal", "replaced", "missing", "added", QUOTES)
    )
    return {
        "path": steps,
        "counterclaims": (
            Counterclaim(sentence=ALL, share=0.97),
            Counterclaim(sentence=ALL, share=1, changes=QUOTES),
        ),
        "landscape": land.model_copy(
            update={"dataset": ALL, "publisher": ALL, "measure": ALL, "sentence": ALL}
        ),
        "testimonies": tuple(
            witness(
                ALL,
                says,
                sentence=ALL,
                root=QUOTES,
                party=ALL,
                url=url,
                published=dt.date(2021, 1, 1),
            )
            for says in ("affirms", "denies", "excludes", "silent")
            for url in ADDRESSES
        ),
        "passages": (
            PASSAGE.model_copy(
                update={
                    "source": ALL,
                    "sha256": ALL,
                    "match": QUOTES,
                    "quoted": ALL,
                    "stands": ALL,
                    "differences": differences,
                }
            ),
        ),
    }


def verdict() -> Any:
    axes = tuple(
        Axis(
            id=axis.id,
            label=f"{axis.label} {ALL}",
            options=tuple(o.model_copy(update={"label": f"{o.label} {ALL}"}) for o in axis.options),
        )
        for axis in AXES
    )
    outcomes = tuple(
        outcome(publisher, base, (180, 220)).model_copy(update={"sentence": ALL})
        for publisher in ("Institute", "Observatory")
        for base in (2018, 2020)
    )
    bad = [
        row.model_copy(
            update={
                "url": ADDRESSES[i % len(ADDRESSES)],
                "publisher": f"{row.publisher} {ALL}",
                "definition": ALL,
                "report": ALL,
                "note": ALL,
                "standing": "media",
            }
        )
        for i, row in enumerate(rows())
    ]
    return weighed(
        Label.CONTESTED,
        flags=(Flag(id=QUOTES, sentence=ALL),),
        reason=ALL,
        flips=(Flip(axis="baseline", label=ALL, share=1, true=(ALL,), false=(ALL,), mixed=(ALL,)),),
        axes=axes,
        outcomes=outcomes,
        own_reading=outcomes[0],
        best_reading=outcomes[1],
        stretches=tuple(
            Stretch(
                axis="measure",
                label=ALL,
                value=1,
                gap=0,
                publisher=ALL,
                truth=Truth.FALSE,
                sentence=ALL,
            )
            for _ in range(2)
        ),
        derivations=(Derivation(sentence=ALL, value=1, figures=(rows()[0].id,)),),
        counterclaim=Counterclaim(sentence=ALL, share=1),
        **manifold_fields(),
        would_settle=WouldSettle(record=ALL, keepers=(ALL,), question=ALL),
        said_by_parties=tuple(
            PartyFigure(
                publisher=ALL, said=dt.date(2023, 1, 1), sentence=ALL, url=url, figure=rows()[0].id
            )
            for url in ADDRESSES
        ),
        rows=tuple(bad),
        evidence=tuple(
            source.model_copy(
                update={
                    "title": ALL,
                    "publisher_name": ALL,
                    "licence": ALL,
                    "citation": ALL,
                    "url": ADDRESSES[0],
                    "counts": ALL,
                    "does_not_count": ALL,
                }
            )
            for source in SOURCES
        ),
        sql=(ALL,),
    )
