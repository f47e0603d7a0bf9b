"""Analyses built by hand, so that the report can be tested without the reader or the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import product
from typing import Any

from averment.claim import Attribution, Claim, Document, MeasureRef, Span, Stance, Value
from averment.verdict import (
    Analysis,
    Axis,
    Checked,
    Counterclaim,
    Derivation,
    EvidenceStamp,
    Excluded,
    FigureRow,
    Flag,
    Flip,
    KnownThen,
    Label,
    Option,
    Outcome,
    PartyFigure,
    Quartiles,
    Source,
    Stretch,
    Truth,
    Verdict,
    Why,
    WouldSettle,
)


def year(number: int) -> tuple[dt.date, dt.date]:
    return dt.date(number, 1, 1), dt.date(number + 1, 1, 1)


def said(source: str, stance: Stance = Stance.ASSERTS) -> Attribution:
    return Attribution(
        source=source,
        source_text=source,
        cue="says" if stance is Stance.ASSERTS else "deny",
        stance=stance,
    )


def claim(text: str, words: str, number: int, **fields: Any) -> Claim:
    """A claim on the first place where `words` stand in `text`."""
    start = text.index(words)
    span = Span(start, start + len(words))
    fields.setdefault("kind", "count")
    return Claim(id=f"c{number}", text=words, span=span, sentence=span, **fields)


def row(publisher: str, when: int, value: float, **fields: Any) -> FigureRow:
    start, end = year(when)
    known = {
        "id": f"{publisher.lower()}-{when}",
        "dataset": publisher.lower(),
        "publisher": publisher,
        "standing": "independent",
        "measure": "attacks",
        "definition": "attacks of every kind",
        "place": "XXA",
        "start": start,
        "end": end,
        "value": value,
        "low": None,
        "high": None,
        "unit": "count",
        "report": f"Yearbook {when}",
        "published": dt.date(when + 1, 1, 5),
        "provisional": False,
        "confirmed": True,
        "url": f"https://example.org/{publisher.lower()}/{when}",
        "note": "",
    }
    return FigureRow(**{**known, **fields})


COUNTS = {
    "Institute": {2015: 92, 2016: 71, 2017: 44, 2018: 20, 2019: 11, 2020: 8, 2021: 9, 2022: 31},
    "Observatory": {2018: 24, 2019: 14, 2020: 10, 2021: 12, 2022: 29},
}


def rows() -> tuple[FigureRow, ...]:
    return tuple(
        row(publisher, when, value)
        for publisher, counts in COUNTS.items()
        for when, value in counts.items()
    )


def outcome(publisher: str, base: int, claimed: tuple[float, float]) -> Outcome:
    """The change from the year `base` to 2022, as one publisher counts."""
    before, after = COUNTS[publisher][base], COUNTS[publisher][2022]
    value = (after / before - 1) * 100
    band = ((after - 1) / (before + 1) - 1) * 100, ((after + 1) / (before - 1) - 1) * 100
    holds = band[1] >= claimed[0] and band[0] <= claimed[1]
    return Outcome(
        options={"publisher": publisher, "baseline": str(base), "estimate": "best"},
        weight=0.1,
        truth=Truth.TRUE if holds else Truth.FALSE,
        value=value,
        low=value,
        high=value,
        band=band,
        numerator=(after, after),
        denominator=(before, before),
        figures=(f"{publisher.lower()}-2022",),
        base_figures=(f"{publisher.lower()}-{base}",),
        window=year(2022),
        baseline=(year(base),),
        sentence=f"{publisher}: {before} ({base}) → {after} (2022), {value:+.0f} %",
    )


AXES = (
    Axis(
        id="publisher",
        label="Who counted",
        options=(Option(id="Institute", label="Institute"), Option(id="Observatory", label="Obs.")),
    ),
    Axis(
        id="estimate", label="Which estimate", options=(Option(id="best", label="best estimate"),)
    ),
    Axis(
        id="baseline",
        label="Compared with what",
        options=tuple(Option(id=str(y), label=f"the year {y}") for y in (2018, 2019, 2020, 2021)),
    ),
)

SOURCES = tuple(
    Source(
        id=name.lower(),
        title=f"Yearbook of the {name}",
        publisher=name,
        publisher_name=f"The {name}",
        standing="independent",
        licence="CC BY 4.0",
        citation=f"The {name}, yearbooks.",
        vintage="2023",
        url=f"https://example.org/{name.lower()}",
        counts="Attacks.",
        does_not_count="Clashes.",
    )
    for name in COUNTS
)


def weighed(label: Label = Label.CONTESTED, **fields: Any) -> Verdict:
    """A verdict on a change, with everything that a verdict can hold."""
    claimed = (180.0, 220.0)
    outcomes = tuple(
        outcome(publisher, base, claimed)
        for publisher, base in product(COUNTS, (2018, 2019, 2020, 2021))
    )
    values = sorted(o.value or 0.0 for o in outcomes)
    known: dict[str, Any] = {
        "label": label,
        "flags": (Flag(id="small_base", sentence="The base is 8: one more moves it far."),),
        "reason": "5 of 8 fair readings bear this out. What decides most is the baseline.",
        "readings": len(outcomes),
        "share": 0.625,
        "weighted_share": 0.6,
        "values": Quartiles(min=values[0], q1=55, median=150, q3=240, max=values[-1]),
        "flips": (
            Flip(
                axis="baseline",
                label="Compared with what",
                share=0.8,
                true=("the year 2020",),
                false=("the year 2018",),
                mixed=("the year 2019",),
            ),
            Flip(axis="publisher", label="Who counted", share=0.2),
            Flip(axis="release", label="Which release", share=0.001),
        ),
        "own_reading": outcomes[2],
        "best_reading": outcomes[3],
        "stretches": (
            Stretch(
                axis="measure",
                label="all clashes",
                value=168,
                gap=-0.16,
                publisher="Institute",
                truth=Truth.FALSE,
                figures=("institute-2021",),
                sentence="all clashes, 168 (Institute), 16 % below",
            ),
        ),
        "known_then": KnownThen(
            label=Label.SUPPORTED, value=210.0, sentence="From what was known, “supported”."
        ),
        "said_by_parties": (
            PartyFigure(
                publisher="Ministry of Example",
                said=dt.date(2023, 2, 1),
                sentence="+200 %: attacks, 2022 (briefing).",
                url="https://example.org/briefing",
                figure="ministry-2022",
            ),
        ),
        "derivations": (
            Derivation(
                sentence="31, as the Institute counts 2022, against 10, as the Observatory counts "
                "2020, gives +210 %. A derivation, not a reading.",
                value=210,
                figures=("institute-2022", "observatory-2020"),
            ),
        ),
        "counterclaim": Counterclaim(sentence="Attacks rose by at least 20 percent.", share=0.97),
        "interval": claimed,
        "unit": "percent",
        "axes": AXES,
        "outcomes": outcomes,
        "excluded": (Excluded(reason="the figures do not cover the period", readings=4),),
        "rows": (*rows(), row("Ministry", 2022, 200, standing="official", unit="percent")),
        "evidence": SOURCES,
        "sql": ("SELECT * FROM figures WHERE measure = 'attacks' AND place = 'XXA';",),
    }
    return Verdict(**{**known, **fields})


def plain(label: Label, **fields: Any) -> Verdict:
    """A verdict without readings."""
    return Verdict(label=label, reason=fields.pop("reason", f"It is {label.value}."), **fields)


def analysis(text: str, checked: Sequence[tuple[Claim, Verdict]] = (), **document: Any) -> Analysis:
    known: dict[str, Any] = {
        "title": "A quarrel about numbers",
        "publisher": "The Example",
        "published": dt.date(2023, 3, 1),
    }
    return Analysis(
        document=Document(text=text, **{**known, **document}),
        checked=tuple(Checked(claim=c, verdict=v) for c, v in checked),
        evidence=EvidenceStamp(
            name="example", title="Example pack", version="1", sha256="0" * 64, vintage="2023"
        ),
        version="0.0",
        weights={"labels": {"supported": 0.95}, "measure": [{"id": "attacks", "fair": ["a"]}]},
    )


CHANGE: dict[str, Any] = {
    "kind": "change",
    "measure": MeasureRef(id="attacks", text="attacks"),
    "value": Value(number=200, unit="percent", low=200, high=200),
    "direction": "up",
}

TEXT = (
    "The Gazette writes that the minister alleges attacks rose by 200 percent in 2022.\n\n"
    "The rebels deny that attacks rose by 200 percent since the truce. Ten towns were lost, "
    "two villages burned, nine bridges fell, and four mills stood still. Sixty men left.\n\n"
    "The army invaded in 1999. It was a shameful year. Only the general knows why he turned back. "
    "Sixteen prisoners were shown to no one."
)


def full() -> Analysis:
    """A text with a claim of every label, a denial, an opinion and an accusation passed on."""
    gazette, minister = said("The Gazette"), said("the minister", Stance.ALLEGES)
    labels = [
        ("Ten towns were lost", Label.SUPPORTED),
        ("two villages burned", Label.MOSTLY_SUPPORTED),
        ("nine bridges fell", Label.MOSTLY_CONTRADICTED),
        ("four mills stood still", Label.CONTRADICTED),
    ]
    found: list[tuple[str, dict[str, Any], Verdict]] = [
        (
            "attacks rose by 200 percent in 2022",
            {**CHANGE, "attribution": (gazette, minister)},
            weighed(),
        ),
        (
            "attacks rose by 200 percent since the truce",
            {**CHANGE, "attribution": (said("the rebels", Stance.DENIES),)},
            weighed(Label.SUPPORTED),
        ),
        *((words, {}, plain(label)) for words, label in labels),
        (
            "Sixteen prisoners were shown to no one",
            {},
            plain(
                Label.NOT_COVERED,
                why=Why.ONLY_PARTIES,
                would_settle=WouldSettle(record="A list of prisoners."),
            ),
        ),
        (
            "It was a shameful year",
            {"kind": "opinion", "checkable": False, "why_not": "opinion"},
            plain(Label.NOT_CHECKABLE),
        ),
        (
            "Only the general knows why he turned back",
            {"kind": "event", "checkable": False, "why_not": "private"},
            plain(Label.NOT_CHECKABLE),
        ),
    ]
    checked = [
        (claim(TEXT, words, number, **fields), verdict)
        for number, (words, fields, verdict) in enumerate(found, start=1)
    ]
    return analysis(TEXT, checked)
