"""Parts: which words of a sentence belong to which of its figures and clauses.

A sentence often makes several claims: one a figure and one for each clause without a figure. Each
gets a part of the words. Parts follow each other, cut where the next constituent begins; what
stands in the midst of another part (a relative clause, an apposition) interrupts that part and
does not end it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from averment.extract.lexicon import word_set
from averment.extract.notes import Quantity, Sentence
from averment.extract.tree import case_of, clause_head, hedged, phrase, subjects, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Relations below which words only interrupt the clause that they stand in.
ASIDES = frozenset({"acl", "acl:relcl", "appos", "parataxis", "advcl:relcl"})


@dataclass(frozen=True, slots=True)
class Part:
    """The words `tokens` around the figure or the head `at` of a clause; `clause` is that head.

    `host` is the place, in the list of parts, of the part that it leans on, and `link` how: as a
    `phrase` without a verb of its own, `joined` to a figure of the same clause, as a `detail`
    behind a colon, as a `verb` without a subject of its own, or as a `clause`. `asides` are the
    tokens of the parts that interrupt it.
    """

    at: Token
    quantity: Quantity | None
    clause: Token
    tokens: tuple[int, int] = (0, 0)
    host: int | None = None
    link: str = "clause"
    asides: tuple[tuple[int, int], ...] = ()

    @property
    def first(self) -> int:
        """The first token of what makes the part: the figure with its bound, or the head."""
        return self.quantity.tokens[0] if self.quantity is not None else self.at.i

    @property
    def last(self) -> int:
        """The token behind it."""
        return self.quantity.tokens[1] if self.quantity is not None else self.at.i + 1


def core(quantity: Quantity) -> int:
    """The token that stands for a figure by itself."""
    return quantity.tokens[1] - 1 if quantity.from_ is None else quantity.tokens[0] + 1


def root(quantity: Quantity, doc: Doc) -> Token:
    """The token by which a figure hangs in the tree ("*one* in three")."""
    last = doc[core(quantity)]
    inside = range(*quantity.tokens)
    token = last
    while token.head.i in inside and token.head != token:
        token = token.head
    return token if token.pos_ in ("NUM", "NOUN", "SYM", "ADJ", "PROPN") else last


def parts(
    sentence: Sentence,
    figures: Sequence[Quantity],
    heads: Sequence[Token],
    superlatives: Sequence[Token],
) -> list[Part]:
    """Return the parts of a sentence, in the order of the text.

    `heads` are the heads of clauses that may make a claim; one whose clause has a figure makes
    none of its own, unless it has one of the `superlatives`. Those that hang behind a clause with a
    figure make a part of their own.
    """
    doc: Doc = sentence.parsed.doc
    known = {head.i for head in heads}
    found = [
        Part(at, figure, _clause(at, known)) for figure in figures for at in [root(figure, doc)]
    ]
    taken = {part.clause.i for part in found} | {part.at.i for part in found}
    ranked = {clause_head(token).i: token for token in superlatives}
    for head in heads:
        if head.i not in taken:
            found.append(Part(head, None, head))
        elif head.i in ranked:
            token = ranked.pop(head.i)
            apart = any(c.is_punct for c in doc[min(part.last for part in found) : token.i])
            predicate = token.head == head or any(c.dep_ == "cop" for c in head.children)
            at = head if predicate else token
            found += [Part(at, None, at)] if predicate or apart else []
    found.sort(key=lambda part: part.first)
    return _cut(sentence, found)


def _clause(at: Token, known: set[int]) -> Token:
    """The head of the clause around a figure: one that may make a claim, where it is nearer."""
    last, token = clause_head(at), at
    while token not in (last, token.head) and token.i not in known:
        token = token.head
    return token if token.i in known else hedged(last)


def _cut(sentence: Sentence, found: list[Part]) -> list[Part]:
    starts: list[int] = []
    hosts: list[int | None] = []
    asides = [_aside(part, found) for part in found]
    for index, part in enumerate(found):
        aside, host = asides[index]
        if aside is not None:
            starts.append(_snapped(part, subtree(aside)[0]))
            hosts.append(host)
            continue
        before = [i for i in range(index) if asides[i][0] is None]
        if not before:
            starts.append(sentence.parsed.start)
            hosts.append(None)
            continue
        starts.append(_start(found[before[-1]], part, starts[before[-1]]))
        hosts.append(before[-1])
    within = [
        _within(p, found[h] if h is not None else None) for p, h in zip(found, hosts, strict=True)
    ]
    made: list[Part] = []
    for index, part in enumerate(found):
        aside, _ = asides[index]
        after = [i for i in range(index + 1, len(found)) if not (asides[i][0] or within[i])]
        end = next((starts[i] for i in after if starts[i] > part.first), sentence.parsed.end)
        if aside is not None:
            end = max(subtree(aside)[1], part.last)
        elif within[index]:
            end = phrase(part.at.head if part.at.dep_ == "nummod" else part.at)[1]
        link = _link(found, part, hosts[index], (starts[index], max(end, part.last)))
        host = hosts[index]
        while link != "phrase" and host is not None and host < index and made[host].quantity:
            if made[host].link != "phrase" or made[host].host is None:
                break
            host = made[host].host  # "…, 12 more than before, and kidnapped 60": the first leads
        made.append(
            replace(part, tokens=(starts[index], max(end, part.last)), host=host, link=link)
        )
    inner = [p for p, (aside, _), w in zip(made, asides, within, strict=True) if aside or w]
    return [replace(part, asides=_inside(part, inner)) for part in made]


def _inside(part: Part, inner: Sequence[Part]) -> tuple[tuple[int, int], ...]:
    first, last = part.tokens
    return tuple(
        other.tokens
        for other in inner
        if other.at != part.at and first <= other.tokens[0] and other.tokens[1] <= last
    )


def _aside(part: Part, found: Sequence[Part]) -> tuple[Token | None, int | None]:
    """What part interrupts the words of which other: the head of the interruption, and the other.

    A figure inside the subject of a clause that makes a claim of its own interrupts it too.
    """
    for index, other in enumerate(found):
        head = other.clause
        if other is part or head.i <= part.first or head == part.at:
            continue
        token, aside = part.at, None
        while token.head != token and token != head:
            if token.dep_ in ASIDES:
                aside = token
            token = token.head
        if token != head or (other.quantity is not None and aside is None):
            continue
        if aside is None and part.quantity is not None and other.quantity is None:
            aside = _noun_of(part.at)
        if aside is not None:
            return aside, index
    return None, None


def _noun_of(figure: Token) -> Token:
    """The noun phrase of a figure: what it counts, or what it is the number of ("a toll of 97")."""
    noun = figure.head if figure.dep_ == "nummod" else figure
    if noun.dep_ == "nmod" and noun.head.lemma_.lower() in word_set("changes", "carriers"):
        return noun.head
    return noun


def _start(before: Part, part: Part, start: int) -> int:
    """Where a part begins, behind another one that begins at `start`."""
    doc = part.at.doc
    top = part.at
    while top.head != top and not _covers(top.head, before.at.i):
        top = top.head
    left = subtree(top)[0]
    aside = _relative(part.at, top)
    if aside is not None and subtree(aside)[0] >= before.last:
        return subtree(aside)[0]
    own = part.first
    if part.quantity is None:
        own = min([own, *(subtree(t)[0] for t in subjects(part.at) if t.i >= before.last)])
    between = [i for i in range(before.last, own) if _separates(doc[i])]
    strong = [i for i in range(before.last, own) if doc[i].text in (";", ":")]
    if strong:
        return strong[-1]
    if left >= before.last and _opens(doc, left):
        return left
    if between:
        return between[-1]
    if _within(part, before):
        return phrase(part.at.head if part.at.dep_ == "nummod" else part.at)[0]
    if part.quantity is None and left >= before.last:
        return left
    return start


def _relative(at: Token, top: Token) -> Token | None:
    """The head of the relative clause that a figure stands in, below `top` or there."""
    token, found = at, None
    while True:
        if token.dep_ == "acl:relcl":
            found = token
        if token in (top, token.head):
            return found
        token = token.head


def _within(part: Part, before: Part | None) -> bool:
    """Say whether a figure stands in the phrase of another ("86 of the 112 attacks")."""
    if before is None or part.quantity is None or before.quantity is None:
        return False
    noun = before.at.head if before.at.dep_ == "nummod" else before.at
    own = part.at.head if part.at.dep_ == "nummod" else part.at
    inside = own.dep_ == "nmod" and own.head == noun
    return inside and case_of(own) not in word_set("contents", "partitive")


def _covers(token: Token, place: int) -> bool:
    first, last = subtree(token)
    return first <= place < last


def _opens(doc: Doc, left: int) -> bool:
    """Say whether a constituent can begin here: at or behind a mark, or with a word that links."""
    token = doc[left]
    if _separates(token) or token.dep_ in ("mark", "cc") or token.tag_ in ("WDT", "WP", "WRB"):
        return True
    return left > 0 and _separates(doc[left - 1])


def _separates(token: Token) -> bool:
    if token.is_punct:
        return token.text in {",", ";", ":", "–", "—", "--"}
    return token.tag_ == "CC" or token.lower_ in word_set("contents", "contrasting")


def _snapped(part: Part, left: int) -> int:
    """Begin an interruption at the mark before it, where the parse leaves out its first words."""
    doc = part.at.doc
    for i in range(part.first - 1, max(part.first - 4, doc[left].sent.start) - 1, -1):
        if _separates(doc[i]):
            return min(left, i)
    return left


def _link(found: Sequence[Part], part: Part, host: int | None, tokens: tuple[int, int]) -> str:
    words = part.at.doc[tokens[0] : tokens[1]]
    if part.quantity is not None:
        lead = [t.lower_ for t in words if not t.is_punct and t.i < part.last + 3]
        if set(lead) & word_set("contents", "partitive"):
            return "phrase"
    if host is None:
        return "clause"
    if not any(token.pos_ in ("VERB", "AUX") for token in words):
        return "phrase"
    if part.quantity is not None and part.clause == found[host].clause:
        return "joined"
    if part.at.doc[tokens[0]].text == ":":
        return "detail"
    own = [
        t
        for t in part.clause.children
        if t.dep_.startswith(("nsubj", "csubj")) and t.tag_ not in ("WDT", "WP")
    ]
    return "clause" if own else "verb"
