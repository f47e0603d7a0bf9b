"""Which time expression is a claim's window, and which its baseline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from averment.claim import Window
from averment.extract.calendar_words import months_later
from averment.extract.lexicon import lexicon
from averment.extract.notes import Notes, Sentence, Time
from averment.extract.tree import clause_head

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Spoken:
    """The window a claim speaks of and the baseline it compares with, where the text gives them."""

    window: Window | None = None
    baseline: Window | None = None


def window_of(time: Time, text: str) -> Window:
    """Return a time expression as a claim's window."""
    return Window(
        start=time.start,
        end=time.end,
        text=time.span.of(text),
        anchor=time.anchor,
        open=time.open,
    )


def spoken(
    notes: Notes,
    sentence: Sentence,
    at: Token,
    tokens: tuple[int, int],
    *,
    change: bool,
    before: Window | None,
) -> Spoken:
    """Find window and baseline for the figure or verb `at`, inside the content `tokens`.

    `before` is the window spoken of last, for words that point back ("since then").
    """
    text = notes.document.text
    times = [t for t in notes.times_in(sentence) if _belongs(notes, sentence, t, tokens)]
    if any(time.role == "back" for time in times) and not _plain(times):
        return Spoken(window=before)
    windows = _plain(times)
    base = _baseline(sentence, windows) if change else None
    rest = [time for time in windows if time is not base]
    chosen = _nearest(rest, at)
    window = window_of(chosen, text) if chosen else None
    if change and chosen is not None and chosen.pair is not None:
        return _pair(chosen, text)
    if base is not None:
        return Spoken(window, window_of(base, text))
    earlier = next((t for t in times if t.role == "baseline"), None)
    return Spoken(window, _year_earlier(window, earlier, text) if change else None)


def _plain(times: Sequence[Time]) -> list[Time]:
    return [time for time in times if time.role in ("window", "after")]


def _belongs(notes: Notes, sentence: Sentence, time: Time, tokens: tuple[int, int]) -> bool:
    """Say whether a time lies in the content, and is not that of the saying ("said on Monday")."""
    if not (tokens[0] <= time.tokens[0] and time.tokens[1] <= tokens[1]):
        return False
    head = clause_head(sentence.parsed.doc[time.tokens[-1] - 1])
    place = sentence.place_of(head.i, head.i + 1)
    return not any(
        note.cue.covers(place) and not any(part.covers(time.span) for part in note.content)
        for note in notes.attributions_in(sentence)
    )


def _nearest(times: Sequence[Time], at: Token) -> Time | None:
    """The time in the same clause, else the nearest; what follows comes before what leads."""

    def rank(time: Time) -> tuple[bool, bool, int]:
        word = at.doc[time.tokens[-1] - 1]
        after = time.tokens[0] - at.i
        distance = after if after >= 0 else at.i - time.tokens[1] + 3
        # A plain date comes before an event that is only named ("in 1980, a year after …").
        return (time.role == "after", clause_head(word) != clause_head(at), distance)

    return min(times, key=rank, default=None)


def _baseline(sentence: Sentence, times: Sequence[Time]) -> Time | None:
    """The time behind a word of comparison ("than in 2022"), if there is another one."""
    words = [token.lower_ for token in sentence.parsed]
    first = sentence.parsed.start
    sure = lexicon("kinds")["compared"]["sure"]
    phrases = [phrase.split() for phrase in lexicon("kinds")["compared"]["phrases"]]
    for time in times:
        at = time.tokens[0] - first
        lead = words[max(0, at - 4) : at]
        for phrase in phrases:
            direct = lead[-len(phrase) :] == phrase
            counted = (
                len(lead) > len(phrase)
                and lead[-len(phrase) - 2 : -2] == phrase
                and lead[-1] in ("in", "for", "during")
            )
            alone = len(times) == 1 and " ".join(phrase) not in sure
            if (direct or counted) and not alone and phrase != ["over"]:
                return time
    return None


def _pair(time: Time, text: str) -> Spoken:
    """A change "between 2013 and 2016" compares the last year with the first."""
    assert time.pair is not None
    words = time.span.of(text)
    (a, b), (c, d) = time.pair
    return Spoken(Window(start=c, end=d, text=words), Window(start=a, end=b, text=words))


def _year_earlier(window: Window | None, time: Time | None, text: str) -> Window | None:
    if time is None:
        return None
    words = time.span.of(text)
    if window is None or window.start is None or window.end is None:
        return Window(text=words, open=("start", "end"))
    months = _months_back(time.value, window.start)
    if months is None:
        return Window(text=words, open=("start", "end"))
    start, end = (months_later(day, -months) for day in (window.start, window.end))
    return Window(start=start, end=end, text=words)


def _months_back(value: str, start: dt.date) -> int | None:
    """How many months before a window its baseline lies: "-12M", or "Y2022" for that year's."""
    if value.startswith("Y"):
        return 12 * (start.year - int(value[1:]))
    return int(value[1:-1]) or None
