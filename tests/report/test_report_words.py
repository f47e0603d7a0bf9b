import datetime as dt

import pytest
from analyses import claim, full, plain, said

from averment.claim import (
    Actors,
    EntityRef,
    Event,
    Kind,
    MeasureRef,
    Rank,
    Relation,
    Stance,
    WhyNot,
    Window,
)
from averment.report import words
from averment.report.readback import read_as
from averment.verdict import Axis, Checked, Label, Option, Truth, Verdict, Why


def plain_spaces(text: str) -> str:
    return text.replace(words.SPACE, " ")


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("label", Label),
        ("why", Why),
        ("why_not", WhyNot),
        ("stance", Stance),
        ("kind", Kind),
        ("truth", Truth),
        ("truth_all", Truth),
        ("truth_one", Truth),
        ("truth_many", Truth),
    ],
)
def test_every_id_has_its_words(name, ids):
    assert set(words.table(name)) == {member.value for member in ids}


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ((), "the author, in their own voice"),
        (
            (said("The Gazette"), said("rebels", Stance.DENIES)),
            "The Gazette says that rebels denied this",
        ),
        ((said("author", Stance.DOUBTS),), "the author doubts this"),
        ((said("", Stance.ALLEGES),), "alleged by nobody named"),
    ],
)
def test_who_says_it_outermost_first(notes, expected):
    assert words.who_says(claim("Ten fell.", "Ten fell", 1, attribution=notes)) == expected


@pytest.mark.parametrize("stance", [Stance.DENIES, Stance.DOUBTS])
def test_a_denial_is_never_said_as_the_claim(stance):
    denied = claim("Ten fell.", "Ten fell", 1, attribution=(said("they", stance),))
    said_ = words.verdict_words(Checked(claim=denied, verdict=plain(Label.SUPPORTED)))
    assert said_ == f"what is {'denied' if stance is Stance.DENIES else 'doubted'}: supported"


def test_the_innermost_stance_decides_what_is_judged():
    passed_on = claim(
        "Ten fell.",
        "Ten fell",
        1,
        attribution=(said("The rebels", Stance.DENIES), said("the minister")),
    )
    assert words.set_against(passed_on) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (1234.4, "1,234"),
        (0.25, "0.25"),
        (-12.5, "−12"),
        (3_270_000, "3.27 million"),
        (float("inf"), "no limit"),
    ],
)
def test_numbers(value, expected):
    assert words.number(value) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023-01-01", "2024-01-01", "2023"),
        ("2019-01-01", "2022-01-01", "2019–2021"),
        ("2023-01-01", "2023-07-01", "January to June 2023"),
        ("2023-03-01", "2023-04-01", "March 2023"),
        ("2023-01-01", "2023-10-04", "1 January to 3 October 2023"),
        ("2021-11-08", "2023-11-09", "8 November 2021 to 8 November 2023"),
        ("1990-12-31", "1991-01-01", "31 December 1990"),
    ],
)
def test_periods(start, end, expected):
    assert words.period(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (450, 550, "percent", "+450 % to +550 %"),
        (3e6, None, "count", "3 million or more"),
        (None, 20, "count", "20 or less"),
        (2, 2, "times", "2 times"),
        (1, 3, "rank", "place 1 to place 3"),
        (5, 5, "EUR", "5 EUR"),
        (None, None, "count", "any figure"),
    ],
)
def test_intervals(low, high, unit, expected):
    assert plain_spaces(words.interval(low, high, unit, change=unit == "percent")) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.999, "over 99 %"), (1, "100 %")],
)
def test_a_part_is_never_rounded_to_all_or_none(share, expected):
    assert plain_spaces(words.percent(share)) == expected


def test_the_first_sentence_keeps_its_decimals():
    assert (
        words.first_sentence("Between 3.2 and 3.3 million. More.") == "Between 3.2 and 3.3 million."
    )


def test_a_first_sentence_that_tells_little_brings_the_next():
    assert (
        words.first_sentence("It is so. Ten fell in May. More.", 20) == "It is so. Ten fell in May."
    )


def test_full_has_every_label():
    assert {checked.verdict.label for checked in full()} == set(Label)


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("government", "The government", "the government says so"),
        ("same list", "the same list", "the same list says so"),
        ("government", "It", "the government says so"),
        ("Kakar", "He", "Kakar says so"),
        ("The Daily Herald", "The Daily Herald", "The Daily Herald says so"),
        ("Red Cross", "the Red Cross", "the Red Cross says so"),
    ],
)
def test_a_source_is_called_as_the_text_calls_it(source, text, expected):
    note = said(source).model_copy(update={"source_text": text, "cue": "says"})
    assert words.who_says(claim("Ten fell.", "Ten fell", 1, attribution=(note,))) == expected


def test_a_card_says_how_the_sentence_was_read():
    counted = claim(
        "Ten fell.",
        "Ten fell",
        1,
        measure=MeasureRef(id="civilian_deaths", text="villagers"),
        window=Window(start=dt.date(2022, 1, 1), end=dt.date(2024, 1, 1), text="in two years"),
        place=(EntityRef(id="TCD", text="Chad"),),
        actors=Actors(of=(EntityRef(id="SDN", text="Sudanese"),)),
    )
    assert read_as(counted) == [
        ("counted", "civilian deaths"),
        ("period", "2022–2023"),
        ("where", "Chad"),
        ("whose", "Sudanese"),
    ]
    tied = counted.model_copy(
        update={
            "measure": None,
            "relation": Relation(
                subject=EntityRef(id=None, text="the north"),
                type="allied_with",
                object=EntityRef(id=None, text="the rebels"),
            ),
            "event": Event(type="signed", by=(EntityRef(id=None, text="the north"),), name="truce"),
            "rank": Rank(position=2, among="the states"),
            "whole": "all the dead",
        }
    )
    assert read_as(tied)[:5] == [
        ("tie", "the north – allied with – the rebels"),
        ("event", "signed; the north; truce"),
        ("place", "number 2 from the highest, among the states"),
        ("period", "2022–2023"),
        ("share of", "all the dead"),
    ]
    bare = counted.model_copy(
        update={"measure": MeasureRef(id=None, text="goats"), "window": None, "place": ()}
    )
    assert read_as(bare)[:2] == [
        ("counted", "“goats”, not among the measures"),
        ("period", "left open"),
    ]
    deaths = Axis(id="measure", label="measure", options=(Option(id="deaths", label="deaths"),))
    tried = Verdict(label=Label.SUPPORTED, reason="It holds.", readings=1, axes=(deaths,))
    assert read_as(bare, tried)[0] == ("counted", "“goats”, taken as deaths")
