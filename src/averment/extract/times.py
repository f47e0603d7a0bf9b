"""Times: dates, ranges, spans and frequencies, and windows that hang on an event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from averment.extract import holidays
from averment.extract.anchors import anchored
from averment.extract.calendar_words import READS, Setting
from averment.extract.hits import Hit
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Notes, Sentence, Time
from averment.extract.outlook import looks_ahead
from averment.extract.periods import Dated
from averment.extract.spans import LEAD, bounded, completed, joined
from averment.extract.tree import NOUNS, children

if TYPE_CHECKING:
    from collections.abc import Mapping

# "(AP) _", "(Xinhua) --": a report of an agency, of the news of its day.
_AGENCY = re.compile(r"\([A-Z][\w ./]{1,30}\) ?[-–—_]+\s")
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of `data/times.toml`, made ready."""

    expression: re.Pattern[str]
    reads: str
    needs: frozenset[str]
    cap: bool


def times(notes: Notes) -> Notes:
    """Find every time expression, with the window that it gives."""
    found: list[Time] = []
    setting = _setting(notes)
    for sentence in notes.sentences:
        hits = _hits(sentence, setting)
        told = _last(hits, None)
        setting = replace(setting, last=told or setting.last, lately=told)
        found += sorted(_read(notes, sentence, hits), key=lambda time: (time.span, time.role))
    return notes.having(times=tuple(found))


def _setting(notes: Notes) -> Setting:
    """What the text as a whole tells of its ways to write dates."""
    text, published = notes.document.text, notes.document.published
    numeric = re.findall(r"(?<![\d/.-])(\d\d?)[/.](\d\d?)[/.]\d{2,4}(?![\d/])", text)
    month_first = not any(int(day) > 12 >= int(month) for day, month in numeric)
    today = False
    if published is not None:
        # "He said Friday" is news of that Friday; "on Friday" alone is rather the one before.
        days = lexicon("times")["weekdays"].items()
        name = next(word for word, day in days if day == published.weekday()).title()
        bare = re.compile(rf"(?<!\b[Oo]n )(?<![Ll]ast )(?<![Nn]ext )(?<!\w){name}(?![\w’'])")
        today = bare.search(text) is not None or _AGENCY.search(text[:400]) is not None
    return Setting(published, today=today, month_first=month_first)


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """Return the patterns of `data/times.toml`, their pieces filled in."""
    data = lexicon("times")
    named = {name[:-1]: data[name] for name in ("months", "weekdays", "units", "counts")}
    named |= {name[:-1]: data[name] for name in ("ordinals", "seasons", "ways")}
    named |= {"ten": data["tens"], "often": data["often"], "vague": data["vague"]}
    named["holiday"] = dict.fromkeys(holidays.names())
    pieces = {
        name: "|".join(
            re.escape(word).replace(r"\ ", " ").replace("'", "['’]")
            for word in sorted(table, key=lambda word: (-len(word), word))
        )
        for name, table in named.items()
    }
    for name, piece in data["fragments"].items():
        pieces[name] = _filled(piece, pieces)
    return tuple(
        Pattern(
            re.compile(rf"(?<!\w)(?:{_filled(entry['pattern'], pieces)})(?!\w)", re.IGNORECASE),
            entry["reads"],
            frozenset(entry["needs"]),
            entry.get("cap", False),
        )
        for entry in data["pattern"]
    )


def _filled(pattern: str, pieces: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z_]\w*)\}", lambda found: f"(?:{pieces[found[1]]})", pattern)


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, frozenset[str]]:
    """Each word that a pattern can need, with the tables it stands in."""
    tables: dict[str, set[str]] = {}
    asked = {name for pattern in patterns() for name in pattern.needs}
    for name in asked - {"digits", "holidays"}:
        for phrase in lexicon("times")[name].get("words", lexicon("times")[name]):
            word = max(_WORD.findall(phrase), key=len)
            tables.setdefault(word, set()).add(name)
            tables.setdefault(f"{word}s", set()).add(name)
    for phrase in holidays.names():
        tables.setdefault(max(_WORD.findall(phrase), key=len), set()).add("holidays")
    return {word: frozenset(names) for word, names in tables.items()}


def _present(text: str) -> set[str]:
    """The tables of which a word stands in a text."""
    present: set[str] = set()
    tables = _tables()
    for word in _WORD.findall(text.lower()):
        if word.isdigit():
            present.add("digits")
        elif word in tables:
            present |= tables[word]
    return present


def _hits(sentence: Sentence, setting: Setting) -> list[Hit]:
    """Return the time expressions of a sentence, in order, none overlapping, longest first."""
    text = sentence.text
    present = _present(text)
    matches = [
        (match, pattern)
        for pattern in patterns()
        if pattern.needs <= present
        for match in pattern.expression.finditer(text)
    ]
    found: list[Hit] = []
    last = setting.last
    for match, pattern in sorted(matches, key=lambda one: (one[0].start(), -one[0].end())):
        if found and match.start() < found[-1].end:
            continue
        if pattern.cap and not text[match.start()].isupper():
            continue
        tokens = sentence.tokens_of(match.start(), match.end())
        before = text[max(0, match.start() - LEAD) : match.start()].lower()
        lately = last if found else setting.lately
        here = replace(setting, last=last, lately=lately)
        here = _here(before, looks_ahead(sentence, tokens), here)
        try:
            dated = READS[pattern.reads](match.groupdict(), here)
        except (ValueError, OverflowError):
            continue
        # The stop behind "Sept." belongs to it; one that is a word of its own ends the sentence.
        end = match.end() - (sentence.parsed.doc[tokens[1] - 1].text == ".")
        if dated and _is_time(sentence, text[match.start() : end], tokens):
            modifies = _modifies(sentence, tokens)
            found.append(Hit(match.start(), end, dated, modifies=modifies))
            last = _last(found[-1:], last)
    return completed(text, found)


def _here(before: str, ahead: bool | None, setting: Setting) -> Setting:
    """The setting of one expression: its clause's outlook, and the words before it."""
    words = lexicon("times")["ahead"]
    if before.endswith(("since ", "since last ")):
        ahead = False
    elif before.endswith(tuple(words["soonest"])):
        ahead = True
    elif before.endswith(tuple(words["last_day"])):
        ahead = None if ahead is False else True
    today = setting.today or not re.search(r"\bon $", before)
    return replace(setting, ahead=ahead, today=today)


def _last(hits: Sequence[Hit], last: Dated | None) -> Dated | None:
    """The date spoken of last, which "a year earlier" or "that day" is reckoned from."""
    dates = [hit.dated for hit in hits if hit.dated.role == "window" and hit.dated.unit]
    return dates[-1] if dates else last


def _modifies(sentence: Sentence, tokens: tuple[int, int]) -> bool:
    """Say whether the words describe a noun that follows them ("the 2021 coup")."""
    last = sentence.parsed.doc[tokens[1] - 1]
    while tokens[0] <= last.head.i < tokens[1] and last.head != last:
        last = last.head
    return tokens[1] <= last.head.i < tokens[1] + 4 and last.head.pos_ in NOUNS


def _is_time(sentence: Sentence, said: str, tokens: tuple[int, int]) -> bool:
    """Say whether the words are no count ("2013 people") and no name ("April Smith")."""
    doc = sentence.parsed.doc
    words = said.lower()
    last = doc[tokens[1] - 1]
    if words in lexicon("times")["weekdays"] or words in lexicon("times")["months"]:
        named = last.dep_ in ("compound", "flat") and last.head.pos_ in NOUNS
        named = named and last.head.is_title and last.head.i > last.i
        return not named and not any(c.is_title and c.i > last.i for c in children(last, "flat"))
    token = last
    after = doc[tokens[1]].lower_ if tokens[1] < sentence.parsed.end else ""
    if after == "of" and re.fullmatch(r"last [a-z]+", words):
        return False  # "the last year of the war"
    if re.fullmatch(r"[a-z]+\.? \d\d?", words) and tokens[1] < sentence.parsed.end:
        return doc[tokens[1]].tag_ != "NNS"  # "In May 20 soldiers died"
    if not re.fullmatch(r"\d{4}", words):
        return True
    if after in lexicon("numbers")["units"]["percent"]:
        return False  # "rose by 1209 percent"
    counts = token.dep_ == "nummod" and token.head.i == token.i + 1 and token.head.tag_ == "NNS"
    return not counts or (token.i > sentence.parsed.start and token.nbor(-1).pos_ == "ADP")


def _read(notes: Notes, sentence: Sentence, hits: Sequence[Hit]) -> Iterator[Time]:
    """Join, bound and hang the expressions; those inside a larger one stay as its parts."""
    text, published = sentence.text, notes.document.published
    names = [entity.tokens for entity in notes.entities_in(sentence)]
    larger = joined(text, hits, published)
    wide = [bounded(text, hit, published) for hit in larger]
    made = list(anchored(sentence, wide, names, published))
    hung = [time.span for time in made]
    for hit in wide:
        time = time_of(sentence, hit)
        inside = any(span.covers(time.span) for span in hung)
        made.append(replace(time, role="part") if inside else time)
    kept = {(hit.start, hit.end) for hit in larger}
    made += [
        replace(time_of(sentence, hit), role="part")
        for hit in hits
        if (hit.start, hit.end) not in kept
    ]
    yield from made
    yield from _pointing_back(sentence, text, made)


def time_of(sentence: Sentence, hit: Hit) -> Time:
    """Return an expression with its place in the document."""
    tokens = sentence.tokens_of(hit.start, hit.end)
    dated = hit.dated
    return Time(
        sentence=sentence.index,
        span=sentence.place_of(*tokens),
        tokens=tokens,
        start=dated.start,
        end=dated.end,
        type=dated.type,
        value=dated.value,
        open=dated.open,
        role=dated.role,
        pair=hit.pair,
        behind=dated.behind,
    )


@lru_cache(maxsize=1)
def _back() -> re.Pattern[str]:
    words = sorted(word_set("times", "back"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _pointing_back(sentence: Sentence, text: str, found: Sequence[Time]) -> Iterator[Time]:
    """Find words that point back to a window spoken of before ("since then")."""
    for match in _back().finditer(text):
        tokens = sentence.tokens_of(match.start(), match.end())
        span = sentence.place_of(*tokens)
        if not any(span.start < one.span.end and one.span.start < span.end for one in found):
            yield Time(sentence.index, span, tokens, None, None, "BACK", role="back")
