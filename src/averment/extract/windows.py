"""Which time expression is a claim's window, and which its baseline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from averment.claim import Window
from averment.extract.lexicon import lexicon, word_set
from averment.extract.notes import Notes, Sentence, Time
from averment.extract.periods import months_later
from averment.extract.tree import clause_head, tense

if TYPE_CHECKING:
    from spacy.tokens import Token


#: A preposition before a time takes no more characters than this.
LINK = 12


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
    own: Window | None = None,
) -> Spoken:
    """Find window and baseline for the figure or verb `at`, inside the content `tokens`.

    `before` is the window spoken of last, for words that point back ("since then"); `own` that of
    the claim of which the words are a part ("up from 12 the year before").
    """
    text = notes.document.text
    times = [t for t in notes.times_in(sentence) if _belongs(notes, sentence, t, tokens)]
    if any(time.role == "back" for time in times) and not _plain(times):
        return Spoken(window=before)
    windows = _plain(times)
    base = _baseline(sentence, windows, alone=own is None) if change else None
    rest = [time for time in windows if time is not base]
    chosen = _governing(notes, sentence, at) or _nearest(rest, at)
    if chosen is None and not change:
        chosen = next((t for t in times if t.role == "baseline" and t.start), None)
    window = _since_onset(notes, chosen, at) if chosen else own
    if change and chosen is not None and chosen.pair is not None:
        return _pair(chosen, text)
    if base is not None:
        return Spoken(window, window_of(base, text))
    earlier = next((t for t in times if t.role == "baseline"), None)
    return Spoken(window, _year_earlier(window, earlier, text) if change else None)


def _governing(notes: Notes, sentence: Sentence, at: Token) -> Time | None:
    """The date that the clause around `at` hangs on ("in 2021, when 400 were killed")."""
    when = next((c for c in clause_head(at).children if c.lower_ == "when"), None)
    if when is None:
        return None
    last = when.i - 1 - (when.i > sentence.parsed.start and when.nbor(-1).text == ",")
    times = _plain(notes.times_in(sentence))
    return next((time for time in times if time.tokens[0] <= last < time.tokens[1]), None)


def _since_onset(notes: Notes, time: Time, at: Token) -> Window:
    """The window of a time; what a war that began then has brought, it has brought since."""
    window = window_of(time, notes.document.text)
    word = at.doc[time.tokens[1] - 1]
    verb = clause_head(word)
    if _described(word, at) is None or verb.lemma_.lower() not in word_set("times", "onsets"):
        return window
    if tense(clause_head(at)) in ("perfect", "present"):
        return window.model_copy(update={"end": notes.document.published, "open": ("start",)})
    return window.model_copy(update={"end": None, "open": ("start", "end")})


def _plain(times: Sequence[Time]) -> list[Time]:
    return [time for time in times if time.role in ("window", "after")]


def _belongs(notes: Notes, sentence: Sentence, time: Time, tokens: tuple[int, int]) -> bool:
    """Say whether a time lies in the content, and is not that of the saying ("said on Monday")."""
    if not (tokens[0] <= time.tokens[0] and time.tokens[1] <= tokens[1]):
        return False
    word = sentence.parsed.doc[time.tokens[1] - 1]
    head, described = clause_head(word), _described(word)
    place = sentence.place_of(head.i, head.i + 1)
    noun = sentence.place_of(described.i, described.i + 1) if described is not None else None
    for note in notes.attributions_in(sentence):
        around = next((part for part in note.content if part.covers(time.span)), None)
        said = note.cue.covers(place)
        if said or (around and around.end - around.start < time.span.end - time.span.start + LINK):
            # "He said on Monday …", "…, he said on Monday", but "…, he said, on Monday".
            gap = notes.document.text[note.cue.end : time.span.start]
            behind = any(part.start < note.cue.start for part in note.content)
            if not around or (behind and gap and "," not in gap):
                return False
        elif noun and note.source and note.source.covers(noun) and not around:
            return False
    return True


def _described(word: Token, at: Token | None = None) -> Token | None:
    """The noun that a time describes ("the war, which began in 2014"), unless `at` does, too."""
    while word.head != word:
        if word.dep_ in ("acl", "acl:relcl"):
            return None if at is not None and (word == at or word.is_ancestor(at)) else word.head
        word = word.head
    return None


def _nearest(times: Sequence[Time], at: Token) -> Time | None:
    """The time in the same clause, else the nearest; what follows comes before what leads."""

    def rank(time: Time) -> tuple[bool, bool, bool, int]:
        word = at.doc[time.tokens[1] - 1]
        after = time.tokens[0] - at.i
        distance = after if after >= 0 else at.i - time.tokens[1] + 3
        apart = clause_head(word) != clause_head(at)
        # A plain date comes before an event that is only named ("in 1980, a year after …").
        return (time.role == "after", _described(word, at) is not None, apart, distance)

    return min(times, key=rank, default=None)


def _baseline(sentence: Sentence, times: Sequence[Time], *, alone: bool = True) -> Time | None:
    """The time behind a word of comparison ("than in 2022"), if there is another one.

    `alone` is false where the claim has its window from elsewhere.
    """
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
            only = alone and len(times) == 1 and " ".join(phrase) not in sure
            before = " ".join(words[at : at + 2]) in lexicon("kinds")["compared"]["earlier"]
            if (direct or counted) and not only and (phrase != ["over"] or before):
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
    months = _months_back(time.behind, window.start)
    if months is None:
        return Window(text=words, open=("start", "end"))
    start, end = (months_later(day, -months) for day in (window.start, window.end))
    return Window(start=start, end=end, text=words)


def _months_back(behind: str, start: dt.date) -> int | None:
    """How many months before a window its baseline lies: "-12M", or "Y2022" for that year's."""
    if behind.startswith("Y"):
        return 12 * (start.year - int(behind[1:]))
    return int(behind[1:-1]) or None
