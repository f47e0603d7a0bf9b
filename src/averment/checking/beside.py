"""What stands beside the readings: what parties said, rows and sources as a report shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from averment.checking.words import say_large, say_percent, say_when
from averment.evidence import Dataset, Figure
from averment.query import Period, Query
from averment.verdict import FigureRow, PartyFigure, Source


def party_figures(
    figures: Sequence[Figure], datasets: Mapping[str, Dataset], query: Query
) -> tuple[PartyFigure, ...]:
    """Return what parties said on the claim's matter by the day of the text, in order of time."""
    said = [f for f in figures if f.published <= query.asked_on]
    return tuple(
        PartyFigure(
            publisher=datasets[figure.dataset].publisher_name,
            said=figure.published,
            sentence=party_sentence(figure, datasets[figure.dataset]),
            url=figure.url,
            figure=figure.id,
        )
        for figure in sorted(said, key=lambda f: (f.published, f.id))
    )


def party_sentence(figure: Figure, dataset: Dataset) -> str:
    """Say a party's figure: what it counts, when, and in which report."""
    percent = figure.unit == "percent"
    amount = f"{say_percent(figure.value)}," if percent else say_large(figure.value)
    what = figure.definition or figure.measure.replace("_", " ")
    source = figure.report or dataset.publisher_name
    return f"{amount} {what}, {say_when(Period(figure.start, figure.end))} ({source})."


def row(figure: Figure, dataset: Dataset) -> FigureRow:
    """Return a figure as a report shows it."""
    return FigureRow(
        id=figure.id,
        dataset=figure.dataset,
        publisher=dataset.publisher,
        standing=dataset.standing,
        measure=figure.measure,
        definition=figure.definition,
        place=figure.place,
        start=figure.start,
        end=figure.end,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        report=figure.report,
        published=figure.published,
        provisional=figure.provisional,
        confirmed=figure.confirmed,
        url=figure.url,
        note=figure.note,
    )


def source(dataset: Dataset, sha256: str) -> Source:
    """Return a dataset as a report cites it, with the hash of what was added of it."""
    return Source(
        id=dataset.id,
        title=dataset.title,
        publisher=dataset.publisher,
        publisher_name=dataset.publisher_name,
        standing=dataset.standing,
        licence=dataset.licence,
        citation=dataset.citation,
        vintage=dataset.vintage,
        sha256=sha256,
        url=dataset.url,
        counts=dataset.counts,
        does_not_count=dataset.does_not_count,
        redistributable=dataset.redistributable,
    )
