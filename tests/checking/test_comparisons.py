"""Trends, ranks and shares over small records: what is compared with what, and what is left out."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from averment.checking.candidate import Candidate, Rival
from averment.checking.courses import NO_COURSE, units
from averment.checking.evaluate import evaluate
from averment.checking.fragility import fragility
from averment.checking.scope import scope_of
from averment.checking.standings import ELSEWHERE, INCOMPLETE, SOME_PLACES, field_of
from averment.checking.totals import Total
from averment.checking.trial import Trial, try_all
from averment.checking.wholes import ZERO_WHOLE, whole_of
from averment.claim import Claim, Kind
from averment.evidence import Figure
from averment.kinds import KINDS
from averment.query import Field, Period, Query, Scope, Whole
from averment.reference import Gazetteer
from averment.verdict import Label

SETTINGS = made.load_settings()
YEARS = {2018: 10.0, 2019: 20.0, 2020: 15.0, 2021: 30.0, 2022: 40.0, 2023: 35.0}


def period(first: int, last: int) -> Period:
    return Period(dt.date(first, 1, 1), dt.date(last + 1, 1, 1))


def values(trial: Trial) -> dict[str, float]:
    """The value of each reading by its statistic, or by what it is ranked among."""
    judged, found = trial.evaluated.judged, {}
    for at, one in enumerate(trial.readings.candidates):
        option = one.options.get("statistic") or one.options.get("among")
        found[option.id.partition(":")[0] if option else ""] = round(float(judged.low[at]), 3)
    return found


def reasons(trial: Trial) -> set[str]:
    return {excluded.reason for excluded in trial.readings.excluded}


# --- trends --------------------------------------------------------------------------------------


def trend(direction: str = "up", text: str = "attacks rose", **fields: Any) -> Query:
    claim = made.claim(kind="trend", value=None, direction=direction, text=text)
    return made.query(claim, **fields)


def test_years_that_are_past_are_compared_with_one_another() -> None:
    found = made.trial(trend(window=period(2018, 2023)), made.yearly("one", YEARS))
    assert values(found) == {
        "ends": 3.5,
        "halves": round(105 / 45, 3),
        "line": round((25 + 2.5 * 100 / 17.5) / (25 - 2.5 * 100 / 17.5), 3),
    }
    assert found.label is Label.SUPPORTED


def test_one_year_is_compared_with_the_one_before() -> None:
    found = made.trial(trend(window=period(2023, 2023)), made.yearly("one", YEARS))
    assert values(found) == {"before": 0.875}
    assert found.label is Label.CONTRADICTED


def test_since_a_year_begins_with_it() -> None:
    since = trend(since=(dt.date(2019, 1, 1), dt.date(2020, 1, 1)), window=period(2019, 2023))
    found = made.trial(since, made.yearly("one", YEARS))
    inside = [c for c in found.readings.candidates if c.options["statistic"].id == "ends"]
    assert {c.den.period for c in inside if c.den} == {period(2019, 2019)}


@pytest.mark.parametrize(("last", "label"), [(45.0, "supported"), (39.0, "contradicted")])
def test_every_year_means_every_year(last: float, label: str) -> None:
    query = trend(text="attacks rose every year", window=period(2020, 2023))
    found = made.trial(query, made.yearly("one", {**YEARS, 2023: last}))
    assert set(values(found)) == {"steps"}
    assert found.label == label


def test_a_line_that_would_fall_under_zero_ends_there() -> None:
    counts = dict(zip(YEARS, [100.0, 5.0, 0.0, 0.0, 0.0, 0.0], strict=True))
    found = made.trial(trend("down", window=period(2018, 2023)), made.yearly("one", counts))
    assert values(found)["line"] == 0.0
    assert found.label is Label.SUPPORTED


def test_nothing_before_and_nothing_after_is_no_rise() -> None:
    counts = dict.fromkeys(YEARS, 0.0)
    assert made.trial(trend(window=period(2018, 2023)), made.yearly("one", counts)).label is (
        Label.CONTRADICTED
    )
    level = made.trial(trend("level", window=period(2018, 2023)), made.yearly("one", counts))
    assert level.label is Label.SUPPORTED


def test_years_missing_at_the_end_are_left_out_and_told() -> None:
    figures = made.yearly("one", {y: v for y, v in YEARS.items() if y < 2023})
    found = made.trial(trend(window=period(2018, 2023)), figures)
    assert all(c.num.cut for c in found.readings.candidates)
    gap = made.yearly("one", {y: v for y, v in YEARS.items() if y != 2020})
    assert NO_COURSE in reasons(made.trial(trend(window=period(2018, 2023)), gap))


def test_units() -> None:
    assert units(period(2020, 2020), before=False) == []
    assert units(period(2020, 2021), before=False) == [period(2020, 2020), period(2021, 2021)]
    assert units(period(2020, 2021), before=True)[0] == period(2019, 2019)
    assert len(units(Period(dt.date(2022, 3, 1), dt.date(2022, 6, 1)), before=False)) == 3
    assert units(Period(dt.date(2022, 3, 5), dt.date(2022, 6, 1)), before=False) == []


# --- ranks ---------------------------------------------------------------------------------------


def rank(year: int, since: int | None = None, **rank_: Any) -> Query:
    fields: dict[str, Any] = {"kind": "rank", "value": None, "direction": None, "text": "the worst"}
    baseline = None
    if since:
        start, end = dt.date(since, 1, 1), dt.date(year + 1, 1, 1)
        text = f"since {since}"
        fields["baseline"] = {"start": start, "end": end, "text": text, "open": ["start"]}
        baseline = Period(start, end)
    claim = made.claim(rank={"position": 1, "extremum": "highest", **rank_}, **fields)
    return made.query(claim, window=period(year, year), baseline=baseline, field=Field("times"))


def test_since_a_year_that_surpassed_it() -> None:
    """ "The worst since 2021", where 2021 was worse: at most the year itself is at issue."""
    counts = {2018: 10.0, 2019: 20.0, 2020: 15.0, 2021: 50.0, 2022: 30.0, 2023: 40.0}
    found = made.trial(rank(2023, 2021), made.yearly("one", counts))
    assert values(found) == {"after": 1.0, "with": 2.0}
    assert found.label is Label.MOSTLY_SUPPORTED


def test_a_text_that_names_no_period_means_all_on_record() -> None:
    found = made.trial(rank(2022), made.yearly("one", YEARS))
    assert values(found)["record"] == 1.0
    assert found.label is Label.SUPPORTED


def test_what_is_level_with_another_is_not_the_highest_but_among_them() -> None:
    counts = {**YEARS, 2023: 40.0}
    assert made.trial(rank(2022), made.yearly("one", counts)).label is Label.CONTRADICTED
    query = rank(2022, position=2)
    among = query.claim.model_copy(update={"text": "among the two worst"})
    found = made.trial(replace(query, claim=among), made.yearly("one", counts))
    assert found.label is Label.SUPPORTED


def test_a_rank_needs_all_that_it_is_among() -> None:
    gap = {y: v for y, v in YEARS.items() if y != 2020}
    assert reasons(made.trial(rank(2022, 2018), made.yearly("one", gap))) == {INCOMPLETE}
    refuted = made.trial(rank(2019, 2017), made.yearly("one", {**gap, 2018: 90.0}))
    assert refuted.label is Label.CONTRADICTED


def test_bounds_decide_only_where_they_agree() -> None:
    whole = [made.figure("one", *period(2018, 2019), 300.0), *made.yearly("one", {2020: 15.0})]
    found = made.trial(rank(2020, 2017), whole)
    assert found.label is Label.NOT_COVERED


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("2014 was the deadliest year", 1, (1, 1)),
        ("2014 was the second-deadliest year", 2, (2, 2)),
        ("2014 was among the three deadliest years", 3, (1, 3)),
        ("2014 was among Exland's three deadliest years", 3, (1, 3)),
        ("2014 was one of the deadliest years", 1, (1, 5)),
        ("It ranked in the top ten", 10, (1, 10)),
        ("2014 was the deadliest year in one of the poorest countries", 1, (1, 1)),
        ("Deaths among civilians were the highest in 2014", 1, (1, 1)),
    ],
)
def test_which_places_may_be_shared(text: str, position: int, expected: tuple[int, int]) -> None:
    query = rank(2014, position=position)
    claim = query.claim.model_copy(update={"text": text})
    interval = KINDS[Kind.RANK].comparators(claim, SETTINGS.tolerance)["plain"]
    assert (interval.low, interval.high) == expected


PLACED = [
    replace(one, place=place, id=f"{place}-{one.id}")
    for place, counts in {"XXA": [5.0, 9.0], "XXB": [7.0, 8.0], "XXC": [1.0, 30.0]}.items()
    for one in made.yearly(
        "one", dict(zip((2022, 2023), counts, strict=True)), measure="deaths", low=1.0, high=90.0
    )
]
PLAIN = [replace(one, low=None, high=None) for one in PLACED]


def placed(year: int, members: Sequence[str] = ()) -> Query:
    query = rank(year)
    field = Field("places", "the region" if members else "", frozenset(members))
    return replace(query, measure=SETTINGS.measures["deaths"], field=field)


def tried(query: Query, figures: Sequence[Figure]) -> Trial:
    found = made.beside_of(query, figures)
    return try_all(query, KINDS[query.claim.kind], found, SETTINGS, figures=found.deciding)


def test_places_are_ranked_among_those_of_the_region() -> None:
    assert values(tried(placed(2023), PLAIN)) == {"places": 2.0}
    assert values(tried(placed(2023, ["XXA", "XXB"]), PLAIN)) == {"places": 1.0}
    assert reasons(tried(placed(2023, ["XXB", "XXC"]), PLAIN)) == {ELSEWHERE}


def test_a_record_of_some_places_ranks_none_among_all() -> None:
    query = placed(2023)
    found = replace(made.beside_of(query, PLAIN), everywhere={})
    trial = try_all(query, KINDS[query.claim.kind], found, SETTINGS, figures=found.deciding)
    assert reasons(trial) == {SOME_PLACES}


@pytest.mark.parametrize(
    ("text", "among", "window", "of", "where"),
    [
        ("2014 was the deadliest year in Exland", None, "2014", "times", ""),
        ("2014 was the country's deadliest year", None, "2014", "times", ""),
        ("More died in the country in 2023 than in any other year", None, "2023", "times", ""),
        ("Exland was the deadliest country last year", None, "last year", "places", ""),
        ("Exland hosts more than any other country in the world", None, "", "places", "the world"),
        ("Exland has the most refugees in Africa", None, "", "places", "Africa"),
        ("the deadliest year since World War II", "years", "", "times", ""),
        ("the deadliest", "countries in the Middle East", "2018", "places", "the Middle East"),
        ("It was the deadliest year in South Africa", None, "", "times", ""),
    ],
)
def test_what_a_rank_is_among(
    text: str, among: str | None, window: str, of: str, where: str
) -> None:
    fields: dict[str, Any] = {"kind": "rank", "value": None, "direction": None, "text": text}
    given = {"text": window, "open": []} if window else None
    claim = made.claim(rank={"position": 1, "among": among}, window=given, **fields)
    found = field_of(claim, Scope("XXA"), SETTINGS, Gazetteer.default())
    assert (found.of, found.where) == (of, where)


# --- shares --------------------------------------------------------------------------------------


def share(claim: Claim, measure: str, scope: Scope, **fields: Any) -> Query:
    counted = SETTINGS.measures[measure]
    whole = whole_of(claim, counted, scope, SETTINGS, Gazetteer.default())
    assert isinstance(whole, Whole)
    return made.query(claim, measure=counted, scope=scope, whole=whole, **fields)


def part(number: float = 50, whole: str = "the dead", text: str = "half", **value: Any) -> Claim:
    given = {"number": number, "unit": "percent", "low": number, "high": number, **value}
    return made.claim(kind="share", value=given, direction=None, whole=whole, text=text)


def counted(place: str, year: int, **counts: float) -> list[Figure]:
    start, end = period(year, year)
    return [
        replace(
            made.figure("one", start, end, value, measure=name, place=place),
            id=f"{place}-{name}-{year}",
        )
        for name, value in counts.items()
    ]


def by_unknown(trial: Trial) -> dict[str, float]:
    pairs = zip(trial.readings.candidates, trial.evaluated.judged.low, strict=True)
    return {c.options["unknown"].id: round(float(value), 3) for c, value in pairs}


def test_the_unknown_dead_are_an_option() -> None:
    dead = counted("XXA", 2022, civilian_deaths=30, civilian_deaths_with_unknown=50, deaths=100)
    found = tried(share(part(), "civilian_deaths", Scope("XXA"), window=period(2022, 2022)), dead)
    assert by_unknown(found) == {"in-whole": 0.3, "left-out": 0.375, "in-part": 0.5}


def test_of_nothing_there_is_no_share() -> None:
    dead = counted("XXA", 2022, civilian_deaths=0, deaths=0)
    found = tried(share(part(), "civilian_deaths", Scope("XXA"), window=period(2022, 2022)), dead)
    assert reasons(found) == {ZERO_WHOLE}
    assert found.label is Label.NOT_COVERED


def test_a_share_of_the_world_needs_all_of_it() -> None:
    dead = [*counted("XXA", 2022, deaths=30), *counted("XXB", 2022, deaths=70)]
    query = share(
        part(30, "all deaths worldwide"), "deaths", Scope("XXA"), window=period(2022, 2022)
    )
    assert [float(value) for value in tried(query, dead).evaluated.judged.low] == [0.3]
    found = replace(made.beside_of(query, dead), everywhere={})
    trial = try_all(query, KINDS[query.claim.kind], found, SETTINGS, figures=found.deciding)
    assert trial.label is Label.NOT_COVERED


@pytest.mark.parametrize(
    ("measure", "words", "place", "of", "expected"),
    [
        ("civilian_deaths", "those killed", "PAK", None, ("deaths", "PAK", None)),
        (
            "civilian_deaths",
            "civilians killed",
            "PAK/Sindh",
            None,
            ("civilian_deaths", "PAK", None),
        ),
        ("deaths", "all deaths worldwide", "PAK", None, ("deaths", None, None)),
        ("deaths", "deaths in Asia", "PAK", None, ("deaths", None, None)),
        ("refugees", "Syrian refugees", "TUR", "SYR", ("refugees", None, "SYR")),
        ("refugees", "the refugees in Turkey", "TUR", "SYR", ("refugees", "TUR", None)),
        ("refugees", "refugees", "TUR", "SYR", ("refugees", "TUR", None)),
        ("refugees", "the world's refugees", None, "SYR", ("refugees", None, None)),
    ],
)
def test_what_a_share_is_of(
    measure: str, words: str, place: str | None, of: str | None, expected: tuple[str, ...]
) -> None:
    claim = part(whole=words)
    found = whole_of(
        claim, SETTINGS.measures[measure], Scope(place, of=of), SETTINGS, Gazetteer.default()
    )
    assert isinstance(found, Whole)
    assert (found.measure.id, found.scope.place, found.scope.of) == expected


@pytest.mark.parametrize("measure", ["idps", "returnees", "deaths"])
def test_the_people_of_a_country_without_a_place_are_in_it(measure: str) -> None:
    """Whatever country the text around speaks of."""
    of = {"of": [{"id": "SDN", "text": "Sudanese"}]}
    claim = made.claim(place=[], actors=of)
    around = [made.claim(), claim]
    found = scope_of(claim, around, SETTINGS.measures[measure], Gazetteer.default())
    assert isinstance(found, Scope)
    assert (found.place, found.of) == ("SDN", None)


# --- fragility -----------------------------------------------------------------------------------


def turned_by_hand(reading: Candidate, most: int) -> int | None:
    """Try every way to move so many events in the item and its rivals."""
    kind = KINDS[Kind.RANK]
    before = evaluate([reading], kind).judged.truth[0]
    counts = [reading.num.low, *(rival.total.low for rival in reading.rivals)]
    moves = itertools.product(range(-most, most + 1), repeat=len(counts))
    for step in sorted(moves, key=lambda one: sum(map(abs, one))):
        if sum(map(abs, step)) > most or any(c + d < 0 for c, d in zip(counts, step, strict=True)):
            continue
        item, *others = (
            Total(c + d, c + d, reading.num.period) for c, d in zip(counts, step, strict=True)
        )
        rivals = tuple(Rival("", total) for total in others)
        moved = replace(reading, num=item, rivals=rivals)
        if evaluate([moved], kind).judged.truth[0] != before:
            return sum(map(abs, step))
    return None


@given(
    st.lists(st.integers(0, 6), min_size=3, max_size=4),
    st.integers(1, 3),
    st.sampled_from(["highest", "lowest"]),
    st.sampled_from(["the worst", "among the worst"]),
)
@settings(deadline=None, max_examples=60)
def test_the_fragility_of_a_rank(counts: list[int], place: int, extremum: str, text: str) -> None:
    query = rank(2023, position=place, extremum=extremum)
    query = replace(query, claim=query.claim.model_copy(update={"text": text}))
    years = range(2024 - len(counts), 2024)
    trial = made.trial(query, made.yearly("one", dict(zip(years, map(float, counts), strict=True))))
    for reading in trial.readings.candidates:
        if len(reading.rivals) == len(counts) - 1:
            by_hand = turned_by_hand(reading, 5)
            found = fragility(reading, KINDS[Kind.RANK])
            assert found == by_hand or (by_hand is None and (found is None or found > 5))


def test_the_fragility_of_a_share() -> None:
    """30 of 100 are more than a quarter, with a band, until it is 23 of 100."""
    dead = counted("XXA", 2022, civilian_deaths=30, deaths=100)
    claim = part(25, bound="more_than", high=None)
    found = tried(share(claim, "civilian_deaths", Scope("XXA"), window=period(2022, 2022)), dead)
    (reading,) = found.readings.candidates
    assert fragility(reading, KINDS[Kind.SHARE]) == 7


def test_years_later_since_runs_up_to_the_text() -> None:
    """Said in 2024 of 2019 it does; of 2021 it means the years before."""
    values = {2017: 10.0, 2018: 10.0, 2019: 50.0, 2020: 10.0, 2021: 10.0, 2022: 90.0}
    shares = []
    for year in (2019, 2021):
        item = {"start": f"{year}-01-01", "end": f"{year + 1}-01-01", "text": str(year)}
        end = dt.date(year + 1, 1, 1)
        claim = made.claim(
            kind="rank",
            text="the deadliest year since 2016",
            value=None,
            direction=None,
            rank={"position": 1, "extremum": "highest"},
            window=item,
            baseline={"start": "2016-01-01", "end": end, "open": ["start"], "text": "since 2016"},
        )
        found = made.verdict(claim, made.yearly("one", values | {2021: 60.0, 2023: 5.0}))
        shares.append(found.weighted_share or 0.0)
    assert shares[0] < 0.25 < 0.75 < shares[1]
