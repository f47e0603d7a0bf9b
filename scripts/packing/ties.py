"""Ties that UCDP's files hold: who fought whom, with whose troops, and who signed what.

Years of conflict come from UCDP/PRIO; the days on which an episode began and ended, and how, from
the file on conflict termination, which ends in 2020.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packing.tables import CURATED, Row, read

DAY = dt.timedelta(days=1)
FIRST_YEAR, LAST_YEAR, LAST_TERMINATION = 1978, 2023, 2020
CODES = {"700", "770"}  # Afghanistan and Pakistan in Gleditsch and Ward's list
URL = "https://ucdp.uu.se/downloads/"
#: UCDP dates with this precision know the year alone.
YEAR_ONLY = "5"
KABUL = "Government of Afghanistan"
#: Who governed in Kabul, from which day; UCDP has one name for all of them.
GOVERNMENTS = (
    (dt.date.min, "AFG"),
    (dt.date(1996, 9, 27), "taliban"),
    (dt.date(2001, 12, 22), "AFG"),
    (dt.date(2021, 8, 15), "taliban"),
)
OUTCOMES = {
    "1": "ended by a peace agreement",
    "2": "ended by a ceasefire",
    "3": "ended by victory of the first side",
    "4": "ended by victory of the second side",
    "5": "ended by low activity",
    "6": "ended as one side ceased to exist or changed",
}
AGREEMENTS = {"1": "full peace agreement", "2": "partial peace agreement", "3": "peace process"}

Pair = tuple[str, str]
Interval = tuple[dt.date, dt.date | None]


@dataclass(frozen=True)
class Episode:
    """Years without a gap in which two sides, or a side and its helper, are on record."""

    first: str
    second: str
    years: tuple[int, ...]
    start: dt.date
    end: dt.date | None
    note: str


def conflicts(source: Path) -> Iterator[Row]:
    """Yield who fought whom, and who took part with troops on whose side."""
    actors, founded = _actors()
    rows = [row for row in read(source / "ucdp-prio-conflict-24.1-resaved.csv") if _ours(row)]
    ends = _terminations(source)
    for episode in _episodes(_opponents(rows), rows, ends):
        start = max(episode.start, founded.get(episode.second, episode.start))
        for side, when in _governed(episode.first, (start, episode.end), actors):
            other = actors[episode.second]
            if side != other:
                yield _fights(episode, side, other, when)
    for episode in _episodes(_helpers(rows), rows, {}):
        side, when = next(iter(_governed(episode.second, (episode.start, episode.end), actors)))
        yield _supports(episode, actors[episode.first], side, when)


def _actors() -> tuple[dict[str, str], dict[str, dt.date]]:
    """Return the ids of UCDP's names, and the first days of those that the files date too early."""
    rows = read(CURATED / "ucdp_actors.csv")
    founded = {row["name"]: dt.date.fromisoformat(row["since"]) for row in rows if row["since"]}
    return {row["name"]: row["id"] for row in rows}, founded


def _ours(row: dict[str, str]) -> bool:
    return int(row["year"]) >= FIRST_YEAR and bool(CODES & set(_names(row["gwno_loc"])))


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",") if name.strip()]


def _opponents(rows: Iterable[dict[str, str]]) -> Mapping[Pair, set[int]]:
    years: dict[Pair, set[int]] = defaultdict(set)
    for row in rows:
        for second in _opposing(row):
            years[row["side_a"], second].add(int(row["year"]))
    return years


def _opposing(row: dict[str, str]) -> list[str]:
    """Return the second sides; states that fight together are one in the file's list."""
    return _names(row["side_b"])


def _helpers(rows: Iterable[dict[str, str]]) -> Mapping[Pair, set[int]]:
    years: dict[Pair, set[int]] = defaultdict(set)
    for row in rows:
        for helper in _names(row["side_a_2nd"]):
            years[helper, row["side_a"]].add(int(row["year"]))
        for helper in _names(row["side_b_2nd"]):
            for second in _opposing(row):
                years[helper, second].add(int(row["year"]))
    return years


def _terminations(source: Path) -> Mapping[tuple[str, str, int], dict[str, str]]:
    rows = read(source / "ucdp-conflict-termination-dyad-3-2021.csv")
    return {
        (row["side_a"], second, int(row["year"])): row
        for row in rows
        for second in _names(row["side_b"])
    }


def _episodes(
    pairs: Mapping[Pair, set[int]],
    rows: Iterable[dict[str, str]],
    ends: Mapping[tuple[str, str, int], dict[str, str]],
) -> Iterator[Episode]:
    dated = {
        (row["side_a"], second, int(row["year"])): row for row in rows for second in _opposing(row)
    }
    for (first, second), years in sorted(pairs.items()):
        for run in _runs(sorted(years)):
            start, end = ends.get((first, second, run[0])), ends.get((first, second, run[-1]))
            prio = dated.get((first, second, run[0])), dated.get((first, second, run[-1]))
            yield Episode(
                first,
                second,
                run,
                _started(run[0], start, prio[0]),
                _ended(run[-1], end, prio[1]),
                OUTCOMES.get(end["outcome"], "") if end else "",
            )


def _runs(years: list[int]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for year in years:
        if run and year != run[-1] + 1:
            yield tuple(run)
            run = []
        run.append(year)
    yield tuple(run)


def _started(year: int, known: dict[str, str] | None, prio: dict[str, str] | None) -> dt.date:
    """Return the day from the file that knows it, else the first of the year."""
    if known:
        day = _american(known["start_date2"])
        return dt.date(day.year, 1, 1) if known["start_prec2"] == YEAR_ONLY else day
    if prio and prio["start_date"].endswith(str(year)):
        return _european(prio["start_date"])
    return dt.date(year, 1, 1)


def _ended(year: int, known: dict[str, str] | None, prio: dict[str, str] | None) -> dt.date | None:
    """Return the day after the last, none where the last year on record is not over."""
    if known and known["ependdate"]:
        return _american(known["ependdate"]) + DAY
    if year > LAST_TERMINATION - 1 and prio and prio["end_date"]:
        return _european(prio["end_date"]) + DAY
    return None if year == LAST_YEAR else dt.date(year + 1, 1, 1)


def _american(text: str) -> dt.date:
    """Read month/day/year with two digits of the year, of which the first on file is 46."""
    month, day, year = (int(part) for part in text.split("/"))
    return dt.date(year + (1900 if year >= 46 else 2000), month, day)


def _european(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d-%m-%Y").date()


def _governed(
    name: str, when: Interval, actors: Mapping[str, str]
) -> Iterator[tuple[str, Interval]]:
    """Yield the actor behind a name, one for each government if it is that in Kabul."""
    if name != KABUL:
        yield actors[name], when
        return
    start, end = when
    changes = [day for day, _ in GOVERNMENTS[1:]]
    for (since, actor), until in zip(GOVERNMENTS, [*changes, None], strict=True):
        first = max(start, since)
        last = min((day for day in (end, until) if day), default=None)
        if last is None or first < last:
            yield actor, (first, last)


def _fights(episode: Episode, side: str, other: str, when: Interval) -> Row:
    return {
        **_tie(side, "fights", other, when),
        "detail": f"armed conflict, at least 25 killed in battle each year: "
        f"{episode.first} and {episode.second}",
        "note": "; ".join(part for part in (episode.note, _still(when)) if part),
    }


def _supports(episode: Episode, helper: str, side: str, when: Interval) -> Row:
    return {
        **_tie(helper, "supports", side, when),
        "detail": f"took part with troops on the side of {episode.second}",
        "note": "by years: the days are the first and the last of the years on record"
        + ("; " + _still(when) if _still(when) else ""),
    }


def _still(when: Interval) -> str:
    return f"on record in {LAST_YEAR}, the last year of the file" if when[1] is None else ""


def _tie(subject: str, kind: str, other: str, when: Interval) -> Row:
    return {
        "subject": subject,
        "type": kind,
        "object": other,
        "start": str(when[0]),
        "end": str(when[1] or ""),
        "says": "UCDP/PRIO Armed Conflict Dataset 24.1 and UCDP Conflict Termination 3-2021",
        "standing": "independent",
        "party": "",
        "denied": "false",
        "published": "2024-06-01",
        "source": URL,
        "confirmed": "false",
    }


def agreements(source: Path) -> Iterator[Row]:
    """Yield which government signed which agreement with whom."""
    actors, _ = _actors()
    for row in read(source / "ucdp-peace-agreements-221.csv"):
        if CODES & set(_names(row["gwno"])):
            names = dict.fromkeys(_names(row["actor_name"]))
            first = next(name for name in names if name.startswith("Government of "))
            for other in names:
                if other != first:
                    yield _signs(row, actors[first], actors[other])


def _signs(row: dict[str, str], subject: str, other: str) -> Row:
    start = dt.date.fromisoformat(row["pa_date"])
    end = dt.date.fromisoformat(row["duration"]) + DAY if row["duration"] else None
    unsigned = row["pa_sign"].startswith("No signatures")
    return {
        **_tie(subject, "signs_with", other, (start, end)),
        "detail": f"{row['pa_name'].strip()}: {AGREEMENTS[row['pa_type']]}",
        "says": "UCDP Peace Agreement Dataset 22.1",
        "published": "2022-06-01",
        "note": "no signatures on record; the agreement names the groups" if unsigned else "",
    }
