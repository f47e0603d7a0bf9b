"""Attribution: who is said to hold what, by which cue and with which stance.

Quotations find their speakers first (`speech`), then every word that can be a cue is asked by the
constructions of `frames` and `attitudes`. What is said over several sentences is noted in each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import dropwhile, groupby

from averment.claim import Span, Stance
from averment.extract import attitudes, frames
from averment.extract.attitudes import attitude
from averment.extract.frames import FRAMES, SIGNS, Heard
from averment.extract.lexicon import inverted, lexicon
from averment.extract.notes import AttributionNote, Notes, Sentence
from averment.extract.quotations import Quotation, open_at, quotations
from averment.extract.sources import Speakers, antecedent, named
from averment.extract.speech import Speech, speeches


def attributions(notes: Notes) -> Notes:
    """Find every attribution, in text order, nested ones after those around them."""
    quoted = quotations(notes.document.text)
    spoken = list(speeches(notes, quoted))
    found = [_said(notes, one) for one in spoken if one.cue is not None]
    passed: dict[Span, Span] = {}
    cues = {note.cue for note in found}
    for sentence in notes.sentences:
        heard = [one for one in _heard(sentence) if not _of_state(notes, sentence, one)]
        heard = list(dropwhile(partial(_is_gap, sentence), heard))  # no verb to leave out
        made = [_note(notes, sentence, one) for one in heard]
        for one in heard:
            if one.via is not None:
                passed[sentence.place_of(*one.cue)] = sentence.place_of(*one.via)
        made = [one for one in made if one.strength != "mention" or not _quoted(one, quoted)]
        made = [_speaker_outside(one, found, quoted) for one in made if one.cue not in cues]
        found += [_run_on(one, quoted) for one in made]
    found = [note for note in found if not _own_voice(note, quoted)]
    found.sort(key=lambda note: (note.sentence, note.cue))
    resolved = _resolved(notes, _carried_on(notes, found, spoken, quoted))
    spread = sorted(_spread(notes, resolved), key=lambda note: (note.sentence, note.cue))
    return notes.having(attributions=tuple(_nested(spread, passed)), quotations=tuple(quoted))


def whole(notes: Notes) -> Iterator[AttributionNote]:
    """Yield each attribution once, with all of its content, where notes have it by the sentence.

    `outer` is the index of the surrounding one in what this yields.
    """
    first: dict[Span, int] = {}
    parts: dict[Span, list[Span]] = {}
    for note in notes.attributions:
        first.setdefault(note.cue, len(first))
        parts.setdefault(note.cue, []).extend(note.content)
    seen: set[Span] = set()
    for note in notes.attributions:
        if note.cue not in seen:
            seen.add(note.cue)
            outer = None if note.outer is None else first[notes.attributions[note.outer].cue]
            yield replace(note, content=tuple(sorted(parts[note.cue])), outer=outer)


def _of_state(notes: Notes, sentence: Sentence, heard: Heard) -> bool:
    """Say whether a state is the subject: it records refugees as theirs, not as somebody's word."""
    own = lexicon("cues")["counting"]["own"]
    verb = sentence.parsed.doc[heard.cue[0]].lemma_.lower()
    if not heard.figure or heard.source is None or verb not in own:
        return False
    words = sentence.parsed.doc[heard.source[0] : heard.source[1]]
    if any(word.lemma_.lower() in inverted("cues", "speakers") for word in words):
        return False  # "the ministry of health in Chad"
    last = heard.source[1] - 1
    return any(
        entity.kind in ("country", "place") and entity.tokens[0] <= last < entity.tokens[1]
        for entity in notes.entities_in(sentence)
    )


def _heard(sentence: Sentence) -> list[Heard]:
    found: dict[tuple[int, int], Heard] = {}
    for token in sentence.parsed:
        lemma = token.lemma_.lower()
        tried = FRAMES if lemma in frames.lemmas() else ()
        tried += SIGNS if token.lower_ in frames.signs() else ()
        tried += (attitude,) if lemma in attitudes.lemmas() else ()
        for frame in tried:
            one = frame(sentence, token)
            if one is not None:
                found.setdefault(one.cue, one)
                break
    gaps = [one.cue[0] for one in found.values() if _is_gap(sentence, one)]
    made = (_before_gap(one, gaps) for one in found.values())
    return sorted(made, key=lambda one: one.cue)


def _is_gap(sentence: Sentence, heard: Heard) -> bool:
    """Say whether a mark stands for a verb that is left out."""
    return sentence.parsed.doc[heard.cue[0]].text in (",", ";")


def _before_gap(heard: Heard, gaps: list[int]) -> Heard:
    """End what somebody says before the source of a verb that is left out."""
    behind = [gap for gap in gaps if gap > heard.cue[0]]
    if not behind:
        return heard
    content = tuple((a, min(b, behind[0])) for a, b in heard.content if a < behind[0])
    return replace(heard, content=content or ((heard.cue[1], behind[0]),))


def _note(notes: Notes, sentence: Sentence, heard: Heard) -> AttributionNote:
    source, text, name = _source(notes, sentence, heard.source)
    return AttributionNote(
        sentence=sentence.index,
        source=source,
        source_text=text,
        name="author" if heard.author else name,
        cue=sentence.place_of(*heard.cue),
        content=tuple(sentence.place_of(*part) for part in heard.content),
        stance=heard.stance,
        bare=heard.bare,
        strength=heard.strength,
    )


def _source(
    notes: Notes, sentence: Sentence, tokens: tuple[int, int] | None
) -> tuple[Span | None, str, str]:
    """The place, words and name of a source; a relative pronoun has the name before it."""
    if tokens is None:
        return None, "", ""
    first = sentence.parsed.doc[tokens[0]]
    tokens = _whole_name(notes, sentence, tokens)
    place = sentence.place_of(*tokens)
    meant = _whole_name(notes, sentence, antecedent(first) or tokens)
    name = sentence.place_of(*named(first.doc, *meant))
    text = notes.document.text
    return place, place.of(text), name.of(text)


def _whole_name(notes: Notes, sentence: Sentence, tokens: tuple[int, int]) -> tuple[int, int]:
    """The tokens of a source with all of the known name that they are part of."""
    first, last = tokens
    for entity in notes.entities_in(sentence):
        start, end = entity.tokens
        if entity.kind == "actor" and start < tokens[1] and tokens[0] < end:
            first, last = min(first, start), max(last, end)
    return first, last


def _said(notes: Notes, speech: Speech) -> AttributionNote:
    assert speech.cue is not None
    sentence = notes.sentences[speech.sentence]
    source, text, name = _source(notes, sentence, speech.source)
    cue = sentence.place_of(*speech.cue)
    lemma = sentence.parsed.doc[speech.cue[0]].lemma_.lower()
    return AttributionNote(
        sentence=speech.sentence,
        source=source,
        source_text=text,
        name=name,
        cue=cue,
        content=speech.spans,
        stance=Stance(inverted("cues", "verbs").get(lemma, "asserts")),
    )


def _run_on(note: AttributionNote, quoted: Sequence[Quotation]) -> AttributionNote:
    """Let a content that ends inside a quotation run to the end of it."""
    made = []
    for part in note.content:
        quotation = open_at(quoted, part.end)
        inside = quotation is not None and not quotation.span.covers(note.cue)
        made.append(Span(part.start, quotation.span.end) if quotation and inside else part)
    return replace(note, content=tuple(made))


def _speaker_outside(
    note: AttributionNote, found: list[AttributionNote], quoted: Sequence[Quotation]
) -> AttributionNote:
    """Give "…,” he said, referring to the vote" to the speaker, not to whom the quotation names."""
    place = note.source.start if note.source is not None else note.cue.start
    if _quoted(note, quoted) or not open_at(quoted, place):
        return note
    for other in reversed(found[-NEAR:]):
        if any(part.covers(Span(place, place)) for part in other.content):
            return replace(
                note, source=other.source, source_text=other.source_text, name=other.name
            )
    return note


#: The speaker of a quotation is looked for among so many notes.
NEAR = 40


def _own_voice(note: AttributionNote, quoted: Sequence[Quotation]) -> bool:
    """Say whether a speaker or the author only speaks of their own thinking ("I think").

    What an author quotes of their own words stays ("…,” I said").
    """
    own = inverted("cues", "pronouns").get(note.source_text.lower()) == "own"
    verbatim = open_at(quoted, note.content[0].start + 1) is not None
    inside = _quoted(note, quoted)
    told = note.stance is Stance.ASSERTS
    return own and told and (inside or not verbatim)


def _carried_on(
    notes: Notes,
    found: list[AttributionNote],
    spoken: list[Speech],
    quoted: Sequence[Quotation],
) -> list[AttributionNote]:
    """Give quotations without a cue to whoever spoke last, in their paragraph or the one before."""
    made = list(found)
    places = [note.cue.start for note in found]
    last: tuple[int, int] | None = None  # the note last carried on, and in which paragraph
    for speech in spoken:
        if speech.cue is not None:
            continue
        start = speech.spans[0].start
        paragraph = notes.sentences[speech.sentence].paragraph
        before = bisect_left(places, start)
        near_by = range(before - 1, max(before - NEAR, 0) - 1, -1)
        index = next((i for i in near_by if _speaker(made[i], quoted)), None)
        if index is None:
            continue
        near = notes.sentences[made[index].sentence].paragraph
        if last is not None and last[0] == index:
            near = last[1]
        if paragraph - near <= 1:
            made[index] = replace(made[index], content=(*made[index].content, *speech.spans))
            last = (index, paragraph)
    return made


def _speaker(note: AttributionNote, quoted: Sequence[Quotation]) -> bool:
    """Say whether a note has somebody who goes on speaking: not one inside a quotation."""
    return note.strength == "claim" and note.source is not None and not _quoted(note, quoted)


def _quoted(note: AttributionNote, quoted: Sequence[Quotation]) -> bool:
    """Say whether the cue stands inside a quotation."""
    return open_at(quoted, note.cue.start) is not None


def _resolved(notes: Notes, found: list[AttributionNote]) -> list[AttributionNote]:
    speakers = Speakers(notes)
    return [speakers.resolve(note) for note in found]


def _spread(notes: Notes, found: list[AttributionNote]) -> Iterator[AttributionNote]:
    """Note an attribution in every sentence in which it has content."""
    ends = [sentence.span.end for sentence in notes.sentences]
    for note in found:
        parts: dict[int, list[Span]] = {}
        for part in note.content:
            at = bisect_right(ends, part.start)
            while at < len(ends) and notes.sentences[at].span.start < part.end:
                own = notes.sentences[at].span
                within = Span(max(part.start, own.start), min(part.end, own.end))
                parts.setdefault(at, []).append(within)
                at += 1
        for index, content in parts.items():
            yield replace(note, sentence=index, content=tuple(content))


def _nested(found: list[AttributionNote], passed: Mapping[Span, Span]) -> Iterator[AttributionNote]:
    """Say of each attribution in which other one it is nested: the nearest around its cue,
    or the one that passes it on: `passed` has the cues of both.

    An attitude inside what somebody says is part of that, and left out, as is what speakers say
    that they themselves believe ("she said she thought that …").
    """
    start = 0
    for _, group in groupby(found, key=lambda note: note.sentence):
        every = list(group)
        here = [note for note in every if not _part_of_other(note, every, passed)]
        for note in here:
            around = [
                (sum(part.end - part.start for part in here[at].content), at + start)
                for at in _around(note, here, passed)
            ]
            yield replace(note, outer=min(around)[1] if around else None)
        start += len(here)


def _part_of_other(
    note: AttributionNote, others: list[AttributionNote], passed: Mapping[Span, Span]
) -> bool:
    """Say whether a note only repeats whose the words around it are."""
    around = [others[at] for at in _around(note, others, passed)]
    if note.strength == "mention":
        return bool(around)
    pronoun = note.source_text.lower() in inverted("cues", "pronouns")
    return note.strength == "thought" and any(
        pronoun or other.name == note.name for other in around
    )


def _around(
    note: AttributionNote, others: list[AttributionNote], passed: Mapping[Span, Span]
) -> list[int]:
    """Which of the others in its sentence have a note's cue in their content."""
    return [
        index
        for index, other in enumerate(others)
        if other.cue != note.cue
        and not other.bare
        and (
            other.cue == passed.get(note.cue)
            or any(part.covers(note.cue) for part in other.content)
        )
    ]
