"""Times: dates, ranges, windows counted back from the text, and windows that hang on an event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from averment.claim import Span
from averment.extract.calendar_words import READS, Dated
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Notes, Sentence, Time
from averment.extract.tree import NOUNS, SUBJECTS, heads_clause, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Hit:
    """A date expression at the characters `[start, end)` of a sentence."""

    start: int
    end: int
    dated: Dated
    pair: tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date]] | None = None


def times(notes: Notes) -> Notes:
    """Find every time expression, with the window that it gives."""
    found = tuple(time for sentence in notes.sentences for time in _in_sentence(notes, sentence))
    return notes.having(times=found)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = lexicon("times")
    words = {
        "month": data["months"],
        "weekday": data["weekdays"],
        "count": data["counts"],
        "ordinal": data["ordinals"],
        "season": data["seasons"],
    }
    names = {
        name: "|".join(sorted(table, key=lambda word: (-len(word), word)))
        for name, table in words.items()
    }
    made = []
    for entry in data["pattern"]:
        pattern = entry["pattern"]
        for name, alternatives in names.items():
            pattern = pattern.replace("{" + name + "}", alternatives)
        made.append((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), entry["reads"]))
    return tuple(made)


def hits(text: str, published: dt.date | None) -> list[Hit]:
    """Return the date expressions of a text, in order, none overlapping, longer ones first."""
    found: list[Hit] = []
    for pattern, reads in _patterns():
        for match in pattern.finditer(text):
            try:
                dated = READS[reads](match.groupdict(), published)
            except (ValueError, OverflowError):
                continue
            if dated is not None:
                found.append(Hit(match.start(), match.end(), dated))
    taken: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda h: h.start)


def _in_sentence(notes: Notes, sentence: Sentence) -> Iterator[Time]:
    text, published = sentence.text, notes.document.published
    found = [hit for hit in hits(text, published) if _is_date(sentence, hit)]
    names = [entity.tokens for entity in notes.entities_in(sentence)]
    anchored = [
        t for t in _anchored(sentence, found, published) if not _is_name(t, sentence, names)
    ]
    inside = [time.tokens for time in anchored]
    free = [hit for hit in found if not _within(_tokens(sentence, hit), inside)]
    plain = _joined(text, free)
    made = [_time(sentence, _bounded(text, hit, published)) for hit in plain]
    made += [*anchored, *_pointing_back(sentence, [*made, *anchored])]
    yield from sorted(made, key=lambda time: time.span)


def _is_name(time: Time, sentence: Sentence, names: Sequence[tuple[int, int]]) -> bool:
    """Say whether what follows the preposition is only somebody's name, and so no event."""
    doc = sentence.parsed.doc
    words = [i for i in range(time.tokens[0] + 1, time.tokens[1]) if doc[i].dep_ != "det"]
    return bool(words) and _within((words[0], words[-1] + 1), names)


def _within(tokens: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start <= tokens[0] and tokens[1] <= end for start, end in others)


def _tokens(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    return sentence.tokens_of(hit.start, hit.end)


def _is_date(sentence: Sentence, hit: Hit) -> bool:
    """Say whether four digits are a year and not a count ("2013 people")."""
    if sentence.text[hit.start : hit.end].lower() in lexicon("times")["weekdays"]:
        after = sentence.parsed.doc[_tokens(sentence, hit)[1] - 1]
        return not (
            after.dep_ in ("compound", "flat") and after.head.pos_ in NOUNS and after.head.is_title
        )
    if not re.fullmatch(r"\d{4}", hit.dated.value) or hit.end - hit.start != 4:
        return True
    token = sentence.parsed.doc[_tokens(sentence, hit)[0]]
    counts = token.dep_ == "nummod" and token.head.i == token.i + 1 and token.head.tag_ == "NNS"
    return not counts or (token.i > sentence.parsed.start and token.nbor(-1).pos_ == "ADP")


def _time(sentence: Sentence, hit: Hit, anchor: str | None = None) -> Time:
    tokens = _tokens(sentence, hit)
    return Time(
        sentence=sentence.index,
        span=sentence.place_of(*tokens),
        tokens=tokens,
        start=hit.dated.start,
        end=hit.dated.end,
        type=hit.dated.type,
        value=hit.dated.value,
        anchor=anchor,
        open=hit.dated.open,
        role=hit.dated.role,
        pair=hit.pair,
    )


_BETWEEN = re.compile(r"(?:^|\W)(between|from)(?: the)? (?:early |late |mid-?)?$", re.IGNORECASE)
_LINK = {
    "between": re.compile(r"^ and(?: the)? $", re.IGNORECASE),
    "from": re.compile(r"^ (?:to|until|till|through)(?: the)? $", re.IGNORECASE),
}


def _joined(text: str, found: Sequence[Hit]) -> list[Hit]:
    """Join "between 2013 and 2016" and "from 1996 to 2001" into one window each."""
    made: list[Hit] = []
    at = 0
    while at < len(found):
        one = found[at]
        opening = _BETWEEN.search(text[: one.start])
        other = found[at + 1] if at + 1 < len(found) else None
        if opening and other and _LINK[opening[1].lower()].match(text[one.end : other.start]):
            joined = _join(opening.start(1), one, other)
            if joined is not None:
                made.append(joined)
                at += 2
                continue
        made.append(one)
        at += 1
    return made


def _join(at: int, one: Hit, other: Hit) -> Hit | None:
    first, last = one.dated, other.dated
    if first.start is None or first.end is None or last.start is None or last.end is None:
        return None
    if first.start >= last.end:
        return None
    dated = Dated(first.start, last.end, f"{first.value}/{last.value}", "DURATION")
    days = min((first.end - first.start).days, (last.end - last.start).days)
    # Two months or years can be compared with each other; two days only bound a period.
    pair = ((first.start, first.end), (last.start, last.end)) if days >= 28 else None
    return Hit(at, other.end, dated, pair)


def _before(text: str, hit: Hit, phrases: Sequence[str]) -> int | None:
    """Return where one of the phrases begins that stands just before a hit, or none."""
    lead = text[: hit.start].lower()
    for phrase in phrases:
        for gap in (" ", " the ", " about "):
            if lead.endswith(phrase + gap) and not lead[: -len(phrase + gap)][-1:].isalnum():
                return hit.start - len(phrase + gap)
    return None


def _bounded(text: str, hit: Hit, published: dt.date | None) -> Hit:
    """Read what stands before a date: "since 2019", "by 27 August", "early 2020"."""
    bounds, dated = lexicon("times")["bounds"], hit.dated
    if (at := _before(text, hit, lexicon("times")["parts"]["early"])) is not None:
        hit, dated = Hit(at, hit.end, dated), replace(dated, open=("end",))
    elif (at := _before(text, hit, lexicon("times")["parts"]["late"])) is not None:
        hit, dated = Hit(at, hit.end, dated), replace(dated, open=("start",))
    if (at := _before(text, hit, bounds["since"])) is not None:
        exact = dated.start is not None and len(dated.value) == len("2022-11-02")
        opened = () if exact else ("start",)
        return Hit(at, hit.end, replace(dated, end=published, open=opened, type="DATE"))
    if (at := _before(text, hit, bounds["until"])) is not None:
        through = text[at:].lower().startswith(tuple(lexicon("times")["parts"]["through"]))
        end = dated.end if through else dated.start
        return Hit(at, hit.end, replace(dated, start=None, end=end, open=("start",)))
    if (at := _before(text, hit, bounds["after"])) is not None and dated.end is not None:
        return Hit(at, hit.end, replace(dated, start=dated.end, end=None, open=("start", "end")))
    return replace(hit, dated=dated)


def _anchored(
    sentence: Sentence, found: Sequence[Hit], published: dt.date | None
) -> Iterator[Time]:
    """Find windows that hang on an event: "since the fall of Kabul", "after the rebels left"."""
    dates = [sentence.tokens_of(hit.start, hit.end) for hit in found]
    anchors = lexicon("times")["anchors"]
    done = sentence.parsed.start
    for token in sentence.parsed:
        word = token.lower_
        since = word in anchors["since"]
        if token.i < done or not (since or word in anchors["after"]):
            continue
        if any(start <= token.i + 1 < end for start, end in dates):
            continue
        event = _event(sentence, token)
        if event is None:
            continue
        first, last = event
        done = last
        hit = next((h for h in found if _within(_tokens(sentence, h), [event])), None)
        start = hit.dated.start if hit else None
        end = published if since else None
        # "After" leaves both ends open; the event's own date, if the text gives it, is the start.
        yield Time(
            sentence=sentence.index,
            span=sentence.place_of(token.i, last),
            tokens=(token.i, last),
            start=start,
            end=end,
            type="EVENT",
            anchor=_words(sentence, first, last),
            open=("start",) if since else ("start", "end"),
            role="window" if since else "after",
        )


def _words(sentence: Sentence, first: int, last: int) -> str:
    span: Span = sentence.place_of(first, last)
    start = sentence.span.start
    return sentence.text[span.start - start : span.end - start]


def _event(sentence: Sentence, word: Token) -> tuple[int, int] | None:
    """Return the tokens of the phrase or clause that a preposition or conjunction introduces."""
    head = word.head
    if word.i + 1 >= sentence.parsed.end or head == word:
        return None
    if head.dep_ in SUBJECTS and head.head.i > head.i > word.i:
        head = head.head  # "since the rebels took": the clause, not its subject
    if word.dep_ in ("case", "mark", "advmod", "cc") and head.i > word.i:
        first, last = word.i + 1, subtree(head)[1]
    elif word.tag_ == "VBG" or word.dep_ in ("advcl", "case", "fixed", "obl"):
        first, last = word.i + 1, subtree(word)[1]
    else:
        return None
    last = _stop(sentence, first, last, clause=heads_clause(head) and head.pos_ in ("VERB", "AUX"))
    if last <= first or not _names_event(sentence, first, last):
        return None
    return first, last


def _stop(sentence: Sentence, first: int, last: int, *, clause: bool) -> int:
    """End the event's words before a comma or a bracket."""
    doc = sentence.parsed.doc
    for i in range(first, min(last, sentence.parsed.end)):
        if doc[i].lower_ in (",", ";", "(", ")", ":", "–", "—", '"', "”", "“", "."):
            return i
        if not clause and doc[i].lower_ in word_set("times", "links") and i > first + 1:
            return i
    return min(last, sentence.parsed.end)


def _names_event(sentence: Sentence, first: int, last: int) -> bool:
    doc = sentence.parsed.doc
    words = [doc[i] for i in range(first, last)]
    named = any(
        w.pos_ in (*NOUNS, "VERB") or w.tag_.startswith("NN") or re.fullmatch(r"\d+/\d+", w.text)
        for w in words
    )
    return named and words[0].lower_ not in word_set("times", "no_event")


def _pointing_back(sentence: Sentence, found: Sequence[Time]) -> Iterator[Time]:
    """Find words that point back to a window spoken of before ("since then")."""
    text = sentence.text.lower()
    taken = [time.span for time in found]
    for phrase in lexicon("times")["back"]["words"]:
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text):
            tokens = sentence.tokens_of(match.start(), match.end())
            span = sentence.place_of(*tokens)
            if not any(span.start < other.end and other.start < span.end for other in taken):
                taken.append(span)
                yield Time(sentence.index, span, tokens, None, None, role="back")
