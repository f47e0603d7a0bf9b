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
from averment.checking.wholes import whole_of
from averment.claim import Claim, Document, Kind, Window
from averment.evidence import Dataset, Figure, FigureSet, Milestone
from averment.kinds import KINDS
from averment.query import Field, Period, Query, Scope, Whole
from averment.reference import Anchor, Gazetteer, Milestones
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
        of, series, intervals, settings, datasets, roots, against=rules.against
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

    holdings = ()

    def __init__(
        self, found: Sequence[Figure], datasets: Mapping[str, Dataset], later: int = 0
    ) -> None:
        self._figures, self._datasets, self._later = found, datasets, later

    def figures(self, measures: Sequence[str], **asked: Any) -> FigureSet:
        """Return the figures on a measure, place, origin and perpetrator."""
        scope = {name: asked.get(name) or "" for name in ("place", "of", "by")}
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
        dates = tuple(day.replace(year=day.year + self._later) for day in EVENT.dates)
        event = Milestone(EVENT.id, EVENT.name, dates[0], dates, "", (), (), "", "")
        return (event,)


def verdict(
    of: Claim, figures: Sequence[Figure], *, later: int = 0, **fields: Mapping[str, Any]
) -> Verdict:
    """The whole verdict on a claim over a made-up record, in a text of so many years later."""
    record: Any = Record(figures, catalogue(figures, **fields), later)
    published = PUBLISHED.replace(year=PUBLISHED.year + later)
    context = Context(
        document=Document.from_text("A text.", published=published),
        claims=[of],
        milestones=Milestones(record.milestones()),
        last_day=dt.date(2025 + later, 1, 1),
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
    if made.kind is Kind.RANK:
        return draw(ranks(made))
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
def courses(draw: st.DrawFn) -> Query:
    """Trends over several years, closed or up to the text."""
    of = draw(_claims().filter(lambda one: one.kind is Kind.TREND))
    first, last = sorted(draw(st.tuples(st.integers(2016, 2023), st.integers(2017, 2024))))
    window = Period(dt.date(first, 1, 1), dt.date(max(last, first + 2), 1, 1))
    if draw(st.booleans()):
        return query(of, window=window)
    return query(of, since=(window.start,), window=Period(window.start, PUBLISHED))


@st.composite
def ranks(draw: st.DrawFn, of: Claim) -> Query:
    """A year or another period among years, since one of them, or among all."""
    year = draw(st.integers(2017, 2023))
    window = Period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    if draw(st.integers(0, 4)) == 0:
        window = draw(periods())
    since = dt.date(draw(st.integers(2015, 2021)), draw(st.sampled_from([1, 9])), 1)
    baseline = draw(
        st.sampled_from(
            [
                None,
                {"start": since, "end": PUBLISHED, "open": ["start"], "text": f"since {since}"},
                {"start": since, "end": window.end, "open": ["start"], "text": "in years"},
            ]
        )
    )
    given = None if baseline is None else Window(**baseline)
    base = None if given is None or since >= given.end else Period(since, given.end)
    of = of.model_copy(update={"baseline": given})
    return query(of, window=window, baseline=base, field=Field("times"))


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    kind = draw(st.sampled_from(["count", "change", "change", "trend", "rank"]))
    polarity = draw(st.sampled_from(["affirmed", "negated"]))
    if kind == "trend":
        direction = draw(st.sampled_from(["up", "down", "level"]))
        text = draw(st.sampled_from(["attacks rose", "attacks rose every year"]))
        return claim(kind=kind, text=text, value=None, direction=direction, polarity=polarity)
    if kind == "rank":
        rank = {
            "position": draw(st.integers(1, 3)),
            "extremum": draw(st.sampled_from(["highest", "lowest"])),
        }
        text = draw(st.sampled_from(["the deadliest", "among the deadliest"]))
        fields: dict[str, Any] = {"kind": kind, "text": text, "rank": rank, "polarity": polarity}
        return claim(value=None, direction=None, **fields)
    change = kind == "change"
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
        kind=kind,
        value=value,
        direction=draw(st.sampled_from(["up", "down"])),
        text=draw(st.sampled_from(["attacks", "nearly as many attacks", "times more attacks"])),
        polarity=polarity,
    )


PLACES = ("XXA", "XXB", "XXC", "XXD")
_MEASURES = ("civilian_deaths", "civilian_deaths_with_unknown", "deaths")


@st.composite
def many_places(draw: st.DrawFn, stock: bool) -> list[Figure]:
    """Yearly figures of deaths by status, or of refugees by origin, in several places."""
    made: list[Figure] = []
    for source in ("one", "two"):
        for place in draw(st.sets(st.sampled_from(PLACES), min_size=1)) | {"XXA"}:
            for year in draw(st.sets(st.integers(2019, 2023), min_size=1)):
                start, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
                counts = sorted(draw(st.tuples(values, values, values)))
                fields: dict[str, Any] = {"place": place}
                if draw(st.integers(0, 3)) == 0:
                    fields |= {"low": counts[0] // 2, "high": counts[2] * 2}
                if stock:
                    start = end - dt.timedelta(days=1)
                    for of, value in (("", counts[2]), ("XXY", counts[0])):
                        name = f"{source}-{place}-{of}-{year}"
                        made.append(
                            figure(source, start, end, value, measure="refugees", of=of, **fields)
                        )
                        made[-1] = replace(made[-1], id=name)
                    continue
                for measure, value in zip(_MEASURES, counts, strict=True):
                    one = figure(source, start, end, value, measure=measure, **fields)
                    made.append(replace(one, id=f"{source}-{place}-{measure}-{year}"))
    return made


@st.composite
def shares(draw: st.DrawFn, stock: bool) -> Query:
    """A part of the dead by status or by place, or of refugees by host or by origin."""
    measure = load_settings().measures["refugees" if stock else "civilian_deaths"]
    number = float(draw(st.sampled_from([10, 25, 33, 50, 75])))
    bound = draw(st.sampled_from(["exact", "about", "more_than"]))
    high = None if bound == "more_than" else number
    value = {"number": number, "unit": "percent", "bound": bound, "low": number, "high": high}
    words = draw(st.sampled_from(["the dead", "all dead in the world", "all civilians"]))
    of = claim(kind="share", value=value, direction=None, whole=words)
    scope = Scope("XXA", of="XXY" if stock else None, where="Exland")
    settings, names = load_settings(), Gazetteer([])
    if stock and draw(st.booleans()):
        scope = replace(scope, of=None)
    whole = whole_of(of, measure, scope, settings, names)
    assert isinstance(whole, Whole)
    year = draw(st.integers(2019, 2023))
    window = Period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    asked = draw(st.sampled_from([None, window, Period(window.start, PUBLISHED)]))
    return query(of, measure=measure, scope=scope, whole=whole, window=asked)


@st.composite
def ranks_of_places(draw: st.DrawFn, stock: bool) -> Query:
    """A place among places."""
    measure = load_settings().measures["refugees" if stock else "deaths"]
    of = draw(_claims().filter(lambda one: one.kind is Kind.RANK))
    year = draw(st.integers(2019, 2023))
    window = Period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    asked = draw(st.sampled_from([None, window]))
    members = draw(st.sampled_from([frozenset(), frozenset({"XXA", "XXB"})]))
    return query(of, measure=measure, window=asked, field=Field("places", "", members))


def beside_of(of: Query, figures: Sequence[Figure], **fields: Mapping[str, Any]) -> Found:
    """What a record of all places holds on a share or a rank among places."""
    datasets = catalogue(figures, **fields)
    own = [f for f in figures if f.place == of.scope.place and f.of == (of.scope.of or "")]
    others = figures
    if of.whole is not None:
        asked = of.whole.scope
        others = [f for f in figures if asked.place in (None, f.place) and f.of == (asked.of or "")]
        others = [f for f in others if f.measure in of.whole.measure.fair]
    if of.field is not None:
        others = [f for f in figures if f.of == "" and f.measure in of.measure.fair]
    everywhere = dict.fromkeys(datasets, Period(dt.date(2019, 1, 1), dt.date(2024, 1, 1)))
    roots = {d.publisher: d.publisher for d in datasets.values()}
    return Found(
        tuple(own),
        datasets,
        tuple(own),
        (),
        roots,
        (),
        beside=tuple(others),
        everywhere=everywhere,
    )
