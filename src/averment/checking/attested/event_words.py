"""How it is said what sources have of a happening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from averment.checking.attested.accounts import AGREEMENT, FIGHTS
from averment.checking.attested.bodies import listing
from averment.checking.attested.dated import Dated, nearest, say_dated
from averment.checking.attested.readings import BEGINNING, Reading
from averment.checking.words import say_when
from averment.query import Period


@dataclass(frozen=True, slots=True)
class AskedDays:
    """A reading, with the days on record that bear on it and those that lie elsewhere."""

    reading: Reading
    days: tuple[Dated, ...]


def spoken(reading: Reading, days: Sequence[Dated]) -> Reading:
    """Return a reading with its sentence."""
    return replace(reading, sentence=_sentence(reading, days))


def _sentence(reading: Reading, days: Sequence[Dated]) -> str:
    """Say what a source has: the thing with its day, another day, other parties, or nothing."""
    inside = [d for d in days if d.complete and dated_within(d, reading.period)]
    if inside:
        more = f", and {len(inside) - 1} more" if len(inside) > 1 else ""
        return f"{reading.root}: {say_dated(nearest(inside, reading.period, most=1)[0])}{more}"
    when = "" if reading.period.start == BEGINNING else f" {say_when(reading.period)}"
    elsewhere = [d for d in days if d.complete and d.affirms]
    near = nearest(elsewhere or days, reading.period, most=1)
    if elsewhere and near[0].settled:
        return f"{reading.root} has {say_dated(near[0])}, and not{when}"
    if near and not elsewhere:
        return f"{reading.root} has {say_dated(near[0])}, and so not with the parties named"
    type = FIGHTS if near and near[0].accounts[0].type == FIGHTS else AGREEMENT
    but = f"; it has {say_dated(near[0])}" if near else ""
    return f"{listing(reading.root, (type,))} has nothing of the kind{when}{but}"


def dated_within(one: Dated, period: Period) -> bool:
    """Say whether a day on record may lie in a period."""
    return one.low < period.end and one.high > period.start


def elsewhere_days(silent: Sequence[AskedDays]) -> Iterator[str]:
    """Say which days sources have that say nothing of the time asked for."""
    for one in silent:
        whole = [d for d in one.days if d.complete]
        if whole:
            near = nearest(whole, one.reading.period, most=1)[0]
            yield f"{one.reading.root} has {say_dated(near)}, and nothing nearer"
        elif one.days:
            near = nearest(one.days, one.reading.period, most=1)[0]
            yield f"{one.reading.root} has {say_dated(near)}, and does not name all the parties"
