"""The charts: what they hold for few readings, for many, and for values that do not fit."""

import math
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from analyses import AXES, CHANGE, TEXT, claim, full, row, rows, weighed
from manifold import TESTIMONIES, landscape, manifold, many_publishers, witness

from averment.claim import Kind, MeasureRef, Window
from averment.report.charts import curve, draw, engine, heat_map, strip, timeline
from averment.report.charts.columns import MOST_COLUMNS, columns, telling
from averment.report.charts.columns import rows as choice_rows
from averment.report.charts.scale import scale
from averment.report.charts.yearly import yearly
from averment.verdict import Axis, Option, Outcome, Truth

CLAIM = claim(TEXT, "attacks rose by 200 percent in 2022", 1, **CHANGE)
COUNT = claim(
    TEXT, "Sixty men left", 1, kind=Kind.COUNT, measure=MeasureRef(id="deaths", text="men")
)


def reading(value, *, low=None, high=None, truth=Truth.TRUE, **options):
    ends = (value, value) if value is not None else (low, high)
    return Outcome(options=options, weight=1.0, truth=truth, value=value, low=ends[0], high=ends[1])


def drawn_text(spec):
    return "".join(ElementTree.fromstring(str(draw(spec, "x"))).itertext())


def test_the_curve_is_in_order_and_marks_the_own_reading():
    made = curve(CLAIM, weighed())
    points = made.drawn.wide["datasets"]["points"]
    assert [p["y"] for p in points] == sorted(p["y"] for p in points)
    assert [p["own"] for p in points].count(True) == 1
    assert made.per_column == 1


def test_the_claimed_interval_is_drawn():
    stated = curve(CLAIM, weighed()).drawn.wide["datasets"]["stated"]
    assert (stated[0]["low"], stated[0]["high"]) == (180, 220)
    assert "what the text says" in drawn_text(curve(CLAIM, weighed()).drawn.wide)


def test_axes_that_change_nothing_are_folded_away():
    made = curve(CLAIM, weighed())
    assert [axis.id for axis in made.shown] == ["baseline", "publisher"]
    assert [axis.id for axis in made.folded] == ["estimate"]


def test_an_axis_that_repeats_another_is_folded_away():
    twin = AXES[0].model_copy(update={"id": "dataset"})
    outcomes = tuple(
        o.model_copy(update={"options": {**o.options, "dataset": o.options["publisher"]}})
        for o in weighed().outcomes
    )
    shown, folded = telling(weighed(axes=(*AXES, twin), outcomes=outcomes, flips=()))
    assert "dataset" in [axis.id for axis in folded]
    assert [axis.id for axis in shown] == ["publisher", "baseline"]


def test_many_options_share_a_row():
    axis = Axis(
        id="base",
        label="Base",
        options=tuple(Option(id=str(n), label=str(n)) for n in range(20)),
    )
    outcomes = tuple(reading(n, base=str(n)) for n in range(20))
    lines = choice_rows(weighed(axes=(axis,), outcomes=outcomes), [axis])
    assert len(lines) == 8
    assert lines[-1].label == "14 others"
    assert sorted(o for line in lines for o in line.options) == sorted(map(str, range(20)))


def test_ten_thousand_readings_share_columns():
    outcomes = tuple(reading(n / 10, publisher=str(n % 2)) for n in range(10_000))
    made = columns(weighed(outcomes=outcomes), 1.0)
    assert len(made) == MOST_COLUMNS
    assert sum(column.readings for column in made) == 10_000
    assert made[0].parts["publisher", "1"] == pytest.approx(0.5)
    spec = curve(CLAIM, weighed(outcomes=outcomes)).drawn.wide
    assert len(draw(spec, "x")) < 400_000


def test_bounds_without_a_value_and_open_ends_are_drawn():
    outcomes = (
        reading(None, low=10.0, high=30.0, truth=Truth.UNDETERMINED),
        reading(None, low=20.0, high=None, truth=Truth.UNDETERMINED),
        reading(15.0),
    )
    made = curve(COUNT, weighed(outcomes=outcomes, unit="count", interval=(18, None)))
    points = made.drawn.wide["datasets"]["points"]
    assert all(math.isfinite(value) for p in points for value in p.values() if type(value) is float)
    assert "undecided" in drawn_text(made.drawn.wide)


def test_readings_of_one_value_need_no_chart():
    same = (reading(15.0), reading(15.0))
    assert curve(COUNT, weighed(outcomes=same, unit="count", interval=(18, None))) is None
    other = (reading(15.0), reading(16.0))
    assert curve(COUNT, weighed(outcomes=other, unit="count", interval=(18, None))) is not None


def test_charts_are_the_same_from_an_engine_of_their_own(monkeypatch):
    spec = curve(CLAIM, weighed()).drawn.wide
    here = draw(spec, "x")
    monkeypatch.setattr(engine, "_started", [])
    engine.prepare()
    child = engine._started[0]
    engine.svg.cache_clear()
    assert draw(spec, "x") == here
    child.kill()
    child.communicate()
    engine.svg.cache_clear()
    assert draw(spec, "x") == here


def test_no_figure_no_chart():
    outcomes = (reading(None, truth=Truth.UNDETERMINED),)
    assert curve(COUNT, weighed(outcomes=outcomes, interval=(1, None))) is None
    assert curve(COUNT, weighed(outcomes=(), interval=(1, 2))) is None


def test_counts_over_orders_of_magnitude_go_on_a_log_axis():
    chosen = scale([12, 40_000], [300], change=False)
    assert chosen is not None
    assert chosen.log
    assert chosen.low < 12 < 40_000 < chosen.high


def test_a_far_outlier_of_a_change_is_left_to_the_edge():
    chosen = scale([10, 20, 30, 40, 50, 9_000], [25], change=True)
    assert chosen is not None
    assert chosen.high < 100
    assert chosen.beyond(9_000)
    outcomes = tuple(reading(v) for v in (10, 20, 30, 40, 50, 9_000))
    assert curve(CLAIM, weighed(outcomes=outcomes, interval=(20, 30))).beyond == 1


def test_what_the_text_says_is_always_on_the_axis():
    chosen = scale([10, 20, 30], [500], change=True)
    assert chosen is not None
    assert not chosen.beyond(500)


def test_the_timeline_reaches_back_to_the_peak_and_shows_the_periods():
    made = timeline(weighed(), full().document.published)
    assert (made.peak.value, made.peak.year, made.peak.publisher) == (92, 2015, "Institute")
    marks = {mark["label"]: mark for mark in made.drawn.wide["datasets"]["marks"]}
    assert set(marks) == {"", "period", "text published"}  # one is too narrow for its label
    assert made.compared
    assert (marks["period"]["x"], marks["period"]["to"]) == (2021.5, 2022.5)
    assert "2015" in drawn_text(made.drawn.wide)


def test_parties_other_measures_and_part_years_stay_out_of_the_timeline():
    strange = (
        row("Ministry", 2019, 500, standing="official"),
        row("Institute", 2019, 400, id="i-x", measure="clashes"),
        row("Institute", 2019, 300, id="i-y", end=rows()[0].end.replace(year=2019, month=7)),
    )
    points = yearly(weighed(rows=(*rows(), *strange)))
    assert max(p.value for p in points) == 92
    assert {p.publisher for p in points} == {"Institute", "Observatory"}


def test_a_figure_given_anew_replaces_the_old_one():
    again = row("Institute", 2022, 33, id="i-new", published=rows()[0].start.replace(year=2024))
    points = yearly(weighed(rows=(*rows(), again)))
    assert [p.value for p in points if (p.publisher, p.year) == ("Institute", 2022)] == [33]


def test_lines_break_where_a_year_is_missing():
    kept = tuple(r for r in rows() if r.start.year != 2017)
    points = timeline(weighed(rows=kept), None).drawn.wide["datasets"]["points"]
    runs = {p["run"] for p in points if p["who"] == "Institute"}
    assert len(runs) == 2


def test_too_few_years_make_no_timeline():
    assert timeline(weighed(rows=rows()[-2:]), None) is None


def test_svg_holds_shapes_and_text_alone_and_its_ids_are_its_own():
    root = ElementTree.fromstring(str(draw(curve(CLAIM, weighed()).drawn.wide, "a7")))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {
        "svg",
        "g",
        "path",
        "line",
        "rect",
        "text",
        "tspan",
        "circle",
        "defs",
        "clipPath",
    }
    assert all(e.get("id", "a7-").startswith("a7-") for e in root.iter())
    assert root.get("aria-hidden") == "true"


def test_colours_follow_the_page():
    svg = str(draw(curve(CLAIM, weighed()).drawn.wide, "x"))
    assert "var(--chart-true,#" in svg
    assert 'fill="#' not in svg


def shown():
    """Every sort of chart, with the labels that must be read on each."""
    return {
        "readings": (curve(CLAIM, weighed()), "the year 2020"),
        "years": (timeline(weighed(), None), "Observatory"),
        "panels": (timeline(many_publishers(), None), "Publisher 4"),
        "sources": (strip(CLAIM, relation(), None), "Treaty register"),
        "periods": (heat_map(landscape()), "and lasts so many years"),
    }


def relation():
    return manifold().checked[1].verdict


@pytest.mark.parametrize("name", ["readings", "years", "panels", "sources", "periods"])
def test_on_a_phone_a_chart_is_as_wide_as_the_page_at_most(name):
    made, label = shown()[name]
    for spec, most in ((made.drawn.wide, 780), (made.drawn.narrow, 358)):
        drawn = ElementTree.fromstring(str(draw(spec, "x")))
        assert float(drawn.get("viewBox").split()[2]) <= most
        assert label in "".join(drawn.itertext())


def test_a_long_label_is_broken_and_not_cut():
    long = "civilians, with those whose status nobody could find out, as the yearbook has them"
    axes = (
        AXES[0].model_copy(
            update={"options": (Option(id="Institute", label=long), *AXES[0].options[1:])}
        ),
        *AXES[1:],
    )
    made = curve(CLAIM, weighed(axes=axes))
    for spec in (made.drawn.wide, made.drawn.narrow):
        labels = [" ".join(row["label"]) for row in spec["datasets"]["options"]]
        assert long in labels


def test_rows_of_choices_do_not_lie_upon_each_other():
    made = curve(CLAIM, weighed())
    for spec in (made.drawn.wide, made.drawn.narrow):
        places = [(row["y"], row["at"]) for row in spec["datasets"]["options"]]
        assert all(low[1] + 8 < high[1] for low, high in pairwise(sorted(places)))


def test_many_columns_show_their_choices_as_bars_without_gaps():
    outcomes = tuple(
        reading(n / 10, truth=Truth.TRUE if n < 400 else Truth.FALSE, publisher="Institute")
        for n in range(1000)
    )
    made = curve(CLAIM, weighed(outcomes=(*outcomes, reading(999.0, publisher="Observatory"))))
    bars = made.drawn.wide["datasets"]["dots"]
    first = [bar for bar in bars if bar["y"] < 40 and bar["part"] == 1.0]
    assert first[0]["to"] == first[1]["x"]
    assert len(bars) < 10


def test_more_publishers_than_a_chart_holds_have_panels_of_their_own():
    made = timeline(many_publishers(), None)
    panels = made.drawn.wide["concat"]
    assert len(panels) == 5
    assert len({str(panel["layer"][-1]["encoding"]["y"]["scale"]) for panel in panels}) == 1
    assert "concat" not in timeline(weighed(), None).drawn.wide


def test_the_strip_parts_parties_from_sources_and_leaves_out_what_has_no_date():
    made = strip(CLAIM, relation(), full().document.published)
    assert [one.source.split()[0] for one in made.dated] == [
        "Treaty",
        "Observatory",
        "Monitoring",
        "Foreign",
    ]
    assert made.left_out == 1
    rows_ = made.drawn.wide["datasets"]["rows"]
    assert [row["decides"] for row in rows_] == [True, True, True, False]
    assert (rows_[0]["x"], rows_[0]["to"]) == ("2016-01-01", "2016-12-31")


def test_the_strip_shades_the_period_of_the_claim():
    asked = CLAIM.model_copy(update={"window": Window(start=TESTIMONIES[0].start)})
    marks = strip(asked, relation(), None).drawn.wide["datasets"]["marks"]
    assert marks == [{"x": "2018-01-01", "to": "2018-01-01", "label": "period", "at": 0}]


def test_testimonies_without_any_date_make_no_strip():
    undated = relation().model_copy(update={"testimonies": (witness("Agency", "affirms"),)})
    assert strip(CLAIM, undated, full().document.published) is None


def test_the_map_has_a_square_for_every_window_and_frames_the_stated_one():
    made = heat_map(landscape())
    assert made.own == (0, 18)
    data = made.drawn.wide["datasets"]
    shares = landscape().grid.shares
    assert sum(run["to"] - run["x"] for run in data["ground"]) == sum(
        share is not None for row in shares for share in row
    )
    full_ = [cell for cell in data["cells"] if cell["sort"] == "nearly all"]
    assert sum(cell["to"] - cell["x"] for cell in full_) == sum(
        share is not None and share >= 0.95 for row in shares for share in row
    )
    sizes = {round(cell["to"] - cell["x"], 3): cell["sort"] for cell in data["cells"]}
    assert sizes[min(sizes)] == "hardly any"


def test_a_map_without_squares_is_none():
    assert heat_map(landscape().model_copy(update={"grid": None})) is None
