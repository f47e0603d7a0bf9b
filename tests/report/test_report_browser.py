"""The page in a real browser: no script runs, nothing is fetched, links hold, nothing spills."""

import shutil
from functools import cache

import pytest
from analyses import full
from hostile import attack
from manifold import manifold

from averment import report

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser():
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser to look with: none of {', '.join(NAMES)} is installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


class Watched:
    """A page with everything that it did while it was opened."""

    def __init__(self, browser, path, **options):
        self.asked, self.said, self.dialogs = [], [], []
        self.page = browser.new_page(**options)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog), dialog.dismiss()))
        self.url = path.as_uri()
        self.page.goto(self.url)


@cache
def rendered(make):
    return report.render(make())


@pytest.fixture
def opened(browser, tmp_path):
    pages = []

    def open_(make, **options):
        path = tmp_path / "report.html"
        path.write_text(rendered(make), encoding="utf-8")
        pages.append(Watched(browser, path, **options))
        return pages[-1]

    yield open_
    for watched in pages:
        watched.page.close()


@pytest.mark.parametrize("make", [full, manifold, attack])
def test_no_script_runs_and_nothing_leaves_the_file(opened, make):
    watched = opened(make)
    for summary in watched.page.locator("summary").all():
        summary.click()
    watched.page.mouse.move(300, 300)
    assert watched.page.evaluate("window.owned") is None
    assert watched.page.evaluate("document.scripts.length") == 0
    assert watched.asked == [watched.url]
    assert watched.said == []
    assert watched.dialogs == []


def test_the_policy_stops_a_script_that_got_in(opened):
    watched = opened(full)
    watched.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.owned = 1'}))"
    )
    assert watched.page.evaluate("window.owned") is None
    assert any("Content Security Policy" in message for message in watched.said)


def test_marks_lead_to_cards_and_back(opened):
    page = opened(full).page
    for number in range(1, len(full()) + 1):
        page.locator(f"#mark-{number}").click()
        assert page.evaluate("location.hash") == f"#claim-{number}"
        page.locator(f"#claim-{number} a.no").click()
        assert page.evaluate("location.hash") == f"#mark-{number}"


def test_the_keyboard_reaches_every_mark(opened):
    page = opened(full).page
    wanted = {f"mark-{number}" for number in range(1, len(full()) + 1)}
    met = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        met.add(page.evaluate("document.activeElement.id"))
    assert wanted <= met


@pytest.mark.parametrize("make", [full, manifold, attack])
@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_nothing_spills_over_the_side(opened, make, width):
    page = opened(make, viewport={"width": width, "height": 800}).page
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


CONTRAST = """() => {
  const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 };
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const c = numbers(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim()) continue;
    const style = getComputedStyle(element);
    const drawn = element.closest('svg') ? style.fill : style.color;
    const [a, b] = [light(numbers(drawn)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) faint.push([element.className, element.textContent.slice(0, 40), ratio]);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("make", [full, manifold])
def test_text_stands_out_from_its_ground(opened, make, scheme):
    page = opened(make, color_scheme=scheme).page
    page.evaluate(UNFOLD)
    assert page.evaluate(CONTRAST) == []


def test_the_summary_is_no_longer_than_a_screen(opened):
    page = opened(manifold, viewport={"width": 1280, "height": 900}).page
    box = page.locator("section[aria-labelledby=h-summary]").bounding_box()
    assert box["y"] + box["height"] <= 900


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_no_violation(opened, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    size = {"width": width, "height": 900}
    page = opened(manifold, viewport=size, color_scheme=scheme, bypass_csp=True).page
    page.evaluate(UNFOLD)
    wanted = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = axe.run(page, options=wanted)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []


def test_every_chart_has_its_words_and_its_data(opened):
    page = opened(manifold).page
    charts = page.locator("figure.chart")
    assert charts.count() == 7
    for chart in charts.all():
        assert len(chart.locator("figcaption").inner_text()) > 40
        listed = chart.locator("xpath=following-sibling::ul[contains(@class, 'testimonies')]")
        assert chart.locator("table").count() + listed.count() > 0


@pytest.mark.parametrize(("width", "kept"), [(390, "narrow"), (1280, "wide")])
def test_a_chart_fits_the_page_and_is_shown_once(opened, width, kept):
    page = opened(manifold, viewport={"width": width, "height": 800}).page
    for chart in page.locator("figure.chart").all():
        shown = [svg for svg in chart.locator("svg").all() if svg.is_visible()]
        assert len(shown) == 1
        assert shown[0].locator("xpath=..").get_attribute("class") == kept
        box, room = shown[0].bounding_box(), chart.bounding_box()
        assert box["x"] >= room["x"] - 1
        assert box["x"] + box["width"] <= room["x"] + room["width"] + 1


PRINTED = """() => {
  const there = e => e.getBoundingClientRect().height > 0;
  const shown = [...document.querySelectorAll('.chart .wide svg')].filter(there).length;
  const lost = [...document.querySelectorAll('details > *, .chart')].filter(e => !there(e));
  const right = Math.max(...[...document.querySelectorAll('svg, td, p')]
    .filter(there).map(e => e.getBoundingClientRect().right));
  return [shown, lost.map(e => e.outerHTML.slice(0, 60)), right];
}"""


def test_on_a4_every_chart_and_what_was_folded_is_printed(opened):
    across = 680  # pixels between the margins
    page = opened(manifold, viewport={"width": across, "height": 1000}).page
    page.emulate_media(media="print")
    shown, lost, right = page.evaluate(PRINTED)
    assert shown == 7
    assert lost == []
    assert right <= across + 1
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
