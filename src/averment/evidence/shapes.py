"""The four shapes that rows of evidence come in: their columns, units, and what a null means.

A dataset of any origin is stored as one Parquet file whose columns are those of its shape, in this
order. `docs/evidence.md` holds the same tables for readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its SQL type, what it holds (with its unit), and what a null in it means."""

    name: str
    type: str
    holds: str
    null: str = "never"


_NOT_SAID = "the source does not say"

EVENTS = (
    Column("id", "VARCHAR", "the event's id in the source"),
    Column("line", "BIGINT", "its line in the source file, the first line being 1"),
    Column("start", "DATE", "the first day on which it may have happened"),
    Column("end", "DATE", "the day after the last one"),
    Column("date_precision", "VARCHAR", "day, week, month, year, or span for a period of its own"),
    Column("place", "VARCHAR", "the country where it happened, ISO 3166 alpha-3", "not known"),
    Column("place_name", "VARCHAR", "the country as the source names it", _NOT_SAID),
    Column("division", "VARCHAR", "the first-level division by our name", "not known to us"),
    Column("division_name", "VARCHAR", "the division as the source names it", _NOT_SAID),
    Column("place_precision", "VARCHAR", "exact, near, division or country", _NOT_SAID),
    Column("latitude", "DOUBLE", "degrees north", _NOT_SAID),
    Column("longitude", "DOUBLE", "degrees east", _NOT_SAID),
    Column("type", "VARCHAR", "the sort of event in the source's own words", _NOT_SAID),
    Column("side_a", "VARCHAR", "the first side as the source names it", _NOT_SAID),
    Column("side_b", "VARCHAR", "the second side, or whom the first side attacked", _NOT_SAID),
    Column("side_a_id", "VARCHAR", "the first side's id in the gazetteer", "not known to us"),
    Column("side_b_id", "VARCHAR", "the second side's id in the gazetteer", "not known to us"),
    Column("suicide", "BOOLEAN", "whether an attacker meant to die", _NOT_SAID),
    Column("deaths", "INTEGER", "people killed, by the best estimate", _NOT_SAID),
    Column("deaths_low", "INTEGER", "people killed, at least", _NOT_SAID),
    Column("deaths_high", "INTEGER", "people killed, at most", _NOT_SAID),
    Column("civilian_deaths", "INTEGER", "civilians killed", _NOT_SAID),
    Column("security_deaths", "INTEGER", "soldiers and police killed", _NOT_SAID),
    Column("militant_deaths", "INTEGER", "militants and rebels killed", _NOT_SAID),
    Column("unknown_deaths", "INTEGER", "people of unknown status killed", _NOT_SAID),
    Column("injured", "INTEGER", "people injured", _NOT_SAID),
    Column("sources", "INTEGER", "reports that the event rests on", _NOT_SAID),
    Column("url", "VARCHAR", "where the source points for this event", "nowhere"),
    Column("note", "VARCHAR", "what else the source says in words", "nothing"),
)

FIGURES = (
    Column("id", "VARCHAR", "the figure's id"),
    Column("line", "BIGINT", "its line in the source file, the first line being 1"),
    Column("page", "VARCHAR", "the page on which it stands", _NOT_SAID),
    Column("dataset", "VARCHAR", "the dataset's id"),
    Column("measure", "VARCHAR", "what is counted, by the id of a measure"),
    Column("place", "VARCHAR", "the country, ISO 3166 alpha-3"),
    Column("of", "VARCHAR", "whose people are counted (origin, nationality); empty for all"),
    Column("by", "VARCHAR", "whose deeds are counted; empty for all"),
    Column("start", "DATE", "the first day of the period; of a stock, the day at which it stood"),
    Column("end", "DATE", "the day after the last one"),
    Column("value", "DOUBLE", "the figure, in `unit`"),
    Column("low", "DOUBLE", "at least, in `unit`", "no range was given"),
    Column("high", "DOUBLE", "at most, in `unit`", "no range was given"),
    Column("unit", "VARCHAR", "count or percent"),
    Column("baseline_start", "DATE", "first day of what a change compares with", "no change"),
    Column("baseline_end", "DATE", "the day after its last one", "no change"),
    Column("flow", "VARCHAR", "flow for a total of a period, stock for a level at a moment"),
    Column("report", "VARCHAR", "the report in which it stands; empty if not known"),
    Column("published", "DATE", "the day on which it came out, the first of what is known"),
    Column("published_precision", "VARCHAR", "day, month or year: how much of that is known"),
    Column("provisional", "BOOLEAN", "whether the publisher means to revise it"),
    Column("confirmed", "BOOLEAN", "whether a second source gives it too"),
    Column("second_url", "VARCHAR", "where the second source is; empty for none"),
    Column("url", "VARCHAR", "where it was read; empty if in the file alone"),
    Column("definition", "VARCHAR", "what the publisher counts, in words; empty if not said"),
    Column("note", "VARCHAR", "what else must be known; empty for nothing"),
)

RELATIONS = (
    Column("line", "BIGINT", "its line in the source file, the first line being 1"),
    Column("subject", "VARCHAR", "who does it, by the gazetteer's id or as the source says"),
    Column("type", "VARCHAR", "recognises, shelters, supports, …"),
    Column("object", "VARCHAR", "to whom, by the gazetteer's id or as the source says"),
    Column("start", "DATE", "the first day", _NOT_SAID),
    Column("end", "DATE", "the day after the last one", "not said, or it goes on"),
    Column("detail", "VARCHAR", "the tie in words; empty for none"),
    Column("says", "VARCHAR", "who says so"),
    Column("standing", "VARCHAR", "independent, official or media: whose word it is"),
    Column("party", "VARCHAR", "the party to the dispute whose word it is; empty for none"),
    Column("denied", "BOOLEAN", "whether the tie is denied, not stated"),
    Column("published", "DATE", "the day on which it was said", _NOT_SAID),
    Column("source", "VARCHAR", "the page or document"),
    Column("confirmed", "BOOLEAN", "whether a second source gives it too"),
    Column("note", "VARCHAR", "what else must be known; empty for nothing"),
)

MILESTONES = (
    Column("line", "BIGINT", "its line in the source file, the first line being 1"),
    Column("id", "VARCHAR", "the milestone's id"),
    Column("name", "VARCHAR", "what it is called"),
    Column("date", "DATE", "the day that is usually meant"),
    Column("dates", "VARCHAR", "every day that may be meant, the usual one first, with semicolons"),
    Column("place", "VARCHAR", "the country, ISO 3166 alpha-3; empty for none"),
    Column("participants", "VARCHAR", "who took part, with semicolons; empty if not said"),
    Column("aliases", "VARCHAR", "what texts call it, with semicolons"),
    Column("source", "VARCHAR", "the page or document"),
    Column("note", "VARCHAR", "what else must be known; empty for nothing"),
)

SHAPES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {"events": EVENTS, "figures": FIGURES, "relations": RELATIONS, "milestones": MILESTONES}
)
