"""Orders before the record: both ends become dated happenings, and every pair of days a reading."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from averment.checking.ask import Context
from averment.checking.attested.bodies import lister
from averment.checking.attested.dated import Dated, Wanted, found, nearest, say_dated
from averment.checking.attested.events import parties_of
from averment.checking.attested.happenings import data, happening_of, happenings, has, is_form
from averment.checking.attested.identities import Identity, identities
from averment.checking.attested.milestones import milestone_days
from averment.checking.attested.readings import (
    BEGINNING,
    Case,
    Inquiry,
    Reading,
    axes_of,
    judged,
    source_option,
    weighed,
)
from averment.checking.words import say_day
from averment.claim import Claim, EntityRef, Kind
from averment.kinds import order as kind
from averment.kinds.relation import Days
from averment.query import Period
from averment.reference.words import folded
from averment.verdict import Option

#: Candidate days of one end that are compared; those nearest to the other end.
MOST = 24
_TEXT = "the text"
_DAY = dt.timedelta(days=1)
_ALWAYS = Period(BEGINNING, dt.date.max)


def order_case(
    claim: Claim,
    inquiry: Inquiry,
) -> Case:
    """Put an order of two happenings before the record."""
    assert claim.order is not None
    ends = [
        _limited(
            list(
                _days(
                    words,
                    claim,
                    inquiry,
                )
            )
        )
        for words in (claim.order.first, claim.order.second)
    ]
    pairs = list(product(*ends)) if any(d.root != _TEXT for end in ends for d in end) else []
    asked = [_reading(pair, ends) for pair in pairs]
    truths = kind.judge(_arrays(pairs))
    spoken = {id(one): _said(*pair) for one, pair in zip(asked, pairs, strict=True)}
    sentences = iter(spoken.values())
    readings = weighed(judged(asked, truths, lambda _: next(sentences))) if asked else ()
    undated = [
        words
        for words, days in zip((claim.order.first, claim.order.second), ends, strict=True)
        if not days
    ]
    cause = ("Only the order in time is checked, not whether the one brought about the other.",)
    return Case(
        readings=readings,
        told=tuple(dict.fromkeys(a for end in ends for d in end for a in d.accounts)),
        record="A dated record of " + " and of ".join(f"“{w}”" for w in undated or [claim.text]),
        keepers=happening_keepers(undated),
        asked=" and ".join(f"the day of “{words}”" for words in undated or [claim.text]),
        extra=cause if claim.order.link == "because" else (),
        near=tuple(f"No source in this evidence dates “{words}”" for words in undated),
        alone=frozenset(r.root for r in readings if _kept(r)),
        axes=axes_of(readings),
    )


def happening_keepers(undated: Sequence[str]) -> tuple[str, ...]:
    """Return who keeps records of the sorts of happenings that the words tell."""
    told = [h for words in undated for h in happenings() if _verb(words, h.verbs)]
    return tuple(dict.fromkeys(keeper for one in told[:1] for keeper in one.keepers))


def _kept(reading: Reading) -> bool:
    """Say whether every account is of a body that lists such things whole."""
    return all(lister(account.root, account.type) for account in reading.bears)


def _limited(days: list[Dated]) -> list[Dated]:
    return nearest(days, _ALWAYS, most=MOST)


def _reading(pair: tuple[Dated, ...], ends: Sequence[Sequence[Dated]]) -> Reading:
    roots = dict.fromkeys(d.root for d in pair if d.root != _TEXT)
    options = {"publisher": source_option(" and ".join(roots))}
    for axis, one, end in zip(("date", "date_of_other"), pair, ends, strict=True):
        if len(end) > 1:
            own = next((o for name, o in one.options if name == "date"), None)
            day = one.low.isoformat()
            options[axis] = own or Option(id=day, label=say_day(one.low))
    return Reading(
        options=options,
        root=" and ".join(roots),
        period=Period(min(d.low for d in pair), max(d.high for d in pair)),
        bears=tuple(a for d in pair for a in d.accounts),
    )


def _arrays(pairs: Sequence[tuple[Dated, ...]]) -> kind.Pairs:
    def days(end: int, of: str) -> Days:
        found_ = (getattr(pair[end], of).toordinal() for pair in pairs)
        return np.fromiter(found_, dtype=np.int64, count=len(pairs))

    return kind.Pairs(days(0, "low"), days(0, "high"), days(1, "low"), days(1, "high"))


def _said(first: Dated, second: Dated) -> str:
    return "; ".join(
        say_dated(one) if one.root == _TEXT else f"{say_dated(one)} ({one.root})"
        for one in (first, second)
    )


# --- what the words of one end mean ----------------------------------------------------------


def _days(
    words: str,
    claim: Claim,
    inquiry: Inquiry,
) -> Iterator[Dated]:
    """Yield the days that one end may mean: of a claim beside it, of records, or in its words."""
    beside = next((c for c in inquiry.context.claims if _is_meant(c, words)), None)
    stated = _dates_in(words)
    if beside is not None and beside.event is not None:
        refs = parties_of(beside, happening_of(beside.event.type, beside.text))
        verb, places, text = beside.event.type, beside.place, beside.text
    else:
        refs = _actors(words, inquiry.context)
        verb, text = _any_verb(words), words
        around = () if refs else _actors(claim.text, inquiry.context)
        places = tuple(ref for ref in around if ref.id and inquiry.names.name(ref.id))
    parties = tuple(identities(r, text, stated or _ALWAYS, inquiry.names)[0] for r in refs)
    dated = list(
        _on_record(
            verb,
            parties,
            places,
            text,
            inquiry,
        )
    )
    if stated is not None:
        dated = [d for d in dated if d.low < stated.end and d.high > stated.start]
    yield from dated
    if stated is not None and not dated and not refs:
        yield Dated(_TEXT, stated.start, stated.end, (), said="the day in the text")


def _is_meant(other: Claim, words: str) -> bool:
    named = other.id == words or folded(other.text) == folded(words)
    return other.kind is Kind.EVENT and named


def _actors(words: str, context: Context) -> tuple[EntityRef, ...]:
    found_: dict[str, EntityRef] = {}
    for one in context.names.find(words):
        entry = one.entry or one.meanings[0]
        if entry.sort not in ("city", "division"):
            found_.setdefault(entry.id, EntityRef(id=entry.id, text=words[one.start : one.end]))
    return tuple(found_.values())


def _any_verb(words: str) -> str:
    """Return the lemma of the first verb of a known happening in the words.

    An agreement named without one was signed; of other nouns there is none.
    """
    told = (_verb(words, one.verbs) for one in happenings())
    verbs = (*data()["occurring"]["verbs"], *data()["irregular"])
    signed = data()["occurring"]["verbs"][0] if has(words, data()["names"]["nouns"]) else ""
    return next(filter(None, told), "") or _verb(words, verbs) or signed


def _verb(words: str, verbs: Sequence[str]) -> str:
    said = folded(words)
    return next((verb for verb in verbs for word in said if is_form(word, verb)), "")


def _on_record(
    verb: str,
    parties: tuple[Identity, ...],
    places: tuple[EntityRef, ...],
    text: str,
    inquiry: Inquiry,
) -> Iterator[Dated]:
    named = list(milestone_days(text, verb or data()["occurring"]["verbs"][0], (), inquiry))
    yield from named
    if named:
        return
    happening = happening_of(verb, text)
    war = happening is not None and happening.role.startswith("run-")
    where = tuple(ref.id for ref in places if ref.id and war)
    if happening is None or (happening.needs and len(parties) < 2):
        return
    wanted = Wanted(happening, parties, where, text)
    told = found(wanted, inquiry.known, inquiry.names, inquiry.settings)
    days = [d for d in told if d.complete and d.affirms]  # a day without it is none of its days
    yield from _latest(days) if happening.role.startswith("run-") else days


def _latest(days: Sequence[Dated]) -> Iterator[Dated]:
    """Yield the last of several wars, as "the war" without a date means it."""
    last: dict[object, Dated] = {}
    for day in sorted(days, key=lambda d: d.low):
        last[day.root, day.options] = day
    yield from last.values()


_DATE = re.compile(
    r"\b(?:(?P<day>\d{1,2}) )?(?:(?P<month>" + "|".join(calendar.month_name[1:]) + r") )?"
    r"(?P<year>1[89]\d\d|20\d\d)\b"
)


def _dates_in(words: str) -> Period | None:
    """Return the day, month or year that words give, if they give one."""
    match = _DATE.search(words)
    if match is None:
        return None
    year = int(match["year"])
    if not match["month"]:
        return Period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    month = list(calendar.month_name).index(match["month"])
    try:
        day = dt.date(year, month, int(match["day"])) if match["day"] else None
    except ValueError:
        return None
    if day:
        return Period(day, day + _DAY)
    return Period(dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1))
