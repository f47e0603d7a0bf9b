"""Mapping files: drafted by looking, written by hand, and what they may not say."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from taken import Taken, shared_path, take, workbook

from averment.errors import DescriptorBroken, EvidenceMissing, MappingBroken
from averment.evidence.intake import draft, understand

Taking = Callable[..., Taken]

DATASET = """
[dataset]
id = "counts"
title = "Counts of the Institute"
publisher = "Institute"
publisher_name = "Institute for Counting"
standing = "independent"
licence = "facts, attributed"
redistributable = false
citation = "Institute, counts."
counts = "what it hears of"
does_not_count = "what it does not hear of"
collected_from = ["news"]
"""
FIGURES = DATASET + 'shape = "figures"\nmeasures = ["deaths", "injured"]\n'
EVENTS = (
    DATASET
    + 'shape = "events"\n[dataset.measures.deaths]\ndefinition = "d"\nvalue = "sum:deaths"\n'
)

MINIMAL = """
[columns]
period = { year = "Year" }
place = { constant = "MLI" }
measure = { constant = "deaths" }
value = "Count"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mapping.toml"
    path.write_text(text, "utf-8")
    return path


def test_figures_of_a_table_of_ones_own(tmp_path: Path, taking: Taking) -> None:
    mapping = write(
        tmp_path,
        'vintage = "2024"\n'
        + FIGURES
        + """
[columns]
period = { from = "From", to = "To", format = "%d/%m/%Y" }
place = { country = "Where" }
measure = { of = "What", values = { "people killed" = "deaths", "people hurt" = "injured" } }
value = "How many"
unit = { constant = "count" }
page = "Page"
""",
    )
    taken = taking(
        "From,To,Where,What,How many,Page\n"
        "01/01/2014,31/12/2014,Yemen (North Yemen),people killed,70-75,12\n"
        '01/01/2015,30/06/2015,Côte d’Ivoire,people hurt,"1,206",\n'
        "01/01/2016,31/12/2016,Atlantis,people hurt,5,\n"
        "01/01/2016,31/12/2016,Mali,houses burnt,5,\n"
        "01/01/2016,31/12/2016,Mali,people hurt,n/a,\n"
        "2016-01-01,31/12/2016,Mali,people hurt,5,\n"
        "01/01/2017,31/12/2017,Mali,people hurt,8,\n"
        "01/01/2017,31/12/2017,Mali,people hurt,9,\n"
        "01/01/2017,31/12/2017,Mali,people hurt,9,\n",
        mapping=mapping,
    )
    assert taken.understood.vintage == "2024"
    assert taken.understood.descriptor.publisher == "Institute"
    first = taken.rows[0]
    assert (first["value"], first["low"], first["high"]) == (70, 70, 75)
    assert (first["place"], first["page"], str(first["end"])) == ("YEM", "12", "2015-01-01")
    assert taken.rows[1]["value"] == 1206
    assert taken.rows[1]["id"] == "counts-2024-injured-CIV-20150101-20150630"
    assert [(line, reason) for line, reason, _ in taken.rejects] == [
        (4, "Where names no known country"),
        (5, "What has a value without a meaning"),
        (6, "it has no value"),
        (7, "From is no date"),
        (10, "a row above says the same"),
    ]
    revised = [row["id"] for row in taken.rows[2:]]
    assert revised == ["counts-2024-injured-MLI-2017", "counts-2024-injured-MLI-2017-2"]


def test_a_column_for_each_measure(tmp_path: Path, taking: Taking) -> None:
    mapping = write(
        tmp_path,
        FIGURES
        + """
[columns]
period = { date = "Month" }
place = { country = "Code", by = "alpha" }
[[row]]
measure = { constant = "deaths" }
value = { number = "Killed", missing = ["x"] }
[[row]]
measure = { constant = "injured" }
value = "Hurt"
""",
    )
    taken = taking("Month,Code,Killed,Hurt\n2014-03,MLI,4,7\nApril 2014,MLI,x,8\n", mapping=mapping)
    assert [(r["measure"], r["value"], str(r["start"]), str(r["end"])) for r in taken.rows] == [
        ("deaths", 4, "2014-03-01", "2014-04-01"),
        ("injured", 7, "2014-03-01", "2014-04-01"),
        ("injured", 8, "2014-04-01", "2014-05-01"),
    ]
    assert [(line, reason) for line, reason, _ in taken.rejects] == [(3, "it has no value")]


def test_events_of_a_spreadsheet(tmp_path: Path) -> None:
    mapping = write(
        tmp_path,
        EVENTS
        + """
[columns]
id = "No."
period = { year = "Year", month = "Month", day = "Day" }
place = { constant = "PAK" }
division_name = "Province"
deaths = "Killed"
suicide = { of = "Mode", true = ["suicide"] }
""",
    )
    path = workbook(
        tmp_path / "list.xlsx",
        [
            ["Attacks, compiled by hand"],
            ["No.", "Year", "Month", "Day", "Province", "Killed", "Mode"],
            [1, 2014, 3, 5, "Sindh province", 4, "suicide"],
            [2, 2014, 0, 0, "NWFP", "3–5", "gun"],
            [3, 2014, 2, 30, "Sindh", 1, "gun"],
        ],
    )
    taken = take(path, tmp_path / "stored", mapping=mapping)
    assert [row["line"] for row in taken.rows] == [3, 4]
    assert taken.rows[0]["suicide"] is True
    second = taken.rows[1]
    assert (second["deaths"], second["deaths_low"], second["deaths_high"]) == (3, 3, 5)
    assert (str(second["start"]), str(second["end"])) == ("2014-01-01", "2015-01-01")
    assert second["date_precision"] == "year"
    assert [(line, reason) for line, reason, _ in taken.rejects] == [(5, "Year is no date")]


def test_headers_with_line_breaks(tmp_path: Path, taking: Taking) -> None:
    mapping = write(tmp_path, FIGURES + MINIMAL.replace('"Count"', '"Number of dead"'))
    titles = '"Deaths,\nby year",,\nYear,"Number\nof dead","In\nwords"\n'
    taken = taking(f'{titles}2014,5,"five\npeople"\n2015,6,x\n', mapping=mapping)
    assert [(row["line"], row["value"]) for row in taken.rows] == [(3, 5), (4, 6)]


def test_rows_that_a_mapping_does_not_keep_are_counted(tmp_path: Path, taking: Taking) -> None:
    mapping = write(
        tmp_path,
        FIGURES
        + """
[keep]
Who = ["A"]
[columns]
period = { year = "Year" }
place = { constant = "MLI" }
measure = { constant = "deaths" }
value = "Count"
""",
    )
    taken = taking("Who,Year,Count\nA,2014,5\nB,2014,6\n,2014,7\n", mapping=mapping)
    assert [row["value"] for row in taken.rows] == [5]
    assert taken.loaded.rejects == {"the mapping keeps other rows, by Who": 2}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not = [toml", "is not TOML"),
        ("[columns]\n", "dataset"),
        (FIGURES + "[columns]\nvalue = { sql = \"read_text('/etc/passwd')\" }\n", "“sql”"),
        (FIGURES + '[columns]\nperiod = { start = "1", end = "2" }\n', "“end”"),
        (FIGURES + '[columns]\nvalue = { number = "a", sql = "b" }\n', "“sql”"),
        (FIGURES + '[columns]\nvalue = "Count"\n', "what measure is made of"),
        (FIGURES + 'prepare = "SELECT 1"\n[columns]\n', "prepare"),
        (FIGURES + '[columns]\n[[reject]]\nwhen = "true"\n', "reject"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "t.csv").write_text("Count,Year\n1,2014\n", "utf-8")
    with pytest.raises((MappingBroken, DescriptorBroken), match=words):
        understand(tmp_path / "t.csv", mapping=write(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"Count"', '"Counts"', "no column “Counts”"),
        ('value = "Count"', 'value = "Count"\nvalu = "Count"', "no canonical column “valu”"),
        ('{ constant = "MLI" }', '{ country = "Count", by = "fips" }', "“fips”"),
        ('{ year = "Year" }', '{ month = "Year" }', "period"),
    ],
)
def test_a_mapping_that_does_not_fit_the_file(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    (tmp_path / "t.csv").write_text("Count,Year\n1,2014\n", "utf-8")
    with pytest.raises(MappingBroken, match=words):
        understand(tmp_path / "t.csv", mapping=write(tmp_path, FIGURES + MINIMAL.replace(old, new)))


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Count,Year\n1,2014\n", "utf-8")
    with pytest.raises(EvidenceMissing, match="cannot be read"):
        understand(tmp_path / "t.csv", mapping=tmp_path / "none.toml")


def test_cells_with_quotes_reach_no_sql(tmp_path: Path, taking: Taking) -> None:
    mapping = write(
        tmp_path,
        FIGURES
        + """
[keep]
"a\\"'; --" = ["x'y"]
[columns]
period = { year = "Year" }
place = { constant = "MLI" }
measure = { of = "it's", values = { "d'\\"" = "deaths" } }
value = "Count"
definition = { constant = "o'clock" }
""",
    )
    taken = taking('"a""\'; --",it\'s,Year,Count\nx\'y,"d\'""",2014,5\n', mapping=mapping)
    assert [(row["measure"], row["definition"]) for row in taken.rows] == [("deaths", "o'clock")]


def test_a_count_with_a_fraction_is_not_taken(tmp_path: Path, taking: Taking) -> None:
    mapping = write(tmp_path, FIGURES + MINIMAL + 'unit = "Unit"\nflow = "Flow"\n')
    taken = taking(
        "Year,Count,Unit,Flow\n2014,1.206,count,flow\n2015,12.5,percent,flow\n"
        "2016,5,dead,flow\n2017,5,count,sum\n2018,5.0,count,stock\n",
        mapping=mapping,
    )
    assert [row["value"] for row in taken.rows] == [12.5, 5]
    assert [(line, reason) for line, reason, _ in taken.rejects] == [
        (2, "it counts, and has a fraction"),
        (4, "its unit is neither count nor percent"),
        (5, "it is said to be neither a flow nor a stock"),
    ]


@pytest.mark.parametrize("key", ["title", "publisher"])
def test_a_dataset_that_no_report_could_name_is_refused(tmp_path: Path, key: str) -> None:
    (tmp_path / "t.csv").write_text("Count,Year\n1,2014\n", "utf-8")
    value = tomllib.loads(FIGURES)["dataset"][key]
    text = FIGURES.replace(f'{key} = "{value}"', f'{key} = ""')
    with pytest.raises(MappingBroken, match=f"dataset.{key} is empty"):
        understand(tmp_path / "t.csv", mapping=write(tmp_path, text + MINIMAL))


def test_a_dataset_without_a_citation_is_cited_by_publisher_and_title(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Count,Year\n1,2014\n", "utf-8")
    text = FIGURES.replace('"Institute, counts."', '""') + MINIMAL
    described = understand(tmp_path / "t.csv", mapping=write(tmp_path, text)).descriptor
    assert described.citation == "Institute for Counting, Counts of the Institute, {vintage}."


def test_an_abbreviation_that_groups_share_is_read_by_the_place(
    tmp_path: Path, taking: Taking
) -> None:
    mapping = write(
        tmp_path,
        EVENTS
        + """
[columns]
period = { date = "Day" }
place = { country = "Where", by = "alpha" }
side_a = "A"
side_b = "B"
""",
    )
    taken = taking(
        "Day,Where,A,B\n1975-01-01,ARG,ERP,\n1981-01-01,SLV,ERP,\n1981-01-02,PAK,ERP,\n"
        "1981-01-03,,ERP,FARC\n1981-01-04,BOL,FARC,ELN\n1981-01-05,COL,FARC,ELN\n",
        mapping=mapping,
    )
    assert [(row["side_a_id"], row["side_b_id"]) for row in taken.rows] == [
        ("erp-argentina", None),
        ("erp-el-salvador", None),
        (None, None),
        (None, "farc"),
        ("farc", "eln-bolivia"),
        ("farc", "eln"),
    ]


# --- drafts --------------------------------------------------------------------------------------


def drafted(tmp_path: Path, table: str) -> tuple[str, dict[str, Any]]:
    path = tmp_path / "My table, 2024.csv"
    path.write_text(table, "utf-8")
    text = draft(path)
    return text, tomllib.loads(text)


def test_a_draft_of_figures(tmp_path: Path) -> None:
    text, made = drafted(
        tmp_path,
        "publisher,period_start,period_end,country,metric,value,url\n"
        "A,2014-01-01,2014-12-31,Mali,deaths,5,https://example.org\n"
        "B,2014-01-01,2014-12-31,Niger,huts_burnt,50-60,https://example.org\n",
    )
    assert made["dataset"]["id"] == "my-table-2024"
    assert (made["dataset"]["shape"], made["dataset"]["measures"]) == ("figures", ["deaths"])
    assert made["keep"] == {"publisher": ["A"]}
    assert made["columns"]["period"] == {"from": "period_start", "to": "period_end"}
    assert made["columns"]["place"] == {"country": "country", "by": "name"}
    assert made["columns"]["measure"] == {"of": "metric", "values": {"deaths": "deaths"}}
    assert "huts_burnt" in text
    assert '"B"' in text


def test_a_draft_of_events(tmp_path: Path) -> None:
    text, made = drafted(
        tmp_path,
        "event_id,date,iso3,province,lat,lon,killed,wounded,weather\n"
        "1,5 March 2014,MLI,Gao,16.2,-0.1,4,1,fair\n",
    )
    assert made["dataset"]["shape"] == "events"
    assert made["dataset"]["measures"]["deaths"]["value"] == "sum:deaths"
    assert made["columns"]["period"] == {"date": "date"}
    assert made["columns"]["place"] == {"country": "iso3", "by": "alpha"}
    assert made["columns"]["injured"] == "wounded"
    assert "nothing was made of: weather" in text


@pytest.mark.parametrize(
    ("days", "format_"),
    [
        (["12/03/2019", "23/03/2019", "30/02/2019"], "%d/%m/%Y"),
        (["03/12/2019", "03/23/2019"], "%m/%d/%Y"),
        (["12.03.2019", "23.03.2019"], "%d.%m.%Y"),
        (["03/04/2019"], "%d/%m/%Y"),
    ],
)
def test_a_draft_says_how_days_are_written(tmp_path: Path, days: list[str], format_: str) -> None:
    rows = "".join(f"{day};Mali;Mopti;{i + 1}\n" for i, day in enumerate(days))
    _, made = drafted(tmp_path, "Date;Country;Region;Killed\n" + rows)
    assert made["dataset"]["shape"] == "events"
    assert made["columns"]["period"] == {"date": "Date", "format": format_}


@pytest.mark.parametrize(
    ("days", "other"),
    [
        (["12/03/2019", "01/02/2019"], "%m/%d/%Y"),
        (["12.03.2019"], "%m.%d.%Y"),
        (["12/03/2019", "23/03/2019"], None),
    ],
)
def test_a_draft_says_where_day_and_month_may_be_swapped(
    tmp_path: Path, days: list[str], other: str | None
) -> None:
    rows = "".join(f"{day};Mali;Mopti;{i + 1}\n" for i, day in enumerate(days))
    text, _ = drafted(tmp_path, "Date;Country;Region;Killed\n" + rows)
    assert ("Which is the month?" in text) is bool(other)
    assert not other or f'format = "{other}" fits' in text


def test_a_draft_looks_past_a_row_of_totals_and_a_line_over_groups(tmp_path: Path) -> None:
    _, made = drafted(
        tmp_path,
        "When,Where,Victims,,Attacks\nYear,Country,Killed,Injured,Attacks\n"
        "2014,Mali,4,5,6\n2015,Mali,1,n/a,2\nTotal,,5,5,8\n",
    )
    assert made["dataset"]["measures"] == ["attacks", "deaths", "injured"]
    assert made["columns"]["period"] == {"year": "Year"}
    assert [row["value"] for row in made["row"]] == ["Killed", "Injured", "Attacks"]


def test_events_without_numbers_get_an_id_of_what_they_say(tmp_path: Path, taking: Taking) -> None:
    mapping = (
        EVENTS
        + """
[columns]
period = { date = "Day", format = "%d/%m/%Y" }
place = { constant = "MLI" }
deaths = "Killed"
"""
    )
    rows = "Day,Killed\n12/03/2019,23\n12/03/2019,24\n12/03/2019,23\n"
    taken = taking(rows, mapping=write(tmp_path, mapping))
    assert len({row["id"] for row in taken.rows}) == len(taken.rows) == 2
    assert [reason for _, reason, _ in taken.rejects] == ["a row above says the same"]


def test_a_draft_of_a_wide_table(tmp_path: Path) -> None:
    text, made = drafted(tmp_path, "year,country,deaths,injured,cows\n2014,Mali,4,5,6\n")
    assert '# flow = { constant = "stock" }' in text
    assert made["dataset"]["shape"] == "figures"
    assert [row["value"] for row in made["row"]] == ["deaths", "injured"]


def test_a_draft_of_ties_and_one_of_dates(tmp_path: Path) -> None:
    _, made = drafted(tmp_path, "source_actor,relation,target_actor,url\nMali,aids,Niger,x\n")
    assert made["dataset"]["shape"] == "relations"
    assert made["columns"]["source"] == "url"
    text, made = drafted(tmp_path, "name,date,country\nLake Accord,2014-03-05,Mali\n")
    assert made["dataset"]["shape"] == "milestones"
    assert made["columns"]["date"] == {"date": "date"}
    assert '# id = "COLUMN"' in text


def test_a_draft_says_what_it_does_not_know(tmp_path: Path) -> None:
    text, made = drafted(tmp_path, "colour,number of things\nred,5\n")
    assert made["dataset"]["shape"] == "figures"
    assert '# place = "COLUMN"' in text
    assert "# period" in text


@pytest.mark.parametrize("name", ["published-figures-pakistan.csv", "relations.csv"])
def test_drafts_of_shared_files_load_once_completed(name: str, tmp_path: Path) -> None:
    path = shared_path(name)
    text = draft(path)
    for key in (
        "title",
        "publisher",
        "publisher_name",
        "licence",
        "citation",
        "counts",
        "does_not_count",
    ):
        text = text.replace(f'{key} = ""', f'{key} = "given"')
    taken = take(path, tmp_path / "stored", mapping=write(tmp_path, text))
    assert taken.loaded.rows > 0
    if name == "relations.csv":
        assert taken.loaded.rejects == {}
        assert taken.one(line=2)["subject"] == "PAK"
    else:
        pips = taken.sql(
            "SELECT value FROM data WHERE measure = 'suicide_attacks' AND year(\"start\") = 2009"
        )
        assert pips == [(87,)]
        assert set(taken.loaded.rejects) == {
            "the mapping keeps other rows, by publisher",
            "metric has a value without a meaning",
        }
