"""The page as text: what stands in it, that it repeats, and that nothing hostile gets out."""

import re
from html.parser import HTMLParser

import pytest
from analyses import CHANGE, analysis, claim, full, plain, said, weighed
from hostile import ADDRESSES, attack
from manifold import manifold

from averment import report
from averment.claim import Direction, Stance, Value
from averment.report import summary
from averment.report.fragment import original, safe_url
from averment.verdict import Label, Outcome, Truth

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and the tags that were never closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def values(self, name):
        return [attrs[name] for _, attrs in self.elements if attrs.get(name) is not None]


@pytest.fixture(scope="module")
def html():
    return report.render(full())


def test_the_same_analysis_gives_the_same_bytes(html):
    assert report.render(full()) == html
    assert report.to_json(full()) == report.to_json(full())


def test_the_page_is_well_formed_and_its_links_lead_somewhere(html):
    page = Page(html)
    assert page.open == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in page.values("href") if href.startswith("#")}
    assert targets <= set(ids)


def test_every_claim_is_marked_and_has_its_card_or_line(html):
    ids = set(Page(html).values("id"))
    for number in range(1, len(full()) + 1):
        assert {f"mark-{number}", f"claim-{number}"} <= ids


def test_the_page_refuses_everything_but_its_own_style(html):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_the_page_holds_no_script_and_loads_nothing(html):
    page = Page(html)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "iframe", "object", "embed", "form", "base", "img", "link"}
    assert not page.values("src")
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)


def test_denials_are_said_as_denials_and_not_coloured(html):
    card = html[html.index('id="claim-2"') - 40 : html.index('id="claim-3"') - 40]
    assert "What is denied: supported" in card
    assert "t-denied" in card
    assert "t-supported" not in card


def test_what_a_card_must_say(html):
    for words in (
        "The Gazette says that the minister alleged",
        "Small base.",
        "Attacks rose by at least 20 percent.",
        "all clashes, 168 (Institute), 16 % below",
        "A derivation, not a reading.",
        "A party’s word decides nothing",
        "the figures do not cover the period",
        "The middle reading was then +210\u00a0%.",
        "SELECT * FROM figures",
        "CC BY 4.0",
        "A list of prisoners.",
        "only a party to the dispute gives such a figure",
        "The highest is 92 in 2015 (Institute)",
    ):
        assert words.lower() in re.sub(r"&#39;", "'", html).lower(), words


def plain_words(html):
    spaced = re.sub(r"</(t[dh]|d[dt]|li)>", " ", html).replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]*>", "", spaced).split())


def test_what_some_cards_must_say():
    said = plain_words(report.render(manifold()))
    for words in (
        "Clashes rose by 200 percent. Another thing counted. Holds in every reading.",
        "the year 2019, the year 2021 – true in 50 %",
        "Who counted Institute – true (30 % of the weight) Observatory – false (20 %",
        "It takes 3 events recorded otherwise to turn this reading.",
        "the stated one shows a steeper rise than 96 %",
        "2020–2021 2018–2019 −12 % does not bear it out As telling, or more",
        "Fall short of what is stated (uniqueness) 93 %",
        "Rules it out: Treaty register: what was said of it.",
        "Denies it (decides nothing): Foreign ministry",
        "a party’s word; a party or a government",
        "Altered: Speech in the assembly",
        "Nothing near these words was found there.",
        "Such records are kept by: the national office of statistics; the river commission.",
        "Could you tell us how many villages were flooded",
        "Two figures for one thing. Attacks are said to have risen",
        "The Checkers: “Half true” on “Attacks have tripled”, as said by The minister; 20 February",
        "Corrected. An earlier report had “supported” (Averment 0.0, evidence of 2022)",
        "Quotations looked for in Speech in the assembly, 1 May 2022",
    ):
        assert words in said, words


def test_words_that_differ_are_marked_on_both_sides():
    html = report.render(manifold())
    assert "<del>shall never</del>" in html
    assert "<ins>should not</ins>" in html
    assert "<ins>today</ins>" in html


def test_a_claim_leads_to_its_words_on_the_original_page():
    html = report.render(manifold())
    assert (
        'href="https://example.org/numbers?id=1#:~:text=Attacks%20tripled%20from%208%20to%2031"'
        in html
    )


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        (
            "https://a.org/b",
            "Ten fell, at-once",
            "https://a.org/b#:~:text=Ten%20fell%2C%20at%2Donce",
        ),
        ("https://a.org/b#c", "“Ten”", "https://a.org/b#c:~:text=%E2%80%9CTen%E2%80%9D"),
        (
            "https://a.org",
            "a b c d e f g h i j k l",
            "https://a.org#:~:text=a%20b%20c%20d,i%20j%20k%20l",
        ),
        ("javascript:x", "Ten", None),
        (None, "Ten", None),
    ],
)
def test_text_fragments(url, words, expected):
    document = analysis(words, url=url).document
    assert original(document, claim(words, words, 1)) == expected


def test_many_readings_are_told_in_groups():
    outcomes = tuple(
        Outcome(options={"n": str(n)}, weight=1, truth=Truth.TRUE, value=n, low=n, high=n)
        for n in range(1000)
    )
    verdict = weighed(outcomes=outcomes, own_reading=None, readings=1000, axes=(), flips=())
    html = report.render(analysis("Ten fell.", [(claim("Ten fell.", "Ten fell", 1), verdict)]))
    assert "The readings in groups, as drawn" in html
    assert '<th scope="row" class="n">991–1,000</th><td class="n">990' in html


def test_where_only_some_readings_are_listed_that_is_said():
    said = plain_words(
        report.render(
            analysis(
                "Ten fell.", [(claim("Ten fell.", "Ten fell", 1), weighed(readings=4_000_000))]
            )
        )
    )
    assert "True in 60 % of 4,000,000 readings" in said
    assert "8 of 4,000,000 readings, lowest first" in said
    assert "Readings listed (8)" in said


def test_what_is_not_put_before_the_record_is_listed(html):
    opinions = html[html.index('id="h-opinions"') : html.index('id="h-uncheckable"')]
    assert "It was a shameful year" in opinions
    uncheckable = html[html.index('id="h-uncheckable"') : html.index('id="h-method"')]
    assert "known only to those concerned" in uncheckable


def test_the_worst_findings_come_first(html):
    findings = html[html.index('class="findings"') : html.index('id="h-text"')]
    places = [findings.index(words) for words in ("four mills", "nine bridges", "in 2022")]
    assert places == sorted(places)


@pytest.mark.parametrize("text", ["", "Nothing here."])
def test_a_text_without_claims(text):
    html = report.render(analysis(text))
    assert "No claim was found" in html
    assert Page(html).open == []


def test_a_document_of_which_nothing_is_known():
    html = report.render(analysis("Words.", title=None, publisher=None, published=None))
    assert "Untitled text" in html
    assert "date unknown" in html


@pytest.mark.parametrize("label", list(Label))
def test_every_label_has_its_words_and_shape(label):
    text = "Ten fell."
    html = report.render(analysis(text, [(claim(text, "Ten fell", 1), plain(label))]))
    assert f"t-{label.value}" in html
    assert label.value.replace("_", " ").capitalize() in html


@pytest.mark.parametrize("stance", [Stance.DENIES, Stance.DOUBTS])
@pytest.mark.parametrize("label", [Label.SUPPORTED, Label.CONTRADICTED])
def test_a_denied_claim_never_wears_the_label_s_colour(stance, label):
    text = "They deny that ten fell."
    denied = claim(text, "ten fell", 1, attribution=(said("they", stance),))
    html = report.render(analysis(text, [(denied, plain(label))]))
    shown = html[html.index("<main>") : html.index('id="h-method"')]
    assert f"t-{label.value}" not in shown


def test_nested_claims_are_nested_marks():
    text = "He says ten fell in May."
    outer, inner = claim(text, "ten fell in May", 1), claim(text, "ten fell", 2)
    found = [(outer, plain(Label.SUPPORTED)), (inner, plain(Label.CONTRADICTED))]
    html = report.render(analysis(text, found))
    assert re.search(
        r'<mark class="t-supported d2"><mark class="t-contradicted d1">ten fell<', html
    )


def test_a_fall_is_shown_with_a_minus():
    text = "Attacks fell by 20 percent."
    fell = {**CHANGE, "direction": Direction.DOWN, "value": Value(number=20, unit="percent")}
    reading = Outcome(
        options={}, weight=1, truth=Truth.TRUE, value=21, low=21, high=21, sentence="a fall"
    )
    other = reading.model_copy(update={"value": 23, "low": 23, "high": 23})
    verdict = weighed(
        outcomes=(reading, other),
        own_reading=reading,
        best_reading=None,
        interval=(15, 25),
        axes=(),
    )
    html = report.render(analysis(text, [(claim(text, text[:-1], 1, **fell), verdict)]))
    assert "borne out by −25\u00a0% to −15\u00a0%" in html
    assert '<td class="n">−21\u00a0%</td>' in html


def test_nothing_hostile_becomes_markup():
    page = Page(report.render(attack()))
    assert page.open == []
    assert {"script", "img"} & {tag for tag, _ in page.elements} == set()
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
    for href in page.values("href"):
        assert href.startswith(("#", "https://example.org/"))


def test_what_no_text_can_hold_is_replaced():
    html = report.render(attack())
    html.encode("utf-8")
    assert not re.search("[\x00\x1b\u2028-\u202e\u2066-\u2069\ud800-\udfff]", html)


@pytest.mark.parametrize("url", [*ADDRESSES[:9], None, ""])
def test_only_web_addresses_become_links(url):
    assert safe_url(url) is None


def test_web_addresses_become_links():
    assert safe_url(" HTTPS://example.org/a?b=c ") == "HTTPS://example.org/a?b=c"


def test_a_linked_source_gives_nothing_away(html):
    for tag, attributes in Page(html).elements:
        if tag == "a" and (attributes.get("href") or "").startswith("http"):
            assert attributes["rel"] == "noopener noreferrer"


def test_json_is_the_record():
    data = report.to_json(full())
    assert data.startswith(b'{\n  "schema": "averment/verdicts/1"')
    assert data.endswith(b"}\n")
    assert "“".encode() in report.to_json(analysis("x", title="“x”"))


def test_what_matters_less_is_told_in_brief(monkeypatch):
    monkeypatch.setattr(summary, "MOST_CARDS", 2)
    text = "One rose. Two rose. Three rose. Four rose."
    labels = {"One": Label.SUPPORTED, "Two": Label.CONTRADICTED}
    labels |= {"Three": Label.SUPPORTED, "Four": Label.CONTESTED}
    found = [
        (claim(text, f"{word} rose", n, **CHANGE), weighed(label=label, flags=()))
        for n, (word, label) in enumerate(labels.items(), start=1)
    ]
    html = report.render(analysis(text, found))
    assert re.findall(r'<article [^>]*id="claim-(\d)"', html) == ["2", "4"]
    assert re.findall(r'<li id="claim-(\d)"', html) == ["1", "3"]
    assert "2 more statements were put before the record" in html
    assert "main reading from " in html
