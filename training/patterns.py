"""Short made sentences whose analysis follows that of the treebanks.

They hold what the treebanks lack and reports on conflict are full of: accusing somebody of doing
something, being alleged to have done it, saying that it was done, figures that rise since an event.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from treebanks import Sentence, Word
from vocabulary import FEATS, PAST, WORDS, inflect, singular

#: How many documents are made.
DOCUMENTS = 500
#: The word lists of each kind of noun phrase; names of places are a kind apart.
PLURALS = {"people": "people", "things": "things", "events": "events"}
SINGULARS = {"group": "groups", "one": "singular"}


@dataclass
class Node:
    """A word of a made sentence with the words that hang on it."""

    form: str
    lemma: str
    upos: str
    xpos: str
    relation: str
    feats: str = "_"
    left: list[Node] = field(default_factory=list)
    right: list[Node] = field(default_factory=list)

    def row(self) -> Iterator[Node]:
        """Yield the words in their order."""
        for node in self.left:
            yield from node.row()
        yield self
        for node in self.right:
            yield from node.row()


def as_sentence(root: Node) -> Sentence:
    """Lay a made tree out as a sentence of a treebank."""
    order = list(root.row())
    for node in order:
        under = {child.relation: child for child in node.left}
        if "nsubj" in under and node.xpos == "VBD":
            node.feats = PAST.format("Plur" if "Plur" in under["nsubj"].feats else "Sing")
        elif "aux:pass" in under:
            node.feats += "|Voice=Pass"
    number = {id(node): i + 1 for i, node in enumerate(order)}
    heads = {id(child): number[id(node)] for node in order for child in node.left + node.right}
    words = [
        Word(n.form, n.lemma, n.upos, n.xpos, n.feats, heads.get(id(n), 0), n.relation)
        for n in order
    ]
    words[0].form = words[0].form[0].upper() + words[0].form[1:]
    for word, after in pairwise(words):
        word.spaced = after.form not in {",", ".", "%"}
    return Sentence(words)


def small(form: str, upos: str, xpos: str, relation: str) -> Node:
    """Make a word that is its own lemma and has no features."""
    return Node(form, form, upos, xpos, relation)


def phrase(rng: random.Random, relation: str, kinds: Sequence[str], case: str = "") -> Node:
    """Make a noun phrase, with a preposition where one is given."""
    kind = rng.choice(kinds)
    if kind == "place":
        name = rng.choice(WORDS["places"])
        node = Node(name, name, "PROPN", "NNP", relation, "Number=Sing")
    else:
        plural = kind in PLURALS
        form = rng.choice(WORDS[PLURALS.get(kind) or SINGULARS[kind]])
        lemma, tag, number = (singular(form), "NNS", "Plur") if plural else (form, "NN", "Sing")
        node = Node(form, lemma, "NOUN", tag, relation, f"Number={number}")
        node.left = determiner(rng, plural) + adjective(rng)
    if case:
        node.left.insert(0, small(case, "ADP", "IN", "case"))
    return node


def determiner(rng: random.Random, plural: bool) -> list[Node]:
    """Make an article; before a plural perhaps a number or nothing instead."""
    draw = rng.random()
    if not plural or draw < 0.3:
        return [small("the", "DET", "DT", "det")]
    if draw >= 0.4:
        return []
    number = rng.choice(["two", "12", "dozens", "40", "three", "hundreds"])
    if number in {"dozens", "hundreds"}:
        return [small("several", "ADJ", "JJ", "amod")]
    return [Node(number, number, "NUM", "CD", "nummod", "NumType=Card")]


def adjective(rng: random.Random) -> list[Node]:
    """Make an adjective now and then."""
    if rng.random() >= 0.3:
        return []
    word = rng.choice(WORDS["adjectives"])
    return [Node(word, word, "ADJ", "JJ", "amod", "Degree=Pos")]


def act(rng: random.Random, tag: str, relation: str, entries: Sequence[str] = ()) -> Node:
    """Make a verb."""
    form, lemma = inflect(rng.choice(entries or WORDS["acts"]), tag)
    return Node(form, lemma, "VERB", tag, relation, FEATS[tag])


AGENTS = ("people", "group", "people", "group", "place")
TARGETS = ("people", "things", "things", "one")


def circumstances(rng: random.Random, verb: Node) -> None:
    """Now and then, tell where and when."""
    if rng.random() < 0.4:
        verb.right.append(phrase(rng, "obl", ("place", "one"), "in"))
    if rng.random() < 0.3:
        day = rng.choice(WORDS["days"])
        on = small("on", "ADP", "IN", "case")
        verb.right.append(Node(day, day, "PROPN", "NNP", "obl", "Number=Sing", [on]))


def clause(rng: random.Random, relation: str) -> Node:
    """Somebody did something to somebody, or had it done to them."""
    if rng.random() < 0.65:
        verb = act(rng, "VBD", relation)
        verb.left.append(phrase(rng, "nsubj", AGENTS))
        verb.right.append(phrase(rng, "obj", TARGETS))
    else:
        verb = act(rng, "VBN", relation)
        verb.left.append(phrase(rng, "nsubj:pass", ("people", "things")))
        verb.left.append(Node("were", "be", "AUX", "VBD", "aux:pass", PAST.format("Plur")))
        verb.right.append(phrase(rng, "obl:agent", AGENTS, "by"))
    circumstances(rng, verb)
    return verb


def accusation(rng: random.Random) -> Node:
    """Somebody accuses or blames somebody of doing something."""
    entry, mark = rng.choice(
        [("accuse", "of"), ("suspect", "of"), ("blame", "for"), ("criticise", "for")]
    )
    root = act(rng, rng.choice(["VBZ", "VBD"]), "root", [entry])
    root.left.append(phrase(rng, "nsubj", ("group", "place")))
    root.right.append(phrase(rng, "obj", AGENTS))
    deed = act(rng, "VBG", "advcl")
    deed.left.append(small(mark, "SCONJ", "IN", "mark"))
    deed.right.append(phrase(rng, "obj", TARGETS))
    root.right.append(deed)
    return root


def allegation(rng: random.Random) -> Node:
    """Somebody is alleged to have done something or to have suffered it."""
    root = act(rng, "VBN", "root", ["allege", "report", "believe", "say=said=said", "rumour"])
    root.left.append(phrase(rng, "nsubj:pass", ("people", "things")))
    if rng.random() < 0.3:
        adverb = Node("however", "however", "ADV", "RB", "advmod")
        comma = small(",", "PUNCT", ",", "punct")
        root.left += [comma, adverb, small(",", "PUNCT", ",", "punct")]
    root.left.append(Node("are", "be", "AUX", "VBP", "aux:pass", FEATS["VBP"]))
    deed = act(rng, "VBN", "xcomp")
    deed.left = [
        small("to", "PART", "TO", "mark"),
        Node("have", "have", "AUX", "VB", "aux", "VerbForm=Inf"),
    ]
    if rng.random() < 0.6:
        deed.left.append(Node("been", "be", "AUX", "VBN", "aux:pass", FEATS["VBN"]))
        deed.right.append(phrase(rng, "obl:agent", AGENTS, "by"))
    else:
        deed.right.append(phrase(rng, "obj", TARGETS))
    circumstances(rng, deed)
    root.right.append(deed)
    return root


def report(rng: random.Random) -> Node:
    """Somebody says that something was done."""
    root = act(rng, rng.choice(["VBZ", "VBD"]), "root", WORDS["sayings"])
    root.left.append(phrase(rng, "nsubj", ("group",)))
    content = clause(rng, "ccomp")
    if rng.random() < 0.6:
        content.left.insert(0, small("that", "SCONJ", "IN", "mark"))
    root.right.append(content)
    return root


def change(rng: random.Random, relation: str, plain: bool) -> Node:
    """Make "a 40% rise in raids"."""
    noun = rng.choice(WORDS["changes"])
    value = str(rng.randint(2, 950))
    number = Node(value, value, "NUM", "CD", "nummod", "NumForm=Digit|NumType=Card")
    sign = rng.random() < 0.6
    if sign:
        percent = Node("%", "%", "SYM", "NN", "compound", "Number=Sing", [number])
    else:
        percent = Node("percent", "percent", "NOUN", "NN", "compound", "Number=Sing", [number])
    node = Node(noun, noun, "NOUN", "NN", relation, "Number=Sing")
    article = "an" if value.startswith(("8", "11", "18")) and value != "110" else "a"
    node.left = [Node(article, "a", "DET", "DT", "det", "Definite=Ind|PronType=Art"), percent]
    node.right = [phrase(rng, "nmod", ("events",), "in")] if plain else []
    return node


def figures(rng: random.Random) -> Node:
    """Somebody sees a rise in one thing, and perhaps one in another, since an event."""
    entries = ["see=saw=seen", "report", "record", "register", "face", "witness"]
    root = act(rng, "VBD", "root", entries)
    root.left.append(phrase(rng, "nsubj", ("group", "place", "people")))
    first = change(rng, "obj", plain=True)
    if rng.random() < 0.6:
        second = change(rng, "conj", plain=True)
        second.left.insert(0, small("and", "CCONJ", "CC", "cc"))
        first.right.append(second)
    root.right.append(first)
    if rng.random() < 0.6:
        since = rng.choice(["since", "after"])
        root.right.append(phrase(rng, "obl", ("one",), since))
    return root


def made_documents(rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield documents of made sentences."""
    patterns = (lambda r: clause(r, "root"), accusation, allegation, report, figures)
    for _ in range(DOCUMENTS):
        group = []
        for _ in range(rng.randint(1, 3)):
            root = rng.choice(patterns)(rng)
            root.right.append(small(".", "PUNCT", ".", "punct"))
            group.append(as_sentence(root))
        yield group
