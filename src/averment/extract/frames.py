"""Frames: the constructions in which a text gives words to somebody.

Each frame is a function from a word of a sentence to the attribution it is the cue of; `FRAMES` is
the list, the first that knows a word decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from averment.claim import Stance
from averment.extract.extents import (
    NAME,
    TOLD,
    before_aside,
    before_next,
    between_commas,
    bounds,
    clause_of,
    content_of,
    end_of,
    introduced,
    judges,
    last_of,
    set_off,
    stance_of,
    start_of,
)
from averment.extract.lexicon import inverted, lexicon, word_set
from averment.extract.notes import Sentence, Strength
from averment.extract.quotations import MARKS
from averment.extract.sources import name_of, relative, source_of, teller_of, unnamed
from averment.extract.tree import (
    agents,
    case_of,
    children,
    clause_head,
    finite,
    is_passive,
    negated,
    phrase,
    subtree,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Heard:
    """An attribution in tokens: cue, source and content, before pronouns are resolved.

    `bare` says that the content is only pointed at ("denied the charge"), `figure` that it is a
    figure without a clause ("recorded 645 attacks"), `strength` is that of `AttributionNote`. `via`
    is the cue of whoever passes it on ("citing doctors, the agency said …").
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    stance: Stance
    author: bool = False
    bare: bool = False
    figure: bool = False
    strength: Strength = "claim"
    via: tuple[int, int] | None = None


def accusing(sentence: Sentence, token: Token) -> Heard | None:
    """ "It accuses P of doing", "P is accused of doing"."""
    words = lexicon("cues")["accusing"]
    if token.lemma_.lower() not in words["verbs"] or not token.tag_.startswith("VB"):
        return None
    last = before_next(token)
    last = before_aside(sentence, token, last)
    link = next(
        (t for t in sentence.parsed if token.i < t.i < last and t.lower_ in words["links"]), None
    )
    if link is None:
        return _blaming(sentence, token)
    if is_passive(token):
        subject = next(children(token, "nsubj"), None)
        first = phrase(subject)[0] if subject is not None else link.i
        agent = next(iter(agents(token)), None)
        source = phrase(agent) if agent is not None else None
        return Heard(
            (token.i, token.i + 1), source, ((first, end_of(sentence, last)),), Stance.ALLEGES
        )
    accused = next(children(token, "obj"), None)
    first = phrase(accused)[0] if accused is not None and accused.i < link.i else token.i + 1
    return Heard(
        (token.i, token.i + 1), source_of(token), ((first, end_of(sentence, last)),), Stance.ALLEGES
    )


def _blaming(sentence: Sentence, token: Token) -> Heard | None:
    """ "The rebels blamed a militia"."""
    thing = next((c for c in children(token, "obj") if c.i > token.i), None)
    source = source_of(token)
    if token.lemma_.lower() != "blame" or thing is None or source is None:
        return None
    return Heard((token.i, token.i + 1), source, (subtree(thing),), Stance.ALLEGES)


def passive(sentence: Sentence, token: Token) -> Heard | None:
    """ "Plans are alleged to have been thwarted", "It is alleged that …": nobody is named."""
    if token.tag_ != "VBN" or not is_passive(token):
        return None
    agent = next(iter(agents(token)), None)
    if agent is None and token.lemma_.lower() in lexicon("cues")["passive"]["alleges"]:
        content = next(children(token, "xcomp", "ccomp", "advcl", "csubj"), None)
        if content is None or content.i < token.i:
            return None
        if any(c.lower_ == "that" for c in children(content, "mark")):
            return Heard(
                (token.i, token.i + 1), None, (clause_of(sentence, content),), Stance.ALLEGES
            )
        subject = next(children(token, "nsubj"), None)
        first = subtree(subject)[0] if subject is not None else token.i
        end = end_of(sentence, subtree(token)[1])
        return Heard((token.i, token.i + 1), None, ((first, end),), Stance.ALLEGES)
    stance = stance_of(token)
    if stance in (Stance.DENIES, Stance.DOUBTS) and agent is not None:
        subject = next(children(token, "nsubj"), None)
        if subject is None:
            return None
        author = agent.lemma_.lower() in word_set("cues", "impersonal")
        source = None if author else phrase(agent)
        return Heard(
            (token.i, token.i + 1), source, (subtree(subject),), stance, author=author, bare=True
        )
    return None


def saying(sentence: Sentence, token: Token) -> Heard | None:
    """ "X said that …", "…, X told reporters", "X denied doing …"."""
    stance = stance_of(token)
    if stance is None or token.dep_ in ("amod", "aux", "aux:pass", "case", "compound"):
        return None
    named = between_commas(sentence, token) if stance in TOLD else None
    around_it = set_off(sentence, token, named) if named is not None else ()
    if around_it:
        return Heard((token.i, token.i + 1), named, around_it, stance)
    if stance is Stance.DENIES and _nor(token):
        return None
    if token.tag_ == "VBN" and token.dep_ in ("acl", "amod"):
        return _lost_subject(sentence, token, stance)
    if any(mark.lower_ == "to" for mark in children(token, "mark")):
        return None  # "asks us to believe that …" is nobody's word
    source = teller_of(token)
    missing = next(children(token, "obj"), token)
    if unnamed(token, source):
        content = content_of(sentence, token, stance)
        told = stance if is_passive(token) else Stance.ALLEGES
        return Heard((token.i, token.i + 1), None, content, told) if content else None
    if source is None or (missing.lemma_.lower() in word_set("cues", "lacking") and _lack(missing)):
        return None
    content = content_of(sentence, token, stance)
    if content:
        if negated(token) and stance in (Stance.ASSERTS, Stance.ALLEGES):
            stance = Stance.DOUBTS  # "does not say that …"
        cue = (token.i, token.i + 1)
        thinks = token.lemma_.lower() in word_set("cues", "thinking")
        return Heard(cue, source, content, stance, strength="thought" if thinks else "claim")
    return _bare(token, stance, source)


def _nor(token: Token) -> bool:
    """Say whether a verb is part of "neither confirmed nor denied"."""
    return any(c.lower_ in word_set("contents", "negations") for c in children(token, "cc"))


def asking(sentence: Sentence, token: Token) -> Heard | None:
    """ "X demanded an inquiry", "X called for a truce"."""
    words, lemma = lexicon("cues")["asking"], token.lemma_.lower()
    if not token.tag_.startswith("VB") or lemma not in (*words["object"], *words["for"]):
        return None
    source = source_of(token)
    for thing in children(token, "obj", "obl"):
        upon = source and case_of(thing) in words["upon"].get(lemma, ())
        called = _called_upon(sentence, token, thing) if upon and thing.i > token.i else None
        if called is not None:
            return Heard((token.i, called[0]), source, (called,), Stance.URGES)
        plain = thing.dep_ == "obj" and lemma in words["object"]
        asked = case_of(thing) == "for" and lemma in words["for"]
        if source is not None and thing.i > token.i and (plain or asked):
            first, last = subtree(thing)
            content = (first + asked, end_of(sentence, max(last, before_next(token))))
            beside = asked and token.doc[token.i + 1].lower_ == "for"
            return Heard((token.i, token.i + 1 + beside), source, (content,), Stance.URGES)
    return None


def _called_upon(sentence: Sentence, token: Token, thing: Token) -> tuple[int, int] | None:
    """ "X called on both sides to stop": who is to do it, and what."""
    first = next(children(thing, "case")).i + 1
    if first != token.i + 2:
        return None  # "called the guard on Friday to …"
    for done in (*children(token, "xcomp", "advcl"), *children(thing, "acl", "advcl")):
        if done.i > thing.i and any(c.lower_ == "to" for c in children(done, "mark")):
            return (first, end_of(sentence, subtree(done)[1]))
    return None


def _lost_subject(sentence: Sentence, token: Token, stance: Stance) -> Heard | None:
    """ "The institute documented four attacks", read as if the institute were documented."""
    head = token.head
    if head.head != head or not head.tag_.startswith("NN"):
        return None
    source = name_of(head)
    content = _counted(sentence, token)
    return (
        Heard((token.i, token.i + 1), source, (content,), stance, figure=True) if content else None
    )


def counting(sentence: Sentence, token: Token) -> Heard | None:
    """ "The institute reported 262 attacks", "puts the dead at 300": a figure given is theirs."""
    words, lemma = lexicon("cues")["counting"], token.lemma_.lower()
    if lemma not in words["verbs"] and lemma not in words["prepositions"]:
        return None
    source = teller_of(token)
    if not token.tag_.startswith("VB") or source is None or any(children(token, "ccomp")):
        return None
    content = _counted(sentence, token) if lemma in words["verbs"] else None
    content = content or _put_at(sentence, token, words["prepositions"].get(lemma, ()))
    stance = stance_of(token) or Stance.ASSERTS
    if content is None:
        return None
    agent = next(iter(agents(token)), None)
    if agent is not None:  # "The toll was put at 300 by the ministry"
        subject = next(children(token, "nsubj"), token)
        content = (subtree(subject)[0], end_of(sentence, min(content[1], subtree(agent)[0])))
    return Heard((token.i, token.i + 1), source, (content,), stance, figure=True)


def gapped(sentence: Sentence, token: Token) -> Heard | None:
    """ "The army reported 12 dead, the rebels more than 30": the verb is left out."""
    gap = _gap(sentence, token.i) if token.text in (",", ";") else None
    if gap is None:
        return None
    before = token.doc[max(sentence.parsed.start, token.i - REACH) : token.i]
    verb = next((t for t in reversed(before) if t.pos_ == "VERB" and _tells(t)), None)
    if verb is None or not any(t.like_num for t in token.doc[verb.i : token.i]):
        return None
    stance = stance_of(verb) or Stance.ASSERTS
    return Heard((token.i, token.i + 1), gap[0], (gap[1],), stance, figure=True)


def _tells(verb: Token) -> bool:
    """Say whether a verb gives figures to somebody."""
    counts = verb.lemma_.lower() in lexicon("cues")["counting"]["verbs"]
    return (counts or stance_of(verb) in TOLD) and source_of(verb) is not None


#: So many words lie between a verb and where it is left out.
REACH = 20


def _gap(sentence: Sentence, comma: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The source and the figure after a comma, where no verb stands between them, or none."""
    doc, stop = sentence.parsed.doc, sentence.parsed.end
    first = comma + 1 + (comma + 1 < stop and doc[comma + 1].pos_ in ("CCONJ", "SCONJ"))
    last = first
    while last < min(stop, first + NAME) and doc[last].tag_ in _NAMING:
        last += 1
    figure = last + (last < stop and doc[last].text == "," and doc[comma].text == ";")
    start = figure
    while figure < stop and doc[figure].lower_ in word_set("cues", "gap"):
        figure += 1
    named = last > first and doc[last - 1].pos_ in ("NOUN", "PROPN")
    if not named or figure >= stop or not doc[figure].like_num:
        return None
    end = figure
    while end < stop and not doc[end].is_punct:
        end += 1
    if finite(doc[first:end]) or any(t.tag_ in ("VBN", "VB") for t in doc[figure:end]):
        return None
    return (first, last), (start, end)


_NAMING = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "POS", "PRP$"})


def _counted(sentence: Sentence, token: Token) -> tuple[int, int] | None:
    for thing in children(token, "obj", "xcomp"):  # "reported 12 dead"
        numbered = thing.like_num or any(t.like_num for t in thing.subtree if t.i < thing.i)
        told = thing.dep_ == "obj" or not thing.tag_.startswith("VB")
        if numbered and told and not owns_up(token, thing):
            return (subtree(thing)[0], last_of(sentence, token))
    return None


def owns_up(token: Token, thing: Token) -> bool:
    """Say whether somebody claims a deed and no fact ("claimed 78 of them", "claimed the raid")."""
    idioms = lexicon("cues")["counting"]["idioms"].get(token.lemma_.lower(), ())
    return bool(idioms) and (thing.tag_ == "CD" or thing.lemma_.lower() in idioms)


def _put_at(
    sentence: Sentence, token: Token, prepositions: Iterable[str]
) -> tuple[int, int] | None:
    """The figure after "at" or "of", and what it is the figure of."""
    doc, stop = token.doc, bounds(sentence, token.i)[1]
    for i in range(token.i + 1, stop - 1):
        if doc[i].lower_ in prepositions and any(t.like_num for t in doc[i + 1 : i + NEAR]):
            thing = next(children(token, "obj"), None)
            first = subtree(thing)[0] if thing is not None else i + 1
            return (first, last_of(sentence, token))
    return None


#: A figure stands so near to the preposition before it ("at between 300 and 400"), in words.
NEAR = 4


def _bare(token: Token, stance: Stance, source: tuple[int, int]) -> Heard | None:
    """ "X denied the charge (as baseless)", "a charge that X denies": it is only pointed at."""
    if stance not in (Stance.DENIES, Stance.DOUBTS):
        return None
    cue = (token.i, token.i + 1)
    thing = next(children(token, "obj"), None)
    if thing is None:
        thing = next((c for c in children(token, "obl") if case_of(c) == "at"), None)
    if thing is None or relative(thing):
        return _denied_before(token, thing, stance, source)
    pointing = thing.lemma_.lower() in word_set("cues", "pointing")
    first, last = subtree(thing)
    if thing.dep_ == "obl":  # "scoff at that"
        first += 1
        cue = (token.i, first if first == token.i + 2 else token.i + 1)
    grounds = [c for c in children(token, "obl", "xcomp", "advcl") if case_of(c) == "as"]
    last = max([last, *(subtree(c)[1] for c in grounds if c.i > thing.i)])
    last = next((i for i in range(first, last) if _aside(token.doc, i)), last)
    return Heard(cue, source, ((first, last),), stance, bare=pointing)


def _aside(doc: Doc, comma: int) -> bool:
    """Say whether a comma begins what is said besides ("…, calling it a lie")."""
    return doc[comma].text == "," and comma + 1 < len(doc) and doc[comma + 1].tag_ == "VBG"


def _denied_before(
    token: Token, pronoun: Token | None, stance: Stance, source: tuple[int, int]
) -> Heard | None:
    """ "…, an allegation that the ministry denies", "…, which the police deny"."""
    cue = (token.i, token.i + 1)
    noun = _noun_before(token, source)
    if noun is not None:
        return Heard(cue, source, ((phrase(noun)[0], noun.i + 1),), stance, bare=True)
    if pronoun is not None and pronoun.lower_ == "which" and token.dep_.endswith("relcl"):
        return Heard(cue, source, ((pronoun.i, pronoun.i + 1),), stance, bare=True)
    return None


def _noun_before(token: Token, source: tuple[int, int]) -> Token | None:
    """The noun for a statement before "(that) the ministry denies", or none."""
    place = source[0] - 1
    if place > token.sent.start and token.doc[place].lower_ in ("that", "which"):
        place -= 1
    if place < token.sent.start:
        return None
    noun: Token = token.doc[place]
    return noun if noun.lemma_.lower() in word_set("cues", "pointing") else None


def according(sentence: Sentence, token: Token) -> Heard | None:
    """ "According to X, …"."""
    cues = inverted("cues", "according")
    sign, token = token, token.head
    case = case_of(token) if sign.dep_ in ("case", "mark") else ""
    stance = cues.get(case)
    if stance is None or (case in lexicon("cues")["names_only"]["words"] and not token.ent_type_):
        return None
    if token.lemma_.lower() in word_set("cues", "norms"):
        return None
    start, end = name_of(token)
    whole = subtree(token)[1]
    cue = sign.i
    behind = max(end, _before_comma(sentence, token, whole))
    first, last = _reported(sentence, token, cue, behind)
    after = start_of(sentence, behind) if behind < last else behind
    content = tuple(part for part in ((first, cue), (after, last)) if part[1] - part[0] > 1)
    return Heard((cue, start), (start, end), content, Stance(stance)) if content else None


def by_account(sentence: Sentence, token: Token) -> Heard | None:
    """ "By the count of a doctors' group, …", "by its own account …"."""
    words = lexicon("cues")["accounts"]
    if token.lemma_.lower() not in words["nouns"] or case_of(token) not in words["cases"]:
        return None
    owner = next((c for c in children(token, "nmod") if case_of(c) in ("of", "")), None)
    owner = owner or next(children(token, "nmod:poss"), None)
    if owner is None or owner.i == token.i:
        return None
    start, whole = subtree(token)
    first, last = bounds(sentence, token.i)
    first = max([first, *(t.i + 1 for t in token.doc[first : token.i] if t.text == ":")])
    before = (start_of(sentence, first), end_of(sentence, start))
    after = (start_of(sentence, whole), end_of(sentence, last)) if whole < last else (last, last)
    parts = tuple(part for part in (before, after) if part[1] - part[0] > 1)
    if not parts or (start > first and not parts[0][0] < start):
        return None
    end = token.i + 1 + (token.i + 1 < last and token.doc[token.i + 1].lower_ == "of")
    return Heard((start, end), name_of(owner), parts, Stance(words["stance"]))


def relayed(sentence: Sentence, token: Token) -> Heard | None:
    """ "…, said the spokesman, quoted by the agency", "citing the spokesman, the agency said …"."""
    agent = next(iter(agents(token)), None)
    if token.lemma_.lower() not in word_set("cues", "relaying"):
        return None
    if token.tag_ != "VBN" or agent is None:
        return _citing(sentence, token)
    content = (start_of(sentence, sentence.parsed.start), end_of(sentence, token.i))
    by = token.doc[token.i + 1].lower_ == "by"
    return Heard((token.i, token.i + 1 + by), name_of(agent), (content,), Stance.ASSERTS)


def _citing(sentence: Sentence, token: Token) -> Heard | None:
    """ "Citing two doctors, the agency reported …", "quoted a doctor as saying …"."""
    thing = next((c for c in children(token, "obj") if c.i > token.i), None)
    cue, source = (token.i, token.i + 1), source_of(token)
    speaks = thing is not None and (thing.ent_type_ or _speaking(thing.lemma_.lower()))
    if thing is None or source is None or is_passive(token) or not speaks:
        return None  # but not "citing the weather"
    for told in children(token, "advcl", "xcomp"):
        if case_of(told) == "as" and stance_of(told) and thing.i < told.i:
            content = (subtree(thing)[0], end_of(sentence, subtree(told)[1]))
            return Heard(cue, source, (content,), Stance.ASSERTS)
    verb = token.head if token.dep_ != "acl" else token.head.head
    heard = saying(sentence, verb) if token.tag_ == "VBG" and verb.i != token.i else None
    if heard is None or heard.stance not in TOLD or not heard.content:
        return None
    return Heard(cue, name_of(thing), heard.content, Stance.ASSERTS, via=heard.cue)


def _speaking(lemma: str) -> bool:
    return lemma in inverted("cues", "speakers") or lemma in word_set("cues", "pointing")


def calling(sentence: Sentence, token: Token) -> Heard | None:
    """ "X calls the report “malicious fiction”", "dismissed it as “fake news”"."""
    words = lexicon("cues")["calling"]
    if token.lemma_.lower() not in words["verbs"] or is_passive(token):
        return None
    source = source_of(token)
    if source is None:
        return None
    cue, doc = (token.i, token.i + 1), token.doc
    thing = next((c for c in children(token, "obj") if c.i > token.i), None)
    if thing is None:
        beside = doc[token.i + 1] if token.i + 1 < sentence.parsed.end else token
        thing = beside if beside.pos_ in ("PRON", "DET") else _noun_before(token, source)
    if thing is None or thing.lemma_.lower() not in word_set("cues", "pointing"):
        return None
    _, stop = bounds(sentence, token.i)
    stop = next((i for i in range(token.i + 1, stop) if _aside(doc, i)), stop)
    marks = [i for i in range(token.i + 1, stop) if doc[i].text in MARKS]
    if len(marks) > 1 and marks[0] <= token.i + 2 * NAME:
        return Heard(cue, source, ((marks[0] + 1, end_of(sentence, marks[1])),), Stance.QUOTES)
    after = doc[max(thing.i, token.i) + 1 : stop]
    if any(t.lemma_.lower() in words["dismissive"] for t in after):
        first = thing.left_edge.i
        return Heard(cue, source, ((first, end_of(sentence, stop)),), Stance.DENIES, bare=True)
    return None


def titled(sentence: Sentence, token: Token) -> Heard | None:
    """ "Minister: The bridge will reopen", as headlines and transcripts name who speaks."""
    first, after = sentence.parsed.start, token.i + 1
    if token.text != ":" or not first < token.i <= first + NAME or after >= sentence.parsed.end:
        return None
    before = sentence.parsed.doc[first : token.i]
    if any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in before):
        return None
    speaks = before[-1].lemma_.lower() in inverted("cues", "speakers")
    if not speaks and not any(t.ent_type_ in ("PER", "ORG") for t in before):
        return None
    content = (start_of(sentence, after), end_of(sentence, sentence.parsed.end))
    if content[0] >= content[1]:
        return None
    return Heard((token.i, after), (first, token.i), (content,), Stance.ASSERTS)


def _before_comma(sentence: Sentence, token: Token, whole: int) -> int:
    """The end of all that describes a source ("a report released by the institute")."""
    doc: Doc = sentence.parsed.doc
    comma = next((i for i in range(token.i + 1, whole) if doc[i].lower_ == ","), whole)
    name, stop = comma + 1, sentence.parsed.end
    while comma < whole and name < stop and doc[name].ent_type_ == "PER":
        name += 1
    if comma + 1 < name < stop and doc[name].text == ",":
        return name  # "according to the mayor, Ana Ruiz, …"
    described = (c for c in children(token, "acl") if c.left_edge.i >= comma)
    return max([comma, *(subtree(c)[1] for c in described if relative(doc[comma + 1]))])


def _reported(sentence: Sentence, token: Token, cue: int, end: int) -> tuple[int, int]:
    """What a phrase at the edge of a sentence speaks for is all of it; inside, its clause."""
    first, last = sentence.parsed.start, end_of(sentence, sentence.parsed.end)
    if cue > first + 1 and end < last:
        start, stop = subtree(clause_head(token.head))
        first, last = start, end_of(sentence, stop)
    return start_of(sentence, first), max(last, end)


def noun(sentence: Sentence, token: Token) -> Heard | None:
    """ "Allegations by X that …"."""
    lemma = token.lemma_.lower()
    lacking = lemma in word_set("cues", "lacking")
    stance = "doubts" if lacking else inverted("cues", "nouns").get(lemma)
    if stance is None or not token.tag_.startswith("NN"):
        return None
    clause = next((c for c in children(token, "acl", "ccomp") if introduced(c)), None)
    if lacking:
        return _no_evidence(sentence, token, clause)
    if clause is None or judges(clause):
        return None  # "a claim that the ministry dismissed"
    owner = next(
        (c for c in children(token, "nmod") if case_of(c) in ("by", "of", "from", "")), None
    )
    if owner is None:
        owner = next((c for c in children(token, "compound") if c.pos_ == "PROPN"), None)
    source = phrase(owner) if owner is not None else None
    if owner is None and stance == Stance.ASSERTS:
        if lemma not in inverted("cues", "speakers"):
            return None  # an estimate that is nobody's
        source = (phrase(token)[0], token.i + 1)  # "a report that …"
    return Heard((token.i, token.i + 1), source, (clause_of(sentence, clause),), Stance(stance))


def _no_evidence(sentence: Sentence, token: Token, clause: Token | None) -> Heard | None:
    """ "There is no evidence that …" is the speaker's doubt, no negation; "X found no …" is X's."""
    lack = _lack(token)
    after = token.doc[token.i + 1] if token.i + 1 < sentence.parsed.end else token
    if lack is None:
        return None
    if clause is not None:
        content = clause_of(sentence, clause)
    elif after.lower_ == "that":
        content = (after.i + 1, end_of(sentence, sentence.parsed.end))
    else:
        return None
    seeker = token.head if token.dep_ == "obj" else None
    source = source_of(seeker) if seeker is not None else None
    if seeker is None or source is None:
        cue = (lack.i, token.i + 1)
        return Heard(cue, None, (content,), Stance.DOUBTS, author=True)
    return Heard((seeker.i, token.i + 1), source, (content,), Stance.DOUBTS)


def _lack(token: Token) -> Token | None:
    """The word that says that there is no evidence, or little, or none."""
    few = (*word_set("contents", "negations"), *lexicon("cues")["lacking"]["little"])
    return next((c for c in children(token, "det", "amod") if c.lower_ in few), None)


Frame = Callable[[Sentence, "Token"], Heard | None]
#: Of a word with the lemma of a cue.
FRAMES: tuple[Frame, ...] = (
    accusing,
    passive,
    calling,
    relayed,
    counting,
    saying,
    asking,
    by_account,
    noun,
)
#: Of a word or mark as it stands.
SIGNS: tuple[Frame, ...] = (according, titled, gapped)


@lru_cache
def lemmas() -> frozenset[str]:
    """The lemmas of all cues of the frames."""
    tables = lexicon("cues")
    lists = [
        *tables["verbs"].values(),
        *tables["nouns"].values(),
        tables["passive"]["alleges"],
        tables["accusing"]["verbs"],
        tables["asking"]["object"],
        tables["asking"]["for"],
        tables["counting"]["verbs"],
        tables["counting"]["prepositions"],
        tables["accounts"]["nouns"],
        tables["calling"]["verbs"],
        tables["lacking"]["words"],
        tables["relaying"]["words"],
    ]
    return frozenset(word for words in lists for word in words)


@lru_cache
def signs() -> frozenset[str]:
    """The first words of phrases that name a source, and the marks that stand for a cue."""
    first = (phrase.split()[0] for phrase in inverted("cues", "according"))
    return frozenset({":", ",", ";", *first})
