"""The picture that is shown where somebody shares a link: one for each language, in its words.

The PNG files are kept with the site, so that a build needs no browser. Each carries a mark of
the words and the look that it was drawn from, so that a test can tell when it is out of date.
"""

import hashlib
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from patientinfo.site import Site
from patientinfo.wording import direction

FOLDER = "assets/og"
WIDTH, HEIGHT = 1200, 630
SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"Drawn from\x00"


def files(docs: Path) -> dict[str, str]:
    """Return the picture of each language that has one: its address below the site's root."""
    found = sorted((docs / FOLDER).glob("*.png"))
    return {f"og/{path.stem}": f"{FOLDER}/{path.name}" for path in found}


def alt(site: Site, locale: str) -> str:
    """Return what the picture says, for those who do not see it."""
    words = site.wordings[locale]
    return f"{words.text('site.name')}. {words.text('share.line')}"


def html(site: Site, locale: str) -> str:
    """Return the page that a browser draws the picture from."""
    return site.place("index.md", locale).render(
        "og-image", dir=direction(locale), width=WIDTH, height=HEIGHT
    )


def draw(pages: Mapping[str, str], chromium: str) -> dict[str, bytes]:
    """Return a marked PNG of each page of HTML, drawn by the Chromium at that path."""
    from playwright.sync_api import sync_playwright  # only for drawing: the build does without

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        drawn = {}
        for name, page in pages.items():
            window.set_content(page)
            drawn[name] = marked(window.screenshot(), page)
        browser.close()
    return drawn


def marked(png: bytes, page: str) -> bytes:
    """Return the picture with a mark of the page it was drawn from, as a PNG text."""
    text = KEYWORD + _mark(page).encode()
    body = b"tEXt" + text
    chunk = struct.pack(">I", len(text)) + body + struct.pack(">I", zlib.crc32(body))
    header = len(SIGNATURE) + 25
    return png[:header] + chunk + png[header:]


def is_drawn_from(png: bytes, page: str) -> bool:
    """Whether a picture was drawn from this page as it is now."""
    return KEYWORD + _mark(page).encode() in png


def size(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG."""
    if not png.startswith(SIGNATURE):
        raise ValueError("This is not a PNG.")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _mark(page: str) -> str:
    return hashlib.sha256(page.encode()).hexdigest()[:16]
