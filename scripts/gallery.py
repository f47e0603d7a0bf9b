"""Take the pictures of the report that the docs show: `python scripts/gallery.py [FOLDER]`.

The report is that of `averment demo`. It takes Playwright (one of the development tools) and an
installed Chromium; the pictures go to docs/pictures.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from averment import pipeline, report
from averment.cli.example import example

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
#: The card with a chart of a sort: the first whose caption has that name.
CARD = "article:has(figcaption[id^=cap-{}])"


class Picture(NamedTuple):
    """What is shown: from the top of `part`, as wide and high as said, in pixels."""

    name: str
    part: str
    width: int = 1080
    height: int = 820
    scheme: str = "light"
    media: str = "screen"


PICTURES = (
    Picture("report", "body"),
    Picture("text", "section.text", height=640),
    Picture("claim", CARD.format("readings"), height=950),
    Picture("periods", ".part:has(figcaption[id^=cap-periods])", height=720),
    Picture("sources", CARD.format("sources"), height=760),
    Picture("figures", CARD.format("years") + " figure:has(figcaption[id^=cap-years])", height=420),
    Picture("phone", CARD.format("readings") + " figure", width=390, height=800),
    Picture("dark", CARD.format("readings"), height=760, scheme="dark"),
    Picture("print", CARD.format("readings"), width=680, height=960, media="print"),
)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, _browser() as browser:
        page = Path(place) / "report.html"
        page.write_text(report.render(pipeline.check(example())), encoding="utf-8")
        for picture in PICTURES:
            path = folder / f"{picture.name}.png"
            _take(browser, page.as_uri(), picture, path)
            print(f"{path} {path.stat().st_size // 1024} KB")


@contextmanager
def _browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"No browser is installed: none of {', '.join(NAMES)}.")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


def _take(browser: Browser, address: str, picture: Picture, path: Path) -> None:
    size = {"width": picture.width, "height": picture.height}
    page: Page = browser.new_page(viewport=size, color_scheme=picture.scheme)
    page.emulate_media(media=picture.media)
    page.goto(address)
    part = page.locator(picture.part).first
    part.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 8)")
    page.screenshot(path=path)
    page.close()


if __name__ == "__main__":
    main()
