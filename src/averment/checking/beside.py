"""What stands beside the readings: what parties said, figures that only a mixture gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from averment.checking.readings import Candidate
from averment.checking.stretches import claimed_number
from averment.checking.windows import say_day, say_period
from averment.checking.words import in_unit, say_large, say_number, say_percent
from averment.claim import Kind
from averment.evidence import Dataset, Figure
from averment.query import Period, Query
from averment.verdict import Derivation, FigureRow, PartyFigure, Source

MOST_DERIVATIONS = 3


def party_figures(
    figures: Sequence[Figure], datasets: Mapping[str, Dataset], query: Query
) -> tuple[PartyFigure, ...]:
    """Return what parties said on the claim's matter by the day of the text, in order of time."""
    said = [f for f in figures if f.published <= query.asked_on]
    return tuple(
        PartyFigure(
            publisher=datasets[figure.dataset].publisher_name,
            said=figure.published,
            sentence=_party_sentence(figure, datasets[figure.dataset]),
            url=figure.url,
            figure=figure.id,
        )
        for figure in sorted(said, key=lambda f: (f.published, f.id))
    )


def _party_sentence(figure: Figure, dataset: Dataset) -> str:
    amount = say_percent(figure.value) if figure.unit == "percent" else say_large(figure.value)
    period = say_period(Period(figure.start, figure.end))
    who = figure.report or dataset.publisher_name
    return f"{amount}: {figure.definition or figure.measure}, {period} ({who})."


def derivations(
    query: Query,
    fair: Sequence[Candidate],
    values: Sequence[float | None],
    figures: Sequence[Figure],
    datasets: Mapping[str, Dataset],
) -> tuple[Derivation, ...]:
    """Return the mixtures of two publishers' figures that give the claimed change to the percent.

    Looked for only where no fair reading gives that figure by itself. The reached figure must lie
    after the event, the base must be the period of a fair baseline.
    """
    claimed = claimed_number(query)
    exact = [v for v in values if v is not None and claimed is not None and abs(v - claimed) < 0.5]
    if query.claim.kind is not Kind.CHANGE or claimed is None or exact:
        return ()
    found = sorted(
        _mixtures(query, fair, figures, datasets, claimed),
        key=lambda d: (not d[0], abs(d[1].value - claimed), d[1].sentence),
    )
    return tuple({d.sentence: d for _, d in found}.values())[:MOST_DERIVATIONS]


def _mixtures(
    query: Query,
    fair: Sequence[Candidate],
    figures: Sequence[Figure],
    datasets: Mapping[str, Dataset],
    claimed: float,
) -> Iterator[tuple[bool, Derivation]]:
    bases = {tuple(c.den.period) for c in fair if c.den is not None}
    starts = [c.window.period.start for c in fair]
    first = min(starts, default=query.asked_on)
    usable = [f for f in figures if f.unit == "count" and f.published <= query.asked_on]
    for base in (f for f in usable if (f.start, f.end) in bases and f.value > 0):
        for reached in (f for f in usable if f.start >= first and f.end <= query.asked_on):
            one, other = datasets[reached.dataset], datasets[base.dataset]
            value = in_unit(reached.value / base.value, query.claim)
            if one.publisher != other.publisher and abs(value - claimed) < 0.5:
                party = not one.decides or not other.decides
                yield party, _derivation(reached, base, one, other, value)


def _derivation(
    reached: Figure, base: Figure, one: Dataset, other: Dataset, value: float
) -> Derivation:
    periods = [say_period(Period(f.start, f.end)) for f in (reached, base)]
    unequal = Period(reached.start, reached.end).years != Period(base.start, base.end).years
    return Derivation(
        sentence=(
            f"{say_number(reached.value)}, as {one.publisher_name} counts {periods[0]}, against "
            f"{say_number(base.value)}, as {other.publisher_name} counts {periods[1]}, gives "
            f"{say_percent(value)}: two sources{', periods of unequal length' if unequal else ''}. "
            "A derivation, not a reading."
        ),
        value=value,
        figures=(reached.id, base.id),
    )


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


def source(dataset: Dataset) -> Source:
    """Return a dataset as a report cites it."""
    return Source(
        id=dataset.id,
        title=dataset.title,
        publisher=dataset.publisher,
        publisher_name=dataset.publisher_name,
        standing=dataset.standing,
        licence=dataset.licence,
        citation=dataset.citation,
        vintage=dataset.vintage,
        url=dataset.url,
        counts=dataset.counts,
        does_not_count=dataset.does_not_count,
    )


__all__ = ["derivations", "party_figures", "row", "say_day", "source"]
