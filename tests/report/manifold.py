"""An analysis with every record that only some claims have, built by hand."""

from __future__ import annotations

import datetime as dt
from math import sin
from typing import Any

from analyses import CHANGE, analysis, claim, plain, row, said, weighed

from averment.claim import Actors, EntityRef, Kind, MeasureRef, Relation, Stance, Window
from averment.verdict import (
    Analysis,
    Branch,
    Counterclaim,
    Difference,
    Earlier,
    FactCheck,
    Finding,
    Flag,
    Grid,
    Label,
    Landscape,
    Passage,
    SourceText,
    Testimony,
    Truth,
    Verdict,
    Why,
    WindowClaim,
    WouldSettle,
)

TEXT = (
    "Attacks rose by 200 percent in 2022, the minister said. The northern government has "
    "sheltered the rebels since 2016. “We shall never leave the hills to them”, the general said "
    "in May. Attacks tripled from 8 to 31. The parties signed a truce on 12 June 2019.\n\n"
    "Thirty villages were flooded in the war."
)


def branch(options: tuple[str, ...], share: float, weight: float, *below: Branch) -> Branch:
    truth = {1.0: Truth.TRUE, 0.0: Truth.FALSE}.get(share)
    return Branch(
        axis="publisher",
        label="Who counted" if "Institute" in options or "Observatory" in options else "Base",
        options=options,
        weight=weight,
        share=share,
        truth=truth,
        branches=below,
    )


PATH = (
    branch(("the year 2020",), 1.0, 0.25),
    branch(("the year 2018",), 0.0, 0.25),
    branch(
        ("the year 2019", "the year 2021"),
        0.5,
        0.5,
        branch(("Institute",), 1.0, 0.3),
        branch(("Observatory",), 0.0, 0.2),
    ),
)


def grid() -> Grid:
    lengths, ends = (1, 2, 3, 4, 6, 8, 12), [dt.date(2005 + n, 1, 1) for n in range(19)]
    shares = tuple(
        tuple(
            None
            if length > n + 1
            else min(1.0, max(0.0, round(0.55 + 0.6 * sin(n / 2.4) - length / 30, 2)))
            for n in range(len(ends))
        )
        for length in lengths
    )
    return Grid(lengths=lengths, ends=tuple(ends), shares=shares)


def window(start: int, end: int, value: float, truth: Truth) -> WindowClaim:
    day = dt.date
    return WindowClaim(
        window=(day(start, 1, 1), day(end, 1, 1)),
        baseline=(day(start - (end - start), 1, 1), day(start, 1, 1)),
        value=value,
        sensibility=0.2,
        truth=truth,
        sentence=f"{value:+.0f} percent from {start} to {end - 1}",
    )


def landscape() -> Landscape:
    return Landscape(
        dataset="institute",
        publisher="Institute",
        measure="attacks",
        unit="year",
        start=dt.date(2004, 1, 1),
        end=dt.date(2023, 1, 1),
        windows=1140,
        zero_base=12,
        share=0.31,
        uniqueness=0.93,
        fairness=-0.42,
        robustness=0.18,
        left_out=0.004,
        percentile=0.96,
        own=window(2022, 2023, 244, Truth.TRUE),
        counterclaims=(window(2020, 2022, -12, Truth.FALSE), window(2018, 2021, 30, Truth.FALSE)),
        nearest_reversal=window(2021, 2022, -5, Truth.FALSE),
        same_figure=(window(2011, 2012, 200, Truth.TRUE),),
        grid=grid(),
        sentence="Of the 1,140 comparisons of periods on record the stated one shows a steeper "
        "rise than 96 %.",
    )


def witness(source: str, says: str, **fields: Any) -> Testimony:
    known: dict[str, Any] = {
        "says": says,
        "source": source,
        "root": source,
        "sentence": f"{source}: what was said of it.",
        "standing": "independent",
        "url": "https://example.org/report",
        "confirmed": True,
    }
    return Testimony(**{**known, **fields})


TESTIMONIES = (
    witness(
        "Monitoring team of the council, thirty-third report to the committee on sanctions",
        "affirms",
        start=dt.date(2018, 1, 1),
        end=dt.date(2022, 6, 1),
        published=dt.date(2022, 7, 1),
    ),
    witness("Observatory", "affirms", start=dt.date(2017, 3, 1), root="Observatory"),
    witness(
        "Treaty register",
        "excludes",
        start=dt.date(2016, 1, 1),
        end=dt.date(2016, 12, 31),
        confirmed=False,
    ),
    witness(
        "Foreign ministry",
        "denies",
        party="Northern government",
        standing="official",
        decides=False,
        published=dt.date(2021, 2, 1),
    ),
    witness("Press agency", "affirms", standing="media"),
)

PASSAGE = Passage(
    source="Speech in the assembly",
    sha256="a" * 64,
    match="altered",
    quoted="We shall never leave the hills to them",
    stands="We should not leave the hills to them today",
    start=120,
    end=164,
    differences=(
        Difference(sort="equal", quoted="We", stands="We"),
        Difference(sort="replaced", quoted="shall never", stands="should not"),
        Difference(
            sort="equal", quoted="leave the hills to them", stands="leave the hills to them"
        ),
        Difference(sort="missing", quoted="", stands="today"),
    ),
)

INSTEAD = (
    Counterclaim(sentence="Attacks rose by at least 20 percent.", share=0.97),
    Counterclaim(sentence="Clashes rose by 200 percent.", share=1.0, changes="measure"),
    Counterclaim(
        sentence="Attacks rose by 200 percent from 2020 to 2022.", share=1.0, changes="window"
    ),
)


FACTCHECKS = (
    FactCheck(
        publisher="The Checkers",
        url="https://example.org/checked",
        claim="Attacks have tripled",
        rating="Half true",
        claimant="The minister",
        published=dt.date(2023, 2, 20),
    ),
)
HISTORY = (
    Earlier(
        label=Label.SUPPORTED,
        reason="Every fair reading bore this out. So it seemed.",
        averment="0.0",
        vintage="2022",
    ),
)


def relation_verdict() -> Verdict:
    return plain(
        Label.MOSTLY_SUPPORTED,
        reason="Two independent sources say so, for 2017 to 2022; the government denies it.",
        flags=(Flag(id="party_denies", sentence="The foreign ministry denied it in 2021."),),
        testimonies=TESTIMONIES,
        readings=3,
        share=0.8,
        weighted_share=0.8,
    )


def manifold() -> Analysis:
    """A text whose claims have a landscape, a path, testimonies, passages and what would settle."""
    ref = EntityRef(id=None, text="the rebels")
    relation = Relation(subject=EntityRef(id="n", text="north"), type="shelters", object=ref)
    since = Window(start=dt.date(2016, 1, 1), end=dt.date(2023, 3, 1), text="since 2016")
    minister, general = said("the minister"), said("the general", Stance.QUOTES)
    counted = weighed(
        path=PATH,
        counterclaims=INSTEAD,
        counterclaim=INSTEAD[0],
        landscape=landscape(),
        window_percentile=0.96,
        fragility=3,
    )
    found = [
        ("Attacks rose by 200 percent in 2022", {**CHANGE, "attribution": (minister,)}, counted),
        (
            "The northern government has sheltered the rebels since 2016",
            {"kind": Kind.RELATION, "relation": relation, "window": since},
            relation_verdict(),
        ),
        (
            "We shall never leave the hills to them",
            {"kind": Kind.QUOTE, "attribution": (general,)},
            plain(
                Label.MOSTLY_CONTRADICTED,
                reason="The speech has “should not”, where “shall never” is quoted.",
                passages=(
                    PASSAGE,
                    PASSAGE.model_copy(
                        update={
                            "match": "not_found",
                            "stands": "",
                            "start": None,
                            "end": None,
                            "differences": (),
                        }
                    ),
                ),
            ),
        ),
        ("Attacks tripled from 8 to 31", CHANGE, weighed(Label.SUPPORTED, flags=())),
        (
            "The parties signed a truce on 12 June 2019",
            {"kind": Kind.EVENT},
            plain(
                Label.CONTRADICTED,
                reason="Signed, but on 24 November 2019 and not in June.",
                testimonies=(
                    witness(
                        "Treaty register",
                        "excludes",
                        start=dt.date(2019, 11, 24),
                        end=dt.date(2019, 11, 24),
                    ),
                ),
            ),
        ),
        (
            "Thirty villages were flooded in the war",
            {"measure": MeasureRef(id=None, text="villages"), "actors": Actors()},
            plain(
                Label.NOT_COVERED,
                why=Why.NO_DATASET,
                reason="No dataset in this evidence counts flooded villages.",
                would_settle=WouldSettle(
                    record="A count of flooded villages by province for the years of the war.",
                    keepers=("the national office of statistics", "the river commission"),
                    question="Could you tell us how many villages were flooded between 1999 and "
                    "2003, in which provinces, and how they were counted?",
                ),
            ),
        ),
    ]
    checked = [
        (claim(TEXT, words, number, **fields), verdict)
        for number, (words, fields, verdict) in enumerate(found, start=1)
    ]
    made = analysis(TEXT, checked, url="https://example.org/numbers?id=1")
    first = made.checked[0].model_copy(update={"factchecks": FACTCHECKS, "history": HISTORY})
    return made.model_copy(
        update={
            "checked": (first, *made.checked[1:]),
            "findings": (
                Finding(
                    sort="two_figures",
                    claims=("c1", "c4"),
                    sentence="Attacks are said to have risen by 200 percent and from 8 to 31, "
                    "which is 288 percent.",
                ),
            ),
            "sources": (
                SourceText(
                    title="Speech in the assembly", sha256="a" * 64, published=dt.date(2022, 5, 1)
                ),
            ),
        }
    )


def many_publishers() -> Verdict:
    """Yearly figures of five publishers, for panels of their own."""
    rows = [
        row(f"Publisher {who}", year, 20 + 10 * who + (year * (who + 2)) % 37)
        for who in range(5)
        for year in range(2004, 2023)
    ]
    own = weighed().outcomes[2].model_copy(update={"figures": (rows[18].id,)})
    return weighed(rows=tuple(rows), own_reading=own)
