"""How labels, stances, sources, figures and periods are said. The words are in `words.toml`."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Any

from averment.claim import (
    ADDED,
    CHANGED,
    Attribution,
    Claim,
    Direction,
    Kind,
    Stance,
)
from averment.verdict import Checked, Label, Landscape

SPACE = "\u00a0"  # keeps a figure and its unit on one line
AUTHOR = "author"  # how the claims record names the document's own author as a source


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table of `words.toml`. Raises `KeyError` where there is none of that name."""
    return dict(_words()[name])


@cache
def _words() -> dict[str, Any]:
    text = files("averment.report").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def say(name: str, key: str) -> str:
    """Say `key` as the table `name` has it; an id it does not know is said as it is written."""
    return str(table(name).get(key, key.replace("_", " ")))


def label_name(label: Label) -> str:
    """Say a label: "mostly supported"."""
    return str(table("label")[label.value]["name"])


def set_against(claim: Claim) -> str | None:
    """Say "what is denied" where the source nearest to the content denies or doubts it."""
    return table("set_against").get(claim.stance.value) if claim.stance else None


def verdict_words(checked: Checked) -> str:
    """Say the label, never taking a denial for the claim: "what is denied: supported"."""
    name, against = label_name(checked.verdict.label), set_against(checked.claim)
    return f"{against}: {name}" if against else name


def who_says(claim: Claim) -> str:
    """Say whose claim it is, outermost first: "The Gazette says that the minister alleged"."""
    if not claim.attribution:
        return str(table("author")["own"])
    *outer, inner = claim.attribution
    parts = [_source(note, "on") for note in outer] + [_source(inner, "end")]
    return " ".join(parts)


def _source(note: Attribution, place: str) -> str:
    words = table("stance")[note.stance.value]
    if not note.source.strip():
        return str(words["nobody"])
    name = table("author")["voice"] if note.source == AUTHOR else _called(note)
    verb = words["now" if _singular(note.cue) or note.source == AUTHOR else "then"]
    return f"{name} {verb} {words[place]}".strip()


def _called(note: Attribution) -> str:
    """Name a source as the text does, article included; "the", where a pronoun stands for it."""
    name, text = note.source, note.source_text
    if text != name and text.casefold().endswith(name.casefold()):
        lead = text[: -len(name)]
        return lead.lower() + name
    pronoun = text != name and name[:1].islower()
    return f"{table('author')['article']} {name}" if pronoun else name


def corrected(claim: Claim) -> str:
    """Say what of a claim a person corrected by hand."""
    said = table("corrected")
    whole = next((str(said[name]) for name in (ADDED, CHANGED) if name in claim.corrected), None)
    return whole or str(said["fields"]).format(", ".join(claim.corrected).replace("_", " "))


def _singular(cue: str) -> bool:
    """Say whether a cue begins with a verb in the third person singular: "accuses", "is said"."""
    first = cue.split(maxsplit=1)[0] if cue.strip() else ""
    return first.endswith("s") and not first.endswith("ss")


def number(value: float) -> str:
    """Say a number: thousands parted by commas, decimals only where they tell something."""
    if not isfinite(value):
        return "no limit"
    size = abs(value)
    if size >= 1_000_000:
        said = f"{value / 1_000_000:.2f}".rstrip("0").rstrip(".") + " million"
    elif size < 10 and abs(value - round(value)) > 0.05:
        said = f"{value:.1f}" if size >= 1 else f"{value:.2f}"
    else:
        said = f"{value:,.0f}"
    return said.replace("-", "−")


def exact(value: float) -> str:
    """Say a figure to its last digit, as the record has it."""
    return f"{value:,.10g}".replace("-", "−") if value % 1 else f"{value:,.0f}".replace("-", "−")


def is_fall(claim: Claim) -> bool:
    """Say whether the verdict's values are percentages of a fall, which are shown with a minus."""
    percent = claim.value is not None and claim.value.unit == "percent"
    return claim.kind is Kind.CHANGE and percent and claim.direction is Direction.DOWN


def is_signed(claim: Claim) -> bool:
    """Say whether a claim's percentages are changes, which are shown with a plus or a minus."""
    return claim.kind in (Kind.CHANGE, Kind.TREND)


def amount(value: float, unit: str, *, change: bool) -> str:
    """Say a value in its unit: "1,897", "+625 %", "3 times", "place 2"."""
    sign = "+" if change and unit == "percent" and value > 0 else ""
    said, form = sign + number(value), table("unit").get(unit)
    return form.format(said) if form else f"{said}{SPACE}{unit}"


def interval(low: float | None, high: float | None, unit: str, *, change: bool) -> str:
    """Say an interval: "+450 % to +550 %", "3 million or more"."""
    if low is None and high is None:
        return "any figure"
    if low is None or high is None:
        end, words = (low, "or more") if low is not None else (high, "or less")
        assert end is not None
        return f"{amount(end, unit, change=change)} {words}"
    ends = [amount(end, unit, change=change) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def percent(share: float) -> str:
    """Say a share of one in percent, never rounding a part to all or to none."""
    if 0 < share < 0.01:
        return f"under 1{SPACE}%"
    if 0.99 < share < 1:
        return f"over 99{SPACE}%"
    return f"{share * 100:.0f}{SPACE}%"


def day(date: dt.date) -> str:
    """Say a day: "25 March 2024"."""
    return f"{date.day} {_month(date)} {date.year}"


def _month(date: dt.date) -> str:
    return str(table("calendar")["months"][date.month - 1])


def period(start: dt.date, end: dt.date) -> str:
    """Say the half-open period `[start, end)`: "2023", "2019–2021", "1 July to 3 October 2023"."""
    last = end - dt.timedelta(days=1)
    if last <= start:
        return day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 1, 1):
        return str(start.year) if last.year == start.year else f"{start.year}–{last.year}"
    whole_months = start.day == 1 and end.day == 1
    first, final = (f"{_month(d)} {d.year}" if whole_months else day(d) for d in (start, last))
    if first == final:
        return final
    return f"{first.removesuffix(f' {last.year}')} to {final}"


def landscape(land: Landscape) -> list[tuple[str, str]]:
    """Return the measures of a landscape, each in words with its value."""
    said = table("landscape")
    values = {
        "windows": exact(land.windows),
        "zero_base": exact(land.zero_base),
        "share": percent(land.share),
        "uniqueness": percent(land.uniqueness),
        "among": exact(land.among) if land.among else "",
        "percentile": "" if land.percentile is None else percent(land.percentile),
        "fairness": f"{land.fairness:+.2f}".replace("-", "−"),
        "robustness": f"{land.robustness:.2f}",
        "support": "" if land.support is None else percent(land.support),
        "left_out": percent(land.left_out) if land.left_out else "",
    }
    return [(str(said[name]), value) for name, value in values.items() if value]


def opening(text: str) -> str:
    """Return a phrase with a capital first letter."""
    return text[:1].upper() + text[1:]


def first_sentence(text: str, least: int = 0) -> str:
    """Return the first sentence of a reason; "3.3 million" does not end one.

    One shorter than `least` characters tells little and brings the next.
    """
    head, stop, rest = text.partition(". ")
    if stop and len(head) < least:
        return f"{head}. {first_sentence(rest)}"
    return head + "." if stop else text


def is_denied(claim: Claim) -> bool:
    """Say whether the source nearest to the content denies or doubts it."""
    return claim.stance in (Stance.DENIES, Stance.DOUBTS)
