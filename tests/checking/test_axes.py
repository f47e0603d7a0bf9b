"""A researcher's own weights: laid over the shipped ones, used, or refused with the line."""

from __future__ import annotations

import re
from pathlib import Path

import made
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from averment.checking import Settings, load_settings
from averment.checking.readings import Readings, enumerate_readings
from averment.checking.series import build_series
from averment.checking.settings import FILES
from averment.errors import AxesBroken
from averment.evidence import Figure
from averment.kinds import KINDS
from averment.query import Query

DOCS = Path(__file__).parents[2] / "docs" / "axes.md"


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def readings(of: Query, figures: list[Figure], settings: Settings) -> Readings:
    datasets, rules = made.catalogue(figures), KINDS[of.claim.kind]
    return enumerate_readings(
        of,
        build_series(figures, datasets, stock=of.measure.stock),
        rules.comparators(of.claim, settings.tolerance),
        settings,
        datasets,
        {d.publisher: d.publisher for d in datasets.values()},
        against=rules.against,
    )


RISE = made.query(made.claim(), anchor=made.EVENT)
COUNTS = made.yearly("one", {year: 10.0 + year % 7 for year in range(2016, 2024)})


def test_an_empty_file_changes_nothing(tmp_path: Path, settings: Settings) -> None:
    assert load_settings(written(tmp_path, "")) == settings


@pytest.mark.parametrize("shipped", FILES, ids=lambda path: path.name)
def test_the_shipped_files_are_valid_and_change_nothing(shipped: Path, settings: Settings) -> None:
    assert load_settings(shipped) == settings


def test_the_example_of_the_documentation_is_valid(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    found = load_settings(written(tmp_path, example))
    assert found.labels["supported"] == 0.99
    assert found.exclusions[-1].reason == "a single year against the mean of several"


def test_an_option_without_weight_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "[option.baseline]\nmean-5.naturalness = 0\n")
    plain, without = (readings(RISE, COUNTS, load_settings(p)) for p in (None, path))
    gone = [c for c in plain.candidates if c.options["baseline"].id.startswith("mean-5")]
    assert gone
    assert len(without.candidates) == len(plain.candidates) - len(gone)
    assert sum(c.weight for c in without.candidates) == pytest.approx(1.0)
    (told,) = set(without.excluded) - set(plain.excluded)
    assert told.readings == len(gone)
    assert "the mean of" in told.reason


def test_an_exclusion_renormalises_inside_its_branch(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[[exclusion]]\nreason = "one year against five"\n'
        'options = { window = ["first-year"], baseline = ["mean-5", "mean-3"] }\n',
    )
    plain, without = (readings(RISE, COUNTS, load_settings(p)) for p in (None, path))

    def by_window(found: Readings) -> dict[str, float]:
        weights: dict[str, float] = {}
        for one in found.candidates:
            name = one.options["window"].id
            weights[name] = weights.get(name, 0.0) + one.weight
        return weights

    assert by_window(without) == pytest.approx(by_window(plain))
    assert [e.readings for e in without.excluded if e.reason == "one year against five"] == [2]
    assert not any(
        c.window.form == "first-year" and c.options["baseline"].id.startswith(("mean-3", "mean-5"))
        for c in without.candidates
    )


def test_what_is_left_out_hides_no_other(tmp_path: Path) -> None:
    """Two years before, as an equal length of time, are also the mean of two years."""
    path = written(tmp_path, "[option.baseline]\nequal-before.naturalness = 0\n")
    plain, without = (readings(RISE, COUNTS, load_settings(p)) for p in (None, path))

    def taken(found: Readings) -> set[str]:
        full = [c for c in found.candidates if c.window.form == "full-years"]
        return {c.options["baseline"].id.split(":")[0] for c in full}

    assert "mean-2" not in taken(plain)
    assert taken(without) == taken(plain) - {"equal-before"} | {"mean-2"}


def test_tolerances_and_lines_can_be_changed(tmp_path: Path) -> None:
    text = '[labels]\nsupported = 0.99\n[tolerance]\nunit_share = 0\nnearly_words = ["nigh"]\n'
    found = load_settings(written(tmp_path, text))
    assert found.labels["supported"] == 0.99
    assert found.tolerance.unit_share == 0
    assert found.tolerance.nearly_words == ("nigh",)
    assert found.raw["labels"]["supported"] == 0.99


def test_a_measure_can_be_changed_by_its_id(tmp_path: Path, settings: Settings) -> None:
    path = written(tmp_path, '[[measure]]\nid = "civilian_deaths"\nfair = ["civilian_deaths"]\n')
    found = load_settings(path)
    assert found.measures["civilian_deaths"].fair == ("civilian_deaths",)
    assert found.measures.keys() == settings.measures.keys()


@given(made.questions(), made.figures(), st.floats(0.01, 1), st.floats(0.01, 1))
@profile(deadline=None, max_examples=30)
def test_weights_sum_to_one_whatever_they_are(
    query: Query, figures: list[Figure], one: float, other: float
) -> None:
    shipped = load_settings()
    option = {axis: dict(entries) for axis, entries in shipped.raw["option"].items()}
    option["window"]["literal"] = {**option["window"]["literal"], "naturalness": one}
    option["estimate"]["low"] = {**option["estimate"]["low"], "naturalness": other}
    changed = made.replace(shipped, raw={**shipped.raw, "option": option})
    found = readings(query, figures, changed).candidates
    assert not found or sum(c.weight for c in found) == pytest.approx(1.0)


MISTAKES = {
    "[labels]\nsupported = = 1\n": r"line 2",
    "[options.window]\n": r"line 1: “options” is not known. Did you mean “option”",
    "[option.windw.literal]\nnaturalness = 1\n": r"line 1: the axis “windw” is not known.*window",
    "\n[option.window]\nliterl = { naturalness = 1 }\n": r"line 3: the option “literl” of the axis",
    "[option.window.literal]\n# none\nnaturalnes = 1\n": r"line 3: .*naturalnes” is not known",
    "[option.window.literal]\nnaturalness = -1\n": r"line 2: .*must not be negative",
    "[option.window.literal]\nnaturalness = nan\n": r"line 2: .*must be a number",
    '[option.window.literal]\nnaturalness = "much"\n': r"line 2: .*must be a number",
    "[option.window.literal]\nreason = 3\n": r"line 2: .*must be a text",
    "option.window.literal = 3\n": r"line 1: .*must be a table",
    "[labels]\nsupported = 1.2\n": r"line 2: .*not be over 1",
    "[labels]\nsupported = 0.5\n": r"line 1: the shares of the labels must rise",
    '[[measure]]\nid = "atacks"\n': r"line 2: there is no measure “atacks”.*attacks",
    '[[measure]]\nid = "attacks"\nstock = 1\n': r"line 3: .*true or false",
    '[tolerance]\nmore_words = "more"\n': r"line 2: .*must be a list",
    "exclusion = 3\n": r"line 1: exclusions are written under",
    '[[exclusion]]\noptions = { window = "peak" }\n': r"line 1: an exclusion needs a reason",
    '[[exclusion]]\nreason = "x"\n': r"line 1: an exclusion names options",
    '[[exclusion]]\nreason = "x"\noptions = { window = "peek" }\n': (
        r"line 3: the axis “window” has no option “peek”.*peak"
    ),
    '[[exclusion]]\nreason = "x"\noptions.window = "peak"\n\n[[exclusion]]\nreason = "y"\n'
    'options.era = "old"\n': r"line 7: the axis “era” is not known",
    '[[exclusion]]\nreason = "x"\noptions.measure = ["tanks"]\n': r"line 3: no measure “tanks”",
    '[[exclusion]]\nreason = "x"\nwhen = "now"\n': r"line 3: “when” is not known here",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(AxesBroken, match=MISTAKES[text]) as raised:
        load_settings(written(tmp_path, text))
    assert "mine.toml" in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AxesBroken, match="cannot be read"):
        load_settings(tmp_path / "none.toml")
