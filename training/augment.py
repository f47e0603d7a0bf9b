"""Bring the words of conflict reports into the training treebanks.

The treebanks are web and wiki texts: *shell*, *bomb* or *militia* hardly occur, and the parser
then takes "The army bombed villages" for a noun phrase. Two things help: some verbs and nouns of
the treebanks are exchanged for words of the field in the same form and the same place of the
sentence, and a few hundred short sentences are made from patterns (accusing somebody of doing
something, being alleged to have done it, figures that rise since an event) whose analysis follows
that of the treebanks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from convert import Sentence, Word

#: Share of the documents in which words are exchanged; share of the fitting words in them.
DOCUMENTS, VERBS, NOUNS = 0.3, 0.5, 0.3
PATTERN_DOCUMENTS = 220

# base: past, past participle; a plain word is regular, "+" doubles its last letter.
ACTS = """abduct ambush annex arm arrest assassinate assault attack ban+ behead besiege betray
blockade bomb bombard boycott bury capture condemn conquer coerce deport deploy destabilise destroy
detain disarm displace evacuate evict execute expel+ fund free harass harbour hijack imprison
infiltrate injure intercept invade kidnap+ kill liberate loot lynch massacre mediate mobilise murder
occupy oust overthrow=overthrew=overthrown persecute plunder poison protect raid ratify raze recapture recruit
repel+ rescue retake=retook=retaken reject release sabotage sanction seize shell shelter shoot=shot=shot slay=slew=slain storm
strike=struck=struck support surround target terrorise thwart torture train violate welcome
withdraw=withdrew=withdrawn wound fight=fought=fought defeat defend drive=drove=driven host seek=sought=sought
take=took=taken hold=held=held lead=led=led break=broke=broken sign shield back aid threaten""".split()
SAYINGS = """say=said=said claim allege assert insist maintain warn deny confirm report acknowledge argue
announce declare state believe admit=admitted=admitted reiterate stress suggest""".split()
PEOPLE = """rebels fighters militants troops soldiers villagers civilians gunmen insurgents protesters
refugees forces generals commanders officials authorities ministers jihadists separatists terrorists
policemen hostages prisoners guards peacekeepers mercenaries police""".split()
GROUPS = """army government militia ministry regime junta council alliance coalition navy group
movement mission delegation faction opposition parliament presidency court""".split()
THINGS = """villages towns houses convoys bases checkpoints schools hospitals districts markets
ceasefires treaties sanctions weapons drones rockets tanks cities camps borders bridges airports""".split()
EVENTS = """attacks raids shootings killings strikes clashes bombings abductions ambushes riots
protests casualties deaths arrests""".split()
SINGULAR = """village town convoy base checkpoint school district market ceasefire treaty truce raid
bombing clash strike ambush massacre riot protest rebellion invasion withdrawal siege""".split()
ADJECTIVES = """armed Russian local Afghan foreign hostile Syrian civilian Islamist Sudanese regional
military Israeli Congolese ethnic Malian""".split()
PLACES = """Aleppo Kabul Goma Donetsk Gaza Mali Sudan Yemen Myanmar Ethiopia Kharkiv Tigray Libya Somalia
Colombia Rakhine Nagorno Idlib Darfur Chad""".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

PAST = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"
FEATS = {
    "VBD": PAST,
    "VBN": "Tense=Past|VerbForm=Part",
    "VBG": "VerbForm=Ger",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBP": "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin",
    "VB": "VerbForm=Inf",
}


def inflect(entry: str, tag: str) -> tuple[str, str]:
    """Return form and lemma of a verb entry in the form that a tag names."""
    base, *irregular = entry.rstrip("+").split("=")
    doubled = base + base[-1] if entry.endswith("+") else base
    if tag in {"VBD", "VBN"}:
        if irregular:
            form = irregular[tag == "VBN"]
        elif base.endswith("e"):
            form = base + "d"
        elif base.endswith("y") and base[-2] not in "aeiou":
            form = base[:-1] + "ied"
        else:
            form = doubled + "ed"
    elif tag == "VBG":
        drop = base.endswith("e") and not base.endswith("ee")
        double = base in {"admit"}
        form = (base[:-1] if drop else base + base[-1] if double else doubled) + "ing"
    elif tag == "VBZ":
        if base.endswith(("s", "sh", "ch", "x", "z")):
            form = base + "es"
        elif base.endswith("y") and base[-2] not in "aeiou":
            form = base[:-1] + "ies"
        else:
            form = base + "s"
    else:
        form = base
    return form, base


def singular(noun: str) -> str:
    """Return the lemma of a plural of the lists."""
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes")):
        return noun[:-2]
    return noun.removesuffix("s")


def exchange(sentence: Sentence, rng: random.Random) -> None:
    """Exchange some verbs and nouns of a sentence, in place."""
    words = sentence.words
    below: dict[int, set[str]] = {i: set() for i in range(len(words) + 1)}
    for word in words:
        below[word.head].add(word.relation)
    for i, word in enumerate(words):
        under = below[i + 1]
        if word.upos == "VERB" and word.xpos in FEATS and rng.random() < VERBS:
            if under & {"compound:prt", "xcomp", "iobj", "expl"}:
                continue
            if "ccomp" in under and not under & {"obj", "nsubj:pass"}:
                entries = SAYINGS
            elif under & {"obj", "nsubj:pass"} and "ccomp" not in under:
                entries = ACTS
            else:
                continue
            form, word.lemma = inflect(rng.choice(entries), word.xpos)
            word.form = form.capitalize() if word.form.istitle() else form
        elif word.upos == "NOUN" and word.relation in NOUN_PLACES and rng.random() < NOUNS:
            if under & {"nummod", "amod", "acl", "appos", "case"} and rng.random() < 0.5:
                continue
            before = words[i - 1].form.lower() if i else ""
            if word.xpos == "NNS":
                form = rng.choice(rng.choice((PEOPLE, THINGS, EVENTS)))
                word.lemma = singular(form)
            elif word.xpos == "NN" and before not in {"a", "an"} and "det" in under:
                form = word.lemma = rng.choice(rng.choice((GROUPS, SINGULAR)))
            else:
                continue
            word.form = form.capitalize() if word.form.istitle() else form


NOUN_PLACES = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "conj"})


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
    for word, after in zip(words, words[1:], strict=False):
        word.spaced = after.form not in {",", ".", "%"}
    return Sentence(words)


def small(form: str, upos: str, xpos: str, relation: str, lemma: str = "") -> Node:
    return Node(form, lemma or form, upos, xpos, relation)


def phrase(rng: random.Random, relation: str, kinds: Sequence[str], case: str = "") -> Node:
    """Make a noun phrase, with a preposition where one is given."""
    kind = rng.choice(kinds)
    lists = {"people": PEOPLE, "things": THINGS, "events": EVENTS, "group": GROUPS, "one": SINGULAR}
    if kind == "place":
        name = rng.choice(PLACES)
        node = Node(name, name, "PROPN", "NNP", relation, "Number=Sing")
    else:
        form = rng.choice(lists[kind])
        plural = kind in {"people", "things", "events"}
        node = Node(
            form,
            singular(form) if plural else form,
            "NOUN",
            "NNS" if plural else "NN",
            relation,
            "Number=Plur" if plural else "Number=Sing",
        )
        draw = rng.random()
        if not plural or draw < 0.3:
            node.left.append(small("the", "DET", "DT", "det"))
        elif draw < 0.4:
            number = rng.choice(["two", "12", "dozens", "40", "three", "hundreds"])
            if number in {"dozens", "hundreds"}:
                node.left.append(small("several", "ADJ", "JJ", "amod"))
            else:
                node.left.append(Node(number, number, "NUM", "CD", "nummod", "NumType=Card"))
        if rng.random() < 0.3:
            adjective = rng.choice(ADJECTIVES)
            node.left.append(Node(adjective, adjective, "ADJ", "JJ", "amod", "Degree=Pos"))
    if case:
        node.left.insert(0, small(case, "ADP", "IN", "case"))
    return node


def act(rng: random.Random, tag: str, relation: str, entries: Sequence[str] = ()) -> Node:
    """Make a verb."""
    form, lemma = inflect(rng.choice(entries or ACTS), tag)
    return Node(form, lemma, "VERB", tag, relation, FEATS[tag])


AGENTS = ("people", "group", "people", "group", "place")
TARGETS = ("people", "things", "things", "one")


def circumstances(rng: random.Random, verb: Node) -> None:
    """Now and then, tell where and when."""
    if rng.random() < 0.4:
        verb.right.append(phrase(rng, "obl", ("place", "one"), "in"))
    if rng.random() < 0.3:
        day = rng.choice(DAYS)
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
    root = act(rng, rng.choice(["VBZ", "VBD"]), "root", SAYINGS)
    root.left.append(phrase(rng, "nsubj", ("group",)))
    content = clause(rng, "ccomp")
    if rng.random() < 0.6:
        content.left.insert(0, small("that", "SCONJ", "IN", "mark"))
    root.right.append(content)
    return root


def change(rng: random.Random, relation: str, plain: bool) -> Node:
    """Make "a 40% rise in raids"."""
    noun = rng.choice("rise fall spike increase drop surge decline jump decrease".split())
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
    for _ in range(PATTERN_DOCUMENTS):
        group = []
        for _ in range(rng.randint(1, 3)):
            root = rng.choice(patterns)(rng)
            root.right.append(small(".", "PUNCT", ".", "punct"))
            group.append(as_sentence(root))
        yield group
