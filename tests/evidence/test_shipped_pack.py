"""The shipped pack: what its descriptor promises, and facts known from elsewhere."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import importlib.util
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from averment.evidence import Evidence, open_evidence
from averment.evidence.pack import SHIPPED
from averment.evidence.pack_tables import TABLES
from averment.evidence.tables import columns

ROOT = Path(__file__).parents[2]
PACKAGE = json.loads((SHIPPED / "datapackage.json").read_text("utf-8"))
RESOURCES = {entry["name"]: entry for entry in PACKAGE["resources"]}


def rows(name: str) -> list[dict[str, str]]:
    with (SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def fits(cell: str, field: dict[str, Any]) -> bool:
    """Say whether a cell is what its field declares, in the terms of Table Schema."""
    constraints = field.get("constraints", {})
    if not cell:
        return not constraints.get("required")
    kinds = {"number": float, "date": dt.date.fromisoformat, "string": str}
    if field["type"] == "boolean":
        return cell in field["trueValues"] + field["falseValues"]
    try:
        kinds[field["type"]](cell)
    except ValueError:
        return False
    pattern, allowed = constraints.get("pattern", ""), constraints.get("enum", [cell])
    return re.search(pattern, cell) is not None and cell in allowed


@pytest.mark.parametrize("name", RESOURCES)
def test_each_table_is_what_its_schema_says(name: str) -> None:
    fields = RESOURCES[name]["schema"]["fields"]
    content = rows(name)
    assert list(content[0]) == [field["name"] for field in fields]
    for field in fields:
        assert field["description"]
        wrong = [row for row in content if not fits(row[field["name"]], field)]
        assert not wrong, (field["name"], wrong[0])
        if field.get("constraints", {}).get("unique"):
            counted = Counter(row[field["name"]] for row in content)
            assert max(counted.values()) == 1


@pytest.mark.parametrize("name", RESOURCES)
def test_each_resource_is_described(name: str) -> None:
    entry = RESOURCES[name]
    content = (SHIPPED / entry["path"]).read_bytes()
    assert entry["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert entry["bytes"] == len(content)
    assert entry["licenses"]
    assert entry["sources"]
    assert b"\r" not in content


def test_the_package_is_described() -> None:
    for key in ("name", "title", "version", "licenses", "sources", "contributors", "citation"):
        assert PACKAGE[key]
    assert set(RESOURCES) == set(TABLES)
    for name, record in TABLES.items():
        declared = [field["name"] for field in RESOURCES[name]["schema"]["fields"]]
        assert declared == list(columns(record))


def test_no_figure_without_source_or_licence() -> None:
    catalogue = {row["id"]: row for row in rows("datasets")}
    for figure in rows("figures"):
        assert figure["url"].startswith("http"), figure["id"]
        assert figure["report"], figure["id"]
        assert catalogue[figure["dataset"]]["licence"]
        assert catalogue[figure["dataset"]]["redistributable"] == "true"


def test_confirmed_figures_say_where() -> None:
    for figure in rows("figures"):
        assert figure["second_url"] or figure["confirmed"] == "false", figure["id"]


def test_periods_run_forward_and_lie_in_the_coverage() -> None:
    catalogue = {row["id"]: row for row in rows("datasets")}
    for figure in rows("figures"):
        entry = catalogue[figure["dataset"]]
        assert entry["coverage_start"] <= figure["start"] < figure["end"] <= entry["coverage_end"]
        assert figure["place"] in entry["places"].split(";")
        assert bool(figure["baseline_start"]) == bool(figure["baseline_end"])
        assert figure["baseline_end"] <= figure["start"] or not figure["baseline_end"]


def test_derived_figures_say_so() -> None:
    derived = [row for row in rows("figures") if "." in row["low"] + row["high"]]
    assert derived
    assert all("derived" in row["note"] for row in derived)


def test_aliases_name_one_milestone_each() -> None:
    aliases = Counter(alias for row in rows("milestones") for alias in row["aliases"].split(";"))
    assert [alias for alias, number in aliases.items() if number > 1] == []
    assert all(alias == alias.lower().strip() for alias in aliases)
    assert not [alias for alias in aliases if alias.startswith(("the ", "a ", "an "))]


def test_milestones_put_the_usual_date_first() -> None:
    for row in rows("milestones"):
        assert row["dates"].split(";")[0] == row["date"]


# --- known facts -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def evidence() -> Iterator[Evidence]:
    with open_evidence() as opened:
        yield opened


def by_year(evidence: Evidence, measure: str, dataset: str, **scope: str) -> dict[int, float]:
    found = evidence.figures([measure], datasets=[dataset], place="PAK", **scope).figures
    return {figure.start.year: figure.value for figure in found}


def test_afghan_refugees_in_pakistan(evidence: Evidence) -> None:
    stock = by_year(evidence, "refugees", "unhcr", of="AFG")
    assert max(stock.values()) == 3_272_290
    assert max(stock, key=lambda year: stock[year]) == 1989
    assert [year for year, value in stock.items() if value > 3_000_000] == list(range(1987, 1992))
    assert stock[2023] == 1_987_717


def test_stocks_stand_at_the_last_day_of_the_year(evidence: Evidence) -> None:
    for figure in evidence.figures(["refugees"], of="AFG").figures:
        assert (figure.start.month, figure.start.day) == (12, 31)
        assert figure.end - figure.start == dt.timedelta(days=1)
        assert figure.flow == "stock"
        assert figure.published > figure.start


def test_deaths_in_pakistan(evidence: Evidence) -> None:
    deaths = by_year(evidence, "deaths", "ucdp-country-year")
    civilians = by_year(evidence, "civilian_deaths", "ucdp-country-year")
    widest = by_year(evidence, "civilian_deaths_with_unknown", "ucdp-country-year")
    assert (deaths[2022], deaths[2023]) == (719, 1178)
    assert (civilians[2022], civilians[2023]) == (110, 149)
    assert sorted(deaths) == list(range(1989, 2025))
    assert all(civilians[year] <= widest[year] <= deaths[year] for year in deaths)


@pytest.mark.parametrize("place", ["PAK", "AFG"])
def test_months_sum_to_no_more_than_the_year(evidence: Evidence, place: str) -> None:
    """Events that span months are left out of the months."""
    years = evidence.figures(["deaths"], place=place, datasets=["ucdp-country-year"]).figures
    months: Counter[int] = Counter()
    for figure in evidence.figures(["deaths"], place=place, datasets=["ucdp-monthly"]).figures:
        months[figure.start.year] += int(figure.value)
    assert all(months[figure.start.year] <= figure.value for figure in years)


@pytest.mark.parametrize(
    ("changed", "before", "after"),
    [
        ("pips-attacks-PAK-2021-change-a", "pips-attacks-PAK-2020-a", "pips-attacks-PAK-2021-a"),
        ("pips-attacks-PAK-2022-change-a", "pips-attacks-PAK-2021-a", "pips-attacks-PAK-2022-a"),
        ("picss-attacks-PAK-2021-change-a", "picss-attacks-PAK-2020-b", "picss-attacks-PAK-2021-a"),
        ("picss-attacks-PAK-2022-change-a", "picss-attacks-PAK-2021-a", "picss-attacks-PAK-2022-a"),
        ("picss-attacks-PAK-2023-change-a", "picss-attacks-PAK-2022-b", "picss-attacks-PAK-2023-a"),
        ("crss-deaths-PAK-2023-change-a", "crss-deaths-PAK-2022-a", "crss-deaths-PAK-2023-a"),
        ("gti-deaths-PAK-2022-change-a", "gti-deaths-PAK-2021-a", "gti-deaths-PAK-2022-a"),
    ],
)
def test_published_changes_agree_with_the_counts(
    evidence: Evidence, changed: str, before: str, after: str
) -> None:
    values = {f.id: f.value for f in evidence.rows([changed, before, after]).figures}
    computed = 100 * (values[after] / values[before] - 1)
    assert computed == pytest.approx(values[changed], abs=0.6)


def test_disagreements_are_kept(evidence: Evidence) -> None:
    found = evidence.figures(["suicide_attacks"], place="PAK", datasets=["picss"]).figures
    assert {f.value for f in found if f.start.year == 2019} == {10, 3}
    assert {f.value for f in found if f.start.year == 2016} == {16, 17}


def test_a_published_range_keeps_both_ends(evidence: Evidence) -> None:
    (figure,) = evidence.figures(
        ["participants_in_suicide_attacks_share"], of="AFG", unit="percent"
    ).figures
    assert (figure.value, figure.low, figure.high) == (70, 70, 75)


PARTIES = {"gop": "PAK", "kp-police": "PAK", "fia": "PAK", "ispr": "PAK"}
PARTIES |= {"nato": "nato", "us-defense": "USA", "ussr": "SUN"}


@pytest.mark.parametrize(("name", "party"), PARTIES.items())
def test_what_parties_say_is_marked(evidence: Evidence, name: str, party: str) -> None:
    entry = evidence.dataset(name)
    assert (entry.standing, entry.party) == ("official", party)
    assert not entry.decides


def test_the_pack_stays_small() -> None:
    assert sum(entry["bytes"] for entry in RESOURCES.values()) < 2_000_000


CLASSES = ("civilian_deaths", "security_deaths", "militant_deaths")


def test_the_classes_of_the_dead_are_no_more_than_all() -> None:
    """Of one release on one period: peace committees and the like make the rest."""
    releases: dict[tuple[str, ...], Counter[str]] = {}
    for row in rows("figures"):
        if row["unit"] == "count" and not row["note"].startswith("derived"):
            same = tuple(row[k] for k in ("dataset", "place", "of", "by", "start", "end", "report"))
            releases.setdefault(same, Counter())[row["measure"]] = int(float(row["value"]))
    whole = [found for found in releases.values() if {"deaths", *CLASSES} <= set(found)]
    assert len(whole) > 15
    assert all(sum(found[name] for name in CLASSES) <= found["deaths"] for found in whole)


@pytest.mark.parametrize("place", ["PAK", "AFG"])
def test_the_kinds_of_violence_make_up_all_deaths(evidence: Evidence, place: str) -> None:
    names = ("deaths", "state_based_deaths", "non_state_deaths", "one_sided_deaths")
    every, *kinds = (
        {
            figure.start: (figure.low, figure.value, figure.high)
            for figure in evidence.figures(
                [name], place=place, datasets=["ucdp-country-year"]
            ).figures
        }
        for name in names
    )
    assert len(every) == 36
    for day, total in every.items():
        assert total == tuple(sum(kind[day][i] or 0 for kind in kinds) for i in range(3)), day


def test_civilians_in_afghanistan(evidence: Evidence) -> None:
    """The mission's years, as it last gave them, nearly sum to what it says of six of them."""
    found = evidence.figures(["civilian_deaths"], place="AFG", datasets=["unama"]).figures
    years = {f.start.year: f.value for f in found if f.end == dt.date(f.start.year + 1, 1, 1)}
    assert list(years) == list(range(2009, 2021))
    assert (years[2010], years[2011], years[2016], years[2018]) == (2790, 3133, 3510, 3804)
    (six,) = (f.value for f in found if (f.start.year, f.end.year) == (2009, 2015))
    assert sum(years[year] for year in range(2009, 2015)) == pytest.approx(six, rel=0.005)


def test_those_who_went_back(evidence: Evidence) -> None:
    def returned(place: str) -> dict[int, float]:
        found = evidence.figures(["returnees"], place=place, of="AFG", datasets=["unhcr"]).figures
        return {figure.start.year: figure.value for figure in found}

    pakistan, iran, every = returned("PAK"), returned("IRN"), returned("AFG")
    assert max(pakistan, key=lambda year: pakistan[year]) == 2002
    assert all(pakistan.get(y, 0) + iran.get(y, 0) <= every[y] for y in every)


# --- ties --------------------------------------------------------------------------------------


def ties(kind: str, **cells: str) -> list[dict[str, str]]:
    same = [row for row in rows("relations") if row["type"] == kind]
    return [row for row in same if all(row[name] == cell for name, cell in cells.items())]


def test_recognitions_of_the_taliban() -> None:
    found = ties("recognises", object="taliban", denied="false")
    assert {row["subject"] for row in found if row["start"] < "2002"} == {"PAK", "SAU", "ARE"}
    assert {row["subject"] for row in found if row["start"] > "2002"} == {"RUS"}


def test_every_denial_answers_a_claim() -> None:
    for row in rows("relations"):
        if row["subject"] == "any other state":  # what a body says of all that it does not name
            assert row["denied"] == "true"
            assert not row["party"]
        elif row["denied"] == "true":
            same = ties(row["type"], subject=row["subject"], object=row["object"])
            assert [other for other in same if other["denied"] == "false"], row["detail"]
            assert row["party"]


def test_a_government_does_not_fight_itself() -> None:
    for row in rows("relations"):
        assert row["subject"] != row["object"]
        assert not row["end"] or not row["start"] or row["start"] < row["end"], row


def test_wars_on_record() -> None:
    (invasion,) = ties("fights", subject="AFG", object="SUN")
    assert invasion["start"] == "1979-12-27"
    insurgency = ties("fights", subject="AFG", object="taliban")
    assert [row["start"] for row in insurgency] == ["1995-03-11", "2003-02-14"]
    assert [row["end"] for row in insurgency] == ["1996-09-27", "2021-08-15"]
    (emirate,) = ties("fights", subject="taliban", object="northern-alliance")
    assert emirate["start"] == "1996-10-12"
    (soviets,) = ties("supports", subject="SUN", object="AFG")
    assert (soviets["start"], soviets["end"]) == ("1980-01-01", "1990-01-01")


def test_states_in_ties_are_states() -> None:
    with (ROOT / "src/averment/reference/data/countries.csv").open(encoding="utf-8") as handle:
        states = {row["id"] for row in csv.DictReader(handle)}
    codes = {row[side] for row in rows("relations") for side in ("subject", "object")}
    assert {code for code in codes if re.fullmatch("[A-Z]{3}", code)} <= states


def test_agreements() -> None:
    days = {row["start"] for row in ties("signs_with")}
    for day in ("1988-04-14", "1992-04-24", "1993-03-07", "2001-12-05", "2020-02-29"):
        assert day in days


# --- compiling ---------------------------------------------------------------------------------


def sources() -> Path:
    """Return the folder of the publishers' files, or skip where there is none."""
    named = os.environ.get("AVERMENT_EVIDENCE_SOURCES")
    folder = Path(named) if named else ROOT.parent / "shared" / "evidence"
    if not (folder / "published-figures-pakistan.csv").is_file():
        pytest.skip("the publishers' files are not here; AVERMENT_EVIDENCE_SOURCES can name them")
    return folder


def compiler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_pack", ROOT / "scripts/compile_pack.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    compiler().compile_pack(sources(), tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in SHIPPED.iterdir()}
