"""Windows that hang on an event: "since the fall of Kabul", "two years after the accord"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from averment.extract.calendar_words import count_of
from averment.extract.hits import Hit
from averment.extract.lexicon import lexicon, starts_with, word_set
from averment.extract.notes import Sentence, Time
from averment.extract.periods import CLOCK, later, whole
from averment.extract.tree import NOUNS, SUBJECTS, heads_clause, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token


#: So many tokens before an anchor's word can say how far it lies.
LEAD = 8


@dataclass(frozen=True, slots=True)
class Lead:
    """The measure before an anchor: "two years" (after …), or "the year" (after …) if `whole`."""

    start: int
    count: float | None
    unit: str
    whole: bool


def anchored(
    sentence: Sentence,
    hits: Sequence[Hit],
    names: Sequence[tuple[int, int]],
    published: dt.date | None,
) -> Iterator[Time]:
    """Yield the windows that hang on an event; what is only a name is no event."""
    dated = [hit for hit in hits if hit.dated.role != "mention"]
    dates = [sentence.tokens_of(hit.start, hit.end) for hit in dated]
    alone = [at for at, hit in zip(dates, dated, strict=True) if not hit.modifies]
    done = sentence.parsed.start
    for token in sentence.parsed:
        opening = _opening(token)
        if token.i < done or opening is None:
            continue
        way, size = opening
        if any(start <= token.i + 1 < end or start <= token.i < end for start, end in alone):
            continue
        lead = _lead(sentence, token)
        event = _event(sentence, token, token.i + size, alone)
        if event is None or (way == "before" and lead is None) or _is_name(token, event, names):
            continue
        if way == "since":
            event = event[0], _with_date(token, event[1], dates)
        done = event[1]
        inside = (hit for hit, at in zip(dated, dates, strict=True) if _within(at, event))
        first = next((hit for hit in inside if hit.dated.start), None)
        yield _time(sentence, token, event, way, lead, first, published)


@lru_cache(maxsize=1)
def _ways() -> dict[str, str]:
    """The words that can open an anchor, each with the side of the event that is meant."""
    ways = lexicon("times")["anchors"]
    return {phrase.split()[0]: way for way, phrases in ways.items() for phrase in phrases}


def _opening(token: Token) -> tuple[str, int] | None:
    """The side of an event that words from a token on speak of, and how many they are."""
    way = _ways().get(token.lower_)
    if way is None:
        return None
    words = [t.lower_ for t in token.doc[token.i : token.i + 4]]
    phrases = (phrase.split() for phrase in lexicon("times")["anchors"][way])
    return next(((way, len(one)) for one in phrases if starts_with(words, 0, one)), None)


def _time(
    sentence: Sentence,
    token: Token,
    event: tuple[int, int],
    way: str,
    lead: Lead | None,
    dated: Hit | None,
    published: dt.date | None,
) -> Time:
    """The window before, after or since an event; dates come from the text's own words."""
    day = dated.dated.start if dated else None
    start, end = (day, published if way == "since" else None)
    if way in ("before", "until"):
        start, end = None, day
    # "After" leaves both ends open; the event's own date, if the text gives it, is the start.
    opened: tuple[str, ...] = ("start",) if way in ("since", "until") else ("start", "end")
    role = "window" if way in ("since", "until") or (lead and lead.whole) else "after"
    if lead and lead.count is not None and lead.unit not in CLOCK:
        step = -lead.count if way != "after" else lead.count
        if way == "since" and day is None and published:
            start = later(published, step, lead.unit)
        elif day and lead.whole and way == "after":
            end = later(day, step, lead.unit)
        elif day and lead.whole and way == "before":
            start = later(day, step, lead.unit)
        elif day and way != "since":
            then = whole(lead.unit, later(day, step, lead.unit))
            start, end = then.start, then.end
    tokens = (token.i, event[1])
    if lead:
        tokens = (sentence.tokens_of(lead.start, lead.start + 1)[0], event[1])
    return Time(
        sentence=sentence.index,
        span=sentence.place_of(*tokens),
        tokens=tokens,
        start=start,
        end=end,
        type="EVENT",
        anchor=_words(sentence, *event),
        open=opened,
        role=role,
    )


@lru_cache(maxsize=1)
def _measure() -> re.Pattern[str]:
    data = lexicon("times")
    units = "|".join(sorted(data["units"], key=len, reverse=True))
    counts = "|".join([r"\d+(?:\.\d+)?", *data["counts"], "few", "several", "an?", "half an?"])
    return re.compile(
        rf"(?<!\w)(?P<the>the )?(?:(?:first|last) )?(?:(?P<n>(?:(?:{counts})[ -]?)+) )?"
        rf"(?P<unit>{units}) $",
        re.IGNORECASE,
    )


def _lead(sentence: Sentence, token: Token) -> Lead | None:
    """Read the measure that stands right before an anchor's word."""
    before = token.doc[max(sentence.parsed.start, token.i - LEAD) : token.i]
    found = _measure().search("".join(t.text_with_ws for t in before))
    if found is None or not (found["the"] or found["n"] or found["unit"].endswith("s")):
        return None
    number = found["n"] or ("" if found["unit"].lower().endswith("s") else None)
    unit = str(lexicon("times")["units"][found["unit"].lower()])
    start = before.start_char + found.start() - sentence.parsed.start_char
    return Lead(start, count_of(number), unit, bool(found["the"]))


def _within(tokens: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= tokens[0] and tokens[1] <= other[1]


def _is_name(token: Token, event: tuple[int, int], names: Sequence[tuple[int, int]]) -> bool:
    """Say whether what follows the preposition is only somebody's name, and so no event."""
    doc = token.doc
    words = [i for i in range(*event) if doc[i].dep_ != "det"]
    return bool(words) and any(_within((words[0], words[-1] + 1), name) for name in names)


def _words(sentence: Sentence, first: int, last: int) -> str:
    span = sentence.place_of(first, last)
    start = sentence.span.start
    return sentence.text[span.start - start : span.end - start]


def _event(
    sentence: Sentence, word: Token, first: int, dates: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return the tokens, from `first` on, of the phrase or clause that a word introduces."""
    head = word.head
    if word.i + 1 >= sentence.parsed.end or head == word or word.tag_ == "RB":
        return None  # an adverb: "they have since gone home"
    if head.dep_ in SUBJECTS and head.head.i > head.i > word.i:
        head = head.head  # "since the rebels took": the clause, not its subject
    if word.dep_ in ("case", "mark", "advmod", "cc") and head.i > word.i:
        last = subtree(head)[1]
    elif word.tag_ == "VBG" or word.dep_ in ("advcl", "case", "fixed", "obl"):
        last = subtree(word)[1]
    else:
        return None
    clause = heads_clause(head) and head.pos_ in ("VERB", "AUX")
    last = _stop(sentence, first, last, dates, clause=clause)
    if last <= first or not _names_event(sentence, first, last):
        return None
    return first, last


def _stop(
    sentence: Sentence, first: int, last: int, dates: Sequence[tuple[int, int]], *, clause: bool
) -> int:
    """End the event's words before a comma or a bracket, and a phrase with its date."""
    doc = sentence.parsed.doc
    ends = [end for start, end in dates if first < start and end < last]
    if ends and not clause and doc[ends[0]].pos_ != "ADP":
        last = ends[0]
    for i in range(first, min(last, sentence.parsed.end)):
        if doc[i].lower_ in (",", ";", "(", ")", ":", "–", "—", '"', "”", "“", "."):
            return i
        if not clause and doc[i].lower_ in word_set("times", "links") and i > first + 1:
            return i
    return min(last, sentence.parsed.end)


def _with_date(word: Token, last: int, dates: Sequence[tuple[int, int]]) -> int:
    """Add "in August 2021" behind the event: what has gone on since does not happen then."""
    doc = word.doc
    if last >= len(doc) or doc[last].lower_ not in ("in", "on", "at"):
        return last
    return next((end for start, end in dates if start == last + 1), last)


def _names_event(sentence: Sentence, first: int, last: int) -> bool:
    doc = sentence.parsed.doc
    words = [doc[i] for i in range(first, last)]
    named = any(
        w.pos_ in (*NOUNS, "VERB") or w.tag_.startswith("NN") or re.fullmatch(r"\d+/\d+", w.text)
        for w in words
    )
    return named and words[0].lower_ not in word_set("times", "no_event")
