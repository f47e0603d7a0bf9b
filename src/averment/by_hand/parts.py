"""The parts of a claim built by hand: figures, periods, ids, and how they are said."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from averment.errors import BadClaim

#: A day, a month or a year, alone or as the first and the last of a period; none is an open end.
When = str | tuple[str | None, str | None]
#: One id or several.
Ids = str | Sequence[str] | None
#: A figure, or the least and the greatest that make the words true; none is an open end.
Figure = float | tuple[float | None, float | None]

BOUNDS = ("exact", "at_least", "more_than", "at_most", "less_than", "about")
UNITS = ("percent", "times", "points", "count")
DIRECTIONS = ("up", "down", "level")
_BOUND_WORDS = {
    "exact": "",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
    "about": "about ",
}


def scope_of(
    place: Ids,
    window: When | None,
    by: Ids = None,
    against: Ids = None,
    of: Ids = None,
    baseline: When | None = None,
) -> dict[str, Any]:
    """The fields that say where, when and who, and the same in words under `said`."""
    said = [*listed(place)]
    said += [f"{word} {', '.join(listed(ids))}" for word, ids in (("by", by), ("of", of)) if ids]
    said += [say_when(window)] if window else []
    said += [f"against {say_when(baseline)}"] if baseline else []
    return {
        "place": refs(place),
        "actors": {"by": refs(by), "against": refs(against), "of": refs(of)},
        "window": window_of("window", window),
        "baseline": window_of("baseline", baseline),
        "said": ", ".join(said),
    }


def value_of(figure: Figure, unit: str, bound: str) -> dict[str, Any]:
    """Return a figure or a range as the claims record has it; an open range is a bound."""
    one_of("bound", bound, BOUNDS)
    for end in figure if isinstance(figure, tuple) else (figure,):
        if end is not None and not (isfinite(end) and end >= 0):
            raise BadClaim(f"A claim cannot give the figure {end}.", hint="Figures are 0 or more.")
    if isinstance(figure, tuple):
        low, high = figure
        if (low is None and high is None) or (low is not None and high is not None and low > high):
            raise BadClaim("A range goes from a lower figure to a higher one; one end may be None.")
        number = low if high is None else high if low is None else None
        shown = "about" if None not in (low, high) else "at_least" if high is None else "at_most"
        return {"number": number, "unit": unit, "bound": shown, "low": low, "high": high}
    low = None if bound in ("at_most", "less_than") else figure
    high = None if bound in ("at_least", "more_than") else figure
    return {"number": figure, "unit": unit, "bound": bound, "low": low, "high": high}


def window_of(name: str, when: When | None) -> dict[str, Any] | None:
    """Return a period as the claims record has it. `name` says which one in errors."""
    if when is None:
        return None
    first, last = (when, when) if isinstance(when, str) else when
    start = None if first is None else _days(name, first)[0]
    end = None if last is None else _days(name, last)[1]
    if isinstance(when, tuple) and last is not None and len(last) == 10:
        end = dt.date.fromisoformat(last)
    if start is not None and end is not None and start >= end:
        raise BadClaim(f"The {name} ends before it begins.", hint=_PERIODS)
    if start is None and end is None:
        raise BadClaim(f"The {name} has neither beginning nor end.", hint=_PERIODS)
    return {"start": start, "end": end, "text": say_when(when)}


_PERIODS = 'Write "2022", "2022-03", "2022-03-01" or a pair of these, the earlier first.'


def _days(name: str, when: str) -> tuple[dt.date, dt.date]:
    """Return the first day of a year, month or day, and the day after its last."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", when)
    try:
        if found is None:
            raise ValueError(when)
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        start = dt.date(year, month or 1, day or 1)
        if day:
            return start, start + dt.timedelta(days=1)
        until = month or 12
        last = calendar.monthrange(year, until)[1]
        return start, dt.date(year, until, last) + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        raise BadClaim(f"“{when}” is no {name}.", hint=_PERIODS) from None


def one_of(name: str, value: str, known: Sequence[str]) -> None:
    """Raise `BadClaim` where a value is none of those that are known."""
    if value not in known:
        raise BadClaim(f"“{value}” is no {name}; it is one of {', '.join(known)}.")


def listed(ids: Ids) -> tuple[str, ...]:
    """Return one id or several as several."""
    return () if ids is None else (ids,) if isinstance(ids, str) else tuple(ids)


def ref(id: str) -> dict[str, str]:
    """Return an id as the claims record refers to it."""
    return {"id": id, "text": id}


def refs(ids: Ids) -> tuple[dict[str, str], ...]:
    """Return ids as the claims record refers to them."""
    return tuple(ref(id) for id in listed(ids))


def plain_words(id: str) -> str:
    """Return an id in words."""
    return id.replace("_", " ")


def say_when(when: When) -> str:
    """Say a period."""
    if isinstance(when, str):
        return when
    first, last = when
    return (
        f"from {first} to {last}"
        if first and last
        else f"since {first}"
        if first
        else f"until {last}"
    )


def say_value(value: Mapping[str, Any]) -> str:
    """Say a figure with its bound, or a range."""
    low, high = value["low"], value["high"]
    if value["number"] is None:
        return f"{say_number(low)} to {say_number(high)}"
    return f"{_BOUND_WORDS[value['bound']]}{say_number(value['number'])}"


def say_number(number: float) -> str:
    """Say a number."""
    return f"{number:,.10g}"
