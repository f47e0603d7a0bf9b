"""The page in a real browser: no script runs, nothing is fetched, links hold, nothing spills."""

import shutil
from functools import cache

import pytest
from analyses import full
from hostile import attack

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


@pytest.mark.parametrize("make", [full, attack])
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


@pytest.mark.parametrize("make", [full, attack])
@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_nothing_spills_over_the_side(opened, make, width):
    page = opened(make, viewport={"width": width, "height": 800}).page
    for summary in page.locator("summary").all():
        summary.click()
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
def test_text_stands_out_from_its_ground(opened, scheme):
    page = opened(full, color_scheme=scheme).page
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate(CONTRAST) == []


def test_every_chart_has_its_words_and_a_table(opened):
    page = opened(full).page
    charts = page.locator("figure.chart")
    assert charts.count() == 4
    for chart in charts.all():
        assert len(chart.locator("figcaption").inner_text()) > 40
        assert chart.locator("xpath=ancestor::article//table").count() > 0


def test_the_page_prints_on_a4(opened):
    assert opened(full).page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
