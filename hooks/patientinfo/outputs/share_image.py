"""The picture that is shown where somebody shares a link: one for each language, in its words.

The PNG files are kept with the site, so that a build needs no browser. Each carries a mark of
the words and the look that it was drawn from, so that a test can tell when it is out of date.
"""

import hashlib
from collections.abc import Mapping
from io import BytesIO

from patientinfo.languages import tags
from patientinfo.pages.head import HOME, PICTURE_SIZE
from patientinfo.site import Site

MARK = "Drawn from"
COLOURS = 64
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-lcd-text", "--no-first-run"]
"""No sandbox: containers run as root. Text in shades of one colour makes small files."""


def html(site: Site, locale: str) -> str:
    """Return the page that a browser draws the picture from."""
    width, height = PICTURE_SIZE
    fonts = tags.fonts([locale])
    return site.place(HOME, locale).render("og-image", width=width, height=height, fonts=fonts)


def mark(page: str) -> str:
    """Return what a picture says of the page that it was drawn from."""
    return hashlib.sha256(page.encode()).hexdigest()[:16]


def draw(pages: Mapping[str, str], chromium: str) -> dict[str, bytes]:
    """Return a marked PNG of each page of HTML, drawn by the Chromium at that path."""
    from PIL import Image, PngImagePlugin  # only for drawing: the build does without
    from playwright.sync_api import sync_playwright

    drawn, (width, height) = {}, PICTURE_SIZE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        window = browser.new_page(viewport={"width": width, "height": height})
        for name, page in pages.items():
            window.set_content(page)
            text = PngImagePlugin.PngInfo()
            text.add_text(MARK, mark(page))
            small = Image.open(BytesIO(window.screenshot())).convert("RGB").quantize(COLOURS)
            file = BytesIO()
            small.save(file, "PNG", optimize=True, pnginfo=text)
            drawn[name] = file.getvalue()
        browser.close()
    return drawn
