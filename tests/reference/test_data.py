"""The gazetteer's files: well-formed, without a name that means two things, neutral in form."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from averment.reference import Gazetteer
from averment.reference.gazetteer import DATA
from averment.reference.words import folded, words

COLUMNS = {
    "countries": "id,name,aliases,adjectives,demonyms,former,capital,cities,local",
    "actors": "id,name,aliases,local,kind,country,since,until,parent",
    "divisions": "country,name,aliases,local,bare",
    "nouns": "word,kind",
    "others": "name",
}
LISTS = {
    "countries": ("aliases", "adjectives", "demonyms", "former", "cities", "local"),
    "actors": ("aliases", "local"),
    "divisions": ("aliases", "local"),
    "nouns": (),
    "others": (),
}
#: States without a word for their people: a state of two peoples, a city of clerics, and two
#: states whose people are called as those of a larger one are (Congolese, Dominican).
WITHOUT_PEOPLE = {"SCG", "VAT", "COG", "DMA"}
#: Names that two entries share once case is folded, told apart by their capitals alone: Gao is a
#: town, GAO an office of the United States.
AMBIGUOUS = {"gao": {"MLI", "USA"}}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def items(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def names() -> Iterator[tuple[str, str]]:
    """Yield every name that means one thing anywhere, with the id that it stands for."""
    for row in rows("countries"):
        own = (n for column in LISTS["countries"][:-1] for n in items(row[column]))
        yield from ((row["id"], n) for n in (row["name"], *own, *items(row["capital"])))
    for row in rows("actors"):
        yield from ((row["id"], n) for n in (row["name"], *items(row["aliases"])))
    for row in rows("divisions"):
        bare = [row["name"]] if row["bare"] == "true" else []
        place = f"{row['country']}/{row['name']}"
        yield from ((place, n) for n in (*bare, *items(row["aliases"])))


def local_names() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield every name that means this only near what speaks for it, with its id and row."""
    for table in ("countries", "actors", "divisions"):
        for row in rows(table):
            id = row.get("id") or f"{row['country']}/{row['name']}"
            yield from ((id, name, row) for name in items(row["local"]))


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_are_clean(name: str) -> None:
    for row in rows(name):
        assert ",".join(row) == COLUMNS[name]
        assert row.get("name", row.get("word"))
        for column, cell in row.items():
            parts = items(cell) if column in LISTS[name] else [cell]
            assert all(part or column not in LISTS[name] for part in parts), row
            assert all(part == " ".join(part.split()) for part in parts), row
            assert column in LISTS[name] or ";" not in cell, row


def test_ids_of_countries_and_divisions() -> None:
    countries = [row["id"] for row in rows("countries")]
    assert len(countries) == len(set(countries))
    assert countries == sorted(countries)
    assert all(re.fullmatch(r"[A-Z]{3}", one) for one in countries)
    divisions = [(row["country"], row["name"]) for row in rows("divisions")]
    assert len(divisions) == len(set(divisions))
    assert {country for country, _ in divisions} <= set(countries)
    assert {row["bare"] for row in rows("divisions")} == {"true", "false"}


def test_ids_of_actors() -> None:
    countries = {row["id"] for row in rows("countries")}
    actors = rows("actors")
    assert {row["kind"] for row in actors} == {"group", "alliance", "body", "organ"}
    own = Counter(row["id"] for row in actors if row["kind"] != "organ")
    assert [one for one, count in own.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in own)
    # An organ acts for its state, or for the group that governs there.
    assert {row["id"] for row in actors if row["kind"] == "organ"} <= countries | set(own)
    assert {row["country"] for row in actors} - {""} <= countries


def test_actors_in_time_and_their_bodies() -> None:
    actors = rows("actors")
    parents = {row["id"]: row["parent"] for row in actors if row["kind"] != "organ"}
    for row in actors:
        assert not row["parent"] or row["parent"] in parents, row
        assert all(re.fullmatch(r"(1[89]|20)\d\d|", row[column]) for column in ("since", "until"))
        assert not row["until"] or "0" < row["since"] <= row["until"], row
    for id, parent in parents.items():
        above = [id]
        while parent:
            assert parent not in above, above
            above.append(parent)
            parent = parents[parent]


JUDGING = {"bandit", "extremist", "fanatic", "freedom", "hero", "heroes", "jihadist", "martyr"}
JUDGING |= {"murderer", "patriots", "radical", "terror", "terrorist", "terrorists", "thug", "thugs"}


def test_no_actor_is_judged_by_its_name() -> None:
    """Words that judge stand only in names that bodies gave themselves, not in lower case."""
    for row in rows("actors"):
        for name in (row["name"], *items(row["aliases"]), *items(row["local"])):
            assert not {word.written for word in words(name)} & JUDGING, row


def test_nouns() -> None:
    nouns = [row["word"] for row in rows("nouns")]
    assert len(nouns) == len(set(nouns))
    assert all(word == word.lower() for word in nouns)
    assert {row["kind"] for row in rows("nouns")} == {"organ", "person", "state"}


def test_every_people_has_a_name() -> None:
    assert {row["id"] for row in rows("countries") if not row["demonyms"]} == WITHOUT_PEOPLE


def test_a_division_can_be_found() -> None:
    for row in rows("divisions"):
        assert row["bare"] == "true" or row["aliases"] or row["local"], row
        assert row["name"] not in items(row["aliases"]), row


def test_no_name_means_two() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for id, name in names():
        meant[" ".join(folded(name))].add(id)
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == AMBIGUOUS


def test_a_shared_name_is_told_apart() -> None:
    """By another country or, in one country, by the years of its bearers."""
    shared = defaultdict(list)
    for id, name, row in local_names():
        since, until = (int(row.get(end) or year) for end, year in (("since", 0), ("until", 9999)))
        home = row.get("country") or row["id"]
        shared[" ".join(folded(name))].append((home, since, until, id))
    for name, bearers in shared.items():
        for i, (home, since, until, id) in enumerate(bearers):
            for home_2, since_2, until_2, id_2 in bearers[:i]:
                apart = home != home_2 or until < since_2 or until_2 < since or id == id_2
                assert apart, (name, id, id_2)


def test_a_local_name_needs_its_surroundings() -> None:
    gazetteer = Gazetteer.default()
    anywhere = defaultdict(set)
    for id, name in names():
        anywhere[folded(name)].add(id)
    for id, name, row in local_names():
        home = row.get("country") or row["id"]
        near = {home, id} - {""} if home in anywhere.get(folded(name), ()) else {home} - {""}
        (found,) = gazetteer.find(name) or [None]
        assert found is not None, name
        there = found.meant(lambda one, near=near: 0 if one in near else math.inf, _years(row))
        assert there is not None, name
        assert there.id == id, name
        elsewhere = found.meant(lambda one: math.inf)
        assert (elsewhere and elsewhere.id) != id, name


def _years(row: dict[str, str]) -> list[int]:
    return [int(row["since"])] if row.get("since") else []


def test_no_name_stands_twice() -> None:
    """Two spellings that the gazetteer cannot tell apart need no two entries."""
    for table in ("countries", "actors", "divisions"):
        for row in rows(table):
            for column in LISTS[table]:
                forms = [spelling(name) for name in items(row[column])]
                assert len(forms) == len(set(forms)), (row, column)


def spelling(name: str) -> tuple[tuple[str, bool, bool], ...]:
    """What tells one spelling from another: letters, first capitals, short words in capitals."""
    return tuple(
        (one.folded, one.written[:1].isupper(), one.written.isupper() and len(one.written) <= 5)
        for one in words(name)
    )


def test_every_name_is_found_as_itself() -> None:
    gazetteer = Gazetteer.default()
    for id, name in names():
        hit = gazetteer.of(name)
        assert hit is not None, name
        assert hit.id == id, name


STATES = [
    ("USA", "capital", "Washington"),
    ("GBR", "aliases", "Britain"),
    ("AFG", "demonyms", "Afghans"),
    ("MMR", "former", "Burma"),
    ("COD", "former", "Zaire"),
    ("LKA", "former", "Ceylon"),
    ("ZWE", "former", "Rhodesia"),
    ("SWZ", "former", "Swaziland"),
    ("DEU", "former", "West Germany"),
    ("BGD", "former", "East Pakistan"),
    ("DDR", "name", "East Germany"),
    ("SUN", "aliases", "USSR"),
    ("VDR", "name", "North Vietnam"),
    ("VNM", "former", "South Vietnam"),
    ("YMD", "name", "South Yemen"),
    ("YEM", "former", "North Yemen"),
    ("XKX", "name", "Kosovo"),
    ("NER", "demonyms", "Nigeriens"),
    ("NGA", "demonyms", "Nigerians"),
    ("PAK", "cities", "Quetta"),
]


@pytest.mark.parametrize(("id", "column", "name"), STATES)
def test_facts_of_states(id: str, column: str, name: str) -> None:
    (state,) = (row for row in rows("countries") if row["id"] == id)
    assert name in items(state[column])


FOUND: list[Any] = [
    ("Attacks in the US rose.", [("USA", "country")]),
    ("They told us to leave.", []),
    ("Burma and East Pakistan", [("MMR", "former"), ("BGD", "former")]),
    ("The U.S. and the UK", [("USA", "country"), ("GBR", "country")]),
    ("Pakistani Taliban and Afghan Taliban", [("ttp", "group"), ("taliban", "group")]),
    ("the Taliban in Kabul", [("taliban", "group"), ("AFG", "city")]),
    ("the GDI and the ISI", [("taliban", "organ"), ("PAK", "organ")]),
    ("Syrians in Gaza", [("SYR", "demonym"), ("PSE/Gaza", "division")]),
    ("the mali and the chad", []),
    ("Male victims said: Let us see a Nice Reading.", []),
    ("al-Shabaab, Al-Shabaab and AL-SHABAAB", [("al-shabaab", "group")] * 3),
    ("Nato, NATO and Isis", [("nato", "alliance"), ("nato", "alliance"), ("is", "group")]),
    ("Sindh, Plateau State", [("PAK/Sindh", "division"), ("NGA/Plateau", "division")]),
    ("Plateau state, unity", [("NGA/Plateau", "division")]),
    ("on a high plateau", []),
    ("Kandahar and Kandahar province", [("AFG", "city"), ("AFG/Kandahar", "division")]),
    ("the GAO on Gao", [("USA", "organ"), ("MLI", "city")]),
    ("Niger, the Niger Delta", [("NER", "country"), ("NGA/Niger Delta", "division")]),
    ("South Sudan, Papua New Guinea", [("SSD", "country"), ("PNG", "country")]),
    ("North Vietnamese, South Vietnamese", [("VDR", "adjective"), ("VNM", "adjective")]),
    ("in Indian Kashmir", [("IND/Kashmir", "division")]),
    ("in Pakistani Kashmir", [("PAK/Azad Kashmir", "division")]),
    ("Darfur, West Darfur", [("SDN/Darfur", "division"), ("SDN/West Darfur", "division")]),
    ("the Real IRA and the IRA", [("real-ira", "group"), ("ira", "group")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_names_are_found(text: str, found: list[tuple[str, str]]) -> None:
    hits = Gazetteer.default().find(text)
    assert [(hit.entry.id, hit.entry.sort) for hit in hits if hit.entry] == found


def test_places_of_names() -> None:
    text = "From N’Djamena to Côte d’Ivoire"
    hits = Gazetteer.default().find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["N’Djamena", "Côte d’Ivoire"]


@pytest.mark.parametrize("row", rows("others"), ids=lambda row: row["name"])
def test_other_names_are_no_places_or_actors(row: dict[str, str]) -> None:
    assert Gazetteer.default().find(f"Much was said of {row['name']}.") == []


def test_names_of_a_data_set_join_in() -> None:
    text = "The Green Shield Front met Hamas. Civilians fled."
    names = [
        ("green-shield-front", "Green Shield Front"),
        ("other", "Hamas"),
        ("civilians", "Civilians"),
        ("forces", "Military Forces"),
    ]
    gazetteer = Gazetteer.default().with_names(names)
    hits = gazetteer.find(text)
    assert [hit.entry.id for hit in hits if hit.entry] == ["green-shield-front", "hamas"]
    assert gazetteer.of("Military Forces") is None
    assert gazetteer.name("FRA") == "France"
    # The shipped one stays as it is.
    assert Gazetteer.default().of("Green Shield Front") is None


def test_whose_a_name_is_by_its_surroundings() -> None:
    gazetteer = Gazetteer.default()
    for near, id in (("MLI", "mpa-mali"), ("COM", "anjouan")):
        entry = gazetteer.of("MPA", {near})
        assert entry is not None
        assert entry.id == id
    assert gazetteer.of("MPA") is None
    # Where only one bears it, a name alone is enough.
    entry = gazetteer.of("SPM")
    assert entry is not None
    assert entry.id == "spm"
