"""Quantities: figures with what they count, or how much they say something changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from averment.claim import Direction, Span
from averment.extract import numbers
from averment.extract.figure_words import Word, words_of
from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import Notes, Quantity, Sentence
from averment.extract.tree import NOUNS, children, prepositional, subjects
from averment.reference import Measures

if TYPE_CHECKING:
    from spacy.tokens import Token


#: Units that are no money.
PLAIN = frozenset({"count", "percent", "times", "points"})


def quantities(notes: Notes) -> Notes:
    """Find every figure outside the time expressions, with what it counts."""
    found = tuple(
        quantity for sentence in notes.sentences for quantity in _in_sentence(notes, sentence)
    )
    return notes.having(quantities=found)


def _in_sentence(notes: Notes, sentence: Sentence) -> Iterator[Quantity]:
    tokens = [token for token in sentence.parsed if not token.is_space]
    words = words_of(sentence.text)
    times = [time for time in notes.times_in(sentence) if time.type != "EVENT"]
    dates = [time.span for time in times]
    dated = {i for time in times for i in range(*time.tokens)}
    first = sentence.parsed.start_char
    base = first + sentence.offset
    ends = [token.idx + len(token) - first for token in tokens]
    skip = [
        any(date.start < base + word.end and base + word.start < date.end for date in dates)
        for word in words
    ]
    made: list[Quantity] = []
    for found in numbers.figures(words, skip):
        figure = _on_tokens(found, words, ends)
        quantity = _quantity(sentence, figure, tokens, dated)
        if quantity is None:
            continue
        if made and found.start >= 2:
            lead = [word.text for word in words[found.start - 2 : found.start]]
            if _reached(quantity, made[-1], lead[-1], sentence):
                quantity = _changed_to(quantity, made.pop())
            else:
                quantity = _from_before(quantity, made[-1], lead)
        made.append(quantity)
    yield from made


def _on_tokens(
    figure: numbers.Figure, words: Sequence[Word], ends: Sequence[int]
) -> numbers.Figure:
    """Give a figure's places in the tokens of the sentence, which end at `ends`, not its words."""
    start, core = (bisect_right(ends, words[at].start) for at in (figure.start, figure.core))
    end = bisect_left(ends, words[figure.end - 1].end) + 1
    return replace(figure, start=start, core=core, end=end)


def _from_before(quantity: Quantity, before: Quantity, lead: list[str]) -> Quantity:
    """Read "450, up from 60" as a change from the second figure to the first."""
    way = lead[0] if lead[1] == "from" else ""
    if way not in ("up", "down") or before.unit != "count" or before.number is None:
        return quantity
    return replace(
        quantity,
        from_=quantity.number,
        to=before.number,
        number=None,
        head=before.head,
        of=before.of,
        change=True,
        counts=True,
        direction=Direction(way),
    )


def _reached(quantity: Quantity, before: Quantity, link: str, sentence: Sentence) -> bool:
    """Say whether two figures are the ends of a change ("rose to 450 from 60")."""
    doc, first = sentence.parsed.doc, before.tokens[0]
    counts = before.unit == quantity.unit == "count"
    if link != "from" or not counts or None in (before.number, quantity.number):
        return False
    near = quantity.tokens[0] - before.tokens[1] <= 4
    verb = doc[first - 2] if first - 2 >= sentence.parsed.start else None
    return bool(near and verb is not None and doc[first - 1].lower_ == "to" and change_word(verb))


def _changed_to(quantity: Quantity, before: Quantity) -> Quantity:
    """Join "to 450" and "from 60": the figure before is the one that was reached."""
    start, end = before.span.start, quantity.span.end
    assert before.number is not None
    assert quantity.number is not None
    return replace(
        before,
        span=Span(start, end),
        tokens=(before.tokens[0], quantity.tokens[1]),
        from_=quantity.number,
        to=before.number,
        number=None,
        low=None,
        high=None,
        change=True,
        counts=True,
        direction=Direction.UP if before.number > quantity.number else Direction.DOWN,
    )


def _quantity(
    sentence: Sentence, figure: numbers.Figure, tokens: list[Token], dated: AbstractSet[int]
) -> Quantity | None:
    word = _changing(figure, tokens)
    share = figure.unit == "percent" and word is None
    compared = _compared(figure, tokens)
    head = compared or _counted(figure, tokens, word, dated)
    if figure.multiple and word is None and compared is None:
        return None
    direction = Direction.UP if compared is not None else _direction(figure, word)
    first, last = tokens[figure.start].i, tokens[figure.end - 1].i + 1
    if figure.vague and head is None:
        return None
    change = (
        figure.from_ is not None or figure.unit in ("percent", "times", "points")
    ) and not share
    return Quantity(
        sentence=sentence.index,
        span=sentence.place_of(first, last),
        tokens=(first, last),
        number=figure.number,
        unit=figure.unit,
        bound=figure.bound,
        low=figure.low,
        high=figure.high,
        head=head.i if head is not None else None,
        of=_span_of(sentence, head, last),
        direction=direction,
        change=change,
        from_=figure.from_,
        to=figure.to,
        counts=figure.bare and (change or _counts(figure, tokens, head)),
        vague=figure.vague,
    )


def _compared(figure: numbers.Figure, tokens: list[Token]) -> Token | None:
    """The noun of "twice as many villages as before", "three times the number of dead"."""
    after = tokens[figure.end : figure.end + 3] if figure.compares else []
    return next((t for t in after if t.tag_.startswith("NN") or _dead(t)), None)


def _span_of(sentence: Sentence, head: Token | None, after: int) -> Span | None:
    """The counted noun with what describes it, without the words of a figure that ends `after`."""
    if head is None:
        return None
    beside = (c for c in children(head, "compound", "amod") if c.i < head.i)
    described = (c.i for c in beside if not c.like_num and not c.i < after <= head.i)
    start = min([head.i, *described])
    return sentence.place_of(start, head.i + 1)


def change_word(token: Token) -> str | None:
    """Return the direction that a word gives to a figure beside it, or none."""
    forms = (token.lemma_.lower(), token.lower_)
    tables = ("nouns", "verbs") if token.pos_ in ("NOUN", "VERB", "AUX", "PROPN") else ("beside",)
    found = (inverted("changes", table).get(form) for table in tables for form in forms)
    return next((way for way in found if way), None)


def _changing(figure: numbers.Figure, tokens: list[Token]) -> Token | None:
    """Find the word that makes the figure a change: above it, or near it in the sentence."""
    if figure.multiple:
        return _multiple_word(tokens[figure.core])
    if figure.unit not in ("percent", "times", "points") and figure.from_ is None:
        return None
    token = tokens[min(figure.core, len(tokens) - 1)]
    for _ in range(5):
        own = token in tokens[figure.start : figure.end] or _of_part(token)
        if change_word(token) and not own:
            return token
        if token.head == token:
            break
        token = token.head
    after = tokens[figure.end : figure.end + 3]
    before = tokens[max(0, figure.start - 5) : figure.start][::-1]
    for near in (*after, *before):
        if near.is_punct or _of_part(near):
            continue
        if change_word(near):
            return near
    return None


def _of_part(token: Token) -> bool:
    """Say whether a word belongs to a verb of parts: to "make up 76 percent" is no rise."""
    verbs = lexicon("kinds")["parts"]["verbs"]
    return token.dep_ == "compound:prt" and token.head.lemma_.lower() in verbs


def _multiple_word(token: Token) -> Token | None:
    """A multiple that is a verb, or stands at one ("rose tenfold"), changes something."""
    if token.pos_ in ("VERB", "AUX") and token.dep_ != "amod":
        return token
    above = token.head
    for _ in range(3):
        if change_word(above) and above != token:
            return above
        above = above.head
    return None


def _direction(figure: numbers.Figure, word: Token | None) -> Direction | None:
    if figure.from_ is not None and figure.to is not None:
        return Direction.UP if figure.to > figure.from_ else Direction.DOWN
    if figure.direction:
        return Direction(figure.direction)
    way = change_word(word) if word is not None else None
    if way is None and figure.multiple:
        return Direction.UP
    return Direction(way) if way else None


def _counted(
    figure: numbers.Figure, tokens: list[Token], word: Token | None, dated: AbstractSet[int]
) -> Token | None:
    """Find the noun that the figure counts, or whose change it says."""
    if word is not None:
        return _changed(word)
    own = tokens[figure.core : figure.end]
    if figure.unit == "percent":
        return _part_of(figure, tokens)
    for token in own:
        head = token.head
        nominal = head.pos_ in NOUNS or head.tag_.startswith("NN")
        if token.dep_ in _AT_NOUN and nominal and head not in own and head.i not in dated:
            return _whole_noun(head)
        if token.pos_ in NOUNS and (part := next(prepositional(token, "of"), None)):
            return part
    return _next_noun(figure, tokens, dated)


_AT_NOUN = frozenset({"nummod", "amod", "det", "advmod", "compound"})


def _whole_noun(noun: Token) -> Token:
    """Go from the first part of a compound to its last ("210 ceasefire violations")."""
    while noun.dep_ == "compound" and noun.head.i > noun.i:
        noun = noun.head
    return noun


def _next_noun(
    figure: numbers.Figure, tokens: list[Token], dated: AbstractSet[int]
) -> Token | None:
    """The last noun of the run that follows ("of", adjectives and articles may stand between)."""
    at, head = figure.end, None
    while at < len(tokens) and tokens[at].i not in dated:
        token = tokens[at]
        if token.tag_.startswith("NN") or (head is None and _dead(token)):
            head = token
        elif head is not None or not (
            token.pos_ in ("ADJ", "DET", "NUM")
            or token.tag_ in ("VBN", "VBG", "JJ")
            or token.lower_ == "of"
            or (figure.unit not in PLAIN and token.lower_ == "in")
        ):
            break
        at += 1
    return head


def _dead(token: Token) -> bool:
    """An adjective that stands for those counted ("30 dead")."""
    return token.pos_ in ("ADJ", "VERB") and token.lower_ in Measures.default().nouns


def _part_of(figure: numbers.Figure, tokens: list[Token]) -> Token | None:
    if figure.end < len(tokens) and tokens[figure.end].lower_ == "of":
        for token in tokens[figure.end + 1 : figure.end + 6]:
            if token.dep_ in ("nmod", "obl", "nsubj", "obj") or token.tag_.startswith("NN"):
                return token
    return None


def _changed(word: Token) -> Token | None:
    """The noun whose change a word says: what rises, or what there is a rise in."""
    verbal = word.pos_ != "NOUN" or any(children(word, "nsubj"))
    found = _of_verb(word) if verbal else _below_noun(word)
    return carried(found) if found is not None else None


def _below_noun(word: Token) -> Token | None:
    if word.dep_ == "appos" or (word.dep_ == "obl" and not any(children(word, "case"))):
        return None  # "…, an increase of 27 percent": what the figure before counts
    for part in prepositional(word, "in", "of", "for", "on"):
        if _is_unit(part):
            below = next(prepositional(part, "in"), None)  # "44 per cent in deaths"
            if below is not None and below.tag_.startswith("NN"):
                return below
            continue
        if part.pos_ in NOUNS or part.tag_.startswith("NN"):
            return part
    for part in children(word, "compound", "amod"):
        if part.tag_.startswith("NN") and part.lower_ not in ("%", "percent"):
            return part
    return _of_verb(word.head) if word.dep_ in ("obj", "nsubj", "obl") else None


def _of_verb(word: Token) -> Token | None:
    if word.pos_ not in ("VERB", "AUX") and not any(children(word, "nsubj")):
        if word.head.pos_ in NOUNS and word.dep_ in ("amod", "advmod"):
            return word.head
        return _of_verb(word.head) if word.head != word else None
    thing = next(children(word, "obj"), None)
    if thing is not None and thing.tag_.startswith("NN") and not _measures(thing):
        return thing
    if word.dep_ == "acl" and word.head.pos_ in NOUNS and not any(children(word, "nsubj")):
        return word.head
    return next(iter(subjects(word)), None)


def _is_unit(token: Token) -> bool:
    """Say whether a word is the unit of a change ("60 per cent")."""
    return token.lower_ in inverted("numbers", "units") or token.lower_ == "cent"


def _measures(noun: Token) -> bool:
    """Say whether a noun says how much or how long, and not of what."""
    multiples, spans = lexicon("numbers")["multiples"], lexicon("times")["units"]
    return _is_unit(noun) or noun.lower_ in multiples or noun.lemma_ in spans


def carried(noun: Token) -> Token:
    """Go from "the number of attacks" to the attacks."""
    if noun.lemma_.lower() in word_set("changes", "carriers"):
        for part in prepositional(noun, "of"):
            return part
        for part in children(noun, "compound"):
            return part
    return noun


def _counts(figure: numbers.Figure, tokens: list[Token], head: Token | None) -> bool:
    """Say whether a figure counts anything: ages, resolutions and lengths of time do not."""
    nothing: Any = lexicon("numbers")["nothing"]
    before = tokens[figure.core - 1] if figure.core else None
    after = tokens[figure.end] if figure.end < len(tokens) else None
    if (
        before is not None
        and before.lower_ in nothing["before"]
        and before.i + 1 == tokens[figure.core].i
    ):
        return False
    if (
        after is not None
        and after.lower_ == "-"
        and not after.whitespace_
        and figure.unit == "count"
    ):
        return False
    if head is None:
        return True
    return head.lemma_.lower() not in nothing["after"]
