"""Made-up records and questions for the property tests: small, odd and quick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from golden import NAMES, claim_of
from hypothesis import strategies as st

from averment.checking import Context, check_claim, load_settings
from averment.checking.candidate import Candidate
from averment.checking.lookup import Found
from averment.checking.readings import Readings, enumerate_readings
from averment.checking.series import build_series
from averment.checking.trial import Trial, try_all
from averment.claim import Claim, Document, Window
from averment.evidence import Dataset, Figure, FigureSet, Milestone
from averment.kinds import KINDS
from averment.query import Period, Query, Scope
from averment.reference import Anchor, Milestones
from averment.verdict import Verdict

PUBLISHED = dt.date(2024, 3, 25)
EVENT = Anchor("event", "The event", (dt.date(2021, 9, 7), dt.date(2021, 8, 15)))
#: Where made-up figures begin and end: years and half-years.
STOPS = [dt.date(year, month, 1) for year in range(2016, 2025) for month in (1, 7)]


def dataset(name: str, **fields: Any) -> Dataset:
    """A descriptor of an independent body, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "id": name,
        "title": name,
        "publisher": name.upper(),
        "publisher_name": f"Institute {name}",
        "standing": "independent",
        "party": "",
        "licence": "facts",
        "redistributable": True,
        "citation": name,
        "vintage": "2024",
        "url": f"https://example.org/{name}",
        "coverage_start": dt.date(2016, 1, 1),
        "coverage_end": dt.date(2025, 1, 1),
        "places": ("XXA",),
        "counts": "",
        "does_not_count": "",
        "collected_from": ("news",),
        "exhaustive": False,
    }
    return Dataset(**{**given, **fields})


def figure(
    source: str, start: dt.date, end: dt.date, value: float, number: int = 0, **fields: Any
) -> Figure:
    """A count of attacks that `source` published, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "id": f"{source}-{start:%Y%m%d}-{end:%Y%m%d}-{number}",
        "dataset": source,
        "measure": "attacks",
        "place": "XXA",
        "of": "",
        "by": "",
        "start": start,
        "end": end,
        "value": value,
        "low": None,
        "high": None,
        "unit": "count",
        "baseline_start": None,
        "baseline_end": None,
        "flow": "flow",
        "report": "",
        "published": dt.date(2024, 1, 1),
        "published_precision": "day",
        "provisional": False,
        "confirmed": True,
        "second_url": "",
        "url": f"https://example.org/{source}",
        "definition": "attacks",
        "note": "",
    }
    return Figure(**{**given, **fields})


def yearly(source: str, values: Mapping[int, float], **fields: Any) -> list[Figure]:
    """Figures of whole calendar years."""
    return [
        figure(source, dt.date(year, 1, 1), dt.date(year + 1, 1, 1), value, **fields)
        for year, value in values.items()
    ]


def claim(**fields: Any) -> Claim:
    """A rise in attacks by 60 percent, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "kind": "change",
        "text": "a rise in attacks",
        "measure": {"id": "attacks", "text": "attacks"},
        "value": {"number": 60, "unit": "percent", "low": 60, "high": 60},
        "direction": "up",
        "place": [{"id": "XXA", "text": "Exland"}],
    }
    return claim_of({**given, **fields})


def query(of: Claim, **fields: Any) -> Query:
    """The question of a claim, asked of the made-up record."""
    measure = load_settings().measures["attacks"]
    given = Query(of, measure, Scope("XXA", where="Exland"), (PUBLISHED,))
    return replace(given, **fields)


def catalogue(figures: Sequence[Figure], **fields: Mapping[str, Any]) -> dict[str, Dataset]:
    """A descriptor for every source of the figures; `fields` change some of them."""
    names = sorted({f.dataset for f in figures})
    return {name: dataset(name, **fields.get(name, {})) for name in names}


def readings(of: Query, figures: Sequence[Figure], **fields: Mapping[str, Any]) -> Readings:
    """All readings of a question over made-up figures."""
    settings, datasets, rules = load_settings(), catalogue(figures, **fields), KINDS[of.claim.kind]
    series = build_series(figures, datasets, stock=of.measure.stock)
    roots = {d.publisher: d.publisher for d in datasets.values()}
    intervals = rules.comparators(of.claim, settings.tolerance)
    return enumerate_readings(
        of, series, intervals, settings, datasets, roots, compares=rules.compares
    )


def trial(of: Query, figures: Sequence[Figure], **fields: Mapping[str, Any]) -> Trial:
    """The labelled readings of a question over made-up figures."""
    datasets = catalogue(figures, **fields)
    deciding = tuple(f for f in figures if datasets[f.dataset].decides)
    roots = {d.publisher: d.publisher for d in datasets.values()}
    found = Found(tuple(figures), datasets, deciding, (), roots, ())
    return try_all(of, KINDS[of.claim.kind], found, load_settings(), figures=deciding)


class Record:
    """A made-up record that answers as the shipped one does."""

    def __init__(self, found: Sequence[Figure], datasets: Mapping[str, Dataset]) -> None:
        self._figures, self._datasets = found, datasets

    def figures(self, measures: Sequence[str], **asked: Any) -> FigureSet:
        """Return the figures on a measure, place, origin and perpetrator."""
        scope = {"place": asked["place"], "of": asked["of"] or "", "by": asked["by"] or ""}
        found = tuple(
            f
            for f in self._figures
            if f.measure in measures and all(getattr(f, k) == v for k, v in scope.items())
        )
        used = {f.dataset: self._datasets[f.dataset] for f in found}
        return FigureSet(found, "SELECT 1", used)

    def datasets(self) -> tuple[Dataset, ...]:
        """Return the catalogue."""
        return tuple(self._datasets.values())

    def milestones(self) -> tuple[Milestone, ...]:
        """Return the one event that made-up texts hang periods on."""
        event = Milestone(EVENT.id, EVENT.name, EVENT.dates[0], EVENT.dates, "", (), (), "", "")
        return (event,)


def verdict(of: Claim, figures: Sequence[Figure], **fields: Mapping[str, Any]) -> Verdict:
    """The whole verdict on a claim over a made-up record."""
    record: Any = Record(figures, catalogue(figures, **fields))
    context = Context(
        document=Document.from_text("A text.", published=PUBLISHED),
        claims=[of],
        milestones=Milestones(record.milestones()),
        last_day=dt.date(2025, 1, 1),
        names=NAMES,
    )
    return check_claim(of, record, context, load_settings())


def weight_of(found: Sequence[Candidate]) -> dict[str, float]:
    """The weight that each publisher holds."""
    weights: dict[str, float] = {}
    for one in found:
        weights[one.key.publisher] = weights.get(one.key.publisher, 0.0) + one.weight
    return weights


# --- strategies ----------------------------------------------------------------------------------

values = st.integers(0, 60).map(float)


@st.composite
def figures(draw: st.DrawFn, sources: Sequence[str] = ("one", "two")) -> list[Figure]:
    """Figures of several bodies over years, half-years and longer, with revisions and ranges."""
    made: list[Figure] = []
    if draw(st.booleans()):
        made += yearly(sources[0], {year: draw(values) for year in range(2016, 2024)}, number=99)
    for source in sources:
        for number in range(draw(st.integers(1, 9))):
            first = draw(st.integers(0, len(STOPS) - 2))
            last = min(first + draw(st.sampled_from([1, 2, 2, 2, 4])), len(STOPS) - 1)
            value, ranged = draw(values), draw(st.booleans())
            fields: dict[str, Any] = {
                "provisional": draw(st.booleans()),
                "published": dt.date(2024, 1, 1 + draw(st.integers(0, 3))),
            }
            if ranged:
                fields |= {"low": value // 2, "high": value * 2}
            made.append(figure(source, STOPS[first], STOPS[last], value, number, **fields))
    return made


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Periods of whole years, of months, or of any days, within the made-up record."""
    start = draw(st.sampled_from(STOPS[2:-3]))
    if draw(st.booleans()):
        end = draw(st.sampled_from([stop for stop in STOPS if stop > start]))
        return Period(start, end)
    shift, days = draw(st.integers(0, 200)), draw(st.integers(20, 900))
    begin = start + dt.timedelta(days=shift)
    return Period(begin, begin + dt.timedelta(days=days))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Counts and changes of all units, bounds and directions, with every sort of window."""
    window: dict[str, Any] | None = None
    sort = draw(st.sampled_from(["window", "anchor", "since", "unnamed"]))
    if sort == "window":
        start, end = draw(periods())
        window = {"start": start, "end": end, "text": "then"}
    if sort == "anchor":
        window = {"text": "since the event", "anchor": "the event", "open": ["start"]}
    if sort == "since":
        window = {"start": draw(st.sampled_from(STOPS[4:-4])), "open": ["start"], "text": "since"}
    return draw(_claims()).model_copy(update={"window": window and Window(**window)})


@st.composite
def questions(draw: st.DrawFn) -> Query:
    """Questions with every sort of window."""
    made = draw(_claims())
    sort = draw(st.sampled_from(["window", "window", "anchor", "since", "until", "unnamed"]))
    if sort == "window":
        return query(made, window=draw(periods()))
    if sort == "anchor":
        return query(made, anchor=EVENT)
    if sort == "until":
        return query(made, anchor=EVENT, until=dt.date(2023, 7, 1))
    if sort == "since":
        start = draw(st.sampled_from(STOPS[4:-4]))
        return query(made, since=(start,), window=Period(start, PUBLISHED))
    return query(made)


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    change = draw(st.booleans())
    number = float(draw(st.sampled_from([1, 2, 5, 12, 30, 60, 100, 250, 500])))
    bound = draw(
        st.sampled_from(["exact", "about", "at_least", "more_than", "at_most", "less_than"])
    )
    unit = draw(st.sampled_from(["percent", "times", "count"])) if change else "count"
    low = None if bound in ("at_most", "less_than") else number
    high = None if bound in ("at_least", "more_than") else number
    value: dict[str, Any] = {"number": number, "unit": unit, "bound": bound}
    value |= {"low": low, "high": high}
    if change and unit == "count" and draw(st.booleans()):
        value = {"from": float(draw(st.integers(1, 30))), "to": number, "unit": "count"}
    return claim(
        kind="change" if change else "count",
        value=value,
        direction=draw(st.sampled_from(["up", "down"])),
        text=draw(st.sampled_from(["attacks", "nearly as many attacks", "times more attacks"])),
        polarity=draw(st.sampled_from(["affirmed", "negated"])),
    )
